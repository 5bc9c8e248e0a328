/// Writing into blocks that have no view of their own. The caller vouches for the addresses.
enum RawBytes {
    @unsafe @inline(__always) static func pointer(_ address: UInt64) -> UnsafeMutableRawPointer {
        unsafe UnsafeMutableRawPointer(bitPattern: UInt(truncatingIfNeeded: address)).unsafelyUnwrapped
    }
    @unsafe static func copy(from source: UInt64, to target: UInt64, count: Int) {
        unsafe pointer(target).copyMemory(from: pointer(source), byteCount: count)
    }
    @unsafe @inline(__always) static func store<Word: BitwiseCopyable>(_ word: Word, at address: UInt64, index: Int) {
        unsafe pointer(address).storeBytes(of: word, toByteOffset: index * MemoryLayout<Word>.stride, as: Word.self)
    }
}
