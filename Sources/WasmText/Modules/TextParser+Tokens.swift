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
        try enter()
    }

    @inline(__always) mutating func expectRight() throws(TextError) {
        guard kind == .right else { throw unexpected("`)`") }
        try step()
    }

    @inline(__always) mutating func expect(_ keyword: Keyword) throws(TextError) {
        guard at(keyword) else { throw unexpected("`\(keyword.spelling)`") }
        try advance()
    }

    /// If the text goes on with `(keyword`, moves behind it.
    @inline(__always) mutating func accept(clause keyword: Keyword) throws(TextError) -> Bool {
        guard kind == .left else { return false }
        let (savedStart, savedEnd) = (start, end)
        try enter()
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
        try enter()
        let keyword = kind == .keyword ? word.keyword : nil
        kind = .left
        start = savedStart
        end = savedEnd
        return keyword
    }

    // MARK: Numbers

    mutating func parseU32(_ what: String = "an unsigned integer") throws(TextError) -> UInt32 {
        guard kind == .number else { throw unexpected(what) }
        let literal = source.integer(start, end)
        guard literal.isUnsigned else { throw unexpected(what) }
        guard !literal.overflows, let value = UInt32(exactly: literal.magnitude) else {
            throw source.error(.indexOutOfRange(source.text(start, end), type: "i32"), at: start)
        }
        try advance()
        return value
    }

    mutating func parseU64() throws(TextError) -> UInt64 {
        guard kind == .number else { throw unexpected("an unsigned integer") }
        let literal = source.integer(start, end)
        guard literal.isUnsigned else { throw unexpected("an unsigned integer") }
        if literal.overflows { throw source.error(.indexOutOfRange(source.text(start, end), type: "i64"), at: start) }
        try advance()
        return literal.magnitude
    }

    /// The number behind `offset=` or `align=`, `prefix` characters long; moves on.
    mutating func parseAssigned(prefix: Int) throws(TextError) -> UInt64 {
        let literal = source.integer(start + prefix, end)
        if literal.overflows { throw source.error(.indexOutOfRange(source.text(start, end), type: "i64"), at: start) }
        try advance()
        return literal.magnitude
    }

    // MARK: Identifiers

    /// The current identifier token.
    @inline(__always) mutating func identifier() throws(TextError) -> Identifier {
        source[start &+ 1] == 0x22 ? try quotedIdentifier() : identifier(from: start &+ 1, to: end)
    }

    @inline(__always) private mutating func identifier(from first: Int, to last: Int) -> Identifier {
        let text = source.bytes.span
        var hash: UInt32 = 0x811C_9DC5
        for position in first..<last { hash = (hash ^ UInt32(text[position])) &* 0x0100_0193 }
        return Identifier(
            hash: hash, start: UInt32(truncatingIfNeeded: first), length: UInt32(truncatingIfNeeded: last &- first))
    }

    @inline(never) private mutating func quotedIdentifier() throws(TextError) -> Identifier {
        if !hasEscapes { return identifier(from: start + 2, to: end - 1) }
        let bytes = source.stringBytes(start + 1, end)
        if !UTF8Form.isValid(bytes) { throw source.error(.malformedUTF8, at: start) }
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        let first = UInt32(characters.decoded.count)
        characters.decoded += bytes
        return Identifier(hash: hash, start: IdentifierCharacters.decodedBase + first, length: UInt32(bytes.count))
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
            throw source.error(.unknown(space.name, characters.name(of: identifier)), at: start)
        }
        try advance()
        return index
    }

    @inline(__always) mutating func lookUp(_ identifier: Identifier, in scope: UInt32) -> UInt32? {
        state.bindings.index(of: identifier, scope: scope, in: characters)
    }

    mutating func parseLocalIndex() throws(TextError) -> UInt32 {
        guard kind == .identifier else { return try parseU32("an index of a local") }
        let identifier = try identifier()
        guard let index = body.locals.index(of: identifier, scope: 0, in: characters) else {
            throw source.error(.unknown("local", characters.name(of: identifier)), at: start)
        }
        try advance()
        return index
    }

    mutating func parseLabelIndex() throws(TextError) -> UInt32 {
        guard kind == .identifier else { return try parseU32("a label") }
        let identifier = try identifier()
        for depth in 0..<body.labels.count {
            let label = body.labels[body.labels.count - 1 - depth]
            if label.hash == identifier.hash, label.isPresent, characters.areSame(label, identifier) {
                try advance()
                return UInt32(depth)
            }
        }
        throw source.error(.unknown("label", characters.name(of: identifier)), at: start)
    }

    mutating func parseFieldIndex(of typeIndex: UInt32) throws(TextError) -> UInt32 {
        guard kind == .identifier else { return try parseU32("an index of a field") }
        let identifier = try identifier()
        guard let index = lookUp(identifier, in: Space.fields(of: typeIndex)) else {
            throw source.error(.unknown("field", characters.name(of: identifier)), at: start)
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
            throw source.error(.duplicate(space.name, characters.name(of: identifier)), at: offset)
        }
        state.bindings.insert(identifier, scope: space.rawValue, index: index)
    }
}
