import WasmModel

/// Turns branches whose way is known into jumps, and takes negations out of conditions.
package enum BranchSimplification: Pass {
    package static let name = "simplify-branches"

    package static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch) {
        var hasChanged = false
        for index in function.blocks.indices {
            switch function.blocks[index].terminator {
            case .branch(let condition, let then, let otherwise):
                let definition = function.instructions[Int(condition)]
                if definition.kind == .constant {
                    function.blocks[index].terminator = .jump(definition.bits != 0 ? then : otherwise)
                    hasChanged = true
                } else if definition.kind == .numeric, definition.opcode == .i32Eqz {
                    function.blocks[index].terminator = .branch(condition: definition.a, then: otherwise, otherwise: then)
                    hasChanged = true
                }
            case .table(let value, let start, let count):
                let definition = function.instructions[Int(value)]
                if definition.kind == .constant {
                    let chosen = min(UInt64(count - 1), definition.bits)
                    function.blocks[index].terminator = .jump(function.tableEdges[Int(start) + Int(chosen)])
                    hasChanged = true
                } else if count == 1 {
                    function.blocks[index].terminator = .jump(function.tableEdges[Int(start)])
                    hasChanged = true
                }
            case .none, .jump, .return, .trap: break
            }
        }
        guard hasChanged else { return }
        scratch.control.forget()
        scratch.isPruned = false
    }
}
