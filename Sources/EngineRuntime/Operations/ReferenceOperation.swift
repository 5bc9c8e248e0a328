public import WasmModel

/// Questions about reference words (§4.6.6): what `ref.test`, `ref.cast`, `br_on_cast` and `call_indirect` ask.
///
/// What makes it safe: a word that is no null, i31 or host number is the address of a live object, by validation.
public enum ReferenceOperation {
    @inlinable @inline(__always) public static func i31(_ value: UInt32) -> UInt64 { UInt64(value & 0x7FFF_FFFF) << 1 | 1 }
    /// Zero-extended to 31 bits. The word must be an i31.
    @inlinable @inline(__always) public static func i31Unsigned(_ word: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: word >> 1)
    }
    /// Sign-extended from 31 bits.
    @inlinable @inline(__always) public static func i31Signed(_ word: UInt64) -> UInt32 {
        UInt32(bitPattern: Int32(bitPattern: UInt32(truncatingIfNeeded: word)) >> 1)
    }
    @inlinable @inline(__always) public static func isI31(_ word: UInt64) -> Bool { word & 1 != 0 }
    @inlinable @inline(__always) public static func host(_ number: UInt32) -> UInt64 { UInt64(number) << 2 | 2 }
    @inlinable @inline(__always) public static func isHost(_ word: UInt64) -> Bool { word & 3 == 2 }
    @inlinable @inline(__always) public static func hostNumber(_ word: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: word >> 2)
    }

    /// Whether canonical type `a` is `b` or below it.
    @inlinable @inline(__always)
    public static func isSubtype(_ context: ContextBlock, _ a: UInt32, of b: UInt32) -> Bool {
        if a == b { return true }
        let descriptor = context.type(a), depth = context.type(b).depth
        return descriptor.depth > depth && descriptor.supertype(at: depth) == b
    }

    /// Whether a function, structure or array, whose word is not null, is of a canonical type or below it.
    @inlinable @inline(__always)
    public static func isObject(_ context: ContextBlock, _ word: UInt64, of type: UInt32) -> Bool {
        // Only objects have their low three bits clear; a function's type stands where an object's does.
        word & 7 == 0 && isSubtype(context, unsafe ObjectBlock(at: word).type, of: type)
    }

    /// Whether a structure or array, whose word is not null, is of a kind.
    @inlinable @inline(__always)
    public static func isObject(_ context: ContextBlock, _ word: UInt64, of kind: CompositeKind) -> Bool {
        guard word & 7 == 0 else { return false }
        return unsafe context.type(ObjectBlock(at: word).type).kind == kind
    }

    /// Whether the reference `word` is of a reference type, in which a canonical type number stands for a type index.
    @inlinable
    public static func matches(_ context: ContextBlock, _ word: UInt64, _ type: ValueType) -> Bool {
        word == 0 ? type.isNullable : matchesNonNull(context, word, type.heapType)
    }

    /// The same for a word that is not null.
    @inlinable
    public static func matchesNonNull(_ context: ContextBlock, _ word: UInt64, _ type: HeapType) -> Bool {
        if let number = type.typeIndex { return isObject(context, word, of: number) }
        switch type {
        case .any, .func, .extern, .exn: return true
        case .eq: return !isHost(word)
        case .i31: return isI31(word)
        case .struct: return isObject(context, word, of: .structure)
        case .array: return isObject(context, word, of: .array)
        default: return false
        }
    }
}
