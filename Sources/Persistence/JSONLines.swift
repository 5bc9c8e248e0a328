/// A file of JSON values, one to a line, that only grows: a record of what happened, as it happens.
///
/// Every value is handed to the system before ``append(_:)`` returns, so a process that dies loses nothing it has
/// appended; ``synchronize()`` is for power failures. One writer at a time.
package struct JSONLinesFile: ~Copyable {
    private let file: OutputFile

    /// Makes the file if it is not there. A last line without line break is what a death in the middle of a write
    /// leaves; it is cut off.
    ///
    /// - Parameter limit: bytes of a file that is there.
    package init(path: String, limit: Int = 1 << 30) throws(PersistenceError) {
        file = try Self.opened(path, limit: limit)
    }

    private static func opened(_ path: String, limit: Int) throws(PersistenceError) -> OutputFile {
        guard Files.exists(path) else { return try OutputFile(creating: path) }
        let bytes = try Files.read(path, limit: limit)
        let file = try OutputFile(appendingTo: path)
        let complete = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        if complete < bytes.count { try file.truncate(to: complete) }
        return file
    }

    package func append(_ value: JSON) throws(PersistenceError) {
        try file.write(value.compact + [UInt8(ascii: "\n")])
    }

    /// Returns when everything appended is on the disk.
    package func synchronize() throws(PersistenceError) { try file.synchronize() }
}

/// What a file of JSON values holds.
package struct JSONLines: Hashable, Sendable {
    package var values: [JSON]
    /// The last line had no line break and was left out.
    package var isTorn: Bool

    package init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(PersistenceError) {
        values = []
        var start = 0
        var line = 1
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let text = Array(bytes[start..<end])
            if text.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) {
                do throws(PersistenceError) {
                    values.append(try JSON(parsing: text, limits: limits))
                } catch {
                    guard case .malformedJSON(let position, let reason) = error else { throw error }
                    throw .malformedJSON(
                        TextPosition(line: line, column: position.column, offset: start + position.offset),
                        reason: reason)
                }
            }
            start = end + 1
            line += 1
        }
        isTorn = start < bytes.count
    }

    /// - Parameter limits: `bytes` bounds the file; a line is bounded with it.
    package init(path: String, limits: JSONLimits = JSONLimits(bytes: 256 << 20)) throws(PersistenceError) {
        try self.init(parsing: try Files.read(path, limit: limits.bytes), limits: limits)
    }
}
