import Divergence
import EngineInterface
import Foundation
import Testing
import Triage
import WasmBinary
import WasmModel
import WasmText

@Suite struct TriageStateTests {
    final class Scratch {
        let path = FileManager.default.temporaryDirectory.appending(path: "assay-test-\(UUID().uuidString)").path()
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    static func run(_ name: String, _ outcome: StepOutcome) -> CaseRun {
        CaseRun(
            engine: EngineIdentity(name: name, version: "1"),
            steps: [StepObservation(.accepted), StepObservation(.instantiated), StepObservation(outcome)])
    }

    static func record(_ signature: String, text: String = "(module (func (export \"f\") (result i32) (i32.const 7)))")
        throws -> DivergenceRecord
    {
        let runs = [run("a", .returned([.i32(7)])), run("b", .returned([.i32(8)])), run("c", .returned([.i32(7)]))]
        let test = DifferentialCase(
            module: try Module(parsing: text).encoded(), calls: [.init(export: "f", arguments: [])])
        return DivergenceRecord(
            signature: signature, test: test, runs: runs, vote: try #require(Vote(runs)), origin: nil)
    }

    @Test(arguments: [
        TriageState.new, .known, .filed(link: "https://example.org/7"), .fixed(version: "2.0"),
        .notABug(rule: "nan-bits"),
    ])
    func aStateSurvivesItsFile(_ state: TriageState) throws {
        let scratch = try Scratch()
        var note = TriageNote()
        note.state = state
        note.note = "words"
        note.merged = ["x"]
        try note.write(to: scratch.path)
        #expect(try TriageNote(readingFrom: scratch.path) == note)
        #expect(TriageState(name: state.name, detail: state.detail) == state)
    }

    @Test(arguments: ["filed", "fixed", "not-a-bug", "other"]) func aStateThatNeedsWordsIsNoneWithoutThem(
        _ name: String
    ) {
        #expect(TriageState(name: name, detail: nil) == nil)
    }

    @Test func aSuppressionHoldsUntilItsDayAndCountsItsHits() {
        var list = SuppressionList([
            Suppression(pattern: "jit_*", link: "l", expires: "2027-01-31"),
            Suppression(pattern: "never", link: "l", expires: "2099-01-01"),
        ])
        let onTheLastDay = list.suppresses("jit_execute_values", on: "2027-01-31")
        let after = list.suppresses("jit_execute_values", on: "2027-02-01")
        let another = list.suppresses("aot_execute_values", on: "2027-01-31")
        #expect([onTheLastDay, after, another] == [true, false, false])
        #expect(list.list[0].hits == 1)
        #expect(list.stale(on: "2027-03-01").map(\.reason) == ["expired on 2027-01-31", "never hit"])
    }

    @Test(arguments: ["2027-1-31", "2027-13-01", "31.1.2027", "", "2027-01-3a", "2027-00-10"])
    func whatIsNoDayIsRefused(_ text: String) { #expect(!Suppression.isDay(text)) }

    @Test func mergingKeepsTheSmallestReproducerAndEverySignature() throws {
        let scratch = try Scratch()
        let writer = BucketWriter(corpus: scratch.path)
        let long = "(module (func (export \"f\") (result i32) (i32.add (i32.const 3) (i32.const 4))))"
        let first = try writer.write(Self.record("first", text: long))
        let second = try writer.write(Self.record("second"))
        let small = try Bucket(reading: second).test.module
        try BucketMerge.merge([second], into: first)
        let merged = try Bucket(reading: first)
        #expect(merged.test.module == small)
        let note = try TriageNote(readingFrom: first)
        #expect(Set(note.merged + [merged.signature]) == ["first", "second"])
        #expect(!FileManager.default.fileExists(atPath: second))
    }

    @Test func aBucketHoldsEverythingAMaintainerAsksFor() throws {
        let scratch = try Scratch()
        let path = try BucketWriter(corpus: scratch.path).write(Self.record("s"))
        let bucket = try Bucket(reading: path)
        let report = try #require(bucket.report)
        for heading in [
            "Test case", "Steps to reproduce", "Expected results", "Actual results", "Versions and environment",
        ] {
            #expect(report.contains("## \(heading)"))
        }
        #expect(report.contains("(module"))
        #expect(throws: Never.self) { try Script(parsing: Array((bucket.script ?? "").utf8)) }
        #expect(bucket.script?.contains("assert_return") == true)
    }
}
