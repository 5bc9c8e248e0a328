import Foundation

/// GNU `as`, the assembler we did not write: what it makes of a listing is what ours must make of it.
enum GNUAssembler {
    static let path = ["/usr/bin/as", "/usr/local/bin/as"].first { FileManager.default.isExecutableFile(atPath: $0) }

    struct Failure: Error, CustomStringConvertible { var description: String }

    /// The bytes of `.text` for `lines` in Intel syntax, by way of a listing: `  12 0005 4889C8    mov rax, rcx`.
    static func bytes(of lines: [String]) throws -> [[UInt8]] {
        guard let path else { throw Failure(description: "no assembler") }
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-as-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appending(path: "source.s")
        try (".intel_syntax noprefix\n" + lines.joined(separator: "\n") + "\n").write(to: source, atomically: true, encoding: .utf8)

        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["--64", "-aln=" + folder.appending(path: "listing").path(), "--listing-lhs-width=4", "-o", "/dev/null", source.path()]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: String(decoding: complaint, as: UTF8.self)) }

        var result = [[UInt8]](repeating: [], count: lines.count)
        for row in try String(contentsOf: folder.appending(path: "listing"), encoding: .utf8).split(separator: "\n") {
            let words = row.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count >= 3, let line = Int(words[0]), line >= 2, words[1].count >= 4 else { continue }
            for word in words[2...] {
                let digits = word.prefix { $0 != "\t" }
                guard digits.count % 2 == 0, digits.allSatisfy({ $0.isHexDigit && !$0.isLowercase }) else { break }
                var rest = Substring(digits)
                while !rest.isEmpty {
                    guard let byte = UInt8(rest.prefix(2), radix: 16) else { break }
                    result[line - 2].append(byte)
                    rest = rest.dropFirst(2)
                }
                if word.contains("\t") { break }
            }
        }
        return result
    }
}
