/// A growing array of plain values that is never shared: no reference counts, no copy on write, and the room stays when
/// the contents go, so that the compiler serves one function after the other without asking for memory.
///
/// A hot file: every pass reads and writes several of these for every instruction. What makes it safe: every index is
/// checked, in a release build too, and the storage belongs to one array and never leaves it.
@safe
package struct FlatArray<Element: BitwiseCopyable>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>?
    private var capacity = 0
    package private(set) var count = 0

    package init() { unsafe base = nil }

    package init(_ elements: some Collection<Element>) {
        self.init()
        for element in elements { append(element) }
    }

    deinit { unsafe base?.deallocate() }

    @inline(__always) package var isEmpty: Bool { count == 0 }
    @inline(__always) package var indices: Range<Int> { 0..<count }

    @inline(__always)
    package subscript(_ index: Int) -> Element {
        get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            return unsafe base.unsafelyUnwrapped[index]
        }
        _modify {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            yield unsafe &base.unsafelyUnwrapped[index]
        }
    }

    @inline(__always) package var last: Element? { count == 0 ? nil : self[count &- 1] }

    // MARK: Growing

    @inline(__always)
    package mutating func append(_ element: Element) {
        if count == capacity { grow(to: count &+ 1) }
        unsafe base.unsafelyUnwrapped[count] = element
        count &+= 1
    }

    package mutating func append(contentsOf elements: some Sequence<Element>) {
        for element in elements { append(element) }
    }

    /// Appends some of the elements of another array.
    package mutating func append(_ range: Range<Int>, of other: borrowing FlatArray) {
        precondition(range.lowerBound >= 0 && range.upperBound <= other.count)
        guard !range.isEmpty, let source = unsafe other.base else { return }
        reserve(count + range.count)
        unsafe (base.unsafelyUnwrapped + count).update(from: source + range.lowerBound, count: range.count)
        count += range.count
    }

    /// Appends a copy of some of the array's own elements.
    package mutating func appendAgain(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        reserve(count + range.count)
        guard let base = unsafe base else { return }
        unsafe (base + count).update(from: base + range.lowerBound, count: range.count)
        count += range.count
    }

    /// Makes room for so many elements altogether.
    package mutating func reserve(_ wanted: Int) { if wanted > capacity { grow(to: wanted) } }

    @inline(never)
    private mutating func grow(to wanted: Int) {
        let larger = max(wanted, capacity * 2, 16)
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        if let base = unsafe base {
            unsafe moved.update(from: base, count: count)
            unsafe base.deallocate()
        }
        unsafe base = moved
        capacity = larger
    }

    // MARK: Shrinking

    /// There must be one.
    @inline(__always)
    package mutating func removeLast() -> Element {
        let element = self[count &- 1]
        count &-= 1
        return element
    }

    @inline(__always)
    package mutating func popLast() -> Element? { count == 0 ? nil : removeLast() }

    /// Keeps the first elements.
    @inline(__always)
    package mutating func truncate(to length: Int) {
        precondition(length >= 0 && length <= count)
        count = length
    }

    /// Forgets the contents and keeps the room.
    @inline(__always)
    package mutating func removeAll() { count = 0 }

    /// Gives the room back if it is for more than so many bytes.
    package mutating func shrink(ifOver bytes: Int) {
        guard capacity * MemoryLayout<Element>.stride > bytes else { return }
        self = FlatArray()
    }

    // MARK: Filling

    /// Makes the array `count` copies of an element.
    package mutating func fill(_ element: Element, count: Int) {
        reserve(count)
        if count > 0 { unsafe base.unsafelyUnwrapped.update(repeating: element, count: count) }
        self.count = count
    }

    /// Makes the array so long at least; new elements are copies of `element`.
    package mutating func extend(to length: Int, with element: Element) {
        guard length > count else { return }
        reserve(length)
        unsafe (base.unsafelyUnwrapped + count).update(repeating: element, count: length - count)
        count = length
    }

    /// Makes the array a copy of another.
    package mutating func assign(_ other: borrowing FlatArray) {
        removeAll()
        append(other.indices, of: other)
    }

    /// A copy of the contents.
    package var elements: [Element] { indices.map { self[$0] } }
}

/// Uniquely owned plain values can go from thread to thread.
extension FlatArray: @unchecked Sendable where Element: Sendable {}
