/// A typed view of a raw block: one address, whose fields stand where ``Layout`` says.
///
/// What makes it safe: a view is made only from the address of a live block of its type (the initialiser is marked
/// unsafe, so that only listed files make one), and is used only while the store that owns the block lives. Fields
/// are read and written as whole words at their fixed offsets; nothing is derived from what a module says without a
/// check in the operation that does it.
///
/// `public` and inlined: it stands on the hot path of every engine.
public protocol RawBlock: Hashable {
    var address: UInt64 { get }
    @unsafe init(at address: UInt64)
}

extension RawBlock {
    @inlinable @inline(__always) public var pointer: UnsafeMutableRawPointer {
        unsafe UnsafeMutableRawPointer(bitPattern: UInt(truncatingIfNeeded: address)).unsafelyUnwrapped
    }
    @inlinable @inline(__always) public func word(_ offset: Int32) -> UInt64 {
        unsafe pointer.load(fromByteOffset: Int(offset), as: UInt64.self)
    }
    @inlinable @inline(__always) public func setWord(_ offset: Int32, _ value: UInt64) {
        unsafe pointer.storeBytes(of: value, toByteOffset: Int(offset), as: UInt64.self)
    }
    @inlinable @inline(__always) public func half(_ offset: Int32) -> UInt32 {
        unsafe pointer.load(fromByteOffset: Int(offset), as: UInt32.self)
    }
    @inlinable @inline(__always) public func setHalf(_ offset: Int32, _ value: UInt32) {
        unsafe pointer.storeBytes(of: value, toByteOffset: Int(offset), as: UInt32.self)
    }
    @inlinable @inline(__always) public func byte(_ offset: Int32) -> UInt8 {
        unsafe pointer.load(fromByteOffset: Int(offset), as: UInt8.self)
    }
    @inlinable @inline(__always) public func setByte(_ offset: Int32, _ value: UInt8) {
        unsafe pointer.storeBytes(of: value, toByteOffset: Int(offset), as: UInt8.self)
    }
    /// The word at `index` of the array whose address stands at `offset`. The caller has checked `index`.
    @inlinable @inline(__always) public func element(_ offset: Int32, _ index: Int) -> UInt64 {
        unsafe UnsafePointer<UInt64>(bitPattern: UInt(truncatingIfNeeded: word(offset))).unsafelyUnwrapped[index]
    }
    @inlinable @inline(__always) public func setElement(_ offset: Int32, _ index: Int, _ value: UInt64) {
        unsafe UnsafeMutablePointer<UInt64>(bitPattern: UInt(truncatingIfNeeded: word(offset))).unsafelyUnwrapped[index] = value
    }
    /// The same for an array of 32-bit numbers.
    @inlinable @inline(__always) public func halfElement(_ offset: Int32, _ index: Int) -> UInt32 {
        unsafe UnsafePointer<UInt32>(bitPattern: UInt(truncatingIfNeeded: word(offset))).unsafelyUnwrapped[index]
    }
}

/// ``Layout/Function/kind``.
public enum FunctionKind: UInt32, Sendable {
    /// Defined in a module.
    case module = 0
    /// Answered by the harness.
    case host = 1
}

/// ``Layout/Memory/flags``.
public struct MemoryFlags: OptionSet, Sendable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    @inlinable public static var isShared: MemoryFlags { MemoryFlags(rawValue: 1) }
    /// Addresses are i64.
    @inlinable public static var is64: MemoryFlags { MemoryFlags(rawValue: 2) }
    /// Every 32-bit index plus 32-bit offset beyond ``Layout/Memory/byteLength`` faults.
    @inlinable public static var isGuarded: MemoryFlags { MemoryFlags(rawValue: 4) }
    /// Its type declares a maximum.
    @inlinable public static var hasMaximum: MemoryFlags { MemoryFlags(rawValue: 8) }
}

/// ``Layout/Table/flags``.
public struct TableFlags: OptionSet, Sendable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
    /// Addresses are i64.
    @inlinable public static var is64: TableFlags { TableFlags(rawValue: 2) }
    /// Its type declares a maximum.
    @inlinable public static var hasMaximum: TableFlags { TableFlags(rawValue: 8) }
    /// Its elements stand in an allocation of their own.
    @inlinable public static var ownsElements: TableFlags { TableFlags(rawValue: 16) }
}

/// ``Layout/TypeDescriptor/kind``.
public enum CompositeKind: UInt8, Sendable {
    case function = 0, structure = 1, array = 2
}
