import CWasmCAPI
import EngineInterface

/// A loaded library with the standard C interface, and Wasmtime's own where it has it.
///
/// What makes it safe: the tables behind the pointers are filled once, before the value exists, and neither they nor the
/// library go away before the process ends.
@safe final class WasmtimeLibrary: @unchecked Sendable {
    let path: String
    private let raw: wasm_library
    let standard: UnsafePointer<wasm_functions>
    /// `nil` if the library has the standard interface only.
    let own: UnsafePointer<wasmtime_functions>?

    /// Why a library was not loaded.
    struct Failure: Error { var reason: String }

    init(path: String) throws(Failure) {
        self.path = path
        let capacity = 512
        var reason = [CChar](repeating: 0, count: capacity)
        let library = UnsafeMutablePointer<wasm_library>.allocate(capacity: 1)
        defer { unsafe library.deallocate() }
        guard unsafe wasm_library_open(path, library, &reason, capacity) else {
            throw Failure(reason: String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        unsafe raw = library.pointee
        unsafe standard = library.pointee.standard
        unsafe own = library.pointee.wasmtime
    }

    /// Calls `body` with what the functions of `CWasmCAPI` that choose by release ask for.
    @unsafe func withRaw<Result>(_ body: (UnsafePointer<wasm_library>) -> Result) -> Result {
        unsafe withUnsafePointer(to: raw) { unsafe body($0) }
    }

    /// Sets an option. False if this release does not have it.
    @unsafe func configure(_ configuration: OpaquePointer, _ option: String, _ value: UInt64) -> Bool {
        unsafe withRaw { unsafe wasm_library_configure($0, configuration, option, value) }
    }

    func has(_ function: String) -> Bool { unsafe withRaw { unsafe wasm_library_has($0, function) } }

    /// The text of a vector of bytes that the library made; the vector is freed.
    @unsafe func take(_ bytes: inout wasm_byte_vec_t) -> String {
        defer { unsafe standard.pointee.wasm_byte_vec_delete(&bytes) }
        guard let data = unsafe bytes.data else { return "" }
        var text = unsafe UnsafeBufferPointer(start: data, count: bytes.size)
        if unsafe text.last == 0 { unsafe text = UnsafeBufferPointer(rebasing: text.dropLast()) }
        return unsafe String(decoding: text, as: UTF8.self)
    }

    @unsafe func message(of trap: OpaquePointer) -> String {
        var bytes = unsafe wasm_byte_vec_t()
        unsafe standard.pointee.wasm_trap_message(trap, &bytes)
        return unsafe take(&bytes)
    }
}
