public import WasmModel

/// ``Layout/Context``.
public struct ContextBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var fuel: Int64 {
        get { Int64(bitPattern: word(Layout.Context.fuel)) }
        nonmutating set { setWord(Layout.Context.fuel, UInt64(bitPattern: newValue)) }
    }
    @inlinable @inline(__always) public var callsLeft: Int64 {
        get { Int64(bitPattern: word(Layout.Context.callsLeft)) }
        nonmutating set { setWord(Layout.Context.callsLeft, UInt64(bitPattern: newValue)) }
    }
    @inlinable @inline(__always) public var stackLimit: UInt64 {
        get { word(Layout.Context.stackLimit) }
        nonmutating set { setWord(Layout.Context.stackLimit, newValue) }
    }
    @inlinable @inline(__always) public var interrupt: UInt64 {
        get { word(Layout.Context.interrupt) }
        nonmutating set { setWord(Layout.Context.interrupt, newValue) }
    }
    @inlinable @inline(__always) public var status: Status {
        get { Status(rawValue: half(Layout.Context.status)) }
        nonmutating set { setHalf(Layout.Context.status, newValue.rawValue) }
    }
    /// A reference word; 0 for none.
    @inlinable @inline(__always) public var pendingException: UInt64 {
        get { word(Layout.Context.pendingException) }
        nonmutating set { setWord(Layout.Context.pendingException, newValue) }
    }
    @inlinable @inline(__always) public var deadline: UInt64 {
        get { word(Layout.Context.deadline) }
        nonmutating set { setWord(Layout.Context.deadline, newValue) }
    }
    /// The descriptor of a canonical type of the store.
    @inlinable @inline(__always) public func type(_ number: UInt32) -> TypeDescriptorBlock {
        unsafe TypeDescriptorBlock(
            at: word(Layout.Context.typeDescriptors) &+ UInt64(number) &* UInt64(Layout.TypeDescriptor.bytes))
    }
}

/// ``Layout/Function``.
public struct FunctionBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var type: UInt32 { half(Layout.Function.type) }
    @inlinable @inline(__always) public var isHost: Bool { half(Layout.Function.kind) == FunctionKind.host.rawValue }
    @inlinable @inline(__always) public var entry: UInt64 {
        get { word(Layout.Function.entry) }
        nonmutating set { setWord(Layout.Function.entry, newValue) }
    }
    /// Of a module's function only.
    @inlinable @inline(__always) public var instance: InstanceBlock {
        unsafe InstanceBlock(at: word(Layout.Function.instance))
    }
    @inlinable @inline(__always) public var index: UInt32 { half(Layout.Function.index) }
    @inlinable @inline(__always) public var parameterWords: Int { Int(half(Layout.Function.parameterWords)) }
    @inlinable @inline(__always) public var resultWords: Int { Int(half(Layout.Function.resultWords)) }
    @inlinable @inline(__always) public var tierWord: UInt64 {
        get { word(Layout.Function.tierWord) }
        nonmutating set { setWord(Layout.Function.tierWord, newValue) }
    }
}

/// ``Layout/Instance``. Indices are those of the module, which validation has checked.
public struct InstanceBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var context: ContextBlock { unsafe ContextBlock(at: word(Layout.Instance.context)) }
    @inlinable @inline(__always) public func function(_ index: Int) -> FunctionBlock {
        unsafe FunctionBlock(at: element(Layout.Instance.functions, index))
    }
    @inlinable @inline(__always) public func memory(_ index: Int) -> MemoryBlock {
        unsafe MemoryBlock(at: element(Layout.Instance.memories, index))
    }
    @inlinable @inline(__always) public func table(_ index: Int) -> TableBlock {
        unsafe TableBlock(at: element(Layout.Instance.tables, index))
    }
    @inlinable @inline(__always) public func global(_ index: Int) -> GlobalBlock {
        unsafe GlobalBlock(at: element(Layout.Instance.globals, index))
    }
    @inlinable @inline(__always) public func tag(_ index: Int) -> TagBlock {
        unsafe TagBlock(at: element(Layout.Instance.tags, index))
    }
    /// Canonical number of a type of the module.
    @inlinable @inline(__always) public func type(_ index: Int) -> UInt32 { halfElement(Layout.Instance.types, index) }
    @inlinable @inline(__always) public func elementSegment(_ index: Int) -> SegmentBlock {
        unsafe SegmentBlock(
            at: word(Layout.Instance.elementSegments) &+ UInt64(index) &* UInt64(Layout.ElementSegment.bytes))
    }
    @inlinable @inline(__always) public func dataSegment(_ index: Int) -> SegmentBlock {
        unsafe SegmentBlock(at: word(Layout.Instance.dataSegments) &+ UInt64(index) &* UInt64(Layout.DataSegment.bytes))
    }
    /// A word of the tier.
    @inlinable @inline(__always) public func tierWord(_ index: Int) -> UInt64 {
        word(Layout.Instance.tierWords + Int32(index) * 8)
    }
    @inlinable @inline(__always) public func setTierWord(_ index: Int, _ value: UInt64) {
        setWord(Layout.Instance.tierWords + Int32(index) * 8, value)
    }
}

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

