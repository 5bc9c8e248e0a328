import CWasmCAPI
package import EngineInterface
import Synchronization
import WasmBinary
import WasmModel

/// Any library with the standard C interface (`wasm.h` of the wasm-c-api repository), loaded into this process. The
/// interface carries numbers and function references; vectors, objects, exceptions and limits on time it does not know.
///
/// What makes it safe: the library's engine is made once and never freed.
@safe package final class StandardEngine: Engine, @unchecked Sendable {
    package let identity: EngineIdentity
    package let capabilities: EngineCapabilities
    let library: WasmtimeLibrary
    private let raw: OpaquePointer

    package init(path: String, name: String) throws(EngineFailure) {
        let identity = EngineIdentity(name: name, version: "unknown")
        let library: WasmtimeLibrary
        do throws(WasmtimeLibrary.Failure) {
            library = try WasmtimeLibrary(path: path)
        } catch {
            throw EngineFailure(engine: identity, detail: error.reason)
        }
        guard let raw = unsafe library.standard.pointee.wasm_engine_new() else {
            throw EngineFailure(engine: identity, detail: "the library makes no engine")
        }
        unsafe self.raw = raw
        self.identity = identity
        self.library = library
        capabilities = EngineCapabilities(
            features: FeatureSet(FeatureProbe.all.filter { probe in unsafe Self.accepts(probe.module, library, raw) }.map(\.feature)),
            observesTables: false)
    }

    func failure(_ reason: String) -> EngineFailure { EngineFailure(engine: identity, detail: reason) }

    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        guard let store = unsafe library.standard.pointee.wasm_store_new(raw) else { throw failure("the library makes no store") }
        return unsafe StandardStore(self, store, configuration)
    }

    @unsafe private static func accepts(_ module: [UInt8], _ library: WasmtimeLibrary, _ engine: OpaquePointer) -> Bool {
        guard let store = unsafe library.standard.pointee.wasm_store_new(engine) else { return false }
        defer { unsafe library.standard.pointee.wasm_store_delete(store) }
        return unsafe library.withBytes(module) { unsafe library.standard.pointee.wasm_module_validate(store, $0) }
    }
}

extension WasmtimeLibrary {
    /// Calls `body` with the bytes as the standard interface takes them.
    @unsafe func withBytes<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<wasm_byte_vec_t>) -> Result) -> Result {
        var copy = bytes
        return unsafe copy.withUnsafeMutableBufferPointer { buffer in
            var vector = unsafe wasm_byte_vec_t(
                size: buffer.count, data: buffer.baseAddress, count: buffer.count, element_size: 1, lock: nil)
            return unsafe body(&vector)
        }
    }
}

/// Small modules by which a library that says nothing about itself shows what it has.
enum FeatureProbe {
    static var all: [(feature: Feature, module: [UInt8])] {
        let end = Instruction(.end)
        func function(_ type: FunctionType, _ body: [Instruction]) -> Module {
            var module = Module()
            module.types = [RecursionGroup([SubType(.function(type))])]
            module.functions = [Function(typeIndex: 0, body: Expression(body + [end]))]
            return module
        }
        let sign = function(FunctionType([], [.i32]), [.i32Const(1), Instruction(.i32Extend8S)])
        let saturating = function(
            FunctionType([], [.i32]), [Instruction(.f32Const, bits: 0), Instruction(.i32TruncSatF32S)])
        let values = function(FunctionType([], [.i32, .i32]), [.i32Const(1), .i32Const(2)])
        var bulk = function(FunctionType(), [.i32Const(0), .i32Const(0), .i32Const(0), Instruction(.memoryFill)])
        bulk.memories = [MemoryType(limits: Limits(minimum: 1))]
        let references = function(
            FunctionType([], [.i32]), [Instruction(.refNull, bits: UInt64(HeapType.extern.rawValue)), Instruction(.refIsNull)])
        let tail = function(FunctionType(), [Instruction(.returnCall, index: 0)])
        let vectors = function(FunctionType(), [.i32Const(1), Instruction(.i32x4Splat), Instruction(.drop)])
        let probes: [(Feature, Module)] = [
            (.signExtension, sign), (.saturatingConversion, saturating), (.multiValue, values), (.bulkMemory, bulk),
            (.referenceTypes, references), (.tailCall, tail), (.simd, vectors),
        ]
        return probes.map { ($0.0, $0.1.encoded()) }
    }
}
