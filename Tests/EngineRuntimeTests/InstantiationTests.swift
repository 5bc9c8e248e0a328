import EngineInterface
import EngineRuntime
import Testing
import WasmModel

@Suite struct InstantiationTests {
    @Test(arguments: [
        ("i32 (i32.const -1)", Value.i32(.max)),
        ("i64 (i64.add (i64.const 40) (i64.mul (i64.const 2) (i64.sub (i64.const 3) (i64.const 2))))", .i64(42)),
        ("i32 (i32.mul (i32.const 0x10000) (i32.const 0x10001))", .i32(0x10000)),
        ("f32 (f32.const -0)", .f32(bits: 0x8000_0000)),
        ("f64 (f64.const nan:0x1)", .f64(bits: 0x7FF0_0000_0000_0001)),
        ("v128 (v128.const i64x2 1 2)", .v128(low: 1, high: 2)),
        ("i32 (global.get $first)", .i32(77)),
        ("i32 (i32.add (global.get $first) (i32.const 1))", .i32(78)),
        ("funcref (ref.func $f)", .reference(.function(index: 0))),
        ("externref (ref.null extern)", .reference(.null(.extern))),
        ("(ref null $s) (ref.null none)", .reference(.null(.any))),
        ("anyref (ref.i31 (i32.const -1))", .reference(.i31(0x7FFF_FFFF))),
        ("anyref (struct.new $s (i32.const 1) (v128.const i64x2 5 6) (i64.const 2))", .reference(.structure)),
        ("anyref (struct.new_default $s)", .reference(.structure)),
        ("anyref (array.new $a (i32.const 3) (i32.const 4))", .reference(.array)),
        ("anyref (array.new_fixed $a 2 (i32.const 3) (i32.const 4))", .reference(.array)),
        ("externref (extern.convert_any (ref.i31 (i32.const 5)))", .reference(.externalized)),
        ("anyref (any.convert_extern (extern.convert_any (ref.i31 (i32.const 5))))", .reference(.i31(5))),
    ])
    func constantExpressionsHaveTheirValue(_ definition: String, _ expected: Value) throws {
        var session = try Session()
        try session.make(
            """
            (module (type $s (struct (field i8) (field v128) (field i64))) (type $a (array i16))
              (func $f) (elem declare func $f) (global $first i32 (i32.const 77)) (global (export "g") \(definition)))
            """)
        #expect(try session.global("g") == expected)
    }

    @Test func constantObjectsHoldWhatTheyWereMadeOf() throws {
        var session = try Session()
        try session.make(
            """
            (module
              (type $s (struct (field i8) (field v128) (field i64))) (type $a (array i16))
              (global $s (ref $s) (struct.new $s (i32.const 0x1FF) (v128.const i64x2 5 6) (i64.const 7)))
              (global $a (ref $a) (array.new_fixed $a 3 (i32.const 1) (i32.const 0x1FFFF) (i32.const 3)))
              (func (export "byte") (result i32) (struct.get_u $s 0 (global.get $s)))
              (func (export "last") (result i64) (struct.get $s 2 (global.get $s)))
              (func (export "length") (result i32) (array.len (global.get $a)))
              (func (export "element") (param i32) (result i32) (array.get_u $a (global.get $a) (local.get 0))))
            """)
        #expect(try session.call("last") == .returned([.i64(7)]))
        #expect(try session.call("length") == .returned([.i32(3)]))
        #expect(try session.call("byte") == .returned([.i32(0xFF)]))
        for (index, expected) in [UInt32(1), 0xFFFF, 3].enumerated() {
            #expect(try session.call("element", .i32(UInt32(index))) == .returned([.i32(expected)]))
        }
    }

