// swift-format-ignore-file
import NumericSemantics
import WasmModel

// Vector instructions on integer lanes. The bodies name signatures as `Registers+Vector.swift` does.

extension HandlerTable {
    func addIntegerVectors() {
        one(.i8x16Swizzle, i8x16SwizzleS)
        one(.i8x16Splat, i8x16SplatS)
        one(.i16x8Splat, i16x8SplatS)
        one(.i32x4Splat, i32x4SplatS)
        one(.i64x2Splat, i64x2SplatS)
        one(.f32x4Splat, i32x4SplatS)
        one(.f64x2Splat, i64x2SplatS)
        one(.i8x16ExtractLaneS, i8x16ExtractLaneSS)
        one(.i8x16ExtractLaneU, i8x16ExtractLaneUS)
        one(.i8x16ReplaceLane, i8x16ReplaceLaneS)
        one(.i16x8ExtractLaneS, i16x8ExtractLaneSS)
        one(.i16x8ExtractLaneU, i16x8ExtractLaneUS)
        one(.i16x8ReplaceLane, i16x8ReplaceLaneS)
        one(.i32x4ExtractLane, i32x4ExtractLaneS)
        one(.i32x4ReplaceLane, i32x4ReplaceLaneS)
        one(.i64x2ExtractLane, i64x2ExtractLaneS)
        one(.i64x2ReplaceLane, i64x2ReplaceLaneS)
        one(.f32x4ReplaceLane, i32x4ReplaceLaneS)
        one(.f64x2ReplaceLane, i64x2ReplaceLaneS)
        one(.i8x16Eq, i8x16EqS)
        one(.i8x16Ne, i8x16NeS)
        one(.i8x16LtS, i8x16LtSS)
        one(.i8x16LtU, i8x16LtUS)
        one(.i8x16GtS, i8x16GtSS)
        one(.i8x16GtU, i8x16GtUS)
        one(.i8x16LeS, i8x16LeSS)
        one(.i8x16LeU, i8x16LeUS)
        one(.i8x16GeS, i8x16GeSS)
        one(.i8x16GeU, i8x16GeUS)
        one(.i16x8Eq, i16x8EqS)
        one(.i16x8Ne, i16x8NeS)
        one(.i16x8LtS, i16x8LtSS)
        one(.i16x8LtU, i16x8LtUS)
        one(.i16x8GtS, i16x8GtSS)
        one(.i16x8GtU, i16x8GtUS)
        one(.i16x8LeS, i16x8LeSS)
        one(.i16x8LeU, i16x8LeUS)
        one(.i16x8GeS, i16x8GeSS)
        one(.i16x8GeU, i16x8GeUS)
        one(.i32x4Eq, i32x4EqS)
        one(.i32x4Ne, i32x4NeS)
        one(.i32x4LtS, i32x4LtSS)
        one(.i32x4LtU, i32x4LtUS)
        one(.i32x4GtS, i32x4GtSS)
        one(.i32x4GtU, i32x4GtUS)
        one(.i32x4LeS, i32x4LeSS)
        one(.i32x4LeU, i32x4LeUS)
        one(.i32x4GeS, i32x4GeSS)
        one(.i32x4GeU, i32x4GeUS)
        one(.i8x16Abs, i8x16AbsS)
        one(.i8x16Neg, i8x16NegS)
        one(.i8x16Popcnt, i8x16PopcntS)
        one(.i8x16AllTrue, i8x16AllTrueS)
        one(.i8x16Bitmask, i8x16BitmaskS)
        one(.i8x16NarrowI16x8S, i8x16NarrowI16x8SS)
        one(.i8x16NarrowI16x8U, i8x16NarrowI16x8US)
        one(.i8x16Shl, i8x16ShlS)
        one(.i8x16ShrS, i8x16ShrSS)
        one(.i8x16ShrU, i8x16ShrUS)
        one(.i8x16Add, i8x16AddS)
        one(.i8x16AddSatS, i8x16AddSatSS)
        one(.i8x16AddSatU, i8x16AddSatUS)
        one(.i8x16Sub, i8x16SubS)
        one(.i8x16SubSatS, i8x16SubSatSS)
        one(.i8x16SubSatU, i8x16SubSatUS)
        one(.i8x16MinS, i8x16MinSS)
        one(.i8x16MinU, i8x16MinUS)
        one(.i8x16MaxS, i8x16MaxSS)
        one(.i8x16MaxU, i8x16MaxUS)
        one(.i8x16AvgrU, i8x16AvgrUS)
        one(.i16x8ExtaddPairwiseI8x16S, i16x8ExtaddPairwiseI8x16SS)
        one(.i16x8ExtaddPairwiseI8x16U, i16x8ExtaddPairwiseI8x16US)
        one(.i32x4ExtaddPairwiseI16x8S, i32x4ExtaddPairwiseI16x8SS)
        one(.i32x4ExtaddPairwiseI16x8U, i32x4ExtaddPairwiseI16x8US)
        one(.i16x8Abs, i16x8AbsS)
        one(.i16x8Neg, i16x8NegS)
        one(.i16x8Q15mulrSatS, i16x8Q15mulrSatSS)
        one(.i16x8AllTrue, i16x8AllTrueS)
        one(.i16x8Bitmask, i16x8BitmaskS)
        one(.i16x8NarrowI32x4S, i16x8NarrowI32x4SS)
        one(.i16x8NarrowI32x4U, i16x8NarrowI32x4US)
        one(.i16x8ExtendLowI8x16S, i16x8ExtendLowI8x16SS)
        one(.i16x8ExtendHighI8x16S, i16x8ExtendHighI8x16SS)
        one(.i16x8ExtendLowI8x16U, i16x8ExtendLowI8x16US)
        one(.i16x8ExtendHighI8x16U, i16x8ExtendHighI8x16US)
        one(.i16x8Shl, i16x8ShlS)
        one(.i16x8ShrS, i16x8ShrSS)
        one(.i16x8ShrU, i16x8ShrUS)
        one(.i16x8Add, i16x8AddS)
        one(.i16x8AddSatS, i16x8AddSatSS)
        one(.i16x8AddSatU, i16x8AddSatUS)
        one(.i16x8Sub, i16x8SubS)
        one(.i16x8SubSatS, i16x8SubSatSS)
        one(.i16x8SubSatU, i16x8SubSatUS)
        one(.i16x8Mul, i16x8MulS)
        one(.i16x8MinS, i16x8MinSS)
        one(.i16x8MinU, i16x8MinUS)
        one(.i16x8MaxS, i16x8MaxSS)
        one(.i16x8MaxU, i16x8MaxUS)
        one(.i16x8AvgrU, i16x8AvgrUS)
        one(.i16x8ExtmulLowI8x16S, i16x8ExtmulLowI8x16SS)
        one(.i16x8ExtmulHighI8x16S, i16x8ExtmulHighI8x16SS)
        one(.i16x8ExtmulLowI8x16U, i16x8ExtmulLowI8x16US)
        one(.i16x8ExtmulHighI8x16U, i16x8ExtmulHighI8x16US)
        one(.i32x4Abs, i32x4AbsS)
        one(.i32x4Neg, i32x4NegS)
        one(.i32x4AllTrue, i32x4AllTrueS)
        one(.i32x4Bitmask, i32x4BitmaskS)
        one(.i32x4ExtendLowI16x8S, i32x4ExtendLowI16x8SS)
        one(.i32x4ExtendHighI16x8S, i32x4ExtendHighI16x8SS)
        one(.i32x4ExtendLowI16x8U, i32x4ExtendLowI16x8US)
        one(.i32x4ExtendHighI16x8U, i32x4ExtendHighI16x8US)
        one(.i32x4Shl, i32x4ShlS)
        one(.i32x4ShrS, i32x4ShrSS)
        one(.i32x4ShrU, i32x4ShrUS)
        one(.i32x4Add, i32x4AddS)
        one(.i32x4Sub, i32x4SubS)
        one(.i32x4Mul, i32x4MulS)
        one(.i32x4MinS, i32x4MinSS)
        one(.i32x4MinU, i32x4MinUS)
        one(.i32x4MaxS, i32x4MaxSS)
        one(.i32x4MaxU, i32x4MaxUS)
        one(.i32x4DotI16x8S, i32x4DotI16x8SS)
        one(.i32x4ExtmulLowI16x8S, i32x4ExtmulLowI16x8SS)
        one(.i32x4ExtmulHighI16x8S, i32x4ExtmulHighI16x8SS)
        one(.i32x4ExtmulLowI16x8U, i32x4ExtmulLowI16x8US)
        one(.i32x4ExtmulHighI16x8U, i32x4ExtmulHighI16x8US)
        one(.i64x2Abs, i64x2AbsS)
        one(.i64x2Neg, i64x2NegS)
        one(.i64x2AllTrue, i64x2AllTrueS)
        one(.i64x2Bitmask, i64x2BitmaskS)
        one(.i64x2ExtendLowI32x4S, i64x2ExtendLowI32x4SS)
        one(.i64x2ExtendHighI32x4S, i64x2ExtendHighI32x4SS)
        one(.i64x2ExtendLowI32x4U, i64x2ExtendLowI32x4US)
        one(.i64x2ExtendHighI32x4U, i64x2ExtendHighI32x4US)
        one(.i64x2Shl, i64x2ShlS)
        one(.i64x2ShrS, i64x2ShrSS)
        one(.i64x2ShrU, i64x2ShrUS)
        one(.i64x2Add, i64x2AddS)
        one(.i64x2Sub, i64x2SubS)
        one(.i64x2Mul, i64x2MulS)
        one(.i64x2Eq, i64x2EqS)
        one(.i64x2Ne, i64x2NeS)
        one(.i64x2LtS, i64x2LtSS)
        one(.i64x2GtS, i64x2GtSS)
        one(.i64x2LeS, i64x2LeSS)
        one(.i64x2GeS, i64x2GeSS)
        one(.i64x2ExtmulLowI32x4S, i64x2ExtmulLowI32x4SS)
        one(.i64x2ExtmulHighI32x4S, i64x2ExtmulHighI32x4SS)
        one(.i64x2ExtmulLowI32x4U, i64x2ExtmulLowI32x4US)
        one(.i64x2ExtmulHighI32x4U, i64x2ExtmulHighI32x4US)
        one(.i32x4TruncSatF32x4S, i32x4TruncSatF32x4SS)
        one(.i32x4TruncSatF32x4U, i32x4TruncSatF32x4US)
        one(.i32x4TruncSatF64x2SZero, i32x4TruncSatF64x2SZeroS)
        one(.i32x4TruncSatF64x2UZero, i32x4TruncSatF64x2UZeroS)
        one(.i8x16RelaxedSwizzle, i8x16SwizzleS)
        one(.i32x4RelaxedTruncF32x4S, i32x4TruncSatF32x4SS)
        one(.i32x4RelaxedTruncF32x4U, i32x4TruncSatF32x4US)
        one(.i32x4RelaxedTruncF64x2SZero, i32x4TruncSatF64x2SZeroS)
        one(.i32x4RelaxedTruncF64x2UZero, i32x4TruncSatF64x2UZeroS)
        one(.i16x8RelaxedQ15mulrS, i16x8Q15mulrSatSS)
    }
}

