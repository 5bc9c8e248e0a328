import Conformance
import EngineInterface
import Foundation
import Interpreter
import Testing

/// The official suite, every command of it.
@Suite struct SuiteTests {
    static let suite = ProcessInfo.processInfo.environment["ASSAY_TESTSUITE"]

    /// Folders, and the number of assertions in them that must hold at the least.
    static let folders = [
        ("", 62_498), ("proposals/threads", 300), ("proposals/custom-page-sizes", 150), ("proposals/wide-arithmetic", 100),
        ("legacy", 80),
    ]

    @Test(.enabled(if: suite != nil, "ASSAY_TESTSUITE names no copy of the official suite"), arguments: folders)
    func everyAssertionHolds(_ folder: String, _ count: Int) throws {
        let root = try #require(Self.suite)
        let files = try SuiteFile.all(at: [root]).filter { file in
            folder.isEmpty ? !file.name.contains("/") : file.name.hasPrefix(folder + "/")
        }
        let run = ConformanceRun(engines: [InterpreterEngine()])
        let results = run.run(files, progress: ConformanceRun.Progress(files: files.count))
        #expect(results.unreadable.isEmpty && results.unfinished == 0)
        var passed = 0
        for file in results.files {
            for record in file.records {
                if record.verdict == .passed {
                    if record.kind.isAssertion { passed += 1 }
                } else {
                    Issue.record("\(file.path):\(record.line): \(record.verdict)")
                }
            }
        }
        #expect(passed >= count)
    }
}
