import Divergence
import WasmModel
import WasmValidation

/// Calls a function by its index where it was called through a table or a reference: which one it was is tried out. What
/// held it is of no use then, and it may be put in the place of the call.
struct DirectCallReducer: ListReducer {
    var list: ChangeList
    /// Functions of one type that are tried in a place.
    private static let most = 4

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for (number, module) in candidate.modules.enumerated() {
            let types = module.functionTypeIndices
            for (function, definition) in module.functions.enumerated() {
                for (position, instruction) in definition.body.instructions.enumerated().reversed() {
                    guard Self.direct(instruction.opcode) != nil else { continue }
                    for target in types.indices.filter({ types[$0] == instruction.index }).prefix(Self.most) {
                        changes.append { Self.called($0, number, function, position, UInt32(target)) }
                    }
                }
            }
        }
        list = ChangeList(candidate, changes)
    }

    private static func direct(_ opcode: Opcode) -> Opcode? {
        switch opcode {
        case .callIndirect, .callRef: .call
        case .returnCallIndirect, .returnCallRef: .returnCall
        default: nil
        }
    }

    private static func called(
        _ candidate: Candidate, _ module: Int, _ function: Int, _ position: Int, _ target: UInt32
    ) -> Candidate? {
        let instructions = candidate.modules[module].functions[function].body.instructions
        guard position < instructions.count, let direct = direct(instructions[position].opcode),
            let outline = BodyEdit.outline(candidate, module, function),
            let node = outline.nodes.first(where: { $0.root == position }), let callee = node.operands.last
        else { return nil }
        return BodyEdit.replacing(
            [outline.nodes[callee].range, position..<(position + 1)], with: [[], [Instruction(direct, index: target)]],
            in: candidate, module, function)
    }
}
