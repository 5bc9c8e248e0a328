import MachineCode
import WasmModel

/// Floating-point arithmetic and comparison of vectors (§4.3.5). NaN comes out of a lane as it does of the scalar
/// instruction.
extension Compiler {
    // MARK: Minimum and maximum

    /// The processor's `min` and `max` yield their second operand where the operands are equal or one is NaN. So both
    /// orders are taken: of two zeros, which may differ in sign, a minimum has any sign bit that is set and a maximum only
    /// one that is set in both. Where a NaN is, the sum is the answer.
    mutating func compileVectorExtremum(_ type: OperandType, isMinimum: Bool) {
        let isDouble = type == .f64
        let form: InstructionForm = isMinimum ? (isDouble ? .minpd : .minps) : (isDouble ? .maxpd : .maxps)
        let second = pop(), first = pop()
        let a = useVector(first), b = useVector(second)
        let vector = takeVector(), sum = takeVector()
        let scratch = Convention.vectorScratch
        combine(isDouble ? .addpd : .addps, sum, a, b)
        combine(form, vector, a, b)
        combine(form, scratch, b, a)
        combine(isMinimum ? .orps : .andps, vector, vector, scratch)
        combine(isDouble ? .cmppd : .cmpps, scratch, a, b, immediate: 3)
        release(a)
        release(b)
        if options.usesAVX {
            assembler.vectorBlend(isDouble ? .vblendvpd : .vblendvps, vector, vector, sum, mask: scratch)
            release(sum)
            push(.v128, vector)
        } else {
            assembler.vector(.andps, sum, scratch)
            assembler.vector(.andnps, scratch, vector)
            assembler.vector(.orps, sum, scratch)
            release(vector)
            push(.v128, sum)
        }
    }

    // MARK: Comparison

    /// `relation` is the immediate of `cmpps`: 0 equal, 1 less, 2 less or equal, 4 not equal.
    mutating func compileVectorComparison(_ relation: UInt8, _ type: OperandType, reversed: Bool = false) {
        var second = pop(), first = pop()
        if reversed { swap(&first, &second) }
        let a = useVector(first), b = useVector(second)
        let (vector, isTarget) = resultVector(a, b)
        combine(type == .f64 ? .cmppd : .cmpps, vector, a, b, immediate: relation)
        finish(.v128, vector, isTarget)
    }

    // MARK: Signs

    private static func sign(_ type: OperandType) -> UInt64 { type == .f64 ? 1 << 63 : 0x8000_0000_8000_0000 }

    mutating func compileVectorAbsolute(_ type: OperandType) { compileVectorWith(.andps, constant: ~Self.sign(type)) }
    mutating func compileVectorFloatNegation(_ type: OperandType) {
        compileVectorWith(.xorps, constant: Self.sign(type))
    }

    // MARK: Relaxed multiply and add

    /// Rounded twice, as the deterministic profile has it; `isNegated` turns the sign of the first factor around.
    mutating func compileMultiplyAdd(_ type: OperandType, isNegated: Bool) {
        let addend = pop(), second = pop(), first = pop()
        let vector = ownVector(first)
        if isNegated { combine(.xorps, vector, vector, constant: constant(Self.sign(type))) }
        combine(type == .f64 ? .mulpd : .mulps, vector, vector, operand: second)
        combine(type == .f64 ? .addpd : .addps, vector, vector, operand: addend)
        push(.v128, vector)
    }
}
