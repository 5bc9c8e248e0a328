import MachineCode
import WasmModel

/// A vector operation that is one instruction, in the form that has its destination apart, so that nothing needs to stand
/// in a particular register.
enum VectorOperation {
    /// Two operands, in this order or the other.
    case binary(InstructionForm)
    case swapped(InstructionForm)
    /// The same with a number in the instruction: the relation of a comparison.
    case relation(InstructionForm, UInt8, isSwapped: Bool)
    case unary(InstructionForm)
    case round(InstructionForm, UInt8)
    /// A constant is the second operand, by 64-bit halves that are the same.
    case constant(InstructionForm, UInt64)

    init?(_ opcode: Opcode) {
        guard opcode.isVector, let known = Self.integer(opcode) ?? Self.other(opcode) else { return nil }
        self = known
    }

    private static func integer(_ opcode: Opcode) -> VectorOperation? {
        switch opcode {
        case .i8x16Add: .binary(.paddb)
        case .i8x16AddSatS: .binary(.paddsb)
        case .i8x16AddSatU: .binary(.paddusb)
        case .i8x16Sub: .binary(.psubb)
        case .i8x16SubSatS: .binary(.psubsb)
        case .i8x16SubSatU: .binary(.psubusb)
        case .i8x16MinS: .binary(.pminsb)
        case .i8x16MinU: .binary(.pminub)
        case .i8x16MaxS: .binary(.pmaxsb)
        case .i8x16MaxU: .binary(.pmaxub)
        case .i8x16AvgrU: .binary(.pavgb)
        case .i8x16Eq: .binary(.pcmpeqb)
        case .i8x16GtS: .binary(.pcmpgtb)
        case .i8x16LtS: .swapped(.pcmpgtb)
        case .i8x16NarrowI16x8S: .binary(.packsswb)
        case .i8x16NarrowI16x8U: .binary(.packuswb)
        case .i8x16Abs: .unary(.pabsb)
        case .i16x8Add: .binary(.paddw)
        case .i16x8AddSatS: .binary(.paddsw)
        case .i16x8AddSatU: .binary(.paddusw)
        case .i16x8Sub: .binary(.psubw)
        case .i16x8SubSatS: .binary(.psubsw)
        case .i16x8SubSatU: .binary(.psubusw)
        case .i16x8Mul: .binary(.pmullw)
        case .i16x8MinS: .binary(.pminsw)
        case .i16x8MinU: .binary(.pminuw)
        case .i16x8MaxS: .binary(.pmaxsw)
        case .i16x8MaxU: .binary(.pmaxuw)
        case .i16x8AvgrU: .binary(.pavgw)
        case .i16x8Eq: .binary(.pcmpeqw)
        case .i16x8GtS: .binary(.pcmpgtw)
        case .i16x8LtS: .swapped(.pcmpgtw)
        case .i16x8NarrowI32x4S: .binary(.packssdw)
        case .i16x8NarrowI32x4U: .binary(.packusdw)
        case .i16x8Abs: .unary(.pabsw)
        case .i16x8ExtendLowI8x16S: .unary(.pmovsxbw)
        case .i16x8ExtendLowI8x16U: .unary(.pmovzxbw)
        case .i16x8ExtaddPairwiseI8x16U: .constant(.pmaddubsw, 0x0101_0101_0101_0101)
        case .i32x4Add: .binary(.paddd)
        case .i32x4Sub: .binary(.psubd)
        case .i32x4Mul: .binary(.pmulld)
        case .i32x4MinS: .binary(.pminsd)
        case .i32x4MinU: .binary(.pminud)
        case .i32x4MaxS: .binary(.pmaxsd)
        case .i32x4MaxU: .binary(.pmaxud)
        case .i32x4Eq: .binary(.pcmpeqd)
        case .i32x4GtS: .binary(.pcmpgtd)
        case .i32x4LtS: .swapped(.pcmpgtd)
        case .i32x4DotI16x8S: .binary(.pmaddwd)
        case .i32x4Abs: .unary(.pabsd)
        case .i32x4ExtendLowI16x8S: .unary(.pmovsxwd)
        case .i32x4ExtendLowI16x8U: .unary(.pmovzxwd)
        case .i32x4ExtaddPairwiseI16x8S: .constant(.pmaddwd, 0x0001_0001_0001_0001)
        case .i64x2Add: .binary(.paddq)
        case .i64x2Sub: .binary(.psubq)
        case .i64x2Eq: .binary(.pcmpeqq)
        case .i64x2GtS: .binary(.pcmpgtq)
        case .i64x2LtS: .swapped(.pcmpgtq)
        case .i64x2ExtendLowI32x4S: .unary(.pmovsxdq)
        case .i64x2ExtendLowI32x4U: .unary(.pmovzxdq)
        default: nil
        }
    }

