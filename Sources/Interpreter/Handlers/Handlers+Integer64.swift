// swift-format-ignore-file
import NumericSemantics
import WasmModel

// The i64 instructions. Suffixes as in `Registers+Numeric.swift`.

extension HandlerTable {
    func addInteger64() {
        unary(.i64Clz, i64ClzS, i64ClzA)
        unary(.i64Ctz, i64CtzS, i64CtzA)
        unary(.i64Popcnt, i64PopcntS, i64PopcntA)
        unary(.i64Extend8S, i64Extend8SS, i64Extend8SA)
        unary(.i64Extend16S, i64Extend16SS, i64Extend16SA)
        unary(.i64Extend32S, i64Extend32SS, i64Extend32SA)
        unary(.i64Eqz, i64EqzS, i64EqzA)
        binary(.i64Add, i64AddSS, i64AddAS, nil, i64AddSI, i64AddAI)
        transient(.i64Add, .slots, i64AddSST)
        transient(.i64Add, .accumulatorFirst, i64AddAST)
        transient(.i64Add, .immediate, i64AddSIT)
        transient(.i64Add, .accumulatorImmediate, i64AddAIT)
        binary(.i64Mul, i64MulSS, i64MulAS, nil, i64MulSI, i64MulAI)
        transient(.i64Mul, .slots, i64MulSST)
        transient(.i64Mul, .accumulatorFirst, i64MulAST)
        transient(.i64Mul, .immediate, i64MulSIT)
        transient(.i64Mul, .accumulatorImmediate, i64MulAIT)
        binary(.i64And, i64AndSS, i64AndAS, nil, i64AndSI, i64AndAI)
        transient(.i64And, .slots, i64AndSST)
        transient(.i64And, .accumulatorFirst, i64AndAST)
        transient(.i64And, .immediate, i64AndSIT)
        transient(.i64And, .accumulatorImmediate, i64AndAIT)
        binary(.i64Or, i64OrSS, i64OrAS, nil, i64OrSI, i64OrAI)
        transient(.i64Or, .slots, i64OrSST)
        transient(.i64Or, .accumulatorFirst, i64OrAST)
        transient(.i64Or, .immediate, i64OrSIT)
        transient(.i64Or, .accumulatorImmediate, i64OrAIT)
        binary(.i64Xor, i64XorSS, i64XorAS, nil, i64XorSI, i64XorAI)
        transient(.i64Xor, .slots, i64XorSST)
        transient(.i64Xor, .accumulatorFirst, i64XorAST)
        transient(.i64Xor, .immediate, i64XorSIT)
        transient(.i64Xor, .accumulatorImmediate, i64XorAIT)
        binary(.i64Sub, i64SubSS, i64SubAS, i64SubSA, i64SubSI, i64SubAI)
        transient(.i64Sub, .slots, i64SubSST)
        transient(.i64Sub, .accumulatorFirst, i64SubAST)
        transient(.i64Sub, .accumulatorSecond, i64SubSAT)
        transient(.i64Sub, .immediate, i64SubSIT)
        transient(.i64Sub, .accumulatorImmediate, i64SubAIT)
        binary(.i64Shl, i64ShlSS, i64ShlAS, i64ShlSA, i64ShlSI, i64ShlAI)
        transient(.i64Shl, .slots, i64ShlSST)
        transient(.i64Shl, .accumulatorFirst, i64ShlAST)
        transient(.i64Shl, .accumulatorSecond, i64ShlSAT)
        transient(.i64Shl, .immediate, i64ShlSIT)
        transient(.i64Shl, .accumulatorImmediate, i64ShlAIT)
        binary(.i64ShrS, i64ShrSSS, i64ShrSAS, i64ShrSSA, i64ShrSSI, i64ShrSAI)
        transient(.i64ShrS, .slots, i64ShrSSST)
        transient(.i64ShrS, .accumulatorFirst, i64ShrSAST)
        transient(.i64ShrS, .accumulatorSecond, i64ShrSSAT)
        transient(.i64ShrS, .immediate, i64ShrSSIT)
        transient(.i64ShrS, .accumulatorImmediate, i64ShrSAIT)
        binary(.i64ShrU, i64ShrUSS, i64ShrUAS, i64ShrUSA, i64ShrUSI, i64ShrUAI)
        transient(.i64ShrU, .slots, i64ShrUSST)
        transient(.i64ShrU, .accumulatorFirst, i64ShrUAST)
        transient(.i64ShrU, .accumulatorSecond, i64ShrUSAT)
        transient(.i64ShrU, .immediate, i64ShrUSIT)
        transient(.i64ShrU, .accumulatorImmediate, i64ShrUAIT)
        binary(.i64Rotl, i64RotlSS, i64RotlAS, i64RotlSA, i64RotlSI, i64RotlAI)
        transient(.i64Rotl, .slots, i64RotlSST)
        transient(.i64Rotl, .accumulatorFirst, i64RotlAST)
        transient(.i64Rotl, .accumulatorSecond, i64RotlSAT)
        transient(.i64Rotl, .immediate, i64RotlSIT)
        transient(.i64Rotl, .accumulatorImmediate, i64RotlAIT)
        binary(.i64Rotr, i64RotrSS, i64RotrAS, i64RotrSA, i64RotrSI, i64RotrAI)
        transient(.i64Rotr, .slots, i64RotrSST)
        transient(.i64Rotr, .accumulatorFirst, i64RotrAST)
        transient(.i64Rotr, .accumulatorSecond, i64RotrSAT)
        transient(.i64Rotr, .immediate, i64RotrSIT)
        transient(.i64Rotr, .accumulatorImmediate, i64RotrAIT)
        binary(.i64DivS, i64DivSSS, i64DivSAS, i64DivSSA)
        binary(.i64DivU, i64DivUSS, i64DivUAS, i64DivUSA)
        binary(.i64RemS, i64RemSSS, i64RemSAS, i64RemSSA)
        binary(.i64RemU, i64RemUSS, i64RemUAS, i64RemUSA)
        binary(.i64Eq, i64EqSS, i64EqAS, nil, i64EqSI, i64EqAI)
        comparison(.i64Eq, negation: .i64Ne, ss: i64BrEqSS, sa: i64BrEqAS, si: i64BrEqSI, ai: i64BrEqAI)
        binary(.i64Ne, i64NeSS, i64NeAS, nil, i64NeSI, i64NeAI)
        comparison(.i64Ne, negation: .i64Eq, ss: i64BrNeSS, sa: i64BrNeAS, si: i64BrNeSI, ai: i64BrNeAI)
        binary(.i64LtS, i64LtSSS, i64LtSAS, nil, i64LtSSI, i64LtSAI)
        comparison(.i64LtS, negation: .i64GeS, ss: i64BrLtSSS, sa: i64BrLtSAS, si: i64BrLtSSI, ai: i64BrLtSAI)
        binary(.i64LtU, i64LtUSS, i64LtUAS, nil, i64LtUSI, i64LtUAI)
        comparison(.i64LtU, negation: .i64GeU, ss: i64BrLtUSS, sa: i64BrLtUAS, si: i64BrLtUSI, ai: i64BrLtUAI)
        binary(.i64GtS, i64GtSSS, i64GtSAS, nil, i64GtSSI, i64GtSAI)
        comparison(.i64GtS, negation: .i64LeS, ss: i64BrGtSSS, sa: i64BrGtSAS, si: i64BrGtSSI, ai: i64BrGtSAI)
        binary(.i64GtU, i64GtUSS, i64GtUAS, nil, i64GtUSI, i64GtUAI)
        comparison(.i64GtU, negation: .i64LeU, ss: i64BrGtUSS, sa: i64BrGtUAS, si: i64BrGtUSI, ai: i64BrGtUAI)
        binary(.i64LeS, i64LeSSS, i64LeSAS, nil, i64LeSSI, i64LeSAI)
        comparison(.i64LeS, negation: .i64GtS, ss: i64BrLeSSS, sa: i64BrLeSAS, si: i64BrLeSSI, ai: i64BrLeSAI)
        binary(.i64LeU, i64LeUSS, i64LeUAS, nil, i64LeUSI, i64LeUAI)
        comparison(.i64LeU, negation: .i64GtU, ss: i64BrLeUSS, sa: i64BrLeUAS, si: i64BrLeUSI, ai: i64BrLeUAI)
        binary(.i64GeS, i64GeSSS, i64GeSAS, nil, i64GeSSI, i64GeSAI)
        comparison(.i64GeS, negation: .i64LtS, ss: i64BrGeSSS, sa: i64BrGeSAS, si: i64BrGeSSI, ai: i64BrGeSAI)
        binary(.i64GeU, i64GeUSS, i64GeUAS, nil, i64GeUSI, i64GeUAI)
        comparison(.i64GeU, negation: .i64LtU, ss: i64BrGeUSS, sa: i64BrGeUAS, si: i64BrGeUSI, ai: i64BrGeUAI)
        set(.i64Eqz, .branch, i64BrEqzS)
        set(.i64Eqz, .branchAccumulator, i64BrEqzA)
        set(.i64Eqz, .branchNot, i64BrNezS)
        set(.i64Eqz, .branchNotAccumulator, i64BrNezA)
        one(.i64Add128, i64Add128SS)
        one(.i64Sub128, i64Sub128SS)
        one(.i64MulWideS, i64MulWideSSS)
        one(.i64MulWideU, i64MulWideUSS)
    }
}

