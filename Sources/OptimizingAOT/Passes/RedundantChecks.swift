import WasmModel

/// Leaves out checks that cannot fail because one that asks the same or more has not failed before: `trapIf` of the same
/// condition, and the bounds check of an access to the same address whose end does not lie behind the earlier one's. A
/// memory never shrinks, so what was in bounds stays there.
package enum RedundantChecks: Pass {
    package static let name = "redundant-checks"

    /// A check that was made: where, and of a bounds check how far it goes.
    struct Check: BitwiseCopyable {
        var block: BlockID
        var end: UInt64
    }
    /// Stands for a memory in the key of a condition.
    private static let noMemory = UInt64.max

    package static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch) {
        // Accesses to guarded memories have no checks.
        let checksBounds = context.hasUnguardedMemory && (function.mayHave(.load) || function.mayHave(.store))
        guard checksBounds || function.mayHave(.trapIf) else { return }
        if function.blocks.count > 1 { scratch.control.findDominators(function) }
        scratch.keys.removeAll()
        scratch.checks.removeAll()
        for block in function.blocks.indices {
            for value in function.blocks[block].values {
                let instruction = function.instructions[Int(value)]
                switch instruction.kind {
                case .trapIf:
                    if function.constant(instruction.a) == 0 || isKnown(instruction.a, in: BlockID(block), function, &scratch) {
                        function.instructions[Int(value)].kind = .none
                    }
                case .load where checksBounds, .store where checksBounds:
                    if isWithinBounds(instruction, in: BlockID(block), function, &scratch) {
                        function.instructions[Int(value)].isWithinBounds = true
                    }
                default: break
                }
            }
        }
    }

    private static func holds(_ earlier: BlockID, in block: BlockID, _ function: borrowing IRFunction, _ scratch: borrowing PassScratch) -> Bool {
        function.blocks.count == 1 || scratch.control.dominators.dominates(earlier, block)
    }

    /// Whether a condition was tested before; if it was not, it is now.
    private static func isKnown(
        _ condition: ValueID, in block: BlockID, _ function: borrowing IRFunction, _ scratch: inout PassScratch
    ) -> Bool {
        let (number, isNew) = scratch.keys.number(of: UInt64(condition), noMemory)
        if isNew {
            scratch.checks.append(Check(block: block, end: 0))
            return false
        }
        if holds(scratch.checks[number].block, in: block, function, scratch) { return true }
        scratch.checks[number].block = block
        return false
    }

    /// Whether an earlier access says that this one is in bounds; if none does, this one may for later ones.
    private static func isWithinBounds(
        _ access: IRInstruction, in block: BlockID, _ function: borrowing IRFunction, _ scratch: inout PassScratch
    ) -> Bool {
        let (end, carries) = access.bits.addingReportingOverflow(1 << function.facts[access.opcode].alignment)
        if carries { return false }
        let (number, isNew) = scratch.keys.number(of: UInt64(access.a), UInt64(access.memoryIndex))
        if isNew {
            scratch.checks.append(Check(block: block, end: end))
            return false
        }
        let earlier = scratch.checks[number]
        guard holds(earlier.block, in: block, function, scratch) else {
            scratch.checks[number] = Check(block: block, end: end)
            return false
        }
        if end <= earlier.end { return true }
        if earlier.block == block { scratch.checks[number].end = end }
        return false
    }
}
