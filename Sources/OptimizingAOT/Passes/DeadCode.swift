import WasmModel

/// Deletes instructions whose result nobody needs and that do nothing else, and blocks that nothing reaches.
package enum DeadCode: Pass {
    package static let name = "dead-code"

    package static func run(on function: inout IRFunction, _ context: PassContext) {
        removeUnreachable(&function)
        var isNeeded = [Bool](repeating: false, count: function.instructions.count)
        var work: [ValueID] = []
        func need(_ value: ValueID) {
            guard !isNeeded[Int(value)] else { return }
            isNeeded[Int(value)] = true
            work.append(value)
        }
        let incoming = IncomingEdges(function)
        for block in function.blocks {
            for value in block.first..<block.end {
                let instruction = function.instructions[Int(value)]
                if instruction.kind != .none, !instruction.isRemovableWhenUnused { need(value) }
            }
            switch block.terminator {
            case .branch(let condition, _, _): need(condition)
            case .table(let index, _, _): need(index)
            case .return(let start, let count): function.pool[Int(start)..<Int(start + count)].forEach(need)
            case .none, .jump, .trap: break
            }
        }
        while let value = work.popLast() {
            let instruction = function.instructions[Int(value)]
            if instruction.kind == .parameter {
                for entry in incoming[Int(instruction.a)] { need(function.pool[Int(entry.edge.start + instruction.b)]) }
            } else {
                function.forEachOperand(of: instruction, need)
            }
        }
        for block in function.blocks {
            for value in block.first..<block.end where !isNeeded[Int(value)] { function.instructions[Int(value)].kind = .none }
        }
        function.keepParameters { isNeeded[Int($0)] }
    }

    /// Empties blocks that nothing reaches; they stay in the layout and trap.
    private static func removeUnreachable(_ function: inout IRFunction) {
        var isReached = [Bool](repeating: false, count: function.blocks.count)
        var work: [BlockID] = [0]
        isReached[0] = true
        while let block = work.popLast() {
            function.forEachEdge(of: block) { edge in
                guard !isReached[Int(edge.target)] else { return }
                isReached[Int(edge.target)] = true
                work.append(edge.target)
            }
        }
        for index in function.blocks.indices where !isReached[index] {
            for value in function.blocks[index].first..<function.blocks[index].end { function.instructions[Int(value)].kind = .none }
            for parameter in function.blocks[index].parameters { function.instructions[Int(parameter)].kind = .none }
            function.blocks[index].parameters = []
            function.blocks[index].terminator = .trap(.unreachable)
        }
    }
}
