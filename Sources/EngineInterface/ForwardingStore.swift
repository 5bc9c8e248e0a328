public import WasmModel

/// A store that hands every question on to another one, and has its own way with the bytes of modules: it may change
/// them, reject them, or break.
public final class ForwardingStore: EngineStore {
    /// Loads a module into the store behind.
    public typealias Loading = @Sendable (any EngineStore, [UInt8]) throws(EngineFailure) -> Reception

    private let store: any EngineStore
    private let loading: Loading

    public init(_ store: any EngineStore, load loading: @escaping Loading) {
        self.store = store
        self.loading = loading
    }

    public func load(_ module: [UInt8]) throws(EngineFailure) -> Reception { try loading(store, module) }

    public func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation { try store.instantiate(module) }
    public func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) {
        try store.register(instance, as: name)
    }
    public func define(_ functions: [HostFunction]) throws(EngineFailure) { try store.define(functions) }
    public func invoke(
        _ instance: InstanceHandle, _ export: String, with arguments: [Value]
    ) throws(EngineFailure) -> Outcome { try store.invoke(instance, export, with: arguments) }
    public func global(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Value? {
        try store.global(instance, export)
    }
    public func exports(of instance: InstanceHandle) throws(EngineFailure) -> [ExportDescription] {
        try store.exports(of: instance)
    }
    public func observe(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Observation {
        try store.observe(instance, export)
    }
    public func observe(
        _ instance: InstanceHandle, _ export: String, at position: Int
    ) throws(EngineFailure) -> Observation { try store.observe(instance, export, at: position) }
    public func memory(
        _ instance: InstanceHandle, _ export: String, from offset: UInt64, count: Int
    ) throws(EngineFailure) -> [UInt8]? { try store.memory(instance, export, from: offset, count: count) }
    public func takeHostCalls() throws(EngineFailure) -> [HostCall] { try store.takeHostCalls() }
}
