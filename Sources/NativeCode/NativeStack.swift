internal import Synchronization

/// A stack for generated code, so that how deep it may call does not depend on the thread it happens to run on.
/// Address space only, until it is used; the lowest page is never accessible.
///
/// Safe because nothing but its addresses is handed out.
@safe
public struct NativeStack: ~Copyable, @unchecked Sendable {
    private let base: UInt
    /// Bytes from the lowest accessible address to the top.
    public let count: Int

    /// What a stack has that is kept and used again.
    public static let usualBytes = 128 << 20

    /// A stack of at least `bytes` bytes; nil if the system is out of address space.
    public init?(bytes: Int) {
        if bytes <= Self.usualBytes, let kept = StackPool.free.withLock({ $0.popLast() }) {
            base = kept
            count = Self.usualBytes
            return
        }
        guard let wanted = VirtualMemory.wholePages(max(bytes, Self.usualBytes)),
            let region = unsafe VirtualMemory.reserve(wanted + VirtualMemory.pageBytes)
        else { return nil }
        let low = unsafe region + VirtualMemory.pageBytes
        guard unsafe VirtualMemory.protect(low, wanted, .readWrite) else {
            unsafe VirtualMemory.release(region, wanted + VirtualMemory.pageBytes)
            return nil
        }
        base = UInt(bitPattern: low)
        count = wanted
    }

    deinit {
        let address = base
        if count == Self.usualBytes, StackPool.keep(address) { return }
        let page = UInt(VirtualMemory.pageBytes)
        guard let region = unsafe UnsafeMutableRawPointer(bitPattern: base - page) else { return }
        unsafe VirtualMemory.release(region, count + Int(page))
    }

    /// The lowest address that may be written.
    public var low: UInt64 { UInt64(base) }
    /// One past the highest, a multiple of 16: where `rsp` begins.
    public var top: UInt64 { UInt64(base) + UInt64(count) }
}

/// Stacks that no call runs on.
private enum StackPool {
    static let free = Mutex<[UInt]>([])

    static func keep(_ base: UInt) -> Bool {
        free.withLock { free in
            guard free.count < 8 else { return false }
            free.append(base)
            return true
        }
    }
}
