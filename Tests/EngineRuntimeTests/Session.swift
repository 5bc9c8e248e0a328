import EngineInterface
import EngineRuntime
import Testing
import WasmBinary
import WasmModel
import WasmText

/// A store of the stack machine and the instance made last, for tests that read like scripts.
struct Session {
    let store: any EngineStore
    var instance = InstanceHandle(number: .max)

    init(limits: ExecutionLimits = ExecutionLimits()) throws {
        store = try RuntimeEngine(StackMachineTier()).makeStore(StoreConfiguration(features: .all, limits: limits))
    }

    func instantiation(_ text: String) throws -> Instantiation {
        let reception = try store.load(try Module(parsing: text).encoded())
        guard case .module(let module) = reception else { return .unsupported("\(reception)") }
        return try store.instantiate(module)
    }

    mutating func make(_ text: String, as name: String? = nil) throws {
        let made = try instantiation(text)
        guard case .instance(let instance) = made else {
            Issue.record("\(made) of \(text)")
            return
        }
        self.instance = instance
        if let name { try store.register(instance, as: name) }
    }

    func call(_ name: String, _ arguments: Value...) throws -> Outcome { try store.invoke(instance, name, with: arguments) }
    func global(_ name: String) throws -> Value? { try store.global(instance, name) }
}
