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
        let type = shape.signature(ofCall: call)
        takeArguments(of: type, hasCallee: instruction.opcode != .call, for: &call)
        if type.results.count > 0 { call.type = shape[type.results, 0] }
        if kind == .call { callees.append(instruction.index) }
        call.c = UInt32(type.results.count)
        let value = append(call)
        for position in type.results.indices {
            guard position > 0 else {
                stack.append(value)
                continue
            }
            push(IRInstruction(.extraResult, shape[type.results, position], a: value, bits: UInt64(position)))
        }
        if isInTry { branchToLanding(of: value) }
    }

    /// `return_call` and its kin.
    mutating func translateTailCall(_ instruction: Instruction) {
        var bits = UInt64(instruction.index)
        if instruction.opcode == .returnCallIndirect { bits |= UInt64(instruction.secondIndex) << 32 }
        var call = IRInstruction(.tailCall, .void, opcode: instruction.opcode, bits: bits)
        let type = shape.signature(ofCall: call)
        takeArguments(of: type, hasCallee: instruction.opcode != .returnCall, for: &call)
        append(call)
        terminate(.trap(.unreachable))
    }

    private mutating func takeArguments(of type: CallSignature, hasCallee: Bool, for call: inout IRInstruction) {
        let count = type.parameters.count + (hasCallee ? 1 : 0)
        call.a = poolOperands(count)
        call.b = UInt32(count)
        stack.truncate(to: stack.count - count)
    }
}
