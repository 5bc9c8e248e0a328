/// The chunks that structures, arrays and exceptions of one store stand in. Nothing is freed before the store is; the
/// end of the limit is the end of the store's allocations.
///
/// The sizes of chunks follow from what is asked for and from nothing else, so that engines that run the same program
/// come to the end of their heaps at the same object. Safe because a chunk is handed out once and does not move.
@safe
struct Heap: ~Copyable {
    static let firstChunkBytes: UInt64 = 32 << 10
    static let largestChunkBytes: UInt64 = 8 << 20

    private var left: UInt64
    private var nextChunkBytes = Heap.firstChunkBytes
    private var chunks: [UInt] = []

    init(limit: UInt64) { left = limit }

    deinit {
        for address in chunks { unsafe UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }
    }

    /// A chunk with room for `bytes`, as the addresses of its start and end; nil at the limit.
    mutating func extend(by bytes: UInt64) -> (start: UInt64, end: UInt64)? {
        guard bytes <= left else { return nil }
        let size = max(bytes, min(nextChunkBytes, left & ~7))
        nextChunkBytes = min(nextChunkBytes * 2, Self.largestChunkBytes)
        left -= size
        let start = UInt(bitPattern: UnsafeMutableRawPointer.allocate(byteCount: Int(size), alignment: 16))
        chunks.append(start)
        return (UInt64(start), UInt64(start) + size)
    }
}
