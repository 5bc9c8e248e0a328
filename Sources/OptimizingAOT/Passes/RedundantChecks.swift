import WasmModel

/// Leaves out checks that cannot fail because one that asks the same or more has not failed before: `trapIf` of the same
/// condition, and the bounds check of an access to the same address whose end does not lie behind the earlier one's. A
/// memory never shrinks, so what was in bounds stays there.
package enum RedundantChecks: Pass {
    package static let name = "redundant-checks"

    package static func run(on function: inout IRFunction, _ context: PassContext) {
        guard isWorthwhile(function, context) else { return }
        let tree = function.blocks.count > 1 ? DominatorIntervals(Dominators(of: function).immediate) : nil
        // By condition; and by memory and address: the check that goes furthest.
        var conditions: [ValueID: BlockID] = [:]
        var bounds: [UInt64: (end: UInt64, block: BlockID)] = [:]
        for number in function.blocks.indices {
            let block = BlockID(number)
            func holds(_ earlier: BlockID) -> Bool { tree?.dominates(earlier, block) ?? true }
            for value in function.blocks[number].first..<function.blocks[number].end {
                let instruction = function.instructions[Int(value)]
                switch instruction.kind {
                case .trapIf:
                    let condition = function.instructions[Int(instruction.a)]
                    if condition.kind == .constant, condition.bits == 0 {
                        function.instructions[Int(value)].kind = .none
                    } else if let earlier = conditions[instruction.a], holds(earlier) {
                        function.instructions[Int(value)].kind = .none
                    } else {
                        conditions[instruction.a] = block
                    }
                case .load, .store:
                    let place = UInt64(instruction.memoryIndex) << 32 | UInt64(instruction.a)
                    let count: UInt64 = 1 << UInt64(instruction.opcode.definition.naturalAlignment)
                    let (end, carries) = instruction.bits.addingReportingOverflow(count)
                    if carries { continue }
                    if let earlier = bounds[place], holds(earlier.block) {
                        if end <= earlier.end {
                            function.instructions[Int(value)].isWithinBounds = true
                        } else if earlier.block == block {
                            bounds[place] = (end, block)
                        }
                    } else {
                        bounds[place] = (end, block)
                    }
                default: break
                }
            }
        }
    }

    /// Accesses to guarded memories have no checks.
    private static func isWorthwhile(_ function: IRFunction, _ context: PassContext) -> Bool {
        if context.hasUnguardedMemory { return true }
        return function.instructions.contains { $0.kind == .trapIf }
    }
}
