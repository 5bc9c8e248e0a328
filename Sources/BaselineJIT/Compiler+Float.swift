import MachineCode
import WasmModel

/// Floating-point arithmetic and comparison (§4.3.3). The processor's own NaN rules are within the specification's: an
/// operand's payload, made quiet, or the canonical NaN.
extension Compiler {
    // MARK: Two operands

    /// `add`, `sub`, `mul`, `div`
    mutating func compileFloatArithmetic(_ form: InstructionForm, _ type: OperandType) {
        let (first, second) = popPair(commutes: false)
        let a = useVector(first)
        if options.usesAVX, second.kind != .constant {
            let (vector, isTarget) = resultVector(a, second.vector)
            assembler.vector(form, vector, a, vectorPlace(second))
            finish(type, vector, isTarget)
            return
        }
        if second.isInMemory {
            let place = address(second)
            let (vector, isTarget) = resultVector(a)
            combine(form, vector, a, place)
            finish(type, vector, isTarget)
            return
        }
        let b = useVector(second)
        let (vector, isTarget) = resultVector(a, b)
        combine(form, vector, a, b)
        finish(type, vector, isTarget)
    }

    /// Releases the operands and takes a register for the result: that of the local that is set next, that of the first
    /// operand if it may be overwritten, or any. Either may be no register.
    mutating func resultVector(
        _ operand: VectorRegister, _ other: VectorRegister = .xmm(Local.none)
    ) -> (VectorRegister, isTarget: Bool) {
        let target = targetOfResult()
        release(other)
        release(operand)
        if target != Local.none { return (.xmm(target), true) }
        if freeVectors == 0 { spillVector() }
        let any = UInt8(truncatingIfNeeded: freeVectors.trailingZeroBitCount)
        let number = isOwned(operand) ? operand.rawValue : any
        take(.xmm(number))
        return (.xmm(number), false)
    }

    mutating func finish(_ type: OperandType, _ vector: VectorRegister, _ isTarget: Bool) {
        if isTarget { completeResult() } else { push(type, vector) }
    }

    /// `min`, `max`: the processor's do not order −0 and +0 and prefer one operand over a NaN.
    mutating func compileExtremum(_ type: OperandType, isMinimum: Bool) {
        let second = pop(), first = pop()
        let b = useVector(second)
        let a = ownVector(first)
        let isDouble = type == .f64
        var differ = Label(), unordered = Label(), done = Label()
        assembler.vector(isDouble ? .ucomisd : .ucomiss, a, b)
        assembler.jump(.notEqual, &differ)
        assembler.jump(.parity, &unordered)
        // Equal: the same but for the sign of zero. Minimum: a sign is set if either is; maximum: if both are.
        assembler.vector(isMinimum ? .orps : .andps, a, b)
        assembler.jump(&done)
        assembler.bind(&unordered)
        assembler.vector(isDouble ? .addsd : .addss, a, b)
        assembler.jump(&done)
        assembler.bind(&differ)
        if isMinimum {
            assembler.vector(isDouble ? .minsd : .minss, a, b)
        } else {
            assembler.vector(isDouble ? .maxsd : .maxss, a, b)
        }
        assembler.bind(&done)
        release(b)
        push(type, a)
    }

    mutating func compileCopySign(_ type: OperandType) {
        let second = pop(), first = pop()
        let b = useVector(second)
        let a = ownVector(first)
        let mask = Convention.vectorScratch
        loadMagnitudeMask(mask, type)
        assembler.vector(.andps, a, mask)
        assembler.vector(.andnps, mask, b)
        assembler.vector(.orps, a, mask)
        release(b)
        push(type, a)
    }

    // MARK: One operand

    /// All bits but the sign.
    private mutating func loadMagnitudeMask(_ vector: VectorRegister, _ type: OperandType) {
        assembler.vector(.pcmpeqd, vector, vector)
        assembler.vectorShift(type == .f64 ? .shiftQwords : .shiftDwords, operation: 2, vector, by: 1)
    }

    mutating func compileAbsolute(_ type: OperandType) {
        let vector = ownVector(pop())
        loadMagnitudeMask(Convention.vectorScratch, type)
        assembler.vector(.andps, vector, Convention.vectorScratch)
        push(type, vector)
    }

    mutating func compileNegation(_ type: OperandType) {
        let vector = ownVector(pop())
        let sign = Convention.vectorScratch
        assembler.vector(.pcmpeqd, sign, sign)
        assembler.vectorShift(type == .f64 ? .shiftQwords : .shiftDwords, operation: 6, sign, by: type == .f64 ? 63 : 31)
        assembler.vector(.xorps, vector, sign)
        push(type, vector)
    }

    mutating func compileSquareRoot(_ type: OperandType) {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        combine(type == .f64 ? .sqrtsd : .sqrtss, vector, source, source)
        finish(type, vector, isTarget)
    }

    /// `nearest` 0, `floor` 1, `ceil` 2, `trunc` 3: the processor's rounding modes.
    mutating func compileRounding(_ mode: UInt8, _ type: OperandType) {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        // Bit 3 keeps the inexact flag out of it.
        combine(type == .f64 ? .roundsd : .roundss, vector, source, source, immediate: mode | 8)
        finish(type, vector, isTarget)
    }

    // MARK: Comparison

    /// What a comparison of floats is in flags: `ucomis` sets them as for unsigned integers, and parity for "unordered",
    /// with which "above" and "above or equal" are false.
    enum FloatComparison { case equal, notEqual, less, greater, lessOrEqual, greaterOrEqual }

    mutating func compileFloatComparison(_ comparison: FloatComparison, _ type: OperandType) {
        var second = pop(), first = pop()
        // Less than is greater than with the operands exchanged.
        if comparison == .less || comparison == .lessOrEqual { swap(&first, &second) }
        let a = useVector(first)
        let form: InstructionForm = type == .f64 ? .ucomisd : .ucomiss
        if second.isInMemory {
            assembler.vector(form, a, address(second))
        } else {
            let b = useVector(second)
            assembler.vector(form, a, b)
            release(b)
        }
        release(a)
        switch comparison {
        case .equal: pushCondition(.equal, .excludes)
        case .notEqual: pushCondition(.notEqual, .includes)
        case .less, .greater: pushCondition(.above)
        case .lessOrEqual, .greaterOrEqual: pushCondition(.aboveOrEqual)
        }
    }
}
