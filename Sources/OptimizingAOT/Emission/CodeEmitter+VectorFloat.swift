import MachineCode
import WasmModel

/// Vector operations on floats that take several instructions.
extension CodeEmitter {
    mutating func emitVectorFloat(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        switch instruction.opcode {
        case .f32x4Min, .f32x4RelaxedMin: emitMinimum(.minps, .cmpps, .shiftDwords, 10, instruction, target)
        case .f64x2Min, .f64x2RelaxedMin: emitMinimum(.minpd, .cmppd, .shiftQwords, 13, instruction, target)
        case .f32x4Max, .f32x4RelaxedMax: emitMaximum(.maxps, .subps, .cmpps, .shiftDwords, 10, instruction, target)
        case .f64x2Max, .f64x2RelaxedMax: emitMaximum(.maxpd, .subpd, .cmppd, .shiftQwords, 13, instruction, target)
        case .f32x4RelaxedMadd: emitMultiplyAdd(.mulps, .addps, negating: nil, instruction, target)
        case .f64x2RelaxedMadd: emitMultiplyAdd(.mulpd, .addpd, negating: nil, instruction, target)
        case .f32x4RelaxedNmadd: emitMultiplyAdd(.mulps, .addps, negating: 0x8000_0000_8000_0000, instruction, target)
        case .f64x2RelaxedNmadd: emitMultiplyAdd(.mulpd, .addpd, negating: 1 << 63, instruction, target)
        case .f32x4ConvertI32x4U: emitFromUnsignedLanes(instruction, target)
        case .f64x2ConvertLowI32x4U:
            // With this upper half, a double is 2⁵² and the lower half.
            let operand = vector(instruction.a)
            combine(.unpcklps, Self.first, operand, splat(0x4330_0000_4330_0000))
            combine(.subpd, target, Self.first, splat(0x4330_0000_0000_0000))
        case .i32x4TruncSatF32x4S, .i32x4RelaxedTruncF32x4S: emitTruncatedLanes(instruction, target)
        case .i32x4TruncSatF32x4U, .i32x4RelaxedTruncF32x4U: emitTruncatedUnsignedLanes(instruction, target)
        case .i32x4TruncSatF64x2SZero, .i32x4RelaxedTruncF64x2SZero: emitTruncatedDoubles(instruction, target)
        case .i32x4TruncSatF64x2UZero, .i32x4RelaxedTruncF64x2UZero: emitTruncatedUnsignedDoubles(instruction, target)
        default: assembler.undefined()
        }
        finish(value, from: target)
    }

    /// The hardware answers its second operand for NaN and for two zeros, so both orders are asked. Joined, their bits are
    /// the smaller number, the negative zero, or a NaN.
    private mutating func emitMinimum(
        _ form: InstructionForm, _ compare: InstructionForm, _ shift: InstructionForm, _ count: UInt8,
        _ instruction: IRInstruction, _ target: VectorRegister
    ) {
        let a = vector(instruction.a, Self.second)
        let b = vector(instruction.b, Self.third)
        combine(form, Self.first, a, b)
        combine(form, Self.second, b, a)
        combine(.por, Self.first, Self.first, Self.second)
        emitCanonical(compare, shift, count, target)
    }

    /// The same, where the zeros differ in sign: their difference is subtracted, which makes a positive zero.
    private mutating func emitMaximum(
        _ form: InstructionForm, _ subtract: InstructionForm, _ compare: InstructionForm, _ shift: InstructionForm,
        _ count: UInt8,
        _ instruction: IRInstruction, _ target: VectorRegister
    ) {
        let a = vector(instruction.a, Self.second)
        let b = vector(instruction.b, Self.third)
        combine(form, Self.first, a, b)
        combine(form, Self.second, b, a)
        combine(.pxor, Self.second, Self.second, Self.first)
        combine(.por, Self.first, Self.first, Self.second)
        combine(subtract, Self.first, Self.first, Self.second)
        emitCanonical(compare, shift, count, target)
    }

    /// The lanes of the first scratch register with every NaN made canonical: only sign, exponent and the highest bit of
    /// the fraction stay.
    private mutating func emitCanonical(
        _ compare: InstructionForm, _ shift: InstructionForm, _ count: UInt8, _ target: VectorRegister
    ) {
        combine(compare, Self.second, Self.first, Self.first, immediate: 3)
        combine(.por, Self.first, Self.first, Self.second)
        shiftLanes(shift, operation: 2, Self.second, Self.second, by: count)
        combine(.pandn, target, Self.second, Self.first)
    }

