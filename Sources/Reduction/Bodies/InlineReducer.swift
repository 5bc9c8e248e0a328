import Divergence
import WasmModel

/// Puts a function that is called in one place only where it is called.
struct InlineReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for module in candidate.modules.indices {
            for function in candidate.modules[module].functions.indices.reversed() {
                changes.append { Self.inlined($0, module, function) }
            }
        }
        list = ChangeList(candidate, changes)
    }

    /// With defined function number `callee` put into its only caller.
    private static func inlined(_ candidate: Candidate, _ number: Int, _ callee: Int) -> Candidate? {
        var module = candidate.modules[number]
        guard callee < module.functions.count else { return nil }
        let index = UInt32(module.importCount(of: .function) + callee)
        var place: (function: Int, position: Int)?
        for function in module.functions.indices {
            for (position, instruction) in module.functions[function].body.instructions.enumerated() {
                guard OpcodeTable.shared[instruction.opcode].immediates == .functionIndex, instruction.index == index
                else { continue }
                guard place == nil, instruction.opcode == .call || instruction.opcode == .returnCall, function != callee
                else { return nil }
                place = (function, position)
            }
        }
        guard let place, let type = FunctionTypes.type(module.functions[callee].typeIndex, in: module),
            let inner = body(of: module.functions[callee], poolStart: module.functions[place.function].body.pool.count),
            let outer = FunctionTypes.type(module.functions[place.function].typeIndex, in: module)
        else { return nil }
        var caller = module.functions[place.function]
        let base = UInt32(outer.parameters.count) + caller.locals.reduce(0) { $0 + $1.count }
        caller.locals += type.parameters.map { LocalGroup(count: 1, type: $0) } + module.functions[callee].locals
        var code = type.parameters.indices.reversed().map { Instruction(.localSet, index: base + UInt32($0)) }
        let blockType: BlockType =
            switch type.results.count {
            case 0: .empty
            case 1: .value(type.results[0])
            default: .type(FunctionTypes.index(of: FunctionType([], type.results), in: &module))
            }
        code.append(.block(.block, blockType))
        code += inner.instructions.map { instruction in
            guard OpcodeTable.shared[instruction.opcode].immediates == .localIndex else { return instruction }
            var moved = instruction
            moved.index += base
            return moved
        }
        if caller.body.instructions[place.position].opcode == .returnCall { code.append(Instruction(.return)) }
        caller.body.instructions.replaceSubrange(place.position...place.position, with: code)
        caller.body.pool += inner.pool
        caller.body.positions = []
        caller.branchHints = []
        module.functions[place.function] = caller
        _ = UnusedDefinitions.remove(from: &module, [.function, .type])
        var proposal = candidate
        proposal.modules[number] = module
        return proposal
    }

    /// A body, its end included, as the content of a block: the block's label stands where the function's did, so only
    /// `return` changes.
    private static func body(of function: Function, poolStart: Int) -> Expression? {
        var result = function.body
        var depth: UInt32 = 0
        for position in result.instructions.indices {
            var instruction = result.instructions[position]
            switch OpcodeTable.shared[instruction.opcode].immediates {
            case .v128, .shuffle: instruction.index += UInt32(poolStart)
            case .labelTable, .valueTypes: instruction.bits += UInt64(poolStart)
            case .tryTable: instruction.index += UInt32(poolStart)
            default: break
            }
            switch instruction.opcode {
            case .block, .loop, .if, .try, .tryTable: depth += 1
            case .end, .delegate: if depth > 0 { depth -= 1 }
            case .return: instruction = Instruction(.br, index: depth)
            case .returnCall, .returnCallIndirect, .returnCallRef: return nil
            default: break
            }
            result.instructions[position] = instruction
        }
        return result
    }
}
