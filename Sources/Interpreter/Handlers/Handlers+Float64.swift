// swift-format-ignore-file
import NumericSemantics
import WasmModel

// The f64 instructions. Suffixes as in `Registers+Numeric.swift`.

extension HandlerTable {
    func addFloat64() {
        unary(.f64Abs, f64AbsS, f64AbsA)
        unary(.f64Neg, f64NegS, f64NegA)
        unary(.f64Ceil, f64CeilS, f64CeilA)
        unary(.f64Floor, f64FloorS, f64FloorA)
        unary(.f64Trunc, f64TruncS, f64TruncA)
        unary(.f64Nearest, f64NearestS, f64NearestA)
        unary(.f64Sqrt, f64SqrtS, f64SqrtA)
        binary(.f64Add, f64AddSS, f64AddAS, f64AddSA, f64AddSI, f64AddAI)
        transient(.f64Add, .slots, f64AddSST)
        transient(.f64Add, .accumulatorFirst, f64AddAST)
        transient(.f64Add, .accumulatorSecond, f64AddSAT)
        transient(.f64Add, .immediate, f64AddSIT)
        transient(.f64Add, .accumulatorImmediate, f64AddAIT)
        binary(.f64Mul, f64MulSS, f64MulAS, f64MulSA, f64MulSI, f64MulAI)
        transient(.f64Mul, .slots, f64MulSST)
        transient(.f64Mul, .accumulatorFirst, f64MulAST)
        transient(.f64Mul, .accumulatorSecond, f64MulSAT)
        transient(.f64Mul, .immediate, f64MulSIT)
        transient(.f64Mul, .accumulatorImmediate, f64MulAIT)
        binary(.f64Sub, f64SubSS, f64SubAS, f64SubSA, f64SubSI, f64SubAI)
        transient(.f64Sub, .slots, f64SubSST)
        transient(.f64Sub, .accumulatorFirst, f64SubAST)
        transient(.f64Sub, .accumulatorSecond, f64SubSAT)
        transient(.f64Sub, .immediate, f64SubSIT)
        transient(.f64Sub, .accumulatorImmediate, f64SubAIT)
        binary(.f64Div, f64DivSS, f64DivAS, f64DivSA, f64DivSI, f64DivAI)
        transient(.f64Div, .slots, f64DivSST)
        transient(.f64Div, .accumulatorFirst, f64DivAST)
        transient(.f64Div, .accumulatorSecond, f64DivSAT)
        transient(.f64Div, .immediate, f64DivSIT)
        transient(.f64Div, .accumulatorImmediate, f64DivAIT)
        binary(.f64Min, f64MinSS, f64MinAS, f64MinSA)
        binary(.f64Max, f64MaxSS, f64MaxAS, f64MaxSA)
        binary(.f64Copysign, f64CopysignSS, f64CopysignAS, f64CopysignSA)
        binary(.f64Eq, f64EqSS, f64EqAS)
        floatComparison(.f64Eq, f64BrEqSS, f64BrEqAS, notSS: f64BrNeSS, notAS: f64BrNeAS)
        binary(.f64Ne, f64NeSS, f64NeAS)
        floatComparison(.f64Ne, f64BrNeSS, f64BrNeAS, notSS: f64BrEqSS, notAS: f64BrEqAS)
        binary(.f64Lt, f64LtSS, f64LtAS)
        floatComparison(.f64Lt, f64BrLtSS, f64BrLtAS, notSS: f64BrNotLtSS, notAS: f64BrNotLtAS)
        binary(.f64Gt, f64GtSS, f64GtAS)
        floatComparison(.f64Gt, f64BrGtSS, f64BrGtAS, notSS: f64BrNotGtSS, notAS: f64BrNotGtAS)
        binary(.f64Le, f64LeSS, f64LeAS)
        floatComparison(.f64Le, f64BrLeSS, f64BrLeAS, notSS: f64BrNotLeSS, notAS: f64BrNotLeAS)
        binary(.f64Ge, f64GeSS, f64GeAS)
        floatComparison(.f64Ge, f64BrGeSS, f64BrGeAS, notSS: f64BrNotGeSS, notAS: f64BrNotGeAS)
    }
}

