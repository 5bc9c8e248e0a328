import NumericSemantics
import Testing

@Suite struct FloatingRoundingTests {
    static let samples: [Double] = [
        0, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 3.5, 0x1p51, 0x1p51 + 0.5, 0x1p52 - 0.5, 0x1p52, 0x1p53, 0x1.fffffffffffffp-2, 1e300,
        .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity,
    ]

    @Test(arguments: samples.flatMap { [$0, -$0] })
    func doublesRoundAsTheLibraryRoundsThem(_ x: Double) {
        #expect(Floating64.nearest(x.bitPattern) == x.rounded(.toNearestOrEven).bitPattern)
        #expect(Floating64.ceil(x.bitPattern) == x.rounded(.up).bitPattern)
        #expect(Floating64.floor(x.bitPattern) == x.rounded(.down).bitPattern)
        #expect(Floating64.trunc(x.bitPattern) == x.rounded(.towardZero).bitPattern)
    }

    /// One in 1021 of all bit patterns: every exponent, many fractions, NaN of both kinds.
    @Test func floatsRoundAsTheLibraryRoundsThem() {
        var bits: UInt32 = 0
        var wrong: [UInt32] = []
        repeat {
            let x = Float(bitPattern: bits)
            func same(_ a: UInt32, _ b: Float) -> Bool { b.isNaN ? Floating32.isArithmeticNaN(a) : a == b.bitPattern }
            if !same(Floating32.nearest(bits), x.rounded(.toNearestOrEven)) || !same(Floating32.ceil(bits), x.rounded(.up))
                || !same(Floating32.floor(bits), x.rounded(.down)) || !same(Floating32.trunc(bits), x.rounded(.towardZero))
            {
                wrong.append(bits)
            }
            bits = bits > UInt32.max - 1021 ? 0 : bits + 1021
        } while bits != 0
        #expect(wrong.isEmpty)
    }
}