@c @inline(__always) func i64ClzS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer64.clz) }
@c @inline(__always) func i64ClzA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer64.clz) }
@c @inline(__always) func i64CtzS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer64.ctz) }
@c @inline(__always) func i64CtzA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer64.ctz) }
@c @inline(__always) func i64PopcntS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer64.popcnt) }
@c @inline(__always) func i64PopcntA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer64.popcnt) }
@c @inline(__always) func i64Extend8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer64.extend8S) }
@c @inline(__always) func i64Extend8SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer64.extend8S) }
@c @inline(__always) func i64Extend16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer64.extend16S) }
@c @inline(__always) func i64Extend16SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer64.extend16S) }
@c @inline(__always) func i64Extend32SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer64.extend32S) }
@c @inline(__always) func i64Extend32SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer64.extend32S) }
@c @inline(__always) func i64EqzS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer64.eqz) }
@c @inline(__always) func i64EqzA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer64.eqz) }
@c @inline(__always) func i64AddSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.add) }
@c @inline(__always) func i64AddAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.add) }
@c @inline(__always) func i64AddSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.add) }
@c @inline(__always) func i64AddAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.add) }
@c @inline(__always) func i64AddSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.add, keeps: false) }
@c @inline(__always) func i64AddAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.add, keeps: false) }
@c @inline(__always) func i64AddSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.add, keeps: false) }
@c @inline(__always) func i64AddAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.add, keeps: false) }
@c @inline(__always) func i64MulSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.mul) }
@c @inline(__always) func i64MulAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.mul) }
@c @inline(__always) func i64MulSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.mul) }
@c @inline(__always) func i64MulAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.mul) }
@c @inline(__always) func i64MulSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.mul, keeps: false) }
@c @inline(__always) func i64MulAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.mul, keeps: false) }
@c @inline(__always) func i64MulSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.mul, keeps: false) }
@c @inline(__always) func i64MulAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.mul, keeps: false) }
@c @inline(__always) func i64AndSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.and) }
@c @inline(__always) func i64AndAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.and) }
@c @inline(__always) func i64AndSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.and) }
@c @inline(__always) func i64AndAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.and) }
@c @inline(__always) func i64AndSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.and, keeps: false) }
@c @inline(__always) func i64AndAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.and, keeps: false) }
@c @inline(__always) func i64AndSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.and, keeps: false) }
@c @inline(__always) func i64AndAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.and, keeps: false) }
@c @inline(__always) func i64OrSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.or) }
@c @inline(__always) func i64OrAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.or) }
@c @inline(__always) func i64OrSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.or) }
@c @inline(__always) func i64OrAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.or) }
@c @inline(__always) func i64OrSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.or, keeps: false) }
@c @inline(__always) func i64OrAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.or, keeps: false) }
@c @inline(__always) func i64OrSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.or, keeps: false) }
@c @inline(__always) func i64OrAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.or, keeps: false) }
@c @inline(__always) func i64XorSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.xor) }
@c @inline(__always) func i64XorAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.xor) }
@c @inline(__always) func i64XorSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.xor) }
@c @inline(__always) func i64XorAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.xor) }
@c @inline(__always) func i64XorSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.xor, keeps: false) }
@c @inline(__always) func i64XorAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.xor, keeps: false) }
@c @inline(__always) func i64XorSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.xor, keeps: false) }
@c @inline(__always) func i64XorAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.xor, keeps: false) }
@c @inline(__always) func i64SubSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.sub) }
@c @inline(__always) func i64SubAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.sub) }
@c @inline(__always) func i64SubSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.sub) }
@c @inline(__always) func i64SubSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.sub) }
@c @inline(__always) func i64SubAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.sub) }
@c @inline(__always) func i64SubSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.sub, keeps: false) }
@c @inline(__always) func i64SubAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.sub, keeps: false) }
@c @inline(__always) func i64SubSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.sub, keeps: false) }
@c @inline(__always) func i64SubSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.sub, keeps: false) }
@c @inline(__always) func i64SubAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.sub, keeps: false) }
@c @inline(__always) func i64ShlSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.shl) }
@c @inline(__always) func i64ShlAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.shl) }
@c @inline(__always) func i64ShlSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.shl) }
@c @inline(__always) func i64ShlSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.shl) }
@c @inline(__always) func i64ShlAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.shl) }
@c @inline(__always) func i64ShlSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.shl, keeps: false) }
@c @inline(__always) func i64ShlAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.shl, keeps: false) }
@c @inline(__always) func i64ShlSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.shl, keeps: false) }
@c @inline(__always) func i64ShlSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.shl, keeps: false) }
@c @inline(__always) func i64ShlAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.shl, keeps: false) }
@c @inline(__always) func i64ShrSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.shrS) }
@c @inline(__always) func i64ShrSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.shrS) }
@c @inline(__always) func i64ShrSSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.shrS) }
@c @inline(__always) func i64ShrSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.shrS) }
@c @inline(__always) func i64ShrSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.shrS) }
@c @inline(__always) func i64ShrSSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.shrS, keeps: false) }
@c @inline(__always) func i64ShrSAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.shrS, keeps: false) }
@c @inline(__always) func i64ShrSSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.shrS, keeps: false) }
@c @inline(__always) func i64ShrSSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.shrS, keeps: false) }
@c @inline(__always) func i64ShrSAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.shrS, keeps: false) }
@c @inline(__always) func i64ShrUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.shrU) }
@c @inline(__always) func i64ShrUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.shrU) }
@c @inline(__always) func i64ShrUSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.shrU) }
@c @inline(__always) func i64ShrUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.shrU) }
@c @inline(__always) func i64ShrUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.shrU) }
@c @inline(__always) func i64ShrUSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.shrU, keeps: false) }
@c @inline(__always) func i64ShrUAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.shrU, keeps: false) }
@c @inline(__always) func i64ShrUSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.shrU, keeps: false) }
@c @inline(__always) func i64ShrUSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.shrU, keeps: false) }
@c @inline(__always) func i64ShrUAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.shrU, keeps: false) }
@c @inline(__always) func i64RotlSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.rotl) }
@c @inline(__always) func i64RotlAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.rotl) }
@c @inline(__always) func i64RotlSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.rotl) }
@c @inline(__always) func i64RotlSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.rotl) }
@c @inline(__always) func i64RotlAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.rotl) }
@c @inline(__always) func i64RotlSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.rotl, keeps: false) }
@c @inline(__always) func i64RotlAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.rotl, keeps: false) }
@c @inline(__always) func i64RotlSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.rotl, keeps: false) }
@c @inline(__always) func i64RotlSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.rotl, keeps: false) }
@c @inline(__always) func i64RotlAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.rotl, keeps: false) }
@c @inline(__always) func i64RotrSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.rotr) }
@c @inline(__always) func i64RotrAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.rotr) }
@c @inline(__always) func i64RotrSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.rotr) }
@c @inline(__always) func i64RotrSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.rotr) }
@c @inline(__always) func i64RotrAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.rotr) }
@c @inline(__always) func i64RotrSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.rotr, keeps: false) }
@c @inline(__always) func i64RotrAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.rotr, keeps: false) }
@c @inline(__always) func i64RotrSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.rotr, keeps: false) }
@c @inline(__always) func i64RotrSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.rotr, keeps: false) }
@c @inline(__always) func i64RotrAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.rotr, keeps: false) }
@c @inline(__always) func i64DivSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.divS) }
@c @inline(__always) func i64DivSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.divS) }
@c @inline(__always) func i64DivSSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.divS) }
@c @inline(__always) func i64DivUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.divU) }
@c @inline(__always) func i64DivUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.divU) }
@c @inline(__always) func i64DivUSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.divU) }
@c @inline(__always) func i64RemSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.remS) }
@c @inline(__always) func i64RemSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.remS) }
@c @inline(__always) func i64RemSSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.remS) }
@c @inline(__always) func i64RemUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.remU) }
@c @inline(__always) func i64RemUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.remU) }
@c @inline(__always) func i64RemUSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer64.remU) }
@c @inline(__always) func i64EqSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.eq) }
@c @inline(__always) func i64EqAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.eq) }
@c @inline(__always) func i64EqSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.eq) }
@c @inline(__always) func i64EqAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.eq) }
@c @inline(__always) func i64BrEqSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.eq) }
@c @inline(__always) func i64BrEqAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.eq) }
@c @inline(__always) func i64BrEqSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.eq) }
@c @inline(__always) func i64BrEqAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.eq) }
@c @inline(__always) func i64NeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.ne) }
@c @inline(__always) func i64NeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.ne) }
@c @inline(__always) func i64NeSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.ne) }
@c @inline(__always) func i64NeAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.ne) }
@c @inline(__always) func i64BrNeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.ne) }
@c @inline(__always) func i64BrNeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.ne) }
@c @inline(__always) func i64BrNeSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.ne) }
@c @inline(__always) func i64BrNeAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.ne) }
@c @inline(__always) func i64LtSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.ltS) }
@c @inline(__always) func i64LtSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.ltS) }
@c @inline(__always) func i64LtSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.ltS) }
@c @inline(__always) func i64LtSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.ltS) }
@c @inline(__always) func i64BrLtSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.ltS) }
@c @inline(__always) func i64BrLtSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.ltS) }
@c @inline(__always) func i64BrLtSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.ltS) }
@c @inline(__always) func i64BrLtSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.ltS) }
@c @inline(__always) func i64LtUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.ltU) }
@c @inline(__always) func i64LtUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.ltU) }
@c @inline(__always) func i64LtUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.ltU) }
@c @inline(__always) func i64LtUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.ltU) }
@c @inline(__always) func i64BrLtUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.ltU) }
@c @inline(__always) func i64BrLtUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.ltU) }
@c @inline(__always) func i64BrLtUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.ltU) }
@c @inline(__always) func i64BrLtUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.ltU) }
@c @inline(__always) func i64GtSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.gtS) }
@c @inline(__always) func i64GtSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.gtS) }
@c @inline(__always) func i64GtSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.gtS) }
@c @inline(__always) func i64GtSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.gtS) }
@c @inline(__always) func i64BrGtSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.gtS) }
@c @inline(__always) func i64BrGtSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.gtS) }
@c @inline(__always) func i64BrGtSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.gtS) }
@c @inline(__always) func i64BrGtSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.gtS) }
@c @inline(__always) func i64GtUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.gtU) }
@c @inline(__always) func i64GtUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.gtU) }
@c @inline(__always) func i64GtUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.gtU) }
@c @inline(__always) func i64GtUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.gtU) }
@c @inline(__always) func i64BrGtUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.gtU) }
@c @inline(__always) func i64BrGtUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.gtU) }
@c @inline(__always) func i64BrGtUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.gtU) }
@c @inline(__always) func i64BrGtUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.gtU) }
@c @inline(__always) func i64LeSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.leS) }
@c @inline(__always) func i64LeSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.leS) }
@c @inline(__always) func i64LeSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.leS) }
@c @inline(__always) func i64LeSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.leS) }
@c @inline(__always) func i64BrLeSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.leS) }
@c @inline(__always) func i64BrLeSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.leS) }
@c @inline(__always) func i64BrLeSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.leS) }
@c @inline(__always) func i64BrLeSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.leS) }
@c @inline(__always) func i64LeUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.leU) }
@c @inline(__always) func i64LeUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.leU) }
@c @inline(__always) func i64LeUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.leU) }
@c @inline(__always) func i64LeUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.leU) }
@c @inline(__always) func i64BrLeUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.leU) }
@c @inline(__always) func i64BrLeUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.leU) }
@c @inline(__always) func i64BrLeUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.leU) }
@c @inline(__always) func i64BrLeUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.leU) }
@c @inline(__always) func i64GeSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.geS) }
@c @inline(__always) func i64GeSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.geS) }
@c @inline(__always) func i64GeSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.geS) }
@c @inline(__always) func i64GeSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.geS) }
@c @inline(__always) func i64BrGeSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.geS) }
@c @inline(__always) func i64BrGeSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.geS) }
@c @inline(__always) func i64BrGeSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.geS) }
@c @inline(__always) func i64BrGeSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.geS) }
@c @inline(__always) func i64GeUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer64.geU) }
@c @inline(__always) func i64GeUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer64.geU) }
@c @inline(__always) func i64GeUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer64.geU) }
@c @inline(__always) func i64GeUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer64.geU) }
@c @inline(__always) func i64BrGeUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer64.geU) }
@c @inline(__always) func i64BrGeUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer64.geU) }
@c @inline(__always) func i64BrGeUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer64.geU) }
@c @inline(__always) func i64BrGeUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer64.geU) }
@c @inline(__always) func i64BrEqzS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchS(Integer64.eqz) }
@c @inline(__always) func i64BrEqzA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchA(Integer64.eqz) }
@c @inline(__always) func i64BrNezS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchS { !Integer64.eqz($0) } }
@c @inline(__always) func i64BrNezA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchA { !Integer64.eqz($0) } }
@c @inline(__always) func i64Add128SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).wide4(WideArithmetic.add128) }
@c @inline(__always) func i64Sub128SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).wide4(WideArithmetic.sub128) }
@c @inline(__always) func i64MulWideSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).wide2(WideArithmetic.mulWideS) }
@c @inline(__always) func i64MulWideUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).wide2(WideArithmetic.mulWideU) }
