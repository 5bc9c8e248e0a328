/// Numbers for keys of two words, from 0 in the order in which the keys came: open addressing, at most half full.
///
/// What is kept for a key stands in an array of its owner, at the key's number. A search that takes too long gives the key
/// a second number: who makes keys collide loses equalities, not time.
struct KeyTable: ~Copyable {
    private struct Key: BitwiseCopyable {
        var first: UInt64
        var second: UInt64
    }
    /// By number.
    private var keys = FlatArray<Key>()
    /// By number: where in `slots` it stands, or −1.
    private var homes = FlatArray<Int32>()
    /// Numbers, or −1; their count is a power of two.
    private var slots = FlatArray<Int32>()
    private static let longestSearch = 32

    /// Forgets all keys, in time that depends on how many there are.
    mutating func removeAll() {
        for number in homes.indices where homes[number] >= 0 { slots[Int(homes[number])] = -1 }
        homes.removeAll()
        keys.removeAll()
    }

    /// The number of a key, and whether it has just been given.
    mutating func number(of first: UInt64, _ second: UInt64) -> (number: Int, isNew: Bool) {
        if keys.count * 2 >= slots.count { grow() }
        let (slot, known) = search(first, second)
        if let known { return (known, false) }
        homes.append(slot)
        if slot >= 0 { slots[Int(slot)] = Int32(keys.count) }
        keys.append(Key(first: first, second: second))
        return (keys.count - 1, true)
    }

    /// Where a key stands or could stand.
    private func search(_ first: UInt64, _ second: UInt64) -> (slot: Int32, known: Int?) {
        let mask = slots.count - 1
        // Floats differ in their high bits, integers in their low ones.
        var hash = first &+ second &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
        var slot = Int(truncatingIfNeeded: hash >> 32) & mask
        for _ in 0..<Self.longestSearch {
            let number = slots[slot]
            if number < 0 { return (Int32(slot), nil) }
            let key = keys[Int(number)]
            if key.first == first, key.second == second { return (Int32(slot), Int(number)) }
            slot = (slot + 1) & mask
        }
        return (-1, nil)
    }

    private mutating func grow() {
        slots.fill(-1, count: max(32, slots.count * 2))
        for number in keys.indices {
            let slot = search(keys[number].first, keys[number].second).slot
            homes[number] = slot
            if slot >= 0 { slots[Int(slot)] = Int32(number) }
        }
    }
}
