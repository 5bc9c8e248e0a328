// swift-format-ignore-file
import NumericSemantics
import WasmModel

// The i32 instructions. Suffixes as in `Registers+Numeric.swift`.

extension HandlerTable {
    func addInteger32() {
        unary(.i32Clz, i32ClzS, i32ClzA)
        unary(.i32Ctz, i32CtzS, i32CtzA)
        unary(.i32Popcnt, i32PopcntS, i32PopcntA)
        unary(.i32Extend8S, i32Extend8SS, i32Extend8SA)
        unary(.i32Extend16S, i32Extend16SS, i32Extend16SA)
        unary(.i32Eqz, i32EqzS, i32EqzA)
        binary(.i32Add, i32AddSS, i32AddAS, nil, i32AddSI, i32AddAI)
        transient(.i32Add, .slots, i32AddSST)
        transient(.i32Add, .accumulatorFirst, i32AddAST)
        transient(.i32Add, .immediate, i32AddSIT)
        transient(.i32Add, .accumulatorImmediate, i32AddAIT)
        binary(.i32Mul, i32MulSS, i32MulAS, nil, i32MulSI, i32MulAI)
        transient(.i32Mul, .slots, i32MulSST)
        transient(.i32Mul, .accumulatorFirst, i32MulAST)
        transient(.i32Mul, .immediate, i32MulSIT)
        transient(.i32Mul, .accumulatorImmediate, i32MulAIT)
        binary(.i32And, i32AndSS, i32AndAS, nil, i32AndSI, i32AndAI)
        transient(.i32And, .slots, i32AndSST)
        transient(.i32And, .accumulatorFirst, i32AndAST)
        transient(.i32And, .immediate, i32AndSIT)
        transient(.i32And, .accumulatorImmediate, i32AndAIT)
        binary(.i32Or, i32OrSS, i32OrAS, nil, i32OrSI, i32OrAI)
        transient(.i32Or, .slots, i32OrSST)
        transient(.i32Or, .accumulatorFirst, i32OrAST)
        transient(.i32Or, .immediate, i32OrSIT)
        transient(.i32Or, .accumulatorImmediate, i32OrAIT)
        binary(.i32Xor, i32XorSS, i32XorAS, nil, i32XorSI, i32XorAI)
        transient(.i32Xor, .slots, i32XorSST)
        transient(.i32Xor, .accumulatorFirst, i32XorAST)
        transient(.i32Xor, .immediate, i32XorSIT)
        transient(.i32Xor, .accumulatorImmediate, i32XorAIT)
        binary(.i32Sub, i32SubSS, i32SubAS, i32SubSA, i32SubSI, i32SubAI)
        transient(.i32Sub, .slots, i32SubSST)
        transient(.i32Sub, .accumulatorFirst, i32SubAST)
        transient(.i32Sub, .accumulatorSecond, i32SubSAT)
        transient(.i32Sub, .immediate, i32SubSIT)
        transient(.i32Sub, .accumulatorImmediate, i32SubAIT)
        binary(.i32Shl, i32ShlSS, i32ShlAS, i32ShlSA, i32ShlSI, i32ShlAI)
        transient(.i32Shl, .slots, i32ShlSST)
        transient(.i32Shl, .accumulatorFirst, i32ShlAST)
        transient(.i32Shl, .accumulatorSecond, i32ShlSAT)
        transient(.i32Shl, .immediate, i32ShlSIT)
        transient(.i32Shl, .accumulatorImmediate, i32ShlAIT)
        binary(.i32ShrS, i32ShrSSS, i32ShrSAS, i32ShrSSA, i32ShrSSI, i32ShrSAI)
        transient(.i32ShrS, .slots, i32ShrSSST)
        transient(.i32ShrS, .accumulatorFirst, i32ShrSAST)
        transient(.i32ShrS, .accumulatorSecond, i32ShrSSAT)
        transient(.i32ShrS, .immediate, i32ShrSSIT)
        transient(.i32ShrS, .accumulatorImmediate, i32ShrSAIT)
        binary(.i32ShrU, i32ShrUSS, i32ShrUAS, i32ShrUSA, i32ShrUSI, i32ShrUAI)
        transient(.i32ShrU, .slots, i32ShrUSST)
        transient(.i32ShrU, .accumulatorFirst, i32ShrUAST)
        transient(.i32ShrU, .accumulatorSecond, i32ShrUSAT)
        transient(.i32ShrU, .immediate, i32ShrUSIT)
        transient(.i32ShrU, .accumulatorImmediate, i32ShrUAIT)
        binary(.i32Rotl, i32RotlSS, i32RotlAS, i32RotlSA, i32RotlSI, i32RotlAI)
        transient(.i32Rotl, .slots, i32RotlSST)
        transient(.i32Rotl, .accumulatorFirst, i32RotlAST)
        transient(.i32Rotl, .accumulatorSecond, i32RotlSAT)
        transient(.i32Rotl, .immediate, i32RotlSIT)
        transient(.i32Rotl, .accumulatorImmediate, i32RotlAIT)
        binary(.i32Rotr, i32RotrSS, i32RotrAS, i32RotrSA, i32RotrSI, i32RotrAI)
        transient(.i32Rotr, .slots, i32RotrSST)
        transient(.i32Rotr, .accumulatorFirst, i32RotrAST)
        transient(.i32Rotr, .accumulatorSecond, i32RotrSAT)
        transient(.i32Rotr, .immediate, i32RotrSIT)
        transient(.i32Rotr, .accumulatorImmediate, i32RotrAIT)
        binary(.i32DivS, i32DivSSS, i32DivSAS, i32DivSSA)
        binary(.i32DivU, i32DivUSS, i32DivUAS, i32DivUSA)
        binary(.i32RemS, i32RemSSS, i32RemSAS, i32RemSSA)
        binary(.i32RemU, i32RemUSS, i32RemUAS, i32RemUSA)
        binary(.i32Eq, i32EqSS, i32EqAS, nil, i32EqSI, i32EqAI)
        comparison(.i32Eq, negation: .i32Ne, ss: i32BrEqSS, sa: i32BrEqAS, si: i32BrEqSI, ai: i32BrEqAI)
        step(.i32Eq, negation: .i32Ne, slots: i32StepEqS, immediate: i32StepEqI)
        binary(.i32Ne, i32NeSS, i32NeAS, nil, i32NeSI, i32NeAI)
        comparison(.i32Ne, negation: .i32Eq, ss: i32BrNeSS, sa: i32BrNeAS, si: i32BrNeSI, ai: i32BrNeAI)
        step(.i32Ne, negation: .i32Eq, slots: i32StepNeS, immediate: i32StepNeI)
        binary(.i32LtS, i32LtSSS, i32LtSAS, nil, i32LtSSI, i32LtSAI)
        comparison(.i32LtS, negation: .i32GeS, ss: i32BrLtSSS, sa: i32BrLtSAS, si: i32BrLtSSI, ai: i32BrLtSAI)
        step(.i32LtS, negation: .i32GeS, slots: i32StepLtSS, immediate: i32StepLtSI)
        binary(.i32LtU, i32LtUSS, i32LtUAS, nil, i32LtUSI, i32LtUAI)
        comparison(.i32LtU, negation: .i32GeU, ss: i32BrLtUSS, sa: i32BrLtUAS, si: i32BrLtUSI, ai: i32BrLtUAI)
        step(.i32LtU, negation: .i32GeU, slots: i32StepLtUS, immediate: i32StepLtUI)
        binary(.i32GtS, i32GtSSS, i32GtSAS, nil, i32GtSSI, i32GtSAI)
        comparison(.i32GtS, negation: .i32LeS, ss: i32BrGtSSS, sa: i32BrGtSAS, si: i32BrGtSSI, ai: i32BrGtSAI)
        step(.i32GtS, negation: .i32LeS, slots: i32StepGtSS, immediate: i32StepGtSI)
        binary(.i32GtU, i32GtUSS, i32GtUAS, nil, i32GtUSI, i32GtUAI)
        comparison(.i32GtU, negation: .i32LeU, ss: i32BrGtUSS, sa: i32BrGtUAS, si: i32BrGtUSI, ai: i32BrGtUAI)
        step(.i32GtU, negation: .i32LeU, slots: i32StepGtUS, immediate: i32StepGtUI)
        binary(.i32LeS, i32LeSSS, i32LeSAS, nil, i32LeSSI, i32LeSAI)
        comparison(.i32LeS, negation: .i32GtS, ss: i32BrLeSSS, sa: i32BrLeSAS, si: i32BrLeSSI, ai: i32BrLeSAI)
        step(.i32LeS, negation: .i32GtS, slots: i32StepLeSS, immediate: i32StepLeSI)
        binary(.i32LeU, i32LeUSS, i32LeUAS, nil, i32LeUSI, i32LeUAI)
        comparison(.i32LeU, negation: .i32GtU, ss: i32BrLeUSS, sa: i32BrLeUAS, si: i32BrLeUSI, ai: i32BrLeUAI)
        step(.i32LeU, negation: .i32GtU, slots: i32StepLeUS, immediate: i32StepLeUI)
        binary(.i32GeS, i32GeSSS, i32GeSAS, nil, i32GeSSI, i32GeSAI)
        comparison(.i32GeS, negation: .i32LtS, ss: i32BrGeSSS, sa: i32BrGeSAS, si: i32BrGeSSI, ai: i32BrGeSAI)
        step(.i32GeS, negation: .i32LtS, slots: i32StepGeSS, immediate: i32StepGeSI)
        binary(.i32GeU, i32GeUSS, i32GeUAS, nil, i32GeUSI, i32GeUAI)
        comparison(.i32GeU, negation: .i32LtU, ss: i32BrGeUSS, sa: i32BrGeUAS, si: i32BrGeUSI, ai: i32BrGeUAI)
        step(.i32GeU, negation: .i32LtU, slots: i32StepGeUS, immediate: i32StepGeUI)
        set(.i32Eqz, .branch, i32BrEqzS)
        set(.i32Eqz, .branchAccumulator, i32BrEqzA)
        set(.i32Eqz, .branchNot, i32BrNezS)
        set(.i32Eqz, .branchNotAccumulator, i32BrNezA)
    }
}

