import CWasmCAPI
import EngineInterface
import WasmModel

/// What can be seen of a store of Wasmtime.
///
/// What makes it safe: a handle is used as what the module says it is, memory is read below the size that the library
/// says, before anything else of it is called.
extension WasmtimeStore {
    func exports(of handle: InstanceHandle) throws(EngineFailure) -> [ExportDescription] {
        try instance(handle).shape.descriptions
    }

    func global(_ handle: InstanceHandle, _ name: String) throws(EngineFailure) -> Value? {
        let instance = try instance(handle)
        if !engine.release.showsExceptions, instance.shape.exceptionHolders.contains(ExactName(name)) {
            throw engine.failure("this release's C interface does not show references to exceptions")
        }
        guard instance.shape.export(name, .global) != nil, var global = unsafe external(of: instance, name) else { return nil }
        let slots = unsafe ValueArray(count: 1, engine.release)
        defer { unsafe slots.free() }
        unsafe withUnsafeMutableBytes(of: &global.payload) { handle in
            if let handle = handle.baseAddress { unsafe functions.pointee.wasmtime_global_get(context, handle, slots.base) }
        }
        defer { unsafe release(slots.base) }
        return try unsafe value(at: slots.base)
    }

    func observe(_ handle: InstanceHandle, _ name: String) throws(EngineFailure) -> Observation {
        let instance = try instance(handle)
        guard let position = instance.shape.position(of: name) else {
            throw engine.failure("nothing is exported as \"\(name)\"")
        }
        if !engine.release.showsExceptions, instance.shape.exceptionHolders.contains(ExactName(name)) { return .notObservable }
        switch instance.shape.exports[position].kind {
        case .function: return .function
        case .tag: return .tag
        case .global: return try global(handle, name).map(Observation.global) ?? .notObservable
        case .memory:
            return try unsafe withMemory(instance, name) { bytes, pages in
                unsafe .memory(pages: pages, digest: RawDigest.ofMemory(bytes))
            } ?? .notObservable
        case .table: return try tableObservation(instance, name)
        }
    }

    func memory(
        _ handle: InstanceHandle, _ name: String, from offset: UInt64, count: Int
    ) throws(EngineFailure) -> [UInt8]? {
        let instance = try instance(handle)
        guard instance.shape.export(name, .memory) != nil else { return nil }
        return try unsafe withMemory(instance, name) { bytes, _ -> [UInt8]? in
            guard count >= 0, offset <= UInt64(bytes.count), UInt64(count) <= UInt64(bytes.count) - offset else { return nil }
            return unsafe Array(bytes[Int(offset)..<Int(offset) + count])
        } ?? nil
    }

    /// Calls `body` with the bytes of an exported memory and the number of its pages, of whatever size they are.
    @unsafe private func withMemory<Result>(
        _ instance: LoadedInstance, _ name: String, _ body: (UnsafeRawBufferPointer, UInt64) -> Result
    ) throws(EngineFailure) -> Result? {
        guard var memory = unsafe external(of: instance, name) else { return nil }
        defer { unsafe release(memory) }
        let isShared = memory.kind == Self.sharedMemoryKind
        return unsafe withUnsafeMutableBytes(of: &memory.payload) { payload -> Result? in
            guard let handle = payload.baseAddress else { return nil }
            if isShared {
                guard let shared = unsafe UnsafeRawPointer(bitPattern: handle.load(as: UInt.self)),
                    let data = unsafe functions.pointee.wasmtime_sharedmemory_data,
                    let size = unsafe functions.pointee.wasmtime_sharedmemory_data_size,
                    let pages = unsafe functions.pointee.wasmtime_sharedmemory_size
                else { return nil }
                return unsafe body(UnsafeRawBufferPointer(start: data(shared), count: size(shared)), pages(shared))
            }
            let size = unsafe functions.pointee.wasmtime_memory_data_size(context, handle)
            let data = unsafe functions.pointee.wasmtime_memory_data(context, handle)
            let exponent = unsafe functions.pointee.wasmtime_memory_page_size_log2.map { unsafe UInt64($0(context, handle)) } ?? 16
            return unsafe body(UnsafeRawBufferPointer(start: data, count: size), UInt64(size) >> exponent)
        }
    }

    private func tableObservation(_ instance: LoadedInstance, _ name: String) throws(EngineFailure) -> Observation {
        guard var table = unsafe external(of: instance, name) else { return .notObservable }
        // Releases before 27 count elements in 32 bits.
        let mask: UInt64 = engine.release.major >= 27 ? .max : 0xFFFF_FFFF
        let slots = unsafe ValueArray(count: 1, engine.release)
        defer { unsafe slots.free() }
        let handle = unsafe HandleBox(&table)
        defer { unsafe handle.free() }
        let size = unsafe functions.pointee.wasmtime_table_size(context, handle.address) & mask
        var digest = Digest()
        for index in 0..<size {
            unsafe slots.base.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
            guard unsafe functions.pointee.wasmtime_table_get(context, handle.address, index, slots.base) else { return .notObservable }
            guard unsafe payload(slots.base).load(as: UInt64.self) != 0 else { continue }
            digest.combine(index)
            digest.combine(Self.word(try unsafe value(at: slots.base)))
            unsafe release(slots.base)
        }
        digest.combine(size)
        return .table(size: size, digest: digest.value)
    }

    /// What stands for an element in the digest of a table.
    private static func word(_ value: Value) -> UInt64 {
        switch value {
        case .reference(.i31(let number)): UInt64(number) << 1 | 1
        case .reference(.extern(let number)), .reference(.host(let number)): UInt64(number) << 2 | 2
        default: 4
        }
    }
}

/// A handle at an address that does not change.
@unsafe private struct HandleBox {
    let address: UnsafeMutableRawPointer
    init(_ external: inout wasmtime_extern_t) {
        unsafe address = .allocate(byteCount: 24, alignment: 8)
        unsafe withUnsafeBytes(of: &external.payload) { bytes in
            if let base = bytes.baseAddress { unsafe address.copyMemory(from: base, byteCount: 24) }
        }
    }
    func free() { unsafe address.deallocate() }
}

/// ``Digest`` of memory where it lies.
enum RawDigest {
    @unsafe static func ofMemory(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var digest = Digest()
        let blockBytes = Digest.blockBytes
        let wholeBlocks = bytes.count / blockBytes
        if let base = bytes.baseAddress {
            for block in 0..<wholeBlocks {
                let start = unsafe base.advanced(by: block * blockBytes)
                let wide = unsafe start.assumingMemoryBound(to: SIMD8<UInt64>.self)
                let a = unsafe wide[0] | wide[1], b = unsafe wide[2] | wide[3]
                if a | b == SIMD8<UInt64>.zero { continue }
                digest.combine(UInt64(block))
                let words = unsafe start.assumingMemoryBound(to: UInt64.self)
                for position in 0..<(blockBytes / 8) { unsafe digest.combine(words[position]) }
            }
        }
        if bytes.count % blockBytes != 0 {
            var last = unsafe Array(bytes[(wholeBlocks * blockBytes)...])
            if last.contains(where: { $0 != 0 }) {
                last += [UInt8](repeating: 0, count: blockBytes - last.count)
                digest.combine(UInt64(wholeBlocks))
                for start in stride(from: 0, to: blockBytes, by: 8) {
                    digest.combine((0..<8).reduce(UInt64(0)) { $0 | UInt64(last[start + $1]) << UInt64(8 * $1) })
                }
            }
        }
        digest.combine(UInt64(bytes.count))
        return digest.value
    }
}
