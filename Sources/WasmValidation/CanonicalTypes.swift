public import WasmModel

/// Recursion groups up to iso-recursive equality (§3.3.6), as dense numbers.
///
/// Two sub types get the same number exactly if they are equal by the specification: same position in groups that are
/// equal after their inner references were made relative. One value serves one module (the validator's) or all modules
/// of a store; numbers of different values have nothing to do with each other.
///
/// A group is kept as words in one flat array, and found again by hash; nothing is allocated for each type.
public struct CanonicalTypes: Sendable {
    /// What a composite type is, without what it holds.
    public enum Kind: UInt8, Hashable, Sendable {
        case function, structure, array

        /// The least abstract heap type above every type of this kind.
        @inlinable public var heapType: HeapType {
            switch self {
            case .function: .func
            case .structure: .struct
            case .array: .array
            }
        }
    }

    /// What must be known about a type at each check.
    public struct Descriptor: Hashable, Sendable {
        public var kind: Kind
        public var isFinal: Bool
        /// Number of proper supertypes.
        public var depth: UInt32
        /// Where its ancestors stand in ``CanonicalTypes/displays``: ``depth`` numbers, the root first, the direct
        /// supertype last.
        public var displayStart: UInt32
        /// The number of the first type of its group.
        public var groupStart: UInt32
        /// Where its encoding begins in ``CanonicalTypes/words``.
        var wordStart: UInt32
    }

    struct Group: Sendable {
        var hash: UInt64
        var wordStart: Int
        var wordCount: Int
        var firstNumber: UInt32
    }

    /// By canonical number.
    public private(set) var descriptors: [Descriptor] = []
    public private(set) var displays: [UInt32] = []
    /// The groups in the form of `CanonicalTypes+Encoding.swift`, one after the other.
    var words: [UInt64] = []
    private var groups: [Group] = []
    /// Open addressing: group number plus one, zero where free. Empty while a linear search is faster.
    private var slots: [UInt32] = []

    public init() {}

    /// How many types there are; the next new one gets this number.
    @inlinable public var count: Int { descriptors.count }

    /// Canonical numbers of all types of a valid module, by type index.
    public mutating func intern(_ groups: [RecursionGroup]) -> [UInt32] {
        var numbers: [UInt32] = []
        numbers.reserveCapacity(groups.count)
        for group in groups { intern(group, appendingTo: &numbers) }
        return numbers
    }

    /// Adds a group, or finds its equal. `numbers` holds the canonical numbers of the types before the group, by type
    /// index, and gets those of the group. Every type index in the group must be valid.
    public mutating func intern(_ group: RecursionGroup, appendingTo numbers: inout [UInt32]) {
        let wordStart = words.count
        encode(group, firstIndex: UInt32(numbers.count), numbers: numbers)
        let (firstNumber, isNew) = findOrAdd(wordStart: wordStart, typeCount: group.types.count)
        for position in 0..<UInt32(group.types.count) { numbers.append(firstNumber + position) }
        if isNew { describe(group, firstNumber: firstNumber, wordStart: wordStart, numbers: numbers) }
    }

    /// Adds a group of one function type without supertype, as most are, or finds its equal.
    mutating func intern(_ function: FunctionType, isFinal: Bool, appendingTo numbers: inout [UInt32]) {
        let wordStart = words.count
        encode(function, isFinal: isFinal, firstIndex: UInt32(numbers.count), numbers: numbers)
        let (number, isNew) = findOrAdd(wordStart: wordStart, typeCount: 1)
        numbers.append(number)
        guard isNew else { return }
        descriptors.append(
            Descriptor(
                kind: .function, isFinal: isFinal, depth: 0, displayStart: UInt32(displays.count), groupStart: number,
                wordStart: UInt32(wordStart)))
    }

    /// The group whose words are the last: the number of its first type, and whether it is new. If it is not, the words
    /// are gone again.
    private mutating func findOrAdd(wordStart: Int, typeCount: Int) -> (firstNumber: UInt32, isNew: Bool) {
        let hash = hash(from: wordStart, typeCount: typeCount)
        if let known = find(hash: hash, wordStart: wordStart) {
            words.removeLast(words.count - wordStart)
            return (groups[known].firstNumber, false)
        }
        let firstNumber = UInt32(descriptors.count)
        groups.append(
            Group(hash: hash, wordStart: wordStart, wordCount: words.count - wordStart, firstNumber: firstNumber))
        insertLastGroup()
        return (firstNumber, true)
    }

    /// Makes room for about as many types, most of them functions of few parameters.
    mutating func reserveCapacity(_ count: Int) {
        descriptors.reserveCapacity(count)
        groups.reserveCapacity(count)
        words.reserveCapacity(6 * count)
    }

    /// Whether type `a` is `b` or below it (§3.3.5), in constant time.
    @inlinable public func isSubtype(_ a: UInt32, of b: UInt32) -> Bool {
        if a == b { return true }
        let descriptor = descriptors[Int(a)]
        let depth = descriptors[Int(b)].depth
        return descriptor.depth > depth && displays[Int(descriptor.displayStart + depth)] == b
    }

    // MARK: Search

    private static let linearSearchLimit = 8

    private func find(hash: UInt64, wordStart: Int) -> Int? {
        if slots.isEmpty {
            let groups = groups.span
            for number in groups.indices where groups[number].hash == hash {
                if isLastEncoding(groups[number], from: wordStart) { return number }
            }
            return nil
        }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if groups[number].hash == hash, isLastEncoding(groups[number], from: wordStart) { return number }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Whether the words from `wordStart` on are those of the group.
    private func isLastEncoding(_ group: Group, from wordStart: Int) -> Bool {
        guard group.wordCount == words.count - wordStart else { return false }
        for offset in 0..<group.wordCount where words[group.wordStart + offset] != words[wordStart + offset] {
            return false
        }
        return true
    }

    private mutating func insertLastGroup() {
        guard groups.count > Self.linearSearchLimit else { return }
        if groups.count * 2 > slots.count {
            slots = [UInt32](repeating: 0, count: max(64, slots.count * 4))
            for number in groups.indices { place(number) }
        } else {
            place(groups.count - 1)
        }
    }

    private mutating func place(_ number: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: groups[number].hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(number) + 1
    }

    // MARK: Descriptors

    private mutating func describe(_ group: RecursionGroup, firstNumber: UInt32, wordStart: Int, numbers: [UInt32]) {
        var wordStart = wordStart
        let types = group.types.span
        for position in types.indices {
            let displayStart = UInt32(displays.count)
            if let supertype = types[position].supertypes.first {
                let parentNumber = numbers[Int(supertype)]
                let parent = descriptors[Int(parentNumber)]
                let ancestors = Int(parent.displayStart)..<Int(parent.displayStart + parent.depth)
                for position in ancestors { displays.append(displays[position]) }
                displays.append(parentNumber)
            }
            let header = words[wordStart]
            descriptors.append(
                Descriptor(
                    kind: Self.kind(ofHeader: header), isFinal: types[position].isFinal, depth: UInt32(displays.count) - displayStart,
                    displayStart: displayStart, groupStart: firstNumber, wordStart: UInt32(wordStart)))
            wordStart += Self.wordCount(ofHeader: header)
        }
    }
}
