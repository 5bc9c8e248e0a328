import Testing
import WasmModel
import WasmText

@Suite struct LexicalTests {
    /// Texts that are modules, however they are spaced and commented.
    static let wellFormed = [
        "", " ", ";;", ";; end", "(;;)", "(; (; ;) ;)", "(module)", "(module);;", "(module(;;))", "(module $m)",
        "(module $\"m\")",
        "(module $\"a b\\u{1F600}\")", "(func)", "(func(nop))", "(func nop(nop)nop)", "(func;;bla\n)",
        "(func nop;;bla\n)", "(func $f;;bla\n)",
        "(func br 0;;bla\n)", "(func i32.const 1;;bla\ndrop)", "(data \"a\";;bla\n)", "(memory 1;;bla\n)",
        "(memory 1(;;);;\n)", "(memory 1 2;;)\n)",
        "\t\r\n(func)\r;; x\r(func)", "(@x)", "(@x (a \"b)\" ,;[]{}) (; ) ;) $y 0x1__)", "(@\"x y\" z)",
        "(module (@x) (func (@x (@y)) (nop (@z))))",
        "(func $!#$%&'*+-./:<=>?@\\^_`|~ (call $!#$%&'*+-./:<=>?@\\^_`|~))", "(func $\"f\" (call $f))",
        "(func $f (call $\"\\66\"))",
        "(func $\"\\u{66}\" (call $f))", "(func (export \"\\u{e9}\\t\\n\\r\\\"\\'\\\\\\00\"))",
        "(func (export \"é€😀\"))", "(data \"\\ff\\FE\" \"\")",
        "(func i32.const 0x1 drop i32.const -1 drop)", "(memory 0x1_0)",
    ]

    @Test(arguments: wellFormed) func spaceAndCommentsMayStandAnywhere(_ text: String) throws {
        #expect(throws: Never.self) { try Module(parsing: text) }
    }

    /// A text, and the beginning of what is said about it.
    static let malformed: [(text: String, message: String)] = [
        ("(func 0drop)", "unknown operator"), ("(func br 0drop)", "unknown operator"),
        ("(func (br 0$l))", "unknown operator"),
        ("(data\"a\")", "unknown operator"), ("(data \"a\"\"b\")", "unknown operator"),
        ("(data \"a\"x)", "unknown operator"),
        ("(data $l\"a\")", "unknown operator"), ("(memory 1;)", "unknown operator"),
        ("(memory 1,2)", "unknown operator"),
        ("(func [nop])", "unknown operator"), ("(func NOP)", "unknown operator"), ("(func nop$)", "unknown operator"),
        ("(func i32.const1)", "unknown operator"), ("(func (i32.const0))", "unknown operator"),
        ("(memory 0x)", "unknown operator"),
        ("(memory 1__0)", "unknown operator"), ("(func i32.load offset=x)", "unknown operator"),
        ("(func i32.load align=-1)", "unknown operator"),
        ("(func i32.lod)", "unknown operator"), ("(func get_local 0)", "unknown operator"),
        ("(func i32x4.extract_lane_x 0)", "unknown operator"),
        ("(func $)", "empty identifier"), ("(func $\"\")", "empty identifier"), ("(@)", "empty annotation id"),
        ("(@ x)", "empty annotation id"),
        ("(@\"\")", "empty annotation id"), ("(@x", "unclosed annotation"), ("(@x (y)", "unclosed annotation"),
        ("(@x \u{1})", "illegal character"),
        ("(@x \"a)", "unclosed string"), ("(;", "unclosed comment"), ("(; (; ;)", "unclosed comment"),
        ("(data \"a", "unclosed string"),
        ("(data \"a\n\")", "unclosed string"), ("(data \"\u{1}\")", "illegal control character"),
        ("(data \"\u{7F}\")", "illegal control character"),
        ("(data \"\\x\")", "illegal escape"), ("(data \"\\0\")", "illegal escape"),
        ("(data \"\\u{}\")", "illegal escape"),
        ("(data \"\\u{110000}\")", "illegal escape"), ("(data \"\\u{D800}\")", "illegal escape"),
        ("(data \"\\u{1_}\")", "illegal escape"),
        ("(data \"\\u{FFFFFFFFFFFFFFFFF}\")", "illegal escape"), ("(data \"\\", "illegal escape"),
        ("(func \u{1})", "misplaced control character"),
        ("(func \u{0})", "misplaced control character"), ("(func é)", "misplaced unicode character"),
        ("(func", "unexpected token"),
        ("(", "unexpected token"), (")", "unexpected token"), ("(module", "unexpected token"),
        ("(module) (module)", "unexpected token"),
        ("(module))", "unexpected token"), ("(export \"\\ff\" (func 0))", "malformed UTF-8"),
        ("(func $\"\\ff\")", "malformed UTF-8"),
    ]

