import Synchronization

/// Memory for the raw blocks of one store: taken from the front of large chunks, all given back at once.
///
/// What makes it safe: chunks do not move, a piece lies within its chunk and is handed out once, and whoever uses one
/// does not outlive the store that owns the arena.
@safe
struct BlockArena: ~Copyable {
    /// Chunks of this size are kept and used again by later stores; larger ones serve one block each.
    static let chunkBytes = 32 << 10

    private var next: UInt
    private var end: UInt
    private var chunks: [UInt]
    private var large: [UInt] = []

    init() {
        let first = ChunkPool.take()
        next = first
        end = first + UInt(Self.chunkBytes)
        chunks = [first]
    }

    deinit {
        ChunkPool.giveBack(chunks)
        for address in large { unsafe UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
    }

    /// The address of `bytes` fresh bytes, aligned to 16; what they hold is not defined.
    mutating func take(_ bytes: Int) -> UInt64 {
        let wanted = UInt(max(bytes, 1) + 15) & ~15
        if wanted <= end - next {
            defer { next += wanted }
            return UInt64(next)
        }
        return takeSlowly(wanted)
    }

    /// The same, holding zeros.
    mutating func takeZeroed(_ bytes: Int) -> UInt64 {
        let address = take(bytes)
        unsafe UnsafeMutableRawPointer(bitPattern: UInt(address))?.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        return address
    }

    @inline(never) private mutating func takeSlowly(_ wanted: UInt) -> UInt64 {
        if wanted > UInt(Self.chunkBytes / 4) {
            let block = UInt(bitPattern: UnsafeMutableRawPointer.allocate(byteCount: Int(wanted), alignment: 16))
            large.append(block)
            return UInt64(block)
        }
        let chunk = ChunkPool.take()
        chunks.append(chunk)
        next = chunk + wanted
        end = chunk + UInt(Self.chunkBytes)
        return UInt64(chunk)
    }
}

/// Chunks that no store uses at the moment. Bounded, so that one large store does not leave its size behind.
private enum ChunkPool {
    static let mostKept = 64
    static let free = Mutex<[UInt]>([])

    static func take() -> UInt {
        if let kept = free.withLock({ $0.popLast() }) { return kept }
        return UInt(bitPattern: UnsafeMutableRawPointer.allocate(byteCount: BlockArena.chunkBytes, alignment: 64))
    }

    static func giveBack(_ chunks: [UInt]) {
        let surplus = free.withLock { free -> ArraySlice<UInt> in
            let kept = min(chunks.count, max(mostKept - free.count, 0))
            free.append(contentsOf: chunks[..<kept])
            return chunks[kept...]
        }
        for address in surplus { unsafe UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
    }
}
