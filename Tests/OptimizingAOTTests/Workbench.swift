import EngineInterface
import EngineRuntime
import OptimizingAOT
import WasmBinary
import WasmModel
import WasmText

/// One module in a store of its own, compiled with given options.
struct Workbench {
    let store: any EngineStore
    let instance: InstanceHandle

    /// Every level, with all registers and with hardly any; the IR is verified between passes.
    static let variants: [CompileOptions] = CompileOptions.Level.allCases.flatMap { level in
        [Int.max, 2, 1].map { CompileOptions(level: level, verifies: true, registerLimit: $0) }
    }

    init(_ text: String, _ options: CompileOptions = CompileOptions(), features: FeatureSet = .all) throws {
        try self.init(Module(parsing: text), options, features: features)
    }

    init(_ module: Module, _ options: CompileOptions = CompileOptions(), features: FeatureSet = .all) throws {
        store = try AOTEngine(AOTTier(options)).makeStore(StoreConfiguration(features: features))
        instance = try Self.instantiate(module, in: store)
    }

    static func instantiate(_ text: String, in store: any EngineStore) throws -> InstanceHandle {
        try instantiate(Module(parsing: text), in: store)
    }

    static func instantiate(_ module: Module, in store: any EngineStore) throws -> InstanceHandle {
        let reception = try store.load(module.encoded())
        guard case .module(let handle) = reception, case .instance(let instance) = try store.instantiate(handle) else {
            throw Rejected(reception: reception)
        }
        return instance
    }

    struct Rejected: Error { var reception: Reception }

    func callAsFunction(_ export: String, _ arguments: Value...) throws -> Outcome {
        try store.invoke(instance, export, with: arguments)
    }
}
