import Conformance
import EngineInterface
import Testing

@Suite struct ExpectationLedgerTests {
    static let text = """
        # Known failures.

        # Waits come back at once.
        proposals/threads/atomic.wast:471 | jit | waits return at once | https://example.org/issues/12
        i32.wast:7 | interpreter | rounding | unfiled
        # The end.

        """

    private static func result(_ path: String, engine: String = "jit", _ verdicts: [(Int, Verdict)]) -> FileResult {
        let records = verdicts.enumerated().map {
            CommandRecord(index: $0.offset, line: $0.element.0, kind: .assertReturn, verdict: $0.element.1)
        }
        return FileResult(path: path, engine: engine, records: records, seconds: 0)
    }
    private static let failure = Verdict.failed(expected: "(i32.const 1)", actual: "(i32.const 2)")

    private static func ledger(_ lines: String...) throws -> ExpectationLedger {
        try ExpectationLedger(parsing: lines.map { $0 + "\n" }.joined())
    }

    @Test func textSurvivesReadingAndWriting() throws {
        let ledger = try ExpectationLedger(parsing: Self.text)
        #expect(ledger.text == Self.text)
        #expect(ledger.entries.map(\.key.line) == [471, 7])
        #expect(ledger.entries.map(\.link) == ["https://example.org/issues/12", "unfiled"])
        #expect(ledger.entries[0].preamble == ["# Waits come back at once."])
    }

    @Test(arguments: [
        "i32.wast:7 | jit | reason", "i32.wast:7 | jit | reason |", "i32.wast | jit | reason | unfiled",
        "i32.wast:0 | jit | reason | unfiled", ":7 | jit | reason | unfiled", "i32.wast:7 | jit | reason | somewhere",
        "i32.wast:7 | jit |  | unfiled", "i32.wast:7 | jit | a | b | unfiled", "nonsense",
    ])
    func aLineThatIsNoEntryIsRejectedWithItsNumber(line: String) {
        #expect { try ExpectationLedger(parsing: "# head\n" + line + "\n") } throws: { error in
            (error as? ExpectationLedger.SyntaxError)?.line == 2
        }
    }

    @Test func twoEntriesForOneCommandAreRejected() {
        let line = "i32.wast:7 | jit | reason | unfiled\n"
        #expect(throws: ExpectationLedger.SyntaxError.self) { try ExpectationLedger(parsing: line + line) }
    }

    @Test func anExpectedFailureIsStillAFailureButNotANewOne() throws {
        let ledger = try Self.ledger("a.wast:3 | jit | reason | unfiled")
        var results = [Self.result("a.wast", [(2, .passed), (3, Self.failure), (4, Self.failure)])]
        #expect(ExpectationLedger.apply(ledger.entries, to: &results).isEmpty)
        #expect(results[0].counts.failed == 2)
        #expect(results[0].counts.expectedFailures == 1)
        #expect(results[0].counts.newFailures == 1)
    }

    @Test func anExpectedFailureThatPassesFailsTheRun() throws {
        let ledger = try Self.ledger("a.wast:3 | jit | reason | unfiled")
        var results = [Self.result("a.wast", [(3, .passed)])]
        let findings = ExpectationLedger.apply(ledger.entries, to: &results)
        #expect(findings.map(\.problem) == [.unexpectedPass])
        #expect(results[0].counts.unexpectedPasses == 1)
        let engine = EngineIdentity(name: "jit", version: "1")
        #expect(!ConformanceResult(engines: [engine], files: results, ledgerFindings: findings).isAsExpected)
    }

    @Test func anEntryThatMatchesNothingFailsTheRun() throws {
        let ledger = try Self.ledger("a.wast:3 | jit | reason | unfiled", "gone.wast:1 | jit | reason | unfiled")
        var results = [Self.result("a.wast", [(4, .passed)])]
        let findings = ExpectationLedger.apply(ledger.entries, to: &results)
        #expect(findings.map(\.problem) == [.noSuchCommand, .noSuchCommand])
    }

    @Test func anEntryForASkippedCommandFailsTheRun() throws {
        let ledger = try Self.ledger("a.wast:3 | jit | reason | unfiled")
        var results = [Self.result("a.wast", [(3, .skipped(reason: "gc"))])]
        #expect(ExpectationLedger.apply(ledger.entries, to: &results).map(\.problem) == [.skipped])
    }

    @Test func anEntryHoldsIfOneCommandOfItsLineFails() throws {
        let ledger = try Self.ledger("a.wast:3 | jit | reason | unfiled")
        var results = [Self.result("a.wast", [(3, .passed), (3, Self.failure)])]
        #expect(ExpectationLedger.apply(ledger.entries, to: &results).isEmpty)
        #expect(results[0].counts.unexpectedPasses == 0)
    }

    @Test func entriesOfEnginesAndScriptsThatDidNotRunAreNotAnsweredFor() throws {
        let ledger = try Self.ledger(
            "a.wast:3 | jit | r | unfiled", "a.wast:3 | aot | r | unfiled", "b.wast:3 | jit | r | unfiled",
            "gone.wast:3 | jit | r | unfiled")
        let known: Set = ["a.wast", "b.wast"]
        let shards = (1...2).compactMap { Shard($0, of: 2) }
        let answered = shards.map { shard in
            ledger.entries(
                ran: shard.index == 1 ? ["a.wast"] : ["b.wast"], engines: ["jit"], shard: shard, isKnown: known.contains
            ).map(\.key.path)
        }
        #expect(answered == [["a.wast", "gone.wast"], ["b.wast"]])
    }

    @Test func anUpdateKeepsWordsDropsWhatPassesAndAddsWhatIsNew() throws {
        let ledger = try Self.ledger(
            "# About this file.", "", "# First.", "a.wast:3 | jit | known | https://example.org/1",
            "a.wast:9 | jit | repaired | https://example.org/2", "a.wast:9 | aot | not run | https://example.org/3")
        let results = [Self.result("a.wast", [(1, Self.failure), (3, Self.failure), (9, .passed)])]
        let answered = ledger.entries(ran: ["a.wast"], engines: ["jit"], shard: .whole, isKnown: { _ in true })
        let updated = ledger.updated(answeringFor: answered, results: results)
        #expect(
            updated.text == """
                # About this file.

                a.wast:1 | jit | expected (i32.const 1), got (i32.const 2) | unfiled
                # First.
                a.wast:3 | jit | known | https://example.org/1
                a.wast:9 | aot | not run | https://example.org/3

                """)
        #expect(try ExpectationLedger(parsing: updated.text) == updated)
    }
}
