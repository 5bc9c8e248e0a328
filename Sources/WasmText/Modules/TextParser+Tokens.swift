import WasmModel

// Small steps of the grammar.
extension TextParser {
    @inline(__always) func at(_ keyword: Keyword) -> Bool { kind == .keyword && word == Word(keyword) }

    /// The current token, to come back to.
    struct SavedToken {
        var kind: TokenKind
        var start: Int
        var end: Int
        var word: Word
        var hasEscapes: Bool
    }

    @inline(__always) func savedToken() -> SavedToken {
        SavedToken(kind: kind, start: start, end: end, word: word, hasEscapes: hasEscapes)
    }

    @inline(__always) mutating func restore(_ token: SavedToken) {
        kind = token.kind
        start = token.start
        end = token.end
        word = token.word
        hasEscapes = token.hasEscapes
    }

    @inline(__always) mutating func expectLeft() throws(TextError) {
        guard kind == .left else { throw unexpected("`(`") }
        try advance()
    }

    @inline(__always) mutating func expectRight() throws(TextError) {
        guard kind == .right else { throw unexpected("`)`") }
        try advance()
    }

    @inline(__always) mutating func expect(_ keyword: Keyword) throws(TextError) {
        guard at(keyword) else { throw unexpected("`\(keyword.spelling)`") }
        try advance()
    }

    /// If the text goes on with `(keyword`, moves behind it.
    @inline(__always) mutating func accept(clause keyword: Keyword) throws(TextError) -> Bool {
        guard kind == .left else { return false }
        let (savedStart, savedEnd) = (start, end)
        try advance()
        if at(keyword) {
            try advance()
            return true
        }
        kind = .left
        start = savedStart
        end = savedEnd
        return false
    }

    /// The keyword behind `(`, without moving.
    mutating func clauseKeyword() throws(TextError) -> Keyword? {
        guard kind == .left else { return nil }
        let (savedStart, savedEnd) = (start, end)
        try advance()
        let keyword = kind == .keyword ? word.keyword : nil
        kind = .left
        start = savedStart
        end = savedEnd
        return keyword
    }

    // MARK: Numbers

    mutating func parseU32(_ what: String = "an unsigned integer") throws(TextError) -> UInt32 {
        guard kind == .number else { throw unexpected(what) }
        let literal = integer(start, end)
        guard literal.isUnsigned else { throw unexpected(what) }
        guard !literal.overflows, let value = UInt32(exactly: literal.magnitude) else {
            throw error(.indexOutOfRange(text(start, end), type: "i32"), at: start)
        }
        try advance()
        return value
    }

    mutating func parseU64() throws(TextError) -> UInt64 {
        guard kind == .number else { throw unexpected("an unsigned integer") }
        let literal = integer(start, end)
        guard literal.isUnsigned else { throw unexpected("an unsigned integer") }
        if literal.overflows { throw error(.indexOutOfRange(text(start, end), type: "i64"), at: start) }
        try advance()
        return literal.magnitude
    }

    /// The number behind `offset=` or `align=`, `prefix` characters long; moves on.
    mutating func parseAssigned(prefix: Int) throws(TextError) -> UInt64 {
        let literal = integer(start + prefix, end)
        if literal.overflows { throw error(.indexOutOfRange(text(start, end), type: "i64"), at: start) }
        try advance()
        return literal.magnitude
    }

    // MARK: Identifiers

    static let decodedBase: UInt32 = 0x8000_0000

    /// The current identifier token.
    @inline(__always) mutating func identifier() throws(TextError) -> Identifier {
        source[start &+ 1] == 0x22 ? try quotedIdentifier() : identifier(from: start &+ 1, to: end)
    }

    @inline(__always) private func identifier(from first: Int, to last: Int) -> Identifier {
        let text = source.span
        var hash: UInt32 = 0x811C_9DC5
        for position in first..<last { hash = (hash ^ UInt32(text[position])) &* 0x0100_0193 }
        return Identifier(hash: hash, start: UInt32(truncatingIfNeeded: first), length: UInt32(truncatingIfNeeded: last &- first))
    }

