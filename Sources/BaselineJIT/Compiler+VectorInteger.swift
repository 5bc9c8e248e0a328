import MachineCode
import WasmModel

/// Integer arithmetic and comparison of vectors (§4.3.5) that takes more than one instruction, and bitwise logic.
extension Compiler {
    // MARK: Bits

    mutating func compileVectorNot() {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        fill(Convention.vectorScratch)
        combine(.pxor, vector, source, Convention.vectorScratch)
        finish(.v128, vector, isTarget)
    }

    /// `((a ^ b) & mask) ^ b`
    mutating func compileBitselect() {
        let mask = pop(), second = pop(), first = pop()
        let b = useVector(second)
        let a = ownVector(first)
        combine(.pxor, a, a, b)
        combine(.pand, a, a, operand: mask)
        combine(.pxor, a, a, b)
        release(b)
        push(.v128, a)
    }

    mutating func compileAnyTrue() {
        let vector = useVector(pop())
        assembler.vector(.ptest, vector, vector)
        release(vector)
        pushCondition(.notEqual)
    }

    /// No lane equals zero; `equality` is the comparison of such lanes.
    mutating func compileAllTrue(_ equality: InstructionForm) {
        let vector = useVector(pop())
        let scratch = Convention.vectorScratch
        clear(scratch)
        assembler.vector(equality, scratch, vector)
        assembler.vector(.ptest, scratch, scratch)
        release(vector)
        pushCondition(.equal)
    }

    mutating func compileBitmask(_ form: InstructionForm) {
        let vector = useVector(pop())
        let register = takeRegister()
        assembler.vector(form, register, vector)
        release(vector)
        push(.i32, register)
    }

    /// Narrowing with saturation keeps signs.
    mutating func compileBitmaskOfWords() {
        let vector = useVector(pop())
        let register = takeRegister()
        let scratch = Convention.vectorScratch
        combine(.packsswb, scratch, vector, vector)
        assembler.vector(.pmovmskb, register, scratch)
        assembler.zeroExtend(.byte, register, register)
        release(vector)
        push(.i32, register)
    }

    // MARK: Comparison

    /// Turns all bits around.
    private mutating func complement(_ vector: VectorRegister) {
        fill(Convention.vectorScratch)
        combine(.pxor, vector, vector, Convention.vectorScratch)
    }

    mutating func compileInequality(_ equality: InstructionForm) {
        let second = pop(), first = pop()
        let (vector, isTarget) = combined(equality, first, second, commutes: true)
        complement(vector)
        finish(.v128, vector, isTarget)
    }

    enum VectorOrder: UInt8 { case less, greater, lessOrEqual, greaterOrEqual }

    mutating func compileSignedOrder(_ row: VectorRow) {
        compileSignedOrder(VectorOrder(rawValue: row.detail) ?? .less, row.form)
    }

    /// Signed; `form` is the comparison "greater than".
    mutating func compileSignedOrder(_ order: VectorOrder, _ form: InstructionForm) {
        var second = pop(), first = pop()
        if order == .less || order == .greaterOrEqual { swap(&first, &second) }
        let (vector, isTarget) = combined(form, first, second)
        if order == .lessOrEqual || order == .greaterOrEqual { complement(vector) }
        finish(.v128, vector, isTarget)
    }

    /// Unsigned, by way of the minimum or the maximum: a ≤ b where the minimum is a.
    mutating func compileUnsignedOrder(
        _ order: VectorOrder, minimum: InstructionForm, maximum: InstructionForm, equality: InstructionForm
    ) {
        let second = pop(), first = pop()
        let a = useVector(first)
        let scratch = Convention.vectorScratch
        let isByMinimum = order == .lessOrEqual || order == .greater
        combine(isByMinimum ? minimum : maximum, scratch, a, operand: second)
        let (vector, isTarget) = resultVector(a)
        combine(equality, vector, a, scratch)
        if order == .less || order == .greater { complement(vector) }
        finish(.v128, vector, isTarget)
    }

