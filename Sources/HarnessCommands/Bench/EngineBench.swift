import EngineInterface
import NativeCode
import WasmModel

/// How fast an engine runs kernels, compiles them, and gets through the life of a small module.
struct EngineBench {
    var engine: any Engine
    /// Of long runs.
    var rounds = 3
    /// Of short ones.
    var cycles = 300

    /// An engine that does not do the work has no time.
    struct WrongResult: Error {
        var message: String
    }

    /// CPU seconds of one call, best of several.
    func run(_ kernel: Kernel) throws -> BenchRow {
        var best = UInt64.max
        for round in 0..<rounds {
            let store = try engine.makeStore(StoreConfiguration())
            let instance = try instance(of: kernel.unique(UInt32(round)), in: store)
            let start = ThreadClock.nanoseconds()
            let outcome = try store.invoke(instance, "run", with: [.i32(kernel.argument)])
            best = min(best, ThreadClock.nanoseconds() - start)
            try check(outcome, kernel)
        }
        return BenchRow(
            name: "kernel/\(kernel.name)", engine: engine.identity.name, figure: .seconds(Double(best) / 1e9))
    }

    /// CPU seconds from the bytes to the result and the end of the store: the median.
    func latency(_ kernel: Kernel) throws -> BenchRow {
        var times: [UInt64] = []
        for cycle in 0..<cycles {
            let bytes = kernel.unique(UInt32(cycle))
            let start = ThreadClock.nanoseconds()
            let outcome = try life(of: bytes, kernel)
            times.append(ThreadClock.nanoseconds() - start)
            try check(outcome, kernel)
        }
        times.sort()
        let median = Double(times[times.count / 2]) / 1e9
        return BenchRow(name: "latency/\(kernel.name)", engine: engine.identity.name, figure: .seconds(median))
    }

    /// The store ends with this function, so that its end is part of the time.
    private func life(of bytes: [UInt8], _ kernel: Kernel) throws -> Outcome {
        let store = try engine.makeStore(StoreConfiguration())
        return try store.invoke(instance(of: bytes, in: store), "run", with: [.i32(kernel.argument)])
    }

    /// Bytes of modules that are decoded, validated and compiled, in a second.
    func compilation(of modules: [[UInt8]], _ name: String) throws -> BenchRow {
        var best = UInt64.max
        for _ in 0..<rounds {
            var spent: UInt64 = 0
            for module in modules {
                let store = try engine.makeStore(StoreConfiguration())
                let start = ThreadClock.nanoseconds()
                let reception = try store.load(module)
                spent += ThreadClock.nanoseconds() - start
                guard case .module = reception else { throw WrongResult(message: "\(reception)") }
            }
            best = min(best, spent)
        }
        let bytes = Double(modules.reduce(0) { $0 + $1.count })
        return BenchRow(
            name: name, engine: engine.identity.name,
            figure: .megabytesPerSecond(bytes / 1e6 / (Double(best) / 1e9)))
    }

    private func instance(of bytes: [UInt8], in store: any EngineStore) throws -> InstanceHandle {
        let reception = try store.load(bytes)
        guard case .module(let module) = reception else { throw WrongResult(message: "\(reception)") }
        let end = try store.instantiate(module)
        guard case .instance(let instance) = end else { throw WrongResult(message: "\(end)") }
        return instance
    }

    private func check(_ outcome: Outcome, _ kernel: Kernel) throws {
        guard outcome == .returned([.i32(kernel.result)]) else {
            throw WrongResult(message: "expected \(Int32(bitPattern: kernel.result)), got \(outcome)")
        }
    }
}
