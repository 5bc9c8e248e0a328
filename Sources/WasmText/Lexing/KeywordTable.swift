import WasmModel

/// A keyword as one number: an opcode's raw value, or a ``Keyword`` with the high bit set.
struct Word: Hashable {
    var rawValue: UInt16

    @inline(__always) init(rawValue: UInt16) { self.rawValue = rawValue }
    @inline(__always) init(_ keyword: Keyword) { rawValue = 0x8000 | keyword.rawValue }
    @inline(__always) init(_ opcode: Opcode) { rawValue = opcode.rawValue }

    static let none = Word(rawValue: 0xFFFF)

    /// `inf`, `nan`, or no word at all.
    @inline(__always) var isNumber: Bool { rawValue >= Word(.inf).rawValue }

    @inline(__always) var opcode: Opcode? { rawValue & 0x8000 == 0 ? Opcode(rawValue: rawValue) : nil }
    @inline(__always) var keyword: Keyword? { rawValue & 0x8000 != 0 ? Keyword(rawValue: rawValue & 0x7FFF) : nil }
}

/// Finds keywords by their bytes: an open hash table over the first sixteen bytes and the length, built once from
/// the instruction table and ``Keyword``.
struct KeywordTable: Sendable {
    static let shared = KeywordTable()

    /// What the parser asks of an instruction at every occurrence, without the rest of its row.
    struct Shape: Sendable {
        var immediates: Opcode.Immediates
        var naturalAlignment: UInt8
        /// Opens, divides or closes a block.
        var isStructural: Bool
    }

    private static let structural: Set<Opcode> = [
        .block, .loop, .if, .else, .end, .try, .catch, .catchAll, .delegate, .tryTable,
    ]

    struct Entry: Sendable {
        /// The first sixteen bytes, zero-padded.
        var low: UInt64
        var high: UInt64
        var length: UInt32
        /// Where the bytes behind the sixteenth stand in ``tails``.
        var tail: UInt32
        var word: UInt16
    }

    /// By raw value of the opcode.
    let shapes: [Shape]
    private let entries: [Entry]
    private let tails: [UInt8]

    private static let slotBits = 12
    private static let mask = 1 << slotBits - 1

    @inline(__always) private static func slot(_ low: UInt64, _ high: UInt64, _ length: Int) -> Int {
        let mixed =
            (low ^ (high &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(truncatingIfNeeded: length)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> UInt64(64 - slotBits))
    }

    private init() {
        let definitions = OpcodeTable.shared.definitions
        shapes = Opcode.allCases.map { opcode in
            let definition = definitions[Int(opcode.rawValue)]
            return Shape(
                immediates: definition.immediates, naturalAlignment: definition.naturalAlignment,
                isStructural: Self.structural.contains(opcode))
        }
        var entries = [Entry](
            repeating: Entry(low: 0, high: 0, length: 0, tail: 0, word: 0xFFFF), count: 1 << Self.slotBits)
        var tails: [UInt8] = []
        var words = OpcodeTable.shared.byMnemonic.map { ($0.key, Word($0.value)) }
        words += Keyword.allCases.map { ($0.spelling, Word($0)) }
        for (spelling, word) in words {
            let bytes = Array(spelling.utf8)
            var entry = Entry(
                low: Self.packed(bytes.prefix(8)), high: Self.packed(bytes.dropFirst(8).prefix(8)),
                length: UInt32(bytes.count), tail: UInt32(tails.count), word: word.rawValue)
            if bytes.count > 16 { tails += bytes.dropFirst(16) } else { entry.tail = 0 }
            var slot = Self.slot(entry.low, entry.high, bytes.count)
            while entries[slot].length != 0 { slot = (slot + 1) & Self.mask }
            entries[slot] = entry
        }
        self.entries = entries
        self.tails = tails
    }

    private static func packed(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The keyword that stands in `text` at `start`, if that is one. The text goes on for at least sixteen bytes.
    @inline(__always) func word(in text: Span<UInt8>, at start: Int, length: Int) -> Word {
        let low = text.word(at: start).firstBytes(min(length, 8))
        let high = length > 8 ? text.word(at: start &+ 8).firstBytes(min(length &- 8, 8)) : 0
        return word(low, high, length: length, in: text, at: start)
    }

    /// The keyword whose first sixteen bytes are `low` and `high`, zero-padded.
    @inline(__always) func word(_ low: UInt64, _ high: UInt64, length: Int, in text: Span<UInt8>, at start: Int) -> Word
    {
        var slot = Self.slot(low, high, length)
        let entries = entries.span
        while true {
            let entry = entries[slot]
            if entry.low == low && entry.high == high && Int(entry.length) == length {
                if length <= 16 || tailMatches(entry, in: text, at: start, length: length) {
                    return Word(rawValue: entry.word)
                }
            }
            if entry.length == 0 { return .none }
            slot = (slot &+ 1) & Self.mask
        }
    }

    private func tailMatches(_ entry: Entry, in text: Span<UInt8>, at start: Int, length: Int) -> Bool {
        for position in 16..<length where text[start + position] != tails[Int(entry.tail) + position - 16] {
            return false
        }
        return true
    }
}
