import CWasmCAPI
import EngineInterface
import WasmModel

/// A store of a library with the standard C interface.
///
/// What makes it safe: handles of modules and instances are indices that are checked; every object is made here and freed
/// in `deinit`, the store last; vectors have the length that is passed with them.
@safe final class StandardStore: EngineStore {
    private let engine: StandardEngine
    private let store: OpaquePointer
    private let features: FeatureSet
    private let log = HostLog()

    @safe private struct LoadedModule {
        var raw: OpaquePointer
        var shape: ModuleShape
    }
    @safe private struct LoadedInstance {
        var raw: OpaquePointer
        /// What it exports, in the order of the module.
        var exports: wasm_pointer_vec_t
        var shape: ModuleShape
    }
    private var modules: [LoadedModule] = []
    private var instances: [LoadedInstance] = []
    private var registered: [ExactName: Int] = [:]
    private var hosts: [ExactName: [ExactName: OpaquePointer]] = unsafe [:]

    private var standard: UnsafePointer<wasm_functions> { unsafe engine.library.standard }

    @unsafe init(_ engine: StandardEngine, _ store: OpaquePointer, _ configuration: StoreConfiguration) {
        self.engine = engine
        unsafe self.store = store
        features = configuration.features
    }

    deinit {
        for instance in instances {
            var exports = unsafe instance.exports
            unsafe standard.pointee.wasm_extern_vec_delete(&exports)
            unsafe standard.pointee.wasm_instance_delete(instance.raw)
        }
        for unsafe functions in unsafe hosts.values {
            for unsafe function in unsafe functions.values { unsafe standard.pointee.wasm_func_delete(function) }
        }
        for module in modules { unsafe standard.pointee.wasm_module_delete(module.raw) }
        unsafe standard.pointee.wasm_store_delete(store)
    }

    // MARK: Modules

    func load(_ module: [UInt8]) throws(EngineFailure) -> Reception {
        let raw = unsafe engine.library.withBytes(module) { unsafe standard.pointee.wasm_module_new(store, $0) }
        guard let raw = unsafe raw else {
            return RejectionStage.reception(
                of: module, "the library does not say why", asked: features, supported: engine.capabilities.features)
        }
        unsafe modules.append(LoadedModule(raw: raw, shape: ModuleShape(module)))
        return .module(ModuleHandle(number: UInt32(modules.count - 1)))
    }

    func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation {
        guard module.number < modules.count else { throw engine.failure("no module \(module.number)") }
        let loaded = modules[Int(module.number)]
        var imports: [UnsafeMutableRawPointer?] = unsafe []
        for item in loaded.shape.imports {
            guard let found = unsafe resolve(item) else { return .unlinkable("unknown import: \"\(item.module)\" \"\(item.name)\"") }
            unsafe imports.append(UnsafeMutableRawPointer(found))
        }
        var trap: OpaquePointer?
        let raw = unsafe imports.withUnsafeMutableBufferPointer { buffer -> OpaquePointer? in
            var vector = unsafe wasm_pointer_vec_t(
                size: buffer.count, data: buffer.baseAddress, count: buffer.count,
                element_size: MemoryLayout<UnsafeMutableRawPointer>.size, lock: nil)
            // Where a library gives a module a heap of its own within its memory, it must be told not to.
            if let make = unsafe standard.pointee.wasm_instance_new_with_args {
                return unsafe make(store, loaded.raw, &vector, &trap, 1 << 20, 0)
            }
            return unsafe standard.pointee.wasm_instance_new(store, loaded.raw, &vector, &trap)
        }
        guard let raw = unsafe raw else {
            guard let trap = unsafe trap else { return .unlinkable("the library does not say why") }
            defer { unsafe standard.pointee.wasm_trap_delete(trap) }
            let words = unsafe engine.library.message(of: trap)
            switch WasmtimeTrap.end(message: words) {
            case .trapped(let kind)?: return .trapped(kind)
            case .tableOutOfBounds?: return .trapped(.tableOutOfBounds)
            case .exhausted?, .threw?, nil: return WasmtimeTrap.instantiation(message: words) ?? .unlinkable(words)
            }
        }
        var exports = unsafe wasm_pointer_vec_t()
        unsafe standard.pointee.wasm_instance_exports(raw, &exports)
        unsafe instances.append(LoadedInstance(raw: raw, exports: exports, shape: loaded.shape))
        return .instance(InstanceHandle(number: UInt32(instances.count - 1)))
    }

    @unsafe private func resolve(_ item: Import) -> OpaquePointer? {
        if let number = registered[ExactName(item.module)], let position = instances[number].shape.position(of: item.name) {
            return unsafe external(instances[number], position)
        }
        return unsafe hosts[ExactName(item.module)]?[ExactName(item.name)].flatMap { unsafe standard.pointee.wasm_func_as_extern($0) }
    }

    @unsafe private func external(_ instance: LoadedInstance, _ position: Int) -> OpaquePointer? {
        guard position < (unsafe instance.exports.size), let address = unsafe instance.exports.data?[position] else { return nil }
        return OpaquePointer(address)
    }

