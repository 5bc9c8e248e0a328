/// Elements of plain data in one allocation that grows: what the translator's stacks and its code are kept in.
///
/// A hot file: an `Array` in a struct asks on every write whether it is shared. What makes it safe: an element is
/// plain data; `count` never passes `capacity`; whoever indexes stays below `count`, which a debug build checks.
@safe struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        unsafe base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { unsafe base.deallocate() }

    @inline(__always) subscript(_ index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return unsafe base[index]
        }
        nonmutating set {
            assert(index >= 0 && index < count)
            unsafe base[index] = newValue
        }
    }

    @inline(__always) mutating func append(_ element: Element) {
        if count == capacity { grow(1) }
        unsafe base[count] = element
        count &+= 1
    }

    @inline(__always) mutating func append(_ first: Element, _ second: Element) {
        if count &+ 2 > capacity { grow(2) }
        unsafe base[count] = first
        unsafe base[count &+ 1] = second
        count &+= 2
    }

    @inline(__always) mutating func removeLast() -> Element {
        count &-= 1
        assert(count >= 0)
        return unsafe base[count]
    }

    /// Forgets the elements from `newCount` on.
    @inline(__always) mutating func truncate(to newCount: Int) {
        assert(newCount <= count)
        count = newCount
    }

    mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    func array() -> [Element] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

    @inline(never) private mutating func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        unsafe larger.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = larger
    }
}
