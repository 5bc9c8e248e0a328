/// Why something could not be read or written. Says enough for `file:line:column: error: …`.
package enum PersistenceError: Error, Hashable, Sendable {
    /// The file is not there, is a folder, or the system refuses.
    case unreadable(path: String, reason: String)
    /// The disk is full, the folder is missing, or the system refuses. What was there before is still there.
    case unwritable(path: String, reason: String)
    case malformedJSON(TextPosition, reason: String)
    /// A gzip member that is cut short or damaged.
    case malformedGzip(reason: String)
    /// More bytes than the caller allowed; nothing beyond them was kept.
    case tooLarge(limit: Int)
    /// The system had no memory for a compression.
    case outOfMemory
    /// A name that would lead out of the folder it was to stay in.
    case outsideFolder(name: String)
}

extension PersistenceError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
        case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
        case .malformedJSON(let position, let reason): "\(position.line):\(position.column): error: \(reason)"
        case .malformedGzip(let reason): "not gzip: \(reason)"
        case .tooLarge(let limit): "more than \(limit) bytes"
        case .outOfMemory: "out of memory"
        case .outsideFolder(let name): "\(name) leads out of its folder"
        }
    }
}

/// A place in a text: lines and columns count from 1, columns in bytes, the offset from 0.
package struct TextPosition: Hashable, Sendable {
    package var line: Int
    package var column: Int
    package var offset: Int

    package init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }

    init(of offset: Int, in text: [UInt8]) {
        let before = text.prefix(max(offset, 0))
        self.offset = before.count
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        column = before.count - lineStart + 1
    }
}
