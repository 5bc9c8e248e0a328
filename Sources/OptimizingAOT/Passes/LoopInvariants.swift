import WasmModel

/// Moves pure instructions whose operands do not change in a loop to the block before it (loop-invariant code motion), inner
/// loops first, so that what is invariant in several goes in front of the outermost.
///
/// Comparisons stay: they are computed where they are used. Constants go along, which costs nothing.
package enum LoopInvariants: Pass {
    package static let name = "loop-invariants"

    package static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch) {
        guard !function.loops.isEmpty else { return }
        scratch.control.findIncoming(function)
        scratch.lists.fill(function)
        scratch.homes.fill(0, count: function.instructions.count)
        for block in function.blocks.indices {
            for position in function.blocks[block].parameterRange { scratch.homes[Int(function.parameters[position])] = BlockID(block) }
            for value in function.blocks[block].values { scratch.homes[Int(value)] = BlockID(block) }
        }
        // Instructions that may still be looked at: loops in loops in loops would otherwise cost the square of their depth.
        var budget = function.instructions.count * 16
        var hasMoved = false
        for loop in function.loops.indices.reversed() where budget > 0 {
            if hoist(from: function.loops[loop], function, &scratch, &budget) { hasMoved = true }
        }
        if hasMoved { scratch.lists.lay(&function) }
    }

    /// Whether something was moved.
    private static func hoist(
        from loop: IRLoop, _ function: borrowing IRFunction, _ scratch: inout PassScratch, _ budget: inout Int
    ) -> Bool {
        guard loop.header <= loop.last, let preheader = function.preheader(of: loop, scratch.control.incoming) else { return false }
        let effects = Effects(function, loop, &scratch.work)
        var hasMoved = false
        for block in Int(loop.header)...Int(loop.last) {
            budget -= 1
            var previous = BlockLists.none
            var value = scratch.lists.first(of: block)
            while value != BlockLists.none {
                budget -= 1
                let next = scratch.lists.next(after: value)
                if isInvariant(value, loop, effects, function, scratch) {
                    scratch.lists.remove(value, after: previous, from: block)
                    scratch.lists.append(value, to: Int(preheader))
                    scratch.homes[Int(value)] = preheader
                    hasMoved = true
                } else {
                    previous = value
                }
                value = next
            }
        }
        return hasMoved
    }

    private static func isInvariant(
        _ value: ValueID, _ loop: IRLoop, _ effects: Effects, _ function: borrowing IRFunction, _ scratch: borrowing PassScratch
    ) -> Bool {
        let instruction = function.instructions[Int(value)]
        switch instruction.kind {
        case .constant, .instance: return true
        case .numeric:
            let fact = function.facts[instruction.opcode]
            guard !fact.mayTrap, !fact.isComparison else { return false }
        case .select, .functionReference, .constantLoad, .referenceTest: break
        case .globalGet:
            guard !effects.calls, !effects.setsAnyGlobal else { return false }
            for position in scratch.work.indices where UInt64(scratch.work[position]) == instruction.bits { return false }
        case .memorySize where !effects.calls: break
        default: return false
        }
        var isInvariant = true
        function.forEachOperand(of: instruction) { if scratch.homes[Int($0)] >= loop.header { isInvariant = false } }
        return isInvariant
    }

    /// What the blocks of a loop may change.
    private struct Effects {
        private(set) var calls = false
        /// More globals than are worth telling apart.
        private(set) var setsAnyGlobal = false
        private static let mostGlobals = 16

        /// Collects the globals that are set.
        init(_ function: borrowing IRFunction, _ loop: IRLoop, _ globals: inout FlatArray<UInt32>) {
            globals.removeAll()
            let facts = function.facts
            for block in Int(loop.header)...Int(loop.last) {
                for value in function.blocks[block].values {
                    let instruction = function.instructions[Int(value)]
                    if instruction.effects(facts).contains(.calls) { calls = true }
                    guard instruction.kind == .globalSet else { continue }
                    if globals.count == Self.mostGlobals { setsAnyGlobal = true } else { globals.append(UInt32(instruction.bits)) }
                }
            }
        }
    }
}
