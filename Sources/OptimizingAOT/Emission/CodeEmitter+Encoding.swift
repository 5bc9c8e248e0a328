import MachineCode

/// Vector instructions as the rest of the emitter asks for them, three operands and any address; a processor without AVX
/// has them with two operands, the first of which is written over, and with aligned addresses.
extension CodeEmitter {
    private var hasAVX: Bool { target.hasAVX }

    /// `form target, first, second`
    mutating func combine(_ form: InstructionForm, _ target: VectorRegister, _ first: VectorRegister, _ second: VectorRegister) {
        if hasAVX { return assembler.vector(form, target, first, second) }
        let (work, isElsewhere) = begin(target, first, second)
        assembler.vector(form, work, second)
        if isElsewhere { move(target, work) }
    }

    mutating func combine(
        _ form: InstructionForm, _ target: VectorRegister, _ first: VectorRegister, _ second: VectorRegister, immediate: UInt8
    ) {
        if hasAVX { return assembler.vector(form, target, first, second, immediate: immediate) }
        let (work, isElsewhere) = begin(target, first, second)
        assembler.vector(form, work, second, immediate: immediate)
        if isElsewhere { move(target, work) }
    }

    mutating func combine(_ form: InstructionForm, _ target: VectorRegister, _ first: VectorRegister, _ second: Address) {
        if hasAVX { return assembler.vector(form, target, first, second) }
        assembler.vector(.movups, RegisterConvention.operandScratch, second)
        move(target, first)
        assembler.vector(form, target, RegisterConvention.operandScratch)
    }

    /// A lane from a general register.
    mutating func combine(
        _ form: InstructionForm, _ target: VectorRegister, _ first: VectorRegister, _ second: Register, immediate: UInt8
    ) {
        if hasAVX { return assembler.vector(form, target, first, second, immediate: immediate) }
        move(target, first)
        assembler.vector(form, target, second, immediate: immediate)
    }

    /// Where to write over the first operand: in the target, unless that is the second one.
    private mutating func begin(_ target: VectorRegister, _ first: VectorRegister, _ second: VectorRegister)
        -> (work: VectorRegister, isElsewhere: Bool)
    {
        let isElsewhere = target == second && first != second
        let work = isElsewhere ? RegisterConvention.operandScratch : target
        move(work, first)
        return (work, isElsewhere)
    }

    /// `form target, source`
    mutating func convert(_ form: InstructionForm, _ target: VectorRegister, _ source: VectorRegister) {
        if hasAVX { assembler.vectorVEX(form, target, source) } else { assembler.vector(form, target, source) }
    }

    mutating func convert(_ form: InstructionForm, _ target: VectorRegister, _ source: VectorRegister, immediate: UInt8) {
        if hasAVX { return assembler.vectorVEX(form, target, source, immediate: immediate) }
        assembler.vector(form, target, source, immediate: immediate)
    }

    /// From sixteen bytes in memory.
    mutating func convert(_ form: InstructionForm, _ target: VectorRegister, _ source: Address) {
        if hasAVX { return assembler.vectorVEX(form, target, source) }
        assembler.vector(.movups, RegisterConvention.operandScratch, source)
        assembler.vector(form, target, RegisterConvention.operandScratch)
    }

    /// From eight bytes in memory, which need not be aligned.
    mutating func extend(_ form: InstructionForm, _ target: VectorRegister, _ source: Address) {
        if hasAVX { assembler.vectorVEX(form, target, source) } else { assembler.vector(form, target, source) }
    }

    mutating func convert(_ form: InstructionForm, _ target: VectorRegister, _ source: Register) {
        if hasAVX { assembler.vectorVEX(form, target, source) } else { assembler.vector(form, target, source) }
    }

    mutating func convert(_ form: InstructionForm, _ target: Register, _ source: VectorRegister) {
        if hasAVX { assembler.vectorVEX(form, target, source) } else { assembler.vector(form, target, source) }
    }

    /// A lane into a general register.
    mutating func extract(_ form: InstructionForm, _ target: Register, _ source: VectorRegister, immediate: UInt8) {
        if hasAVX { return assembler.vectorStoreVEX(form, target, source, immediate: immediate) }
        assembler.vectorStore(form, target, source, immediate: immediate)
    }

    /// Shifts lanes by a constant.
    mutating func shiftLanes(
        _ form: InstructionForm, operation: UInt8, _ target: VectorRegister, _ source: VectorRegister, by count: UInt8
    ) {
        if hasAVX { return assembler.vectorShift(form, operation: operation, target, source, by: count) }
        move(target, source)
        assembler.vectorShift(form, operation: operation, target, by: count)
    }

    // MARK: One lane in all

    /// How wide the lanes of a splat are.
    enum Splat { case bytes, words, dwords, qwords }

    /// The lowest lane of a register in all lanes.
    mutating func broadcast(_ lanes: Splat, _ target: VectorRegister, _ source: VectorRegister) {
        guard self.target.hasAVX2 else { return combine(.pshufb, target, source, splat(Self.lowestLane(lanes))) }
        assembler.vectorVEX(Self.form(lanes), target, source)
    }

    /// A lane in memory in all lanes. Uses the first scratch registers.
    mutating func broadcast(_ lanes: Splat, _ target: VectorRegister, _ source: Address) {
        if self.target.hasAVX2 { return assembler.vectorVEX(Self.form(lanes), target, source) }
        switch lanes {
        case .bytes, .words:
            assembler.loadZeroExtended(lanes == .bytes ? .byte : .word, RegisterConvention.scratch, source)
            assembler.vector(.movd, Self.first, RegisterConvention.scratch)
        case .dwords: assembler.vector(.movss, Self.first, source)
        case .qwords: assembler.vector(.movsd, Self.first, source)
        }
        broadcast(lanes, target, Self.first)
    }

    private static func form(_ lanes: Splat) -> InstructionForm {
        switch lanes {
        case .bytes: .vpbroadcastb
        case .words: .vpbroadcastw
        case .dwords: .vpbroadcastd
        case .qwords: .vpbroadcastq
        }
    }

    /// Half a mask for a shuffle of bytes.
    private static func lowestLane(_ lanes: Splat) -> UInt64 {
        switch lanes {
        case .bytes: 0
        case .words: 0x0100_0100_0100_0100
        case .dwords: 0x0302_0100_0302_0100
        case .qwords: 0x0706_0504_0302_0100
        }
    }
}
