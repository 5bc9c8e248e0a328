import MachineCode
import WasmModel

/// Conversions between integers and floats (§4.3.4).
extension Compiler {
    // MARK: To floats

    mutating func compileConversion(_ source: OperandType, isSigned: Bool, to type: OperandType) {
        let operand = pop()
        let register = use(operand)
        let vector = takeVector()
        let form: InstructionForm = type == .f64 ? .cvtsi2sd : .cvtsi2ss
        // The instruction keeps the upper part of its target; cleared, it waits for nothing.
        assembler.vector(.xorps, vector, vector)
        if isSigned {
            assembler.vector(form.wide(source == .i64), vector, register)
        } else if source == .i32 {
            assembler.vector(form.wide, vector, register)
        } else {
            convertUnsigned64(register, vector, type)
        }
        release(register)
        push(type, vector)
    }

    /// Values from 2⁶³ are halved, the lost bit kept so that rounding is right, converted and doubled.
    private mutating func convertUnsigned64(_ register: Register, _ vector: VectorRegister, _ type: OperandType) {
        let narrow: InstructionForm = type == .f64 ? .cvtsi2sd : .cvtsi2ss
        let form = narrow.wide
        let half = takeRegister()
        var large = Label(), done = Label()
        assembler.test(.qword, register, register)
        assembler.jump(.sign, &large)
        assembler.vector(form, vector, register)
        assembler.jump(&done)
        assembler.bind(&large)
        assembler.move(.qword, half, register)
        assembler.move(.dword, Convention.scratch, register)
        assembler.arithmetic(.and, .dword, Convention.scratch, immediate: 1)
        assembler.shift(.shr, .qword, half, by: 1)
        assembler.arithmetic(.or, .qword, half, Convention.scratch)
        assembler.vector(form, vector, half)
        assembler.vector(type == .f64 ? .addsd : .addss, vector, vector)
        assembler.bind(&done)
        release(half)
    }

    mutating func compilePromotion() {
        let source = useVector(pop())
        release(source)
        let vector = takeVector()
        combine(.cvtss2sd, vector, source, source)
        push(.f64, vector)
    }

    mutating func compileDemotion() {
        let source = useVector(pop())
        release(source)
        let vector = takeVector()
        combine(.cvtsd2ss, vector, source, source)
        push(.f32, vector)
    }

    // MARK: Bits

    mutating func compileReinterpretation(_ source: OperandType, as type: OperandType) {
        let operand = pop()
        if operand.kind == .constant {
            push(.constant(type, operand.bits))
        } else if type.isFloat {
            let register = use(operand)
            let vector = takeVector()
            assembler.vector(.movd.wide(type == .f64), vector, register)
            release(register)
            push(type, vector)
        } else {
            let vector = useVector(operand)
            let register = takeRegister()
            assembler.vectorStore(.movdStore.wide(type == .i64), register, vector)
            release(vector)
            push(type, register)
        }
    }

    // MARK: To integers

    /// `trunc` and `trunc_sat`. The 64-bit conversion of the processor is exact where it can be and gives the least
    /// integer everywhere else, NaN included; what is out of range is found by looking at its result.
    mutating func compileTruncation(_ source: OperandType, to type: OperandType, isSigned: Bool, saturates: Bool) {
        let vector = useVector(pop())
        let register = takeRegister()
        var done = Label()
        if type == .i64, !isSigned {
            truncateToUnsigned64(vector, register, source, &done)
        } else {
            truncate(vector, register, source)
            switch (type, isSigned) {
            case (.i32, true):
                assembler.signExtend(.dword, to: .qword, Convention.scratch, register)
                assembler.arithmetic(.cmp, .qword, Convention.scratch, register)
                assembler.jump(.equal, &done)
            case (.i32, false):
                assembler.move(.dword, Convention.scratch, register)
                assembler.arithmetic(.cmp, .qword, Convention.scratch, register)
                assembler.jump(.equal, &done)
            default:  // The 64-bit signed conversion: only the least integer is in doubt.
                assembler.arithmetic(.cmp, .qword, register, immediate: 1)
                assembler.jump(.noOverflow, &done)
                if !saturates { acceptLeast64(vector, source, &done) }
            }
        }
        if saturates {
            saturate(vector, register, source, type, isSigned)
        } else {
            assembler.vector(source == .f64 ? .ucomisd : .ucomiss, vector, vector)
            raise(.parity, .invalidConversionToInteger)
            raise(.integerOverflow)
        }
        assembler.bind(&done)
        if type == .i32, isSigned { assembler.move(.dword, register, register) }
        release(vector)
        push(type, register)
    }

