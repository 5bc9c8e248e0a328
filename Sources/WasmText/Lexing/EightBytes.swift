// Eight bytes at a time, the first one lowest.

extension Span<UInt8> {
    /// Eight bytes from `start`, the first one lowest. One load: the range is checked once.
    @inline(__always) func word(at start: Int) -> UInt64 {
        let bytes = extracting(start..<(start &+ 8))
        return UInt64(bytes[0]) | UInt64(bytes[1]) << 8 | UInt64(bytes[2]) << 16 | UInt64(bytes[3]) << 24
            | UInt64(bytes[4]) << 32 | UInt64(bytes[5]) << 40 | UInt64(bytes[6]) << 48 | UInt64(bytes[7]) << 56
    }
}

/// Questions about each of eight bytes. An answer is a word whose lowest set bit is the high bit of the first byte that
/// the question holds for; bits above that may be wrong. Zero if there is none.
extension UInt64 {
    @inline(__always) static func repeating(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }
    @inline(__always) static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    @inline(__always) func bytes(below limit: UInt8) -> UInt64 { (self &- .repeating(limit)) & ~self & .highBits }
    @inline(__always) func bytes(equalTo byte: UInt8) -> UInt64 { (self ^ .repeating(byte)).bytes(below: 1) }

    /// One in each byte that is `byte`, zero in the others; exact, unlike the answers above.
    @inline(__always) func ones(equalTo byte: UInt8) -> UInt64 {
        let difference = self ^ .repeating(byte)
        let carried = (difference & .repeating(0x7F)) &+ .repeating(0x7F)
        return (~(carried | difference) & .highBits) &>> 7
    }

    @inline(__always) var sumOfBytes: UInt64 {
        let pairs = (self & 0x00FF_00FF_00FF_00FF) &+ (self &>> 8 & 0x00FF_00FF_00FF_00FF)
        return (pairs &* 0x0001_0001_0001_0001) &>> 48
    }

    /// The number of the first byte in an answer.
    @inline(__always) var firstByte: Int { trailingZeroBitCount &>> 3 }

    /// The first `count` bytes, 0 to 8, and zeros. By shifts, which the optimiser does not turn into narrower loads.
    @inline(__always) func firstBytes(_ count: Int) -> UInt64 {
        let shift = UInt64(truncatingIfNeeded: (8 &- count) &* 8)
        return count == 0 ? 0 : (self &<< shift) &>> shift
    }

    /// Bytes that can end a word or number: those below `*`, and `;`. Some of them can also be in one.
    @inline(__always) var wordStops: UInt64 { bytes(below: 0x2A) | bytes(equalTo: 0x3B) }

    /// Bytes that do not stand for themselves in a string, and DEL and all that is not ASCII.
    @inline(__always) var stringStops: UInt64 {
        bytes(equalTo: 0x22) | bytes(equalTo: 0x5C) | bytes(below: 0x20) | (self &+ .repeating(1) | self) & .highBits
    }

    /// All eight are decimal digits.
    @inline(__always) var areDigits: Bool {
        ((self &+ .repeating(0x46)) | (self &- .repeating(0x30))) & .highBits == 0
    }

    /// The number that eight decimal digits write.
    @inline(__always) var decimalValue: UInt64 {
        var value = self & .repeating(0x0F)
        value = (value &* 10 &+ value &>> 8) & 0x00FF_00FF_00FF_00FF
        value = (value &* 100 &+ value &>> 16) & 0x0000_FFFF_0000_FFFF
        return (value &* 10_000 &+ value &>> 32) & 0xFFFF_FFFF
    }
}
