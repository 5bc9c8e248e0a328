import EngineInterface
import Foundation
import NativeCode
import WasmModel

/// How fast and how small instances of one loaded module are.
struct InstanceBench {
    var engine: any Engine
    var instances = 10_000
    var lives = 100_000

    /// A module with one memory of a page, a table, a global and a function, small as they come.
    private static let module: [UInt8] = [
        0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00,
        0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7F,
        0x03, 0x02, 0x01, 0x00,
        0x04, 0x04, 0x01, 0x70, 0x00, 0x01,
        0x05, 0x03, 0x01, 0x00, 0x01,
        0x06, 0x06, 0x01, 0x7F, 0x01, 0x41, 0x2A, 0x0B,
        0x07, 0x07, 0x01, 0x03, 0x72, 0x75, 0x6E, 0x00, 0x00,
        0x0A, 0x06, 0x01, 0x04, 0x00, 0x23, 0x00, 0x0B,
    ]

    /// CPU seconds of one instantiation, memories coming from the pool: the median over stores that are made and ended in
    /// turn, the time of neither being counted.
    func instantiation() throws -> BenchRow {
        var times: [UInt64] = []
        for _ in 0..<500 {
            let store = try engine.makeStore(StoreConfiguration())
            guard case .module(let module) = try store.load(Self.module) else { throw refusal }
            let start = ThreadClock.nanoseconds()
            let end = try store.instantiate(module)
            times.append(ThreadClock.nanoseconds() - start)
            guard case .instance = end else { throw refusal }
        }
        times.sort()
        return row("latency/instantiate", .seconds(Double(times[times.count / 2]) / 1e9))
    }

    /// Bytes of resident memory that each of many instances takes which live at once, in one store, each called once.
    func residence() throws -> BenchRow {
        let store = try engine.makeStore(StoreConfiguration())
        guard case .module(let module) = try store.load(Self.module) else { throw refusal }
        ProcessHeap.giveBackFreedMemory()
        let before = Self.residentBytes()
        for _ in 0..<instances {
            guard case .instance(let instance) = try store.instantiate(module),
                try store.invoke(instance, "run", with: []) == .returned([.i32(42)])
            else { throw refusal }
        }
        let bytes = max(Self.residentBytes() - before, 0)
        return row("memory/\(instances)-instances", .bytesEach(Double(bytes) / Double(instances)))
    }

    /// Resident memory while ``lives`` modules are loaded, instantiated, called and ended one after the other, each with
    /// a store of its own: a row for each tenth of them, the first a tenth after the beginning.
    func curve() throws -> [BenchRow] {
        try (1...10).map { tenth in
            for _ in 0..<(lives / 10) {
                let store = try engine.makeStore(StoreConfiguration())
                guard case .module(let module) = try store.load(Self.module),
                    case .instance(let instance) = try store.instantiate(module),
                    try store.invoke(instance, "run", with: []) == .returned([.i32(42)])
                else { throw refusal }
            }
            return row("memory/lives/\(lives / 10 * tenth)", .bytes(Double(Self.residentBytes())))
        }
    }

    private var refusal: EngineBench.WrongResult { EngineBench.WrongResult(message: "the module does not run") }

    private func row(_ name: String, _ figure: BenchRow.Figure) -> BenchRow {
        BenchRow(name: name, engine: engine.identity.name, figure: figure)
    }

    /// The second number of `statm` (proc(5)) is resident pages.
    private static func residentBytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let words = text.split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * SealedCode.pageBytes : 0
    }
}
