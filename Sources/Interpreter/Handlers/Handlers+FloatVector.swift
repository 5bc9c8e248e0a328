// swift-format-ignore-file
import NumericSemantics
import WasmModel

// Vector instructions on float lanes and on whole vectors, and the relaxed ones, which do what the deterministic profile says.

extension HandlerTable {
    func addFloatVectors() {
        one(.f32x4ExtractLane, f32x4ExtractLaneS)
        one(.f64x2ExtractLane, f64x2ExtractLaneS)
        one(.f32x4Eq, f32x4EqS)
        one(.f32x4Ne, f32x4NeS)
        one(.f32x4Lt, f32x4LtS)
        one(.f32x4Gt, f32x4GtS)
        one(.f32x4Le, f32x4LeS)
        one(.f32x4Ge, f32x4GeS)
        one(.f64x2Eq, f64x2EqS)
        one(.f64x2Ne, f64x2NeS)
        one(.f64x2Lt, f64x2LtS)
        one(.f64x2Gt, f64x2GtS)
        one(.f64x2Le, f64x2LeS)
        one(.f64x2Ge, f64x2GeS)
        one(.v128Not, v128NotS)
        one(.v128And, v128AndS)
        one(.v128Andnot, v128AndnotS)
        one(.v128Or, v128OrS)
        one(.v128Xor, v128XorS)
        one(.v128Bitselect, v128BitselectS)
        one(.v128AnyTrue, v128AnyTrueS)
        one(.f32x4DemoteF64x2Zero, f32x4DemoteF64x2ZeroS)
        one(.f64x2PromoteLowF32x4, f64x2PromoteLowF32x4S)
        one(.f32x4Ceil, f32x4CeilS)
        one(.f32x4Floor, f32x4FloorS)
        one(.f32x4Trunc, f32x4TruncS)
        one(.f32x4Nearest, f32x4NearestS)
        one(.f64x2Ceil, f64x2CeilS)
        one(.f64x2Floor, f64x2FloorS)
        one(.f64x2Trunc, f64x2TruncS)
        one(.f64x2Nearest, f64x2NearestS)
        one(.f32x4Abs, f32x4AbsS)
        one(.f32x4Neg, f32x4NegS)
        one(.f32x4Sqrt, f32x4SqrtS)
        one(.f32x4Add, f32x4AddS)
        one(.f32x4Sub, f32x4SubS)
        one(.f32x4Mul, f32x4MulS)
        one(.f32x4Div, f32x4DivS)
        one(.f32x4Min, f32x4MinS)
        one(.f32x4Max, f32x4MaxS)
        one(.f32x4Pmin, f32x4PminS)
        one(.f32x4Pmax, f32x4PmaxS)
        one(.f64x2Abs, f64x2AbsS)
        one(.f64x2Neg, f64x2NegS)
        one(.f64x2Sqrt, f64x2SqrtS)
        one(.f64x2Add, f64x2AddS)
        one(.f64x2Sub, f64x2SubS)
        one(.f64x2Mul, f64x2MulS)
        one(.f64x2Div, f64x2DivS)
        one(.f64x2Min, f64x2MinS)
        one(.f64x2Max, f64x2MaxS)
        one(.f64x2Pmin, f64x2PminS)
        one(.f64x2Pmax, f64x2PmaxS)
        one(.f32x4ConvertI32x4S, f32x4ConvertI32x4SS)
        one(.f32x4ConvertI32x4U, f32x4ConvertI32x4US)
        one(.f64x2ConvertLowI32x4S, f64x2ConvertLowI32x4SS)
        one(.f64x2ConvertLowI32x4U, f64x2ConvertLowI32x4US)
        one(.f32x4RelaxedMadd, f32x4RelaxedMaddS)
        one(.f32x4RelaxedNmadd, f32x4RelaxedNmaddS)
        one(.f64x2RelaxedMadd, f64x2RelaxedMaddS)
        one(.f64x2RelaxedNmadd, f64x2RelaxedNmaddS)
        one(.i8x16RelaxedLaneselect, v128BitselectS)
        one(.i16x8RelaxedLaneselect, v128BitselectS)
        one(.i32x4RelaxedLaneselect, v128BitselectS)
        one(.i64x2RelaxedLaneselect, v128BitselectS)
        one(.f32x4RelaxedMin, f32x4MinS)
        one(.f32x4RelaxedMax, f32x4MaxS)
        one(.f64x2RelaxedMin, f64x2MinS)
        one(.f64x2RelaxedMax, f64x2MaxS)
        one(.i16x8RelaxedDotI8x16I7x16S, i16x8RelaxedDotI8x16I7x16SS)
        one(.i32x4RelaxedDotI8x16I7x16AddS, i32x4RelaxedDotI8x16I7x16AddSS)
    }
}

