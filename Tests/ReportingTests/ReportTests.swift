import Persistence
import Reporting
import Testing

@Suite struct ReportTests {
    @Test func verdictsAreThoseOfTheRecord() throws {
        let report = try Samples.report()
        let conformance = try #require(report.conformance)
        #expect(conformance.files.count == 7)
        let jit = conformance.files.filter { $0.engine == "jit" }
        #expect(jit.map(\.surprises) == [2, 0, 1, 0])
        #expect(
            jit[1].commands.map(\.verdict) == [.expectedFailure(expected: "nan:canonical", actual: "(f32.const 0)")])
        #expect(jit[2].commands.count { $0.verdict == .skipped(reason: "gc is not supported") } == 7)
        #expect(jit[2].commands.last?.verdict == .unexpectedPass)
        #expect(!report.isAsExpected && !conformance.isAsExpected)
        #expect(report.campaigns.first?.ignored.map(\.count) == [1000])
        #expect(report.divergences.first?.vote == [["interpreter", "aot"], ["jit"]])
    }

    @Test func nothingRecordedIsAsExpected() {
        #expect(Report().isAsExpected)
    }

    @Test(
        arguments: [
            [:], ["kind": "bench"], ["kind": "fuzz", "version": 1], ["kind": "divergence", "version": 2],
            ["kind": "conformance", "version": 1, "assay": "0.1.0"],
        ] as [JSON])
    func otherDocumentsAreRefused(_ json: JSON) {
        #expect(throws: RecordError.self) { try Report([Report.Document(json)]) }
    }

    /// Nothing may come from a dictionary's order, a clock or a path of this machine.
    @Test func pagesAreAFunctionOfTheRecord() throws {
        let (first, second) = (try Samples.report(), try Samples.report())
        #expect(HTMLPage().text(of: first) == HTMLPage().text(of: second))
        #expect(MarkdownPage().text(of: first) == MarkdownPage().text(of: second))
        #expect(SARIFPage.json(of: first).pretty == SARIFPage.json(of: second).pretty)
        #expect(JSONPage.json(of: first).pretty == JSONPage.json(of: second).pretty)
    }

    @Test func theDocumentHoldsEverythingButPasses() throws {
        let page = try JSON(parsing: JSONPage.json(of: try Samples.report()).compact)
        #expect(page["kind"] == "report" && page["isAsExpected"] == false)
        let commands = (page["conformance"]?["files"]?.array ?? []).flatMap { $0["commands"]?.array ?? [] }
        #expect(commands.count == 3 + 1)
        #expect(page["conformance"]?["skips"]?[0]?["count"] == 7)
        #expect(commands.count { $0["verdict"] == "failed" } == 2)
        #expect(commands.first { $0["line"] == 30 && $0["verdict"] == "failed" }?["actual"] == .string(Samples.hostile))
        #expect(page["divergences"]?[0]?["blamed"] == "jit")
    }
}

@Suite struct MarkdownPageTests {
    @Test func theSummaryNamesWhatIsWrong() throws {
        let text = MarkdownPage().text(of: try Samples.report())
        #expect(text.hasPrefix("# assay: not as expected\n"))
        #expect(text.contains("| jit | 0.1.0 | 1,460 | 3 | 1 | 7 | 1.50 |"))
        #expect(text.contains("| `i32.wast:12` | assert_return | jit | `(i32.const 1)` | `(i32.const 2)` |"))
        #expect(!text.contains("`f32.wast:7`"))
        #expect(text.contains("| jit | 7 | gc is not supported | `gc/array.wast:1` |"))
        #expect(text.contains("| `result_jit_i32.rotl` | jit | result | interpreter, aot against jit |"))
    }

    /// A table's row is a line with as many bars as the head, whatever the cells hold.
    @Test func cellsCannotBreakTheTable() throws {
        for line in MarkdownPage().text(of: try Samples.report()).split(separator: "\n") where line.hasPrefix("| `i32")
        {
            #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 6)
        }
    }

    @Test func longListsAreCountedOut() throws {
        let text = MarkdownPage(rows: 1).text(of: try Samples.report())
        #expect(text.contains("`i32.wast:12`") && !text.contains("`i32.wast:30`"))
        #expect(text.contains("… and 2 more."))
    }
}

@Suite struct SARIFPageTests {
    @Test func everyFailureAndEveryBucketIsAResult() throws {
        let page = try JSON(parsing: SARIFPage.json(of: try Samples.report()).compact)
        #expect(page["version"] == "2.1.0")
        let run = try #require(page["runs"]?[0])
        let results = try #require(run["results"]?.array)
        #expect(results.count == 3 + 1 + 1)
        #expect(results.count { $0["suppressions"] != nil } == 1)
        let place = results[0]["locations"]?[0]?["physicalLocation"]
        #expect(place?["artifactLocation"]?["uri"] == "i32.wast" && place?["region"]?["startLine"] == 12)
        let rules = Set((run["tool"]?["driver"]?["rules"]?.array ?? []).compactMap { $0["id"]?.string })
        #expect(rules == Set(results.compactMap { $0["ruleId"]?.string }))
        #expect(results.last?["ruleId"] == "divergence/result")
        #expect(results.last?["partialFingerprints"]?["signature/v1"] == "result_jit_i32.rotl")
        let fingerprints = results.compactMap { $0["partialFingerprints"]?["command/v1"]?.string }
        #expect(Set(fingerprints).count == 4)
    }

    @Test func fingerprintsStayWhenLinesMove() throws {
        var report = try Samples.report()
        let before = SARIFPage.json(of: report)["runs"]?[0]?["results"]?[0]
        report.conformance?.files[1].commands[0].line += 100
        let after = SARIFPage.json(of: report)["runs"]?[0]?["results"]?[0]
        #expect(before?["partialFingerprints"] == after?["partialFingerprints"])
        #expect(before != after)
    }

    @Test func whatIsBeyondTheLimitIsCounted() throws {
        var report = try Samples.report()
        let failure = try #require(report.conformance?.files[1].commands[0])
        report.conformance?.files[1].commands = Array(repeating: failure, count: SARIFPage.limit + 10)
        let run = SARIFPage.json(of: report)["runs"]?[0]
        #expect(run?["results"]?.array?.count == SARIFPage.limit)
        // The expected failure, the unexpected pass and the divergence are beyond it as well.
        #expect(
            run?["invocations"]?[0]?["toolExecutionNotifications"]?[0]?["message"]?["text"]
                == "13 further results left out")
    }
}
