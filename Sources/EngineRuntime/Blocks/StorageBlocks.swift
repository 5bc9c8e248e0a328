public import WasmModel

/// ``Layout/Memory``.
public struct MemoryBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var context: ContextBlock { unsafe ContextBlock(at: word(Layout.Memory.context)) }
    @inlinable @inline(__always) public var base: UnsafeMutableRawPointer {
        unsafe UnsafeMutableRawPointer(bitPattern: UInt(truncatingIfNeeded: word(Layout.Memory.base))).unsafelyUnwrapped
    }
    @inlinable @inline(__always) public var byteLength: UInt64 { word(Layout.Memory.byteLength) }
    @inlinable @inline(__always) public var pageSizeExponent: UInt32 { half(Layout.Memory.pageSizeExponent) }
    @inlinable @inline(__always) public var pages: UInt64 { byteLength >> UInt64(pageSizeExponent) }
    @inlinable @inline(__always) public var flags: MemoryFlags { MemoryFlags(rawValue: half(Layout.Memory.flags)) }
    @inlinable @inline(__always) public var maximum: UInt64 { word(Layout.Memory.maximum) }
    /// Whether `count` bytes from `offset` lie in the memory.
    @inlinable @inline(__always) public func contains(_ offset: UInt64, _ count: UInt64) -> Bool {
        count <= byteLength && offset <= byteLength &- count
    }
}

extension MemoryBlock {
    /// Writes all bytes, or none if they do not fit.
    func write(_ content: [UInt8], at offset: UInt64) -> Bool {
        guard contains(offset, UInt64(content.count)) else { return false }
        unsafe content.withUnsafeBytes { content in
            guard let source = content.baseAddress else { return }
            unsafe base.advanced(by: Int(offset)).copyMemory(from: source, byteCount: content.count)
        }
        return true
    }
}

/// ``Layout/Table``.
public struct TableBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var context: ContextBlock { unsafe ContextBlock(at: word(Layout.Table.context)) }
    @inlinable @inline(__always) public var elements: UnsafeMutablePointer<UInt64> {
        unsafe UnsafeMutablePointer(bitPattern: UInt(truncatingIfNeeded: word(Layout.Table.base))).unsafelyUnwrapped
    }
    @inlinable @inline(__always) public var size: UInt64 { word(Layout.Table.size) }
    @inlinable @inline(__always) public var maximum: UInt64 { word(Layout.Table.maximum) }
    @inlinable @inline(__always) public var flags: TableFlags { TableFlags(rawValue: half(Layout.Table.flags)) }
    /// With a canonical type number for a type index.
    @inlinable @inline(__always) public var elementType: ValueType { ValueType(rawValue: half(Layout.Table.elementType)) }
    @inlinable @inline(__always) public func contains(_ index: UInt64, _ count: UInt64) -> Bool {
        count <= size && index <= size &- count
    }
}

/// ``Layout/Global``.
public struct GlobalBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var low: UInt64 {
        get { word(Layout.Global.value) }
        nonmutating set { setWord(Layout.Global.value, newValue) }
    }
    @inlinable @inline(__always) public var high: UInt64 {
        get { word(Layout.Global.value + 8) }
        nonmutating set { setWord(Layout.Global.value + 8, newValue) }
    }
    /// With a canonical type number for a type index.
    @inlinable @inline(__always) public var type: ValueType { ValueType(rawValue: half(Layout.Global.type)) }
    @inlinable @inline(__always) public var isMutable: Bool { half(Layout.Global.isMutable) != 0 }
}

/// ``Layout/ElementSegment`` and ``Layout/DataSegment``, which are laid out alike.
public struct SegmentBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var base: UInt64 { word(Layout.DataSegment.base) }
    /// Elements or bytes.
    @inlinable @inline(__always) public var count: UInt64 { word(Layout.DataSegment.count) }
    /// `elem.drop`, `data.drop`.
    @inlinable @inline(__always) public func drop() { setWord(Layout.DataSegment.count, 0) }
    @inlinable @inline(__always) public func contains(_ index: UInt64, _ length: UInt64) -> Bool {
        length <= count && index <= count &- length
    }
}

extension SegmentBlock {
    /// Of a data segment that is not empty.
    @inlinable @inline(__always) public var bytes: UnsafeMutableRawPointer {
        unsafe UnsafeMutableRawPointer(bitPattern: UInt(truncatingIfNeeded: base)).unsafelyUnwrapped
    }
    /// Of an element segment that is not empty.
    @inlinable @inline(__always) public var references: UnsafeMutablePointer<UInt64> {
        unsafe UnsafeMutablePointer(bitPattern: UInt(truncatingIfNeeded: base)).unsafelyUnwrapped
    }
}

extension SegmentBlock {
    /// Makes it a data segment of these bytes, copied to `address`, where there is room for them.
    func fill(_ address: UInt64, _ content: [UInt8]) {
        setWord(Layout.DataSegment.base, address)
        setWord(Layout.DataSegment.count, UInt64(content.count))
        unsafe content.withUnsafeBytes { content in
            guard let source = content.baseAddress else { return }
            unsafe bytes.copyMemory(from: source, byteCount: content.count)
        }
    }
}

/// An object of the heap: a structure, an array or an exception.
public struct ObjectBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    /// Canonical type number.
    @inlinable @inline(__always) public var type: UInt32 { half(Layout.Header.type) }
    /// Of an array.
    @inlinable @inline(__always) public var length: UInt32 { half(Layout.Array.length) }
    /// Of an exception.
    @inlinable @inline(__always) public var tag: TagBlock { unsafe TagBlock(at: word(Layout.Exception.tag)) }
}

extension ObjectBlock {
    @inlinable @inline(__always) public func bytes(_ offset: Int32) -> UnsafeMutableRawPointer {
        unsafe pointer.advanced(by: Int(offset))
    }
    /// Of an array: whether `count` elements from `index` are in it.
    @inlinable @inline(__always) public func contains(_ index: UInt32, _ count: UInt32) -> Bool {
        UInt64(index) &+ UInt64(count) <= UInt64(length)
    }
}
