import Divergence
import EngineInterface
import Testing
import WasmModel

@Suite struct ComparisonTests {
    static func run(_ name: String, _ outcomes: StepOutcome...) -> CaseRun {
        CaseRun(
            engine: EngineIdentity(name: name, version: "1"),
            steps: [StepObservation(.accepted), StepObservation(.instantiated)] + outcomes.map { StepObservation($0) })
    }

    @Test(arguments: [
        (StepOutcome.returned([.i32(1)]), StepOutcome.returned([.i32(1)]), Verdict.equal),
        (.returned([.i32(1)]), .returned([.i32(2)]), .divergent(Difference(step: 2, kind: .values))),
        // Minus zero is not zero.
        (.returned([.f32(bits: 0)]), .returned([.f32(bits: 1 << 31)]), .divergent(Difference(step: 2, kind: .values))),
        // The bits of a NaN are the engine's choice, a NaN instead of a number is not.
        (.returned([.f64(bits: 0x7FF8 << 48)]), .returned([.f64(bits: 0xFFF8 << 48)]), .allowed("nan-bits")),
        (.returned([.f64(bits: 0x7FF8 << 48)]), .returned([.f64(bits: 0x7FF0 << 48)]), .divergent(Difference(step: 2, kind: .values))),
        (.returned([.i32(1)]), .returned([.i32(1), .i32(1)]), .divergent(Difference(step: 2, kind: .values))),
        (.trapped(.unreachable), .trapped(.unreachable), .equal),
        (
            .trapped(.integerOverflow), .trapped(.integerDivideByZero),
            .divergent(Difference(step: 2, kind: .outcome("trap.integerOverflow", "trap.integerDivideByZero")))
        ),
        // An access may be out of bounds and not aligned; either is a reason to trap.
        (.trapped(.unalignedAtomic), .trapped(.memoryOutOfBounds), .allowed("trap-order")),
        (.trapped(.memoryOutOfBounds), .trapped(.unalignedAtomic), .allowed("trap-order")),
        (.exhausted(.callStack), .returned([]), .incomparable("stack-exhaustion")),
        (.returned([]), .unsupported("simd"), .incomparable("unsupported-simd")),
        (.failed("x"), .returned([]), .divergent(Difference(step: 2, kind: .outcome("failed", "returned")))),
    ])
    func twoOutcomesCompareByTheLaw(_ first: StepOutcome, _ second: StepOutcome, _ expected: Verdict) {
        #expect(Comparison.verdict(of: Self.run("a", first), and: Self.run("b", second)) == expected)
    }

    @Test func stateAndHostCallsAreCompared() {
        var a = Self.run("a", .returned([]))
        var b = a
        a.steps[2].state = [.init(export: "m", observation: .memory(pages: 1, digest: 5))]
        b.steps[2].state = [.init(export: "m", observation: .memory(pages: 1, digest: 6))]
        #expect(Comparison.verdict(of: a, and: b) == .divergent(Difference(step: 2, kind: .state("m"))))
        b.steps[2].state = [.init(export: "m", observation: .notObservable)]
        #expect(Comparison.verdict(of: a, and: b) == .equal)
        b.steps[2].hostCalls = [HostCall(module: "h", name: "f", arguments: [])]
        #expect(Comparison.verdict(of: a, and: b) == .divergent(Difference(step: 2, kind: .hostCalls)))
    }

    @Test func theEngineThatStandsAloneIsBlamed() throws {
        let right = StepOutcome.returned([.i32(1)])
        let vote = try #require(Vote([Self.run("a", right), Self.run("b", .returned([.i32(2)])), Self.run("c", right)]))
        #expect(vote.blamed == 1)
        #expect(vote.groups == [[0, 2], [1]])
        let runs = [Self.run("a", right), Self.run("b", right), Self.run("c", right)]
        #expect(DivergenceSignature.text(vote, runs) == "b_execute_values")
    }

    /// One place in an engine is one bug, however the case that leads to it looks; no place, no such bug.
    @Test(arguments: [
        (
            StepOutcome.crashed("the worker died by signal 6 (SIGABRT): store.rs:213: assertion failed: fault.is_none()"),
            "b_execute_crashed.store.rs.213-assertion-failed-fault.is_none"
        ),
        (
            .crashed("the worker died by signal 6 (SIGABRT): bounds.rs:7: index out of bounds: the len is 3 but the index is 0x17"),
            "b_execute_crashed.bounds.rs.7-index-out-of-bounds-the-len-is-but"
        ),
        (.crashed("the worker died by signal 11 (SIGSEGV)"), "b_execute_crashed.SIGSEGV_call_ref+if"),
        (
            .crashed("the worker died by signal 6 (SIGABRT): fatal runtime error: stack overflow"),
            "b_execute_crashed.SIGABRT-fatal-runtime-error-stack-overflow_call_ref+if"
        ),
        (.crashed("the worker did not answer within 30 s"), "b_execute_crashed_call_ref+if"),
        (
            .failed("error while executing at wasm backtrace:\n    0:   0x22 - f\n\nCaused by:\n    alignment of 16 is too large\n"),
            "b_execute_failed.alignment-of-is-too-large"
        ),
    ])
    func aBreakdownIsNamedByWhatTheEngineSaid(_ outcome: StepOutcome, _ signature: String) throws {
        let right = StepOutcome.returned([.i32(1)])
        for other in [right, .trapped(.unreachable)] {
            let runs = [Self.run("a", other), Self.run("b", outcome), Self.run("c", other)]
            let vote = try #require(Vote(runs))
            #expect(DivergenceSignature.text(vote, runs, operations: ["call_ref", "if"]) == signature)
        }
    }

