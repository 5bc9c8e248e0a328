import WasmModel

// What string tokens hold (§6.3.3 "Strings", §6.3.4 "Names").
extension TextParser {
    /// Bytes of the string token from `first`, its quote, to `last`, behind its other quote.
    func stringBytes(_ first: Int, _ last: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        appendStringBytes(first, last, to: &bytes)
        return bytes
    }

    /// The token was lexed before, so its escapes are known to be well formed.
    func appendStringBytes(_ first: Int, _ last: Int, to bytes: inout [UInt8]) {
        let text = source.span
        var position = first + 1
        while position < last - 1 {
            var run = position
            while run < last - 1, text[run] != 0x5C { run += 1 }
            if run > position {
                bytes.append(contentsOf: source[position..<run])
                position = run
                continue
            }
            position = appendEscape(at: position, to: &bytes)
        }
    }

    /// `position` is that of the backslash; returns where the next character begins.
    private func appendEscape(at position: Int, to bytes: inout [UInt8]) -> Int {
        let text = source.span
        switch text[position + 1] {
        case 0x6E: bytes.append(0x0A)
        case 0x72: bytes.append(0x0D)
        case 0x74: bytes.append(0x09)
        case 0x5C: bytes.append(0x5C)
        case 0x27: bytes.append(0x27)
        case 0x22: bytes.append(0x22)
        case 0x75:
            var digit = position + 3
            var value: UInt32 = 0
            while text[digit] != 0x7D {
                if text[digit] != 0x5F { value = value << 4 | UInt32(CharacterClass.hexadecimalValue(text[digit])) }
                digit += 1
            }
            if let scalar = Unicode.Scalar(value) { bytes.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
            return digit + 1
        default:
            bytes.append(
                CharacterClass.hexadecimalValue(text[position + 1]) << 4 | CharacterClass.hexadecimalValue(text[position + 2]))
            return position + 3
        }
        return position + 2
    }

    /// The current string token as a name; moves on.
    mutating func parseName() throws(TextError) -> String {
        guard kind == .string else { throw unexpected("a string") }
        let name: String
        if hasEscapes {
            let bytes = stringBytes(start, end)
            if !UTF8Form.isValid(bytes) { throw error(.malformedUTF8, at: start) }
            name = String(decoding: bytes, as: UTF8.self)
        } else {
            name = String(decoding: source[(start + 1)..<(end - 1)], as: UTF8.self)
        }
        try advance()
        return name
    }

    /// A possibly empty sequence of string tokens, as one; moves on.
    mutating func parseDataString() throws(TextError) -> [UInt8] {
        var bytes: [UInt8] = []
        while kind == .string {
            if hasEscapes {
                appendStringBytes(start, end, to: &bytes)
            } else {
                bytes.append(contentsOf: source[(start + 1)..<(end - 1)])
            }
            try advance()
        }
        return bytes
    }
}
