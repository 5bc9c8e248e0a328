import MachineCode
import WasmModel

/// Products of integer vectors, widening ones, and what is computed by way of them.
extension CodeEmitter {
    /// Whether the instruction is one of these.
    mutating func emitVectorProduct(_ value: ValueID, _ instruction: IRInstruction) -> Bool {
        switch instruction.opcode {
        case .i16x8ExtendHighI8x16S: emitHighExtension(.pmovsxbw, value, instruction)
        case .i16x8ExtendHighI8x16U: emitHighExtension(.pmovzxbw, value, instruction)
        case .i32x4ExtendHighI16x8S: emitHighExtension(.pmovsxwd, value, instruction)
        case .i32x4ExtendHighI16x8U: emitHighExtension(.pmovzxwd, value, instruction)
        case .i64x2ExtendHighI32x4S: emitHighExtension(.pmovsxdq, value, instruction)
        case .i64x2ExtendHighI32x4U: emitHighExtension(.pmovzxdq, value, instruction)
        case .i16x8ExtmulLowI8x16S: emitWideProduct(.pmovsxbw, .pmullw, isHigh: false, value, instruction)
        case .i16x8ExtmulHighI8x16S: emitWideProduct(.pmovsxbw, .pmullw, isHigh: true, value, instruction)
        case .i16x8ExtmulLowI8x16U: emitWideProduct(.pmovzxbw, .pmullw, isHigh: false, value, instruction)
        case .i16x8ExtmulHighI8x16U: emitWideProduct(.pmovzxbw, .pmullw, isHigh: true, value, instruction)
        case .i32x4ExtmulLowI16x8S: emitWideProduct(.pmovsxwd, .pmulld, isHigh: false, value, instruction)
        case .i32x4ExtmulHighI16x8S: emitWideProduct(.pmovsxwd, .pmulld, isHigh: true, value, instruction)
        case .i32x4ExtmulLowI16x8U: emitWideProduct(.pmovzxwd, .pmulld, isHigh: false, value, instruction)
        case .i32x4ExtmulHighI16x8U: emitWideProduct(.pmovzxwd, .pmulld, isHigh: true, value, instruction)
        // The product of 64 bits takes the even lanes, so each lane is doubled.
        case .i64x2ExtmulLowI32x4S: emitProduct64(.pmuldq, 0x50, value, instruction)
        case .i64x2ExtmulHighI32x4S: emitProduct64(.pmuldq, 0xFA, value, instruction)
        case .i64x2ExtmulLowI32x4U: emitProduct64(.pmuludq, 0x50, value, instruction)
        case .i64x2ExtmulHighI32x4U: emitProduct64(.pmuludq, 0xFA, value, instruction)
        case .i64x2Mul: emitMultiply64(value, instruction)
        case .i64x2Abs: emitAbsolute64(value, instruction)
        case .i8x16Popcnt: emitPopulationCount(value, instruction)
        case .i16x8ExtaddPairwiseI8x16S: emitPairwiseSum8(value, instruction)
        case .i32x4ExtaddPairwiseI16x8U: emitPairwiseSum16(value, instruction)
        case .i16x8Q15mulrSatS, .i16x8RelaxedQ15mulrS: emitRoundedProduct(value, instruction)
        case .i16x8RelaxedDotI8x16I7x16S:
            let target = vectorTarget(value)
            emitDotProduct(instruction, into: target)
            finish(value, from: target)
        case .i32x4RelaxedDotI8x16I7x16AddS:
            let target = vectorTarget(value)
            emitDotProduct(instruction, into: Self.first)
            combine(.pmaddwd, Self.first, Self.first, splat(0x0001_0001_0001_0001))
            apply(.paddd, target, Self.first, instruction.c)
            finish(value, from: target)
        default: return false
        }
        return true
    }

    private mutating func emitHighExtension(_ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        convert(.pshufd, Self.first, vector(instruction.a), immediate: 0xEE)
        convert(form, target, Self.first)
        finish(value, from: target)
    }

    private mutating func extend(_ form: InstructionForm, _ operand: ValueID, isHigh: Bool, into target: VectorRegister)
    {
        let source = vector(operand, target)
        if isHigh {
            convert(.pshufd, target, source, immediate: 0xEE)
            convert(form, target, target)
        } else {
            convert(form, target, source)
        }
    }

    private mutating func emitWideProduct(
        _ extension: InstructionForm, _ product: InstructionForm, isHigh: Bool, _ value: ValueID,
        _ instruction: IRInstruction
    ) {
        let target = vectorTarget(value)
        extend(`extension`, instruction.a, isHigh: isHigh, into: Self.first)
        extend(`extension`, instruction.b, isHigh: isHigh, into: Self.second)
        combine(product, target, Self.first, Self.second)
        finish(value, from: target)
    }

