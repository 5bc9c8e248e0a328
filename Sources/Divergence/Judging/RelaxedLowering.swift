import WasmModel

/// Puts operations of fixed meaning in the place of relaxed ones: one of the results that the specification allows
/// (§4.3, Relaxed Operations), the same in every engine.
enum RelaxedLowering {
    static func lowered(_ module: Module) -> Module {
        guard Rewriting.uses(module, { OpcodeTable.shared[$0].feature == .relaxedSIMD }) else { return module }
        return Rewriting.edited(module) { instruction, writer in
            switch instruction.opcode {
            case .i8x16RelaxedSwizzle: writer.append(Instruction(.i8x16Swizzle))
            case .i32x4RelaxedTruncF32x4S: writer.append(Instruction(.i32x4TruncSatF32x4S))
            case .i32x4RelaxedTruncF32x4U: writer.append(Instruction(.i32x4TruncSatF32x4U))
            case .i32x4RelaxedTruncF64x2SZero: writer.append(Instruction(.i32x4TruncSatF64x2SZero))
            case .i32x4RelaxedTruncF64x2UZero: writer.append(Instruction(.i32x4TruncSatF64x2UZero))
            case .i8x16RelaxedLaneselect, .i16x8RelaxedLaneselect, .i32x4RelaxedLaneselect, .i64x2RelaxedLaneselect:
                writer.append(Instruction(.v128Bitselect))
            case .f32x4RelaxedMin: writer.append(Instruction(.f32x4Min))
            case .f32x4RelaxedMax: writer.append(Instruction(.f32x4Max))
            case .f64x2RelaxedMin: writer.append(Instruction(.f64x2Min))
            case .f64x2RelaxedMax: writer.append(Instruction(.f64x2Max))
            case .i16x8RelaxedQ15mulrS: writer.append(Instruction(.i16x8Q15mulrSatS))
            case .f32x4RelaxedMadd, .f64x2RelaxedMadd, .f32x4RelaxedNmadd, .f64x2RelaxedNmadd:
                multiplyAdd(instruction.opcode, &writer)
            case .i16x8RelaxedDotI8x16I7x16S: dot(&writer)
            case .i32x4RelaxedDotI8x16I7x16AddS:
                let sum = writer.local(.v128, 2)
                writer.append(Instruction(.localSet, index: sum))
                dot(&writer)
                writer.append(
                    Instruction(.i32x4ExtaddPairwiseI16x8S), Instruction(.localGet, index: sum), Instruction(.i32x4Add))
            default: writer.append(instruction)
            }
        }
    }

    /// Rounded twice: a × b, negated or not, then + c.
    private static func multiplyAdd(_ opcode: Opcode, _ writer: inout BodyWriter) {
        let isDouble = opcode == .f64x2RelaxedMadd || opcode == .f64x2RelaxedNmadd
        let sum = writer.local(.v128, 1)
        writer.append(Instruction(.localSet, index: sum), Instruction(isDouble ? .f64x2Mul : .f32x4Mul))
        if opcode == .f32x4RelaxedNmadd { writer.append(Instruction(.f32x4Neg)) }
        if opcode == .f64x2RelaxedNmadd { writer.append(Instruction(.f64x2Neg)) }
        writer.append(Instruction(.localGet, index: sum), Instruction(isDouble ? .f64x2Add : .f32x4Add))
    }

    /// Products of signed bytes, neighbours added with saturation.
    private static func dot(_ writer: inout BodyWriter) {
        let a = writer.local(.v128, 3)
        let b = writer.local(.v128, 4)
        let low = writer.local(.v128, 5)
        let high = writer.local(.v128, 6)
        writer.append(Instruction(.localSet, index: b), Instruction(.localSet, index: a))
        for (local, multiply) in [(low, Opcode.i16x8ExtmulLowI8x16S), (high, .i16x8ExtmulHighI8x16S)] {
            writer.append(
                Instruction(.localGet, index: a), Instruction(.localGet, index: b), Instruction(multiply),
                Instruction(.localSet, index: local))
        }
        writer.append(Instruction(.localGet, index: low), Instruction(.localGet, index: high))
        writer.body.appendVector(.i8x16Shuffle, low: 0x0D0C_0908_0504_0100, high: 0x1D1C_1918_1514_1110)
        writer.append(Instruction(.localGet, index: low), Instruction(.localGet, index: high))
        writer.body.appendVector(.i8x16Shuffle, low: 0x0F0E_0B0A_0706_0302, high: 0x1F1E_1B1A_1716_1312)
        writer.append(Instruction(.i16x8AddSatS))
    }
}