@c @inline(__always) func f64AbsS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating64.abs) }
@c @inline(__always) func f64AbsA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating64.abs) }
@c @inline(__always) func f64NegS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating64.neg) }
@c @inline(__always) func f64NegA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating64.neg) }
@c @inline(__always) func f64CeilS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating64.ceil) }
@c @inline(__always) func f64CeilA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating64.ceil) }
@c @inline(__always) func f64FloorS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating64.floor) }
@c @inline(__always) func f64FloorA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating64.floor) }
@c @inline(__always) func f64TruncS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating64.trunc) }
@c @inline(__always) func f64TruncA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating64.trunc) }
@c @inline(__always) func f64NearestS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating64.nearest) }
@c @inline(__always) func f64NearestA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating64.nearest) }
@c @inline(__always) func f64SqrtS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fs(Floating64.sqrt) }
@c @inline(__always) func f64SqrtA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fa(Floating64.sqrt) }
@c @inline(__always) func f64AddSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.add) }
@c @inline(__always) func f64AddAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.add) }
@c @inline(__always) func f64AddSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.add) }
@c @inline(__always) func f64AddSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating64.add) }
@c @inline(__always) func f64AddAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating64.add) }
@c @inline(__always) func f64AddSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.add, keeps: false) }
@c @inline(__always) func f64AddAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.add, keeps: false) }
@c @inline(__always) func f64AddSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.add, keeps: false) }
@c @inline(__always) func f64AddSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating64.add, keeps: false) }
@c @inline(__always) func f64AddAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating64.add, keeps: false) }
@c @inline(__always) func f64MulSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.mul) }
@c @inline(__always) func f64MulAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.mul) }
@c @inline(__always) func f64MulSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.mul) }
@c @inline(__always) func f64MulSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating64.mul) }
@c @inline(__always) func f64MulAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating64.mul) }
@c @inline(__always) func f64MulSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.mul, keeps: false) }
@c @inline(__always) func f64MulAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.mul, keeps: false) }
@c @inline(__always) func f64MulSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.mul, keeps: false) }
@c @inline(__always) func f64MulSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating64.mul, keeps: false) }
@c @inline(__always) func f64MulAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating64.mul, keeps: false) }
@c @inline(__always) func f64SubSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.sub) }
@c @inline(__always) func f64SubAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.sub) }
@c @inline(__always) func f64SubSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.sub) }
@c @inline(__always) func f64SubSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating64.sub) }
@c @inline(__always) func f64SubAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating64.sub) }
@c @inline(__always) func f64SubSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.sub, keeps: false) }
@c @inline(__always) func f64SubAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.sub, keeps: false) }
@c @inline(__always) func f64SubSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.sub, keeps: false) }
@c @inline(__always) func f64SubSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating64.sub, keeps: false) }
@c @inline(__always) func f64SubAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating64.sub, keeps: false) }
@c @inline(__always) func f64DivSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.div) }
@c @inline(__always) func f64DivAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.div) }
@c @inline(__always) func f64DivSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.div) }
@c @inline(__always) func f64DivSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating64.div) }
@c @inline(__always) func f64DivAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating64.div) }
@c @inline(__always) func f64DivSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.div, keeps: false) }
@c @inline(__always) func f64DivAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.div, keeps: false) }
@c @inline(__always) func f64DivSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.div, keeps: false) }
@c @inline(__always) func f64DivSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsi(Floating64.div, keeps: false) }
@c @inline(__always) func f64DivAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fai(Floating64.div, keeps: false) }
@c @inline(__always) func f64MinSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.min) }
@c @inline(__always) func f64MinAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.min) }
@c @inline(__always) func f64MinSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.min) }
@c @inline(__always) func f64MaxSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.max) }
@c @inline(__always) func f64MaxAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.max) }
@c @inline(__always) func f64MaxSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.max) }
@c @inline(__always) func f64CopysignSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fss(Floating64.copysign) }
@c @inline(__always) func f64CopysignAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fas(Floating64.copysign) }
@c @inline(__always) func f64CopysignSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fsa(Floating64.copysign) }
@c @inline(__always) func f64EqSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating64.eq) }
@c @inline(__always) func f64EqAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating64.eq) }
@c @inline(__always) func f64BrEqSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating64.eq) }
@c @inline(__always) func f64BrEqAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating64.eq) }
@c @inline(__always) func f64NeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating64.ne) }
@c @inline(__always) func f64NeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating64.ne) }
@c @inline(__always) func f64BrNeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating64.ne) }
@c @inline(__always) func f64BrNeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating64.ne) }
@c @inline(__always) func f64LtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating64.lt) }
@c @inline(__always) func f64LtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating64.lt) }
@c @inline(__always) func f64BrLtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating64.lt) }
@c @inline(__always) func f64BrLtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating64.lt) }
@c @inline(__always) func f64BrNotLtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotSS(Floating64.lt) }
@c @inline(__always) func f64BrNotLtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotFAS(Floating64.lt) }
@c @inline(__always) func f64GtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating64.gt) }
@c @inline(__always) func f64GtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating64.gt) }
@c @inline(__always) func f64BrGtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating64.gt) }
@c @inline(__always) func f64BrGtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating64.gt) }
@c @inline(__always) func f64BrNotGtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotSS(Floating64.gt) }
@c @inline(__always) func f64BrNotGtAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotFAS(Floating64.gt) }
@c @inline(__always) func f64LeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating64.le) }
@c @inline(__always) func f64LeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating64.le) }
@c @inline(__always) func f64BrLeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating64.le) }
@c @inline(__always) func f64BrLeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating64.le) }
@c @inline(__always) func f64BrNotLeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotSS(Floating64.le) }
@c @inline(__always) func f64BrNotLeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotFAS(Floating64.le) }
@c @inline(__always) func f64GeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Floating64.ge) }
@c @inline(__always) func f64GeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).fasToInteger(Floating64.ge) }
@c @inline(__always) func f64BrGeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Floating64.ge) }
@c @inline(__always) func f64BrGeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchFAS(Floating64.ge) }
@c @inline(__always) func f64BrNotGeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotSS(Floating64.ge) }
@c @inline(__always) func f64BrNotGeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchNotFAS(Floating64.ge) }
