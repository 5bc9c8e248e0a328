import WasmModel

/// Calls (§4.6.11), in tail position and otherwise.
extension SSABuilder {
    /// `call`, `call_indirect` and `call_ref`, with the table index or function last of the operands.
    mutating func translateCall(_ instruction: Instruction) {
        var kind: IRInstruction.Kind
        var bits = UInt64(instruction.index)
        switch instruction.opcode {
        case .callIndirect:
            kind = .callIndirect
            bits |= UInt64(instruction.secondIndex) << 32
        case .callRef: kind = .callReference
        default: kind = .call
        }
        let isInTry = !tries.isEmpty
        if isInTry { kind = .tryCall }
        var call = IRInstruction(kind, .void, opcode: isInTry ? instruction.opcode : .nop, bits: bits)
        let type = shape.functionType(ofCall: call)
        takeArguments(of: type, hasCallee: instruction.opcode != .call, for: &call)
        call.type = type.results.first.flatMap(IRType.init) ?? .void
        call.c = UInt32(type.results.count)
        let value = append(call)
        if !type.results.isEmpty { stack.append(value) }
        for (position, result) in type.results.enumerated().dropFirst() {
            push(IRInstruction(.extraResult, IRType(result) ?? .i64, a: value, bits: UInt64(position)))
        }
        if isInTry { branchToLanding(of: value) }
    }

    /// `return_call` and its kin.
    mutating func translateTailCall(_ instruction: Instruction) {
        var bits = UInt64(instruction.index)
        if instruction.opcode == .returnCallIndirect { bits |= UInt64(instruction.secondIndex) << 32 }
        var call = IRInstruction(.tailCall, .void, opcode: instruction.opcode, bits: bits)
        let type = shape.functionType(ofCall: call)
        takeArguments(of: type, hasCallee: instruction.opcode != .returnCall, for: &call)
        append(call)
        terminate(.trap(.unreachable))
    }

    private mutating func takeArguments(of type: FunctionType, hasCallee: Bool, for call: inout IRInstruction) {
        let count = type.parameters.count + (hasCallee ? 1 : 0)
        let arguments = function.addToPool(stack.suffix(count))
        stack.removeLast(count)
        call.a = arguments.start
        call.b = arguments.count
    }
}
