import CZlib

/// Compresses bytes into one gzip member (RFC 1952), piece by piece. The header holds no time and no name, so equal
/// bytes in equal pieces give equal members.
package struct GzipEncoder: ~Copyable {
    private let zlib: assay_zlib

    /// - Parameter level: 1 (fast) to 9 (small).
    package init(level: Int = 6) throws(PersistenceError) {
        let made = assay_make_deflate(Int32(min(max(level, 1), 9)))
        guard assay_zlib_is_made(made) != 0 else { throw .outOfMemory }
        zlib = made
    }

    deinit { assay_release_deflate(zlib) }

    /// Takes more bytes; answers with what of the member is ready. Some of it stays inside until ``finish()``.
    package mutating func encode(_ bytes: [UInt8]) -> [UInt8] { run(bytes, finishing: false) }

    /// The rest of the member. Nothing can be encoded after it.
    package mutating func finish() -> [UInt8] { run([], finishing: true) }

    private func run(_ bytes: [UInt8], finishing: Bool) -> [UInt8] {
        var output: [UInt8] = []
        var offset = 0
        while true {
            let piece = Array(bytes[offset..<min(offset + Gzip.pieceSize, bytes.count)])
            var room = [UInt8](repeating: 0, count: Gzip.pieceSize)
            let step = assay_deflate(
                zlib, piece, UInt32(piece.count), &room, UInt32(room.count), finishing ? 1 : 0)
            output += room.prefix(Int(step.produced))
            offset += Int(step.consumed)
            let isStuck = step.consumed == 0 && step.produced == 0
            let isDone = offset == bytes.count && Int(step.produced) < room.count
            if step.status == Z_STREAM_END || isStuck || (isDone && !finishing) { return output }
        }
    }
}

/// Decompresses one or more gzip members, piece by piece, and refuses to grow beyond a limit.
package struct GzipDecoder: ~Copyable {
    private let zlib: assay_zlib
    private let limit: Int
    private var produced = 0
    private var isInsideMember = false
    private var hasMember = false

    /// - Parameter limit: bytes of all members together.
    package init(limit: Int) throws(PersistenceError) {
        let made = assay_make_inflate()
        guard assay_zlib_is_made(made) != 0 else { throw .outOfMemory }
        zlib = made
        self.limit = limit
    }

    deinit { assay_release_inflate(zlib) }

    /// Takes more bytes; answers with what they stand for.
    ///
    /// - Throws: ``PersistenceError/malformedGzip(reason:)``, or ``PersistenceError/tooLarge(limit:)`` as soon as the
    ///   limit is passed, however much more there would be.
    package mutating func decode(_ bytes: [UInt8]) throws(PersistenceError) -> [UInt8] {
        var output: [UInt8] = []
        var offset = 0
        while true {
            let piece = Array(bytes[offset..<min(offset + Gzip.pieceSize, bytes.count)])
            if piece.isEmpty && !isInsideMember { return output }
            var room = [UInt8](repeating: 0, count: Gzip.pieceSize)
            let step = assay_inflate(zlib, piece, UInt32(piece.count), &room, UInt32(room.count))
            offset += Int(step.consumed)
            produced += Int(step.produced)
            guard produced <= limit else { throw .tooLarge(limit: limit) }
            output += room.prefix(Int(step.produced))
            switch step.status {
            case Z_STREAM_END:
                isInsideMember = false
                hasMember = true
                guard assay_inflate_reset(zlib) == Z_OK else { throw .malformedGzip(reason: "cannot start again") }
            case Z_OK, Z_BUF_ERROR:
                isInsideMember = true
                if step.consumed == 0 && step.produced == 0 { return output }
            case Z_MEM_ERROR: throw .outOfMemory
            default: throw .malformedGzip(reason: hasMember ? "damaged, or something behind the end" : "damaged")
            }
        }
    }

    /// - Throws: ``PersistenceError/malformedGzip(reason:)`` if the last member is not complete, or none was there.
    package mutating func finish() throws(PersistenceError) {
        guard hasMember && !isInsideMember else { throw .malformedGzip(reason: "cut short") }
    }
}

/// Whole arrays at once.
package enum Gzip {
    /// Bytes that go to or come from zlib in one step.
    static let pieceSize = 1 << 16

    package static func compress(_ bytes: [UInt8], level: Int = 6) throws(PersistenceError) -> [UInt8] {
        var encoder = try GzipEncoder(level: level)
        let head = encoder.encode(bytes)
        return head + encoder.finish()
    }

    /// - Parameter limit: bytes that may come out; a few kilobytes can name gigabytes.
    package static func decompress(_ bytes: [UInt8], limit: Int) throws(PersistenceError) -> [UInt8] {
        var decoder = try GzipDecoder(limit: limit)
        let output = try decoder.decode(bytes)
        try decoder.finish()
        return output
    }
}
