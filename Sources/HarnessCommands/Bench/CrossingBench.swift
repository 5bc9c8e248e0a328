import EngineInterface
import NativeCode
import WasmBinary
import WasmModel
import WasmText

/// What it costs to leave code: by a trap, and to the host and back.
struct CrossingBench {
    var engine: any Engine
    var rounds = 5

    private static let text = """
        (module
          (import "host" "f" (func $f (param i32) (result i32)))
          (memory 1)
          (func (export "trap") (result i32) (i32.load (i32.const -1)))
          (func (export "calls") (param i32) (result i32) (local i32)
            (loop $again
              (local.set 1 (i32.xor (local.get 1) (call $f (local.get 0))))
              (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (local.get 1)))
        """

    /// CPU seconds of a call from outside that ends in an access behind the memory: the whole call.
    func trap() throws -> BenchRow {
        let (store, instance) = try prepare()
        let seconds = try best(of: 2_000) { count in
            for _ in 0..<count {
                guard try store.invoke(instance, "trap", with: []) == .trapped(.memoryOutOfBounds) else { throw refusal }
            }
        }
        return row("latency/trap", seconds)
    }

    /// CPU seconds of a call of the host with one parameter and one result, the loop around it included.
    func hostCall() throws -> BenchRow {
        let (store, instance) = try prepare()
        let seconds = try best(of: 500_000) { count in
            guard case .returned = try store.invoke(instance, "calls", with: [.i32(UInt32(count))]) else { throw refusal }
        }
        return row("latency/host-call", seconds)
    }

    private func prepare() throws -> (any EngineStore, InstanceHandle) {
        let store = try engine.makeStore(StoreConfiguration())
        try store.define([HostFunction(module: "host", name: "f", type: FunctionType([.i32], [.i32]))])
        guard case .module(let module) = try store.load(Module(parsing: Self.text).encoded()),
            case .instance(let instance) = try store.instantiate(module)
        else { throw refusal }
        return (store, instance)
    }

    private func best(of count: Int, _ work: (Int) throws -> Void) rethrows -> Double {
        var best = UInt64.max
        for _ in 0..<rounds {
            let start = ThreadClock.nanoseconds()
            try work(count)
            best = min(best, ThreadClock.nanoseconds() - start)
        }
        return Double(best) / 1e9 / Double(count)
    }

    private var refusal: EngineBench.WrongResult { EngineBench.WrongResult(message: "the module does not do what it should") }

    private func row(_ name: String, _ seconds: Double) -> BenchRow {
        BenchRow(name: name, engine: engine.identity.name, figure: .seconds(seconds))
    }
}
