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
                    position = try blockCommentEnd(from: position)
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
                position = try lineCommentEnd(from: position)
                continue
            }
            if position >= count {
                kind = .end
                end = position
                return
            }
            throw misplaced(byte)
        }
    }

    /// The end of a run of identifier characters; throws if a string is glued to it.
    @inline(__always) func wordEnd(from position: Int) throws(TextError) -> Int {
        let text = source.span
        var position = position
        var classes = CharacterClass.classes[Int(text[position])]
        while classes & CharacterClass.identifier != 0 {
            position &+= 1
            classes = CharacterClass.classes[Int(text[position])]
        }
        if text[position] == 0x22 { throw error(.unknownOperator(glued(at: start)), at: start) }
        return position
    }

    @inline(__always) private mutating func lexWord() throws(TextError) {
        let position = try wordEnd(from: start &+ 1)
        end = position
        word = keywords.word(in: source.span, at: start, length: position &- start)
        kind = .keyword
        if word == .none { try lexUncommonWord() }
    }

    /// A word that is no keyword: a number after all, `offset=…`, `align=…`, or an error.
    @inline(never) private mutating func lexUncommonWord() throws(TextError) {
        if isText("inf", at: start) && end == start + 3 || isText("nan", at: start) && (end == start + 3 || source[start + 3] == 0x3A) {
            kind = .number
            if floatForm(start, end) == nil { throw error(.unknownOperator(text(start, end)), at: start) }
        } else if isText("offset=", at: start), integer(start + 7, end).isUnsigned {
            kind = .offset
        } else if isText("align=", at: start), integer(start + 6, end).isUnsigned {
            kind = .alignment
        } else {
            throw error(.unknownOperator(text(start, end)), at: start)
        }
    }

    @inline(__always) private mutating func lexNumber() throws(TextError) {
        end = try wordEnd(from: start &+ 1)
        kind = .number
    }

    @inline(__always) private mutating func lexIdentifier() throws(TextError) {
        kind = .identifier
        if source[start &+ 1] == 0x22 { return try lexQuotedIdentifier() }
        end = try wordEnd(from: start &+ 1)
        if end == start &+ 1 { throw error(.emptyIdentifier, at: start) }
        hasEscapes = false
    }

    @inline(never) private mutating func lexQuotedIdentifier() throws(TextError) {
        let dollar = start
        start = dollar + 1
        try lexString()
        kind = .identifier
        start = dollar
        if end == dollar + 3 { throw error(.emptyIdentifier, at: dollar) }
    }

    @inline(__always) mutating func lexString() throws(TextError) {
        kind = .string
        hasEscapes = false
        end = try stringEnd(from: start)
        let next = source[end]
        if next == 0x22 || CharacterClass.classes[Int(next)] & (CharacterClass.identifier | CharacterClass.reserved) != 0,
            !(next == 0x3B && source[end &+ 1] == 0x3B)
        {
            throw error(.unknownOperator(glued(at: start)), at: start)
        }
    }

    /// The end of the string that begins at `opening`, which is `start` or later.
    @inline(__always) mutating func stringEnd(from opening: Int) throws(TextError) -> Int {
        var position = plainEnd(from: opening &+ 1)
        while source[position] != 0x22 { position = plainEnd(from: try uncommonCharacter(at: position)) }
        return position &+ 1
    }

    /// The end of a run of characters that stand for themselves in a string.
    @inline(__always) private func plainEnd(from position: Int) -> Int {
        let text = source.span
        var position = position
        while CharacterClass.classes[Int(text[position])] & CharacterClass.plain != 0 { position &+= 1 }
        return position
    }

    /// A character of a string that does not stand for itself, or is longer than a byte; returns where the next begins.
    @inline(never) private mutating func uncommonCharacter(at position: Int) throws(TextError) -> Int {
        let byte = source[position]
        if byte == 0x5C {
            hasEscapes = true
            return try escapeEnd(from: position)
        }
        if byte >= 0x80 {
            let length = utf8Length(at: position)
            if length == 0 { throw error(.malformedUTF8, at: position) }
            return position + length
        }
        if position >= count || byte == 0x0A || byte == 0x0D { throw error(.unclosedString, at: start) }
        throw error(.controlCharacterInString, at: position)
    }

    /// `position` is that of a backslash.
    private func escapeEnd(from position: Int) throws(TextError) -> Int {
        switch source[position + 1] {
        case 0x6E, 0x72, 0x74, 0x5C, 0x27, 0x22:
            return position + 2
        case 0x75 where source[position + 2] == 0x7B:
            var digit = position + 3
            var value: UInt32 = 0
            while source[digit] != 0x7D {
                if source[digit] == 0x5F, digit > position + 3, source[digit - 1] != 0x5F, source[digit + 1] != 0x7D {
                    digit += 1
                    continue
                }
                let hexadecimal = CharacterClass.hexadecimalValue(source[digit])
                if hexadecimal == 255 { throw error(.illegalEscape, at: position) }
                value = min(value << 4 | UInt32(hexadecimal), 0x11_0000)
                digit += 1
            }
            if digit == position + 3 { throw error(.illegalEscape, at: position) }
            if value > 0x10_FFFF || (0xD800...0xDFFF).contains(value) { throw error(.illegalCodePoint, at: position) }
            return digit + 1
        default:
            let high = CharacterClass.hexadecimalValue(source[position + 1])
            let low = CharacterClass.hexadecimalValue(source[position + 2])
            if high == 255 || low == 255 { throw error(.illegalEscape, at: position) }
            return position + 3
        }
    }

    private func misplaced(_ byte: UInt8) -> TextError {
        let classes = CharacterClass.classes[Int(byte)]
        if classes & CharacterClass.identifier != 0 {
            var position = start
            while CharacterClass.isIdentifier(source[position]) { position += 1 }
            return error(.unknownOperator(text(start, position)), at: start)
        }
        if classes & CharacterClass.reserved != 0 { return error(.unknownOperator(text(start, start + 1)), at: start) }
        if byte < 0x80 { return error(.misplacedControlCharacter, at: start) }
        return error(utf8Length(at: start) == 0 ? .malformedUTF8 : .misplacedUnicodeCharacter, at: start)
    }

    // MARK: Comments

    func lineCommentEnd(from position: Int) throws(TextError) -> Int {
        let text = source.span
        var position = position &+ 2
        while true {
            let byte = text[position]
            if byte == 0x0A || byte == 0x0D { return position }
            if byte < 0x80 {
                if byte == 0 && position >= count { return position }
                position &+= 1
            } else {
                let length = utf8Length(at: position)
                if length == 0 { throw error(.malformedUTF8, at: position) }
                position &+= length
            }
        }
    }

    func blockCommentEnd(from opening: Int) throws(TextError) -> Int {
        let text = source.span
        var position = opening &+ 2
        var depth = 1
        while true {
            let byte = text[position]
            if byte == 0x3B && text[position &+ 1] == 0x29 {
                position &+= 2
                depth &-= 1
                if depth == 0 { return position }
            } else if byte == 0x28 && text[position &+ 1] == 0x3B {
                position &+= 2
                depth &+= 1
            } else if byte < 0x80 {
                if byte == 0 && position >= count { throw error(.unclosedComment, at: opening) }
                position &+= 1
            } else {
                let length = utf8Length(at: position)
                if length == 0 { throw error(.malformedUTF8, at: position) }
                position &+= length
            }
        }
    }

    // MARK: Bytes

    /// Bytes of the character that begins at `position`, 0 if it is not UTF-8 (Unicode 16, table 3-7).
    func utf8Length(at position: Int) -> Int {
        UTF8Form.length(source, at: position, end: count)
    }

    func isText(_ expected: StaticString, at position: Int) -> Bool {
        var index = position
        for scalar in "\(expected)".utf8 {
            if source[index] != scalar { return false }
            index += 1
        }
        return true
    }

    /// For messages.
    func text(_ from: Int, _ to: Int) -> String { String(decoding: source[from..<min(to, from + 64)], as: UTF8.self) }

    /// The reserved token that begins at `position`, for messages.
    private func glued(at position: Int) -> String {
        var position = position
        let first = position
        var inString = false
        while position < count, position - first < 64 {
            let byte = source[position]
            if byte == 0x22 { inString.toggle() } else if !inString && !CharacterClass.isIdentifier(byte) { break }
            position += 1
        }
        return text(first, position)
    }
}

