// Reading and writing a whole text. json-c does the work; what it lets pass is caught before.

/// What a text may ask for. A small text can name a large value: the default allows about a gigabyte of memory.
package struct JSONLimits: Sendable {
    package var bytes: Int
    /// Arrays and objects inside each other.
    package var depth: Int

    package init(bytes: Int = 16 << 20, depth: Int = 128) {
        self.bytes = bytes
        self.depth = depth
    }
}

extension JSON {
    /// Reads one value, with nothing behind it but white space.
    ///
    /// Of several members with one key the last counts. A number outside the range of its kind (64-bit integers signed
    /// or unsigned, finite doubles) is an error; an unpaired surrogate becomes U+FFFD.
    ///
    /// - Throws: ``PersistenceError/malformedJSON(_:)`` with the position, ``PersistenceError/tooLarge(limit:)``.
    package init(parsing text: [UInt8], limits: JSONLimits = JSONLimits()) throws(PersistenceError) {
        // json-c counts in 32 bits.
        let bound = min(limits.bytes, Int(Int32.max) - 1)
        guard text.count <= bound else { throw .tooLarge(limit: bound) }
        do throws(JSONTree.ParseFailure) {
            try JSON.rejectWhatTheParserAccepts(text)
            self = try JSONTree(parsing: text, depth: Int32(clamping: max(limits.depth, 1))).value()
        } catch {
            throw .malformedJSON(TextPosition(of: error.offset, in: text), reason: error.reason)
        }
    }

    /// The text without line breaks, and without spaces between tokens.
    package var compact: [UInt8] { JSONTree(self).text(pretty: false) }

    /// The text for people, two spaces to a level, with a line break at the end.
    package var pretty: [UInt8] { JSONTree(self).text(pretty: true) + [UInt8(ascii: "\n")] }
}

// MARK: What json-c lets pass

extension JSON {
    /// Even when it is strict, json-c takes `NaN`, `Infinity`, `1.`, control characters in strings, and integers out of
    /// range, which it moves to the nearest end.
    private static func rejectWhatTheParserAccepts(_ text: [UInt8]) throws(JSONTree.ParseFailure) {
        var offset = 0
        var isInString = false
        while offset < text.count {
            let byte = text[offset]
            switch byte {
            case 0: throw JSONTree.ParseFailure(offset: offset, reason: "unexpected character")
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "\\") where isInString: offset += 1
            case 1..<0x20 where isInString:
                throw JSONTree.ParseFailure(offset: offset, reason: "control character in a string")
            case UInt8(ascii: "N") where !isInString, UInt8(ascii: "I") where !isInString:
                throw JSONTree.ParseFailure(offset: offset, reason: "unexpected character")
            case UInt8(ascii: "-") where !isInString, UInt8(ascii: "0")...UInt8(ascii: "9") where !isInString:
                let end = text[offset...].firstIndex { !isPartOfNumber($0) } ?? text.count
                if let reason = objection(toNumber: text[offset..<end]) {
                    throw JSONTree.ParseFailure(offset: offset, reason: reason)
                }
                offset = end
                continue
            default: break
            }
            offset += 1
        }
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// `nil` also for what json-c itself rejects.
    private static func objection(toNumber text: ArraySlice<UInt8>) -> String? {
        let number = String(decoding: text, as: UTF8.self)
        if let point = text.firstIndex(of: UInt8(ascii: ".")) {
            let next = point + 1 < text.endIndex ? text[point + 1] : 0
            if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { return "expected a digit after the point" }
        }
        if text.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            let isWellFormed = text.count > 1 || text.first != UInt8(ascii: "-")
            return isWellFormed && Int64(number) == nil && UInt64(number) == nil ? "number out of range" : nil
        }
        return Double(number)?.isFinite == false ? "number out of range" : nil
    }
}
