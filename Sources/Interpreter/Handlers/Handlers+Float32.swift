// swift-format-ignore-file
import NumericSemantics
import WasmModel

// The f32 instructions. Suffixes as in `Registers+Numeric.swift`.

extension HandlerTable {
    func addFloat32() {
        unary(.f32Abs, f32AbsS, f32AbsA)
        unary(.f32Neg, f32NegS, f32NegA)
        unary(.f32Ceil, f32CeilS, f32CeilA)
        unary(.f32Floor, f32FloorS, f32FloorA)
        unary(.f32Trunc, f32TruncS, f32TruncA)
        unary(.f32Nearest, f32NearestS, f32NearestA)
        unary(.f32Sqrt, f32SqrtS, f32SqrtA)
        binary(.f32Add, f32AddSS, f32AddAS, f32AddSA, f32AddSI, f32AddAI)
        binary(.f32Mul, f32MulSS, f32MulAS, f32MulSA, f32MulSI, f32MulAI)
        binary(.f32Sub, f32SubSS, f32SubAS, f32SubSA, f32SubSI, f32SubAI)
        binary(.f32Div, f32DivSS, f32DivAS, f32DivSA, f32DivSI, f32DivAI)
        binary(.f32Min, f32MinSS, f32MinAS, f32MinSA)
        binary(.f32Max, f32MaxSS, f32MaxAS, f32MaxSA)
        binary(.f32Copysign, f32CopysignSS, f32CopysignAS, f32CopysignSA)
        binary(.f32Eq, f32EqSS, f32EqAS)
        floatComparison(.f32Eq, f32BrEqSS, f32BrEqAS, notSS: f32BrNeSS, notAS: f32BrNeAS)
        binary(.f32Ne, f32NeSS, f32NeAS)
        floatComparison(.f32Ne, f32BrNeSS, f32BrNeAS, notSS: f32BrEqSS, notAS: f32BrEqAS)
        binary(.f32Lt, f32LtSS, f32LtAS)
        floatComparison(.f32Lt, f32BrLtSS, f32BrLtAS, notSS: f32BrNotLtSS, notAS: f32BrNotLtAS)
        binary(.f32Gt, f32GtSS, f32GtAS)
        floatComparison(.f32Gt, f32BrGtSS, f32BrGtAS, notSS: f32BrNotGtSS, notAS: f32BrNotGtAS)
        binary(.f32Le, f32LeSS, f32LeAS)
        floatComparison(.f32Le, f32BrLeSS, f32BrLeAS, notSS: f32BrNotLeSS, notAS: f32BrNotLeAS)
        binary(.f32Ge, f32GeSS, f32GeAS)
        floatComparison(.f32Ge, f32BrGeSS, f32BrGeAS, notSS: f32BrNotGeSS, notAS: f32BrNotGeAS)
    }
}

@c @inline(__always) func f32AbsS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating32.abs) }
@c @inline(__always) func f32AbsA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating32.abs) }
@c @inline(__always) func f32NegS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating32.neg) }
@c @inline(__always) func f32NegA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating32.neg) }
@c @inline(__always) func f32CeilS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating32.ceil) }
@c @inline(__always) func f32CeilA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating32.ceil) }
@c @inline(__always) func f32FloorS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating32.floor) }
@c @inline(__always) func f32FloorA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating32.floor) }
@c @inline(__always) func f32TruncS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating32.trunc) }
@c @inline(__always) func f32TruncA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating32.trunc) }
@c @inline(__always) func f32NearestS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating32.nearest) }
@c @inline(__always) func f32NearestA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating32.nearest) }
@c @inline(__always) func f32SqrtS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating32.sqrt) }
@c @inline(__always) func f32SqrtA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating32.sqrt) }
@c @inline(__always) func f32AddSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating32.add) }
@c @inline(__always) func f32AddAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating32.add) }
@c @inline(__always) func f32AddSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating32.add) }
@c @inline(__always) func f32AddSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating32.add) }
@c @inline(__always) func f32AddAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating32.add) }
@c @inline(__always) func f32MulSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating32.mul) }
@c @inline(__always) func f32MulAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating32.mul) }
@c @inline(__always) func f32MulSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating32.mul) }
@c @inline(__always) func f32MulSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating32.mul) }
@c @inline(__always) func f32MulAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating32.mul) }
@c @inline(__always) func f32SubSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating32.sub) }
@c @inline(__always) func f32SubAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating32.sub) }
@c @inline(__always) func f32SubSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating32.sub) }
@c @inline(__always) func f32SubSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating32.sub) }
@c @inline(__always) func f32SubAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating32.sub) }
@c @inline(__always) func f32DivSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating32.div) }
@c @inline(__always) func f32DivAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating32.div) }
@c @inline(__always) func f32DivSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating32.div) }
@c @inline(__always) func f32DivSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating32.div) }
@c @inline(__always) func f32DivAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating32.div) }
@c @inline(__always) func f32MinSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating32.min) }
@c @inline(__always) func f32MinAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating32.min) }
@c @inline(__always) func f32MinSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating32.min) }
@c @inline(__always) func f32MaxSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating32.max) }
@c @inline(__always) func f32MaxAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating32.max) }
@c @inline(__always) func f32MaxSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating32.max) }
@c @inline(__always) func f32CopysignSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating32.copysign) }
@c @inline(__always) func f32CopysignAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating32.copysign) }
@c @inline(__always) func f32CopysignSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating32.copysign) }
@c @inline(__always) func f32EqSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating32.eq) }
@c @inline(__always) func f32EqAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating32.eq) }
@c @inline(__always) func f32BrEqSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating32.eq) }
@c @inline(__always) func f32BrEqAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating32.eq) }
@c @inline(__always) func f32NeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating32.ne) }
@c @inline(__always) func f32NeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating32.ne) }
@c @inline(__always) func f32BrNeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating32.ne) }
@c @inline(__always) func f32BrNeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating32.ne) }
@c @inline(__always) func f32LtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating32.lt) }
@c @inline(__always) func f32LtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating32.lt) }
@c @inline(__always) func f32BrLtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating32.lt) }
@c @inline(__always) func f32BrLtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating32.lt) }
@c @inline(__always) func f32BrNotLtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotSS(Floating32.lt) }
@c @inline(__always) func f32BrNotLtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotFAS(Floating32.lt) }
@c @inline(__always) func f32GtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating32.gt) }
@c @inline(__always) func f32GtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating32.gt) }
@c @inline(__always) func f32BrGtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating32.gt) }
@c @inline(__always) func f32BrGtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating32.gt) }
@c @inline(__always) func f32BrNotGtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotSS(Floating32.gt) }
@c @inline(__always) func f32BrNotGtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotFAS(Floating32.gt) }
@c @inline(__always) func f32LeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating32.le) }
@c @inline(__always) func f32LeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating32.le) }
@c @inline(__always) func f32BrLeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating32.le) }
@c @inline(__always) func f32BrLeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating32.le) }
@c @inline(__always) func f32BrNotLeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotSS(Floating32.le) }
@c @inline(__always) func f32BrNotLeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotFAS(Floating32.le) }
@c @inline(__always) func f32GeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating32.ge) }
@c @inline(__always) func f32GeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating32.ge) }
@c @inline(__always) func f32BrGeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating32.ge) }
@c @inline(__always) func f32BrGeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating32.ge) }
@c @inline(__always) func f32BrNotGeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotSS(Floating32.ge) }
@c @inline(__always) func f32BrNotGeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotFAS(Floating32.ge) }
