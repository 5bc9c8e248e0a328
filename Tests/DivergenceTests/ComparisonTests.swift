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

    @Test func aTieBlamesNobody() throws {
        let vote = try #require(Vote([Self.run("a", .returned([.i32(1)])), Self.run("b", .returned([.i32(2)]))]))
        #expect(vote.blamed == nil)
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
