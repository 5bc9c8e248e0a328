import EngineInterface
import NativeCode
import WasmModel

/// Owns the bytes of one memory. Its block holds its address; the store holds the object.
final class MemoryOwner {
    private var bytes: GuardedMemory

    private init(_ bytes: consuming GuardedMemory) { self.bytes = bytes }

    /// Bytes for a memory of this type, or nil if the system refuses. `limit` is what it may ever take.
    static func make(_ type: MemoryType, byteLength: Int, limit: UInt64) -> MemoryOwner? {
        let exponent = type.pageSizeExponent ?? MemoryType.defaultPageSizeExponent
        if type.addressType == .i32, exponent == MemoryType.defaultPageSizeExponent {
            guard let bytes = GuardedMemory(guarded: byteLength) else { return nil }
            return MemoryOwner(bytes)
        }
        let declared = type.limits.maximum.map { $0.multipliedReportingOverflow(by: 1 << UInt64(exponent)) }
        let most = declared.map { $0.overflow ? UInt64.max : $0.partialValue } ?? .max
        let capacity = Int(clamping: min(most, limit))
        guard let bytes = GuardedMemory(bounded: byteLength, capacity: capacity) else { return nil }
        return MemoryOwner(bytes)
    }

    var base: UInt64 { unsafe UInt64(UInt(bitPattern: bytes.base)) }
    var isGuarded: Bool { bytes.isGuarded }

    func grow(toBytes count: UInt64) -> Bool {
        guard let count = Int(exactly: count) else { return false }
        return bytes.grow(toBytes: count)
    }

    /// The address that goes into ``Layout/Memory/owner``.
    var word: UInt64 { unsafe UInt64(UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque())) }

    @unsafe static func of(_ memory: MemoryBlock) -> MemoryOwner {
        let word = UInt(truncatingIfNeeded: memory.word(Layout.Memory.owner))
        return unsafe Unmanaged<MemoryOwner>.fromOpaque(UnsafeRawPointer(bitPattern: word).unsafelyUnwrapped)
            .takeUnretainedValue()
    }
}
