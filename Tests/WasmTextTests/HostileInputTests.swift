import Testing
import WasmModel
import WasmText

/// Nothing that a text holds may crash the reader, make it recurse without bound, or keep it busy for long.
@Suite struct HostileInputTests {
    static let depth = 100_000

    static let nests: [(open: String, close: String, instructions: Int)] = [
        ("(block ", ")", 2), ("(loop ", ")", 2), ("(drop ", ")", 1), ("(if (nop) (then ", "))", 3),
        ("block ", " end", 2), ("(i32.eqz ", ")", 1),
        ("(try (do ", ") (catch_all))", 3), ("(try_table (catch_all 0) ", ")", 2), ("nop if nop else ", " end", 5),
        ("(call_indirect (param i32) ", ")", 1), ("(if (nop) (then) (else ", "))", 4),
    ]

    @Test(arguments: nests) func deepNestingIsRead(_ open: String, _ close: String, _ instructions: Int) throws {
        let text =
            "(func " + String(repeating: open, count: Self.depth) + String(repeating: close, count: Self.depth) + ")"
        let module = try Module(parsing: text)
        #expect(module.functions[0].body.instructions.count == instructions * Self.depth + 1)
    }

    @Test(arguments: [
        "(", "(func ", "(block ", "(; ", "(@x ", "(module ", "(rec ", "(assert_return ", "(if ", "\"", "(ref ",
        "(thread ", "(either ",
    ])
    func endlessOpeningsAreRejected(_ opening: String) {
        let text = Array(String(repeating: opening, count: Self.depth).utf8)
        #expect(throws: TextError.self) { try Module(parsing: Array("(func ".utf8) + text) }
        #expect(throws: TextError.self) { try Module(parsing: text) }
        #expect(throws: TextError.self) { try Script(parsing: text) }
    }

    @Test func hugeNumbersAreRejectedOrRounded() throws {
        let digits = String(repeating: "9", count: 1_000_000)
        #expect(throws: TextError.self) { try Module(parsing: "(memory \(digits))") }
        #expect(throws: TextError.self) { try Module(parsing: "(func i32.load offset=\(digits))") }
        #expect(throws: TextError.self) { try Module(parsing: "(func f64.const \(digits) drop)") }
        #expect(throws: TextError.self) { try Module(parsing: "(func f64.const 1e\(digits) drop)") }
        #expect(throws: TextError.self) { try Module(parsing: "(func f32.const 0x\(digits)p\(digits) drop)") }
        #expect(
            try Module(parsing: "(func f64.const 0.\(digits) drop)").functions[0].body.instructions[0].bits
                == Double(1).bitPattern)
        #expect(try Module(parsing: "(func f64.const 1e-\(digits) drop)").functions[0].body.instructions[0].bits == 0)
        #expect(throws: TextError.self) { try Module(parsing: "(func f64.const nan:0x\(digits) drop)") }
        #expect(throws: TextError.self) { try Module(parsing: "(func call \(digits))") }
        #expect(throws: TextError.self) { try Module(parsing: "(func (result (ref \(digits))))") }
        #expect(throws: Never.self) { try Module(parsing: "(func (result (ref 4294967295)))") }
    }

    @Test func manyNamesAreFound() throws {
        let count = 50_000
        let functions = (0..<count).map { "(func $f\($0) (call $f\(count - 1 - $0)))" }.joined(separator: "\n")
        let module = try Module(parsing: functions)
        #expect(
            module.functions.indices.allSatisfy {
                module.functions[$0].body.instructions[0].index == UInt32(count - 1 - $0)
            })
        let locals = (0..<count).map { "(local $l\($0) i32)" }.joined() + "(local.set $l\(count - 1) (local.get $l7))"
        #expect(
            try Module(parsing: "(func \(locals))").functions[0].locals == [
                LocalGroup(count: UInt32(count), type: .i32)
            ])
    }

    static let sample = #"""
        (module $m (@name "x") (type $t (sub final (func (param $a i32) (result i32)))) (rec (type (struct (field $f (mut i8)))) (type (array i64)))
          (import "spectest" "print" (func $p)) (memory (export "m") 1 2) (table $tb 1 funcref (ref.null func)) (data (i32.const 0) "a\u{41}\ff")
          (func $g (export "g") (type $t) (param $a i32) (result i32) (local i64 v128) (@metadata.code.branch_hint "\01") (if (local.get $a) (then (call $p)) (else (nop)))
            (block $l (result i32) (br_table $l 0 (i32.const 1) (i32.const 2))) drop v128.const f32x4 1.5 nan -0x1p-3 inf drop
            (try_table (catch_all 0) (nop)) (i32.load8_u offset=4 align=1 (i32.const 0)) (; c ;) ;; d
          ) (elem declare func $g) (@custom "c" (after type) "\00"))
        (module binary "\00asm" "\01\00\00\00") (module quote "(func)") (register "m" $m) (module instance $i $m)
        (assert_return (invoke $m "g" (i32.const -1) (ref.null func)) (either (f32.const nan:canonical) (f32.const 0)) (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15))
        (assert_trap (invoke "g") "unreachable") (assert_malformed (module quote "x") "y") (get "h") (thread $T (shared (module $m)) (invoke "z")) (wait $T)
        """#

    @Test func theSampleIsWellFormed() throws {
        let script = try Script(parsing: Self.sample)
        #expect(script.commands.count == 11 && script.modules.count == 4)
    }

    @Test func theSampleCutAnywhereDoesNotCrash() {
        let text = Array(Self.sample.utf8)
        for end in text.indices { _ = try? Script(parsing: Array(text[..<end])) }
    }

    @Test func theSampleWithAnyByteChangedDoesNotCrash() {
        let text = Array(Self.sample.utf8)
        for position in text.indices {
            for byte in [0x00, 0x22, 0x28, 0x29, 0x30, 0x3B, 0x40, 0x5C, 0x24, 0xFF] as [UInt8]
            where text[position] != byte {
                var changed = text
                changed[position] = byte
                _ = try? Script(parsing: changed)
            }
        }
    }

    @Test func theSampleWithAnyTokenLeftOutOrDoubledDoesNotCrash() {
        let tokens = Self.sample.split { $0 == " " || $0 == "\n" }
        for position in tokens.indices {
            var fewer = tokens
            fewer.remove(at: position)
            _ = try? Script(parsing: fewer.joined(separator: " "))
            var more = tokens
            more.insert(tokens[position], at: position)
            _ = try? Script(parsing: more.joined(separator: " "))
        }
    }
}
