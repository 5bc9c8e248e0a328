/// The bytes of a text, and what can be asked of them without knowing where a parser is.
///
/// A type of its own, and a small one, for speed: a method that does not change the parser would be handed a copy of
/// it.
struct SourceText {
    /// The text and ``padding`` zero bytes after it, so that looking ahead needs no test.
    let bytes: [UInt8]
    /// Without the padding.
    let count: Int

    static let padding = 32

    init(_ text: [UInt8]) {
        count = text.count
        var padded: [UInt8] = []
        padded.reserveCapacity(text.count + Self.padding)
        padded.append(contentsOf: text)
        padded.append(contentsOf: repeatElement(0, count: Self.padding))
        bytes = padded
    }

    @inline(__always) subscript(position: Int) -> UInt8 { bytes[position] }
}

extension SourceText {
    /// The end of a run of identifier characters; throws if a string is glued to it.
    @inline(__always) func wordEnd(from position: Int, of start: Int) throws(TextError) -> Int {
        let text = bytes.span
        var position = position
        while CharacterClass.classes[Int(text[position])] & CharacterClass.identifier != 0 { position &+= 1 }
        if text[position] == 0x22 { throw reservedToken(at: start) }
        return position
    }

    /// The keyword at `start`, if it has less than sixteen characters and space or a parenthesis behind it: most are
    /// like that, and are looked up as two words of eight bytes, without looking at single characters.
    @inline(__always) func shortKeyword(at start: Int, _ keywords: borrowing KeywordTable) -> (word: Word, end: Int) {
        let text = bytes.span
        let low = text.word(at: start)
        let lowStops = low.wordStops
        var found = Word.none
        var length = 8
        if lowStops != 0 {
            length = lowStops.firstByte
            found = keywords.word(low.firstBytes(length), 0, length: length, in: text, at: start)
        } else {
            let high = text.word(at: start &+ 8)
            let highStops = high.wordStops
            if highStops == 0 { return (.none, start) }
            let highLength = highStops.firstByte
            length = 8 &+ highLength
            found = keywords.word(low, high.firstBytes(highLength), length: length, in: text, at: start)
        }
        return endsWord(text[start &+ length]) ? (found, start &+ length) : (.none, start)
    }

    /// Words and strings without space between them.
    @inline(never) func reservedToken(at start: Int) -> TextError {
        error(.unknownOperator(glued(at: start)), at: start)
    }

    /// Whether a word or number ends before this byte, for certain.
    @inline(__always) func endsWord(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x29 || byte == 0x28 }

    /// The end of a run of characters that stand for themselves in a string.
    @inline(__always) func plainEnd(from position: Int) -> Int {
        let text = bytes.span
        var position = position
        while true {
            let stops = text.word(at: position).stringStops
            if stops != 0 { return position &+ stops.firstByte }
            position &+= 8
        }
    }

    /// `position` is that of a backslash.
    func escapeEnd(from position: Int) throws(TextError) -> Int {
        switch bytes[position + 1] {
        case 0x6E, 0x72, 0x74, 0x5C, 0x27, 0x22:
            return position + 2
        case 0x75 where bytes[position + 2] == 0x7B:
            var digit = position + 3
            var value: UInt32 = 0
            while bytes[digit] != 0x7D {
                if bytes[digit] == 0x5F, digit > position + 3, bytes[digit - 1] != 0x5F, bytes[digit + 1] != 0x7D {
                    digit += 1
                    continue
                }
                let hexadecimal = CharacterClass.hexadecimalValue(bytes[digit])
                if hexadecimal == 255 { throw error(.illegalEscape, at: position) }
                value = min(value << 4 | UInt32(hexadecimal), 0x11_0000)
                digit += 1
            }
            if digit == position + 3 { throw error(.illegalEscape, at: position) }
            if value > 0x10_FFFF || (0xD800...0xDFFF).contains(value) { throw error(.illegalCodePoint, at: position) }
            return digit + 1
        default:
            let high = CharacterClass.hexadecimalValue(bytes[position + 1])
            let low = CharacterClass.hexadecimalValue(bytes[position + 2])
            if high == 255 || low == 255 { throw error(.illegalEscape, at: position) }
            return position + 3
        }
    }

