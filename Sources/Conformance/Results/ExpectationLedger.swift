/// The failures that are known and accepted, one line each, in a file that people edit and compare:
///
///     # Comments and empty lines are kept.
///     proposals/threads/atomic.wast:471 | jit | waits return at once | https://example.org/issues/12
///
/// Columns are the script and line, the engine, the reason, and a link (or the word `unfiled`). An entry stands for
/// every command that begins on its line. An entry whose command passes, and an entry that matches no failing command,
/// fail the run, so that the file cannot outlive what it describes.
package struct ExpectationLedger: Hashable, Sendable {
    package struct Key: Hashable, Sendable, Comparable {
        package var path: String
        package var line: Int
        package var engine: String

        package init(path: String, line: Int, engine: String) {
            self.path = path
            self.line = line
            self.engine = engine
        }
        package static func < (a: Key, b: Key) -> Bool { (a.path, a.line, a.engine) < (b.path, b.line, b.engine) }
    }

    package struct Entry: Hashable, Sendable {
        package var key: Key
        package var reason: String
        package var link: String
        /// Lines above the entry that are comments or empty, as they stand.
        package var preamble: [String]

        package init(key: Key, reason: String, link: String, preamble: [String] = []) {
            self.key = key
            self.reason = reason
            self.link = link
            self.preamble = preamble
        }
    }

    /// A ledger that cannot be read.
    package struct SyntaxError: Error, Hashable, Sendable {
        package var line: Int
        package var message: String
    }

    /// Lines about the whole file: those above the last empty line before the first entry.
    package var header: [String]
    package var entries: [Entry]
    /// Lines after the last entry.
    package var epilogue: [String]

    package static let unfiled = "unfiled"
    private static let separator = " | "

    package init(header: [String] = [], entries: [Entry] = [], epilogue: [String] = []) {
        self.header = header
        self.entries = entries
        self.epilogue = epilogue
    }

    /// Reads the text of a ledger.
    package init(parsing text: String) throws(SyntaxError) {
        self.init()
        var preamble: [String] = []
        var seen: Set<Key> = []
        for (number, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = String(raw.last == "\r" ? raw.dropLast() : raw)
            let content = line.drop { $0 == " " || $0 == "\t" }
            if content.isEmpty || content.first == "#" {
                preamble.append(line)
                continue
            }
            if entries.isEmpty, let gap = preamble.lastIndex(of: "") {
                header = Array(preamble[...gap])
                preamble.removeSubrange(...gap)
            }
            let entry = try Self.entry(in: String(content), line: number + 1, preamble: preamble)
            guard seen.insert(entry.key).inserted else {
                throw SyntaxError(line: number + 1, message: "a second entry for the same command and engine")
            }
            entries.append(entry)
            preamble = []
        }
        // A text that ends in a newline has no further line.
        if preamble.last == "" { preamble.removeLast() }
        epilogue = preamble
    }

    private static func entry(in text: String, line: Int, preamble: [String]) throws(SyntaxError) -> Entry {
        let columns = text.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
        guard columns.count == 4, columns.allSatisfy({ !$0.isEmpty }) else {
            throw SyntaxError(line: line, message: "expected four columns: script:line | engine | reason | link")
        }
        guard let colon = columns[0].lastIndex(of: ":"), colon != columns[0].startIndex,
            let number = Int(columns[0][columns[0].index(after: colon)...]), number > 0
        else { throw SyntaxError(line: line, message: "expected a script and a line, such as i32.wast:12") }
        guard columns[3] == unfiled || columns[3].contains("://") else {
            throw SyntaxError(line: line, message: "expected a link, or the word \(unfiled)")
        }
        let key = Key(path: String(columns[0][..<colon]), line: number, engine: columns[1])
        return Entry(key: key, reason: columns[2], link: columns[3], preamble: preamble)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }

    /// The text of the ledger, entries in order.
    package var text: String {
        var lines = header
        for entry in entries {
            lines += entry.preamble
            let place = "\(entry.key.path):\(entry.key.line)"
            lines.append([place, entry.key.engine, entry.reason, entry.link].joined(separator: Self.separator))
        }
        lines += epilogue
        return lines.map { $0 + "\n" }.joined()
    }
}
