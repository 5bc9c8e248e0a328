public import WasmModel

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

/// ``Layout/Tag``.
public struct TagBlock: RawBlock {
    public let address: UInt64
    @unsafe @inlinable @inline(__always) public init(at address: UInt64) { self.address = address }

    @inlinable @inline(__always) public var type: UInt32 { half(Layout.Tag.type) }
    @inlinable @inline(__always) public var payloadWords: Int { Int(half(Layout.Tag.payloadWords)) }
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
