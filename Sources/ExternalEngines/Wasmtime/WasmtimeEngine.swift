import CWasmCAPI
package import EngineInterface
import Foundation
import Synchronization
import WasmModel

/// Wasmtime, loaded into this process. What kills it kills the process, so it belongs in a worker.
///
/// What makes it safe: an engine of the library is made once for each configuration, and never freed; the library may
/// use it from any thread.
@safe package final class WasmtimeEngine: Engine, @unchecked Sendable {
    package let identity: EngineIdentity
    package let capabilities: EngineCapabilities
    let release: WasmtimeRelease
    let tier: WasmtimeTier
    let library: WasmtimeLibrary
    let functions: UnsafePointer<wasmtime_functions>

    /// What an engine of the library is made for.
    private struct Key: Hashable {
        var features: FeatureSet
        var countsFuel: Bool
    }
    private let engines = Mutex<[Key: SharedEngine]>([:])
    /// Who compiles for ``WasmtimeTier/ahead``; `nil` for this process.
    let compilers: CompilerPool?

    /// - Parameters:
    ///   - path: the shared library.
    ///   - name: as on the command line.
    ///   - compiler: a program and its arguments that serve this engine as a worker, to compile in another process what is
    ///     loaded in this one.
    /// - Throws: why the library cannot be used.
    package init(
        path: String, name: String, release: WasmtimeRelease, tier: WasmtimeTier, compiler: (program: String, arguments: [String])? = nil
    ) throws(EngineFailure) {
        let identity = EngineIdentity(name: name, version: release.description)
        func failure(_ reason: String) -> EngineFailure { EngineFailure(engine: identity, detail: reason) }
        guard WasmtimeRelease.known.contains(release) else {
            throw failure("the interface of Wasmtime \(release) is not known; known are \(WasmtimeRelease.known)")
        }
        guard release >= WasmtimeRelease.first(of: tier) else { throw failure("Wasmtime \(release) does not have \(tier.rawValue)") }
        do throws(WasmtimeLibrary.Failure) {
            library = try WasmtimeLibrary(path: path)
        } catch {
            throw failure(error.reason)
        }
        guard let functions = unsafe library.own else { throw failure("\(path) does not have the functions of Wasmtime") }
        unsafe self.functions = unsafe functions
        self.identity = identity
        self.release = release
        self.tier = tier
        compilers = compiler.map { compiler in
            let program = WorkerProgram(path: compiler.program, arguments: compiler.arguments, limits: WorkerLimits())
            return CompilerPool(program, identity)
        }
        var features = release.features(of: tier)
        for (feature, option) in Self.options where features.contains(feature) && !library.has("wasmtime_config_\(option)_set") {
            if !Self.alwaysOn.contains(feature) { features.remove(feature) }
        }
        capabilities = EngineCapabilities(features: features)
    }

    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        try WasmtimeStore(self, sharedEngine(for: configuration), configuration)
    }

    func sharedEngine(for configuration: StoreConfiguration) throws(EngineFailure) -> SharedEngine {
        try sharedEngine(Key(features: configuration.features, countsFuel: configuration.limits.fuel != nil))
    }

    func failure(_ reason: String) -> EngineFailure { EngineFailure(engine: identity, detail: reason) }

    /// The words of an error, which is freed.
    @unsafe func take(_ error: OpaquePointer) -> String {
        var bytes = unsafe wasm_byte_vec_t()
        unsafe functions.pointee.wasmtime_error_message(error, &bytes)
        unsafe functions.pointee.wasmtime_error_delete(error)
        return unsafe library.take(&bytes)
    }

    // MARK: Configuration

    private static let options: [(feature: Feature, option: String)] = [
        (.multiValue, "wasm_multi_value"), (.bulkMemory, "wasm_bulk_memory"), (.referenceTypes, "wasm_reference_types"),
        (.simd, "wasm_simd"), (.tailCall, "wasm_tail_call"), (.multiMemory, "wasm_multi_memory"), (.memory64, "wasm_memory64"),
        (.functionReferences, "wasm_function_references"), (.gc, "wasm_gc"), (.exceptions, "wasm_exceptions"),
        (.relaxedSIMD, "wasm_relaxed_simd"), (.threads, "wasm_threads"), (.wideArithmetic, "wasm_wide_arithmetic"),
        (.customPageSizes, "wasm_custom_page_sizes"),
    ]
    private static let componentOptions = [
        "wasm_component_model", "wasm_component_model_async", "wasm_component_model_async_stackful",
        "wasm_component_model_more_async_builtins", "wasm_component_model_map", "concurrency_support",
    ]
    /// Features that need no option where there is none.
    private static let alwaysOn: Set<Feature> = [.multiValue, .bulkMemory, .referenceTypes, .simd, .extendedConst]

    /// The engine accepts no set in which a feature is on and what it stands on is off: it ends the process.
    private static func closed(_ features: FeatureSet) -> FeatureSet {
        var closed = features
        if closed.contains(.gc) { closed.insert(.functionReferences) }
        if closed.contains(.exceptions) || closed.contains(.functionReferences) { closed.insert(.referenceTypes) }
        if closed.contains(.referenceTypes) { closed.insert(.bulkMemory) }
        if closed.contains(.relaxedSIMD) { closed.insert(.simd) }
        return closed
    }

    private func sharedEngine(_ key: Key) throws(EngineFailure) -> SharedEngine {
        if let engine = engines.withLock({ $0[key] }) { return engine }
        guard let make = unsafe library.standard.pointee.wasm_config_new, let configuration = unsafe make(),
            let newEngine = unsafe library.standard.pointee.wasm_engine_new_with_config
        else { throw failure("the library makes no configuration") }
        let asked = Self.closed(key.features.intersection(capabilities.features))
        let baseline = Self.closed(capabilities.features)
        for (feature, option) in Self.options {
            // Winch refuses to be told about what it does not have.
            guard baseline.contains(feature) || tier != .winch else { continue }
            _ = unsafe library.configure(configuration, option, asked.contains(feature) ? 1 : 0)
        }
        // Components stand on features that may be off, and are not run here.
        for option in Self.componentOptions { _ = unsafe library.configure(configuration, option, 0) }
        if asked.contains(.threads) { _ = unsafe library.configure(configuration, "shared_memory", 1) }
        for (option, value) in tier.options { _ = unsafe library.configure(configuration, option, value) }
        // The hand-over to other threads costs more than most modules.
        _ = unsafe library.configure(configuration, "parallel_compilation", 0)
        _ = unsafe library.configure(configuration, "epoch_interruption", 1)
        _ = unsafe library.configure(configuration, "consume_fuel", key.countsFuel ? 1 : 0)
        if let target = tier.target {
            guard let setTarget = unsafe functions.pointee.wasmtime_config_target_set else {
                throw failure("this release takes no target")
            }
            if let error = unsafe setTarget(configuration, target) { throw unsafe failure(take(error)) }
        }
        guard let raw = unsafe newEngine(configuration) else { throw failure("the library makes no engine") }
        let engine = unsafe SharedEngine(raw, functions)
        return engines.withLock { engines in
            if let earlier = engines[key] { return earlier }
            engines[key] = engine
            return engine
        }
    }
}

