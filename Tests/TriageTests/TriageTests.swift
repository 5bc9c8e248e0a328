import BaselineJIT
import EngineInterface
import EngineRuntime
import Foundation
import Interpreter
import OptimizingAOT
import Testing
import Triage

/// The regression corpus of this package: bugs of our own engines that were found by fuzzing and are fixed.
@Suite struct CorpusTests {
    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "corpus")
        .path()

    static let buckets: [String] = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []

    @Test func theCorpusIsNotEmpty() { #expect(!Self.buckets.isEmpty) }

    @Test(arguments: buckets) func noBucketReproduces(_ name: String) throws {
        let bucket = try Bucket(reading: Self.folder + "/" + name)
        let engines: [any Engine] = [InterpreterEngine(), BaselineJIT.engine(), AOTEngine(AOTTier())]
        let available = engines.filter { $0.capabilities.unavailable == nil }
        #expect(bucket.replay(on: available, limits: ExecutionLimits(nanoseconds: 5_000_000_000)) == .fixed)
    }
}
