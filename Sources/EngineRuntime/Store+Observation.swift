import EngineInterface
import WasmModel
import WasmValidation

/// What can be seen of a store from outside.
///
/// What makes it safe: reads stay below the sizes in the blocks.
extension Store {
    func value(of global: GlobalBlock, _ instance: InstanceBlock?, functionCount: Int) -> Value {
        let words = unsafe global.pointer.assumingMemoryBound(to: UInt64.self)
        let type = global.type
        switch type {
        case .i32: return unsafe .i32(UInt32(truncatingIfNeeded: words[0]))
        case .i64: return unsafe .i64(words[0])
        case .f32: return unsafe .f32(bits: UInt32(truncatingIfNeeded: words[0]))
        case .f64: return unsafe .f64(bits: words[0])
        case .v128: return unsafe .v128(low: words[0], high: words[1])
        default:
            let coding = WordCoding(self, instance, functionCount: functionCount)
            return unsafe .reference(coding.reference(words[0], top: types.top(of: type.heapType)))
        }
    }

    /// Bytes that are looked at together: most of a memory is zeros, and to see that is most of the work.
    private static let stripeBytes = 4096

    static func digest(of memory: MemoryBlock) -> UInt64 {
        var digest = Digest()
        let length = Int(memory.byteLength), base = unsafe memory.base
        let blockBytes = Digest.blockBytes
        let wholeBlocks = length / blockBytes
        var block = 0
        while block < wholeBlocks {
            let stripe = min(stripeBytes / blockBytes, wholeBlocks - block)
            let end = block + stripe
            if unsafe isZero(base.advanced(by: block * blockBytes), stripe * blockBytes) {
                block = end
                continue
            }
            while block < end {
                let start = unsafe base.advanced(by: block * blockBytes)
                if unsafe !isZero(start, blockBytes) {
                    digest.combine(UInt64(block))
                    let words = unsafe start.assumingMemoryBound(to: UInt64.self)
                    for position in 0..<(blockBytes / 8) { unsafe digest.combine(words[position]) }
                }
                block += 1
            }
        }
        if length % blockBytes != 0 {
            // A memory with pages of one byte: bring its last block to full length.
            var last = [UInt64](repeating: 0, count: blockBytes / 8)
            unsafe last.withUnsafeMutableBytes { last in
                unsafe last.copyMemory(
                    from: UnsafeRawBufferPointer(
                        start: base.advanced(by: wholeBlocks * blockBytes), count: length % blockBytes))
            }
            if last.contains(where: { $0 != 0 }) {
                digest.combine(UInt64(wholeBlocks))
                for word in last { digest.combine(word) }
            }
        }
        digest.combine(UInt64(length))
        return digest.value
    }

    /// Whether `count` bytes, a multiple of ``Digest/blockBytes``, are zero.
    @inline(__always) private static func isZero(_ start: UnsafeMutableRawPointer, _ count: Int) -> Bool {
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

    func digest(of table: TableBlock) -> UInt64 {
        var digest = Digest()
        let elements = unsafe table.elements
        // What `extern.convert_any` made of an i31 is, from outside, an external value like any other.
        let showsNumbers = types.top(of: table.elementType.heapType) != .extern
        for index in 0..<Int(table.size) {
            let word = unsafe elements[index]
            guard word != 0 else { continue }
            digest.combine(UInt64(index))
            let isNumber = ReferenceOperation.isHost(word) || showsNumbers && ReferenceOperation.isI31(word)
            digest.combine(isNumber ? word : 4)
        }
        digest.combine(table.size)
        return digest.value
    }

    static func bytes(of memory: MemoryBlock, from offset: UInt64, count: Int) -> [UInt8]? {
        guard count >= 0, memory.contains(offset, UInt64(count)) else { return nil }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: memory.base.advanced(by: Int(offset)), count: count))
    }
}
