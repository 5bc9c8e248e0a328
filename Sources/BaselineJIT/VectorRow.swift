import MachineCode
import WasmModel

/// How a vector instruction is compiled whose work one instruction of the machine does, or that and another which is always
/// the same: most of them, in a table, so that all are reached by one jump and few pieces of code are run for many
/// instructions.
struct VectorRow: BitwiseCopyable {
    enum Shape: UInt8, BitwiseCopyable {
        /// Not by a row.
        case other
        /// Two operands; they may be exchanged; they are.
        case binary, commutative, reversed
        /// One operand; with an immediate that says how to round; of the upper half; subtracted from zero.
        case unary, rounding, extendHigh, negation
        /// Comparison: of equality, whose result is turned around; "greater than", by ``detail`` a `VectorOrder`.
        case inequality, signedOrder
    }

    var form: InstructionForm
    var shape: Shape
    var detail: UInt8

    init(_ shape: Shape, _ form: InstructionForm, _ detail: UInt8 = 0) {
        self.shape = shape
        self.form = form
        self.detail = detail
    }

    private init(_ shape: Shape, _ form: InstructionForm, _ order: Compiler.VectorOrder) {
        self.init(shape, form, order.rawValue)
    }

    static let all = OpcodeRows { row(of: $0) }

    // swift-format-ignore
    private static func row(of opcode: Opcode) -> VectorRow {
        switch opcode {
        case .v128And: VectorRow(.commutative, .pand)
        case .v128Andnot: VectorRow(.reversed, .pandn)
        case .v128Or: VectorRow(.commutative, .por)
        case .v128Xor: VectorRow(.commutative, .pxor)
        case .i8x16Eq: VectorRow(.commutative, .pcmpeqb)
        case .i8x16Ne: VectorRow(.inequality, .pcmpeqb)
        case .i8x16LtS: VectorRow(.signedOrder, .pcmpgtb, .less)
        case .i8x16GtS: VectorRow(.signedOrder, .pcmpgtb, .greater)
        case .i8x16LeS: VectorRow(.signedOrder, .pcmpgtb, .lessOrEqual)
        case .i8x16GeS: VectorRow(.signedOrder, .pcmpgtb, .greaterOrEqual)
        case .i16x8Eq: VectorRow(.commutative, .pcmpeqw)
        case .i16x8Ne: VectorRow(.inequality, .pcmpeqw)
        case .i16x8LtS: VectorRow(.signedOrder, .pcmpgtw, .less)
        case .i16x8GtS: VectorRow(.signedOrder, .pcmpgtw, .greater)
        case .i16x8LeS: VectorRow(.signedOrder, .pcmpgtw, .lessOrEqual)
        case .i16x8GeS: VectorRow(.signedOrder, .pcmpgtw, .greaterOrEqual)
        case .i32x4Eq: VectorRow(.commutative, .pcmpeqd)
        case .i32x4Ne: VectorRow(.inequality, .pcmpeqd)
        case .i32x4LtS: VectorRow(.signedOrder, .pcmpgtd, .less)
        case .i32x4GtS: VectorRow(.signedOrder, .pcmpgtd, .greater)
        case .i32x4LeS: VectorRow(.signedOrder, .pcmpgtd, .lessOrEqual)
        case .i32x4GeS: VectorRow(.signedOrder, .pcmpgtd, .greaterOrEqual)
        case .i64x2Eq: VectorRow(.commutative, .pcmpeqq)
        case .i64x2Ne: VectorRow(.inequality, .pcmpeqq)
        case .i8x16Abs: VectorRow(.unary, .pabsb)
        case .i8x16Neg: VectorRow(.negation, .psubb)
        case .i8x16NarrowI16x8S: VectorRow(.binary, .packsswb)
        case .i8x16NarrowI16x8U: VectorRow(.binary, .packuswb)
        case .i8x16Add: VectorRow(.commutative, .paddb)
        case .i8x16AddSatS: VectorRow(.commutative, .paddsb)
        case .i8x16AddSatU: VectorRow(.commutative, .paddusb)
        case .i8x16Sub: VectorRow(.binary, .psubb)
        case .i8x16SubSatS: VectorRow(.binary, .psubsb)
        case .i8x16SubSatU: VectorRow(.binary, .psubusb)
        case .i8x16MinS: VectorRow(.commutative, .pminsb)
        case .i8x16MinU: VectorRow(.commutative, .pminub)
        case .i8x16MaxS: VectorRow(.commutative, .pmaxsb)
        case .i8x16MaxU: VectorRow(.commutative, .pmaxub)
        case .i8x16AvgrU: VectorRow(.commutative, .pavgb)
        case .i16x8Abs: VectorRow(.unary, .pabsw)
        case .i16x8Neg: VectorRow(.negation, .psubw)
        case .i16x8NarrowI32x4S: VectorRow(.binary, .packssdw)
        case .i16x8NarrowI32x4U: VectorRow(.binary, .packusdw)
        case .i16x8ExtendLowI8x16S: VectorRow(.unary, .pmovsxbw)
        case .i16x8ExtendHighI8x16S: VectorRow(.extendHigh, .pmovsxbw)
        case .i16x8ExtendLowI8x16U: VectorRow(.unary, .pmovzxbw)
        case .i16x8ExtendHighI8x16U: VectorRow(.extendHigh, .pmovzxbw)
        case .i16x8Add: VectorRow(.commutative, .paddw)
        case .i16x8AddSatS: VectorRow(.commutative, .paddsw)
        case .i16x8AddSatU: VectorRow(.commutative, .paddusw)
        case .i16x8Sub: VectorRow(.binary, .psubw)
        case .i16x8SubSatS: VectorRow(.binary, .psubsw)
        case .i16x8SubSatU: VectorRow(.binary, .psubusw)
        case .i16x8Mul: VectorRow(.commutative, .pmullw)
        case .i16x8MinS: VectorRow(.commutative, .pminsw)
        case .i16x8MinU: VectorRow(.commutative, .pminuw)
        case .i16x8MaxS: VectorRow(.commutative, .pmaxsw)
        case .i16x8MaxU: VectorRow(.commutative, .pmaxuw)
        case .i16x8AvgrU: VectorRow(.commutative, .pavgw)
        case .i32x4Abs: VectorRow(.unary, .pabsd)
        case .i32x4Neg: VectorRow(.negation, .psubd)
        case .i32x4ExtendLowI16x8S: VectorRow(.unary, .pmovsxwd)
        case .i32x4ExtendHighI16x8S: VectorRow(.extendHigh, .pmovsxwd)
        case .i32x4ExtendLowI16x8U: VectorRow(.unary, .pmovzxwd)
        case .i32x4ExtendHighI16x8U: VectorRow(.extendHigh, .pmovzxwd)
        case .i32x4Add: VectorRow(.commutative, .paddd)
        case .i32x4Sub: VectorRow(.binary, .psubd)
        case .i32x4Mul: VectorRow(.commutative, .pmulld)
        case .i32x4MinS: VectorRow(.commutative, .pminsd)
        case .i32x4MinU: VectorRow(.commutative, .pminud)
        case .i32x4MaxS: VectorRow(.commutative, .pmaxsd)
        case .i32x4MaxU: VectorRow(.commutative, .pmaxud)
        case .i32x4DotI16x8S: VectorRow(.commutative, .pmaddwd)
        case .i64x2Neg: VectorRow(.negation, .psubq)
        case .i64x2ExtendLowI32x4S: VectorRow(.unary, .pmovsxdq)
        case .i64x2ExtendHighI32x4S: VectorRow(.extendHigh, .pmovsxdq)
        case .i64x2ExtendLowI32x4U: VectorRow(.unary, .pmovzxdq)
        case .i64x2ExtendHighI32x4U: VectorRow(.extendHigh, .pmovzxdq)
        case .i64x2Add: VectorRow(.commutative, .paddq)
        case .i64x2Sub: VectorRow(.binary, .psubq)
        case .f32x4Ceil: VectorRow(.rounding, .roundps, 10)
        case .f32x4Floor: VectorRow(.rounding, .roundps, 9)
        case .f32x4Trunc: VectorRow(.rounding, .roundps, 11)
        case .f32x4Nearest: VectorRow(.rounding, .roundps, 8)
        case .f32x4Sqrt: VectorRow(.unary, .sqrtps)
        case .f32x4Add: VectorRow(.binary, .addps)
        case .f32x4Sub: VectorRow(.binary, .subps)
        case .f32x4Mul: VectorRow(.binary, .mulps)
        case .f32x4Div: VectorRow(.binary, .divps)
        case .f32x4Pmin: VectorRow(.reversed, .minps)
        case .f32x4Pmax: VectorRow(.reversed, .maxps)
        case .f64x2Ceil: VectorRow(.rounding, .roundpd, 10)
        case .f64x2Floor: VectorRow(.rounding, .roundpd, 9)
        case .f64x2Trunc: VectorRow(.rounding, .roundpd, 11)
        case .f64x2Nearest: VectorRow(.rounding, .roundpd, 8)
        case .f64x2Sqrt: VectorRow(.unary, .sqrtpd)
        case .f64x2Add: VectorRow(.binary, .addpd)
        case .f64x2Sub: VectorRow(.binary, .subpd)
        case .f64x2Mul: VectorRow(.binary, .mulpd)
        case .f64x2Div: VectorRow(.binary, .divpd)
        case .f64x2Pmin: VectorRow(.reversed, .minpd)
        case .f64x2Pmax: VectorRow(.reversed, .maxpd)
        case .f32x4ConvertI32x4S: VectorRow(.unary, .cvtdq2ps)
        case .f64x2ConvertLowI32x4S: VectorRow(.unary, .cvtdq2pd)
        case .f32x4DemoteF64x2Zero: VectorRow(.unary, .cvtpd2ps)
        case .f64x2PromoteLowF32x4: VectorRow(.unary, .cvtps2pd)
        default: VectorRow(.other, .pxor)  // Not a judge: all others are compiled one by one.
        }
    }
}
