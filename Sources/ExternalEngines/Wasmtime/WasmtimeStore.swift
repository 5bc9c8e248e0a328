import CWasmCAPI
import EngineInterface
import WasmModel

/// A store of Wasmtime.
///
/// What makes it safe: handles of modules and instances are indices that are checked; every object of the library is
/// made here and freed in `deinit`, the store last; arrays of values have the size that the release says.
@safe final class WasmtimeStore: EngineStore {
    let engine: WasmtimeEngine
    private let shared: SharedEngine
    private let configuration: StoreConfiguration
    private var limits: ExecutionLimits { configuration.limits }
    private var features: FeatureSet { configuration.features }
    private let store: OpaquePointer
    let context: OpaquePointer

    @safe private struct LoadedModule {
        var raw: OpaquePointer
        var shape: ModuleShape
    }
    struct LoadedInstance {
        var raw: wasmtime_instance_t
        var shape: ModuleShape
    }
    private var modules: [LoadedModule] = []
    private(set) var instances: [LoadedInstance] = []
    private var registered: [ExactName: Int] = [:]
    private var hosts: [ExactName: [ExactName: wasmtime_extern_t]] = [:]
    let hostLog = HostLog()
    private var converter: WasmtimeConverter?

    var functions: UnsafePointer<wasmtime_functions> { unsafe engine.functions }

    init(_ engine: WasmtimeEngine, _ shared: SharedEngine, _ configuration: StoreConfiguration) throws(EngineFailure) {
        self.engine = engine
        self.shared = shared
        self.configuration = configuration
        guard let store = unsafe engine.functions.pointee.wasmtime_store_new(shared.raw, nil, nil) else {
            throw engine.failure("the library makes no store")
        }
        unsafe self.store = store
        unsafe context = engine.functions.pointee.wasmtime_store_context(store)
        if let limiter = unsafe engine.functions.pointee.wasmtime_store_limiter {
            let limits = configuration.limits
            unsafe limiter(
                store, Int64(clamping: limits.memoryBytes), Int64(clamping: limits.tableElements), -1, -1, -1)
        }
    }

    deinit {
        for module in modules { unsafe functions.pointee.wasmtime_module_delete(module.raw) }
        unsafe functions.pointee.wasmtime_store_delete(store)
    }

    // MARK: Modules

    func load(_ module: [UInt8]) throws(EngineFailure) -> Reception {
        let compiled: OpaquePointer
        if engine.tier == .ahead {
            let bytes: Result<[UInt8], Rejection>
            if let compilers = engine.compilers {
                bytes = try compilers.compile(module, configuration)
            } else {
                bytes = try engine.compile(module, configuration)
            }
            switch bytes {
            case .success(let bytes): unsafe compiled = try loaded(bytes)
            case .failure(let rejection): return rejection.reception
            }
        } else {
            switch try unsafe engine.compiled(module, shared, features) {
            case .success(let raw): unsafe compiled = raw.module
            case .failure(let rejection): return rejection.reception
            }
        }
        unsafe modules.append(LoadedModule(raw: compiled, shape: ModuleShape(module)))
        return .module(ModuleHandle(number: UInt32(modules.count - 1)))
    }

    /// A module from its compiled form.
    @unsafe private func loaded(_ bytes: [UInt8]) throws(EngineFailure) -> OpaquePointer {
        var raw: OpaquePointer?
        if let error = unsafe functions.pointee.wasmtime_module_deserialize(shared.raw, bytes, bytes.count, &raw) {
            throw unsafe engine.failure("cannot load what it serialised: \(engine.take(error))")
        }
        guard let loaded = unsafe raw else { throw engine.failure("neither a module nor an error") }
        return unsafe loaded
    }

