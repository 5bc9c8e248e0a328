import MachineCode
import WasmModel

extension CodeEmitter {
    mutating func emitConversion(_ value: ValueID, _ instruction: IRInstruction) {
        switch instruction.opcode {
        case .f32ConvertI32S: emitFromInteger(.cvtsi2ss, value, instruction)
        case .f64ConvertI32S: emitFromInteger(.cvtsi2sd, value, instruction)
        // An unsigned 32-bit number is a signed 64-bit one.
        case .f32ConvertI32U, .f32ConvertI64S: emitFromInteger(.cvtsi2ss.wide, value, instruction)
        case .f64ConvertI32U, .f64ConvertI64S: emitFromInteger(.cvtsi2sd.wide, value, instruction)
        case .f32ConvertI64U: emitFromUnsigned(.cvtsi2ss, .addss, value, instruction)
        case .f64ConvertI64U: emitFromUnsigned(.cvtsi2sd, .addsd, value, instruction)
        case .f32DemoteF64: emitBetweenFloats(.cvtsd2ss, value, instruction)
        case .f64PromoteF32: emitBetweenFloats(.cvtss2sd, value, instruction)
        case .i32ReinterpretF32, .i64ReinterpretF64:
            let target = target(value)
            let source = vector(instruction.a)
            assembler.vectorStore(instruction.type == .i32 ? .movdStore : .movdStore.wide, target, source)
            finish(value, from: target)
        case .f32ReinterpretI32, .f64ReinterpretI64:
            let target = vectorTarget(value)
            let source = register(instruction.a)
            assembler.vector(instruction.type == .f32 ? .movd : .movd.wide, target, source)
            finish(value, from: target)
        default: emitTruncation(value, instruction, Truncation(instruction.opcode))
        }
    }

    private mutating func emitFromInteger(_ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let source = register(instruction.a)
        // The conversion keeps the upper part of its target; zeroing it first takes away the wait for the old value.
        assembler.vector(.xorps, target, target)
        assembler.vector(form, target, source)
        finish(value, from: target)
    }

    /// Numbers from 2⁶³ up are halved first, the lost bit kept sticky so that rounding does not see the difference.
    private mutating func emitFromUnsigned(
        _ form: InstructionForm, _ add: InstructionForm, _ value: ValueID, _ instruction: IRInstruction
    ) {
        let target = vectorTarget(value)
        let source = register(instruction.a)
        var large = Label()
        var done = Label()
        assembler.vector(.xorps, target, target)
        assembler.test(.qword, source, source)
        assembler.jump(.sign, &large)
        assembler.vector(form.wide, target, source)
        assembler.jump(&done)
        assembler.bind(&large)
        let half = RegisterConvention.secondScratch
        assembler.move(.qword, half, source)
        assembler.shift(.shr, .qword, half, by: 1)
        if source != RegisterConvention.scratch { assembler.move(.qword, RegisterConvention.scratch, source) }
        assembler.arithmetic(.and, .dword, RegisterConvention.scratch, immediate: 1)
        assembler.arithmetic(.or, .qword, half, RegisterConvention.scratch)
        assembler.vector(form.wide, target, half)
        combine(add, target, target, target)
        assembler.bind(&done)
        finish(value, from: target)
    }

    private mutating func emitBetweenFloats(_ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let source = vector(instruction.a)
        combine(form, target, source, source)
        finish(value, from: target)
    }

    /// One of the sixteen truncations.
    struct Truncation {
        var isSingle: Bool
        var is32: Bool
        var isSigned: Bool
        var saturates: Bool

        init(_ opcode: Opcode) {
            switch opcode {
            case .i32TruncF32S, .i32TruncF32U, .i64TruncF32S, .i64TruncF32U, .i32TruncSatF32S, .i32TruncSatF32U,
                .i64TruncSatF32S, .i64TruncSatF32U:
                isSingle = true
            default: isSingle = false
            }
            switch opcode {
            case .i32TruncF32S, .i32TruncF32U, .i32TruncF64S, .i32TruncF64U, .i32TruncSatF32S, .i32TruncSatF32U,
                .i32TruncSatF64S, .i32TruncSatF64U:
                is32 = true
            default: is32 = false
            }
            switch opcode {
            case .i32TruncF32S, .i32TruncF64S, .i64TruncF32S, .i64TruncF64S, .i32TruncSatF32S, .i32TruncSatF64S,
                .i64TruncSatF32S, .i64TruncSatF64S:
                isSigned = true
            default: isSigned = false
            }
            saturates = opcode.rawValue >= Opcode.i32TruncSatF32S.rawValue
        }

        /// Bits of −2³¹ or −2⁶³ as a float of the operand's type.
        var lowest: UInt64 {
            let exponent = is32 ? 31.0 : 63.0
            let number = -Self.power(exponent)
            return isSingle ? UInt64(Float(number).bitPattern) : number.bitPattern
        }
        var twoTo63: UInt64 {
            let number = Self.power(63)
            return isSingle ? UInt64(Float(number).bitPattern) : number.bitPattern
        }
        private static func power(_ exponent: Double) -> Double { Double(sign: .plus, exponent: Int(exponent), significand: 1) }
    }