/// An engine of the library with its clock. It lives as long as the process.
///
/// What makes it safe: see ``WasmtimeEngine``.
@safe final class SharedEngine: @unchecked Sendable {
    let raw: OpaquePointer
    private let functions: UnsafePointer<wasmtime_functions>
    private let isTicking = Atomic<Bool>(false)

    /// The library counts epochs; how long one lasts is ours to say.
    static let nanosecondsPerEpoch: UInt64 = 2_000_000

    @unsafe init(_ raw: OpaquePointer, _ functions: UnsafePointer<wasmtime_functions>) {
        unsafe self.raw = raw
        unsafe self.functions = functions
    }

    /// Epochs until a call that may take so long is over; the clock runs from the first call that has an end.
    func epochs(within nanoseconds: UInt64?) -> UInt64 {
        guard let nanoseconds else { return 1 << 50 }
        if !isTicking.exchange(true, ordering: .relaxed) {
            let thread = Thread { [self] in
                while true {
                    Thread.sleep(forTimeInterval: Double(Self.nanosecondsPerEpoch) * 1e-9)
                    unsafe functions.pointee.wasmtime_engine_increment_epoch(raw)
                }
            }
            thread.stackSize = 64 << 10
            thread.start()
        }
        return nanoseconds / Self.nanosecondsPerEpoch + 2
    }
}
