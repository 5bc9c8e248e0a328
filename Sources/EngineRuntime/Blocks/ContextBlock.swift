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
