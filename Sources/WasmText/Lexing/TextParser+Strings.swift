import WasmModel

// What string tokens hold (§6.3.3 "Strings", §6.3.4 "Names").
extension TextParser {
    /// The current string token as a name; moves on.
    mutating func parseName() throws(TextError) -> String {
        guard kind == .string else { throw unexpected("a string") }
        let name: String
        if hasEscapes {
            let bytes = source.stringBytes(start, end)
            if !UTF8Form.isValid(bytes) { throw source.error(.malformedUTF8, at: start) }
            name = String(decoding: bytes, as: UTF8.self)
        } else {
            name = String(decoding: source.bytes[(start + 1)..<(end - 1)], as: UTF8.self)
        }
        try advance()
        return name
    }

    /// A possibly empty sequence of string tokens, as one; moves on.
    mutating func parseDataString() throws(TextError) -> [UInt8] {
        var bytes: [UInt8] = []
        while kind == .string {
            if hasEscapes {
                source.appendStringBytes(start, end, to: &bytes)
            } else {
                bytes.append(contentsOf: source.bytes[(start + 1)..<(end - 1)])
            }
            try advance()
        }
        return bytes
    }
}
