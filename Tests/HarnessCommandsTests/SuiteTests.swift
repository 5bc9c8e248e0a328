import Foundation
import Testing

/// The main job: whole suites through the built program, on every engine.
@Suite(.enabled(if: Executable.isBuilt)) struct SuiteTests {
    static let official = ProcessInfo.processInfo.environment["ASSAY_TESTSUITE"]
    static let own = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("spec/core").path

    /// Engines that have the whole language.
    static let completeEngines = ["interpreter", "jit", "aot", "aot:O0", "aot:O1"]

    private struct Row {
        var passed: Int
        var failed: Int
        var skipped: Int
        var caught: Int
        var assertions: Int
    }

    /// The row of each engine, after a run that must end as expected.
    private static func rows(_ arguments: [String]) throws -> [String: Row] {
        let end = try Executable.run(["conform", "--json", "-", "--falsify"] + arguments)
        #expect(end.status == 0, "\(end.error)")
        let object = try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any]
        let engines = try #require(object?["engines"] as? [[String: Any]])
        var rows: [String: Row] = [:]
        for engine in engines {
            func number(_ key: String) throws -> Int { try #require(engine[key] as? Int) }
            let score = try #require(engine["falsification"] as? [String: Int])
            rows[try #require(engine["name"] as? String)] = Row(
                passed: try number("passed"), failed: try number("failed"), skipped: try number("skipped"),
                caught: try #require(score["caught"]), assertions: try #require(score["assertions"]))
        }
        return rows
    }

    @Test(arguments: completeEngines) func ourOwnSuitePassesWithoutSkips(engine: String) throws {
        let row = try #require(try Self.rows(["--engine", engine, Self.own])[engine])
        #expect(row.passed > 20_000 && row.failed == 0 && row.skipped == 0)
        #expect(row.caught == row.assertions && row.assertions > 20_000)
    }

    @Test func noEngineFailsInOurOwnSuite() throws {
        for (name, row) in try Self.rows([Self.own]) {
            #expect(row.failed == 0, "\(name)")
            #expect(row.passed > 10_000, "\(name)")
            #expect(row.caught == row.assertions, "\(name)")
        }
    }

    @Test(
        .enabled(if: official != nil, "ASSAY_TESTSUITE names no copy of the official suite"), arguments: completeEngines)
    func theOfficialCorePassesWithoutSkips(engine: String) throws {
        let folder = try #require(Self.official)
        let core = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".wast") }.map {
            folder + "/" + $0
        }
        #expect(core.count == 257)
        let row = try #require(try Self.rows(["--engine", engine] + core)[engine])
        #expect(row.failed == 0 && row.skipped == 0)
        // Every assertion of the 257 scripts passed, and failed in all its wrong forms.
        #expect(row.assertions == 62_498)
        #expect(row.caught == 62_498)
    }

    @Test(
        .enabled(if: official != nil, "ASSAY_TESTSUITE names no copy of the official suite"), arguments: completeEngines,
        ["proposals/threads", "proposals/custom-page-sizes", "proposals/wide-arithmetic", "legacy", "custom"])
    func theProposalsPassWithoutSkips(engine: String, folder: String) throws {
        let path = try #require(Self.official) + "/" + folder
        let row = try #require(try Self.rows(["--engine", engine, path])[engine])
        #expect(row.passed > 0 && row.failed == 0 && row.skipped == 0)
    }

    @Test(.enabled(if: official != nil, "ASSAY_TESTSUITE names no copy of the official suite"))
    func noEngineFailsInTheOfficialSuite() throws {
        for (name, row) in try Self.rows([try #require(Self.official)]) { #expect(row.failed == 0, "\(name)") }
    }
}
