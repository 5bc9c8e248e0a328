import Foundation
import Testing

/// Runs of many scripts: the same whatever the number of jobs, whole again after shards, and not lost by Ctrl-C.
@Suite(.enabled(if: Executable.isBuilt)) struct ConformCommandTests {
    private static func scripts(_ count: Int) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for number in 0..<count {
            let expected = number % 2 == 0 ? number + 1 : number
            try folder.write(
                """
                (module (func (export "f") (result i32) (i32.const \(number))))
                (assert_return (invoke "f") (i32.const \(expected)))
                (assert_malformed (module quote "(func (nonsense))") "unknown operator")
                (assert_trap (invoke "f") "words that nobody knows")
                """, to: "scripts/s\(number).wast")
        }
        return folder
    }

    /// The document without times, which differ from run to run.
    private static func document(_ text: String) throws -> NSDictionary {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        var timeless = object
        timeless["engines"] = (object["engines"] as? [[String: Any]])?.map { engine in
            var engine = engine
            engine["seconds"] = nil
            return engine
        }
        return timeless as NSDictionary
    }

    private static func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> String {
        let end = try Executable.run(
            ["conform", "--engine", "interpreter", "--json", "-", "--quiet"] + arguments, in: folder.url)
        #expect(end.status == 1)
        return end.output
    }

    @Test func everyCommandStandsInTheDocumentOnce() throws {
        let folder = try Self.scripts(3)
        let document = try Self.document(try Self.run(folder, "scripts"))
        let files = try #require(document["files"] as? [[String: Any]])
        for file in files {
            let counts = ["passed", "failed", "skipped"].compactMap { file[$0] as? Int }
            #expect(counts.reduce(0, +) == 4, "\(file)")
        }
        let skips = try #require(document["skips"] as? [[String: Any]])
        #expect(skips.count == 3)
        #expect(skips.allSatisfy { ($0["reason"] as? String)?.contains("words that nobody knows") == true })
    }

    @Test func resultsDoNotDependOnTheNumberOfJobs() throws {
        let folder = try Self.scripts(12)
        let one = try Self.document(try Self.run(folder, "--jobs", "1", "scripts"))
        let four = try Self.document(try Self.run(folder, "--jobs", "4", "scripts"))
        #expect(one == four)
    }

    @Test func shardsMergeToTheWhole() throws {
        let folder = try Self.scripts(7)
        let whole = try Self.document(try Self.run(folder, "scripts"))
        for index in 1...3 {
            try folder.write(try Self.run(folder, "--shard", "\(index)/3", "scripts"), to: "part\(index).json")
        }
        let merged = try Executable.run(
            ["conform", "--merge", "--quiet", "--json", "-", "part3.json", "part1.json", "part2.json"], in: folder.url)
        #expect(merged.status == 1)
        #expect(try Self.document(merged.output) == whole)
        let twice = try Executable.run(["conform", "--merge", "part1.json", "part1.json"], in: folder.url)
        #expect(twice.status == 66)
    }

    @Test func anUpdatedLedgerHoldsAndIsAskedForWhatItSays() throws {
        let folder = try Self.scripts(4)
        let options = ["conform", "--engine", "interpreter", "--expectations", "ledger.txt", "scripts"]
        #expect(try Executable.run(options + ["--update-expectations"], in: folder.url).status == 0)
        #expect(try folder.text("ledger.txt").split(separator: "\n").count == 2)
        #expect(try Executable.run(options, in: folder.url).status == 0)
        let more = try folder.text("ledger.txt") + "s1.wast:2 | interpreter | passes | unfiled\n"
        try folder.write(more, to: "ledger.txt")
        #expect(try Executable.run(options, in: folder.url).status == 1)
    }

    @Test func aModuleThatRunsAwayEndsAndTheRunGoesOn() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            (module (func (export "loop") (loop (br 0))) (func (export "f") (result i32) (i32.const 7)))
            (assert_return (invoke "loop"))
            (assert_return (invoke "f") (i32.const 7))
            """, to: "away.wast")
        let end = try Executable.run(
            ["conform", "--engine", "interpreter", "--timeout", "0.2", "away.wast"], in: folder.url)
        #expect(end.status == 1)
        #expect(
            end.output.contains("away.wast:2: assert_return on interpreter: expected no results, got exhausted: time"))
        #expect(end.output.contains("2 passed, 1 failed"))
    }

    @Test func whatWasFoundIsWrittenAfterCtrlC() throws {
        let folder = try TemporaryFolder()
        try folder.write("(module)\n", to: "scripts/a.wast")
        try folder.write(
            "(module (func (export \"loop\") (loop (br 0))))\n(invoke \"loop\")\n(invoke \"loop\")\n",
            to: "scripts/b.wast")
        let end = try Executable.run(
            [
                "conform", "--engine", "interpreter", "--jobs", "1", "--timeout", "600", "--json", "-", "--quiet",
                "scripts",
            ],
            in: folder.url, interruption: 2)
        #expect(end.status == 130)
        let document = try Self.document(end.output)
        #expect((document["files"] as? [[String: Any]])?.compactMap { $0["path"] as? String } == ["a.wast"])
    }
}
