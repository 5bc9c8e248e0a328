import MachineCode
import WasmModel

/// Lanes into, out of and across vectors.
extension CodeEmitter {
    /// Whether the instruction is one of these.
    mutating func emitLanes(_ value: ValueID, _ instruction: IRInstruction) -> Bool {
        let lane = UInt8(truncatingIfNeeded: instruction.bits)
        switch instruction.opcode {
        case .i8x16Splat: emitSplat(.movd, .bytes, value, instruction)
        case .i16x8Splat: emitSplat(.movd, .words, value, instruction)
        case .i32x4Splat: emitSplat(.movd, .dwords, value, instruction)
        case .i64x2Splat: emitSplat(.movd.wide, .qwords, value, instruction)
        case .f32x4Splat: emitFloatSplat(0x00, value, instruction)
        case .f64x2Splat: emitFloatSplat(0x44, value, instruction)
        case .i8x16ExtractLaneU: emitExtract(.pextrbStore, lane, value, instruction)
        case .i8x16ExtractLaneS: emitExtract(.pextrbStore, lane, value, instruction, signed: .byte)
        case .i16x8ExtractLaneU: emitExtract(.pextrwStore, lane, value, instruction)
        case .i16x8ExtractLaneS: emitExtract(.pextrwStore, lane, value, instruction, signed: .word)
        case .i32x4ExtractLane: emitExtract(.pextrdStore, lane, value, instruction)
        case .i64x2ExtractLane: emitExtract(.pextrdStore.wide, lane, value, instruction)
        // The lane comes down to the bottom; what stands above it does not matter.
        case .f32x4ExtractLane: emitShuffle32(lane, value, instruction)
        case .f64x2ExtractLane: emitShuffle32(lane == 0 ? 0xE4 : 0xEE, value, instruction)
        case .i8x16ReplaceLane: emitReplace(.pinsrb, lane, value, instruction)
        case .i16x8ReplaceLane: emitReplace(.pinsrw, lane, value, instruction)
        case .i32x4ReplaceLane: emitReplace(.pinsrd, lane, value, instruction)
        case .i64x2ReplaceLane: emitReplace(.pinsrd.wide, lane, value, instruction)
        case .f32x4ReplaceLane, .f64x2ReplaceLane: emitFloatReplace(lane, value, instruction)
        case .i8x16Shuffle: emitShuffle(value, instruction)
        case .i8x16Swizzle, .i8x16RelaxedSwizzle: emitSwizzle(value, instruction)
        case .v128AnyTrue:
            let vector = vector(instruction.a)
            convert(.ptest, vector, vector)
            emitSet(.notEqual, value)
        case .i8x16AllTrue: emitAllTrue(.pcmpeqb, value, instruction)
        case .i16x8AllTrue: emitAllTrue(.pcmpeqw, value, instruction)
        case .i32x4AllTrue: emitAllTrue(.pcmpeqd, value, instruction)
        case .i64x2AllTrue: emitAllTrue(.pcmpeqq, value, instruction)
        case .i8x16Bitmask: emitBitmask(.pmovmskb, value, instruction)
        case .i16x8Bitmask: emitBitmask16(value, instruction)
        case .i32x4Bitmask: emitBitmask(.movmskps, value, instruction)
        case .i64x2Bitmask: emitBitmask(.movmskpd, value, instruction)
        default: return false
        }
        return true
    }

    private mutating func emitSplat(
        _ move: InstructionForm, _ lanes: Splat, _ value: ValueID, _ instruction: IRInstruction
    ) {
        let target = vectorTarget(value)
        convert(move, Self.first, register(instruction.a))
        broadcast(lanes, target, Self.first)
        finish(value, from: target)
    }

    private mutating func emitFloatSplat(_ order: UInt8, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        convert(.pshufd, target, vector(instruction.a), immediate: order)
        finish(value, from: target)
    }

    private mutating func emitExtract(
        _ form: InstructionForm, _ lane: UInt8, _ value: ValueID, _ instruction: IRInstruction,
        signed: OperandSize? = nil
    ) {
        let target = target(value)
        extract(form, target, vector(instruction.a), immediate: lane)
        if let signed { assembler.signExtend(signed, to: .dword, target, target) }
        finish(value, from: target)
    }

    private mutating func emitShuffle32(_ order: UInt8, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        convert(.pshufd, target, vector(instruction.a), immediate: order)
        finish(value, from: target)
    }

    private mutating func emitReplace(
        _ form: InstructionForm, _ lane: UInt8, _ value: ValueID, _ instruction: IRInstruction
    ) {
        let target = vectorTarget(value)
        let vector = vector(instruction.a)
        combine(form, target, vector, register(instruction.b), immediate: lane)
        finish(value, from: target)
    }

    private mutating func emitFloatReplace(_ lane: UInt8, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let old = vector(instruction.a)
        let new = vector(instruction.b, Self.second)
        if instruction.opcode == .f32x4ReplaceLane {
            combine(.insertps, target, old, new, immediate: lane << 4)
        } else {
            combine(lane == 0 ? .movsd : .unpcklpd, target, old, new)
        }
        finish(value, from: target)
    }

    /// Each operand's bytes go where they belong, with zeros elsewhere, and the two are joined.
    private mutating func emitShuffle(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let lanes = instruction.shuffleLanes
        let fromFirst = Self.mask(lanes.map { $0 < 16 ? $0 : 0x80 })
        let fromSecond = Self.mask(lanes.map { $0 >= 16 ? $0 - 16 : 0x80 })
        if lanes.allSatisfy({ $0 < 16 }) || instruction.a == instruction.b {
            let only = Self.mask(lanes.map { $0 & 15 })
            combine(.pshufb, target, vector(instruction.a), constant(only.low, only.high))
        } else if lanes.allSatisfy({ $0 >= 16 }) {
            combine(.pshufb, target, vector(instruction.b), constant(fromSecond.low, fromSecond.high))
        } else {
            combine(.pshufb, Self.first, vector(instruction.a), constant(fromFirst.low, fromFirst.high))
            combine(
                .pshufb, Self.second, vector(instruction.b, Self.second), constant(fromSecond.low, fromSecond.high))
            combine(.por, target, Self.first, Self.second)
        }
        finish(value, from: target)
    }

    private static func mask(_ lanes: [UInt8]) -> (low: UInt64, high: UInt64) {
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        return (word(lanes[0..<8]), word(lanes[8..<16]))
    }

    /// Indices from 16 up are made to have their highest bit set, which gives zero.
    private mutating func emitSwizzle(_ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        combine(.paddusb, Self.first, vector(instruction.b), splat(0x7070_7070_7070_7070))
        combine(.pshufb, target, vector(instruction.a, Self.second), Self.first)
        finish(value, from: target)
    }

    /// No lane equals zero.
    private mutating func emitAllTrue(_ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction) {
        let vector = vector(instruction.a)
        clear(Self.second)
        combine(form, Self.second, Self.second, vector)
        convert(.ptest, Self.second, Self.second)
        emitSet(.equal, value)
    }

    private mutating func emitBitmask(_ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction) {
        let target = target(value)
        convert(form, target, vector(instruction.a))
        finish(value, from: target)
    }

    private mutating func emitBitmask16(_ value: ValueID, _ instruction: IRInstruction) {
        let target = target(value)
        let vector = vector(instruction.a)
        combine(.packsswb, Self.first, vector, vector)
        convert(.pmovmskb, target, Self.first)
        assembler.zeroExtend(.byte, target, target)
        finish(value, from: target)
    }
}