    @Test func aTieBlamesNobody() throws {
        let vote = try #require(Vote([Self.run("a", .returned([.i32(1)])), Self.run("b", .returned([.i32(2)]))]))
        #expect(vote.blamed == nil)
    }

    /// In each, `c` says nothing about what `a` and `b` differ in, and so does not make a majority of either.
    @Test(arguments: [
        [StepOutcome.exhausted(.callStack)], [.exhausted(.time)], [.unsupported("simd")],
        [.returned([.i32(0)]), .exhausted(.fuel)],
    ])
    func whoAbstainsDoesNotVote(_ silence: [StepOutcome]) throws {
        var a = Self.run("a", .returned([.i32(0)]), .returned([.i32(1)]))
        let b = Self.run("b", .returned([.i32(0)]), .returned([.i32(2)]))
        var c = Self.run("c")
        c.steps += silence.map { StepObservation($0) }
        let vote = try #require(Vote([a, b, c]))
        #expect(vote.blamed == nil)
        #expect(vote.groups == [[0], [1]])
        #expect(vote.abstentions == [2])
        // With a fourth there is a majority without it.
        let four = try #require(Vote([c, a, b, Self.run("d", .returned([.i32(0)]), .returned([.i32(1)]))]))
        #expect(four.blamed == 2)
        #expect(four.abstentions == [0])
        // One that came less far, and there agreed with nobody, is a difference of its own.
        a.steps[2] = StepObservation(.trapped(.unreachable))
        #expect(try #require(Vote([a, b, Self.run("d", .returned([.i32(0)]))])).blamed == 0)
    }

    @Test func whoDoesNotShowWhatDiffersDoesNotVote() throws {
        func run(_ name: String, _ observation: Observation) -> CaseRun {
            var run = Self.run(name, .returned([]))
            run.steps[2].state = [.init(export: "m", observation: observation)]
            return run
        }
        let blind = run("a", .notObservable)
        let one = run("b", .memory(pages: 1, digest: 1)), other = run("c", .memory(pages: 1, digest: 2))
        let vote = try #require(Vote([blind, one, other]))
        #expect(vote.blamed == nil)
        #expect(vote.abstentions == [0])
        #expect(try #require(Vote([blind, one, other, run("d", .memory(pages: 1, digest: 1))])).blamed == 2)
    }

    /// All that another engine can tell is which of the two answers is wrong.
    @Test func anEngineThatContradictsItselfIsBlamedAlone() throws {
        func mutant(_ name: String, _ outcome: StepOutcome) -> CaseRun {
            var run = Self.run("equivalent:" + name, outcome)
            run.engine.original = name
            return run
        }
        let right = StepOutcome.returned([.i32(1)]), wrong = StepOutcome.returned([.i32(2)])
        let alone = try #require(Vote([Self.run("a", right), mutant("a", wrong)]))
        #expect(alone.blamed == 1)
        let runs = [Self.run("a", right), Self.run("b", wrong), mutant("a", right), mutant("b", right)]
        let vote = try #require(Vote(runs))
        #expect(vote.blamed == 1)
        #expect(DivergenceSignature.text(vote, runs) == "b_execute_values")
        // Wrong each time, and so without a contradiction in itself.
        #expect(
            try #require(
                Vote([Self.run("a", right), Self.run("b", wrong), mutant("a", right), mutant("b", wrong), Self.run("c", right)])
            ).blamed == 1)
    }

    @Test func agreementIsNoVote() {
        #expect(Vote([Self.run("a", .trapped(.unreachable)), Self.run("b", .trapped(.unreachable))]) == nil)
    }

    @Test(arguments: [
        Value.i32(0), .i32(.max), .i64(1 << 63), .f32(bits: 0x7FA0_0001), .f64(bits: 0xFFF4_0000_0000_0001),
        .v128(low: 1, high: .max), .reference(.null(.func)), .reference(.extern(7)), .reference(.host(3)),
    ])
    func valuesSurviveTheirText(_ value: Value) {
        #expect(ValueText.value(ValueText.text(value)) == value)
    }
}
