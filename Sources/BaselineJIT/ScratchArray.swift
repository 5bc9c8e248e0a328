import WasmModel

/// A growing array of plain values for the compiler's own state: no retain, no uniqueness check, no copy on write.
///
/// A hot file: every instruction compiled reads and writes several of these. What makes it safe: an index is one that
/// the compiler got from ``count`` or from validated code, and is asserted in a debug build; the storage belongs to the
/// array and never leaves it.
@safe
struct ScratchArray<Element: BitwiseCopyable>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 64) {
        unsafe base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { unsafe base.deallocate() }

    @inline(__always)
    subscript(_ index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return unsafe base[index]
        }
        set {
            assert(index >= 0 && index < count)
            unsafe base[index] = newValue
        }
        _modify {
            assert(index >= 0 && index < count)
            yield unsafe &base[index]
        }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: capacity * 2) }
        unsafe base[count] = element
        count &+= 1
    }

    /// Makes room for `count` elements in all.
    @inline(__always)
    mutating func reserve(_ count: Int) {
        if count > capacity { grow(to: max(count, capacity * 2)) }
    }

    /// Appends where ``reserve(_:)`` has made room.
    @inline(__always)
    mutating func appendReserved(_ element: Element) {
        assert(count < capacity, "reserve before append")
        unsafe base[count] = element
        count &+= 1
    }

    /// Writes behind the last element, where ``reserve(_:)`` has made room, and appends what was written if `isAppended`
    /// is one and not zero: for whoever must not jump.
    @inline(__always)
    mutating func appendReserved(_ element: Element, if isAppended: Int) {
        assert(count < capacity, "reserve before append")
        unsafe base[count] = element
        count &+= isAppended
    }

    /// The same for two: the second is written so many places behind the first, and `count` of them are appended.
    @inline(__always)
    mutating func appendReserved(_ first: Element, _ second: Element, separatedBy distance: Int, count appended: Int) {
        assert(count &+ distance < capacity, "reserve before append")
        unsafe base[count] = first
        unsafe base[count &+ distance] = second
        count &+= appended
    }

    @inline(__always)
    mutating func removeLast() -> Element {
        assert(count > 0)
        count &-= 1
        return unsafe base[count]
    }

    @inline(__always)
    mutating func removeLast(_ removed: Int) {
        assert(count >= removed)
        count &-= removed
    }

    /// Makes the array `count` elements long; new ones are `element`.
    mutating func resize(_ count: Int, filling element: Element) {
        if count > capacity { grow(to: max(count, capacity * 2)) }
        if count > self.count { unsafe (base + self.count).update(repeating: element, count: count - self.count) }
        self.count = count
    }

    /// A copy of the contents.
    var elements: [Element] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

    @inline(never)
    private mutating func grow(to larger: Int) {
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        unsafe moved.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = moved
        capacity = larger
    }
}

/// One row for each opcode, for as long as the process runs.
///
/// What makes it safe: there are as many rows as opcodes, and an opcode has no other number than those of its cases.
@safe
struct OpcodeRows<Row: BitwiseCopyable>: @unchecked Sendable {
    private let base: UnsafePointer<Row>

    init(_ row: (Opcode) -> Row) {
        let rows = UnsafeMutablePointer<Row>.allocate(capacity: Opcode.allCases.count)
        for opcode in Opcode.allCases { unsafe (rows + Int(opcode.rawValue)).initialize(to: row(opcode)) }
        unsafe base = UnsafePointer(rows)
    }

    @inline(__always)
    subscript(_ opcode: Opcode) -> Row { unsafe base[Int(opcode.rawValue)] }
}

/// The instructions of the body at hand, lent by ``lending(_:_:)`` and not copied.
///
/// What makes it safe: the array they stand in outlives every use, and an index is one below ``count``, which is asserted
/// in a debug build; the last instruction of valid code is an `end`, behind which nobody looks.
@safe
struct LentInstructions {
    private var base: UnsafePointer<Instruction>?
    private(set) var count = 0

    init() { unsafe base = nil }

    private init(_ buffer: UnsafeBufferPointer<Instruction>) {
        unsafe base = buffer.baseAddress
        count = buffer.count
    }

    @inline(__always)
    subscript(_ index: Int) -> Instruction {
        assert(index >= 0 && index < count)
        return unsafe base.unsafelyUnwrapped[index]
    }

    /// One of two, the second if `isSecond` is one and not zero, without a jump and without a look at memory.
    @inline(__always)
    static func choose(_ first: Opcode, _ second: Opcode, _ isSecond: Int) -> Opcode {
        let difference = (first.rawValue ^ second.rawValue) & UInt16(truncatingIfNeeded: 0 &- isSecond)
        // Again one of the two.
        return unsafe unsafeBitCast(first.rawValue ^ difference, to: Opcode.self)
    }

    static func lending<E: Error>(
        _ instructions: [Instruction], _ body: (LentInstructions) throws(E) -> Void
    ) throws(E) {
        try unsafe instructions.withUnsafeBufferPointer { (buffer) throws(E) in try unsafe body(LentInstructions(buffer)) }
    }
}
