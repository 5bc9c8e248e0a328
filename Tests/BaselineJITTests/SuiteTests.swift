import BaselineJIT
import Conformance
import EngineInterface
import Foundation
import Testing

/// The official suite, every command of it, on the engine and on each of its options.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct SuiteTests {
    static let suite = ProcessInfo.processInfo.environment["ASSAY_TESTSUITE"]
    /// Proposals that no engine of ours has.
    private static let foreign = "proposals/custom-descriptors/"

    @Test(.enabled(if: suite != nil, "ASSAY_TESTSUITE names no copy of the official suite"), arguments: [""] + CompilerOptions.names)
    func everyCommandPasses(option: String) throws {
        let root = try #require(Self.suite)
        let options = option.isEmpty ? CompilerOptions() : try #require(CompilerOptions(names: option))
        let files = try SuiteFile.all(at: [root]).filter { !$0.name.hasPrefix(Self.foreign) }
        let run = ConformanceRun(engines: [BaselineJIT.engine(options)])
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
        #expect(passed > 63_000)
    }
}
