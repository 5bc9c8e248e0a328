import MachineCode
import WasmModel

/// One line for each vector instruction. Relaxed instructions do what the deterministic profile says, which for most is
/// what another instruction does.
extension Compiler {
    // swift-format-ignore
    mutating func compileVector(_ instruction: Instruction) {
        let lane = instruction.lane
        switch instruction.opcode {
        // Memory
        case .v128Load: compileVectorLoad(instruction)
        case .v128Load8x8S: compileVectorLoad(instruction, .pmovsxbw, bytes: 8)
        case .v128Load8x8U: compileVectorLoad(instruction, .pmovzxbw, bytes: 8)
        case .v128Load16x4S: compileVectorLoad(instruction, .pmovsxwd, bytes: 8)
        case .v128Load16x4U: compileVectorLoad(instruction, .pmovzxwd, bytes: 8)
        case .v128Load32x2S: compileVectorLoad(instruction, .pmovsxdq, bytes: 8)
        case .v128Load32x2U: compileVectorLoad(instruction, .pmovzxdq, bytes: 8)
        case .v128Load32Zero: compileVectorLoad(instruction, .movss, bytes: 4)
        case .v128Load64Zero: compileVectorLoad(instruction, .movsd, bytes: 8)
        case .v128Load8Splat: compileLoadSplat(instruction, .byte)
        case .v128Load16Splat: compileLoadSplat(instruction, .word)
        case .v128Load32Splat: compileLoadSplat(instruction, .dword)
        case .v128Load64Splat: compileLoadSplat(instruction, .qword)
        case .v128Load8Lane: compileLoadLane(instruction, .byte)
        case .v128Load16Lane: compileLoadLane(instruction, .word)
        case .v128Load32Lane: compileLoadLane(instruction, .dword)
        case .v128Load64Lane: compileLoadLane(instruction, .qword)
        case .v128Store: compileVectorStore(instruction)
        case .v128Store8Lane: compileStoreLane(instruction, .byte)
        case .v128Store16Lane: compileStoreLane(instruction, .word)
        case .v128Store32Lane: compileStoreLane(instruction, .dword)
        case .v128Store64Lane: compileStoreLane(instruction, .qword)

        // Constants and lanes
        case .v128Const: push(.vectorConstant(at: instruction.index))
        case .i8x16Shuffle: compileShuffle(instruction)
        case .i8x16Swizzle, .i8x16RelaxedSwizzle: compileSwizzle()
        case .i8x16Splat: compileSplat(.byte)
        case .i16x8Splat: compileSplat(.word)
        case .i32x4Splat: compileSplat(.dword)
        case .i64x2Splat: compileSplat(.qword)
        case .f32x4Splat: compileFloatSplat(.f32)
        case .f64x2Splat: compileFloatSplat(.f64)
        case .i8x16ExtractLaneS: compileExtractLane(.byte, lane, isSigned: true)
        case .i8x16ExtractLaneU: compileExtractLane(.byte, lane)
        case .i16x8ExtractLaneS: compileExtractLane(.word, lane, isSigned: true)
        case .i16x8ExtractLaneU: compileExtractLane(.word, lane)
        case .i32x4ExtractLane: compileExtractLane(.dword, lane)
        case .i64x2ExtractLane: compileExtractLane(.qword, lane)
        case .f32x4ExtractLane: compileExtractFloatLane(.f32, lane)
        case .f64x2ExtractLane: compileExtractFloatLane(.f64, lane)
        case .i8x16ReplaceLane: compileReplaceLane(.byte, lane)
        case .i16x8ReplaceLane: compileReplaceLane(.word, lane)
        case .i32x4ReplaceLane: compileReplaceLane(.dword, lane)
        case .i64x2ReplaceLane: compileReplaceLane(.qword, lane)
        case .f32x4ReplaceLane: compileReplaceFloatLane(.f32, lane)
        case .f64x2ReplaceLane: compileReplaceFloatLane(.f64, lane)

        // Bits
        case .v128Not: compileVectorNot()
        case .v128And: compileVectorBinary(.pand, commutes: true)
        case .v128Andnot: compileVectorReversed(.pandn)
        case .v128Or: compileVectorBinary(.por, commutes: true)
        case .v128Xor: compileVectorBinary(.pxor, commutes: true)
        case .v128Bitselect, .i8x16RelaxedLaneselect, .i16x8RelaxedLaneselect, .i32x4RelaxedLaneselect,
            .i64x2RelaxedLaneselect: compileBitselect()
        case .v128AnyTrue: compileAnyTrue()
        case .i8x16AllTrue: compileAllTrue(.pcmpeqb)
        case .i16x8AllTrue: compileAllTrue(.pcmpeqw)
        case .i32x4AllTrue: compileAllTrue(.pcmpeqd)
        case .i64x2AllTrue: compileAllTrue(.pcmpeqq)
        case .i8x16Bitmask: compileBitmask(.pmovmskb)
        case .i16x8Bitmask: compileBitmaskOfWords()
        case .i32x4Bitmask: compileBitmask(.movmskps)
        case .i64x2Bitmask: compileBitmask(.movmskpd)

        default: compileVectorComparison(instruction)  // Not a judge: the next family.
        }
    }

