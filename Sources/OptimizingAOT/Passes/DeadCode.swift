import WasmModel

/// Deletes instructions whose result nobody needs and that do nothing else, and blocks that nothing reaches.
package enum DeadCode: Pass {
    package static let name = "dead-code"

    package static func run(on function: inout IRFunction, _ context: PassContext) {
        removeUnreachable(&function)
        var needs = Needs(function)
        needs.start(function)
        needs.spread(function)
        for block in function.blocks {
            for value in block.first..<block.end where !needs.isNeeded[Int(value)] { function.instructions[Int(value)].kind = .none }
        }
        if needs.incoming != nil { function.keepParameters { needs.isNeeded[Int($0)] } }
    }

    /// What is needed, and why: because it does something, or because something needed uses it.
    private struct Needs {
        private(set) var isNeeded: [Bool]
        /// Only parameters ask who comes.
        let incoming: IncomingEdges?
        private var work: [ValueID] = []

        init(_ function: IRFunction) {
            isNeeded = [Bool](repeating: false, count: function.instructions.count)
            let hasParameters = function.blocks.dropFirst().contains { !$0.parameters.isEmpty }
            incoming = hasParameters ? IncomingEdges(function) : nil
            work.reserveCapacity(64)
        }

        private mutating func need(_ value: ValueID) {
            guard !isNeeded[Int(value)] else { return }
            isNeeded[Int(value)] = true
            work.append(value)
        }

        mutating func start(_ function: IRFunction) {
            for block in function.blocks {
                for value in block.first..<block.end {
                    let instruction = function.instructions[Int(value)]
                    if instruction.kind != .none, !instruction.isRemovableWhenUnused { need(value) }
                }
                switch block.terminator {
                case .branch(let condition, _, _): need(condition)
                case .table(let index, _, _): need(index)
                case .return(let start, let count):
                    for position in Int(start)..<Int(start + count) { need(function.pool[position]) }
                case .none, .jump, .trap: break
                }
            }
        }

        mutating func spread(_ function: IRFunction) {
            while let value = work.popLast() {
                let instruction = function.instructions[Int(value)]
                if instruction.kind != .parameter {
                    function.forEachOperand(of: instruction) { need($0) }
                } else if let incoming {
                    for entry in incoming[Int(instruction.a)] { need(function.pool[Int(entry.edge.start + instruction.b)]) }
                }
            }
        }
    }

    /// Empties blocks that nothing reaches; they stay in the layout and trap.
    private static func removeUnreachable(_ function: inout IRFunction) {
        let isReached = function.reachedBlocks
        for index in function.blocks.indices where !isReached[index] {
            for value in function.blocks[index].first..<function.blocks[index].end { function.instructions[Int(value)].kind = .none }
            for parameter in function.blocks[index].parameters { function.instructions[Int(parameter)].kind = .none }
            function.blocks[index].parameters = []
            function.blocks[index].terminator = .trap(.unreachable)
        }
    }
}
