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
        case .call, .callIndirect, .callRef: translateCall(instruction)
        case .returnCall, .returnCallIndirect, .returnCallRef: translateTailCall(instruction)
        case .tryTable: translateTryTable(instruction)
        case .throw: translateThrow(instruction.index)
        case .throwRef: translateThrowReference()
        case .try: translateTry(instruction)
        case .catch, .catchAll: translateCatch(instruction)
        case .delegate: translateDelegate(instruction.index)
        case .rethrow: translateRethrow(instruction.index)
        case .brOnNull: translateBranchOnNull(instruction.index)
        case .brOnNonNull: translateBranchOnNonNull(instruction.index)
        case .brOnCast, .brOnCastFail: translateBranchOnCast(instruction)
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
        case .memorySize:
            push(
                IRInstruction(
                    .memorySize, shape.addressType(ofMemory: instruction.index), bits: UInt64(instruction.index)))
        case .memoryGrow:
            translateRuntime(instruction, operands: 1, result: shape.addressType(ofMemory: instruction.index))
        case .memoryInit, .memoryCopy, .memoryFill, .tableInit, .tableCopy, .tableFill:
            translateRuntime(instruction, operands: 3, result: .void)
        case .dataDrop, .elemDrop: translateRuntime(instruction, operands: 0, result: .void)
        case .tableGet: translateRuntime(instruction, operands: 1, result: .i64)
        case .tableSet: translateRuntime(instruction, operands: 2, result: .void)
        case .tableGrow:
            translateRuntime(instruction, operands: 2, result: shape.addressType(ofTable: instruction.index))
        case .tableSize:
            translateRuntime(instruction, operands: 0, result: shape.addressType(ofTable: instruction.index))
        case .i64Add128, .i64Sub128, .i64MulWideS, .i64MulWideU: translateWide(instruction.opcode)
        case .anyConvertExtern, .externConvertAny: break
        case .v128Const:
            let bits = body.vector(of: instruction)
            push(IRInstruction(low: bits.low, high: bits.high))
        default: translatePlain(instruction)
        }
    }

    func type(of value: ValueID) -> IRType { function.type(of: value) }

    /// Everything that has no case of its own, by family.
    private mutating func translatePlain(_ instruction: Instruction) {
        let opcode = instruction.opcode
        let fact = function.facts[opcode]
        let result = fact.resultType
        switch fact.family {
        case .none: break
        case .load:
            let address = pop()
            push(IRInstruction(.load, result, opcode: opcode, a: address, c: instruction.index, bits: instruction.bits))
        case .store:
            let value = pop()
            let address = pop()
            append(
                IRInstruction(.store, .void, opcode: opcode, a: address, b: value, c: instruction.index, bits: instruction.bits))
        case .atomic: translateAtomic(instruction, result)
        case .reference: translateReference(instruction)
        case .laneAccess: translateLaneAccess(instruction)
        case .numeric:
            var numeric = IRInstruction(.numeric, result, opcode: opcode)
            if fact.operandCount > 2 { numeric.c = pop() }
            if fact.operandCount > 1 { numeric.b = pop() }
            numeric.a = pop()
            if fact.isVector { setLanes(of: &numeric, instruction) }
            push(numeric)
        }
    }

    private mutating func translateAtomic(_ instruction: Instruction, _ result: IRType) {
        let count = OpcodeTable.shared.operands[Int(instruction.opcode.rawValue)].count
        let operands = poolOperands(count)
        stack.truncate(to: stack.count - count)
        let value = append(
            IRInstruction(
                .atomic, result, opcode: instruction.opcode, a: operands, b: UInt32(count), c: instruction.index,
                bits: instruction.bits))
        if result != .void { stack.append(value) }
    }

    @inline(__always)
    private func setLanes(of numeric: inout IRInstruction, _ instruction: Instruction) {
        guard instruction.opcode == .i8x16Shuffle else {
            numeric.bits = UInt64(instruction.lane)
            return
        }
        let lanes = body.vector(of: instruction)
        numeric.shuffleLanes = (0..<16).map { lane in
            UInt8(truncatingIfNeeded: (lane < 8 ? lanes.low : lanes.high) >> UInt64(lane % 8 * 8))
        }
    }

    /// A lane is loaded or stored as a scalar, and put into or taken out of its vector.
    private mutating func translateLaneAccess(_ instruction: Instruction) {
        let vector = pop()
        let address = pop()
        let lane = UInt64(instruction.lane)
        func access(_ kind: IRInstruction.Kind, _ type: IRType, _ opcode: Opcode, _ value: ValueID = 0) -> IRInstruction
        {
            IRInstruction(
                kind, type, opcode: opcode, a: address, b: value, c: instruction.index, bits: instruction.bits)
        }
        let width: (load: Opcode, store: Opcode, replace: Opcode, extract: Opcode, type: IRType)
        switch instruction.opcode {
        case .v128Load8Lane, .v128Store8Lane:
            width = (.i32Load8U, .i32Store8, .i8x16ReplaceLane, .i8x16ExtractLaneU, .i32)
        case .v128Load16Lane, .v128Store16Lane:
            width = (.i32Load16U, .i32Store16, .i16x8ReplaceLane, .i16x8ExtractLaneU, .i32)
        case .v128Load32Lane, .v128Store32Lane:
            width = (.i32Load, .i32Store, .i32x4ReplaceLane, .i32x4ExtractLane, .i32)
        default: width = (.i64Load, .i64Store, .i64x2ReplaceLane, .i64x2ExtractLane, .i64)
        }
        switch instruction.opcode {
        case .v128Load8Lane, .v128Load16Lane, .v128Load32Lane, .v128Load64Lane:
            let scalar = append(access(.load, width.type, width.load))
            push(IRInstruction(.numeric, .v128, opcode: width.replace, a: vector, b: scalar, bits: lane))
        default:
            let scalar = append(IRInstruction(.numeric, width.type, opcode: width.extract, a: vector, bits: lane))
            append(access(.store, .void, width.store, scalar))
        }
    }

    /// 128-bit arithmetic in halves (wide-arithmetic proposal).
    private mutating func translateWide(_ opcode: Opcode) {
        if opcode == .i64MulWideS || opcode == .i64MulWideU {
            let second = pop()
            let first = pop()
            stack.append(numeric(.i64Mul, .i64, first, second))
            stack.append(numeric(opcode, .i64, first, second))
            return
        }
        let secondHigh = pop()
        let secondLow = pop()
        let firstHigh = pop()
        let firstLow = pop()
        let isSum = opcode == .i64Add128
        let operation: Opcode = isSum ? .i64Add : .i64Sub
        let low = numeric(operation, .i64, firstLow, secondLow)
        // The sum is below a summand if it wrapped; a difference wraps if the subtrahend is larger.
        let carry = isSum ? numeric(.i64LtU, .i32, low, firstLow) : numeric(.i64LtU, .i32, firstLow, secondLow)
        let wideCarry = numeric(.i64ExtendI32U, .i64, carry)
        let high = numeric(operation, .i64, firstHigh, secondHigh)
        stack.append(low)
        stack.append(numeric(operation, .i64, high, wideCarry))
    }

    private mutating func translateRuntime(_ instruction: Instruction, operands: Int, result: IRType) {
        let start = poolOperands(operands)
        stack.truncate(to: stack.count - operands)
        let value = append(
            IRInstruction(
                .runtime, result, opcode: instruction.opcode, a: start, b: UInt32(operands),
                bits: UInt64(instruction.index) | UInt64(instruction.secondIndex) << 32))
        if result != .void { stack.append(value) }
    }
}