    private static func other(_ opcode: Opcode) -> VectorOperation? {
        switch opcode {
        case .v128And: .binary(.pand)
        case .v128Andnot: .swapped(.pandn)
        case .v128Or: .binary(.por)
        case .v128Xor: .binary(.pxor)
        case .v128Not: .constant(.pxor, .max)
        case .f32x4Add: .binary(.addps)
        case .f32x4Sub: .binary(.subps)
        case .f32x4Mul: .binary(.mulps)
        case .f32x4Div: .binary(.divps)
        // "b < a ? b : a", and the second operand where they do not compare.
        case .f32x4Pmin: .swapped(.minps)
        case .f32x4Pmax: .swapped(.maxps)
        case .f32x4Eq: .relation(.cmpps, 0, isSwapped: false)
        case .f32x4Ne: .relation(.cmpps, 4, isSwapped: false)
        case .f32x4Lt: .relation(.cmpps, 1, isSwapped: false)
        case .f32x4Le: .relation(.cmpps, 2, isSwapped: false)
        case .f32x4Gt: .relation(.cmpps, 1, isSwapped: true)
        case .f32x4Ge: .relation(.cmpps, 2, isSwapped: true)
        case .f32x4Sqrt: .unary(.sqrtps)
        case .f32x4Abs: .constant(.andps, 0x7FFF_FFFF_7FFF_FFFF)
        case .f32x4Neg: .constant(.xorps, 0x8000_0000_8000_0000)
        case .f32x4Ceil: .round(.roundps, 2)
        case .f32x4Floor: .round(.roundps, 1)
        case .f32x4Trunc: .round(.roundps, 3)
        case .f32x4Nearest: .round(.roundps, 0)
        case .f32x4ConvertI32x4S: .unary(.cvtdq2ps)
        case .f32x4DemoteF64x2Zero: .unary(.cvtpd2ps)
        case .f64x2Add: .binary(.addpd)
        case .f64x2Sub: .binary(.subpd)
        case .f64x2Mul: .binary(.mulpd)
        case .f64x2Div: .binary(.divpd)
        case .f64x2Pmin: .swapped(.minpd)
        case .f64x2Pmax: .swapped(.maxpd)
        case .f64x2Eq: .relation(.cmppd, 0, isSwapped: false)
        case .f64x2Ne: .relation(.cmppd, 4, isSwapped: false)
        case .f64x2Lt: .relation(.cmppd, 1, isSwapped: false)
        case .f64x2Le: .relation(.cmppd, 2, isSwapped: false)
        case .f64x2Gt: .relation(.cmppd, 1, isSwapped: true)
        case .f64x2Ge: .relation(.cmppd, 2, isSwapped: true)
        case .f64x2Sqrt: .unary(.sqrtpd)
        case .f64x2Abs: .constant(.andps, 0x7FFF_FFFF_FFFF_FFFF)
        case .f64x2Neg: .constant(.xorps, 1 << 63)
        case .f64x2Ceil: .round(.roundpd, 2)
        case .f64x2Floor: .round(.roundpd, 1)
        case .f64x2Trunc: .round(.roundpd, 3)
        case .f64x2Nearest: .round(.roundpd, 0)
        case .f64x2PromoteLowF32x4: .unary(.cvtps2pd)
        case .f64x2ConvertLowI32x4S: .unary(.cvtdq2pd)
        default: nil
        }
    }
}

extension Opcode {
    /// An instruction on vectors, relaxed ones included.
    var isVector: Bool {
        rawValue >= Opcode.v128Load.rawValue && rawValue <= Opcode.i32x4RelaxedDotI8x16I7x16AddS.rawValue
    }
}
