import CWasmCAPI
import EngineInterface
import WasmBinary
import WasmModel

/// Host functions and conversions: what runs in the other direction.
///
/// What makes it safe: the library gets a retained box with each function and gives it back through the finalizer; the
/// box does not keep the store alive, which calls no function after its end.
extension WasmtimeStore {
    /// What a host function of the library leads to.
    private final class HostBox {
        unowned let store: WasmtimeStore
        let function: HostFunction
        let shape: ModuleShape
        init(_ store: WasmtimeStore, _ function: HostFunction) {
            self.store = store
            self.function = function
            shape = ModuleShape([])
        }
    }

    /// A module that imports a function of this type, and nothing else. Its import shows the library's form of the type,
    /// whatever types the library's own constructors know.
    private static func importer(of type: FunctionType) -> [UInt8] {
        var module = Module()
        module.types = [RecursionGroup([SubType(.function(type))])]
        module.imports = [Import(module: "", name: "", type: .function(typeIndex: 0))]
        return module.encoded()
    }

    @unsafe func makeHost(_ function: HostFunction, _ shared: OpaquePointer) throws(EngineFailure) -> wasmtime_extern_t {
        let bytes = Self.importer(of: function.type)
        let standard = unsafe engine.library.standard
        var raw: OpaquePointer?
        if let error = unsafe functions.pointee.wasmtime_module_new(shared, bytes, bytes.count, &raw) {
            throw unsafe engine.failure("a host function cannot have the type \(function.type): \(engine.take(error))")
        }
        guard let module = unsafe raw else { throw engine.failure("neither a module nor an error") }
        defer { unsafe functions.pointee.wasmtime_module_delete(module) }
        var imports = unsafe wasm_pointer_vec_t()
        unsafe functions.pointee.wasmtime_module_imports(module, &imports)
        defer { unsafe standard.pointee.wasm_importtype_vec_delete?(&imports) }
        guard unsafe imports.size == 1, let first = unsafe imports.data?[0],
            let typeOf = unsafe standard.pointee.wasm_importtype_type, let external = unsafe typeOf(OpaquePointer(first)),
            let asFunction = unsafe standard.pointee.wasm_externtype_as_functype_const, let type = unsafe asFunction(external)
        else { throw engine.failure("the library does not show the type of an import") }
        let box = unsafe Unmanaged.passRetained(HostBox(self, function))
        var made = wasmtime_extern_t()
        unsafe withUnsafeMutableBytes(of: &made.payload) { payload in
            guard let payload = payload.baseAddress else { return }
            unsafe functions.pointee.wasmtime_func_new(
                context, type, hostCallback, box.toOpaque(), { unsafe Unmanaged<AnyObject>.fromOpaque($0!).release() }, payload)
        }
        return made
    }

    @unsafe fileprivate static func call(
        _ environment: UnsafeMutableRawPointer, _ arguments: UnsafeRawPointer?, _ argumentCount: Int,
        _ results: UnsafeMutableRawPointer?, _ resultCount: Int
    ) {
        let box = unsafe Unmanaged<HostBox>.fromOpaque(environment).takeUnretainedValue()
        let store = box.store
        let stride = store.engine.release.valueStride
        var values: [Value] = []
        for index in 0..<argumentCount {
            guard let slot = unsafe arguments?.advanced(by: index * stride) else { return }
            // What cannot be read is a reference of a kind that host functions do not take.
            unsafe values.append((try? store.value(at: UnsafeMutableRawPointer(mutating: slot))) ?? .reference(.null(.bottom)))
        }
        let answers = store.hostLog.answer(box.function, values)
        for (index, answer) in answers.prefix(resultCount).enumerated() {
            guard let slot = unsafe results?.advanced(by: index * stride) else { return }
            unsafe slot.initializeMemory(as: UInt8.self, repeating: 0, count: stride)
            _ = try? unsafe store.write(answer, as: box.function.type.results[index], box.shape, to: slot)
        }
    }
}

private let hostCallback: wasmtime_callback = { environment, _, arguments, argumentCount, results, resultCount in
    if let environment = unsafe environment {
        unsafe WasmtimeStore.call(environment, arguments, argumentCount, results, resultCount)
    }
    return nil
}

/// Conversions between references that the C interface does not have, by a module of three functions.
///
/// What makes it safe: a slot holds a value of the kind that the called function takes.
struct WasmtimeConverter {
    private let instance: wasmtime_instance_t

    private enum Export {
        static let kind = "kind", any = "any", extern = "extern"
    }

