import EngineInterface
import WasmModel
import WasmValidation

/// What can be seen of a store from outside.
///
/// What makes it safe: reads stay below the sizes in the blocks.
extension Store {
    func value(of global: GlobalBlock, _ instance: InstanceBlock?, functionCount: Int) -> Value {
        let coding = WordCoding(self, instance, functionCount: functionCount)
        return unsafe coding.values([global.type], from: global.pointer.assumingMemoryBound(to: UInt64.self))[0]
    }

    static func digest(of memory: MemoryBlock) -> UInt64 {
        var digest = Digest()
        let length = Int(memory.byteLength), base = unsafe memory.base
        let blockBytes = Digest.blockBytes
        let wholeBlocks = length / blockBytes
        for block in 0..<wholeBlocks {
            let words = unsafe base.advanced(by: block * blockBytes).assumingMemoryBound(to: SIMD8<UInt64>.self)
            let a = unsafe words[0] | words[1], b = unsafe words[2] | words[3]
            let any = a | b
            if any == SIMD8<UInt64>.zero { continue }
            digest.combine(UInt64(block))
            let each = unsafe base.advanced(by: block * blockBytes).assumingMemoryBound(to: UInt64.self)
            for position in 0..<(blockBytes / 8) { unsafe digest.combine(each[position]) }
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

    static func digest(of table: TableBlock) -> UInt64 {
        var digest = Digest()
        let elements = unsafe table.elements
        for index in 0..<Int(table.size) {
            let word = unsafe elements[index]
            guard word != 0 else { continue }
            digest.combine(UInt64(index))
            digest.combine(ReferenceOperation.isI31(word) || ReferenceOperation.isHost(word) ? word : 4)
        }
        digest.combine(table.size)
        return digest.value
    }

    static func bytes(of memory: MemoryBlock, from offset: UInt64, count: Int) -> [UInt8]? {
        guard count >= 0, memory.contains(offset, UInt64(count)) else { return nil }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: memory.base.advanced(by: Int(offset)), count: count))
    }
}
