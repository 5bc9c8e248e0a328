import Foundation
import Testing

/// What the process ends with and says, for command lines and inputs of every kind.
@Suite(.enabled(if: Executable.isBuilt)) struct CommandLineTests {
    /// A folder with the inputs that the cases below name.
    private static func inputs() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            "(module (func (export \"f\") (result i32) (i32.const 7)))\n(assert_return (invoke \"f\") (i32.const 7))\n",
            to: "right.wast")
        try folder.write(
            "(module (func (export \"f\") (result i32) (i32.const 7)))\n\n(assert_return (invoke \"f\") (i32.const 8))\n",
            to: "wrong.wast")
        try folder.write("(module)\n(assert_return (invoke \"f\" (i32.const)))\n", to: "malformed.wast")
        try folder.write(
            "(module (func (export \"add\") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))\n  (func (export \"trap\") unreachable))",
            to: "good.wat")
        try folder.write("(module\n  (func (result i32)\n    (i64.const 1)))", to: "invalid.wat")
        try folder.write("(module\n  (func (frobnicate)))", to: "malformed.wat")
        try folder.write([0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01], to: "short.wasm")
        try folder.write("not a ledger\n", to: "ledger.txt")
        try folder.write("wrong.wast:3 | interpreter | known | unfiled\n", to: "known.txt")
        try folder.write("right.wast:2 | interpreter | repaired | unfiled\n", to: "stale.txt")
        try folder.write("right.wast:9 | interpreter | gone | unfiled\n", to: "lost.txt")
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("empty"), withIntermediateDirectories: true)
        return folder
    }

    struct Line: Sendable, CustomTestStringConvertible {
        var arguments: String
        var status: Int32
        var says: String
        init(_ arguments: String, _ status: Int32, _ says: String = "") {
            self.arguments = arguments
            self.status = status
            self.says = says
        }
        var testDescription: String { "assay \(arguments)" }
    }

    // swift-format-ignore
    static let lines: [Line] = [
        Line("--help", 0, "conform"),
        Line("--version", 0, "0.1.0"),
        Line("conform --help", 0, "--expectations"),
        Line("frobnicate", 64, "frobnicate"),
        Line("conform --frobnicate", 64, "--frobnicate"),
        Line("conform --engine nobody right.wast", 64, "known engines: interpreter"),
        Line("conform --engine , right.wast", 64, "no engine"),
        Line("conform --features +nothing right.wast", 64, "known features: wasm1"),
        Line("conform --features ++gc right.wast", 64, "unknown feature"),
        Line("conform --jobs 0 right.wast", 64, "--jobs"),
        Line("conform --timeout -1 right.wast", 64, "--timeout"),
        Line("conform --shard 3/2 right.wast", 64, "--shard"),
        Line("conform --update-expectations right.wast", 64, "--expectations"),
        Line("conform --merge", 64, "--merge"),
        Line("conform --engine interpreter right.wast", 0, "2 passed, 0 failed, 0 skipped"),
        Line("conform --engine interpreter wrong.wast", 1, "wrong.wast:3: assert_return on interpreter: expected (i32.const 8), got (i32.const 7)"),
        Line("conform --engine interpreter --falsify right.wast", 0, "100 %"),
        Line("conform missing.wast", 66, "missing.wast: error: no such file"),
        Line("conform empty", 66, "no scripts"),
        Line("conform malformed.wast", 66, "malformed.wast:2:"),
        Line("conform --engine interpreter right.wast malformed.wast", 66, "2 passed"),
        Line("conform --engine interpreter --expectations missing.txt right.wast", 66, "missing.txt"),
        Line("conform --engine interpreter --expectations ledger.txt right.wast", 66, "ledger.txt:1:1: error:"),
        Line("conform --engine interpreter --expectations known.txt wrong.wast", 0, "1 of the failures expected"),
        Line("conform --engine interpreter --expectations stale.txt right.wast", 1, "an expected failure that passed"),
        Line("conform --engine interpreter --expectations lost.txt right.wast", 1, "matches no command"),
        Line("conform --engine interpreter --json nowhere/x.json right.wast", 74, "nowhere/x.json"),
        Line("conform --engine interpreter --json - right.wast", 0, "\"kind\": \"conformance\""),
        Line("conform --engine interpreter --junit - right.wast", 0, "<testsuite"),
        Line("conform --merge right.wast", 66, "right.wast:1:"),
        Line("conform --engine worker=./missing right.wast", 69, "worker=./missing"),
        Line("validate good.wat", 0, "good.wat: valid"),
        Line("validate invalid.wat", 66, "invalid.wat:3:"),
        Line("validate malformed.wat", 66, "malformed.wat:2:"),
        Line("validate short.wasm", 66, "short.wasm: offset 0x"),
        Line("validate good.wat missing.wat", 66, "missing.wat: error:"),
        Line("parse --output - malformed.wat", 66, "malformed.wat:2:"),
        Line("parse missing.wat", 66, "missing.wat: error:"),
        Line("parse --output nowhere/x.wasm good.wat", 74, "nowhere/x.wasm"),
        Line("print good.wat", 0, "i32.add"),
        Line("print short.wasm", 66, "short.wasm: offset 0x"),
        Line("print --output nowhere/x.wat good.wat", 74, "nowhere/x.wat"),
        Line("run good.wat", 0),
        Line("run --invoke add good.wat 40 2", 0, "(i32.const 42)"),
        Line("run --invoke add good.wat 0x28 2", 0, "(i32.const 42)"),
        Line("run --invoke add good.wat 1", 64, "takes 2 arguments"),
        Line("run --invoke add good.wat 1 two", 64, "'two' is no i32"),
        Line("run --invoke add good.wat 1 2)(", 64, "is no i32"),
        Line("run --invoke nothing good.wat", 64, "exported functions: 'add', 'trap'"),
        Line("run --invoke trap good.wat", 1, "trap: unreachable"),
        Line("run invalid.wat", 66, "invalid"),
        Line("run short.wasm", 66, "malformed"),
        Line("run missing.wat", 66, "missing.wat"),
        Line("engines", 0, "interpreter"),
        Line("spec verify empty", 66, "0 scripts"),
        Line("bench nothing", 64, "neither a measurement"),
        Line("fuzz --engine interpreter --count 5", 64, "one with --equivalent"),
        Line("fuzz --engine interpreter --equivalent --count 20 --corpus empty", 0, "0 divergent modules"),
        Line("assess --validity --count 20 --profile linking", 0, "valid"),
        Line("assess --validity --count 5 --engine interpreter", 0, "interpreter takes"),
        Line("assess --engine interpreter", 64, "--engine needs --validity"),
        Line("assess --report page.md --json -", 64, "--report stands alone"),
    ]

    @Test(arguments: lines)
    func theProcessEndsAsDocumented(_ line: Line) throws {
        let folder = try Self.inputs()
        // Suites and pins are found by the executable's place; the inputs by the working folder.
        let end = try Executable.run(line.arguments.split(separator: " ").map(String.init), in: folder.url)
        #expect(end.status == line.status, "\(end.output)\(end.error)")
        #expect(line.says.isEmpty || (end.output + end.error).contains(line.says), "\(end.output)\(end.error)")
    }

    @Test func standardOutputCarriesResultsOnly() throws {
        let folder = try Self.inputs()
        let end = try Executable.run(
            ["conform", "--engine", "interpreter", "--json", "-", "wrong.wast"], in: folder.url)
        let object = try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any]
        #expect(object?["kind"] as? String == "conformance")
        #expect(end.error.contains("1 failed"))
    }

    @Test func aParsedModuleIsTheModule() throws {
        let folder = try Self.inputs()
        #expect(try Executable.run(["parse", "good.wat"], in: folder.url).status == 0)
        #expect(
            try Executable.run(["run", "--invoke", "add", "good.wasm", "--", "-1", "2"], in: folder.url).output
                == "(i32.const 1)\n")
    }
}