    /// Product and sum, rounded each: the deterministic profile (§A.1).
    private mutating func emitMultiplyAdd(
        _ multiply: InstructionForm, _ add: InstructionForm, negating sign: UInt64?, _ instruction: IRInstruction,
        _ target: VectorRegister
    ) {
        var operand = vector(instruction.a)
        if let sign {
            combine(.pxor, Self.first, operand, splat(sign))
            operand = Self.first
        }
        apply(multiply, Self.first, operand, instruction.b)
        apply(add, target, Self.first, instruction.c)
    }

    /// The lower sixteen bits and the rest apart, the rest halved so that it counts as positive.
    private mutating func emitFromUnsignedLanes(_ instruction: IRInstruction, _ target: VectorRegister) {
        let operand = vector(instruction.a, Self.second)
        combine(.pand, Self.first, operand, splat(0x0000_FFFF_0000_FFFF))
        combine(.psubd, Self.second, operand, Self.first)
        convert(.cvtdq2ps, Self.first, Self.first)
        shiftLanes(.shiftDwords, operation: 2, Self.second, Self.second, by: 1)
        convert(.cvtdq2ps, Self.second, Self.second)
        combine(.addps, Self.second, Self.second, Self.second)
        combine(.addps, target, Self.first, Self.second)
    }

    /// NaN becomes zero; what is too large comes out as the lowest number, whose bits are then turned over.
    private mutating func emitTruncatedLanes(_ instruction: IRInstruction, _ target: VectorRegister) {
        let operand = vector(instruction.a, Self.second)
        combine(.cmpps, Self.first, operand, operand, immediate: 0)
        combine(.pand, Self.first, Self.first, operand)
        assembler.vector(.movups, Self.third, splat(0x4F00_0000_4F00_0000))
        combine(.cmpps, Self.second, Self.first, Self.third, immediate: 5)
        convert(.cvttps2dq, Self.first, Self.first)
        combine(.pxor, target, Self.first, Self.second)
    }

    /// Below 2³¹ as it is; what is beyond is converted apart, saturated, and added to the 2³¹ that the hardware gave.
    private mutating func emitTruncatedUnsignedLanes(_ instruction: IRInstruction, _ target: VectorRegister) {
        let operand = vector(instruction.a, Self.second)
        clear(Self.first)
        // Zero also for NaN, for which the hardware answers its second operand.
        combine(.maxps, Self.first, operand, Self.first)
        assembler.vector(.movups, Self.third, splat(0x4F00_0000_4F00_0000))
        combine(.subps, Self.second, Self.first, Self.third)
        combine(.cmpps, Self.third, Self.second, Self.third, immediate: 5)
        convert(.cvttps2dq, Self.second, Self.second)
        combine(.pxor, Self.second, Self.second, Self.third)
        clear(Self.third)
        combine(.pmaxsd, Self.second, Self.second, Self.third)
        convert(.cvttps2dq, Self.first, Self.first)
        combine(.paddd, target, Self.first, Self.second)
    }

    /// The smaller of the number and 2³¹ − 1, which is zero for NaN.
    private mutating func emitTruncatedDoubles(_ instruction: IRInstruction, _ target: VectorRegister) {
        let operand = vector(instruction.a, Self.second)
        combine(.cmppd, Self.first, operand, operand, immediate: 0)
        combine(.pand, Self.first, Self.first, splat(2_147_483_647.0.bitPattern))
        combine(.minpd, Self.first, operand, Self.first)
        convert(.cvttpd2dq, target, Self.first)
    }

    /// Between 0 and 2³² − 1, cut to an integer; with 2⁵² added, the lower half of the double is that integer.
    private mutating func emitTruncatedUnsignedDoubles(_ instruction: IRInstruction, _ target: VectorRegister) {
        let operand = vector(instruction.a, Self.second)
        clear(Self.first)
        combine(.maxpd, Self.first, operand, Self.first)
        combine(.minpd, Self.first, Self.first, splat(4_294_967_295.0.bitPattern))
        convert(.roundpd, Self.first, Self.first, immediate: 3 | 8)
        combine(.addpd, Self.first, Self.first, splat(0x4330_0000_0000_0000))
        clear(Self.second)
        combine(.shufps, target, Self.first, Self.second, immediate: 0x88)
    }
}
