/// The strings of a script, each once, found by their bytes.
struct StringTable {
    private(set) var strings: [String] = []
    private var hashes: [UInt64] = []
    private var lengths: [UInt32] = []
    /// Where a text holds the same bytes, to compare with; `-1` for a string that was written with escapes.
    private var places: [Int] = []
    /// Positions plus one.
    private var slots = [UInt32](repeating: 0, count: 256)

    /// The string whose bytes are those of the text from `first` to `last`.
    @inline(__always) func id(of text: Span<UInt8>, _ first: Int, _ last: Int) -> UInt32? {
        let hash = Self.hash(text, first, last)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
        while slots[slot] != 0 {
            let position = Int(slots[slot] &- 1)
            if hashes[position] == hash, Int(lengths[position]) == last &- first, isSame(text, position, first, last) {
                return UInt32(truncatingIfNeeded: position)
            }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return nil
    }

    @inline(__always) private func isSame(_ text: Span<UInt8>, _ position: Int, _ first: Int, _ last: Int) -> Bool {
        var other = places[position]
        if other < 0 { return false }
        var here = first
        while here < last {
            if text[here] != text[other] { return false }
            here &+= 1
            other &+= 1
        }
        return true
    }

    @inline(__always) static func hash(_ text: Span<UInt8>, _ first: Int, _ last: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: last &- first)
        var position = first
        while position &+ 8 <= last {
            hash = (hash ^ text.word(at: position)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            position &+= 8
        }
        let rest = UInt64(truncatingIfNeeded: (last &- position) &* 8)
        if rest != 0 {
            hash = (hash ^ text.word(at: position) & ((1 &<< rest) &- 1)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
        }
        return hash
    }

    /// Adds a string. `place` is where the text holds its bytes, `-1` if nowhere.
    mutating func add(_ string: String, hash: UInt64, place: Int) -> UInt32 {
        strings.append(string)
        hashes.append(hash)
        lengths.append(UInt32(string.utf8.count))
        places.append(place)
        if strings.count * 2 > slots.count {
            slots = [UInt32](repeating: 0, count: slots.count * 4)
            for position in strings.indices where places[position] >= 0 { fill(position) }
        } else if place >= 0 {
            fill(strings.count - 1)
        }
        return UInt32(strings.count - 1)
    }

    private mutating func fill(_ position: Int) {
        var slot = Int(truncatingIfNeeded: hashes[position]) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(position + 1)
    }
}
