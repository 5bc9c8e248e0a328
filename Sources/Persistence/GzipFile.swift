/// Writes a gzip file piece by piece. Not atomic: until ``close()`` has returned the file is incomplete, and a reader
/// says so.
package struct GzipFileWriter: ~Copyable {
    private var encoder: GzipEncoder
    private let file: OutputFile

    /// Replaces what is there.
    package init(path: String, level: Int = 6) throws(PersistenceError) {
        let file = try OutputFile(creating: path)
        encoder = try GzipEncoder(level: level)
        self.file = file
    }

    package mutating func write(_ bytes: [UInt8]) throws(PersistenceError) {
        try file.write(encoder.encode(bytes))
    }

    /// Ends the member, and returns when all of it is on the disk.
    package consuming func close() throws(PersistenceError) {
        try file.write(encoder.finish())
        try file.synchronize()
    }
}

/// Reads a gzip file piece by piece.
package struct GzipFileReader: ~Copyable {
    private var decoder: GzipDecoder
    private let file: InputFile

    /// - Parameter limit: bytes that may come out.
    package init(path: String, limit: Int) throws(PersistenceError) {
        let file = try InputFile(path: path)
        decoder = try GzipDecoder(limit: limit)
        self.file = file
    }

    /// The next bytes, never none; `nil` at the end of a complete file.
    package mutating func next() throws(PersistenceError) -> [UInt8]? {
        while let piece = try file.read(atMost: Gzip.pieceSize) {
            let bytes = try decoder.decode(piece)
            if !bytes.isEmpty { return bytes }
        }
        try decoder.finish()
        return nil
    }
}
