import WasmModel

extension SSABuilder {
    /// One instruction that is reached.
    mutating func translate(_ instruction: Instruction) {
        switch instruction.opcode {
        case .nop: break
        case .unreachable: terminate(.trap(.unreachable))
        case .block: translateBlock(instruction)
        case .loop: translateLoop(instruction)
        case .if: translateIf(instruction)
        case .else: translateElse()
        case .end: translateEnd()
        case .br: translateBranch(instruction.index)
        case .brIf: translateBranchIf(instruction.index)
        case .brTable: translateBranchTable(instruction)
        case .return: translateReturn()
        case .call: translateCall(instruction.index)
        case .callIndirect: translateCallIndirect(typeIndex: instruction.index, table: instruction.secondIndex)
        case .drop: _ = pop()
        case .select, .selectTyped:
            let condition = pop()
            let otherwise = pop()
            let then = pop()
            push(IRInstruction(.select, type(of: then), a: then, b: otherwise, c: condition))
        case .localGet: stack.append(locals[Int(instruction.index)])
        case .localSet: locals[Int(instruction.index)] = pop()
        case .localTee: locals[Int(instruction.index)] = stack[stack.count - 1]
        case .globalGet:
            let type = IRType(shape.globals[Int(instruction.index)].value) ?? .i64
            push(IRInstruction(.globalGet, type, bits: UInt64(instruction.index)))
        case .globalSet:
            let value = pop()
            append(IRInstruction(.globalSet, .void, a: value, bits: UInt64(instruction.index)))
        case .i32Const: push(IRInstruction(.constant, .i32, bits: instruction.bits))
        case .i64Const: push(IRInstruction(.constant, .i64, bits: instruction.bits))
        case .f32Const: push(IRInstruction(.constant, .f32, bits: instruction.bits))
        case .f64Const: push(IRInstruction(.constant, .f64, bits: instruction.bits))
        case .refNull: push(IRInstruction(.constant, .i64))
        case .refIsNull:
            let reference = pop()
            push(IRInstruction(.numeric, .i32, opcode: .i64Eqz, a: reference))
        case .refFunc: push(IRInstruction(.functionReference, .i64, bits: UInt64(instruction.index)))
        case .memorySize: push(IRInstruction(.memorySize, .i32))
        case .memoryGrow: translateRuntime(instruction, operands: 1, result: .i32)
        case .memoryInit, .memoryCopy, .memoryFill, .tableInit, .tableCopy, .tableFill:
            translateRuntime(instruction, operands: 3, result: .void)
        case .dataDrop, .elemDrop: translateRuntime(instruction, operands: 0, result: .void)
        case .tableGet: translateRuntime(instruction, operands: 1, result: .i64)
        case .tableSet: translateRuntime(instruction, operands: 2, result: .void)
        case .tableGrow: translateRuntime(instruction, operands: 2, result: .i32)
        case .tableSize: translateRuntime(instruction, operands: 0, result: .i32)
        default: translatePlain(instruction)
        }
    }

    func type(of value: ValueID) -> IRType { function.instructions[Int(value)].type }

    /// Rows with a signature: numeric operations, loads and stores.
    private mutating func translatePlain(_ instruction: Instruction) {
        let results = OpcodeTable.shared.results[Int(instruction.opcode.rawValue)]
        let result = results.first.flatMap { IRType($0.type(address: .i32)) }
        if instruction.opcode.definition.immediates == .memarg {
            if let result {
                let address = pop()
                push(IRInstruction(.load, result, opcode: instruction.opcode, a: address, bits: instruction.bits))
            } else {
                let value = pop()
                let address = pop()
                append(IRInstruction(.store, .void, opcode: instruction.opcode, a: address, b: value, bits: instruction.bits))
            }
        } else if let result {
            let second = instruction.opcode.operandCount == 2 ? pop() : 0
            let first = pop()
            push(IRInstruction(.numeric, result, opcode: instruction.opcode, a: first, b: second))
        }
    }

    private mutating func translateRuntime(_ instruction: Instruction, operands: Int, result: IRType) {
        let arguments = function.addToPool(stack.suffix(operands))
        stack.removeLast(operands)
        let value = append(
            IRInstruction(
                .runtime, result, opcode: instruction.opcode, a: arguments.start, b: arguments.count,
                bits: UInt64(instruction.index) | UInt64(instruction.secondIndex) << 32))
        if result != .void { stack.append(value) }
    }

    private mutating func translateCall(_ index: UInt32) {
        let type = shape.functionType(ofFunction: index)
        let arguments = function.addToPool(stack.suffix(type.parameters.count))
        stack.removeLast(type.parameters.count)
        pushResults(of: type, from: IRInstruction(.call, .void, a: arguments.start, b: arguments.count, bits: UInt64(index)))
    }

    private mutating func translateCallIndirect(typeIndex: UInt32, table: UInt32) {
        let type = shape.functionTypes[Int(typeIndex)] ?? FunctionType()
        // The index into the table is the last of the arguments.
        let arguments = function.addToPool(stack.suffix(type.parameters.count + 1))
        stack.removeLast(type.parameters.count + 1)
        pushResults(
            of: type,
            from: IRInstruction(
                .callIndirect, .void, a: arguments.start, b: arguments.count, bits: UInt64(typeIndex) | UInt64(table) << 32))
    }

    private mutating func pushResults(of type: FunctionType, from call: IRInstruction) {
        var call = call
        call.type = type.results.first.flatMap(IRType.init) ?? .void
        call.c = UInt32(type.results.count)
        let value = append(call)
        if !type.results.isEmpty { stack.append(value) }
        for (position, result) in type.results.enumerated().dropFirst() {
            push(IRInstruction(.extraResult, IRType(result) ?? .i64, a: value, bits: UInt64(position)))
        }
    }
}
