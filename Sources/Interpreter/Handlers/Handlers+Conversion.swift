// swift-format-ignore-file
import NumericSemantics
import WasmModel

// Conversions between the number types. Suffixes as in `Registers+Numeric.swift`.

extension HandlerTable {
    func addConversions() {
        unary(.i32WrapI64, i32WrapI64S, i32WrapI64A)
        unary(.i64ExtendI32S, i64ExtendI32SS, i64ExtendI32SA)
        unary(.i64ExtendI32U, i64ExtendI32US, i64ExtendI32UA)
        unary(.i32TruncF32S, i32TruncF32SS, i32TruncF32SA)
        unary(.i32TruncF32U, i32TruncF32US, i32TruncF32UA)
        unary(.i32TruncF64S, i32TruncF64SS, i32TruncF64SA)
        unary(.i32TruncF64U, i32TruncF64US, i32TruncF64UA)
        unary(.i64TruncF32S, i64TruncF32SS, i64TruncF32SA)
        unary(.i64TruncF32U, i64TruncF32US, i64TruncF32UA)
        unary(.i64TruncF64S, i64TruncF64SS, i64TruncF64SA)
        unary(.i64TruncF64U, i64TruncF64US, i64TruncF64UA)
        unary(.i32TruncSatF32S, i32TruncSatF32SS, i32TruncSatF32SA)
        unary(.i32TruncSatF32U, i32TruncSatF32US, i32TruncSatF32UA)
        unary(.i32TruncSatF64S, i32TruncSatF64SS, i32TruncSatF64SA)
        unary(.i32TruncSatF64U, i32TruncSatF64US, i32TruncSatF64UA)
        unary(.i64TruncSatF32S, i64TruncSatF32SS, i64TruncSatF32SA)
        unary(.i64TruncSatF32U, i64TruncSatF32US, i64TruncSatF32UA)
        unary(.i64TruncSatF64S, i64TruncSatF64SS, i64TruncSatF64SA)
        unary(.i64TruncSatF64U, i64TruncSatF64US, i64TruncSatF64UA)
        unary(.i32ReinterpretF32, i32ReinterpretF32S, i32ReinterpretF32A)
        unary(.i64ReinterpretF64, i64ReinterpretF64S, i64ReinterpretF64A)
        unary(.f32ConvertI32S, f32ConvertI32SS, f32ConvertI32SA)
        unary(.f32ConvertI32U, f32ConvertI32US, f32ConvertI32UA)
        unary(.f32ConvertI64S, f32ConvertI64SS, f32ConvertI64SA)
        unary(.f32ConvertI64U, f32ConvertI64US, f32ConvertI64UA)
        unary(.f64ConvertI32S, f64ConvertI32SS, f64ConvertI32SA)
        unary(.f64ConvertI32U, f64ConvertI32US, f64ConvertI32UA)
        unary(.f64ConvertI64S, f64ConvertI64SS, f64ConvertI64SA)
        unary(.f64ConvertI64U, f64ConvertI64US, f64ConvertI64UA)
        unary(.f32ReinterpretI32, f32ReinterpretI32S, f32ReinterpretI32A)
        unary(.f64ReinterpretI64, f64ReinterpretI64S, f64ReinterpretI64A)
        unary(.f32DemoteF64, f32DemoteF64S, f32DemoteF64A)
        unary(.f64PromoteF32, f64PromoteF32S, f64PromoteF32A)
    }
}

