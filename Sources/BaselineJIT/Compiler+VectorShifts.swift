import MachineCode
import WasmModel

/// Shifts of all lanes by one count, taken modulo the width of a lane (§4.3.5).
extension Compiler {
    /// A shift the processor has, by a constant (`immediate`) and by a vector's low word (`form`).
    mutating func compileVectorShift(
        _ operation: VectorShift, width: UInt64, immediate: InstructionForm, _ form: InstructionForm
    ) {
        let count = pop()
        if count.kind == .constant {
            let source = useVector(pop())
            let (vector, isTarget) = resultVector(source)
            shift(immediate, operation, vector, source, by: UInt8(count.bits & (width - 1)))
            finish(.v128, vector, isTarget)
            return
        }
        loadCount(count, width)
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        combine(form, vector, source, Convention.vectorScratch)
        finish(.v128, vector, isTarget)
    }

    /// The count, modulo the width and plus `bias`, into the scratch vector.
    private mutating func loadCount(_ count: Operand, _ width: UInt64, bias: Int32 = 0) {
        load(count, into: Convention.scratch)
        release(count)
        assembler.arithmetic(.and, .dword, Convention.scratch, immediate: Int32(width - 1))
        if bias != 0 { assembler.arithmetic(.add, .dword, Convention.scratch, immediate: bias) }
        assembler.vector(.movd, Convention.vectorScratch, Convention.scratch)
    }

    // MARK: Bytes

    /// `shl` and `shr_u`: words are shifted, and what crossed from one byte into another is cleared.
    mutating func compileShiftOfBytes(_ operation: VectorShift, _ form: InstructionForm) {
        let count = pop()
        if count.kind == .constant {
            let bits = UInt8(count.bits & 7)
            let kept: UInt8 = operation == .left ? 0xFF &<< bits : 0xFF &>> bits
            let vector = ownVector(pop())
            shift(.shiftWords, operation, vector, vector, by: bits)
            if bits != 0 { combine(.pand, vector, vector, constant: constant(UInt64(kept) &* 0x0101_0101_0101_0101)) }
            push(.v128, vector)
            return
        }
        loadCount(count, 8)
        let scratch = Convention.vectorScratch
        let vector = ownVector(pop())
        let mask = takeVector()
        combine(form, vector, vector, scratch)
        // The lowest byte of 0x00FF shifted is the mask of every byte.
        fill(mask)
        shift(.shiftWords, .rightLogical, mask, mask, by: 8)
        combine(form, mask, mask, scratch)
        clear(scratch)
        combine(.pshufb, mask, mask, scratch)
        combine(.pand, vector, vector, mask)
        release(mask)
        push(.v128, vector)
    }

    /// `shr_s`: each byte in the upper half of a word, shifted by 8 more, and narrowed again.
    mutating func compileArithmeticShiftOfBytes() {
        let count = pop()
        let isConstant = count.kind == .constant
        let scratch = Convention.vectorScratch
        if !isConstant { loadCount(count, 8, bias: 8) }
        let vector = ownVector(pop())
        let high = takeVector()
        combine(.punpckhbw, high, vector, vector)
        combine(.punpcklbw, vector, vector, vector)
        if isConstant {
            let bits = UInt8(count.bits & 7) + 8
            shift(.shiftWords, .rightArithmetic, high, high, by: bits)
            shift(.shiftWords, .rightArithmetic, vector, vector, by: bits)
        } else {
            combine(.psraw, high, high, scratch)
            combine(.psraw, vector, vector, scratch)
        }
        combine(.packsswb, vector, vector, high)
        release(high)
        push(.v128, vector)
    }

    // MARK: 64-bit lanes

    /// `shr_s`, which no instruction does: the sign bit, shifted as well, is where the sign must be extended from.
    mutating func compileArithmeticShiftOfQwords() {
        let count = pop()
        if count.kind == .constant {
            let bits = UInt8(count.bits & 63)
            let vector = ownVector(pop())
            if bits != 0 {
                let sign = constant((1 << 63) >> UInt64(bits))
                shift(.shiftQwords, .rightLogical, vector, vector, by: bits)
                combine(.pxor, vector, vector, constant: sign)
                combine(.psubq, vector, vector, constant: sign)
            }
            push(.v128, vector)
            return
        }
        loadCount(count, 64)
        let vector = ownVector(pop())
        let sign = takeVector()
        load(constant: constant(1 << 63), into: sign)
        combine(.psrlq, sign, sign, Convention.vectorScratch)
        combine(.psrlq, vector, vector, Convention.vectorScratch)
        combine(.pxor, vector, vector, sign)
        combine(.psubq, vector, vector, sign)
        release(sign)
        push(.v128, vector)
    }
}
