/// An identifier: where its characters stand, without `$` and quotes, and a hash of them.
struct Identifier {
    var hash: UInt32
    /// In the text, or, from ``IdentifierCharacters/decodedBase`` on, in ``IdentifierCharacters/decoded``.
    var start: UInt32
    /// Zero for "no identifier": the empty one is malformed.
    var length: UInt32

    static let none = Identifier(hash: 0, start: 0, length: 0)
    @inline(__always) var isPresent: Bool { length != 0 }
}

/// Where the characters of identifiers are.
struct IdentifierCharacters {
    var source: SourceText
    /// Of identifiers that were written with escapes.
    var decoded: [UInt8] = []

    /// Starts from here on are positions in ``decoded``.
    static let decodedBase: UInt32 = 0x8000_0000

    @inline(__always) func areSame(_ a: Identifier, _ b: Identifier) -> Bool {
        if a.length != b.length { return false }
        if (a.start | b.start) & Self.decodedBase != 0 { return self[a] == self[b] }
        let text = source.bytes.span
        var (first, second) = (Int(a.start), Int(b.start))
        for _ in 0..<Int(a.length) {
            if text[first] != text[second] { return false }
            first &+= 1
            second &+= 1
        }
        return true
    }

    subscript(identifier: Identifier) -> ArraySlice<UInt8> {
        let (first, count) = (Int(identifier.start & ~Self.decodedBase), Int(identifier.length))
        return identifier.start & Self.decodedBase != 0
            ? decoded[first..<(first + count)] : source.bytes[first..<(first + count)]
    }

    /// For messages.
    func name(of identifier: Identifier) -> String {
        let name = String(decoding: self[identifier], as: UTF8.self)
        return name.utf8.allSatisfy(CharacterClass.isIdentifier) ? "$" + name : "$\"\(name)\""
    }
}

/// What identifiers stand for, in all index spaces of a module. Few names are compared one by one, many are hashed.
struct BindingTable {
    struct Entry {
        var identifier: Identifier
        var scope: UInt32
        var index: UInt32
    }

    private(set) var entries: [Entry] = []
    /// Positions in ``entries`` plus one; empty while there are few.
    private var slots: [UInt32] = []

    private static let few = 8

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
    }

    @inline(__always) private static func hash(_ identifier: Identifier, _ scope: UInt32) -> UInt32 {
        let mixed = (identifier.hash ^ (scope &* 0x9E37_79B9)) &* 0x85EB_CA6B
        return mixed ^ mixed >> 15
    }

    /// Adds a binding that ``firstIndex(where:)`` did not find.
    mutating func insert(_ identifier: Identifier, scope: UInt32, index: UInt32) {
        entries.append(Entry(identifier: identifier, scope: scope, index: index))
        if entries.count <= Self.few { return }
        if entries.count * 2 > slots.count {
            slots = [UInt32](repeating: 0, count: max(32, (entries.count * 4).nextPowerOfTwo))
            for position in entries.indices { fill(position) }
        } else {
            fill(entries.count - 1)
        }
    }

    private mutating func fill(_ position: Int) {
        let mask = slots.count - 1
        var slot = Int(Self.hash(entries[position].identifier, entries[position].scope)) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(position + 1)
    }

    /// The index bound to an identifier.
    @inline(__always) func index(of identifier: Identifier, scope: UInt32, in characters: IdentifierCharacters)
        -> UInt32?
    {
        if slots.isEmpty {
            for entry in entries where entry.identifier.hash == identifier.hash && entry.scope == scope {
                if characters.areSame(entry.identifier, identifier) { return entry.index }
            }
            return nil
        }
        let mask = slots.count &- 1
        var slot = Int(Self.hash(identifier, scope)) & mask
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot] &- 1)]
            if entry.identifier.hash == identifier.hash, entry.scope == scope,
                characters.areSame(entry.identifier, identifier)
            {
                return entry.index
            }
            slot = (slot &+ 1) & mask
        }
        return nil
    }
}

extension Int {
    var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
