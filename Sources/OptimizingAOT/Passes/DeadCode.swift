import WasmModel

/// Deletes instructions whose result nobody needs and that do nothing else, and blocks that nothing reaches.
package enum DeadCode: Pass {
    package static let name = "dead-code"

    package static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch) {
        removeUnreachable(&function, &scratch)
        // Only parameters ask who comes.
        let hasParameters = function.parameters.count > function.blocks[0].parameterCount
        if hasParameters { scratch.control.findIncoming(function) }
        scratch.marks.fill(false, count: function.instructions.count)
        scratch.work.removeAll()
        markRoots(function, &scratch)
        spread(function, &scratch)
        for block in function.blocks.indices {
            for value in function.blocks[block].values where !scratch.marks[Int(value)] {
                function.instructions[Int(value)].kind = .none
            }
        }
        if hasParameters { function.keepParameters { scratch.marks[Int($0)] } }
    }

    @inline(__always)
    private static func need(_ value: ValueID, _ scratch: inout PassScratch) {
        guard !scratch.marks[Int(value)] else { return }
        scratch.marks[Int(value)] = true
        scratch.work.append(value)
    }

    /// What is needed because it does something.
    private static func markRoots(_ function: borrowing IRFunction, _ scratch: inout PassScratch) {
        let facts = function.facts
        for block in function.blocks.indices {
            for value in function.blocks[block].values {
                let instruction = function.instructions[Int(value)]
                if instruction.kind != .none, !instruction.isRemovableWhenUnused(facts) { need(value, &scratch) }
            }
            switch function.blocks[block].terminator {
            case .branch(let condition, _, _): need(condition, &scratch)
            case .table(let index, _, _): need(index, &scratch)
            case .return(let start, let count):
                for position in Int(start)..<Int(start + count) { need(function.pool[position], &scratch) }
            case .none, .jump, .trap: break
            }
        }
    }

    /// What is needed because something needed uses it.
    private static func spread(_ function: borrowing IRFunction, _ scratch: inout PassScratch) {
        while let value = scratch.work.popLast() {
            let instruction = function.instructions[Int(value)]
            if instruction.kind != .parameter {
                function.forEachOperand(of: instruction) { need($0, &scratch) }
            } else if instruction.a != 0 {
                for number in scratch.control.incoming.range(of: Int(instruction.a)) {
                    let place = Int(scratch.control.incoming[number].start + instruction.b)
                    need(function.pool[place], &scratch)
                }
            }
        }
    }

    /// Empties blocks that nothing reaches; they stay in the layout and trap.
    private static func removeUnreachable(_ function: inout IRFunction, _ scratch: inout PassScratch) {
        guard function.blocks.count > 1 else { return }
        function.markReached(&scratch.marks, &scratch.work)
        for block in function.blocks.indices where !scratch.marks[block] {
            for value in function.blocks[block].values { function.instructions[Int(value)].kind = .none }
            for position in function.blocks[block].parameterRange {
                function.instructions[Int(function.parameters[position])].kind = .none
            }
            function.blocks[block].parameterCount = 0
            function.blocks[block].terminator = .trap(.unreachable)
            scratch.control.forget()
        }
    }
}
