/// What is wrong with a text, and where.
public struct TextError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of rule was broken. The scripts tell these apart: a module whose custom annotations are wrong is
    /// still a module to a reader that ignores them.
    public enum Category: Hashable, Sendable {
        /// The text is malformed (WebAssembly 3.0, chapter 6).
        case malformed
        /// An annotation that stands for a custom section is not formed as it must be (appendix "Custom Sections and
        /// Annotations").
        case malformedCustom
        /// Such an annotation is well formed but means nothing where it stands.
        case invalidCustom
    }

    /// Counted from 1.
    public var line: Int
    /// Counted from 1, in bytes.
    public var column: Int
    /// In bytes from the start of the text.
    public var offset: Int
    public var message: String
    public var category: Category

    public init(line: Int, column: Int, offset: Int, message: String, category: Category = .malformed) {
        self.line = line
        self.column = column
        self.offset = offset
        self.message = message
        self.category = category
    }

    /// `line:column: error: message`, as compilers write it; put the file's name before it.
    public var description: String { "\(line):\(column): error: \(message)" }
}

/// A place in a text, for people.
public struct TextPosition: Hashable, Sendable {
    /// Counted from 1.
    public var line: Int
    /// Counted from 1, in bytes.
    public var column: Int

    /// The place of a byte offset in `text`. Walks the text; not for hot paths.
    public init(of offset: Int, in text: [UInt8]) {
        let end = max(0, min(offset, text.count))
        var line = 1
        var lineStart = 0
        for position in 0..<end where text[position] == 0x0A {
            line += 1
            lineStart = position + 1
        }
        self.line = line
        self.column = end - lineStart + 1
    }
}
