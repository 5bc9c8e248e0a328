import Testing
import WasmBinary
import WasmModel
import WasmText

@Suite struct RoundTripTests {
    /// Modules with what is easily lost: explicit groups, names, floats, grouping of locals, sections in odd places.
    static let modules = [
        "(rec) (rec (type (func))) (rec (type (struct)) (type (sub (array (mut i8))))) (type (sub final (func))) (type (sub final 1 (struct (field i32 i16))))",
        "(func (local i32 i32) (local $x f32) (local i64))",
        "(func f32.const nan:0x1 drop f32.const -nan drop f64.const nan:0xfffffffffffff drop f64.const -0 drop f64.const 1e-320 drop f32.const -inf drop)",
        "(func (v128.const f64x2 nan 0.1) (drop) (drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 (local.get 0) (local.get 0))))",
        "(func (param i32) (br_table 0 0 (select (result i32) (local.get 0) (br_table 0 (i32.const 1)) (i32.const 2))))",
        "(memory 0) (memory i64 1 2) (memory 1 2 shared) (memory 1 (pagesize 1)) (func i32.load 1 offset=4 align=1 v128.load8_lane 2 align=1 3 memory.copy 1 0)",
        "(memory (data \"a\\00\\ff\")) (table i64 funcref (elem 0)) (func data.drop 0) (data \"b\") (data (memory 0) (i32.const 0) \"\") (data (i32.const 0) \"c\")",
        "(table 1 funcref) (table 2 (ref null func) (ref.null func)) (elem (table 0) (i32.const 0) func) (elem (i32.const 0) func) (elem (table 1) (i32.const 0) funcref)",
        "(elem declare func) (elem externref (ref.null extern)) (elem (i32.const 0) (ref func) (item ref.func 0)) (func) (table 1 funcref)",
        "(tag (param i32)) (func try catch 0 drop catch_all rethrow 0 end try nop delegate 0 (try_table (catch_ref 0 0) (catch_all_ref 0)))",
        "(import \"a\" \"\\\"\\u{1F600}\" (func)) (import \"\" \"\" (tag (param i64))) (export \"\" (func 0)) (start 0)",
        "(type $a (array i8)) (data) (func (array.new_data $a 0 (i32.const 0) (i32.const 0)) drop (br_on_cast 0 anyref (ref null 0)) (ref.test (ref $a)) (ref.cast i31ref))",
        "(@custom \"a\" (before first) \"x\") (@custom \"b\") (func (param i32) (@metadata.code.branch_hint \"\\00\") (if (local.get 0) (then))) (@custom \"c\" (before code) \"y\")",
        "(module (@name \"m\") (type (@name \"t\") (struct (field (@name \"f\") i32))) (func $f (@name \"g\") (param $p (@name \"p\") i32) (local (@name \"l l\") i32)) (func (@name \"g\")))",
    ]

    @Test(arguments: modules) func printingAndReadingGivesTheModuleBack(_ text: String) throws {
        let module = try Module(parsing: text)
        let printed = module.text()
        #expect(try Module(parsing: printed) == module, "\(printed)")
    }

    /// What no text says: how a binary groups locals, a data count without need, sections that are there and empty.
    @Test func whatOnlyABinaryCanSayIsKept() throws {
        var module = Module()
        module.types = [RecursionGroup([SubType(.function(FunctionType()))])]
        let groups = [
            LocalGroup(count: 1, type: .i32), LocalGroup(count: 0, type: .anyref), LocalGroup(count: 2, type: .i32),
            LocalGroup(count: 3_000_000_000, type: .f64),
        ]
        module.functions = [Function(typeIndex: 0, locals: groups, body: Expression([Instruction(.end)]))]
        module.dataCount = 0
        module.emptySections.insert(.element)
        module.customSections = [
            CustomSection(name: "x", content: .raw([1]), after: .element),
            CustomSection(name: "metadata.code.branch_hint", content: .branchHints, after: .dataCount),
        ]
        let printed = module.text()
        #expect(printed.utf8.count < 1000)
        #expect(try Module(parsing: printed) == module, "\(printed)")
    }

