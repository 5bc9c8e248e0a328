import EngineInterface
import Synchronization
import WasmModel

/// An engine that answers what a test tells it to. Modules are told apart by their first byte.
final class FakeEngine: Engine {
    struct Script: Sendable {
        var load: @Sendable ([UInt8]) throws -> Reception = { _ in .module(ModuleHandle(number: 0)) }
        var instantiate: @Sendable (UInt32) throws -> Instantiation = { .instance(InstanceHandle(number: $0)) }
        var invoke: @Sendable (UInt32, String, [Value]) throws -> Outcome = { _, _, _ in .returned([]) }
        var global: @Sendable (UInt32, String) -> Value? = { _, _ in nil }
        var makesStores = true
    }
    let identity: EngineIdentity
    let capabilities: EngineCapabilities
    private let script: Script

    init(name: String = "fake", features: FeatureSet = .all, _ script: Script = Script()) {
        identity = EngineIdentity(name: name, version: "1")
        capabilities = EngineCapabilities(features: features)
        self.script = script
    }

    func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        guard script.makesStores else { throw EngineFailure(engine: identity, detail: "no store") }
        return Store(self)
    }

    final class Store: EngineStore {
        private let engine: FakeEngine
        private var registered: [String] = []
        private var instances: UInt32 = 0

        init(_ engine: FakeEngine) { self.engine = engine }

        /// What a test throws that is not a failure already means a crash.
        private func asking<T>(_ question: () throws -> T) throws(EngineFailure) -> T {
            do {
                return try question()
            } catch let failure as EngineFailure {
                throw failure
            } catch {
                throw EngineFailure(engine: engine.identity, detail: "\(error)", isCrash: true)
            }
        }

        /// `spectest` is the first module of a store and begins with the magic word.
        func load(_ module: [UInt8]) throws(EngineFailure) -> Reception {
            if module.starts(with: [0x00, 0x61, 0x73, 0x6D]) { return .module(ModuleHandle(number: .max)) }
            return try asking { try engine.script.load(module) }
        }
        func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation {
            if module.number == .max { return .instance(InstanceHandle(number: .max)) }
            return try asking { try engine.script.instantiate(module.number) }
        }
        func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) { registered.append(name) }
        func define(_ functions: [HostFunction]) throws(EngineFailure) {}
        func invoke(_ instance: InstanceHandle, _ export: String, with arguments: [Value]) throws(EngineFailure)
            -> Outcome
        {
            try asking { try engine.script.invoke(instance.number, export, arguments) }
        }
        func global(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Value? {
            engine.script.global(instance.number, export)
        }
        func exports(of instance: InstanceHandle) throws(EngineFailure) -> [ExportDescription] { [] }
        func observe(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Observation {
            .notObservable
        }
        func memory(
            _ instance: InstanceHandle, _ export: String, from offset: UInt64, count: Int
        ) throws(EngineFailure) -> [UInt8]? { nil }
        func takeHostCalls() throws(EngineFailure) -> [HostCall] { [] }
    }
}