    private mutating func truncate(_ vector: VectorRegister, _ register: Register, _ source: OperandType) {
        assembler.vector((source == .f64 ? InstructionForm.cvttsd2si : .cvttss2si).wide, register, vector)
    }

    /// −2⁶³ itself is in range.
    private mutating func acceptLeast64(_ vector: VectorRegister, _ source: OperandType, _ done: inout Label) {
        var unordered = Label()
        loadPower(63, negative: true, source)
        assembler.vector(source == .f64 ? .ucomisd : .ucomiss, vector, Convention.vectorScratch)
        assembler.jump(.parity, &unordered)
        assembler.jump(.equal, &done)
        assembler.bind(&unordered)
    }

    /// ±2ⁿ into the scratch vector.
    private mutating func loadPower(_ exponent: Int, negative: Bool = false, _ type: OperandType) {
        if type == .f64 {
            let value = Double(sign: negative ? .minus : .plus, exponent: exponent, significand: 1)
            assembler.move(Convention.scratch, immediate: value.bitPattern)
            assembler.vector(.movd.wide, Convention.vectorScratch, Convention.scratch)
        } else {
            let value = Float(sign: negative ? .minus : .plus, exponent: exponent, significand: 1)
            assembler.move(Convention.scratch, immediate: UInt64(value.bitPattern))
            assembler.vector(.movd, Convention.vectorScratch, Convention.scratch)
        }
    }

    /// Below 2⁶³ as it is, from there less 2⁶³ and the top bit set. What is out of range comes out negative.
    private mutating func truncateToUnsigned64(
        _ vector: VectorRegister, _ register: Register, _ source: OperandType, _ done: inout Label
    ) {
        var large = Label(), outside = Label()
        // Before the first jump: what is spilled for it must be on every path.
        let above = takeVector()
        loadPower(63, source)
        assembler.vector(source == .f64 ? .ucomisd : .ucomiss, vector, Convention.vectorScratch)
        assembler.jump(.aboveOrEqual, &large)
        truncate(vector, register, source)
        assembler.test(.qword, register, register)
        assembler.jump(.noSign, &done)
        assembler.jump(&outside)
        assembler.bind(&large)
        // Subtracting is exact; the operand, which may be a local, is left alone.
        combine(source == .f64 ? .subsd : .subss, above, vector, Convention.vectorScratch)
        truncate(above, register, source)
        release(above)
        assembler.move(Convention.scratch, immediate: 1 << 63)
        assembler.test(.qword, register, register)
        // Two jumps meet here: the sign of the difference decides.
        var overflow = Label()
        assembler.jump(.sign, &overflow)
        assembler.arithmetic(.xor, .qword, register, Convention.scratch)
        assembler.jump(&done)
        assembler.bind(&overflow)
        assembler.bind(&outside)
    }

    /// The nearest integer of the type for what is out of range, 0 for NaN.
    private mutating func saturate(
        _ vector: VectorRegister, _ register: Register, _ source: OperandType, _ type: OperandType, _ isSigned: Bool
    ) {
        var end = Label()
        let zero = Convention.vectorScratch
        let greatest: UInt64 =
            type == .i32 ? (isSigned ? UInt64(Int32.max) : UInt64(UInt32.max)) : (isSigned ? UInt64(Int64.max) : .max)
        let least: UInt64 = !isSigned ? 0 : type == .i32 ? UInt64(UInt32(bitPattern: Int32.min)) : 1 << 63
        assembler.vector(.xorps, zero, zero)
        assembler.vector(source == .f64 ? .ucomisd : .ucomiss, vector, zero)
        // These are `mov`: the flags stay.
        assembler.move(register, immediate: 0)
        assembler.jump(.parity, &end)
        assembler.move(register, immediate: greatest)
        assembler.jump(.above, &end)
        assembler.move(register, immediate: least)
        assembler.bind(&end)
    }
}
