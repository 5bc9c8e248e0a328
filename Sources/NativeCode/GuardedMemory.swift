internal import Synchronization

/// A linear memory: zeroed bytes at an address that never moves, growing in place.
///
/// A *guarded* memory of 32-bit addresses is followed by so much inaccessible address space that any 32-bit
/// index plus any 32-bit offset either hits it or faults, so machine code needs no bounds check. A *bounded*
/// memory reserves only what it may grow to, and whoever reads it checks bounds; it serves 64-bit addresses and
/// page sizes that are no multiple of the system's.
///
/// `public` and inlinable where a runtime or compiler reads base and length on its hot path. Safe because the
/// memory owns its reservation: nothing is handed out but the base, whose user stays below ``accessibleBytes``.
@safe
public struct GuardedMemory: ~Copyable, @unchecked Sendable {
    /// Where byte 0 lies, for as long as the memory lives.
    public let base: UnsafeMutableRawPointer
    /// Readable and writable bytes from ``base``: whole system pages, at least what was asked for.
    public private(set) var accessibleBytes: Int
    /// Address space from ``base``, accessible or not.
    public let reservedBytes: Int
    /// Whether every 32-bit index plus 32-bit offset stays in the reservation.
    public let isGuarded: Bool

    /// 4 GiB of index, 4 GiB of offset, and the widest access on top.
    public static let guardedBytes = 8 << 30 + 65536
    /// The largest memory that can be guarded: the index space of 32 bits.
    public static let guardedLimit = 4 << 30

    /// A guarded memory with `bytes` accessible; nil if the system is out of address space or memory.
    public init?(guarded bytes: Int) {
        guard bytes <= Self.guardedLimit, let wanted = VirtualMemory.wholePages(bytes),
            let region = unsafe GuardedRegions.take(wanted)
        else { return nil }
        unsafe base = region
        accessibleBytes = wanted
        reservedBytes = Self.guardedBytes
        isGuarded = true
    }

    /// A bounded memory with `bytes` accessible that can grow to `capacity` bytes; nil if the system refuses.
    public init?(bounded bytes: Int, capacity: Int) {
        guard let wanted = VirtualMemory.wholePages(bytes), let whole = VirtualMemory.wholePages(max(bytes, capacity, 1)),
            let region = unsafe BoundedRegions.take(wanted, of: whole)
        else { return nil }
        unsafe base = region
        accessibleBytes = wanted
        reservedBytes = whole
        isGuarded = false
    }

    deinit {
        if isGuarded {
            unsafe GuardedRegions.giveBack(base, accessible: accessibleBytes)
        } else {
            unsafe BoundedRegions.giveBack(base, accessible: accessibleBytes, of: reservedBytes)
        }
    }

    /// Makes at least `bytes` accessible, the new ones zero. False, and no change, if that cannot be.
    public mutating func grow(toBytes bytes: Int) -> Bool {
        guard let wanted = VirtualMemory.wholePages(bytes), wanted <= (isGuarded ? Self.guardedLimit : reservedBytes)
        else { return false }
        guard wanted > accessibleBytes else { return true }
        guard unsafe VirtualMemory.protect(base + accessibleBytes, wanted - accessibleBytes, .readWrite) else { return false }
        accessibleBytes = wanted
        return true
    }

    /// Whether `address` lies in a guarded reservation: a fault of machine code there is an access out of bounds.
    package static func isGuardedAddress(_ address: UInt64) -> Bool {
        GuardedRegions.contains(address)
    }
}

/// The guarded reservations of the process. They are kept and used again: mapping and unmapping 8 GiB and
/// faulting fresh pages in costs more than ten times what zeroing one WebAssembly page does.
private enum GuardedRegions {
    struct Region {
        var base: UInt
        /// Readable, writable and zero; nothing lies accessible beyond it.
        var accessible: Int
    }

    struct State {
        var free: [Region] = []
        /// All of them, free or taken, in order of address.
        var bases: [UInt] = []
    }

    static let state = Mutex(State())

    /// Contents up to this size are zeroed and stay mapped; larger ones go back to the system.
    static let largestKept = 256 << 10
    static let mostKept = 256
    /// So many reservations are made before one is used for another size.
    static let fewest = 16

    static func take(_ bytes: Int) -> UnsafeMutableRawPointer? {
        let found = state.withLock { state -> Region? in
            guard !state.free.isEmpty else { return nil }
            if let fitting = state.free.lastIndex(where: { $0.accessible == bytes }) { return state.free.remove(at: fitting) }
            // A few of every size that is asked for, so that protections need not change all the time.
            return state.bases.count < fewest ? nil : state.free.removeLast()
        }
        if let found { return unsafe fit(found, to: bytes) }
        if let fresh = unsafe make(bytes) { return unsafe fresh }
        // The address space is used up: what there is must do.
        guard let other = state.withLock({ $0.free.popLast() }) else { return nil }
        return unsafe fit(other, to: bytes)
    }