    func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation {
        guard module.number < modules.count else { throw engine.failure("no module \(module.number)") }
        let loaded = modules[Int(module.number)]
        if !engine.release.showsExceptions, loaded.shape.imports.contains(where: { $0.type.kind == .tag }) {
            return .unsupported("imports of tags through this release's C interface")
        }
        let stride = engine.release.externStride
        let imports = UnsafeMutableRawPointer.allocate(byteCount: max(1, loaded.shape.imports.count) * stride, alignment: 16)
        defer { unsafe imports.deallocate() }
        var shared: [wasmtime_extern_t] = []
        defer { for item in shared { unsafe release(item) } }
        for (position, item) in loaded.shape.imports.enumerated() {
            guard var found = unsafe resolve(item) else {
                return .unlinkable("unknown import: \"\(item.module)\" \"\(item.name)\"")
            }
            unsafe imports.advanced(by: position * stride).copyMemory(from: &found, byteCount: stride)
            if found.kind == Self.sharedMemoryKind { shared.append(found) }
        }
        try prepareCall()
        var raw = wasmtime_instance_t()
        var trap: OpaquePointer?
        let error = unsafe functions.pointee.wasmtime_instance_new(
            context, loaded.raw, imports, loaded.shape.imports.count, &raw, &trap)
        if let trap = unsafe trap {
            switch try unsafe end(trap, in: nil, shape: loaded.shape) {
            case .trapped(let kind): return .trapped(kind)
            case .exhausted(let resource): return .exhausted(resource)
            case .threw(let exception): return .threw(exception)
            case .returned, .unsupported: throw engine.failure("a trap that is none")
            }
        }
        if let error = unsafe error {
            let words = unsafe engine.take(error)
            guard let answer = WasmtimeTrap.instantiation(message: words) else { throw engine.failure(words) }
            return answer
        }
        instances.append(LoadedInstance(raw: raw, shape: loaded.shape))
        return .instance(InstanceHandle(number: UInt32(instances.count - 1)))
    }

    @unsafe private func resolve(_ item: Import) -> wasmtime_extern_t? {
        if let number = registered[ExactName(item.module)],
            engine.release.showsExceptions || instances[number].shape.export(item.name, .tag) == nil,
            let found = unsafe external(of: instances[number], item.name)
        {
            return found
        }
        return hosts[ExactName(item.module)]?[ExactName(item.name)]
    }

