/// Locals of one class in the order of their uses, the most used first and of several the one that was described first.
struct LocalRanking: ~Copyable {
    /// Uses, less than 2³¹, above the complement of the position, so that the greatest is the first.
    private var ranks = ScratchArray<UInt64>()
    private var sorted = ScratchArray<UInt64>()
    private(set) var count = 0
    /// So many are compared with each other in a loop that always has as many rounds.
    private static let few = 16

    @inline(__always)
    mutating func clear() {
        ranks.resize(0, filling: 0)
        count = 0
    }

    /// Without a jump, which the processor would guess wrong about.
    @inline(__always)
    mutating func append(_ uses: UInt32, _ position: Int, if isMeant: Bool) {
        ranks.reserve(ranks.count &+ 1)
        let uses = UInt64(min(uses, UInt32(Int32.max)))
        ranks.appendReserved(uses &<< 32 | UInt64(~UInt32(truncatingIfNeeded: position)), if: isMeant ? 1 : 0)
    }

    /// Brings the greatest to the front, `limit` of them at the most. If there are no more than `enough`, they stay in the order
    /// in which they were described.
    mutating func sort(atMost limit: Int, unlessAtMost enough: Int) {
        count = min(limit, ranks.count)
        if ranks.count <= enough {
            sorted.resize(count, filling: 0)
            for place in 0..<count { sorted[place] = ranks[place] }
            return
        }
        sorted.resize(max(Self.few, ranks.count), filling: 0)
        if ranks.count <= Self.few {
            let known = ranks.count
            ranks.resize(Self.few, filling: 0)
            // The place of each is how many are greater, which a difference without its highest bit says by that bit.
            for one in 0..<known {
                let rank = ranks[one]
                var place: UInt64 = 0
                for other in 0..<Self.few { place &+= (rank &- ranks[other]) &>> 63 }
                sorted[Int(truncatingIfNeeded: place)] = rank
            }
            return
        }
        var greatest = UInt64.max
        for place in 0..<count {
            let limit = greatest
            greatest = 0
            for other in 0..<ranks.count { greatest = max(greatest, ranks[other] < limit ? ranks[other] : 0) }
            sorted[place] = greatest
        }
    }

    @inline(__always) func uses(_ place: Int) -> UInt32 { UInt32(truncatingIfNeeded: sorted[place] &>> 32) }
    @inline(__always) func position(_ place: Int) -> Int { Int(~UInt32(truncatingIfNeeded: sorted[place])) }
}