@c @inline(__always) func i8x16SwizzleS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.swizzle) }
@c @inline(__always) func i8x16SplatS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).i_v(I8x16.splat) }
@c @inline(__always) func i16x8SplatS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).i_v(I16x8.splat) }
@c @inline(__always) func i32x4SplatS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).i_v(I32x4.splat) }
@c @inline(__always) func i64x2SplatS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).l_v(I64x2.splat) }
@c @inline(__always) func i8x16ExtractLaneSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).extract(I8x16.extractLaneS) }
@c @inline(__always) func i8x16ExtractLaneUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).extract(I8x16.extractLaneU) }
@c @inline(__always) func i8x16ReplaceLaneS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).replace { I8x16.replaceLane($0, $1, $2 as UInt32) } }
@c @inline(__always) func i16x8ExtractLaneSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).extract(I16x8.extractLaneS) }
@c @inline(__always) func i16x8ExtractLaneUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).extract(I16x8.extractLaneU) }
@c @inline(__always) func i16x8ReplaceLaneS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).replace { I16x8.replaceLane($0, $1, $2 as UInt32) } }
@c @inline(__always) func i32x4ExtractLaneS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).extract(I32x4.extractLane) }
@c @inline(__always) func i32x4ReplaceLaneS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).replace { I32x4.replaceLane($0, $1, $2 as UInt32) } }
@c @inline(__always) func i64x2ExtractLaneS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).extract(I64x2.extractLane) }
@c @inline(__always) func i64x2ReplaceLaneS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).replace { I64x2.replaceLane($0, $1, $2 as UInt64) } }
@c @inline(__always) func i8x16EqS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.eq) }
@c @inline(__always) func i8x16NeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.ne) }
@c @inline(__always) func i8x16LtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.ltS) }
@c @inline(__always) func i8x16LtUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.ltU) }
@c @inline(__always) func i8x16GtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.gtS) }
@c @inline(__always) func i8x16GtUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.gtU) }
@c @inline(__always) func i8x16LeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.leS) }
@c @inline(__always) func i8x16LeUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.leU) }
@c @inline(__always) func i8x16GeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.geS) }
@c @inline(__always) func i8x16GeUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.geU) }
@c @inline(__always) func i16x8EqS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.eq) }
@c @inline(__always) func i16x8NeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.ne) }
@c @inline(__always) func i16x8LtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.ltS) }
@c @inline(__always) func i16x8LtUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.ltU) }
@c @inline(__always) func i16x8GtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.gtS) }
@c @inline(__always) func i16x8GtUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.gtU) }
@c @inline(__always) func i16x8LeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.leS) }
@c @inline(__always) func i16x8LeUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.leU) }
@c @inline(__always) func i16x8GeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.geS) }
@c @inline(__always) func i16x8GeUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.geU) }
@c @inline(__always) func i32x4EqS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.eq) }
@c @inline(__always) func i32x4NeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.ne) }
@c @inline(__always) func i32x4LtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.ltS) }
@c @inline(__always) func i32x4LtUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.ltU) }
@c @inline(__always) func i32x4GtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.gtS) }
@c @inline(__always) func i32x4GtUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.gtU) }
@c @inline(__always) func i32x4LeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.leS) }
@c @inline(__always) func i32x4LeUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.leU) }
@c @inline(__always) func i32x4GeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.geS) }
@c @inline(__always) func i32x4GeUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.geU) }
@c @inline(__always) func i8x16AbsS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I8x16.abs) }
@c @inline(__always) func i8x16NegS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I8x16.neg) }
@c @inline(__always) func i8x16PopcntS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I8x16.popcnt) }
@c @inline(__always) func i8x16AllTrueS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_b(I8x16.allTrue) }
@c @inline(__always) func i8x16BitmaskS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_i(I8x16.bitmask) }
@c @inline(__always) func i8x16NarrowI16x8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v { (a: SIMD8<UInt16>, b) in I8x16.narrowS(a, b) } }
@c @inline(__always) func i8x16NarrowI16x8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v { (a: SIMD8<UInt16>, b) in I8x16.narrowU(a, b) } }
@c @inline(__always) func i8x16ShlS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I8x16.shl) }
@c @inline(__always) func i8x16ShrSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I8x16.shrS) }
@c @inline(__always) func i8x16ShrUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I8x16.shrU) }
@c @inline(__always) func i8x16AddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.add) }
@c @inline(__always) func i8x16AddSatSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.addSatS) }
@c @inline(__always) func i8x16AddSatUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.addSatU) }
@c @inline(__always) func i8x16SubS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.sub) }
@c @inline(__always) func i8x16SubSatSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.subSatS) }
@c @inline(__always) func i8x16SubSatUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.subSatU) }
@c @inline(__always) func i8x16MinSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.minS) }
@c @inline(__always) func i8x16MinUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.minU) }
@c @inline(__always) func i8x16MaxSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.maxS) }
@c @inline(__always) func i8x16MaxUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.maxU) }
@c @inline(__always) func i8x16AvgrUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I8x16.avgrU) }
@c @inline(__always) func i16x8ExtaddPairwiseI8x16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I16x8.extaddPairwiseS) }
@c @inline(__always) func i16x8ExtaddPairwiseI8x16US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I16x8.extaddPairwiseU) }
@c @inline(__always) func i32x4ExtaddPairwiseI16x8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.extaddPairwiseS) }
@c @inline(__always) func i32x4ExtaddPairwiseI16x8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.extaddPairwiseU) }
@c @inline(__always) func i16x8AbsS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I16x8.abs) }
@c @inline(__always) func i16x8NegS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I16x8.neg) }
@c @inline(__always) func i16x8Q15mulrSatSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.q15mulrSatS) }
@c @inline(__always) func i16x8AllTrueS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_b(I16x8.allTrue) }
@c @inline(__always) func i16x8BitmaskS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_i(I16x8.bitmask) }
@c @inline(__always) func i16x8NarrowI32x4SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v { (a: SIMD4<UInt32>, b) in I16x8.narrowS(a, b) } }
@c @inline(__always) func i16x8NarrowI32x4US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v { (a: SIMD4<UInt32>, b) in I16x8.narrowU(a, b) } }
@c @inline(__always) func i16x8ExtendLowI8x16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I16x8.extendLowS) }
@c @inline(__always) func i16x8ExtendHighI8x16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I16x8.extendHighS) }
@c @inline(__always) func i16x8ExtendLowI8x16US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I16x8.extendLowU) }
@c @inline(__always) func i16x8ExtendHighI8x16US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I16x8.extendHighU) }
@c @inline(__always) func i16x8ShlS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I16x8.shl) }
@c @inline(__always) func i16x8ShrSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I16x8.shrS) }
@c @inline(__always) func i16x8ShrUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I16x8.shrU) }
@c @inline(__always) func i16x8AddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.add) }
@c @inline(__always) func i16x8AddSatSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.addSatS) }
@c @inline(__always) func i16x8AddSatUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.addSatU) }
@c @inline(__always) func i16x8SubS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.sub) }
@c @inline(__always) func i16x8SubSatSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.subSatS) }
@c @inline(__always) func i16x8SubSatUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.subSatU) }
@c @inline(__always) func i16x8MulS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.mul) }
@c @inline(__always) func i16x8MinSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.minS) }
@c @inline(__always) func i16x8MinUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.minU) }
@c @inline(__always) func i16x8MaxSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.maxS) }
@c @inline(__always) func i16x8MaxUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.maxU) }
@c @inline(__always) func i16x8AvgrUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.avgrU) }
@c @inline(__always) func i16x8ExtmulLowI8x16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.extmulLowS) }
@c @inline(__always) func i16x8ExtmulHighI8x16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.extmulHighS) }
@c @inline(__always) func i16x8ExtmulLowI8x16US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.extmulLowU) }
@c @inline(__always) func i16x8ExtmulHighI8x16US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.extmulHighU) }
@c @inline(__always) func i32x4AbsS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.abs) }
@c @inline(__always) func i32x4NegS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.neg) }
@c @inline(__always) func i32x4AllTrueS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_b(I32x4.allTrue) }
@c @inline(__always) func i32x4BitmaskS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_i(I32x4.bitmask) }
@c @inline(__always) func i32x4ExtendLowI16x8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.extendLowS) }
@c @inline(__always) func i32x4ExtendHighI16x8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.extendHighS) }
@c @inline(__always) func i32x4ExtendLowI16x8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.extendLowU) }
@c @inline(__always) func i32x4ExtendHighI16x8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.extendHighU) }
@c @inline(__always) func i32x4ShlS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I32x4.shl) }
@c @inline(__always) func i32x4ShrSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I32x4.shrS) }
@c @inline(__always) func i32x4ShrUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I32x4.shrU) }
@c @inline(__always) func i32x4AddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.add) }
@c @inline(__always) func i32x4SubS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.sub) }
@c @inline(__always) func i32x4MulS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.mul) }
@c @inline(__always) func i32x4MinSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.minS) }
@c @inline(__always) func i32x4MinUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.minU) }
@c @inline(__always) func i32x4MaxSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.maxS) }
@c @inline(__always) func i32x4MaxUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.maxU) }
@c @inline(__always) func i32x4DotI16x8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.dotS) }
@c @inline(__always) func i32x4ExtmulLowI16x8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.extmulLowS) }
@c @inline(__always) func i32x4ExtmulHighI16x8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.extmulHighS) }
@c @inline(__always) func i32x4ExtmulLowI16x8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.extmulLowU) }
@c @inline(__always) func i32x4ExtmulHighI16x8US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I32x4.extmulHighU) }
@c @inline(__always) func i64x2AbsS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I64x2.abs) }
@c @inline(__always) func i64x2NegS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I64x2.neg) }
@c @inline(__always) func i64x2AllTrueS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_b(I64x2.allTrue) }
@c @inline(__always) func i64x2BitmaskS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_i(I64x2.bitmask) }
@c @inline(__always) func i64x2ExtendLowI32x4SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I64x2.extendLowS) }
@c @inline(__always) func i64x2ExtendHighI32x4SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I64x2.extendHighS) }
@c @inline(__always) func i64x2ExtendLowI32x4US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I64x2.extendLowU) }
@c @inline(__always) func i64x2ExtendHighI32x4US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I64x2.extendHighU) }
@c @inline(__always) func i64x2ShlS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I64x2.shl) }
@c @inline(__always) func i64x2ShrSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I64x2.shrS) }
@c @inline(__always) func i64x2ShrUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vi_v(I64x2.shrU) }
@c @inline(__always) func i64x2AddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.add) }
@c @inline(__always) func i64x2SubS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.sub) }
@c @inline(__always) func i64x2MulS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.mul) }
@c @inline(__always) func i64x2EqS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.eq) }
@c @inline(__always) func i64x2NeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.ne) }
@c @inline(__always) func i64x2LtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.ltS) }
@c @inline(__always) func i64x2GtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.gtS) }
@c @inline(__always) func i64x2LeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.leS) }
@c @inline(__always) func i64x2GeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.geS) }
@c @inline(__always) func i64x2ExtmulLowI32x4SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.extmulLowS) }
@c @inline(__always) func i64x2ExtmulHighI32x4SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.extmulHighS) }
@c @inline(__always) func i64x2ExtmulLowI32x4US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.extmulLowU) }
@c @inline(__always) func i64x2ExtmulHighI32x4US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I64x2.extmulHighU) }
@c @inline(__always) func i32x4TruncSatF32x4SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.truncSatF32x4S) }
@c @inline(__always) func i32x4TruncSatF32x4US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.truncSatF32x4U) }
@c @inline(__always) func i32x4TruncSatF64x2SZeroS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.truncSatF64x2SZero) }
@c @inline(__always) func i32x4TruncSatF64x2UZeroS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(I32x4.truncSatF64x2UZero) }
