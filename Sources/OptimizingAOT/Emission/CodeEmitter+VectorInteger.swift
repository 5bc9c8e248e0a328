import MachineCode
import WasmModel

/// Vector operations on integers that take several instructions.
extension CodeEmitter {
    /// Whether the instruction is one of these.
    mutating func emitVectorInteger(_ value: ValueID, _ instruction: IRInstruction) -> Bool {
        switch instruction.opcode {
        case .i8x16Ne: emitNegated(.pcmpeqb, value, instruction)
        case .i16x8Ne: emitNegated(.pcmpeqw, value, instruction)
        case .i32x4Ne: emitNegated(.pcmpeqd, value, instruction)
        case .i64x2Ne: emitNegated(.pcmpeqq, value, instruction)
        // a ≤ b where the smaller one is a, a ≥ b where the larger one is.
        case .i8x16LeS: emitBounded(.pminsb, .pcmpeqb, value, instruction)
        case .i8x16GeS: emitBounded(.pmaxsb, .pcmpeqb, value, instruction)
        case .i8x16LeU: emitBounded(.pminub, .pcmpeqb, value, instruction)
        case .i8x16GeU: emitBounded(.pmaxub, .pcmpeqb, value, instruction)
        case .i16x8LeS: emitBounded(.pminsw, .pcmpeqw, value, instruction)
        case .i16x8GeS: emitBounded(.pmaxsw, .pcmpeqw, value, instruction)
        case .i16x8LeU: emitBounded(.pminuw, .pcmpeqw, value, instruction)
        case .i16x8GeU: emitBounded(.pmaxuw, .pcmpeqw, value, instruction)
        case .i32x4LeS: emitBounded(.pminsd, .pcmpeqd, value, instruction)
        case .i32x4GeS: emitBounded(.pmaxsd, .pcmpeqd, value, instruction)
        case .i32x4LeU: emitBounded(.pminud, .pcmpeqd, value, instruction)
        case .i32x4GeU: emitBounded(.pmaxud, .pcmpeqd, value, instruction)
        case .i8x16LtU: emitBounded(.pmaxub, .pcmpeqb, value, instruction, isNegated: true)
        case .i8x16GtU: emitBounded(.pminub, .pcmpeqb, value, instruction, isNegated: true)
        case .i16x8LtU: emitBounded(.pmaxuw, .pcmpeqw, value, instruction, isNegated: true)
        case .i16x8GtU: emitBounded(.pminuw, .pcmpeqw, value, instruction, isNegated: true)
        case .i32x4LtU: emitBounded(.pmaxud, .pcmpeqd, value, instruction, isNegated: true)
        case .i32x4GtU: emitBounded(.pminud, .pcmpeqd, value, instruction, isNegated: true)
        case .i64x2LeS: emitNegated(.pcmpgtq, value, instruction)
        case .i64x2GeS: emitNegated(.pcmpgtq, value, instruction, isSwapped: true)
        case .i8x16Neg: emitNegation(.psubb, value, instruction)
        case .i16x8Neg: emitNegation(.psubw, value, instruction)
        case .i32x4Neg: emitNegation(.psubd, value, instruction)
        case .i64x2Neg: emitNegation(.psubq, value, instruction)
        case .v128Bitselect, .i8x16RelaxedLaneselect, .i16x8RelaxedLaneselect, .i32x4RelaxedLaneselect,
            .i64x2RelaxedLaneselect:
            emitBitselect(value, instruction)
        case .i8x16Shl, .i8x16ShrS, .i8x16ShrU: emitByteShift(value, instruction)
        case .i16x8Shl: emitVectorShift(.psllw, 16, value, instruction)
        case .i16x8ShrS: emitVectorShift(.psraw, 16, value, instruction)
        case .i16x8ShrU: emitVectorShift(.psrlw, 16, value, instruction)
        case .i32x4Shl: emitVectorShift(.pslld, 32, value, instruction)
        case .i32x4ShrS: emitVectorShift(.psrad, 32, value, instruction)
        case .i32x4ShrU: emitVectorShift(.psrld, 32, value, instruction)
        case .i64x2Shl: emitVectorShift(.psllq, 64, value, instruction)
        case .i64x2ShrU: emitVectorShift(.psrlq, 64, value, instruction)
        case .i64x2ShrS: emitArithmeticShift64(value, instruction)
        default: return emitVectorProduct(value, instruction)
        }
        return true
    }