    /// `kind` says 1 for a structure, 2 for an array, 0 for anything else; the others convert.
    private static var module: [UInt8] {
        var module = Module()
        let nullable = HeapType.any
        let types: [FunctionType] = [
            FunctionType([.reference(nullable, nullable: true)], [.i32]), FunctionType([.externref], [.anyref]), FunctionType([.anyref], [.externref]),
        ]
        module.types = types.map { RecursionGroup([SubType(.function($0))]) }
        let argument = Instruction(.localGet), end = Instruction(.end)
        func test(_ type: HeapType) -> [Instruction] { [argument, Instruction(.refTest, bits: UInt64(type.rawValue))] }
        let bodies: [[Instruction]] = [
            test(.struct) + test(.array) + [.i32Const(1), Instruction(.i32Shl), Instruction(.i32Or), end],
            [argument, Instruction(.anyConvertExtern), end],
            [argument, Instruction(.externConvertAny), end],
        ]
        for (index, body) in bodies.enumerated() {
            module.functions.append(Function(typeIndex: UInt32(index), body: Expression(body)))
        }
        for (index, name) in [Export.kind, Export.any, Export.extern].enumerated() {
            module.exports.append(WasmModel.Export(name: name, kind: .function, index: UInt32(index)))
        }
        return module.encoded()
    }

    @unsafe init(_ store: WasmtimeStore, _ shared: OpaquePointer) throws(EngineFailure) {
        let bytes = Self.module
        let functions = unsafe store.functions
        var raw: OpaquePointer?
        if let error = unsafe functions.pointee.wasmtime_module_new(shared, bytes, bytes.count, &raw) {
            throw unsafe store.engine.failure("cannot look into references: \(store.engine.take(error))")
        }
        guard let module = unsafe raw else { throw store.engine.failure("neither a module nor an error") }
        defer { unsafe functions.pointee.wasmtime_module_delete(module) }
        var made = wasmtime_instance_t()
        var trap: OpaquePointer?
        if let error = unsafe functions.pointee.wasmtime_instance_new(store.context, module, nil, 0, &made, &trap) {
            throw unsafe store.engine.failure("cannot look into references: \(store.engine.take(error))")
        }
        guard unsafe trap == nil else { throw store.engine.failure("cannot look into references") }
        instance = made
    }

    /// What a reference into the hierarchy of `any` is, given that it is no i31 and not null.
    @unsafe func reference(_ slot: UnsafeMutableRawPointer, _ store: WasmtimeStore) throws(EngineFailure) -> Reference {
        let result = unsafe ValueArray(count: 1, store.engine.release)
        defer { unsafe result.free() }
        try unsafe call(Export.kind, slot, result.base, store)
        switch try unsafe store.value(at: result.base) {
        case .i32(1): return .structure
        case .i32(2): return .array
        default: break
        }
        try unsafe call(Export.extern, slot, result.base, store)
        defer { unsafe store.release(result.base) }
        guard case .reference(.extern(let number)) = try unsafe store.value(at: result.base) else {
            throw store.engine.failure("a reference of a kind that is not known")
        }
        return .host(number)
    }

    /// Converts what is in a slot, and puts the result into it.
    @unsafe func convert(_ slot: UnsafeMutableRawPointer, to kind: UInt8, _ store: WasmtimeStore) throws(EngineFailure) -> Bool {
        let result = unsafe ValueArray(count: 1, store.engine.release)
        defer { unsafe result.free() }
        try unsafe call(kind == WasmtimeStore.ValueKind.any ? Export.any : Export.extern, slot, result.base, store)
        unsafe store.release(slot)
        unsafe slot.copyMemory(from: result.base, byteCount: result.stride)
        return true
    }

    @unsafe private func call(
        _ export: String, _ argument: UnsafeMutableRawPointer, _ result: UnsafeMutableRawPointer, _ store: WasmtimeStore
    ) throws(EngineFailure) {
        var external = wasmtime_extern_t()
        var raw = instance
        let name = Array(export.utf8)
        let functions = unsafe store.functions
        guard unsafe functions.pointee.wasmtime_instance_export_get(store.context, &raw, name, name.count, &external) else {
            throw store.engine.failure("cannot look into references")
        }
        var trap: OpaquePointer?
        let error = unsafe withUnsafeMutableBytes(of: &external.payload) { handle in
            guard let handle = handle.baseAddress else { return unsafe OpaquePointer?.none }
            return unsafe functions.pointee.wasmtime_func_call(store.context, handle, argument, 1, result, 1, &trap)
        }
        if let error = unsafe error { throw unsafe store.engine.failure(store.engine.take(error)) }
        guard unsafe trap == nil else { throw store.engine.failure("a conversion of a reference traps") }
    }
}
