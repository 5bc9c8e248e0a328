import CWasmCAPI
import EngineInterface
import WasmModel

/// Values as Wasmtime passes them: a kind in the first byte, the payload from the eighth on.
///
/// What makes it safe: a slot has the release's size, and is read as what its kind says.
extension WasmtimeStore {
    enum ValueKind {
        static let i32: UInt8 = 0, i64: UInt8 = 1, f32: UInt8 = 2, f64: UInt8 = 3, v128: UInt8 = 4
        static let function: UInt8 = 5, extern: UInt8 = 6, any: UInt8 = 7, exception: UInt8 = 8
    }

    @unsafe func payload(_ slot: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer { unsafe slot.advanced(by: 8) }

    /// Writes a value into a slot that holds nothing.
    /// - Returns: what this release lacks to pass it; `nil` if it was written.
    @unsafe func write(
        _ value: Value, as type: ValueType, _ shape: ModuleShape, to slot: UnsafeMutableRawPointer
    ) throws(EngineFailure) -> String? {
        let payload = unsafe payload(slot)
        func put(_ kind: UInt8, _ word: UInt64) {
            unsafe slot.storeBytes(of: kind, as: UInt8.self)
            unsafe payload.storeBytes(of: word, as: UInt64.self)
        }
        switch value {
        case .i32(let bits): put(ValueKind.i32, UInt64(bits))
        case .i64(let bits): put(ValueKind.i64, bits)
        case .f32(let bits): put(ValueKind.f32, UInt64(bits))
        case .f64(let bits): put(ValueKind.f64, bits)
        case .v128(let low, let high):
            put(ValueKind.v128, low)
            unsafe payload.advanced(by: 8).storeBytes(of: high, as: UInt64.self)
        case .reference(let reference): return try unsafe write(reference, as: type, shape, to: slot)
        }
        return nil
    }

    @unsafe private func write(
        _ reference: Reference, as type: ValueType, _ shape: ModuleShape, to slot: UnsafeMutableRawPointer
    ) throws(EngineFailure) -> String? {
        let major = engine.release.major
        switch reference {
        case .null:
            unsafe slot.storeBytes(of: Self.kind(ofTop: shape.top(of: type.heapType)), as: UInt8.self)
            return nil
        case .extern(let number):
            unsafe slot.storeBytes(of: ValueKind.extern, as: UInt8.self)
            return unsafe makeExtern(number, payload(slot)) ? nil : "references of the host"
        case .host(let number):
            unsafe slot.storeBytes(of: ValueKind.extern, as: UInt8.self)
            guard unsafe makeExtern(number, payload(slot)) else { return "references of the host" }
            return try unsafe theConverter().convert(slot, to: ValueKind.any, self) ? nil : "references of the host"
        case .i31(let number):
            unsafe slot.storeBytes(of: ValueKind.any, as: UInt8.self)
            let isMade = unsafe engine.library.withRaw { unsafe wasm_library_i31_new($0, major, context, number, payload(slot)) }
            return isMade ? nil : "i31 references of the host"
        case .function, .structure, .array, .exception, .externalized: return "references to objects as arguments"
        }
    }

    /// The number is kept as an address, one higher, so that none is null.
    @unsafe private func makeExtern(_ number: UInt32, _ payload: UnsafeMutableRawPointer) -> Bool {
        let major = engine.release.major
        return unsafe engine.library.withRaw { library in
            unsafe wasm_library_extern_new(library, major, context, UnsafeMutableRawPointer(bitPattern: UInt(number) + 1), payload)
        }
    }

    private static func kind(ofTop top: HeapType) -> UInt8 {
        switch top {
        case .func: ValueKind.function
        case .extern: ValueKind.extern
        case .exn: ValueKind.exception
        default: ValueKind.any
        }
    }

    @unsafe func value(at slot: UnsafeMutableRawPointer) throws(EngineFailure) -> Value {
        let payload = unsafe payload(slot)
        let word = unsafe payload.load(as: UInt64.self)
        switch unsafe slot.load(as: UInt8.self) {
        case ValueKind.i32: return .i32(UInt32(truncatingIfNeeded: word))
        case ValueKind.i64: return .i64(word)
        case ValueKind.f32: return .f32(bits: UInt32(truncatingIfNeeded: word))
        case ValueKind.f64: return .f64(bits: word)
        case ValueKind.v128: return .v128(low: word, high: unsafe payload.advanced(by: 8).load(as: UInt64.self))
        // Null is a reference into store 0, and in older releases address 0.
        case ValueKind.function: return .reference(word == 0 ? .null(.func) : .function(index: nil))
        case ValueKind.extern: return .reference(word == 0 ? .null(.extern) : unsafe externReference(payload))
        case ValueKind.any: return .reference(word == 0 ? .null(.any) : try unsafe anyReference(slot))
        case ValueKind.exception: return .reference(word == 0 ? .null(.exn) : .exception)
        case let kind: throw engine.failure("a value of the unknown kind \(kind)")
        }
    }

    @unsafe private func externReference(_ payload: UnsafeMutableRawPointer) -> Reference {
        let major = engine.release.major
        let data = unsafe engine.library.withRaw { unsafe wasm_library_extern_data($0, major, context, payload) }
        guard let data = unsafe data else { return .externalized }
        return .extern(UInt32(truncatingIfNeeded: UInt(bitPattern: data) - 1))
    }

    @unsafe private func anyReference(_ slot: UnsafeMutableRawPointer) throws(EngineFailure) -> Reference {
        let payload = unsafe payload(slot)
        var number: UInt32 = 0
        let major = engine.release.major
        if unsafe engine.library.withRaw({ unsafe wasm_library_i31_get($0, major, context, payload, &number) }) {
            return .i31(number & 0x7FFF_FFFF)
        }
        if let isStruct = unsafe functions.pointee.wasmtime_anyref_is_struct, unsafe isStruct(context, payload) { return .structure }
        if let isArray = unsafe functions.pointee.wasmtime_anyref_is_array, unsafe isArray(context, payload) { return .array }
        return try unsafe theConverter().reference(slot, self)
    }

    /// Whether the value is a reference that has to be let go of.
    @unsafe func release(_ slot: UnsafeMutableRawPointer) {
        let kind = unsafe slot.load(as: UInt8.self)
        guard kind >= ValueKind.extern, unsafe payload(slot).load(as: UInt64.self) != 0 else { return }
        let major = engine.release.major
        unsafe engine.library.withRaw { unsafe wasm_library_release($0, major, context, slot) }
    }

    // MARK: Ends

    /// What a trap means; it is freed.
    @unsafe func end(
        _ trap: OpaquePointer, in instance: LoadedInstance?, shape: ModuleShape
    ) throws(EngineFailure) -> Outcome {
        defer { unsafe engine.library.standard.pointee.wasm_trap_delete(trap) }
        if let exception = try unsafe pendingException(instance) { return .threw(exception) }
        let numbering = engine.release.trapNumbering
        var found: WasmtimeEnd?
        var code: UInt8 = 0
        if numbering != .unreliable, unsafe functions.pointee.wasmtime_trap_code(trap, &code) {
            found = WasmtimeTrap.end(code: code, numbering)
        }
        if found == nil { found = WasmtimeTrap.end(message: unsafe engine.library.message(of: trap)) }
        switch found {
        case .trapped(let kind): return .trapped(kind)
        case .exhausted(let resource): return .exhausted(resource)
        case .threw: return .threw(ThrownException(tag: nil, payload: []))
        case .tableOutOfBounds: return .trapped(unsafe TrapOrigin.isIndirectCall(trap, engine.library, shapes(from: shape)) ? .undefinedElement : .tableOutOfBounds)
        case nil: throw unsafe engine.failure("a trap that is not known: \(engine.library.message(of: trap))")
        }
    }

    /// The exception that ended the last call, where the release can show it.
    @unsafe private func pendingException(_ instance: LoadedInstance?) throws(EngineFailure) -> ThrownException? {
        // Release 44 hands out an exception by a pointer, later ones as a value.
        guard let has = unsafe functions.pointee.wasmtime_context_has_exception, unsafe has(context),
            let take = unsafe functions.pointee.wasmtime_context_take_exception,
            let count = unsafe functions.pointee.wasmtime_exnref_field_count ?? functions.pointee.wasmtime_exn_field_count,
            let field = unsafe functions.pointee.wasmtime_exnref_field ?? functions.pointee.wasmtime_exn_field
        else { return nil }
        let slots = unsafe ValueArray(count: 2, engine.release)
        defer { unsafe slots.free() }
        unsafe slots.slot(0).storeBytes(of: ValueKind.exception, as: UInt8.self)
        guard unsafe take(context, payload(slots.slot(0))) else { return nil }
        let delete = unsafe functions.pointee.wasmtime_exnref_field == nil ? functions.pointee.wasmtime_exn_delete : nil
        let pointer = unsafe delete == nil ? nil : payload(slots.slot(0)).load(as: UnsafeMutableRawPointer?.self)
        let exception = unsafe pointer ?? payload(slots.slot(0))
        defer {
            if let pointer = unsafe pointer { unsafe delete?(pointer) } else { unsafe release(slots.slot(0)) }
        }
        var values: [Value] = []
        for index in 0..<(unsafe count(context, exception)) {
            if let error = unsafe field(context, exception, index, slots.slot(1)) {
                throw unsafe engine.failure(engine.take(error))
            }
            unsafe values.append(try value(at: slots.slot(1)))
            unsafe release(slots.slot(1))
        }
        return ThrownException(tag: instance.flatMap { unsafe tag(of: exception, in: $0) }, payload: values)
    }

    /// The name under which an instance exports the tag of an exception.
    @unsafe private func tag(of exception: UnsafeMutableRawPointer, in instance: LoadedInstance) -> String? {
        guard let tagOf = unsafe functions.pointee.wasmtime_exnref_tag ?? functions.pointee.wasmtime_exn_tag,
            let areEqual = unsafe functions.pointee.wasmtime_tag_eq
        else { return nil }
        var tag = wasmtime_extern_t()
        return unsafe withUnsafeMutableBytes(of: &tag.payload) { tag -> String? in
            guard let tag = tag.baseAddress else { return nil }
            if let error = unsafe tagOf(context, exception, tag) {
                _ = unsafe engine.take(error)
                return nil
            }
            return instance.shape.exports.first { export in
                guard export.kind == .tag, var other = unsafe external(of: instance, export.name) else { return false }
                return unsafe withUnsafeMutableBytes(of: &other.payload) { other in
                    unsafe other.baseAddress.map { unsafe areEqual(context, tag, $0) } ?? false
                }
            }?.name
        }
    }
}
