import EngineInterface

/// The ``Digest`` of a memory, found after every step. What it is made of stays with it: up to the first block that has
/// changed since, the digest goes on from what it was there.
///
/// A hot file: it reads all memories after every call. What makes it safe: reads stay below the length in the memory's
/// block, a block that is kept has ``Digest/blockBytes`` bytes, and the room for them belongs to the object.
@safe
final class MemoryDigest {
    /// What a block is found again by, and the digest behind it.
    private struct Kept: BitwiseCopyable {
        var number: UInt64
        var digest: UInt64
    }
    /// By position among the blocks that are not zero; their bytes one after the other. There is none before there is
    /// something to keep.
    private var kept: UnsafeMutablePointer<Kept>?
    private var bytes: UnsafeMutableRawPointer?
    private var count = 0
    private var capacity = 0

    /// More blocks than this are not kept, so that a memory that is full costs no second one.
    private static let mostKept = 1024

    init() {
        unsafe kept = nil
        unsafe bytes = nil
    }

    deinit {
        unsafe kept?.deallocate()
        unsafe bytes?.deallocate()
    }

    /// The digest of what the memory holds now.
    func value(of memory: MemoryBlock) -> UInt64 {
        var digest = Digest()
        var position = 0
        unsafe Self.forEachBlock(of: memory) { number, block in
            if position < count, let kept = unsafe kept, let bytes = unsafe bytes, unsafe kept[position].number == number,
                unsafe Self.areEqual(block, bytes + position * Digest.blockBytes)
            {
                unsafe digest = Digest(continuing: kept[position].digest)
            } else {
                // What follows a change goes another way.
                count = min(count, position)
                unsafe Self.add(number, block, to: &digest)
                if position == count, count < Self.mostKept { unsafe keep(number, block, digest) }
            }
            position += 1
        }
        count = min(count, position)
        digest.combine(memory.byteLength)
        return digest.value
    }

    /// The same, of a memory that is looked at once.
    static func value(of memory: MemoryBlock) -> UInt64 {
        var digest = Digest()
        unsafe forEachBlock(of: memory) { number, block in unsafe add(number, block, to: &digest) }
        digest.combine(memory.byteLength)
        return digest.value
    }

    private func keep(_ number: UInt64, _ block: UnsafeMutableRawPointer, _ digest: Digest) {
        if count == capacity { makeRoom() }
        guard let kept = unsafe kept, let bytes = unsafe bytes else { return }
        unsafe kept[count] = Kept(number: number, digest: digest.value)
        unsafe (bytes + count * Digest.blockBytes).copyMemory(from: block, byteCount: Digest.blockBytes)
        count += 1
    }

    private func makeRoom() {
        let larger = max(8, capacity * 2)
        let newKept = UnsafeMutablePointer<Kept>.allocate(capacity: larger)
        let newBytes = UnsafeMutableRawPointer.allocate(byteCount: larger * Digest.blockBytes, alignment: 16)
        if let kept = unsafe kept, let bytes = unsafe bytes {
            unsafe newKept.update(from: kept, count: count)
            unsafe newBytes.copyMemory(from: bytes, byteCount: count * Digest.blockBytes)
            unsafe kept.deallocate()
            unsafe bytes.deallocate()
        }
        unsafe kept = newKept
        unsafe bytes = newBytes
        capacity = larger
    }

    // MARK: Blocks

    /// Bytes that are looked at together: most of a memory is zeros, and to see that is most of the work.
    private static let stripeBytes = 4096

    /// Calls `visit` with the number and the bytes of every block that is not zero.
    @unsafe @inline(__always)
    private static func forEachBlock(of memory: MemoryBlock, _ visit: (UInt64, UnsafeMutableRawPointer) -> Void) {
        let length = Int(memory.byteLength), base = unsafe memory.base
        let wholeBlocks = length / Digest.blockBytes
        var block = 0
        while block < wholeBlocks {
            let stripe = min(stripeBytes / Digest.blockBytes, wholeBlocks - block)
            let end = block + stripe
            if unsafe isZero(base + block * Digest.blockBytes, stripe * Digest.blockBytes) {
                block = end
                continue
            }
            while block < end {
                let start = unsafe base + block * Digest.blockBytes
                if unsafe !isZero(start, Digest.blockBytes) { unsafe visit(UInt64(block), start) }
                block += 1
            }
        }
        guard length % Digest.blockBytes != 0 else { return }
        // A memory with pages of one byte: bring its last block to full length.
        unsafe withUnsafeTemporaryAllocation(byteCount: Digest.blockBytes, alignment: 16) { last in
            guard let start = last.baseAddress else { return }
            unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: Digest.blockBytes)
            unsafe start.copyMemory(from: base + wholeBlocks * Digest.blockBytes, byteCount: length % Digest.blockBytes)
            if unsafe !isZero(start, Digest.blockBytes) { unsafe visit(UInt64(wholeBlocks), start) }
        }
    }

    @unsafe @inline(__always)
    private static func add(_ number: UInt64, _ block: UnsafeMutableRawPointer, to digest: inout Digest) {
        digest.combine(number)
        let words = unsafe block.assumingMemoryBound(to: UInt64.self)
        for position in 0..<(Digest.blockBytes / 8) { unsafe digest.combine(words[position]) }
    }

    /// Whether `count` bytes, a multiple of ``Digest/blockBytes``, are zero.
    @unsafe @inline(__always)
    private static func isZero(_ start: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        let words = unsafe start.assumingMemoryBound(to: SIMD2<UInt64>.self)
        var a = SIMD2<UInt64>.zero, b = SIMD2<UInt64>.zero, c = SIMD2<UInt64>.zero, d = SIMD2<UInt64>.zero
        var position = 0
        while position < count / 16 {
            a |= unsafe words[position] | words[position &+ 4]
            b |= unsafe words[position &+ 1] | words[position &+ 5]
            c |= unsafe words[position &+ 2] | words[position &+ 6]
            d |= unsafe words[position &+ 3] | words[position &+ 7]
            position &+= 8
        }
        let all = (a | b) | (c | d)
        return all[0] | all[1] == 0
    }

    /// Whether two blocks hold the same.
    @unsafe @inline(__always)
    private static func areEqual(_ first: UnsafeMutableRawPointer, _ second: UnsafeMutableRawPointer) -> Bool {
        let left = unsafe first.assumingMemoryBound(to: SIMD2<UInt64>.self)
        let right = unsafe second.assumingMemoryBound(to: SIMD2<UInt64>.self)
        var a = SIMD2<UInt64>.zero, b = SIMD2<UInt64>.zero
        var position = 0
        while position < Digest.blockBytes / 16 {
            a |= unsafe left[position] ^ right[position]
            b |= unsafe left[position &+ 1] ^ right[position &+ 1]
            position &+= 2
        }
        let all = a | b
        return all[0] | all[1] == 0
    }
}