    @Test func namesAreUsedWhereTheyCanBe() throws {
        var names = NameSection()
        names.functions = [
            .init(0, "first"), .init(1, "same"), .init(2, "same"), .init(3, "two words"), .init(9, "none"),
        ]
        names.locals = [.init(0, [.init(0, "x")])]
        var module = try Module(parsing: "(func (param i32) (call 0 (local.get 0))) (func) (func) (func)")
        module.customSections = [CustomSection(name: "name", content: .names(names), after: .code)]
        let printed = module.text()
        #expect(
            printed.contains("(func $first (type 0) (param $x i32)") && printed.contains("call $first")
                && printed.contains("local.get $x"))
        #expect(!printed.contains("$same") && !printed.contains("$two"))
        #expect(try Module(parsing: printed) == module)
    }

    @Test func aScriptThatWasWrittenIsReadBack() throws {
        var writer = ScriptWriter()
        writer.comment("found\nby (seed 7")
        writer.module(try Module(parsing: "(func (export \"f\") (param f32) (result f32) (local.get 0))"), name: "m")
        writer.module(binary: [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0])
        writer.register("a \"b\"", instance: "m")
        let values: [Value] = [
            .i32(7), .i64(.max), .f32(bits: 0x7FA0_0000), .f64(bits: 0x8000_0000_0000_0000), .v128(low: 1, high: 2),
            .reference(.null(.func)),
            .reference(.extern(3)), .reference(.host(4)),
        ]
        writer.action(.invoke("f", values), instance: "m")
        let patterns = VectorPattern(shape: .f32x4, low: 0x3F80_0000, high: 0, canonicalLanes: 2, arithmeticLanes: 8)
        // A null is a pattern where it is expected: any null of the type.
        var expected = values.map { value in
            if case .reference(.null(let type)) = value { ExpectedValue.null(type) } else { ExpectedValue.value(value) }
        }
        expected += [
            .f32(.canonical), .f64(.arithmetic), .vector(patterns), .anyNull, .reference(.struct), .reference(.any),
        ]
        writer.assertReturn(.get("g"), expected)
        writer.assertTrap(.invoke("f", []), message: "unreachable")
        writer.assertExhaustion(.invoke("f", []), message: "call stack exhausted")
        writer.assertException(.invoke("f", []))
        let script = try Script(parsing: writer.text)
        #expect(script.commands.count == 8)
        #expect(script.values == values)
        #expect(script.expectations == expected)
        guard case .action(.invoke(_, export: let export, arguments: let run)) = script.commands[3].kind else {
            Issue.record("no call where one was written")
            return
        }
        #expect(script[export] == "f" && Array(script.arguments(run)) == values)
        #expect(script.commands[0].line == 3)
    }
}

@Suite(.enabled(if: OfficialSuite.root != nil, "ASSAY_TESTSUITE names no suite"))
struct OfficialSuiteRoundTripTests {
    /// Text to module, to text or binary, and back: the same module.
    @Test func everyModuleOfTheSuiteComesBackFromTextAndFromBinary() throws {
        var count = 0
        for file in try OfficialSuite.files() {
            let options = OfficialSuite.options(for: file.name)
            let script = try Script(parsing: file.text, options: options)
            for (number, source) in script.modules.enumerated() {
                let module: Module
                switch source {
                case .text(let parsed): module = parsed
                case .quote(let text):
                    guard let parsed = try? Module(parsing: text, options: options) else { continue }
                    module = parsed
                case .binary(let bytes):
                    guard let decoded = try? Module(decoding: bytes) else { continue }
                    module = decoded
                }
                count += 1
                let printed = module.text()
                #expect(try Module(parsing: printed) == module, "\(file.name), module \(number):\n\(printed)")
                if case .binary = source { continue }
                #expect(
                    try Module(decoding: module.encoded()) == module,
                    "\(file.name), module \(number), as binary:\n\(printed)")
            }
        }
        #expect(count > 5000)
    }
}
