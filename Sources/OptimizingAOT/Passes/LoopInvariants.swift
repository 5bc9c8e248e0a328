/// Moves pure instructions whose operands do not change in a loop to the block before it (loop-invariant code motion), inner
/// loops first, so that what is invariant in several goes in front of the outermost.
///
/// Comparisons stay: they are computed where they are used. Constants go along, which costs nothing.
package enum LoopInvariants: Pass {
    package static let name = "loop-invariants"

    package static func run(on function: inout IRFunction, _ context: PassContext) {
        guard !function.loops.isEmpty else { return }
        var motion = Motion(function)
        for loop in function.loops.indices.reversed() { motion.hoist(from: function.loops[loop]) }
        if motion.hasMoved { function = function.relaid(motion.lists) }
    }

    private struct Motion {
        private let function: IRFunction
        private let incoming: IncomingEdges
        private(set) var lists: [[ValueID]]
        private(set) var hasMoved = false
        /// By value: the block in which it stands now.
        private var home: [BlockID]
        /// Instructions that may still be looked at: loops in loops in loops would otherwise cost the square of their depth.
        private var budget: Int

        init(_ function: IRFunction) {
            self.function = function
            lists = function.lists
            budget = function.instructions.count * 16
            home = [BlockID](repeating: 0, count: function.instructions.count)
            for (number, block) in function.blocks.enumerated() {
                for parameter in block.parameters { home[Int(parameter)] = BlockID(number) }
                for value in block.first..<block.end { home[Int(value)] = BlockID(number) }
            }
            incoming = IncomingEdges(function)
        }

        mutating func hoist(from loop: IRLoop) {
            guard loop.header <= loop.last, budget > 0, let preheader = function.preheader(of: loop, incoming) else { return }
            let effects = Effects(function, loop)
            for block in Int(loop.header)...Int(loop.last) {
                budget -= lists[block].count + 1
                var kept: [ValueID] = []
                for value in lists[block] {
                    if isInvariant(value, loop, effects) {
                        home[Int(value)] = preheader
                        lists[Int(preheader)].append(value)
                        hasMoved = true
                    } else {
                        kept.append(value)
                    }
                }
                lists[block] = kept
            }
        }

        private func isInvariant(_ value: ValueID, _ loop: IRLoop, _ effects: Effects) -> Bool {
            let instruction = function.instructions[Int(value)]
            switch instruction.kind {
            case .constant, .instance: return true
            case .numeric where instruction.isPure && Comparison(instruction.opcode) == nil: break
            case .select, .functionReference, .constantLoad, .referenceTest: break
            case .globalGet where !effects.calls && !effects.globals.contains(instruction.bits): break
            case .memorySize where !effects.calls: break
            default: return false
            }
            var isInvariant = true
            function.forEachOperand(of: instruction) { if home[Int($0)] >= loop.header { isInvariant = false } }
            return isInvariant
        }
    }

    /// What the blocks of a loop may change.
    private struct Effects {
        private(set) var calls = false
        private(set) var globals: Set<UInt64> = []

        init(_ function: IRFunction, _ loop: IRLoop) {
            for block in function.blocks[Int(loop.header)...Int(loop.last)] {
                for value in block.first..<block.end {
                    let instruction = function.instructions[Int(value)]
                    if instruction.effects.contains(.calls) { calls = true }
                    if instruction.kind == .globalSet { globals.insert(instruction.bits) }
                }
            }
        }
    }
}
