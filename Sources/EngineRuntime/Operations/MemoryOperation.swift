import EngineInterface
import NumericSemantics
import WasmModel

/// What the bulk and atomic instructions do with memories (§4.6.10), for code of every engine.
///
/// What makes it safe: each operation checks its ranges against the lengths in the blocks before it touches a byte.
/// Operands of 32-bit memories arrive zero-extended.
public enum MemoryOperation {
    /// `memory.grow`: the size before, in pages; all ones if it cannot grow.
    public static func grow(_ memory: MemoryBlock, by pages: UInt64) -> UInt64 {
        let before = memory.pages
        guard pages <= memory.maximum &- before else { return .max }
        if pages == 0 { return before }
        let exponent = UInt64(memory.pageSizeExponent)
        let more = pages << exponent
        // The shift loses nothing: the maximum in bytes fits a word, but for one page more than that can hold.
        guard more >> exponent == pages else { return .max }
        let context = memory.context
        let left = context.word(Layout.Context.memoryBytesLeft)
        guard more <= left, unsafe MemoryOwner.of(memory).grow(toBytes: memory.byteLength &+ more) else { return .max }
        context.setWord(Layout.Context.memoryBytesLeft, left &- more)
        memory.setWord(Layout.Memory.byteLength, memory.byteLength &+ more)
        return before
    }

    /// `memory.fill`
    public static func fill(_ memory: MemoryBlock, at offset: UInt64, with byte: UInt8, count: UInt64) -> Status {
        guard memory.contains(offset, count) else { return .trapped(.memoryOutOfBounds) }
        unsafe memory.base.advanced(by: Int(offset)).initializeMemory(as: UInt8.self, repeating: byte, count: Int(count))
        return .returned
    }

    /// `memory.copy`
    public static func copy(
        to target: MemoryBlock, at targetOffset: UInt64, from source: MemoryBlock, at sourceOffset: UInt64, count: UInt64
    ) -> Status {
        guard source.contains(sourceOffset, count), target.contains(targetOffset, count) else {
            return .trapped(.memoryOutOfBounds)
        }
        unsafe target.base.advanced(by: Int(targetOffset))
            .copyMemory(from: source.base.advanced(by: Int(sourceOffset)), byteCount: Int(count))
        return .returned
    }

    /// `memory.init`
    public static func initialize(
        _ memory: MemoryBlock, at offset: UInt64, from segment: SegmentBlock, at segmentOffset: UInt64, count: UInt64
    ) -> Status {
        guard segment.contains(segmentOffset, count), memory.contains(offset, count) else {
            return .trapped(.memoryOutOfBounds)
        }
        guard count > 0 else { return .returned }
        unsafe memory.base.advanced(by: Int(offset)).copyMemory(
            from: segment.bytes.advanced(by: Int(segmentOffset)), byteCount: Int(count))
        return .returned
    }

    // MARK: Waiting (threads proposal)

    /// `memory.atomic.wait32` and `wait64`; `width` is 4 or 8. The result is 0 (woken), 1 (not equal) or 2 (timed out),
    /// or the negative of a ``Status``.
    ///
    /// A store runs one thread, so nobody wakes the waiter, and nothing can be observed while it waits: its timeout
    /// passes at once. One that lies beyond the store's own time, or is infinite, is exhaustion of time.
    public static func wait(
        _ memory: MemoryBlock, at address: UInt64, width: UInt64, expected: UInt64, timeout: Int64
    ) -> Int64 {
        func ended(_ status: Status) -> Int64 { -Int64(status.rawValue) }
        guard address & (width &- 1) == 0 else { return ended(.trapped(.unalignedAtomic)) }
        guard memory.contains(address, width) else { return ended(.trapped(.memoryOutOfBounds)) }
        guard memory.flags.contains(.isShared) else { return ended(.trapped(.expectedSharedMemory)) }
        let place = unsafe memory.base.advanced(by: Int(address))
        let found = unsafe width == 4 ? UInt64(place.load(as: UInt32.self)) : place.load(as: UInt64.self)
        guard found == (width == 4 ? expected & 0xFFFF_FFFF : expected) else { return 1 }
        guard timeout >= 0 else { return ended(.exhausted(.time)) }
        let deadline = memory.context.deadline
        if deadline != 0 {
            let now = Clock.nanoseconds
            guard deadline > now, UInt64(timeout) < deadline - now else { return ended(.exhausted(.time)) }
        }
        return 2
    }

    /// `memory.atomic.notify`: the number of waiters woken, which is 0 (see ``wait(_:at:width:expected:timeout:)``), or
    /// the negative of a ``Status``.
    public static func notify(_ memory: MemoryBlock, at address: UInt64, count: UInt32) -> Int64 {
        guard address & 3 == 0 else { return -Int64(Status.trapped(.unalignedAtomic).rawValue) }
        guard memory.contains(address, 4) else { return -Int64(Status.trapped(.memoryOutOfBounds).rawValue) }
        return 0
    }
}