@c @inline(__always) func i32WrapI64S(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Conversion.i32WrapI64) }
@c @inline(__always) func i32WrapI64A(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Conversion.i32WrapI64) }
@c @inline(__always) func i64ExtendI32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Conversion.i64ExtendI32S) }
@c @inline(__always) func i64ExtendI32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Conversion.i64ExtendI32S) }
@c @inline(__always) func i64ExtendI32US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Conversion.i64ExtendI32U) }
@c @inline(__always) func i64ExtendI32UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Conversion.i64ExtendI32U) }
@c @inline(__always) func i32TruncF32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i32TruncF32S) }
@c @inline(__always) func i32TruncF32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i32TruncF32S) }
@c @inline(__always) func i32TruncF32US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i32TruncF32U) }
@c @inline(__always) func i32TruncF32UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i32TruncF32U) }
@c @inline(__always) func i32TruncF64SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i32TruncF64S) }
@c @inline(__always) func i32TruncF64SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i32TruncF64S) }
@c @inline(__always) func i32TruncF64US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i32TruncF64U) }
@c @inline(__always) func i32TruncF64UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i32TruncF64U) }
@c @inline(__always) func i64TruncF32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i64TruncF32S) }
@c @inline(__always) func i64TruncF32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i64TruncF32S) }
@c @inline(__always) func i64TruncF32US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i64TruncF32U) }
@c @inline(__always) func i64TruncF32UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i64TruncF32U) }
@c @inline(__always) func i64TruncF64SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i64TruncF64S) }
@c @inline(__always) func i64TruncF64SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i64TruncF64S) }
@c @inline(__always) func i64TruncF64US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i64TruncF64U) }
@c @inline(__always) func i64TruncF64UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i64TruncF64U) }
@c @inline(__always) func i32TruncSatF32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i32TruncSatF32S) }
@c @inline(__always) func i32TruncSatF32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i32TruncSatF32S) }
@c @inline(__always) func i32TruncSatF32US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i32TruncSatF32U) }
@c @inline(__always) func i32TruncSatF32UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i32TruncSatF32U) }
@c @inline(__always) func i32TruncSatF64SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i32TruncSatF64S) }
@c @inline(__always) func i32TruncSatF64SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i32TruncSatF64S) }
@c @inline(__always) func i32TruncSatF64US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i32TruncSatF64U) }
@c @inline(__always) func i32TruncSatF64UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i32TruncSatF64U) }
@c @inline(__always) func i64TruncSatF32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i64TruncSatF32S) }
@c @inline(__always) func i64TruncSatF32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i64TruncSatF32S) }
@c @inline(__always) func i64TruncSatF32US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i64TruncSatF32U) }
@c @inline(__always) func i64TruncSatF32UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i64TruncSatF32U) }
@c @inline(__always) func i64TruncSatF64SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i64TruncSatF64S) }
@c @inline(__always) func i64TruncSatF64SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i64TruncSatF64S) }
@c @inline(__always) func i64TruncSatF64US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i64TruncSatF64U) }
@c @inline(__always) func i64TruncSatF64UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i64TruncSatF64U) }
@c @inline(__always) func i32ReinterpretF32S(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i32ReinterpretF32) }
@c @inline(__always) func i32ReinterpretF32A(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i32ReinterpretF32) }
@c @inline(__always) func i64ReinterpretF64S(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsToInteger(Conversion.i64ReinterpretF64) }
@c @inline(__always) func i64ReinterpretF64A(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).faToInteger(Conversion.i64ReinterpretF64) }
@c @inline(__always) func f32ConvertI32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f32ConvertI32S) }
@c @inline(__always) func f32ConvertI32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f32ConvertI32S) }
@c @inline(__always) func f32ConvertI32US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f32ConvertI32U) }
@c @inline(__always) func f32ConvertI32UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f32ConvertI32U) }
@c @inline(__always) func f32ConvertI64SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f32ConvertI64S) }
@c @inline(__always) func f32ConvertI64SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f32ConvertI64S) }
@c @inline(__always) func f32ConvertI64US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f32ConvertI64U) }
@c @inline(__always) func f32ConvertI64UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f32ConvertI64U) }
@c @inline(__always) func f64ConvertI32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f64ConvertI32S) }
@c @inline(__always) func f64ConvertI32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f64ConvertI32S) }
@c @inline(__always) func f64ConvertI32US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f64ConvertI32U) }
@c @inline(__always) func f64ConvertI32UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f64ConvertI32U) }
@c @inline(__always) func f64ConvertI64SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f64ConvertI64S) }
@c @inline(__always) func f64ConvertI64SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f64ConvertI64S) }
@c @inline(__always) func f64ConvertI64US(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f64ConvertI64U) }
@c @inline(__always) func f64ConvertI64UA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f64ConvertI64U) }
@c @inline(__always) func f32ReinterpretI32S(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f32ReinterpretI32) }
@c @inline(__always) func f32ReinterpretI32A(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f32ReinterpretI32) }
@c @inline(__always) func f64ReinterpretI64S(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sToFloat(Conversion.f64ReinterpretI64) }
@c @inline(__always) func f64ReinterpretI64A(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).aToFloat(Conversion.f64ReinterpretI64) }
@c @inline(__always) func f32DemoteF64S(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Conversion.f32DemoteF64) }
@c @inline(__always) func f32DemoteF64A(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Conversion.f32DemoteF64) }
@c @inline(__always) func f64PromoteF32S(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Conversion.f64PromoteF32) }
@c @inline(__always) func f64PromoteF32A(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Conversion.f64PromoteF32) }
