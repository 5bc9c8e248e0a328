import MachineCode

/// The sixteen lane numbers of `i8x16.shuffle`, in two words: below 16 a byte of the first operand, from 16 on one of
/// the second. What a single instruction can do is recognized.
struct ShuffleLanes: BitwiseCopyable {
    var low: UInt64
    var high: UInt64

    private static let ones: UInt64 = 0x0101_0101_0101_0101

    var usesFirst: Bool { (low & high) & (Self.ones << 4) != Self.ones << 4 }
    var usesSecond: Bool { (low | high) & (Self.ones << 4) != 0 }
    /// The same bytes of the first operand, if both are the same vector.
    var ofFirst: ShuffleLanes { ShuffleLanes(low: low & (Self.ones &* 15), high: high & (Self.ones &* 15)) }

    subscript(_ position: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: (position < 8 ? low : high) &>> UInt64((position & 7) &* 8))
    }

    /// The lanes of one operand for `pshufb`, of which the highest bit makes a zero: set where bit 4 is `other`.
    func mask(_ other: UInt64) -> (low: UInt64, high: UInt64) {
        func word(_ lanes: UInt64) -> UInt64 {
            let foreign = (other == 16 ? lanes : ~lanes) & (Self.ones << 4)
            return lanes & (Self.ones &* 15) | foreign &<< 3
        }
        return (word(low), word(high))
    }

    /// The immediate of `pshufd`, if the lanes of the first operand move by fours.
    var dwords: UInt8? {
        var immediate: UInt8 = 0
        for group in 0..<4 {
            let start = self[group * 4]
            guard start & 3 == 0 else { return nil }
            for byte in 1..<4 where self[group * 4 + byte] != start + UInt8(byte) { return nil }
            immediate |= (start >> 2 & 3) << UInt8(group * 2)
        }
        return immediate
    }

    /// How far the second operand followed by the first, as `palignr` has them, is shifted down.
    var rotation: UInt8? {
        let start = self[0]
        guard start < 16 else { return nil }
        for position in 1..<16 where self[position] != start + UInt8(position) { return nil }
        return start
    }

    /// The immediate of `pblendw`, if every word stays in its place.
    var blending: UInt8? {
        var immediate: UInt8 = 0
        for word in 0..<8 {
            let byte = self[word * 2]
            guard byte & 15 == UInt8(word * 2), self[word * 2 + 1] == byte + 1 else { return nil }
            if byte >= 16 { immediate |= 1 << UInt8(word) }
        }
        return immediate
    }

    /// The unpacking instruction that does it, and whether with its operands exchanged.
    var interleaving: (InstructionForm, isReversed: Bool)? {
        // Exchanging the operands turns bit 4 of every lane around.
        let flip = self[0] >= 16 ? Self.ones << 4 : 0
        let low = low ^ flip, high = high ^ flip
        for row in Self.interleavings where row.low == low && row.high == high { return (row.form, flip != 0) }
        return nil
    }

    // swift-format-ignore
    private static let interleavings: [(low: UInt64, high: UInt64, form: InstructionForm)] = [
        (0x1303_1202_1101_1000, 0x1707_1606_1505_1404, .punpcklbw),
        (0x1B0B_1A0A_1909_1808, 0x1F0F_1E0E_1D0D_1C0C, .punpckhbw),
        (0x1312_0302_1110_0100, 0x1716_0706_1514_0504, .punpcklwd),
        (0x1B1A_0B0A_1918_0908, 0x1F1E_0F0E_1D1C_0D0C, .punpckhwd),
        (0x1312_1110_0302_0100, 0x1716_1514_0706_0504, .punpckldq),
        (0x1B1A_1918_0B0A_0908, 0x1F1E_1D1C_0F0E_0D0C, .punpckhdq),
        (0x0706_0504_0302_0100, 0x1716_1514_1312_1110, .punpcklqdq),
        (0x0F0E_0D0C_0B0A_0908, 0x1F1E_1D1C_1B1A_1918, .punpckhqdq),
    ]
}
