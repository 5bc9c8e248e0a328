/// A binary floating-point format (WebAssembly 3.0, §2.2.3), by its widths.
struct BinaryFormat: Equatable {
    /// Without the bit that is not stored.
    var significandBits: Int
    var exponentBits: Int

    static let f32 = BinaryFormat(significandBits: 23, exponentBits: 8)
    static let f64 = BinaryFormat(significandBits: 52, exponentBits: 11)

    @inline(__always) var bias: Int { (1 &<< (exponentBits &- 1)) &- 1 }
    @inline(__always) var infinity: UInt64 {
        ((1 &<< UInt64(truncatingIfNeeded: exponentBits)) &- 1) &<< UInt64(truncatingIfNeeded: significandBits)
    }
    @inline(__always) var sign: UInt64 { 1 &<< UInt64(truncatingIfNeeded: significandBits &+ exponentBits) }
    @inline(__always) var canonicalNaN: UInt64 { infinity | 1 &<< UInt64(truncatingIfNeeded: significandBits &- 1) }

    /// The bits of `significand · 2^exponent`, rounded to nearest, ties to even; `nil` if that is no finite number.
    ///
    /// - Parameter isInexact: something between zero and one unit of `significand` was cut off below it. Then
    ///   `significand` must have at least two bits more than the format holds.
    @inline(__always) func rounded(_ significand: UInt64, exponent: Int, isInexact: Bool) -> UInt64? {
        if significand == 0 { return 0 }
        let shift = significand.leadingZeroBitCount
        let normalized = significand &<< UInt64(truncatingIfNeeded: shift)
        // The value is normalized · 2^(exponent − shift), with the top bit worth 2^(exponent − shift + 63).
        let topExponent = exponent &- shift &+ 63
        var biased = topExponent &+ bias
        var dropped = 63 &- significandBits
        if biased < 1 {
            dropped = dropped &+ 1 &- biased
            biased = 0
            if dropped > 64 { return 0 }
        }
        let kept = dropped >= 64 ? 0 : normalized &>> UInt64(truncatingIfNeeded: dropped)
        let remainder = dropped >= 64 ? normalized : normalized & ((1 &<< UInt64(truncatingIfNeeded: dropped)) &- 1)
        let half: UInt64 = 1 &<< UInt64(truncatingIfNeeded: dropped &- 1)
        let roundsUp = remainder > half || remainder == half && (isInexact || kept & 1 != 0)
        let hidden: UInt64 = 1 &<< UInt64(truncatingIfNeeded: significandBits)
        let fraction = kept &+ (roundsUp ? 1 : 0)
        if biased == 0 {
            // Subnormal; a carry into the hidden bit makes the smallest normal number, as it should.
            return fraction
        }
        if biased >= (1 &<< exponentBits) &- 1 { return nil }
        let bits = (UInt64(truncatingIfNeeded: biased &- 1) &<< UInt64(truncatingIfNeeded: significandBits)) &+ fraction
        assert(fraction >= hidden)
        return bits >= infinity ? nil : bits
    }
}
