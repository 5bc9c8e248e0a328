import MachineCode
import WasmModel

/// What tells a vector instruction from others that are compiled alike: most have the work done by one instruction of the
/// machine, or by that and another which is always the same.
struct VectorRow: BitwiseCopyable {
    var form: InstructionForm
    /// How to round, or a `VectorOrder`.
    var detail: UInt8

    private init(_ form: InstructionForm, _ detail: UInt8 = 0) {
        self.form = form
        self.detail = detail
    }

    private init(_ form: InstructionForm, _ order: Compiler.VectorOrder) { self.init(form, order.rawValue) }

    static let all = OpcodeRows { row(of: $0) }

    // swift-format-ignore
    private static func row(of opcode: Opcode) -> VectorRow {
        switch opcode {
        case .v128And: VectorRow(.pand)
        case .v128Andnot: VectorRow(.pandn)
        case .v128Or: VectorRow(.por)
        case .v128Xor: VectorRow(.pxor)
        case .i8x16Eq: VectorRow(.pcmpeqb)
        case .i8x16Ne: VectorRow(.pcmpeqb)
        case .i8x16LtS: VectorRow(.pcmpgtb, .less)
        case .i8x16GtS: VectorRow(.pcmpgtb, .greater)
        case .i8x16LeS: VectorRow(.pcmpgtb, .lessOrEqual)
        case .i8x16GeS: VectorRow(.pcmpgtb, .greaterOrEqual)
        case .i16x8Eq: VectorRow(.pcmpeqw)
        case .i16x8Ne: VectorRow(.pcmpeqw)
        case .i16x8LtS: VectorRow(.pcmpgtw, .less)
        case .i16x8GtS: VectorRow(.pcmpgtw, .greater)
        case .i16x8LeS: VectorRow(.pcmpgtw, .lessOrEqual)
        case .i16x8GeS: VectorRow(.pcmpgtw, .greaterOrEqual)
        case .i32x4Eq: VectorRow(.pcmpeqd)
        case .i32x4Ne: VectorRow(.pcmpeqd)
        case .i32x4LtS: VectorRow(.pcmpgtd, .less)
        case .i32x4GtS: VectorRow(.pcmpgtd, .greater)
        case .i32x4LeS: VectorRow(.pcmpgtd, .lessOrEqual)
        case .i32x4GeS: VectorRow(.pcmpgtd, .greaterOrEqual)
        case .i64x2Eq: VectorRow(.pcmpeqq)
        case .i64x2Ne: VectorRow(.pcmpeqq)
        case .i8x16Abs: VectorRow(.pabsb)
        case .i8x16Neg: VectorRow(.psubb)
        case .i8x16NarrowI16x8S: VectorRow(.packsswb)
        case .i8x16NarrowI16x8U: VectorRow(.packuswb)
        case .i8x16Add: VectorRow(.paddb)
        case .i8x16AddSatS: VectorRow(.paddsb)
        case .i8x16AddSatU: VectorRow(.paddusb)
        case .i8x16Sub: VectorRow(.psubb)
        case .i8x16SubSatS: VectorRow(.psubsb)
        case .i8x16SubSatU: VectorRow(.psubusb)
        case .i8x16MinS: VectorRow(.pminsb)
        case .i8x16MinU: VectorRow(.pminub)
        case .i8x16MaxS: VectorRow(.pmaxsb)
        case .i8x16MaxU: VectorRow(.pmaxub)
        case .i8x16AvgrU: VectorRow(.pavgb)
        case .i16x8Abs: VectorRow(.pabsw)
        case .i16x8Neg: VectorRow(.psubw)
        case .i16x8NarrowI32x4S: VectorRow(.packssdw)
        case .i16x8NarrowI32x4U: VectorRow(.packusdw)
        case .i16x8ExtendLowI8x16S: VectorRow(.pmovsxbw)
        case .i16x8ExtendHighI8x16S: VectorRow(.pmovsxbw)
        case .i16x8ExtendLowI8x16U: VectorRow(.pmovzxbw)
        case .i16x8ExtendHighI8x16U: VectorRow(.pmovzxbw)
        case .i16x8Add: VectorRow(.paddw)
        case .i16x8AddSatS: VectorRow(.paddsw)
        case .i16x8AddSatU: VectorRow(.paddusw)
        case .i16x8Sub: VectorRow(.psubw)
        case .i16x8SubSatS: VectorRow(.psubsw)
        case .i16x8SubSatU: VectorRow(.psubusw)
        case .i16x8Mul: VectorRow(.pmullw)
        case .i16x8MinS: VectorRow(.pminsw)
        case .i16x8MinU: VectorRow(.pminuw)
        case .i16x8MaxS: VectorRow(.pmaxsw)
        case .i16x8MaxU: VectorRow(.pmaxuw)
        case .i16x8AvgrU: VectorRow(.pavgw)
        case .i32x4Abs: VectorRow(.pabsd)
        case .i32x4Neg: VectorRow(.psubd)
        case .i32x4ExtendLowI16x8S: VectorRow(.pmovsxwd)
        case .i32x4ExtendHighI16x8S: VectorRow(.pmovsxwd)
        case .i32x4ExtendLowI16x8U: VectorRow(.pmovzxwd)
        case .i32x4ExtendHighI16x8U: VectorRow(.pmovzxwd)
        case .i32x4Add: VectorRow(.paddd)
        case .i32x4Sub: VectorRow(.psubd)
        case .i32x4Mul: VectorRow(.pmulld)
        case .i32x4MinS: VectorRow(.pminsd)
        case .i32x4MinU: VectorRow(.pminud)
        case .i32x4MaxS: VectorRow(.pmaxsd)
        case .i32x4MaxU: VectorRow(.pmaxud)
        case .i32x4DotI16x8S: VectorRow(.pmaddwd)
        case .i64x2Neg: VectorRow(.psubq)
        case .i64x2ExtendLowI32x4S: VectorRow(.pmovsxdq)
        case .i64x2ExtendHighI32x4S: VectorRow(.pmovsxdq)
        case .i64x2ExtendLowI32x4U: VectorRow(.pmovzxdq)
        case .i64x2ExtendHighI32x4U: VectorRow(.pmovzxdq)
        case .i64x2Add: VectorRow(.paddq)
        case .i64x2Sub: VectorRow(.psubq)
        case .f32x4Ceil: VectorRow(.roundps, 10)
        case .f32x4Floor: VectorRow(.roundps, 9)
        case .f32x4Trunc: VectorRow(.roundps, 11)
        case .f32x4Nearest: VectorRow(.roundps, 8)
        case .f32x4Sqrt: VectorRow(.sqrtps)
        case .f32x4Add: VectorRow(.addps)
        case .f32x4Sub: VectorRow(.subps)
        case .f32x4Mul: VectorRow(.mulps)
        case .f32x4Div: VectorRow(.divps)
        case .f32x4Pmin: VectorRow(.minps)
        case .f32x4Pmax: VectorRow(.maxps)
        case .f64x2Ceil: VectorRow(.roundpd, 10)
        case .f64x2Floor: VectorRow(.roundpd, 9)
        case .f64x2Trunc: VectorRow(.roundpd, 11)
        case .f64x2Nearest: VectorRow(.roundpd, 8)
        case .f64x2Sqrt: VectorRow(.sqrtpd)
        case .f64x2Add: VectorRow(.addpd)
        case .f64x2Sub: VectorRow(.subpd)
        case .f64x2Mul: VectorRow(.mulpd)
        case .f64x2Div: VectorRow(.divpd)
        case .f64x2Pmin: VectorRow(.minpd)
        case .f64x2Pmax: VectorRow(.maxpd)
        case .f32x4ConvertI32x4S: VectorRow(.cvtdq2ps)
        case .f64x2ConvertLowI32x4S: VectorRow(.cvtdq2pd)
        case .f32x4DemoteF64x2Zero: VectorRow(.cvtpd2ps)
        case .f64x2PromoteLowF32x4: VectorRow(.cvtps2pd)
        default: VectorRow(.pxor)  // Not a judge: all others are compiled one by one, and nobody asks for their rows.
        }
    }
}
