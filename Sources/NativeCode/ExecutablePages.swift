internal import CTrapGuard
internal import Synchronization

/// Pages that machine code is written to. ``sealed()`` consumes them and makes them executable; no address is ever
/// writable and executable at once.
///
/// Safe because every write is checked against the size and the pages are owned by exactly one value.
@safe
public struct ExecutablePages: ~Copyable {
    private let run: CodeRegion.Run

    /// Writable pages for `bytes` bytes of code; nil if the code region is used up or the machine has none.
    public init?(bytes: Int) {
        guard let run = CodeRegion.take(bytes) else { return nil }
        if !CodeRegion.isMappedTwice, unsafe !VirtualMemory.protect(CodeRegion.pointer(run), run.bytes, .readWrite) {
            CodeRegion.giveBack(run)
            return nil
        }
        self.run = run
    }

    deinit { CodeRegion.giveBack(run) }

    /// Bytes that can be written.
    public var count: Int { run.bytes }

    /// The address the code will run at.
    public var address: UInt64 { CodeRegion.address(run) }

    /// The address it is written at, by whoever emits it there and ends with the pages.
    package var writableAddress: UInt64 { unsafe UInt64(UInt(bitPattern: CodeRegion.writablePointer(run))) }

    /// Copies `code` to `offset`; the caller has made sure that it fits.
    public mutating func write(_ code: Span<UInt8>, at offset: Int = 0) {
        precondition(offset >= 0 && offset <= run.bytes && code.count <= run.bytes - offset)
        unsafe code.withUnsafeBytes { bytes in
            guard let source = bytes.baseAddress else { return }
            unsafe (CodeRegion.writablePointer(run) + offset).copyMemory(from: source, byteCount: bytes.count)
        }
    }

    /// Makes the pages executable and no longer writable; nil if the system refuses.
    public consuming func sealed() -> SealedCode? { sealed(keeping: run.bytes) }

    /// The same for the pages of the first `bytes` bytes; the others are given back.
    public consuming func sealed(keeping bytes: Int) -> SealedCode? {
        let run = CodeRegion.shorten(self.run, to: bytes)
        guard unsafe CodeRegion.isMappedTwice || VirtualMemory.protect(CodeRegion.pointer(run), run.bytes, .readExecute) else {
            CodeRegion.giveBack(run)
            discard self
            return nil
        }
        discard self
        trap_guard_flush_instructions(CodeRegion.address(run), CodeRegion.address(run) + UInt64(run.bytes))
        return SealedCode(run: run)
    }
}

/// Machine code that can be called and not be changed. Its pages are used again when it ends, so whoever keeps
/// an address of it keeps it as well.
public struct SealedCode: ~Copyable {
    private let run: CodeRegion.Run
    /// Whether the pages are a file's, which must go before the run is used again.
    private let isMapped: Bool

    init(run: CodeRegion.Run, isMapped: Bool = false) {
        self.run = run
        self.isMapped = isMapped
    }

    /// Copies `code` to pages of its own and seals them.
    public init?(_ code: Span<UInt8>) {
        guard var pages = ExecutablePages(bytes: code.count) else { return nil }
        pages.write(code)
        guard let sealed = pages.sealed() else { return nil }
        self = sealed
    }

    deinit {
        // A run whose mapping cannot be replaced stays taken: using it again would write to the file's pages.
        if isMapped, !CodeRegion.takeBack(run) { return }
        CodeRegion.giveBack(run)
    }

    /// The address of the first instruction.
    public var address: UInt64 { CodeRegion.address(run) }
    public var count: Int { run.bytes }
}

/// One stretch of address space for all code of the process: the fault handler then knows generated code by one
/// comparison, and pages go from module to module without being mapped again.
///
/// Where the system allows it the same memory is mapped once more, to be written: then no page changes its protection,
/// which would take longer than to compile a small function, and stop all other threads.
enum CodeRegion {
    /// Pages `start ..< start + count` of the region.
    struct Run {
        var start: Int
        var count: Int
        var bytes: Int { count * VirtualMemory.pageBytes }
    }

    static let regionBytes = 1 << 30

    /// The lowest address at which code runs, 0 where it cannot, and the lowest at which it is written.
    private static let views: (code: UInt64, data: UInt64) = {
        guard NativeMachine.isBaselineAvailable else { return (0, 0) }
        var code: UInt64 = 0, data: UInt64 = 0
        if unsafe !trap_guard_map_twice(UInt64(regionBytes), &code, &data) {
            guard let region = unsafe VirtualMemory.reserve(regionBytes) else { return (0, 0) }
            code = UInt64(UInt(bitPattern: region))
            data = code
        }
        guard trap_guard_register_code(code, code + UInt64(regionBytes)) >= 0 else { return (0, 0) }
        return (code, data)
    }()

    /// Whether code is written at other addresses than those it runs at.
    static var isMappedTwice: Bool { views.code != views.data }

    /// Free runs in order of start, none adjacent to the next.
    private static let free = Mutex([Run(start: 0, count: regionBytes / VirtualMemory.pageBytes)])

    static func address(_ run: Run) -> UInt64 { views.code + offset(run) }
    private static func offset(_ run: Run) -> UInt64 { UInt64(run.start * VirtualMemory.pageBytes) }

    static func pointer(_ run: Run) -> UnsafeMutableRawPointer {
        // The region was mapped, or no run was given out.
        unsafe UnsafeMutableRawPointer(bitPattern: UInt(address(run))).unsafelyUnwrapped
    }

    static func writablePointer(_ run: Run) -> UnsafeMutableRawPointer {
        unsafe UnsafeMutableRawPointer(bitPattern: UInt(views.data + offset(run))).unsafelyUnwrapped
    }

    /// Replaces a mapping of something else by the region's own pages; false if the system refuses.
    static func takeBack(_ run: Run) -> Bool {
        guard isMappedTwice else { return unsafe VirtualMemory.reset(pointer(run), run.bytes) }
        return trap_guard_map_again(UInt64(run.bytes), address(run), views.data + offset(run))
    }

    static func take(_ bytes: Int) -> Run? {
        guard views.code != 0, let whole = VirtualMemory.wholePages(max(bytes, 1)) else { return nil }
        let count = whole / VirtualMemory.pageBytes
        return free.withLock { free in
            guard let position = free.firstIndex(where: { $0.count >= count }) else { return nil }
            let start = free[position].start
            if free[position].count == count {
                free.remove(at: position)
            } else {
                free[position].start += count
                free[position].count -= count
            }
            return Run(start: start, count: count)
        }
    }

    /// Gives back the pages behind the first `bytes` bytes, of which there is at least one.
    static func shorten(_ run: Run, to bytes: Int) -> Run {
        guard let whole = VirtualMemory.wholePages(max(bytes, 1)), whole < run.bytes else { return run }
        let kept = Run(start: run.start, count: whole / VirtualMemory.pageBytes)
        let rest = Run(start: run.start + kept.count, count: run.count - kept.count)
        giveBack(rest)
        return kept
    }

    static func giveBack(_ run: Run) {
        free.withLock { free in
            let next = free.firstIndex { $0.start > run.start } ?? free.count
            let meetsNext = next < free.count && run.start + run.count == free[next].start
            if next > 0, free[next - 1].start + free[next - 1].count == run.start {
                free[next - 1].count += run.count
                if meetsNext {
                    free[next - 1].count += free[next].count
                    free.remove(at: next)
                }
            } else if meetsNext {
                free[next].start = run.start
                free[next].count += run.count
            } else {
                free.insert(run, at: next)
            }
        }
    }
}
