import Foundation
import Testing

/// `assay run --print-code`, with a disassembler and without.
@Suite(.enabled(if: Executable.isBuilt)) struct PrintedCodeTests {
    private func output(path: String?) throws -> String {
        let folder = try TemporaryFolder()
        try folder.write(
            "(module (func (export \"f\") (param i32) (result i32) (i32.add (local.get 0) (i32.const 77))))", to: "add.wat")
        let end = try Executable.run(
            ["run", "--engine", "jit", "--print-code", "add.wat"], in: folder.url, path: path)
        #expect(end.status == 0, "\(end.error)")
        return end.output
    }

    @Test func bytesStandBesideInstructionsWithoutADisassembler() throws {
        let output = try output(path: "/nonexistent")
        #expect(output.contains("function 0: 4 instructions"))
        #expect(output.contains("i32.add"))
        // The function ends with `ret`, and nothing is named.
        let bytes = output.split(separator: "\n").filter { $0.hasPrefix("    ") }
            .flatMap { $0.split(separator: " ").dropFirst() }
        #expect(!bytes.isEmpty)
        #expect(bytes.allSatisfy { $0.count == 2 && UInt8($0, radix: 16) != nil })
        #expect(bytes.last == "c3")
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/objdump")))
    func instructionsAreNamedByObjdump() throws {
        let output = try output(path: "/usr/bin")
        #expect(output.contains("lea") || output.contains("add"))
        #expect(output.contains("ret"))
    }
}