    @Test func segmentsAreAppliedInOrder() throws {
        var session = try Session()
        try session.make(
            """
            (module (memory (export "m") 1) (table (export "t") 3 funcref) (func $f)
              (data (i32.const 1) "aaa") (data (i32.const 2) "b") (data "passive") (elem (i32.const 1) $f))
            """)
        #expect(try session.store.memory(session.instance, "m", from: 0, count: 5) == [0, 97, 98, 97, 0])
    }

    @Test func tablesStartWithTheirInitializer() throws {
        var session = try Session()
        try session.make(
            """
            (module (func $f (result i32) (i32.const 5)) (table $t 3 (ref func) (ref.func $f))
              (func (export "run") (result i32) (call_indirect $t (result i32) (i32.const 2))))
            """)
        #expect(try session.call("run") == .returned([.i32(5)]))
    }

    @Test func activeAndDeclarativeSegmentsAreDropped() throws {
        var session = try Session()
        try session.make(
            """
            (module (memory 1) (table 3 funcref) (func $f)
              (data $active (i32.const 0) "a") (data $passive "b") (elem $active (i32.const 0) $f) (elem $declared declare func $f)
              (func (export "active data") (memory.init $active (i32.const 0) (i32.const 0) (i32.const 1)))
              (func (export "passive data") (memory.init $passive (i32.const 0) (i32.const 0) (i32.const 1)))
              (func (export "active") (table.init $active (i32.const 0) (i32.const 0) (i32.const 1)))
              (func (export "declared") (table.init $declared (i32.const 0) (i32.const 0) (i32.const 1))))
            """)
        #expect(try session.call("active data") == .trapped(.memoryOutOfBounds))
        #expect(try session.call("passive data") == .returned([]))
        #expect(try session.call("active") == .trapped(.tableOutOfBounds))
        #expect(try session.call("declared") == .trapped(.tableOutOfBounds))
    }

    @Test func aStartFunctionThatThrowsNamesItsTag() throws {
        let session = try Session()
        let made = try session.instantiation(
            "(module (tag $t (export \"t\") (param i32)) (func $f (throw $t (i32.const 3))) (start $f))")
        #expect(made == .threw(ThrownException(tag: "t", payload: [.i32(3)])))
    }

    @Test func aFunctionInATableOutlivesAFailedInstantiation() throws {
        var session = try Session()
        try session.make("(module (table (export \"t\") 1 funcref))", as: "a")
        let failed = try session.instantiation(
            """
            (module (import "a" "t" (table 1 funcref)) (memory 1) (global $g i32 (i32.const 9))
              (func $f (result i32) (global.get $g)) (elem (i32.const 0) $f) (data (i32.const 65536) "x"))
            """)
        #expect(failed == .trapped(.memoryOutOfBounds))
        try session.make(
            """
            (module (import "a" "t" (table 1 funcref))
              (func (export "run") (result i32) (call_indirect (result i32) (i32.const 0))))
            """)
        #expect(try session.call("run") == .returned([.i32(9)]))
    }

    @Test func whatATierDoesNotHaveIsNamed() throws {
        let session = try Session()
        let made = try session.instantiation("(module (func try catch_all rethrow 0 end))")
        #expect(made == .unsupported("unsupported(\"rethrow\")"))
    }

    @Test func questionsWithoutSenseAreFailures() throws {
        var session = try Session()
        try session.make("(module (func (export \"f\") (param i32)) (memory (export \"m\") 1))")
        #expect(throws: EngineFailure.self) { try session.call("g") }
        #expect(throws: EngineFailure.self) { try session.call("m") }
        #expect(throws: EngineFailure.self) { try session.call("f") }
        #expect(throws: EngineFailure.self) { try session.call("f", .i64(0)) }
        #expect(throws: EngineFailure.self) { try session.store.register(InstanceHandle(number: 9), as: "x") }
        #expect(throws: EngineFailure.self) { try session.store.instantiate(ModuleHandle(number: 9)) }
        #expect(throws: EngineFailure.self) { try session.store.observe(session.instance, "g") }
    }
}
