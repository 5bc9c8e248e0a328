package import EngineInterface
import ModuleGeneration
import WasmBinary
package import WasmModel
import WasmValidation

/// The metamorphic oracle as an engine: it runs, on another engine, an equivalent form of every module that it is given.
/// Beside that engine it shows where the engine contradicts itself, so that one engine is enough to find its bugs, and
/// what shows can be shrunk and replayed as any divergence.
package struct EquivalentEngine: Engine {
    /// What stands before the name of the engine.
    package static let prefix = "equivalent:"
    /// Locals of one function above which a module is left as it is.
    private static let mostLocals = 10_000
    /// Types above which they stay in their order.
    private static let mostTypes = 200

    private let engine: any Engine

    package init(_ engine: any Engine) { self.engine = engine }

    package var identity: EngineIdentity {
        var identity = engine.identity
        identity.name = Self.prefix + identity.name
        return identity
    }
    package var capabilities: EngineCapabilities { engine.capabilities }

    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        EquivalentStore(try engine.makeStore(configuration), configuration.features)
    }

    package func answers(to cases: [EngineCase]) -> [EngineCaseAnswer] {
        engine.answers(
            to: cases.map { test in
                var test = test
                let features = test.configuration.features
                test.module = Self.equivalent(to: test.module, features)
                for number in test.libraries.indices {
                    test.libraries[number].module = Self.equivalent(to: test.libraries[number].module, features)
                }
                return test
            })
    }

    /// Another module that does the same; the bytes themselves if they are no valid module.
    package static func equivalent(to bytes: [UInt8], _ features: FeatureSet) -> [UInt8] {
        guard var module = try? Module(decoding: bytes, features: features),
            (try? ValidatedModule(validating: module, features: features)) != nil,
            module.functions.allSatisfy({ $0.locals.reduce(0) { $0 + Int($1.count) } < mostLocals })
        else { return bytes }
        var scaffolding = Array(repeating: [Range<Int32>](), count: module.functions.count)
        _ = Equivalence.apply(to: &module, &scaffolding, features, RandomStream(seed: 0x6571_7569_76))
        if module.types.count < mostTypes, let other = ReorderedModule.reordered(module, &scaffolding, seed: UInt64(module.functions.count)) {
            module = other
        }
        return module.encoded()
    }
}

/// A store that is given other modules than were meant for it.
private final class EquivalentStore: EngineStore {
    private let store: any EngineStore
    private let features: FeatureSet

    init(_ store: any EngineStore, _ features: FeatureSet) {
        self.store = store
        self.features = features
    }

    func load(_ module: [UInt8]) throws(EngineFailure) -> Reception { try store.load(EquivalentEngine.equivalent(to: module, features)) }
    func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation { try store.instantiate(module) }
    func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) { try store.register(instance, as: name) }
    func define(_ functions: [HostFunction]) throws(EngineFailure) { try store.define(functions) }
    func invoke(_ instance: InstanceHandle, _ export: String, with arguments: [Value]) throws(EngineFailure) -> Outcome {
        try store.invoke(instance, export, with: arguments)
    }
    func global(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Value? { try store.global(instance, export) }
    func exports(of instance: InstanceHandle) throws(EngineFailure) -> [ExportDescription] { try store.exports(of: instance) }
    func observe(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Observation { try store.observe(instance, export) }
    func memory(_ instance: InstanceHandle, _ export: String, from offset: UInt64, count: Int) throws(EngineFailure) -> [UInt8]? {
        try store.memory(instance, export, from: offset, count: count)
    }
    func takeHostCalls() throws(EngineFailure) -> [HostCall] { try store.takeHostCalls() }
}