    private mutating func emitTruncation(_ value: ValueID, _ instruction: IRInstruction, _ kind: Truncation) {
        let source = vector(instruction.a)
        let target = target(value)
        var failed = Label()
        var done = Label()
        if kind.isSigned {
            emitSignedTruncation(target, source, kind, &failed, &done)
        } else if kind.is32 {
            let convert: InstructionForm = kind.isSingle ? .cvttss2si : .cvttsd2si
            assembler.vector(convert.wide, target, source)
            assembler.move(.qword, RegisterConvention.secondScratch, target)
            assembler.shift(.shr, .qword, RegisterConvention.secondScratch, by: 32)
            assembler.jump(.equal, &done)
        } else {
            emitUnsigned64Truncation(target, source, kind, &failed, &done)
        }
        assembler.bind(&failed)
        emitOutOfRange(target, source, kind)
        assembler.bind(&done)
        if kind.is32 { assembler.move(.dword, target, target) }
        finish(value, from: target)
    }

    /// The hardware answers with the lowest integer when the number does not fit; that is right only for that number.
    private mutating func emitSignedTruncation(
        _ target: Register, _ source: VectorRegister, _ kind: Truncation, _ failed: inout Label, _ done: inout Label
    ) {
        let convert: InstructionForm = kind.isSingle ? .cvttss2si : .cvttsd2si
        let size: OperandSize = kind.is32 ? .dword : .qword
        assembler.vector(kind.is32 ? convert : convert.wide, target, source)
        // Minus one overflows for the lowest integer alone.
        assembler.arithmetic(.cmp, size, target, immediate: 1)
        assembler.jump(.noOverflow, &done)
        let compare: InstructionForm = kind.isSingle ? .ucomiss : .ucomisd
        if kind.is32, !kind.isSingle {
            // Doubles lie between −2³¹ − 1 and −2³¹.
            assembler.vector(compare, source, constant((-2147483649.0).bitPattern))
            assembler.jump(.belowOrEqual, &failed)
        } else {
            assembler.vector(compare, source, constant(kind.lowest))
            assembler.jump(.below, &failed)
        }
        // At least the lowest number, and the hardware failed: right if it is negative, else too large.
        assembler.vector(.xorps, RegisterConvention.secondVectorScratch, RegisterConvention.secondVectorScratch)
        assembler.vector(compare, source, RegisterConvention.secondVectorScratch)
        assembler.jump(.below, &done)
    }

    private mutating func emitUnsigned64Truncation(
        _ target: Register, _ source: VectorRegister, _ kind: Truncation, _ failed: inout Label, _ done: inout Label
    ) {
        let convert: InstructionForm = (kind.isSingle ? InstructionForm.cvttss2si : .cvttsd2si).wide
        let compare: InstructionForm = kind.isSingle ? .ucomiss : .ucomisd
        let subtract: InstructionForm = kind.isSingle ? .subss : .subsd
        var large = Label()
        assembler.vector(compare, source, constant(kind.twoTo63))
        assembler.jump(.parity, &failed)
        assembler.jump(.aboveOrEqual, &large)
        assembler.vector(convert, target, source)
        assembler.test(.qword, target, target)
        assembler.jump(.noSign, &done)
        assembler.jump(&failed)
        assembler.bind(&large)
        let reduced = RegisterConvention.secondVectorScratch
        combine(subtract, reduced, source, constant(kind.twoTo63))
        assembler.vector(convert, target, reduced)
        assembler.test(.qword, target, target)
        assembler.jump(.sign, &failed)
        assembler.move(RegisterConvention.secondScratch, immediate: 1 << 63)
        assembler.arithmetic(.xor, .qword, target, RegisterConvention.secondScratch)
        assembler.jump(&done)
    }

    /// The number does not fit: traps by what it is, or takes the nearest integer, NaN being 0.
    private mutating func emitOutOfRange(_ target: Register, _ source: VectorRegister, _ kind: Truncation) {
        let compare: InstructionForm = kind.isSingle ? .ucomiss : .ucomisd
        assembler.vector(compare, source, source)
        guard kind.saturates else {
            assembler.jump(.parity, &trapLabels[TrapSlot.of(.invalidConversionToInteger)])
            assembler.jump(&trapLabels[TrapSlot.of(.integerOverflow)])
            return
        }
        var end = Label()
        assembler.move(target, immediate: 0)
        assembler.jump(.parity, &end)
        assembler.vector(.xorps, RegisterConvention.secondVectorScratch, RegisterConvention.secondVectorScratch)
        assembler.vector(compare, source, RegisterConvention.secondVectorScratch)
        let lowest: UInt64 = kind.isSigned ? (kind.is32 ? 1 << 31 : 1 << 63) : 0
        let highest: UInt64 =
            kind.isSigned ? (kind.is32 ? 0x7FFF_FFFF : 0x7FFF_FFFF_FFFF_FFFF) : (kind.is32 ? 0xFFFF_FFFF : .max)
        assembler.move(target, immediate: lowest)
        assembler.jump(.below, &end)
        assembler.move(target, immediate: highest)
        assembler.bind(&end)
    }
}