    /// Without `pcmpgtq`: the upper halves decide, and where they are equal the borrow of the difference.
    mutating func compileSignedOrderOfQwords(_ order: VectorOrder) {
        if options.usesAVX {
            compileSignedOrder(order, .pcmpgtq)
            return
        }
        var second = pop(), first = pop()
        if order == .less || order == .greaterOrEqual { swap(&first, &second) }
        let a = useVector(first), b = useVector(second)
        let vector = takeVector()
        let scratch = Convention.vectorScratch
        combine(.psubq, vector, b, a)
        combine(.pcmpeqd, scratch, a, b)
        assembler.vector(.pand, vector, scratch)
        combine(.pcmpgtd, scratch, a, b)
        assembler.vector(.por, vector, scratch)
        assembler.vector(.pshufd, vector, vector, immediate: 0xF5)
        release(a)
        release(b)
        if order == .lessOrEqual || order == .greaterOrEqual { complement(vector) }
        push(.v128, vector)
    }

    // MARK: Arithmetic

    /// Zero less the operand.
    mutating func compileVectorNegation(_ subtraction: InstructionForm) {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        clear(Convention.vectorScratch)
        combine(subtraction, vector, Convention.vectorScratch, source)
        finish(.v128, vector, isTarget)
    }

    /// Where the sign is set, all bits turned around and one added.
    mutating func compileAbsoluteOfQwords() {
        let vector = ownVector(pop())
        let scratch = Convention.vectorScratch
        apply(.pshufd, scratch, vector, immediate: 0xF5)
        shift(.shiftDwords, .rightArithmetic, scratch, scratch, by: 31)
        combine(.pxor, vector, vector, scratch)
        combine(.psubq, vector, vector, scratch)
        push(.v128, vector)
    }

    /// Each half of a byte looks its count up in a table.
    mutating func compileVectorPopcnt() {
        let source = ownVector(pop())
        let vector = takeVector()
        let scratch = Convention.vectorScratch
        let mask = constant(0x0F0F_0F0F_0F0F_0F0F)
        combine(.pand, scratch, source, constant: mask)
        shift(.shiftWords, .rightLogical, source, source, by: 4)
        combine(.pand, source, source, constant: mask)
        let table = constant(0x0302_0201_0201_0100, 0x0403_0302_0302_0201)
        load(constant: table, into: vector)
        combine(.pshufb, vector, vector, scratch)
        load(constant: table, into: scratch)
        combine(.pshufb, scratch, scratch, source)
        combine(.paddb, vector, vector, scratch)
        release(source)
        push(.v128, vector)
    }

    /// The low halves' product, and 2³² times both products of a high and a low half.
    mutating func compileMultiplyQwords() {
        let second = pop(), first = pop()
        let a = useVector(first), b = useVector(second)
        let vector = takeVector()
        let scratch = Convention.vectorScratch
        shift(.shiftQwords, .rightLogical, vector, a, by: 32)
        combine(.pmuludq, vector, vector, b)
        shift(.shiftQwords, .rightLogical, scratch, b, by: 32)
        combine(.pmuludq, scratch, scratch, a)
        combine(.paddq, vector, vector, scratch)
        shift(.shiftQwords, .left, vector, vector, by: 32)
        combine(.pmuludq, scratch, a, b)
        combine(.paddq, vector, vector, scratch)
        release(a)
        release(b)
        push(.v128, vector)
    }

    /// `pmulhrsw` is wrong where it overflows: −1 times −1 gives −1, all of whose bits must turn around.
    mutating func compileQ15Multiply() {
        let second = pop(), first = pop()
        let (vector, isTarget) = combined(.pmulhrsw, first, second, commutes: true)
        combine(.pcmpeqw, Convention.vectorScratch, vector, constant: constant(0x8000_8000_8000_8000))
        combine(.pxor, vector, vector, Convention.vectorScratch)
        finish(.v128, vector, isTarget)
    }
}