    @inline(never) private mutating func quotedIdentifier() throws(TextError) -> Identifier {
        if !hasEscapes { return identifier(from: start + 2, to: end - 1) }
        let bytes = stringBytes(start + 1, end)
        if !UTF8Form.isValid(bytes) { throw error(.malformedUTF8, at: start) }
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        let first = UInt32(state.decodedNames.count)
        state.decodedNames += bytes
        return Identifier(hash: hash, start: Self.decodedBase + first, length: UInt32(bytes.count))
    }

    func isSame(_ a: Identifier, _ b: Identifier) -> Bool {
        if a.length != b.length { return false }
        if (a.start | b.start) & Self.decodedBase != 0 { return characters(of: a) == characters(of: b) }
        let text = source.span
        var (first, second) = (Int(a.start), Int(b.start))
        for _ in 0..<Int(a.length) {
            if text[first] != text[second] { return false }
            first &+= 1
            second &+= 1
        }
        return true
    }

    func characters(of identifier: Identifier) -> ArraySlice<UInt8> {
        let (first, count) = (Int(identifier.start & ~Self.decodedBase), Int(identifier.length))
        return identifier.start & Self.decodedBase != 0
            ? state.decodedNames[first..<(first + count)] : source[first..<(first + count)]
    }

    /// For messages.
    func name(of identifier: Identifier) -> String {
        let name = String(decoding: characters(of: identifier), as: UTF8.self)
        return name.utf8.allSatisfy(CharacterClass.isIdentifier) ? "$" + name : "$\"\(name)\""
    }

    /// The current identifier, if it is one, taken; else `.none`.
    @inline(__always) mutating func acceptIdentifier() throws(TextError) -> Identifier {
        guard kind == .identifier else { return .none }
        let identifier = try identifier()
        try advance()
        return identifier
    }

    // MARK: Indices

    @inline(__always) var isAtIndex: Bool { kind == .number || kind == .identifier }

    /// An index into a space of the module, by number or name; moves on.
    mutating func parseIndex(_ space: Space) throws(TextError) -> UInt32 {
        if kind == .identifier { return try resolve(space) }
        return try parseU32("an index of a \(space.name)")
    }

    private mutating func resolve(_ space: Space) throws(TextError) -> UInt32 {
        let identifier = try identifier()
        guard let index = lookUp(identifier, in: space.rawValue) else {
            throw error(.unknown(space.name, name(of: identifier)), at: start)
        }
        try advance()
        return index
    }

    func lookUp(_ identifier: Identifier, in scope: UInt32) -> UInt32? {
        state.bindings.index(of: identifier, scope: scope, isSame: { isSame($0, $1) })
    }

    mutating func parseLocalIndex() throws(TextError) -> UInt32 {
        guard kind == .identifier else { return try parseU32("an index of a local") }
        let identifier = try identifier()
        guard let index = body.locals.index(of: identifier, scope: 0, isSame: { isSame($0, $1) }) else {
            throw error(.unknown("local", name(of: identifier)), at: start)
        }
        try advance()
        return index
    }

    mutating func parseLabelIndex() throws(TextError) -> UInt32 {
        guard kind == .identifier else { return try parseU32("a label") }
        let identifier = try identifier()
        for depth in 0..<body.labels.count {
            let label = body.labels[body.labels.count - 1 - depth]
            if label.hash == identifier.hash, label.isPresent, isSame(label, identifier) {
                try advance()
                return UInt32(depth)
            }
        }
        throw error(.unknown("label", name(of: identifier)), at: start)
    }

    mutating func parseFieldIndex(of typeIndex: UInt32) throws(TextError) -> UInt32 {
        guard kind == .identifier else { return try parseU32("an index of a field") }
        let identifier = try identifier()
        guard let index = lookUp(identifier, in: Space.fields(of: typeIndex)) else {
            throw error(.unknown("field", name(of: identifier)), at: start)
        }
        try advance()
        return index
    }

    /// Binds the identifier, if there is one, to the next index of a space.
    mutating func bind(_ identifier: Identifier, _ space: Space, at offset: Int) throws(TextError) {
        let index = state.counts[Int(space.rawValue)]
        state.counts[Int(space.rawValue)] = index &+ 1
        if !identifier.isPresent { return }
        if lookUp(identifier, in: space.rawValue) != nil {
            throw error(.duplicate(space.name, name(of: identifier)), at: offset)
        }
        state.bindings.insert(identifier, scope: space.rawValue, index: index)
    }
}