    @Test(arguments: malformed) func malformedTextIsNamed(_ text: String, _ message: String) {
        let error = #expect(throws: TextError.self) { try Module(parsing: text) }
        #expect(error?.message.hasPrefix(message) == true, "\(text): \(error?.message ?? "")")
    }

    /// Bytes that are no UTF-8, in each kind of place where bytes are skipped.
    static let notUTF8: [[UInt8]] = [
        [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x98],
    ]

    @Test(arguments: notUTF8) func everyPlaceMustBeUTF8(_ bytes: [UInt8]) {
        for (before, after) in [
            (";; ", "\n"), ("(; ", " ;)"), ("(data \"", "\")"), ("(func ", ")"), ("(@x ", ")"), ("(@x \"", "\")"),
            (";; ", ""),
        ] {
            let text = Array(before.utf8) + bytes + Array(after.utf8)
            let error = #expect(throws: TextError.self) { try Module(parsing: text) }
            #expect(error?.message == "malformed UTF-8 encoding", "\(before)\(bytes)\(after)")
        }
    }

    @Test func stringsAreDecoded() throws {
        let module = try Module(parsing: #"(data "a\n\t\r\\\'\"\00\fF\u{e9}\u{1_F600}" "" "z")"#)
        #expect(module.data[0].bytes == Array("a\n\t\r\\'\"".utf8) + [0, 0xFF] + Array("é😀z".utf8))
    }

    static let places: [(text: String, line: Int, column: Int, offset: Int)] = [
        ("(func\n  foo)", 2, 3, 8), ("(func)\n(func\n\n   (call $x))", 4, 10, 23), ("(module\n", 2, 1, 8),
        ("(func (param i32) (param $x i32) (param $x i32))", 1, 41, 40),
        ("(memory 1)\r\n(memory i32 4 5 6)", 2, 17, 28),
        ("(func (i32.const 5_000_000_000))", 1, 18, 17), ("\n\n\"a", 3, 1, 2),
    ]

    @Test(arguments: places) func errorsSayWhere(_ text: String, _ line: Int, _ column: Int, _ offset: Int) throws {
        let error = try #require(#expect(throws: TextError.self) { try Module(parsing: text) })
        #expect((error.line, error.column, error.offset) == (line, column, offset), "\(error)")
    }

    @Test func positionsAreRecordedOnRequest() throws {
        let text = "(func (export \"f\") (result i32)\n  (i32.add (i32.const 1)\n    (i32.const 2)))"
        let plain = try Module(parsing: text)
        #expect(plain.functions[0].body.positions.isEmpty)
        let module = try Module(parsing: text, options: TextOptions(recordsPositions: true))
        let body = module.functions[0].body
        #expect(body.positions.count == body.instructions.count)
        let places = body.positions.map { TextPosition(of: Int($0), in: Array(text.utf8)) }
        #expect(places.map(\.line) == [2, 3, 2, 3] && places.map(\.column) == [12, 5, 3, 19])
        #expect(plain == module)
    }
}
