import EngineInterface
import Foundation
import NativeCode
import OptimizingAOT
import Persistence
import WasmBinary
import WasmModel

/// What it costs to keep compiled code in a file: writing the artifact of a small module, and mapping it again.
struct ArtifactBench {
    var kernel: Kernel

    func row() throws -> BenchRow {
        let folder = FileManager.default.temporaryDirectory.path()
        let artifact: [UInt8]
        do {
            let module = try Module(decoding: kernel.bytes, features: .all)
            artifact = try Artifact.compile(kernel.bytes, module, CompileOptions())
        } catch {
            throw EngineBench.WrongResult(message: "\(error)")
        }
        var times: [UInt64] = []
        for _ in 0..<300 {
            let start = ThreadClock.nanoseconds()
            guard let file = ScratchFile(artifact, in: folder), Artifact.canBeLoaded(file.path) else {
                throw EngineBench.WrongResult(message: "the artifact cannot be written to \(folder) and loaded")
            }
            times.append(ThreadClock.nanoseconds() - start)
        }
        times.sort()
        return BenchRow(
            name: "latency/artifact", engine: "aot", figure: .seconds(Double(times[times.count / 2]) / 1e9))
    }
}
