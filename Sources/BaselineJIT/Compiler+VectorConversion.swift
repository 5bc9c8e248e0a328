import MachineCode
import WasmModel

/// Conversions of vectors: between integers and floats, and between lanes of different width (§4.3.5).
extension Compiler {
    // MARK: To floats

    /// Both halves are exact, and so is 2¹⁶ times the upper one: only the sum rounds.
    mutating func compileConvertUnsigned() {
        let vector = ownVector(pop())
        let scratch = Convention.vectorScratch
        combine(.pand, scratch, vector, constant: constant(0x0000_FFFF_0000_FFFF))
        shift(.shiftDwords, .rightLogical, vector, vector, by: 16)
        apply(.cvtdq2ps, vector, vector)
        apply(.cvtdq2ps, scratch, scratch)
        combine(.mulps, vector, vector, constant: constant(0x4780_0000_4780_0000))
        combine(.addps, vector, vector, scratch)
        push(.v128, vector)
    }

    /// An integer below the exponent of 2⁵² is 2⁵² and the integer.
    mutating func compileConvertLowUnsigned() {
        let vector = ownVector(pop())
        combine(.punpckldq, vector, vector, constant: constant(0x4330_0000_4330_0000))
        combine(.subpd, vector, vector, constant: constant(0x4330_0000_0000_0000))
        push(.v128, vector)
    }

    // MARK: To integers

    /// NaN becomes 0 first. What is too large comes out as the least integer, all of whose bits must turn around.
    mutating func compileTruncateSigned() {
        let vector = ownVector(pop())
        let scratch = Convention.vectorScratch
        combine(.cmpps, scratch, vector, vector, immediate: 0)
        combine(.andps, vector, vector, scratch)
        load(constant: constant(0x4F00_0000_4F00_0000), into: scratch)
        combine(.cmpps, scratch, scratch, vector, immediate: 2)
        apply(.cvttps2dq, vector, vector)
        combine(.pxor, vector, vector, scratch)
        push(.v128, vector)
    }

    /// In two parts: up to 2³¹, and what is above it. A lane from 2³¹ on comes out of the first part as 2³¹, whatever
    /// it is; a lane below has nothing in the second; a lane from 2³² on has 2³¹ − 1 there.
    mutating func compileTruncateUnsigned() {
        let vector = ownVector(pop())
        let above = takeVector()
        let scratch = Convention.vectorScratch
        let half = constant(0x4F00_0000_4F00_0000)
        // Of an operand that is NaN, or less, the second one comes out.
        clear(scratch)
        combine(.maxps, vector, vector, scratch)
        combine(.subps, above, vector, constant: half)
        load(constant: half, into: scratch)
        combine(.cmpps, scratch, scratch, above, immediate: 2)
        apply(.cvttps2dq, above, above)
        combine(.pxor, above, above, scratch)
        clear(scratch)
        combine(.pmaxsd, above, above, scratch)
        apply(.cvttps2dq, vector, vector)
        combine(.paddd, vector, vector, above)
        release(above)
        push(.v128, vector)
    }

    /// The bound is 0 where the operand is NaN, and of a NaN and a bound the bound comes out.
    mutating func compileTruncateDoublesSigned() {
        let vector = ownVector(pop())
        let scratch = Convention.vectorScratch
        combine(.cmppd, scratch, vector, vector, immediate: 0)
        combine(.andps, scratch, scratch, constant: constant(0x41DF_FFFF_FFC0_0000))
        combine(.minpd, vector, vector, scratch)
        apply(.cvttpd2dq, vector, vector)
        push(.v128, vector)
    }

    /// A number below 2³² added to 2⁵² stands in the low half of the sum.
    mutating func compileTruncateDoublesUnsigned() {
        let vector = ownVector(pop())
        let scratch = Convention.vectorScratch
        clear(scratch)
        combine(.maxpd, vector, vector, scratch)
        combine(.minpd, vector, vector, constant: constant(0x41EF_FFFF_FFE0_0000))
        apply(.roundpd, vector, vector, immediate: 11)
        combine(.addpd, vector, vector, constant: constant(0x4330_0000_0000_0000))
        combine(.shufps, vector, vector, scratch, immediate: 0x88)
        push(.v128, vector)
    }

    // MARK: Wider lanes

