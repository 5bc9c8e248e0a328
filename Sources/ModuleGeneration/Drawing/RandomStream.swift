/// A stream of numbers that a seed determines: SplitMix64.
///
/// A stream is split along the path of a decision: module, function 3, statement 7 each draw from their own. A change
/// in one statement so leaves the draws of every other as they are. Splitting reads the seed and not the state: how
/// much a parent has drawn does not matter to its children.
package struct RandomStream: Sendable {
    private let seed: UInt64
    private var state: UInt64

    package init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// The stream of a decision below this one, by number.
    package func split(_ key: UInt64) -> RandomStream {
        RandomStream(seed: Self.mix(seed ^ Self.mix(key &+ 0x6A09_E667_F3BC_C909)))
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// One number for each key, for whoever needs no stream.
    func word(_ key: UInt64) -> UInt64 { Self.mix(seed &+ (key &+ 1) &* 0xD134_2543_DE82_EF95) }

    package mutating func next() -> UInt64 {
        defer { state &+= 0x9E37_79B9_7F4A_7C15 }
        return Self.mix(state)
    }

    /// A number below `bound`, which is not zero. The high half of a product: no division, and a bias of less than
    /// one in 2³² for the small bounds that are asked for here.
    package mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
    }

    package mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True `permille` times in a thousand.
    package mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    /// An element of a collection that is not empty.
    package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// One of the elements that are wanted; `nil`, and no number is drawn, if there are none. It looks at each twice, so
    /// that those found need not be kept.
    @inline(__always)
    mutating func pick<Elements: Collection>(
        _ elements: Elements, where isWanted: (Elements.Element) -> Bool
    ) -> Elements.Element? {
        var count = 0
        for element in elements where isWanted(element) { count += 1 }
        guard count > 0 else { return nil }
        var left = below(count)
        for element in elements where isWanted(element) {
            if left == 0 { return element }
            left -= 1
        }
        return nil
    }

    /// The position of one of the weights, each as likely as it is heavy; `nil` if all are zero.
    package mutating func weighted(_ weights: [Int]) -> Int? {
        let total = weights.reduce(0, +)
        guard total > 0 else { return nil }
        var draw = below(total)
        for (index, weight) in weights.enumerated() {
            if draw < weight { return index }
            draw -= weight
        }
        return nil
    }
}
