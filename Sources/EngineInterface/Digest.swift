/// The 64-bit hash by which memories and tables are compared. Fixed: records hold it, and workers written in other
/// languages compute it. It is made of words of 64 bits, little endian.
///
/// - A memory: its bytes in blocks of ``blockBytes``, the last one filled with zeros. A block of zeros is left out; of
///   any other, its number (from 0), then its words. Then the number of bytes.
/// - A table: of every element that is not null, its index, then what it is: an i31 `value << 1 | 1`, a host's
///   reference number n `n << 2 | 2`, anything else 4, as is an i31 behind `extern.convert_any`. Then the number of
///   elements.
///
/// Most of a memory is zeros most of the time, and to find that out is ten times as fast as to hash it.
///
/// `public`: it runs over every memory after every call, and only public functions are inlined across targets.
public struct Digest: Sendable {
    public private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15
    public init() {}

    /// Goes on from the ``value`` of an earlier digest.
    @inline(__always) public init(continuing value: UInt64) { self.value = value }

    public static let blockBytes = 256

    @inline(__always) public mutating func combine(_ word: UInt64) {
        value = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
        value ^= value >> 32
    }

    /// The digest of a memory that holds these bytes.
    public static func ofMemory(_ bytes: [UInt8]) -> UInt64 {
        var digest = Digest()
        for start in stride(from: 0, to: bytes.count, by: blockBytes) {
            let block = bytes[start..<min(start + blockBytes, bytes.count)]
            guard block.contains(where: { $0 != 0 }) else { continue }
            digest.combine(UInt64(start / blockBytes))
            for wordStart in stride(from: start, to: start + blockBytes, by: 8) {
                var word: UInt64 = 0
                for position in 0..<8 where wordStart + position < bytes.count {
                    word |= UInt64(bytes[wordStart + position]) << UInt64(8 * position)
                }
                digest.combine(word)
            }
        }
        digest.combine(UInt64(bytes.count))
        return digest.value
    }
}