    func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) {
        _ = try self.instance(instance)
        registered[ExactName(name)] = Int(instance.number)
    }

    func define(_ functions: [HostFunction]) throws(EngineFailure) {
        for function in functions {
            let external = try unsafe makeHost(function, shared.raw)
            hosts[ExactName(function.module), default: [:]][ExactName(function.name)] = external
        }
    }

    /// Every module that code of this store may belong to, the given one first.
    func shapes(from first: ModuleShape) -> [ModuleShape] { [first] + modules.reversed().map(\.shape) }

    func instance(_ handle: InstanceHandle) throws(EngineFailure) -> LoadedInstance {
        guard handle.number < instances.count else { throw engine.failure("no instance \(handle.number)") }
        return instances[Int(handle.number)]
    }

    static let sharedMemoryKind: UInt8 = 4

    /// What an instance exports under a name. One that is a shared memory has to be let go of.
    @unsafe func external(of instance: LoadedInstance, _ name: String) -> wasmtime_extern_t? {
        var external = wasmtime_extern_t()
        var raw = instance.raw
        let bytes = Array(name.utf8)
        guard unsafe functions.pointee.wasmtime_instance_export_get(context, &raw, bytes, bytes.count, &external) else { return nil }
        return external
    }

    @unsafe func release(_ external: wasmtime_extern_t) {
        guard external.kind == Self.sharedMemoryKind else { return }
        var external = external
        unsafe functions.pointee.wasmtime_extern_delete?(&external)
    }

    // MARK: Calls

    /// Gives the next call its time and its fuel.
    private func prepareCall() throws(EngineFailure) {
        unsafe functions.pointee.wasmtime_context_set_epoch_deadline(context, shared.epochs(within: limits.nanoseconds))
        guard let fuel = limits.fuel else { return }
        if let setFuel = unsafe functions.pointee.wasmtime_context_set_fuel {
            if let error = unsafe setFuel(context, fuel) { throw unsafe engine.failure(engine.take(error)) }
        } else if let consume = unsafe functions.pointee.wasmtime_context_consume_fuel, let add = unsafe functions.pointee.wasmtime_context_add_fuel {
            // These releases can only add to what is left, so that is taken first.
            var left: UInt64 = 0
            if let error = unsafe consume(context, 0, &left) { throw unsafe engine.failure(engine.take(error)) }
            if left > 0, let error = unsafe consume(context, left, &left) { throw unsafe engine.failure(engine.take(error)) }
            if let error = unsafe add(context, fuel) { throw unsafe engine.failure(engine.take(error)) }
        }
    }

    func invoke(
        _ handle: InstanceHandle, _ name: String, with arguments: [Value]
    ) throws(EngineFailure) -> Outcome {
        let instance = try instance(handle)
        guard let position = instance.shape.position(of: name), instance.shape.exports[position].kind == .function,
            var function = unsafe external(of: instance, name)
        else { throw engine.failure("no function is exported as \"\(name)\"") }
        let type = instance.shape.exportedTypes[position]
        guard arguments.count == type.parameters.count else {
            throw engine.failure("\"\(name)\" takes \(type.parameters), not \(arguments)")
        }
        if !engine.release.showsExceptions, (type.parameters + type.results).contains(where: instance.shape.isException) {
            return .unsupported("references to exceptions through this release's C interface")
        }
        let words = unsafe ValueArray(count: max(arguments.count, type.results.count, 1) * 2, engine.release)
        defer { unsafe words.free() }
        let results = unsafe words.base.advanced(by: words.stride * max(arguments.count, type.results.count, 1))
        for (index, argument) in arguments.enumerated() {
            if let lack = try unsafe write(argument, as: type.parameters[index], instance.shape, to: words.slot(index)) {
                for earlier in 0..<index { unsafe release(words.slot(earlier)) }
                return .unsupported(lack)
            }
        }
        try prepareCall()
        var trap: OpaquePointer?
        let error = unsafe withUnsafeMutableBytes(of: &function.payload) { payload in
            guard let handle = payload.baseAddress else { return unsafe OpaquePointer?.none }
            return unsafe functions.pointee.wasmtime_func_call(
                context, handle, words.base, arguments.count, results, type.results.count, &trap)
        }
        for index in arguments.indices { unsafe release(words.slot(index)) }
        if let trap = unsafe trap { return try unsafe end(trap, in: instance, shape: instance.shape) }
        if let error = unsafe error {
            let words = unsafe engine.take(error)
            switch WasmtimeTrap.end(message: words) {
            case .exhausted(let resource)?: return .exhausted(resource)
            // Releases that cannot show an exception say no more than that there was one.
            case .threw?: return .threw(ThrownException(tag: nil, payload: []))
            case .trapped?, .tableOutOfBounds?, nil: throw engine.failure(words)
            }
        }
        var values: [Value] = []
        for index in type.results.indices {
            let slot = unsafe results.advanced(by: index * words.stride)
            unsafe values.append(try value(at: slot))
            unsafe release(slot)
        }
        return .returned(values)
    }

    // MARK: Conversions through WebAssembly

    /// Made when it is needed first: it compiles a module.
    func theConverter() throws(EngineFailure) -> WasmtimeConverter {
        if let converter { return converter }
        let made = try unsafe WasmtimeConverter(self, shared.raw)
        converter = made
        return made
    }

    func takeHostCalls() throws(EngineFailure) -> [HostCall] { hostLog.take() }
}

/// Room for values of the size that a release has.
@unsafe struct ValueArray {
    let base: UnsafeMutableRawPointer
    let stride: Int

    init(count: Int, _ release: WasmtimeRelease) {
        unsafe stride = release.valueStride
        unsafe base = .allocate(byteCount: count * stride, alignment: 16)
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: count * stride)
    }
    func slot(_ index: Int) -> UnsafeMutableRawPointer { unsafe base.advanced(by: index * stride) }
    func free() { unsafe base.deallocate() }
}