@c @inline(__always) func i32ClzS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer32.clz) }
@c @inline(__always) func i32ClzA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer32.clz) }
@c @inline(__always) func i32CtzS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer32.ctz) }
@c @inline(__always) func i32CtzA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer32.ctz) }
@c @inline(__always) func i32PopcntS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer32.popcnt) }
@c @inline(__always) func i32PopcntA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer32.popcnt) }
@c @inline(__always) func i32Extend8SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer32.extend8S) }
@c @inline(__always) func i32Extend8SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer32.extend8S) }
@c @inline(__always) func i32Extend16SS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer32.extend16S) }
@c @inline(__always) func i32Extend16SA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer32.extend16S) }
@c @inline(__always) func i32EqzS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).s(Integer32.eqz) }
@c @inline(__always) func i32EqzA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).a(Integer32.eqz) }
@c @inline(__always) func i32AddSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.add) }
@c @inline(__always) func i32AddAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.add) }
@c @inline(__always) func i32AddSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.add) }
@c @inline(__always) func i32AddAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.add) }
@c @inline(__always) func i32AddSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.add, keeps: false) }
@c @inline(__always) func i32AddAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.add, keeps: false) }
@c @inline(__always) func i32AddSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.add, keeps: false) }
@c @inline(__always) func i32AddAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.add, keeps: false) }
@c @inline(__always) func i32MulSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.mul) }
@c @inline(__always) func i32MulAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.mul) }
@c @inline(__always) func i32MulSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.mul) }
@c @inline(__always) func i32MulAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.mul) }
@c @inline(__always) func i32MulSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.mul, keeps: false) }
@c @inline(__always) func i32MulAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.mul, keeps: false) }
@c @inline(__always) func i32MulSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.mul, keeps: false) }
@c @inline(__always) func i32MulAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.mul, keeps: false) }
@c @inline(__always) func i32AndSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.and) }
@c @inline(__always) func i32AndAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.and) }
@c @inline(__always) func i32AndSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.and) }
@c @inline(__always) func i32AndAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.and) }
@c @inline(__always) func i32AndSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.and, keeps: false) }
@c @inline(__always) func i32AndAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.and, keeps: false) }
@c @inline(__always) func i32AndSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.and, keeps: false) }
@c @inline(__always) func i32AndAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.and, keeps: false) }
@c @inline(__always) func i32OrSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.or) }
@c @inline(__always) func i32OrAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.or) }
@c @inline(__always) func i32OrSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.or) }
@c @inline(__always) func i32OrAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.or) }
@c @inline(__always) func i32OrSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.or, keeps: false) }
@c @inline(__always) func i32OrAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.or, keeps: false) }
@c @inline(__always) func i32OrSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.or, keeps: false) }
@c @inline(__always) func i32OrAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.or, keeps: false) }
@c @inline(__always) func i32XorSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.xor) }
@c @inline(__always) func i32XorAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.xor) }
@c @inline(__always) func i32XorSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.xor) }
@c @inline(__always) func i32XorAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.xor) }
@c @inline(__always) func i32XorSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.xor, keeps: false) }
@c @inline(__always) func i32XorAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.xor, keeps: false) }
@c @inline(__always) func i32XorSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.xor, keeps: false) }
@c @inline(__always) func i32XorAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.xor, keeps: false) }
@c @inline(__always) func i32SubSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.sub) }
@c @inline(__always) func i32SubAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.sub) }
@c @inline(__always) func i32SubSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.sub) }
@c @inline(__always) func i32SubSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.sub) }
@c @inline(__always) func i32SubAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.sub) }
@c @inline(__always) func i32SubSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.sub, keeps: false) }
@c @inline(__always) func i32SubAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.sub, keeps: false) }
@c @inline(__always) func i32SubSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.sub, keeps: false) }
@c @inline(__always) func i32SubSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.sub, keeps: false) }
@c @inline(__always) func i32SubAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.sub, keeps: false) }
@c @inline(__always) func i32ShlSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.shl) }
@c @inline(__always) func i32ShlAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.shl) }
@c @inline(__always) func i32ShlSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.shl) }
@c @inline(__always) func i32ShlSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.shl) }
@c @inline(__always) func i32ShlAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.shl) }
@c @inline(__always) func i32ShlSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.shl, keeps: false) }
@c @inline(__always) func i32ShlAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.shl, keeps: false) }
@c @inline(__always) func i32ShlSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.shl, keeps: false) }
@c @inline(__always) func i32ShlSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.shl, keeps: false) }
@c @inline(__always) func i32ShlAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.shl, keeps: false) }
@c @inline(__always) func i32ShrSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.shrS) }
@c @inline(__always) func i32ShrSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.shrS) }
@c @inline(__always) func i32ShrSSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.shrS) }
@c @inline(__always) func i32ShrSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.shrS) }
@c @inline(__always) func i32ShrSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.shrS) }
@c @inline(__always) func i32ShrSSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.shrS, keeps: false) }
@c @inline(__always) func i32ShrSAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.shrS, keeps: false) }
@c @inline(__always) func i32ShrSSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.shrS, keeps: false) }
@c @inline(__always) func i32ShrSSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.shrS, keeps: false) }
@c @inline(__always) func i32ShrSAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.shrS, keeps: false) }
@c @inline(__always) func i32ShrUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.shrU) }
@c @inline(__always) func i32ShrUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.shrU) }
@c @inline(__always) func i32ShrUSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.shrU) }
@c @inline(__always) func i32ShrUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.shrU) }
@c @inline(__always) func i32ShrUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.shrU) }
@c @inline(__always) func i32ShrUSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.shrU, keeps: false) }
@c @inline(__always) func i32ShrUAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.shrU, keeps: false) }
@c @inline(__always) func i32ShrUSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.shrU, keeps: false) }
@c @inline(__always) func i32ShrUSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.shrU, keeps: false) }
@c @inline(__always) func i32ShrUAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.shrU, keeps: false) }
@c @inline(__always) func i32RotlSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.rotl) }
@c @inline(__always) func i32RotlAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.rotl) }
@c @inline(__always) func i32RotlSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.rotl) }
@c @inline(__always) func i32RotlSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.rotl) }
@c @inline(__always) func i32RotlAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.rotl) }
@c @inline(__always) func i32RotlSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.rotl, keeps: false) }
@c @inline(__always) func i32RotlAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.rotl, keeps: false) }
@c @inline(__always) func i32RotlSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.rotl, keeps: false) }
@c @inline(__always) func i32RotlSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.rotl, keeps: false) }
@c @inline(__always) func i32RotlAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.rotl, keeps: false) }
@c @inline(__always) func i32RotrSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.rotr) }
@c @inline(__always) func i32RotrAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.rotr) }
@c @inline(__always) func i32RotrSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.rotr) }
@c @inline(__always) func i32RotrSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.rotr) }
@c @inline(__always) func i32RotrAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.rotr) }
@c @inline(__always) func i32RotrSST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.rotr, keeps: false) }
@c @inline(__always) func i32RotrAST(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.rotr, keeps: false) }
@c @inline(__always) func i32RotrSAT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.rotr, keeps: false) }
@c @inline(__always) func i32RotrSIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.rotr, keeps: false) }
@c @inline(__always) func i32RotrAIT(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.rotr, keeps: false) }
@c @inline(__always) func i32DivSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.divS) }
@c @inline(__always) func i32DivSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.divS) }
@c @inline(__always) func i32DivSSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.divS) }
@c @inline(__always) func i32DivUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.divU) }
@c @inline(__always) func i32DivUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.divU) }
@c @inline(__always) func i32DivUSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.divU) }
@c @inline(__always) func i32RemSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.remS) }
@c @inline(__always) func i32RemSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.remS) }
@c @inline(__always) func i32RemSSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.remS) }
@c @inline(__always) func i32RemUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.remU) }
@c @inline(__always) func i32RemUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.remU) }
@c @inline(__always) func i32RemUSA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).sa(Integer32.remU) }
@c @inline(__always) func i32EqSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.eq) }
@c @inline(__always) func i32EqAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.eq) }
@c @inline(__always) func i32EqSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.eq) }
@c @inline(__always) func i32EqAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.eq) }
@c @inline(__always) func i32BrEqSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.eq) }
@c @inline(__always) func i32BrEqAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.eq) }
@c @inline(__always) func i32BrEqSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.eq) }
@c @inline(__always) func i32BrEqAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.eq) }
@c @inline(__always) func i32StepEqS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.eq) }
@c @inline(__always) func i32StepEqI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.eq) }
@c @inline(__always) func i32NeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.ne) }
@c @inline(__always) func i32NeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.ne) }
@c @inline(__always) func i32NeSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.ne) }
@c @inline(__always) func i32NeAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.ne) }
@c @inline(__always) func i32BrNeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.ne) }
@c @inline(__always) func i32BrNeAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.ne) }
@c @inline(__always) func i32BrNeSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.ne) }
@c @inline(__always) func i32BrNeAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.ne) }
@c @inline(__always) func i32StepNeS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.ne) }
@c @inline(__always) func i32StepNeI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.ne) }
@c @inline(__always) func i32LtSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.ltS) }
@c @inline(__always) func i32LtSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.ltS) }
@c @inline(__always) func i32LtSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.ltS) }
@c @inline(__always) func i32LtSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.ltS) }
@c @inline(__always) func i32BrLtSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.ltS) }
@c @inline(__always) func i32BrLtSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.ltS) }
@c @inline(__always) func i32BrLtSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.ltS) }
@c @inline(__always) func i32BrLtSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.ltS) }
@c @inline(__always) func i32StepLtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.ltS) }
@c @inline(__always) func i32StepLtSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.ltS) }
@c @inline(__always) func i32LtUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.ltU) }
@c @inline(__always) func i32LtUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.ltU) }
@c @inline(__always) func i32LtUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.ltU) }
@c @inline(__always) func i32LtUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.ltU) }
@c @inline(__always) func i32BrLtUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.ltU) }
@c @inline(__always) func i32BrLtUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.ltU) }
@c @inline(__always) func i32BrLtUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.ltU) }
@c @inline(__always) func i32BrLtUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.ltU) }
@c @inline(__always) func i32StepLtUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.ltU) }
@c @inline(__always) func i32StepLtUI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.ltU) }
@c @inline(__always) func i32GtSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.gtS) }
@c @inline(__always) func i32GtSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.gtS) }
@c @inline(__always) func i32GtSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.gtS) }
@c @inline(__always) func i32GtSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.gtS) }
@c @inline(__always) func i32BrGtSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.gtS) }
@c @inline(__always) func i32BrGtSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.gtS) }
@c @inline(__always) func i32BrGtSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.gtS) }
@c @inline(__always) func i32BrGtSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.gtS) }
@c @inline(__always) func i32StepGtSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.gtS) }
@c @inline(__always) func i32StepGtSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.gtS) }
@c @inline(__always) func i32GtUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.gtU) }
@c @inline(__always) func i32GtUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.gtU) }
@c @inline(__always) func i32GtUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.gtU) }
@c @inline(__always) func i32GtUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.gtU) }
@c @inline(__always) func i32BrGtUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.gtU) }
@c @inline(__always) func i32BrGtUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.gtU) }
@c @inline(__always) func i32BrGtUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.gtU) }
@c @inline(__always) func i32BrGtUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.gtU) }
@c @inline(__always) func i32StepGtUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.gtU) }
@c @inline(__always) func i32StepGtUI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.gtU) }
@c @inline(__always) func i32LeSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.leS) }
@c @inline(__always) func i32LeSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.leS) }
@c @inline(__always) func i32LeSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.leS) }
@c @inline(__always) func i32LeSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.leS) }
@c @inline(__always) func i32BrLeSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.leS) }
@c @inline(__always) func i32BrLeSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.leS) }
@c @inline(__always) func i32BrLeSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.leS) }
@c @inline(__always) func i32BrLeSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.leS) }
@c @inline(__always) func i32StepLeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.leS) }
@c @inline(__always) func i32StepLeSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.leS) }
@c @inline(__always) func i32LeUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.leU) }
@c @inline(__always) func i32LeUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.leU) }
@c @inline(__always) func i32LeUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.leU) }
@c @inline(__always) func i32LeUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.leU) }
@c @inline(__always) func i32BrLeUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.leU) }
@c @inline(__always) func i32BrLeUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.leU) }
@c @inline(__always) func i32BrLeUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.leU) }
@c @inline(__always) func i32BrLeUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.leU) }
@c @inline(__always) func i32StepLeUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.leU) }
@c @inline(__always) func i32StepLeUI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.leU) }
@c @inline(__always) func i32GeSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.geS) }
@c @inline(__always) func i32GeSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.geS) }
@c @inline(__always) func i32GeSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.geS) }
@c @inline(__always) func i32GeSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.geS) }
@c @inline(__always) func i32BrGeSSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.geS) }
@c @inline(__always) func i32BrGeSAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.geS) }
@c @inline(__always) func i32BrGeSSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.geS) }
@c @inline(__always) func i32BrGeSAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.geS) }
@c @inline(__always) func i32StepGeSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.geS) }
@c @inline(__always) func i32StepGeSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.geS) }
@c @inline(__always) func i32GeUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ss(Integer32.geU) }
@c @inline(__always) func i32GeUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).as(Integer32.geU) }
@c @inline(__always) func i32GeUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).si(Integer32.geU) }
@c @inline(__always) func i32GeUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).ai(Integer32.geU) }
@c @inline(__always) func i32BrGeUSS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSS(Integer32.geU) }
@c @inline(__always) func i32BrGeUAS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAS(Integer32.geU) }
@c @inline(__always) func i32BrGeUSI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchSI(Integer32.geU) }
@c @inline(__always) func i32BrGeUAI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchAI(Integer32.geU) }
@c @inline(__always) func i32StepGeUS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepS(Integer32.geU) }
@c @inline(__always) func i32StepGeUI(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).stepI(Integer32.geU) }
@c @inline(__always) func i32BrEqzS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchS(Integer32.eqz) }
@c @inline(__always) func i32BrEqzA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchA(Integer32.eqz) }
@c @inline(__always) func i32BrNezS(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchS { !Integer32.eqz($0) } }
@c @inline(__always) func i32BrNezA(_ p: Word, _ f: Word, _ m: Word, _ n: Word, _ a: Word, _ i: Word, _ d: Double) -> Word { Registers(p, f, m, n, a, i, d).branchA { !Integer32.eqz($0) } }
