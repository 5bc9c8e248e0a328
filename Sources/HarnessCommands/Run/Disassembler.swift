import Foundation

/// Machine code as text, by `objdump` of binutils where it is installed.
enum Disassembler {
    struct Row {
        var offset: Int
        /// Offset, bytes and instruction.
        var text: String
    }

    /// The first `objdump` of the folders that `PATH` names.
    private static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { $0 + "/objdump" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// One row for each instruction, in Intel's notation; nil without a disassembler.
    static func rows(of code: [UInt8]) -> [Row]? {
        guard let path else { return nil }
        let file = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString).bin")
        defer { try? FileManager.default.removeItem(at: file) }
        guard (try? Data(code).write(to: file)) != nil else { return nil }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-D", "-b", "binary", "-m", "i386:x86-64", "-M", "intel", "--insn-width=15", file.path()]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil, let data = try? output.fileHandleForReading.readToEnd() else { return nil }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap(row)
    }

    /// `   1f:⇥48 89 c3       ⇥mov    rbx,rax`
    private static func row(_ line: Substring) -> Row? {
        let columns = line.split(separator: "\t")
        guard columns.count >= 2, let colon = columns[0].firstIndex(of: ":"),
            let offset = Int(columns[0][..<colon].trimmingCharacters(in: .whitespaces), radix: 16)
        else { return nil }
        let bytes = columns[1].trimmingCharacters(in: .whitespaces)
        let instruction = columns.count > 2 ? String(columns[2]) : ""
        return Row(offset: offset, text: "    \(digits(offset))  \(bytes.padded(32))\(instruction)")
    }

    /// Sixteen bytes to a row.
    static func plainRows(of code: [UInt8], in range: Range<Int>) -> [String] {
        stride(from: range.lowerBound, to: range.upperBound, by: 16).map { start in
            let bytes = code[start..<min(start + 16, range.upperBound)]
            return "    \(digits(start))  " + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
        }
    }

    private static func digits(_ offset: Int) -> String {
        let text = String(offset, radix: 16)
        return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }
}
