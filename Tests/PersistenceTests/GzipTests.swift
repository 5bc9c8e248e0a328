import Foundation
import Persistence
import Testing

@Suite struct GzipTests {
    static let samples: [[UInt8]] = [
        [], [7], Array("hello, hello, hello".utf8), Array(repeating: 0, count: 1 << 20),
        (0..<100_000).map { UInt8(truncatingIfNeeded: ($0 * $0) >> 7) },
    ]

    @Test(arguments: samples) func whatIsCompressedComesBack(_ bytes: [UInt8]) throws {
        for level in [1, 6, 9] {
            let member = try Gzip.compress(bytes, level: level)
            #expect(Array(member.prefix(3)) == [0x1F, 0x8B, 8])
            #expect(try Gzip.decompress(member, limit: bytes.count) == bytes)
        }
    }

    /// Made by another program: `printf 'assay\n' | gzip -n`.
    @Test func membersOfOthersAreRead() throws {
        let member: [UInt8] = [
            0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0x4B, 0x2C, 0x2E, 0x4E, 0xAC, 0xE4, 0x02, 0x00, 0x87, 0x62, 0xAF,
            0xE2, 0x06,
            0, 0, 0,
        ]
        #expect(try Gzip.decompress(member, limit: 100) == Array("assay\n".utf8))
        #expect(try Gzip.decompress(member + member, limit: 100) == Array("assay\nassay\n".utf8))
    }

    @Test func aBombStopsAtTheLimit() throws {
        let bomb = try Gzip.compress(Array(repeating: 0, count: 8 << 20))
        #expect(bomb.count < 10_000)
        #expect(throws: PersistenceError.tooLarge(limit: 100_000)) { try Gzip.decompress(bomb, limit: 100_000) }
    }

    @Test func everyCutIsNoticed() throws {
        let member = try Gzip.compress(Array("some text to be cut".utf8))
        for count in 0..<member.count {
            #expect(throws: PersistenceError.malformedGzip(reason: "cut short"), "\(count)") {
                try Gzip.decompress(Array(member.prefix(count)), limit: 1000)
            }
        }
    }

    @Test func damageIsNoticed() throws {
        let member = try Gzip.compress(Self.samples[2])
        // The name and time of the header are not protected; from the data on, everything is.
        for position in 10..<member.count {
            var damaged = member
            damaged[position] ^= 0x10
            let result = try? Gzip.decompress(damaged, limit: 1000)
            #expect(result == nil || result == Self.samples[2], "\(position)")
        }
        #expect(throws: PersistenceError.self) { try Gzip.decompress(member + [1, 2, 3], limit: 1000) }
        #expect(throws: PersistenceError.self) { try Gzip.decompress(Array("plain".utf8), limit: 1000) }
    }

    @Test func filesAreWrittenAndReadInPieces() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/a.gz"
            var writer = try GzipFileWriter(path: path)
            for sample in Self.samples { try writer.write(sample) }
            try writer.close()
            var reader = try GzipFileReader(path: path, limit: 4 << 20)
            var bytes: [UInt8] = []
            while let piece = try reader.next() { bytes += piece }
            #expect(bytes == Self.samples.flatMap(\.self))

            let whole = try Files.read(path, limit: 1 << 20)
            try AtomicFile.replace(path, with: Array(whole.dropLast()))
            #expect(throws: PersistenceError.malformedGzip(reason: "cut short")) {
                var cut = try GzipFileReader(path: path, limit: 4 << 20)
                while try cut.next() != nil {}
            }
        }
    }
}

/// A folder for one test, gone afterwards.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path(percentEncoded: false))
}