    // swift-format-ignore
    private mutating func compileVectorComparison(_ instruction: Instruction) {
        switch instruction.opcode {
        case .i8x16Eq: compileVectorBinary(.pcmpeqb, commutes: true)
        case .i8x16Ne: compileInequality(.pcmpeqb)
        case .i8x16LtS: compileSignedOrder(.less, .pcmpgtb)
        case .i8x16LtU: compileUnsignedOrder(.less, minimum: .pminub, maximum: .pmaxub, equality: .pcmpeqb)
        case .i8x16GtS: compileSignedOrder(.greater, .pcmpgtb)
        case .i8x16GtU: compileUnsignedOrder(.greater, minimum: .pminub, maximum: .pmaxub, equality: .pcmpeqb)
        case .i8x16LeS: compileSignedOrder(.lessOrEqual, .pcmpgtb)
        case .i8x16LeU: compileUnsignedOrder(.lessOrEqual, minimum: .pminub, maximum: .pmaxub, equality: .pcmpeqb)
        case .i8x16GeS: compileSignedOrder(.greaterOrEqual, .pcmpgtb)
        case .i8x16GeU: compileUnsignedOrder(.greaterOrEqual, minimum: .pminub, maximum: .pmaxub, equality: .pcmpeqb)
        case .i16x8Eq: compileVectorBinary(.pcmpeqw, commutes: true)
        case .i16x8Ne: compileInequality(.pcmpeqw)
        case .i16x8LtS: compileSignedOrder(.less, .pcmpgtw)
        case .i16x8LtU: compileUnsignedOrder(.less, minimum: .pminuw, maximum: .pmaxuw, equality: .pcmpeqw)
        case .i16x8GtS: compileSignedOrder(.greater, .pcmpgtw)
        case .i16x8GtU: compileUnsignedOrder(.greater, minimum: .pminuw, maximum: .pmaxuw, equality: .pcmpeqw)
        case .i16x8LeS: compileSignedOrder(.lessOrEqual, .pcmpgtw)
        case .i16x8LeU: compileUnsignedOrder(.lessOrEqual, minimum: .pminuw, maximum: .pmaxuw, equality: .pcmpeqw)
        case .i16x8GeS: compileSignedOrder(.greaterOrEqual, .pcmpgtw)
        case .i16x8GeU: compileUnsignedOrder(.greaterOrEqual, minimum: .pminuw, maximum: .pmaxuw, equality: .pcmpeqw)
        case .i32x4Eq: compileVectorBinary(.pcmpeqd, commutes: true)
        case .i32x4Ne: compileInequality(.pcmpeqd)
        case .i32x4LtS: compileSignedOrder(.less, .pcmpgtd)
        case .i32x4LtU: compileUnsignedOrder(.less, minimum: .pminud, maximum: .pmaxud, equality: .pcmpeqd)
        case .i32x4GtS: compileSignedOrder(.greater, .pcmpgtd)
        case .i32x4GtU: compileUnsignedOrder(.greater, minimum: .pminud, maximum: .pmaxud, equality: .pcmpeqd)
        case .i32x4LeS: compileSignedOrder(.lessOrEqual, .pcmpgtd)
        case .i32x4LeU: compileUnsignedOrder(.lessOrEqual, minimum: .pminud, maximum: .pmaxud, equality: .pcmpeqd)
        case .i32x4GeS: compileSignedOrder(.greaterOrEqual, .pcmpgtd)
        case .i32x4GeU: compileUnsignedOrder(.greaterOrEqual, minimum: .pminud, maximum: .pmaxud, equality: .pcmpeqd)
        case .i64x2Eq: compileVectorBinary(.pcmpeqq, commutes: true)
        case .i64x2Ne: compileInequality(.pcmpeqq)
        case .i64x2LtS: compileSignedOrderOfQwords(.less)
        case .i64x2GtS: compileSignedOrderOfQwords(.greater)
        case .i64x2LeS: compileSignedOrderOfQwords(.lessOrEqual)
        case .i64x2GeS: compileSignedOrderOfQwords(.greaterOrEqual)
        case .f32x4Eq: compileVectorComparison(0, .f32)
        case .f32x4Ne: compileVectorComparison(4, .f32)
        case .f32x4Lt: compileVectorComparison(1, .f32)
        case .f32x4Gt: compileVectorComparison(1, .f32, reversed: true)
        case .f32x4Le: compileVectorComparison(2, .f32)
        case .f32x4Ge: compileVectorComparison(2, .f32, reversed: true)
        case .f64x2Eq: compileVectorComparison(0, .f64)
        case .f64x2Ne: compileVectorComparison(4, .f64)
        case .f64x2Lt: compileVectorComparison(1, .f64)
        case .f64x2Gt: compileVectorComparison(1, .f64, reversed: true)
        case .f64x2Le: compileVectorComparison(2, .f64)
        case .f64x2Ge: compileVectorComparison(2, .f64, reversed: true)
        default: compileVectorArithmetic(instruction)  // Not a judge: the next family.
        }
    }
}
