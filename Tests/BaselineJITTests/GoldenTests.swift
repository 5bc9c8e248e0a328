import BaselineJIT
import Foundation
import Testing
import WasmBinary
import WasmModel
import WasmText
import WasmValidation

/// The code of a few dozen instructions, byte for byte, in the files of `Goldens`: options, a module, and what its functions
/// become. Lines that begin with a semicolon are for the reader and are not compared.
///
/// With `ASSAY_BLESS=1` in the environment the files are written anew, by `objdump` with what the bytes mean.
@Suite struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
    private static let separator = "====\n"
    private static let files =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path()))?.filter { $0.hasSuffix(".txt") }.sorted() ?? []

    @Test func thereAreGoldens() { #expect(Self.files.count >= 10) }

    @Test(arguments: files) func theCodeIsWhatItWas(file: String) throws {
        let url = Self.folder.appending(path: file)
        let text = try String(contentsOf: url, encoding: .utf8)
        let parts = text.components(separatedBy: Self.separator)
        let found = try listing(of: parts[0])
        if ProcessInfo.processInfo.environment["ASSAY_BLESS"] != nil {
            let written = parts[0] + Self.separator + found.joined(separator: "\n") + "\n"
            try written.write(to: url, atomically: true, encoding: .utf8)
            return
        }
        let expected = parts.count > 1 ? parts[1].split(separator: "\n").map(String.init) : []
        func compared(_ lines: [String]) -> [String] { lines.filter { $0.first { $0 != " " } != ";" } }
        let (old, new) = (compared(expected), compared(found))
        let difference = zip(old, new).first { $0 != $1 }
        #expect(difference == nil && old.count == new.count, "expected \(difference?.0 ?? ""), made \(difference?.1 ?? "")")
    }

    /// The first line names the engine: `;; jit:no-fold`.
    private func listing(of source: String) throws -> [String] {
        let header = source.prefix { $0 != "\n" }.drop { $0 == ";" || $0 == " " }
        var options = try #require(header == "jit" ? CompilerOptions() : CompilerOptions(names: header.dropFirst(4)))
        // Every machine makes the same code.
        options.usesAVX = !header.contains("no-avx")
        let module = try Module(parsing: source)
        let validated = try ValidatedModule(validating: module, features: .all)
        var lines: [String] = []
        for number in module.functions.indices {
            let code = try CodeListing(ofDefinedFunction: number, in: validated, options)
            let instructions = module.lines(ofDefinedFunction: number)
            lines.append("function \(number)")
            for stretch in code.stretches {
                lines += instructions[stretch.instructions].map { "  " + $0.drop { $0 == " " } }
                lines += Self.rows(Self.masked(Array(code.bytes[stretch.bytes])))
            }
        }
        return lines
    }

    /// With zeros for the long constants of `movabs`: addresses of the runtime are others in every process.
    private static func masked(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for position in bytes.indices.dropLast(9) where bytes[position] & 0xFE == 0x48 && bytes[position + 1] & 0xF8 == 0xB8 {
            for offset in 2..<10 { bytes[position + offset] = 0 }
        }
        return bytes
    }

    private static func rows(_ bytes: [UInt8]) -> [String] {
        let digits = stride(from: 0, to: bytes.count, by: 20).map { start in
            "      " + bytes[start..<min(start + 20, bytes.count)].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
                .joined(separator: " ")
        }
        guard ProcessInfo.processInfo.environment["ASSAY_BLESS"] != nil else { return digits }
        return digits + meaning(of: bytes).map { "      ; " + $0 }
    }

    private static func meaning(of bytes: [UInt8]) -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: "assay-golden-\(UUID().uuidString).bin")
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/objdump")
        process.arguments = [
            "-D", "-b", "binary", "-m", "i386:x86-64", "-M", "intel", "--no-show-raw-insn", file.path(),
        ]
        process.standardOutput = output
        guard (try? Data(bytes).write(to: file)) != nil, (try? process.run()) != nil else { return [] }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            let columns = line.split(separator: "\t")
            return columns.count == 2 && columns[0].hasSuffix(":") ? String(columns[1]) : nil
        }
    }
}
