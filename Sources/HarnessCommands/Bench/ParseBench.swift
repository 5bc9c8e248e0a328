import Conformance
import NativeCode
import WasmBinary
import WasmModel
import WasmText
import WasmValidation

/// How fast scripts are read: alone, with validation of their modules, and with encoding as well.
struct ParseBench {
    /// The texts, in memory, so that only reading them is timed.
    var texts: [[UInt8]]
    var rounds = 5

    /// Scripts that cannot be read are left out; they are no work.
    init(_ files: [SuiteFile]) throws(InputError) {
        texts = []
        for file in files {
            let text = try file.bytes()
            if (try? Script(parsing: text)) != nil { texts.append(text) }
        }
    }

    func rows() -> [BenchRow] {
        let bytes = Double(texts.reduce(0) { $0 + $1.count })
        guard bytes > 0 else { return [] }
        let stages: [(name: String, work: (Script) -> Int)] = [
            ("parse", { $0.commands.count }),
            ("parse+validate", { $0.modules.reduce(0) { $0 + Self.validated($1) } }),
            ("parse+validate+encode", { $0.modules.reduce(0) { $0 + Self.validated($1) + Self.encoded($1) } }),
        ]
        return stages.map { name, work in
            var best = UInt64.max
            for _ in 0..<rounds {
                let start = ThreadClock.nanoseconds()
                for text in texts {
                    if let script = try? Script(parsing: text) { _ = work(script) }
                }
                best = min(best, ThreadClock.nanoseconds() - start)
            }
            return BenchRow(name: name, engine: nil, figure: .megabytesPerSecond(bytes / 1e6 / (Double(best) / 1e9)))
        }
    }

    private static func validated(_ source: ModuleSource) -> Int {
        guard case .text(let module) = source else { return 0 }
        return (try? ValidatedModule(validating: module, features: .all)) == nil ? 0 : 1
    }

    private static func encoded(_ source: ModuleSource) -> Int {
        guard case .text(let module) = source else { return 0 }
        return module.encoded().count
    }
}
