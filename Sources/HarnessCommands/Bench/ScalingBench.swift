import EngineInterface
import NativeCode
import WasmBinary
import WasmModel

/// Whether compiling takes time in proportion to the size of a module: the functions of a kernel, over and over.
struct ScalingBench {
    var engine: any Engine
    var kernel: Kernel

    /// What tells the modules of this process from those of others.
    private let salt = ThreadClock.nanoseconds() &* 0x9E37_79B9

    /// About how many bytes the modules have.
    private static let sizes = [1_000, 10_000, 100_000, 1_000_000, 10_000_000]

    func rows() throws -> [BenchRow] {
        var rows: [BenchRow] = []
        for size in Self.sizes {
            let module = try module(ofAbout: size)
            var best = UInt64.max
            for round in 0..<max(1, min(20, 2_000_000 / size)) {
                // No two alike, so that no cache answers.
                let copy = Kernel(name: kernel.name, bytes: module, argument: 0, result: 0)
                let bytes = copy.unique(UInt32(truncatingIfNeeded: salt) &+ UInt32(round))
                let store = try engine.makeStore(StoreConfiguration())
                let start = ThreadClock.nanoseconds()
                guard case .module = try store.load(bytes) else {
                    throw EngineBench.WrongResult(message: "\(kernel.name) of \(size) bytes is not accepted")
                }
                best = min(best, ThreadClock.nanoseconds() - start)
            }
            rows.append(
                BenchRow(
                    name: "scaling/\(Self.text(size))", engine: engine.identity.name,
                    figure: .megabytesPerSecond(Double(module.count) / 1e6 / (Double(best) / 1e9))))
        }
        return rows
    }

    private static func text(_ size: Int) -> String { size < 1_000_000 ? "\(size / 1000)KB" : "\(size / 1_000_000)MB" }

    /// The kernel with its functions repeated; each copy calls what the original calls, so it stays valid.
    private func module(ofAbout size: Int) throws -> [UInt8] {
        var module = try Module(decoding: kernel.bytes, features: .all)
        let original = module.functions
        let copies = max(1, size / max(kernel.bytes.count, 1))
        for _ in 1..<max(copies, 2) where copies > 1 { module.functions += original }
        return module.encoded()
    }
}