    private mutating func emitProduct64(
        _ form: InstructionForm, _ order: UInt8, _ value: ValueID, _ instruction: IRInstruction
    ) {
        let target = vectorTarget(value)
        convert(.pshufd, Self.first, vector(instruction.a), immediate: order)
        convert(.pshufd, Self.second, vector(instruction.b, Self.second), immediate: order)
        combine(form, target, Self.first, Self.second)
        finish(value, from: target)
    }

    /// The low half of the product: low by low, and the two mixed products above it.
    private mutating func emitMultiply64(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let operand = vector(instruction.a, Self.second)
        shiftLanes(.shiftQwords, operation: 2, Self.first, operand, by: 32)
        apply(.pmuludq, Self.first, Self.first, instruction.b)
        shiftLanes(.shiftQwords, operation: 2, Self.third, vector(instruction.b, Self.third), by: 32)
        combine(.pmuludq, Self.third, Self.third, operand)
        combine(.paddq, Self.first, Self.first, Self.third)
        shiftLanes(.shiftQwords, operation: 6, Self.first, Self.first, by: 32)
        apply(.pmuludq, Self.third, operand, instruction.b)
        combine(.paddq, target, Self.first, Self.third)
        finish(value, from: target)
    }

    /// x ↦ (x xor m) − m, m being all ones where x is negative.
    private mutating func emitAbsolute64(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let operand = vector(instruction.a, Self.second)
        clear(Self.first)
        combine(.pcmpgtq, Self.first, Self.first, operand)
        combine(.pxor, Self.second, operand, Self.first)
        combine(.psubq, target, Self.second, Self.first)
        finish(value, from: target)
    }

    /// Each half of a byte looks its count up in a table.
    private mutating func emitPopulationCount(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let operand = vector(instruction.a, Self.second)
        combine(.pand, Self.first, operand, splat(0x0F0F_0F0F_0F0F_0F0F))
        shiftLanes(.shiftWords, operation: 2, Self.second, operand, by: 4)
        combine(.pand, Self.second, Self.second, splat(0x0F0F_0F0F_0F0F_0F0F))
        assembler.vector(.movups, Self.third, constant(0x0302_0201_0201_0100, 0x0403_0302_0302_0201))
        combine(.pshufb, Self.first, Self.third, Self.first)
        combine(.pshufb, Self.second, Self.third, Self.second)
        combine(.paddb, target, Self.first, Self.second)
        finish(value, from: target)
    }

    /// The product of unsigned by signed bytes, summed in pairs, with ones as the unsigned ones.
    private mutating func emitPairwiseSum8(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        assembler.vector(.movups, Self.first, splat(0x0101_0101_0101_0101))
        apply(.pmaddubsw, target, Self.first, instruction.a)
        finish(value, from: target)
    }

    /// Lanes are made signed by taking 2¹⁵ away, and the sum of two gets 2¹⁶ back.
    private mutating func emitPairwiseSum16(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        combine(.pxor, Self.first, vector(instruction.a), splat(0x8000_8000_8000_8000))
        combine(.pmaddwd, Self.first, Self.first, splat(0x0001_0001_0001_0001))
        combine(.paddd, target, Self.first, splat(0x0001_0000_0001_0000))
        finish(value, from: target)
    }

    /// The hardware answers −2¹⁵ for the one product that does not fit.
    private mutating func emitRoundedProduct(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        apply(.pmulhrsw, Self.first, vector(instruction.a), instruction.b)
        combine(.pcmpeqw, Self.second, Self.first, splat(0x8000_8000_8000_8000))
        combine(.pxor, target, Self.first, Self.second)
        finish(value, from: target)
    }

    /// Products of signed bytes, summed in pairs and saturated.
    private mutating func emitDotProduct(_ instruction: IRInstruction, into target: VectorRegister) {
        extend(.pmovsxbw, instruction.a, isHigh: false, into: Self.first)
        extend(.pmovsxbw, instruction.b, isHigh: false, into: Self.second)
        combine(.pmaddwd, Self.first, Self.first, Self.second)
        extend(.pmovsxbw, instruction.a, isHigh: true, into: Self.second)
        extend(.pmovsxbw, instruction.b, isHigh: true, into: Self.third)
        combine(.pmaddwd, Self.second, Self.second, Self.third)
        combine(.packssdw, target, Self.first, Self.second)
    }
}
