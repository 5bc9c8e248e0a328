import MachineCode

/// How an instruction on vector registers is emitted: with its result in a register apart where the processor has AVX,
/// else into a copy of the first operand. Whoever calls this does not ask which.
///
/// `xmm7` is scratch, here and in everything that compiles vector instructions: nothing that pops, pushes, takes or spills
/// an operand of the stack writes it. Without AVX these functions do when the destination is the second operand.
extension Compiler {
    /// `destination = first ∘ second`
    @inline(__always)
    mutating func combine(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: VectorRegister
    ) {
        if options.usesAVX {
            assembler.vector(form, destination, first, second)
        } else {
            let (target, isScratch) = copyFirst(destination, first, second)
            assembler.vector(form, target, second)
            if isScratch { assembler.vector(.movaps, destination, target) }
        }
    }

    @inline(__always)
    mutating func combine(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: VectorRegister,
        immediate: UInt8
    ) {
        if options.usesAVX {
            assembler.vector(form, destination, first, second, immediate: immediate)
        } else {
            let (target, isScratch) = copyFirst(destination, first, second)
            assembler.vector(form, target, second, immediate: immediate)
            if isScratch { assembler.vector(.movaps, destination, target) }
        }
    }

    /// The second operand in memory. Where a legacy encoding reads 16 bytes they are aligned: the words of a v128 in the
    /// frame are, and constants; others go through a register.
    @inline(__always)
    mutating func combine(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: Address
    ) {
        if options.usesAVX {
            assembler.vector(form, destination, first, second)
        } else {
            if destination != first { assembler.vector(.movaps, destination, first) }
            assembler.vector(form, destination, second)
        }
    }

    /// The second operand among ``constants``.
    @inline(__always)
    mutating func combine(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, constant index: Int
    ) {
        if options.usesAVX {
            assembler.vector(form, destination, first, &constants[index].label)
        } else {
            if destination != first { assembler.vector(.movaps, destination, first) }
            assembler.vector(form, destination, &constants[index].label)
        }
    }

    /// A v128 operand wherever it is; it is released.
    mutating func combine(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, operand: Operand
    ) {
        if operand.kind == .constant {
            let (low, high) = words(of: operand)
            combine(form, destination, first, constant: constant(low, high))
        } else if operand.isInMemory {
            combine(form, destination, first, address(operand))
        } else {
            let second = useVector(operand)
            combine(form, destination, first, second)
            release(second)
        }
    }

    /// Where a legacy instruction works: in a copy of the first operand, which is the scratch register if the second
    /// operand is in the way.
    private mutating func copyFirst(
        _ destination: VectorRegister, _ first: VectorRegister, _ second: VectorRegister
    ) -> (VectorRegister, isScratch: Bool) {
        assert(destination != Convention.vectorScratch || second != destination || first == destination)
        if destination == first { return (destination, false) }
        if destination != second {
            assembler.vector(.movaps, destination, first)
            return (destination, false)
        }
        let scratch = Convention.vectorScratch
        if first != scratch { assembler.vector(.movaps, scratch, first) }
        return (scratch, true)
    }

    // MARK: One operand

    @inline(__always)
    mutating func apply(_ form: InstructionForm, _ destination: VectorRegister, _ source: VectorRegister) {
        if options.usesAVX {
            assembler.vectorVEX(form, destination, source)
        } else {
            assembler.vector(form, destination, source)
        }
    }

    @inline(__always)
    mutating func apply(
        _ form: InstructionForm, _ destination: VectorRegister, _ source: VectorRegister, immediate: UInt8
    ) {
        if options.usesAVX {
            assembler.vectorVEX(form, destination, source, immediate: immediate)
        } else {
            assembler.vector(form, destination, source, immediate: immediate)
        }
    }

    @inline(__always)
    mutating func apply(_ form: InstructionForm, _ destination: VectorRegister, _ source: Address) {
        if options.usesAVX {
            assembler.vectorVEX(form, destination, source)
        } else {
            assembler.vector(form, destination, source)
        }
    }

    @inline(__always)
    mutating func load(constant index: Int, into vector: VectorRegister) {
        assembler.vector(.movaps, vector, &constants[index].label)
    }

    /// Shifts by a constant: the row's operation number, see ``InstructionForm/shiftWords``.
    enum VectorShift: UInt8 { case rightLogical = 2, rightArithmetic = 4, left = 6 }

    @inline(__always)
    mutating func shift(
        _ form: InstructionForm, _ operation: VectorShift, _ destination: VectorRegister, _ source: VectorRegister,
        by count: UInt8
    ) {
        if options.usesAVX {
            assembler.vectorShift(form, operation: operation.rawValue, destination, source, by: count)
        } else {
            if destination != source { assembler.vector(.movaps, destination, source) }
            assembler.vectorShift(form, operation: operation.rawValue, destination, by: count)
        }
    }

    @inline(__always)
    mutating func clear(_ vector: VectorRegister) { assembler.vector(.xorps, vector, vector) }

    /// All ones.
    @inline(__always)
    mutating func fill(_ vector: VectorRegister) { assembler.vector(.pcmpeqd, vector, vector) }

    // MARK: Whole instructions

    /// An instruction whose second operand may be in memory. Its result still has to be finished.
    mutating func combined(
        _ form: InstructionForm, _ first: Operand, _ second: Operand, commutes: Bool = false
    ) -> (VectorRegister, isTarget: Bool) {
        var first = first, second = second
        if commutes, first.precedence < second.precedence { swap(&first, &second) }
        let a = useVector(first)
        if second.kind == .constant {
            let (vector, isTarget) = resultVector(a)
            combine(form, vector, a, operand: second)
            return (vector, isTarget)
        }
        if options.usesAVX {
            let (vector, isTarget) = resultVector(a, second.vector)
            assembler.vector(form, vector, a, vectorPlace(second))
            return (vector, isTarget)
        }
        if second.isInMemory {
            let (vector, isTarget) = resultVector(a)
            combine(form, vector, a, address(second))
            return (vector, isTarget)
        }
        let (vector, isTarget) = resultVector(a, second.vector)
        combine(form, vector, a, second.vector)
        return (vector, isTarget)
    }

    /// The operands as the instruction of the machine has them.
    mutating func compileVectorBinary(_ form: InstructionForm, commutes: Bool = false) {
        let second = pop(), first = pop()
        let (vector, isTarget) = combined(form, first, second, commutes: commutes)
        finish(.v128, vector, isTarget)
    }

    /// The operands exchanged.
    mutating func compileVectorReversed(_ form: InstructionForm) {
        let second = pop(), first = pop()
        let (vector, isTarget) = combined(form, second, first)
        finish(.v128, vector, isTarget)
    }

    mutating func compileVectorUnary(_ form: InstructionForm) {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        apply(form, vector, source)
        finish(.v128, vector, isTarget)
    }

    mutating func compileVectorUnary(_ form: InstructionForm, immediate: UInt8) {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        apply(form, vector, source, immediate: immediate)
        finish(.v128, vector, isTarget)
    }

    /// An instruction with one of our constants as its second operand.
    mutating func compileVectorWith(_ form: InstructionForm, constant word: UInt64) {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        let index = constant(word)
        combine(form, vector, source, constant: index)
        finish(.v128, vector, isTarget)
    }
}
