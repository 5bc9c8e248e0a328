public import EngineInterface

/// An engine made of a tier and the shared runtime.
public struct RuntimeEngine<Tier: ExecutionTier>: Engine {
    private let tier: Tier
    public let identity: EngineIdentity

    public init(_ tier: Tier) {
        self.tier = tier
        var identity = tier.identity
        identity.sharedParts = RuntimeParts.names + identity.sharedParts
        self.identity = identity
    }

    public var capabilities: EngineCapabilities { tier.capabilities }

    public func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        if let reason = tier.capabilities.unavailable { throw EngineFailure(engine: identity, detail: reason) }
        let store = Store(limits: configuration.limits)
        let machine = try tier.makeMachine(store.context, configuration)
        return RuntimeStore(store, machine, features: configuration.features, engine: identity)
    }
}

/// What all in-tree engines share, and so cannot disagree about.
public enum RuntimeParts {
    public static let names = ["WasmBinary", "WasmValidation", "EngineRuntime"]
}
