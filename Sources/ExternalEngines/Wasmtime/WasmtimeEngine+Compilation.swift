import CWasmCAPI
import EngineInterface
import WasmModel

/// From bytes to modules of the library, and back to bytes.
///
/// What makes it safe: what the library makes is given on or freed here.
extension WasmtimeEngine: AheadCompiler {
    /// A module of the library, which whoever has it frees.
    @safe struct CompiledModule {
        var module: OpaquePointer
    }

    @unsafe func compiled(
        _ module: [UInt8], _ shared: SharedEngine, _ features: FeatureSet
    ) throws(EngineFailure) -> Result<CompiledModule, Rejection> {
        var raw: OpaquePointer?
        if let error = unsafe functions.pointee.wasmtime_module_new(shared.raw, module, module.count, &raw) {
            let words = unsafe take(error)
            return .failure(
                Rejection(
                    reception: RejectionStage.reception(of: module, words, asked: features, supported: capabilities.features)))
        }
        guard let compiled = unsafe raw else { throw failure("neither a module nor an error") }
        return unsafe .success(CompiledModule(module: compiled))
    }

    func compile(_ module: [UInt8], _ configuration: StoreConfiguration) throws(EngineFailure) -> Result<[UInt8], Rejection> {
        switch try unsafe compiled(module, sharedEngine(for: configuration), configuration.features) {
        case .failure(let rejection): return .failure(rejection)
        case .success(let compiled):
            defer { unsafe functions.pointee.wasmtime_module_delete(compiled.module) }
            var bytes = unsafe wasm_byte_vec_t()
            if let error = unsafe functions.pointee.wasmtime_module_serialize(compiled.module, &bytes) {
                throw unsafe failure("cannot serialise: \(take(error))")
            }
            defer { unsafe library.standard.pointee.wasm_byte_vec_delete(&bytes) }
            return .success(unsafe Array(UnsafeBufferPointer(start: bytes.data, count: bytes.size)))
        }
    }
}
