import Conformance
import EngineInterface
import EngineRuntime
import Foundation
import OptimizingAOT
import Testing
import WasmModel

/// Whole suites at every level, with each pass left out and with hardly any register, the IR verified after every pass.
@Suite(.timeLimit(.minutes(5))) struct SuiteStressTests {
    static let official = ProcessInfo.processInfo.environment["ASSAY_TESTSUITE"]
    static let own = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("spec/core").path

    static let variants: [CompileOptions] =
        Workbench.variants
        + PassPipeline.all.map { CompileOptions(disabledPasses: [$0.name], verifies: true) }
        + ["x86-64-v2", "avx,bmi2", "lzcnt,bmi1"].compactMap {
            TargetFeatures($0).map { CompileOptions(verifies: true, target: $0) }
        }
        + [CompileOptions(level: .none, verifies: true, registerLimit: 1, target: .level2)]
        + [CompileOptions(disabledPasses: Set(PassPipeline.all.map { $0.name }), verifies: true, registerLimit: 3)]

    private func failures(_ options: CompileOptions, _ paths: [String]) throws -> (passed: Int, complaints: [String]) {
        let files = try SuiteFile.all(at: paths)
        var run = ConformanceRun(engines: [AOTEngine(AOTTier(options))])
        run.jobs = ProcessInfo.processInfo.activeProcessorCount
        let results = run.run(files, progress: ConformanceRun.Progress(files: files.count))
        var passed = 0
        var complaints = results.unreadable.map(\.description)
        for file in results.files {
            passed += file.counts.passed
            for record in file.records {
                switch record.verdict {
                case .passed: break
                default: complaints.append("\(file.path):\(record.line): \(record.verdict)")
                }
            }
        }
        return (passed, complaints)
    }

    @Test(arguments: variants) func ourOwnSuitePasses(_ options: CompileOptions) throws {
        let outcome = try failures(options, [Self.own])
        #expect(outcome.passed > 20_000)
        #expect(outcome.complaints.prefix(5) == [])
    }

    @Test(.enabled(if: official != nil, "ASSAY_TESTSUITE names no copy of the official suite"), arguments: variants)
    func theOfficialSuitePasses(_ options: CompileOptions) throws {
        let root = try #require(Self.official)
        let core = try FileManager.default.contentsOfDirectory(atPath: root).filter { $0.hasSuffix(".wast") }
        let proposals = ["proposals/threads", "proposals/custom-page-sizes", "proposals/wide-arithmetic", "legacy"]
        let outcome = try failures(options, (core + proposals).map { root + "/" + $0 })
        #expect(outcome.passed > 60_000)
        #expect(outcome.complaints.prefix(5) == [])
    }
}
