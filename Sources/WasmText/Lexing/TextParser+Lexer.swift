import WasmModel

// Tokens (WebAssembly 3.0, §6.2 "Lexical Format" and §6.3 "Values").
extension TextParser {
    /// Moves to the next token.
    mutating func advance() throws(TextError) {
        var position = end
        while true {
            let byte = source[position]
            if byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D {
                position &+= 1
                continue
            }
            start = position
            if byte == 0x28 {
                let next = source[position &+ 1]
                if next == 0x3B {
                    position = try source.blockCommentEnd(from: position)
                    continue
                }
                if next == 0x40 {
                    position = try annotation(at: position)
                    continue
                }
                kind = .left
                end = position &+ 1
                return
            }
            if byte == 0x29 {
                kind = .right
                end = position &+ 1
                return
            }
            let classes = CharacterClass.classes[Int(byte)]
            if classes & CharacterClass.lowercase != 0 { return try lexWord() }
            if classes & CharacterClass.digit != 0 || byte == 0x2D || byte == 0x2B { return try lexNumber() }
            if byte == 0x22 { return try lexString() }
            if byte == 0x24 { return try lexIdentifier() }
            if byte == 0x3B, source[position &+ 1] == 0x3B {
                position = try source.lineCommentEnd(from: position)
                continue
            }
            if position >= source.count {
                kind = .end
                end = position
                return
            }
            throw source.misplaced(byte, at: start)
        }
    }

    /// From the parenthesis, which is the current token, to the token behind it, mostly a word.
    @inline(__always) mutating func enter() throws(TextError) {
        let first = end
        if CharacterClass.classes[Int(source[first])] & CharacterClass.lowercase != 0 {
            start = first
            return try lexWord()
        }
        try advance()
    }

    @inline(__always) private mutating func lexWord() throws(TextError) {
        let (found, last) = source.shortKeyword(at: start, keywords)
        if found == .none { return try lexLongWord() }
        kind = found.isNumber ? .number : .keyword
        word = found
        end = last
    }

    /// Moves to the next token, as ``advance()`` does, but sees at once what mostly follows a constant: a parenthesis.
    @inline(__always) mutating func step() throws(TextError) {
        let byte = source[end]
        if byte == 0x29 {
            kind = .right
            start = end
            end &+= 1
        } else if byte == 0x20, source[end &+ 1] == 0x28,
            CharacterClass.classes[Int(source[end &+ 2])] & CharacterClass.lowercase != 0
        {
            kind = .left
            start = end &+ 1
            end &+= 2
        } else {
            try advance()
        }
    }

    @inline(never) private mutating func lexLongWord() throws(TextError) {
        end = try source.wordEnd(from: start &+ 1, of: start)
        word = keywords.word(in: source.bytes.span, at: start, length: end &- start)
        kind = word.isNumber ? .number : .keyword
        if word == .none { try lexUncommonWord() }
    }

    /// `offset=` and `align=`, the first character lowest.
    private static let offsetPrefix: UInt64 = 0x3D_74_65_73_66_66_6F
    private static let alignmentPrefix: UInt64 = 0x3D_6E_67_69_6C_61

    /// A word that is no keyword: a number after all, `offset=…`, `align=…`, or an error.
    @inline(never) private mutating func lexUncommonWord() throws(TextError) {
        if source[start] == 0x69 || source[start] == 0x6E, source.floatForm(start, end) != nil {
            kind = .number
        } else if source.bytes.span.word(at: start).firstBytes(7) == Self.offsetPrefix,
            source.integer(start + 7, end).isUnsigned
        {
            kind = .offset
        } else if source.bytes.span.word(at: start).firstBytes(6) == Self.alignmentPrefix,
            source.integer(start + 6, end).isUnsigned
        {
            kind = .alignment
        } else {
            throw source.error(.unknownOperator(source.text(start, end)), at: start)
        }
    }

    @inline(__always) private mutating func lexNumber() throws(TextError) {
        kind = .number
        var position = start
        var stops = source.bytes.span.word(at: position).wordStops
        while stops == 0 {
            position &+= 8
            stops = source.bytes.span.word(at: position).wordStops
        }
        position &+= stops.firstByte
        end = source.endsWord(source[position]) ? position : try source.wordEnd(from: start &+ 1, of: start)
    }

    @inline(__always) private mutating func lexIdentifier() throws(TextError) {
        kind = .identifier
        if source[start &+ 1] == 0x22 { return try lexQuotedIdentifier() }
        end = try source.wordEnd(from: start &+ 1, of: start)
        if end == start &+ 1 { throw source.error(.emptyIdentifier, at: start) }
        hasEscapes = false
    }

    @inline(never) private mutating func lexQuotedIdentifier() throws(TextError) {
        let dollar = start
        start = dollar + 1
        try lexString()
        kind = .identifier
        start = dollar
        if end == dollar + 3 { throw source.error(.emptyIdentifier, at: dollar) }
    }

    @inline(__always) mutating func lexString() throws(TextError) {
        kind = .string
        hasEscapes = false
        end = try stringEnd(from: start)
        let next = source[end]
        if next == 0x22
            || CharacterClass.classes[Int(next)] & (CharacterClass.identifier | CharacterClass.reserved) != 0,
            !(next == 0x3B && source[end &+ 1] == 0x3B)
        {
            throw source.reservedToken(at: start)
        }
    }

    /// The end of the string that begins at `opening`, which is `start` or later.
    @inline(__always) mutating func stringEnd(from opening: Int) throws(TextError) -> Int {
        var position = source.plainEnd(from: opening &+ 1)
        while source[position] != 0x22 { position = source.plainEnd(from: try uncommonCharacter(at: position)) }
        return position &+ 1
    }

    /// A character of a string that does not stand for itself, or is longer than a byte; returns where the next begins.
    @inline(never) private mutating func uncommonCharacter(at position: Int) throws(TextError) -> Int {
        let byte = source[position]
        if byte == 0x5C {
            hasEscapes = true
            return try source.escapeEnd(from: position)
        }
        if byte >= 0x80 {
            let length = source.utf8Length(at: position)
            if length == 0 { throw source.error(.malformedUTF8, at: position) }
            return position + length
        }
        if position >= source.count || byte == 0x0A || byte == 0x0D { throw source.error(.unclosedString, at: start) }
        throw source.error(.controlCharacterInString, at: position)
    }
}