/// What is UTF-8 and what is not.
enum UTF8Form {
    /// Bytes of the character that begins at `position`, 0 if there is none.
    static func length(_ bytes: [UInt8], at position: Int, end: Int) -> Int {
        let first = bytes[position]
        if first < 0x80 { return 1 }
        let (length, low, high): (Int, UInt8, UInt8) =
            switch first {
            case 0xC2...0xDF: (2, 0x80, 0xBF)
            case 0xE0: (3, 0xA0, 0xBF)
            case 0xED: (3, 0x80, 0x9F)
            case 0xE1...0xEF: (3, 0x80, 0xBF)
            case 0xF0: (4, 0x90, 0xBF)
            case 0xF1...0xF3: (4, 0x80, 0xBF)
            case 0xF4: (4, 0x80, 0x8F)
            default: (0, 0, 0)
            }
        guard length != 0, position + length <= end else { return 0 }
        guard bytes[position + 1] >= low, bytes[position + 1] <= high else { return 0 }
        for following in (position + 2)..<max(position + 2, position + length) where bytes[following] & 0xC0 != 0x80 { return 0 }
        return length
    }

    static func isValid(_ bytes: [UInt8]) -> Bool {
        var position = 0
        while position < bytes.count {
            let step = length(bytes, at: position, end: bytes.count)
            if step == 0 { return false }
            position += step
        }
        return true
    }
}