    func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) {
        _ = try self.instance(instance)
        registered[ExactName(name)] = Int(instance.number)
    }

    private func instance(_ handle: InstanceHandle) throws(EngineFailure) -> LoadedInstance {
        guard handle.number < instances.count else { throw engine.failure("no instance \(handle.number)") }
        return instances[Int(handle.number)]
    }

    // MARK: Hosts

    private final class HostBox {
        let log: HostLog
        let function: HostFunction
        init(_ log: HostLog, _ function: HostFunction) {
            self.log = log
            self.function = function
        }
    }

    func define(_ functions: [HostFunction]) throws(EngineFailure) {
        for function in functions {
            guard let type = unsafe functionType(function.type) else {
                throw engine.failure("a host function cannot have the type \(function.type)")
            }
            defer { unsafe standard.pointee.wasm_functype_delete(type) }
            let box = unsafe Unmanaged.passRetained(HostBox(log, function)).toOpaque()
            let made = unsafe standard.pointee.wasm_func_new_with_env(
                store, type,
                { environment, arguments, results in
                    if let environment = unsafe environment { unsafe StandardStore.call(environment, arguments, results) }
                    return nil
                }, box, { if let environment = unsafe $0 { unsafe Unmanaged<HostBox>.fromOpaque(environment).release() } })
            guard let made = unsafe made else { throw engine.failure("the library makes no function") }
            unsafe hosts[ExactName(function.module), default: [:]][ExactName(function.name)] = made
        }
    }

    @unsafe private static func call(
        _ environment: UnsafeMutableRawPointer, _ arguments: UnsafePointer<wasm_val_vec_t>,
        _ results: UnsafeMutablePointer<wasm_val_vec_t>
    ) {
        let box = unsafe Unmanaged<HostBox>.fromOpaque(environment).takeUnretainedValue()
        var values: [Value] = []
        for index in 0..<(unsafe arguments.pointee.size) {
            if let data = unsafe arguments.pointee.data { unsafe values.append(value(data[index]) ?? .reference(.null(.bottom))) }
        }
        for (index, answer) in box.log.answer(box.function, values).enumerated() where index < (unsafe results.pointee.size) {
            if let value = unsafe word(answer) { unsafe results.pointee.data?[index] = value }
        }
    }

    @unsafe private func functionType(_ type: FunctionType) -> OpaquePointer? {
        guard let parameters = unsafe types(type.parameters), let results = unsafe types(type.results) else { return nil }
        return unsafe parameters.withUnsafeBufferPointer { parameters in
            unsafe results.withUnsafeBufferPointer { results in
                func vector(_ buffer: UnsafeBufferPointer<UnsafeMutableRawPointer?>) -> wasm_pointer_vec_t {
                    unsafe wasm_pointer_vec_t(
                        size: buffer.count, data: UnsafeMutablePointer(mutating: buffer.baseAddress), count: buffer.count,
                        element_size: MemoryLayout<UnsafeMutableRawPointer>.size, lock: nil)
                }
                // The library takes the types; it copies the vectors, or takes them as well, so they are its own.
                var first = unsafe vector(parameters), second = unsafe vector(results)
                var ownFirst = unsafe wasm_pointer_vec_t(), ownSecond = unsafe wasm_pointer_vec_t()
                unsafe standard.pointee.wasm_valtype_vec_new(&ownFirst, first.size, first.data)
                unsafe standard.pointee.wasm_valtype_vec_new(&ownSecond, second.size, second.data)
                unsafe first = ownFirst
                unsafe second = ownSecond
                return unsafe standard.pointee.wasm_functype_new(&first, &second)
            }
        }
    }

    @unsafe private func types(_ types: [ValueType]) -> [UnsafeMutableRawPointer?]? {
        var made: [UnsafeMutableRawPointer?] = unsafe []
        for type in types {
            let kind: UInt8
            switch type {
            case .i32: kind = 0
            case .i64: kind = 1
            case .f32: kind = 2
            case .f64: kind = 3
            default: return nil
            }
            unsafe made.append(standard.pointee.wasm_valtype_new(kind).map { unsafe UnsafeMutableRawPointer($0) })
        }
        return unsafe made
    }

    func takeHostCalls() throws(EngineFailure) -> [HostCall] { log.take() }

    // MARK: Calls

    func invoke(
        _ handle: InstanceHandle, _ name: String, with arguments: [Value]
    ) throws(EngineFailure) -> Outcome {
        let instance = try instance(handle)
        guard let position = instance.shape.position(of: name), instance.shape.exports[position].kind == .function,
            let external = unsafe external(instance, position), let function = unsafe standard.pointee.wasm_extern_as_func(external)
        else { throw engine.failure("no function is exported as \"\(name)\"") }
        let type = instance.shape.exportedTypes[position]
        var words: [wasm_val_t] = []
        for argument in arguments {
            guard let word = unsafe Self.word(argument) else { return .unsupported("values that are not numbers") }
            words.append(word)
        }
        guard type.results.allSatisfy(\.isNumeric) else { return .unsupported("values that are not numbers") }
        var results = [wasm_val_t](repeating: wasm_val_t(kind: 0, bits: 0), count: type.results.count)
        let size = MemoryLayout<wasm_val_t>.size
        let trap = unsafe words.withUnsafeMutableBufferPointer { words in
            unsafe results.withUnsafeMutableBufferPointer { results -> OpaquePointer? in
                var first = unsafe wasm_val_vec_t(size: words.count, data: words.baseAddress, count: words.count, element_size: size, lock: nil)
                var second = unsafe wasm_val_vec_t(
                    size: results.count, data: results.baseAddress, count: results.count, element_size: size, lock: nil)
                return unsafe standard.pointee.wasm_func_call(function, &first, &second)
            }
        }
        if let trap = unsafe trap { return try unsafe end(trap, instance.shape) }
        var values: [Value] = []
        for word in results {
            guard let value = unsafe Self.value(word) else { return .unsupported("values that are not numbers") }
            values.append(value)
        }
        return .returned(values)
    }

    /// What a trap means; it is freed.
    @unsafe private func end(_ trap: OpaquePointer, _ shape: ModuleShape) throws(EngineFailure) -> Outcome {
        defer { unsafe standard.pointee.wasm_trap_delete(trap) }
        let words = unsafe engine.library.message(of: trap)
        switch WasmtimeTrap.end(message: words) {
        case .trapped(let kind): return .trapped(kind)
        case .exhausted(let resource): return .exhausted(resource)
        case .threw: return .threw(ThrownException(tag: nil, payload: []))
        case .tableOutOfBounds:
            let shapes = [shape] + modules.reversed().map(\.shape)
            return .trapped(unsafe TrapOrigin.isIndirectCall(trap, engine.library, shapes) ? .undefinedElement : .tableOutOfBounds)
        case nil: throw engine.failure("a trap that is not known: \(words)")
        }
    }

    @unsafe private static func word(_ value: Value) -> wasm_val_t? {
        switch value {
        case .i32(let bits): wasm_val_t(kind: 0, bits: UInt64(bits))
        case .i64(let bits): wasm_val_t(kind: 1, bits: bits)
        case .f32(let bits): wasm_val_t(kind: 2, bits: UInt64(bits))
        case .f64(let bits): wasm_val_t(kind: 3, bits: bits)
        case .v128, .reference: nil
        }
    }

    @unsafe private static func value(_ word: wasm_val_t) -> Value? {
        switch word.kind {
        case 0: .i32(UInt32(truncatingIfNeeded: word.bits))
        case 1: .i64(word.bits)
        case 2: .f32(bits: UInt32(truncatingIfNeeded: word.bits))
        case 3: .f64(bits: word.bits)
        default: nil
        }
    }

    // MARK: Observation

    func exports(of handle: InstanceHandle) throws(EngineFailure) -> [ExportDescription] { try instance(handle).shape.descriptions }

    func global(_ handle: InstanceHandle, _ name: String) throws(EngineFailure) -> Value? {
        let instance = try instance(handle)
        guard let position = instance.shape.position(of: name), instance.shape.exports[position].kind == .global,
            let external = unsafe external(instance, position), let global = unsafe standard.pointee.wasm_extern_as_global(external)
        else { return nil }
        var word = wasm_val_t(kind: 0, bits: 0)
        unsafe standard.pointee.wasm_global_get(global, &word)
        return unsafe Self.value(word)
    }

    func observe(_ handle: InstanceHandle, _ name: String) throws(EngineFailure) -> Observation {
        let instance = try instance(handle)
        guard let position = instance.shape.position(of: name) else { throw engine.failure("nothing is exported as \"\(name)\"") }
        switch instance.shape.exports[position].kind {
        case .function: return .function
        case .tag: return .tag
        case .table: return .notObservable
        case .global: return try global(handle, name).map(Observation.global) ?? .notObservable
        case .memory:
            guard let bytes = unsafe bytes(instance, position) else { return .notObservable }
            return unsafe .memory(pages: UInt64(bytes.count) >> 16, digest: RawDigest.ofMemory(bytes))
        }
    }

    @unsafe private func bytes(_ instance: LoadedInstance, _ position: Int) -> UnsafeRawBufferPointer? {
        guard let external = unsafe external(instance, position), let memory = unsafe standard.pointee.wasm_extern_as_memory(external) else {
            return nil
        }
        let size = unsafe standard.pointee.wasm_memory_data_size(memory)
        return unsafe UnsafeRawBufferPointer(start: standard.pointee.wasm_memory_data(memory), count: size)
    }

    func memory(
        _ handle: InstanceHandle, _ name: String, from offset: UInt64, count: Int
    ) throws(EngineFailure) -> [UInt8]? {
        let instance = try instance(handle)
        guard let position = instance.shape.position(of: name), instance.shape.exports[position].kind == .memory,
            let bytes = unsafe bytes(instance, position), count >= 0, offset <= UInt64(bytes.count),
            UInt64(count) <= UInt64(bytes.count) - offset
        else { return nil }
        return unsafe Array(bytes[Int(offset)..<Int(offset) + count])
    }
}