    /// The upper half of a vector, where the lower was.
    private mutating func bringDown(_ destination: VectorRegister, _ source: VectorRegister) {
        apply(.pshufd, destination, source, immediate: 0xEE)
    }

    mutating func compileExtendHigh(_ form: InstructionForm) {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        bringDown(vector, source)
        apply(form, vector, vector)
        finish(.v128, vector, isTarget)
    }

    /// `i16x8.extmul_…`: bytes are extended, then multiplied as words.
    mutating func compileMultiplyExtendedBytes(_ form: InstructionForm, isHigh: Bool) {
        let second = pop(), first = pop()
        let a = useVector(first), b = useVector(second)
        let vector = takeVector()
        let scratch = Convention.vectorScratch
        if isHigh {
            bringDown(vector, a)
            bringDown(scratch, b)
            apply(form, vector, vector)
            apply(form, scratch, scratch)
        } else {
            apply(form, vector, a)
            apply(form, scratch, b)
        }
        combine(.pmullw, vector, vector, scratch)
        release(a)
        release(b)
        push(.v128, vector)
    }

    /// `i32x4.extmul_…`: the halves of the products, put together.
    mutating func compileMultiplyExtendedWords(upperHalf: InstructionForm, isHigh: Bool) {
        let second = pop(), first = pop()
        let a = useVector(first), b = useVector(second)
        let vector = takeVector()
        let scratch = Convention.vectorScratch
        combine(upperHalf, scratch, a, b)
        combine(.pmullw, vector, a, b)
        combine(isHigh ? .punpckhwd : .punpcklwd, vector, vector, scratch)
        release(a)
        release(b)
        push(.v128, vector)
    }

    /// `i64x2.extmul_…`: the lanes go where the multiplication reads them.
    mutating func compileMultiplyExtendedDwords(_ form: InstructionForm, isHigh: Bool) {
        let second = pop(), first = pop()
        let a = useVector(first), b = useVector(second)
        let vector = takeVector()
        let scratch = Convention.vectorScratch
        let lanes: UInt8 = isHigh ? 0xFA : 0x50
        apply(.pshufd, vector, a, immediate: lanes)
        apply(.pshufd, scratch, b, immediate: lanes)
        combine(form, vector, vector, scratch)
        release(a)
        release(b)
        push(.v128, vector)
    }

    // MARK: Sums of pairs

    /// The multiplication takes its first operand as unsigned: here the ones.
    mutating func compileAddPairsOfSignedBytes() {
        let source = useVector(pop())
        let vector = takeVector()
        load(constant: constant(0x0101_0101_0101_0101), into: vector)
        combine(.pmaddubsw, vector, vector, source)
        release(source)
        push(.v128, vector)
    }

    /// Each word less 2¹⁵ is signed; the pair is 2¹⁶ short.
    mutating func compileAddPairsOfUnsignedWords() {
        let vector = ownVector(pop())
        combine(.pxor, vector, vector, constant: constant(0x8000_8000_8000_8000))
        combine(.pmaddwd, vector, vector, constant: constant(0x0001_0001_0001_0001))
        combine(.paddd, vector, vector, constant: constant(0x0001_0000_0001_0000))
        push(.v128, vector)
    }

    /// `relaxed_dot_i8x16_i7x16`, with both operands signed: the sums have 32 bits and are narrowed with saturation.
    mutating func compileRelaxedDot(adds: Bool) {
        let addend = adds ? pop() : Operand.constant(.v128, 0)
        let second = pop(), first = pop()
        let a = useVector(first), b = useVector(second)
        let vector = takeVector(), high = takeVector()
        let scratch = Convention.vectorScratch
        apply(.pmovsxbw, vector, a)
        apply(.pmovsxbw, scratch, b)
        combine(.pmaddwd, vector, vector, scratch)
        bringDown(high, a)
        apply(.pmovsxbw, high, high)
        bringDown(scratch, b)
        apply(.pmovsxbw, scratch, scratch)
        combine(.pmaddwd, high, high, scratch)
        combine(.packssdw, vector, vector, high)
        release(a)
        release(b)
        release(high)
        if adds {
            combine(.pmaddwd, vector, vector, constant: constant(0x0001_0001_0001_0001))
            combine(.paddd, vector, vector, operand: addend)
        }
        push(.v128, vector)
    }
}
