/// One command of a script as text: how a script is read that holds commands of a language nobody here knows.
struct ScriptFragment {
    /// From its parenthesis to the closing one.
    var text: [UInt8]
    /// From one.
    var line: Int

    /// The commands of a text, found by parentheses, strings and comments alone. What stands between them is ignored; a
    /// command that is not closed reaches to the end.
    static func all(in text: [UInt8]) -> [ScriptFragment] {
        var scanner = Scanner(text: text)
        var fragments: [ScriptFragment] = []
        while let fragment = scanner.next() { fragments.append(fragment) }
        return fragments
    }

    /// The words at its beginning: `module`, `binary`, `$M`.
    private var words: [String] {
        let head = text.dropFirst().prefix(200).prefix {
            $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "\"")
        }
        return head.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    var commandKind: CommandKind {
        let words = words
        guard let first = words.first else { return .unread }
        let two = words.prefix(2).joined(separator: " ")
        return CommandKind(rawValue: two) ?? CommandKind(rawValue: first) ?? .unread
    }

    /// The name that a module is given.
    var moduleName: String? { words.dropFirst().first { $0.hasPrefix("$") } }

    private struct Scanner {
        let text: [UInt8]
        var position = 0
        var line = 1

        init(text: [UInt8]) { self.text = text }

        private var byte: UInt8? { position < text.count ? text[position] : nil }
        private func follows(_ next: Character) -> Bool {
            position + 1 < text.count && text[position + 1] == next.asciiValue
        }

        private mutating func step() {
            if byte == 0x0A { line += 1 }
            position += 1
        }

        mutating func next() -> ScriptFragment? {
            var depth = 0
            var start: (position: Int, line: Int)?
            while let byte {
                switch byte {
                case UInt8(ascii: ";") where follows(";"):
                    while let byte = self.byte, byte != 0x0A { step() }
                case UInt8(ascii: "(") where follows(";"): skipBlockComment()
                case UInt8(ascii: "\""): skipString()
                case UInt8(ascii: "("):
                    if depth == 0 { start = (position, line) }
                    depth += 1
                    step()
                case UInt8(ascii: ")") where depth > 0:
                    depth -= 1
                    step()
                    if depth == 0, let start {
                        return ScriptFragment(text: Array(text[start.position..<position]), line: start.line)
                    }
                default: step()
                }
            }
            return start.map { ScriptFragment(text: Array(text[$0.position...]), line: $0.line) }
        }

        private mutating func skipBlockComment() {
            var depth = 0
            while let byte {
                if byte == UInt8(ascii: "("), follows(";") {
                    depth += 1
                    position += 2
                } else if byte == UInt8(ascii: ";"), follows(")") {
                    depth -= 1
                    position += 2
                    if depth == 0 { return }
                } else {
                    step()
                }
            }
        }

        private mutating func skipString() {
            step()
            while let byte {
                if byte == UInt8(ascii: "\\") { step() }
                step()
                if byte == UInt8(ascii: "\"") { return }
            }
        }
    }
}
