import MachineCode
import WasmModel

/// Lanes: splat, extract, replace, swizzle and shuffle (§4.3.5).
extension Compiler {
    // MARK: Splat

    mutating func compileSplat(_ size: OperandSize) {
        let operand = pop()
        let register = use(operand)
        let vector = takeVector()
        assembler.vector(.movd.wide(size == .qword), vector, register)
        release(register)
        spread(size, vector)
        push(.v128, vector)
    }

    /// The lowest lane to all lanes.
    mutating func spread(_ size: OperandSize, _ vector: VectorRegister) {
        switch size {
        case .byte where options.usesAVX: assembler.vectorVEX(.vpbroadcastb, vector, vector)
        case .byte:
            clear(Convention.vectorScratch)
            assembler.vector(.pshufb, vector, Convention.vectorScratch)
        case .word where options.usesAVX: assembler.vectorVEX(.vpbroadcastw, vector, vector)
        case .word:
            assembler.vector(.pshuflw, vector, vector, immediate: 0)
            assembler.vector(.pshufd, vector, vector, immediate: 0)
        case .dword: apply(.pshufd, vector, vector, immediate: 0)
        case .qword: apply(.pshufd, vector, vector, immediate: 0x44)
        }
    }

    mutating func compileFloatSplat(_ type: OperandType) {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        apply(.pshufd, vector, source, immediate: type == .f64 ? 0x44 : 0)
        finish(.v128, vector, isTarget)
    }

    // MARK: One lane

    mutating func compileExtractLane(_ size: OperandSize, _ lane: UInt8, isSigned: Bool = false) {
        let vector = useVector(pop())
        let register = takeRegister()
        switch size {
        case .byte: assembler.vectorStore(.pextrbStore, register, vector, immediate: lane)
        case .word: assembler.vectorStore(.pextrwStore, register, vector, immediate: lane)
        case .dword, .qword:
            if lane == 0 {
                assembler.vectorStore(.movdStore.wide(size == .qword), register, vector)
            } else {
                assembler.vectorStore(.pextrdStore.wide(size == .qword), register, vector, immediate: lane)
            }
        }
        if isSigned { assembler.signExtend(size, to: .dword, register, register) }
        release(vector)
        push(size == .qword ? .i64 : .i32, register)
    }

    mutating func compileExtractFloatLane(_ type: OperandType, _ lane: UInt8) {
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        if lane != 0 {
            apply(.pshufd, vector, source, immediate: type == .f64 ? 0xEE : lane)
        } else if vector != source {
            assembler.vector(.movaps, vector, source)
        }
        finish(type, vector, isTarget)
    }

    private static func insertion(_ size: OperandSize) -> InstructionForm {
        switch size {
        case .byte: .pinsrb
        case .word: .pinsrw
        case .dword: .pinsrd
        case .qword: .pinsrd.wide
        }
    }

    mutating func compileReplaceLane(_ size: OperandSize, _ lane: UInt8) {
        let value = pop()
        let register = use(value)
        let source = useVector(pop())
        let (vector, isTarget) = resultVector(source)
        if options.usesAVX {
            assembler.vector(Self.insertion(size), vector, source, register, immediate: lane)
        } else {
            if vector != source { assembler.vector(.movaps, vector, source) }
            assembler.vector(Self.insertion(size), vector, register, immediate: lane)
        }
        release(register)
        finish(.v128, vector, isTarget)
    }

    /// A lane from memory.
    mutating func insert(
        _ size: OperandSize, _ lane: UInt8, _ vector: VectorRegister, _ source: VectorRegister, _ place: Address
    ) {
        if options.usesAVX {
            assembler.vector(Self.insertion(size), vector, source, place, immediate: lane)
        } else {
            if vector != source { assembler.vector(.movaps, vector, source) }
            assembler.vector(Self.insertion(size), vector, place, immediate: lane)
        }
    }

    mutating func compileReplaceFloatLane(_ type: OperandType, _ lane: UInt8) {
        let value = pop(), operand = pop()
        let b = useVector(value)
        let a = useVector(operand)
        let (vector, isTarget) = resultVector(a, b)
        if type == .f32 {
            combine(.insertps, vector, a, b, immediate: lane &<< 4)
        } else {
            // Between registers `movsd` keeps the upper half, and this `movhps` is `movlhps`.
            combine(lane == 0 ? .movsd : .movhps, vector, a, b)
        }
        finish(.v128, vector, isTarget)
    }

    // MARK: Any lane to any place

    /// Indices from 16 on must have their highest bit set, as all do when 112 is added with saturation.
    mutating func compileSwizzle() {
        let indices = pop(), operand = pop()
        let scratch = Convention.vectorScratch
        let b = useVector(indices)
        combine(.paddusb, scratch, b, constant: constant(0x7070_7070_7070_7070))
        release(b)
        let a = useVector(operand)
        let (vector, isTarget) = resultVector(a)
        combine(.pshufb, vector, a, scratch)
        finish(.v128, vector, isTarget)
    }

    mutating func compileShuffle(_ instruction: Instruction) {
        let position = Int(instruction.index)
        let second = pop(), first = pop()
        var lanes = ShuffleLanes(low: pool[position], high: pool[position + 1])
        if first.kind == .local, second.kind == .local, first.index == second.index { lanes = lanes.ofFirst }
        if !lanes.usesSecond {
            release(second)
            compileShuffle(of: first, lanes)
        } else if !lanes.usesFirst {
            release(first)
            compileShuffle(of: second, lanes.ofFirst)
        } else if let (form, isReversed) = lanes.interleaving {
            let (vector, isTarget) = isReversed ? combined(form, second, first) : combined(form, first, second)
            finish(.v128, vector, isTarget)
        } else {
            compileShuffle(of: first, second, lanes)
        }
    }

    private mutating func compileShuffle(of operand: Operand, _ lanes: ShuffleLanes) {
        let source = useVector(operand)
        let (vector, isTarget) = resultVector(source)
        if let dwords = lanes.dwords {
            apply(.pshufd, vector, source, immediate: dwords)
        } else {
            combine(.pshufb, vector, source, constant: constant(lanes.low, lanes.high))
        }
        finish(.v128, vector, isTarget)
    }

    private mutating func compileShuffle(of first: Operand, _ second: Operand, _ lanes: ShuffleLanes) {
        let a = useVector(first), b = useVector(second)
        if let bytes = lanes.rotation {
            let (vector, isTarget) = resultVector(b, a)
            combine(.palignr, vector, b, a, immediate: bytes)
            finish(.v128, vector, isTarget)
        } else if let words = lanes.blending {
            let (vector, isTarget) = resultVector(a, b)
            combine(.pblendw, vector, a, b, immediate: words)
            finish(.v128, vector, isTarget)
        } else {
            let scratch = Convention.vectorScratch
            let ofFirst = lanes.mask(16), ofSecond = lanes.mask(0)
            combine(.pshufb, scratch, b, constant: constant(ofSecond.low, ofSecond.high))
            release(b)
            let (vector, isTarget) = resultVector(a)
            combine(.pshufb, vector, a, constant: constant(ofFirst.low, ofFirst.high))
            combine(.por, vector, vector, scratch)
            finish(.v128, vector, isTarget)
        }
    }
}