    func misplaced(_ byte: UInt8, at start: Int) -> TextError {
        let classes = CharacterClass.classes[Int(byte)]
        if classes & CharacterClass.identifier != 0 {
            var position = start
            while CharacterClass.isIdentifier(bytes[position]) { position += 1 }
            return error(.unknownOperator(text(start, position)), at: start)
        }
        if classes & CharacterClass.reserved != 0 { return error(.unknownOperator(text(start, start + 1)), at: start) }
        if byte < 0x80 { return error(.misplacedControlCharacter, at: start) }
        return error(utf8Length(at: start) == 0 ? .malformedUTF8 : .misplacedUnicodeCharacter, at: start)
    }

    func lineCommentEnd(from position: Int) throws(TextError) -> Int {
        let text = bytes.span
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
        let text = bytes.span
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

    /// Bytes of the character that begins at `position`, 0 if it is not UTF-8 (Unicode 16, table 3-7).
    func utf8Length(at position: Int) -> Int {
        UTF8Form.length(bytes, at: position, end: count)
    }

    /// For messages.
    func text(_ from: Int, _ to: Int) -> String { String(decoding: bytes[from..<min(to, from + 64)], as: UTF8.self) }

    /// The reserved token that begins at `position`, for messages.
    func glued(at position: Int) -> String {
        var position = position
        let first = position
        var inString = false
        while position < count, position - first < 64 {
            let byte = bytes[position]
            if byte == 0x22 { inString.toggle() } else if !inString && !CharacterClass.isIdentifier(byte) { break }
            position += 1
        }
        return text(first, position)
    }

    /// Bytes of the string token from `first`, its quote, to `last`, behind its other quote.
    func stringBytes(_ first: Int, _ last: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        appendStringBytes(first, last, to: &bytes)
        return bytes
    }

    /// The token was lexed before, so its escapes are known to be well formed.
    func appendStringBytes(_ first: Int, _ last: Int, to content: inout [UInt8]) {
        let text = bytes.span
        var position = first + 1
        while position < last - 1 {
            var run = position
            while run < last - 1, text[run] != 0x5C { run += 1 }
            if run > position {
                content.append(contentsOf: bytes[position..<run])
                position = run
                continue
            }
            position = appendEscape(at: position, to: &content)
        }
    }

    /// `position` is that of the backslash; returns where the next character begins.
    func appendEscape(at position: Int, to content: inout [UInt8]) -> Int {
        let text = bytes.span
        switch text[position + 1] {
        case 0x6E: content.append(0x0A)
        case 0x72: content.append(0x0D)
        case 0x74: content.append(0x09)
        case 0x5C: content.append(0x5C)
        case 0x27: content.append(0x27)
        case 0x22: content.append(0x22)
        case 0x75:
            var digit = position + 3
            var value: UInt32 = 0
            while text[digit] != 0x7D {
                if text[digit] != 0x5F { value = value << 4 | UInt32(CharacterClass.hexadecimalValue(text[digit])) }
                digit += 1
            }
            if let scalar = Unicode.Scalar(value) { content.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
            return digit + 1
        default:
            content.append(
                CharacterClass.hexadecimalValue(text[position + 1]) << 4
                    | CharacterClass.hexadecimalValue(text[position + 2]))
            return position + 3
        }
        return position + 2
    }

    /// The end of a run of words, numbers and space.
    @inline(__always) func quietEnd(from position: Int) -> Int {
        let text = bytes.span
        var position = position
        while CharacterClass.classes[Int(text[position])] & (CharacterClass.identifier | CharacterClass.space) != 0 {
            position &+= 1
        }
        return position
    }
}
