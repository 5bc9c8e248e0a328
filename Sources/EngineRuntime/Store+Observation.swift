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

    /// Whether i31 values in a table are seen as such: what `extern.convert_any` made of one is, from outside, an external
    /// value like any other.
    func showsNumbers(of table: TableBlock) -> Bool { types.top(of: table.elementType.heapType) != .extern }

    func digest(of table: TableBlock) -> UInt64 { Self.digest(of: table, showsNumbers: showsNumbers(of: table)) }

    static func digest(of table: TableBlock, showsNumbers: Bool) -> UInt64 {
        var digest = Digest()
        let elements = unsafe table.elements
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