@c @inline(__always) func f32x4ExtractLaneS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).extractFloat(I32x4.extractLane) }
@c @inline(__always) func f64x2ExtractLaneS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).extractFloat(I64x2.extractLane) }
@c @inline(__always) func f32x4EqS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.eq) }
@c @inline(__always) func f32x4NeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.ne) }
@c @inline(__always) func f32x4LtS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.lt) }
@c @inline(__always) func f32x4GtS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.gt) }
@c @inline(__always) func f32x4LeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.le) }
@c @inline(__always) func f32x4GeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.ge) }
@c @inline(__always) func f64x2EqS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.eq) }
@c @inline(__always) func f64x2NeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.ne) }
@c @inline(__always) func f64x2LtS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.lt) }
@c @inline(__always) func f64x2GtS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.gt) }
@c @inline(__always) func f64x2LeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.le) }
@c @inline(__always) func f64x2GeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.ge) }
@c @inline(__always) func v128NotS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(V128.not) }
@c @inline(__always) func v128AndS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(V128.and) }
@c @inline(__always) func v128AndnotS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(V128.andnot) }
@c @inline(__always) func v128OrS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(V128.or) }
@c @inline(__always) func v128XorS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(V128.xor) }
@c @inline(__always) func v128BitselectS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vvv_v(V128.bitselect) }
@c @inline(__always) func v128AnyTrueS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_b(V128.anyTrue) }
@c @inline(__always) func f32x4DemoteF64x2ZeroS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.demoteF64x2Zero) }
@c @inline(__always) func f64x2PromoteLowF32x4S(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.promoteLowF32x4) }
@c @inline(__always) func f32x4CeilS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.ceil) }
@c @inline(__always) func f32x4FloorS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.floor) }
@c @inline(__always) func f32x4TruncS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.trunc) }
@c @inline(__always) func f32x4NearestS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.nearest) }
@c @inline(__always) func f64x2CeilS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.ceil) }
@c @inline(__always) func f64x2FloorS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.floor) }
@c @inline(__always) func f64x2TruncS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.trunc) }
@c @inline(__always) func f64x2NearestS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.nearest) }
@c @inline(__always) func f32x4AbsS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.abs) }
@c @inline(__always) func f32x4NegS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.neg) }
@c @inline(__always) func f32x4SqrtS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.sqrt) }
@c @inline(__always) func f32x4AddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.add) }
@c @inline(__always) func f32x4SubS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.sub) }
@c @inline(__always) func f32x4MulS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.mul) }
@c @inline(__always) func f32x4DivS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.div) }
@c @inline(__always) func f32x4MinS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.min) }
@c @inline(__always) func f32x4MaxS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.max) }
@c @inline(__always) func f32x4PminS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.pmin) }
@c @inline(__always) func f32x4PmaxS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F32x4.pmax) }
@c @inline(__always) func f64x2AbsS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.abs) }
@c @inline(__always) func f64x2NegS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.neg) }
@c @inline(__always) func f64x2SqrtS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.sqrt) }
@c @inline(__always) func f64x2AddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.add) }
@c @inline(__always) func f64x2SubS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.sub) }
@c @inline(__always) func f64x2MulS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.mul) }
@c @inline(__always) func f64x2DivS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.div) }
@c @inline(__always) func f64x2MinS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.min) }
@c @inline(__always) func f64x2MaxS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.max) }
@c @inline(__always) func f64x2PminS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.pmin) }
@c @inline(__always) func f64x2PmaxS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(F64x2.pmax) }
@c @inline(__always) func f32x4ConvertI32x4SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.convertI32x4S) }
@c @inline(__always) func f32x4ConvertI32x4US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F32x4.convertI32x4U) }
@c @inline(__always) func f64x2ConvertLowI32x4SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.convertLowI32x4S) }
@c @inline(__always) func f64x2ConvertLowI32x4US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).v_v(F64x2.convertLowI32x4U) }
@c @inline(__always) func f32x4RelaxedMaddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vvv_v(F32x4.relaxedMadd) }
@c @inline(__always) func f32x4RelaxedNmaddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vvv_v(F32x4.relaxedNmadd) }
@c @inline(__always) func f64x2RelaxedMaddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vvv_v(F64x2.relaxedMadd) }
@c @inline(__always) func f64x2RelaxedNmaddS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vvv_v(F64x2.relaxedNmadd) }
@c @inline(__always) func i16x8RelaxedDotI8x16I7x16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vv_v(I16x8.relaxedDotS) }
@c @inline(__always) func i32x4RelaxedDotI8x16I7x16AddSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).vvv_v(I32x4.relaxedDotAddS) }
