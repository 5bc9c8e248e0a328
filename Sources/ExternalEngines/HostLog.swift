import EngineInterface
import WasmModel

/// The calls of host functions in one store, and what they answer. A store is used by one thread at a time, and calls its
/// host functions on it.
final class HostLog {
    private var calls: [HostCall] = []
    private var count: UInt64 = 0

    /// Writes a call down and says what it returns.
    func answer(_ function: HostFunction, _ arguments: [Value]) -> [Value] {
        if calls.count < HostCall.logLimit {
            calls.append(HostCall(module: function.module, name: function.name, arguments: arguments))
        }
        defer { count += 1 }
        return HostResponse.results(of: function, number: count)
    }

    func take() -> [HostCall] {
        defer { calls = [] }
        return calls
    }
}