/// ``Layout/Tag``.
public struct TagBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var type: UInt32 { half(Layout.Tag.type) }
    @inlinable @inline(__always) public var payloadWords: Int { Int(half(Layout.Tag.payloadWords)) }
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

/// ``Layout/TypeDescriptor``.
public struct TypeDescriptorBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var depth: UInt32 { half(Layout.TypeDescriptor.depth) }
    @inlinable @inline(__always) public var kind: CompositeKind {
        CompositeKind(rawValue: byte(Layout.TypeDescriptor.kind)) ?? .function
    }
    @inlinable @inline(__always) public var elementSizeExponent: UInt64 {
        UInt64(byte(Layout.TypeDescriptor.elementSizeExponent))
    }
    @inlinable @inline(__always) public var objectBytes: UInt64 { UInt64(half(Layout.TypeDescriptor.objectBytes)) }
    /// Canonical number of the supertype at `depth`, which is at most its own.
    @inlinable @inline(__always) public func supertype(at depth: UInt32) -> UInt32 {
        halfElement(Layout.TypeDescriptor.display, Int(depth))
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

extension ObjectBlock {
    @inlinable @inline(__always) public func bytes(_ offset: Int32) -> UnsafeMutableRawPointer {
        unsafe pointer.advanced(by: Int(offset))
    }
    /// Of an array: whether `count` elements from `index` are in it.
    @inlinable @inline(__always) public func contains(_ index: UInt32, _ count: UInt32) -> Bool {
        UInt64(index) &+ UInt64(count) <= UInt64(length)
    }
}

/// Something that can be imported: a function, table, memory, global or tag.
public struct ExternalBlock: Hashable {
    public let kind: ExternalKind
    public let address: UInt64

    @inlinable public init(_ function: FunctionBlock) { kind = .function; address = function.address }
    @inlinable public init(_ table: TableBlock) { kind = .table; address = table.address }
    @inlinable public init(_ memory: MemoryBlock) { kind = .memory; address = memory.address }
    @inlinable public init(_ global: GlobalBlock) { kind = .global; address = global.address }
    @inlinable public init(_ tag: TagBlock) { kind = .tag; address = tag.address }

    // Each is there if `kind` says so; the initialisers see to it.
    @inlinable public var function: FunctionBlock? { kind == .function ? unsafe FunctionBlock(at: address) : nil }
    @inlinable public var table: TableBlock? { kind == .table ? unsafe TableBlock(at: address) : nil }
    @inlinable public var memory: MemoryBlock? { kind == .memory ? unsafe MemoryBlock(at: address) : nil }
    @inlinable public var global: GlobalBlock? { kind == .global ? unsafe GlobalBlock(at: address) : nil }
    @inlinable public var tag: TagBlock? { kind == .tag ? unsafe TagBlock(at: address) : nil }
}

extension InstanceBlock {
    /// What stands at an index of one of the module's index spaces.
    func external(_ kind: ExternalKind, _ index: Int) -> ExternalBlock {
        switch kind {
        case .function: ExternalBlock(function(index))
        case .table: ExternalBlock(table(index))
        case .memory: ExternalBlock(memory(index))
        case .global: ExternalBlock(global(index))
        case .tag: ExternalBlock(tag(index))
        }
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
