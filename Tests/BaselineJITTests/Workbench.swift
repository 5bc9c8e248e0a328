import BaselineJIT
import EngineInterface
import EngineRuntime
import Testing
import WasmBinary
import WasmModel
import WasmText

/// One module in a store of its own.
struct Workbench {
    let store: any EngineStore
    let instance: InstanceHandle

    init(
        _ text: String, limits: ExecutionLimits = ExecutionLimits(), features: FeatureSet = .wasm3,
        options: CompilerOptions = CompilerOptions()
    ) throws {
        store = try BaselineJIT.engine(options).makeStore(StoreConfiguration(features: features, limits: limits))
        instance = try Self.instantiate(text, in: store)
    }

    static func instantiate(_ text: String, in store: any EngineStore) throws -> InstanceHandle {
        let reception = try store.load(Module(parsing: text).encoded())
        guard case .module(let module) = reception, case .instance(let instance) = try store.instantiate(module) else {
            throw Rejected(reception: reception)
        }
        return instance
    }

    struct Rejected: Error { var reception: Reception }

    func callAsFunction(_ export: String, _ arguments: Value...) throws -> Outcome {
        try store.invoke(instance, export, with: arguments)
    }
}