    private mutating func emitNegated(
        _ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction, isSwapped: Bool = false
    ) {
        let target = vectorTarget(value)
        let left = vector(isSwapped ? instruction.b : instruction.a)
        combine(form, Self.first, left, vector(isSwapped ? instruction.a : instruction.b, Self.second))
        combine(.pxor, target, Self.first, splat(.max))
        finish(value, from: target)
    }

    private mutating func emitBounded(
        _ bound: InstructionForm, _ equal: InstructionForm, _ value: ValueID, _ instruction: IRInstruction,
        isNegated: Bool = false
    ) {
        let target = vectorTarget(value)
        let left = vector(instruction.a, Self.second)
        apply(bound, Self.first, left, instruction.b)
        if isNegated {
            combine(equal, Self.first, Self.first, left)
            combine(.pxor, target, Self.first, splat(.max))
        } else {
            combine(equal, target, Self.first, left)
        }
        finish(value, from: target)
    }

    private mutating func emitNegation(_ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let operand = vector(instruction.a, Self.second)
        clear(Self.first)
        combine(form, target, Self.first, operand)
        finish(value, from: target)
    }

    /// Bits of a where the mask has ones, of b elsewhere.
    private mutating func emitBitselect(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let mask = vector(instruction.c, Self.third)
        combine(.pandn, Self.first, mask, vector(instruction.b))
        combine(.pand, Self.second, mask, vector(instruction.a, Self.second))
        combine(.por, target, Self.first, Self.second)
        finish(value, from: target)
    }

    // MARK: Shifts

    /// The count, brought below the width of a lane and with something added, in the low half of a vector register.
    private mutating func loadShiftCount(_ count: ValueID, width: Int32, plus: Int32 = 0, into target: VectorRegister) {
        let scratch = RegisterConvention.scratch
        load(count, into: scratch)
        assembler.arithmetic(.and, .dword, scratch, immediate: width - 1)
        if plus != 0 { assembler.arithmetic(.add, .dword, scratch, immediate: plus) }
        convert(.movd, target, scratch)
    }

    private mutating func emitVectorShift(
        _ form: InstructionForm, _ width: Int32, _ value: ValueID, _ instruction: IRInstruction
    ) {
        let target = vectorTarget(value)
        loadShiftCount(instruction.b, width: width, into: Self.second)
        combine(form, target, vector(instruction.a), Self.second)
        finish(value, from: target)
    }

    /// There are no shifts of bytes: right ones go through 16-bit lanes that hold each byte in their upper half, left ones
    /// take upper and lower bytes of such lanes apart, so that nothing crosses.
    private mutating func emitByteShift(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        if instruction.opcode == .i8x16Shl {
            loadShiftCount(instruction.b, width: 8, into: Self.third)
            let operand = vector(instruction.a, Self.second)
            combine(.pand, Self.first, operand, splat(0xFF00_FF00_FF00_FF00))
            combine(.psllw, Self.first, Self.first, Self.third)
            combine(.psllw, Self.second, operand, Self.third)
            combine(.pand, Self.second, Self.second, splat(0x00FF_00FF_00FF_00FF))
            combine(.por, target, Self.first, Self.second)
            return finish(value, from: target)
        }
        let isSigned = instruction.opcode == .i8x16ShrS
        loadShiftCount(instruction.b, width: 8, plus: 8, into: Self.third)
        let operand = vector(instruction.a, Self.second)
        combine(.punpcklbw, Self.first, operand, operand)
        combine(.punpckhbw, Self.second, operand, operand)
        combine(isSigned ? .psraw : .psrlw, Self.first, Self.first, Self.third)
        combine(isSigned ? .psraw : .psrlw, Self.second, Self.second, Self.third)
        combine(isSigned ? .packsswb : .packuswb, target, Self.first, Self.second)
        finish(value, from: target)
    }

    /// Shifted as unsigned, then the copies of the sign put in: x ↦ (x xor m) − m, m being the shifted sign bit.
    private mutating func emitArithmeticShift64(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        loadShiftCount(instruction.b, width: 64, into: Self.third)
        combine(.psrlq, Self.first, vector(instruction.a), Self.third)
        assembler.vector(.movups, Self.second, splat(1 << 63))
        combine(.psrlq, Self.second, Self.second, Self.third)
        combine(.pxor, Self.first, Self.first, Self.second)
        combine(.psubq, target, Self.first, Self.second)
        finish(value, from: target)
    }
}