    /// Makes so many bytes of a region accessible, and no more.
    private static func fit(_ region: Region, to bytes: Int) -> UnsafeMutableRawPointer? {
        guard let base = unsafe UnsafeMutableRawPointer(bitPattern: region.base) else { return nil }
        let low = min(bytes, region.accessible), high = max(bytes, region.accessible)
        if low == high { return unsafe base }
        if unsafe VirtualMemory.protect(base + low, high - low, bytes > region.accessible ? .readWrite : .none) {
            return unsafe base
        }
        unsafe giveBack(base, accessible: region.accessible)
        return nil
    }

    /// A new region with so many bytes accessible.
    private static func make(_ bytes: Int) -> UnsafeMutableRawPointer? {
        guard let base = unsafe VirtualMemory.reserve(GuardedMemory.guardedBytes) else { return nil }
        guard unsafe VirtualMemory.protect(base, bytes, .readWrite) else {
            unsafe VirtualMemory.release(base, GuardedMemory.guardedBytes)
            return nil
        }
        let address = UInt(bitPattern: base)
        state.withLock { state in
            state.bases.insert(address, at: position(of: address, in: state.bases))
        }
        return unsafe base
    }

    static func giveBack(_ base: UnsafeMutableRawPointer, accessible: Int) {
        var region = Region(base: UInt(bitPattern: base), accessible: accessible)
        var usable = true
        if accessible <= largestKept {
            unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: accessible)
        } else {
            usable = unsafe VirtualMemory.reset(base, accessible)
            region.accessible = 0
        }
        let kept = state.withLock { state -> Bool in
            if usable, state.free.count < mostKept {
                state.free.append(region)
                return true
            }
            state.bases.removeAll { $0 == region.base }
            return false
        }
        if !kept { unsafe VirtualMemory.release(base, GuardedMemory.guardedBytes) }
    }

    static func contains(_ address: UInt64) -> Bool {
        state.withLock { state in
            let next = position(of: UInt(address) &+ 1, in: state.bases)
            guard next > 0 else { return false }
            return UInt(address) - state.bases[next - 1] < UInt(GuardedMemory.guardedBytes)
        }
    }

    /// How many of `bases` lie below `address`.
    static func position(of address: UInt, in bases: [UInt]) -> Int {
        var low = 0, high = bases.count
        while low < high {
            let middle = (low + high) / 2
            if bases[middle] < address { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Reservations of bounded memories that nobody uses. They are kept for memories that may grow to the same size.
private enum BoundedRegions {
    private struct Region {
        var base: UInt
        var reserved: Int
        /// Readable, writable and zero; nothing lies accessible beyond it.
        var accessible: Int
    }

    private static let free = Mutex<[Region]>([])
    private static let mostKept = 32

    /// `bytes` accessible bytes of `reserved`; nil if the system refuses.
    static func take(_ bytes: Int, of reserved: Int) -> UnsafeMutableRawPointer? {
        let found = free.withLock { free in
            free.lastIndex { $0.reserved == reserved && $0.accessible <= bytes }.map { free.remove(at: $0) }
        }
        let kept = unsafe UnsafeMutableRawPointer(bitPattern: found?.base ?? 0)
        guard let base = unsafe kept ?? VirtualMemory.reserve(reserved) else { return nil }
        let accessible = found?.accessible ?? 0
        guard unsafe VirtualMemory.protect(base + accessible, bytes - accessible, .readWrite) else {
            unsafe VirtualMemory.release(base, reserved)
            return nil
        }
        return unsafe base
    }

    static func giveBack(_ base: UnsafeMutableRawPointer, accessible: Int, of reserved: Int) {
        guard accessible <= GuardedRegions.largestKept else { return unsafe VirtualMemory.release(base, reserved) }
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: accessible)
        let region = Region(base: UInt(bitPattern: base), reserved: reserved, accessible: accessible)
        let surplus = free.withLock { free in
            free.append(region)
            // The oldest goes, so that sizes that nobody asks for any more do not stay.
            return free.count > mostKept ? free.removeFirst() : nil
        }
        guard let surplus, let oldest = unsafe UnsafeMutableRawPointer(bitPattern: surplus.base) else { return }
        unsafe VirtualMemory.release(oldest, surplus.reserved)
    }
}
