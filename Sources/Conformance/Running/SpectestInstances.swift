import EngineInterface
import WasmBinary
import WasmModel

/// The `spectest` module or modules of one store.
struct SpectestInstances {
    /// What most modules import from; `nil` if the engine could not make it.
    let plain: InstanceHandle?
    /// The one with a shared memory instead, where the language has shared memories but not two memories.
    private let shared: InstanceHandle?
    /// Why ``plain`` is `nil`.
    private(set) var problem = ""
    private var isSharedSelected = false

    init(in store: any EngineStore, features: FeatureSet) throws(EngineFailure) {
        var problem = ""
        var made = try Self.instance(of: Spectest.module(for: features), in: store, problem: &problem)
        if made == nil, features.contains(.memory64) {
            // Engines had memories of 64 bits before they had such tables; few scripts want the table.
            var older = features
            older.remove(.memory64)
            made = try Self.instance(of: Spectest.module(for: older), in: store, problem: &problem)
        }
        plain = made
        if let plain {
            try store.register(plain, as: Spectest.name)
            let needsSecond = features.contains(.threads) && Spectest.memories(for: features) == .plain
            shared = needsSecond
                ? try Self.instance(of: Spectest.sharedMemoryModule(for: features), in: store, problem: &problem) : nil
        } else {
            shared = nil
        }
        self.problem = problem
    }

    /// Puts the module with the shared memory, or the other one, behind the name.
    mutating func select(_ wantsShared: Bool, in store: any EngineStore) throws(EngineFailure) {
        guard wantsShared != isSharedSelected, let shared, let plain else { return }
        try store.register(wantsShared ? shared : plain, as: Spectest.name)
        isSharedSelected = wantsShared
    }

    private static func instance(
        of module: Module, in store: any EngineStore, problem: inout String
    ) throws(EngineFailure) -> InstanceHandle? {
        switch try store.load(module.encoded()) {
        case .module(let handle):
            let end = try store.instantiate(handle)
            if case .instance(let instance) = end { return instance }
            problem = "spectest cannot be instantiated: \(end)"
        case .malformed(let why), .invalid(let why): problem = "spectest is rejected: \(why)"
        case .unsupported(let what): problem = "spectest needs \(what)"
        }
        return nil
    }
}
