import EngineInterface
import WasmModel

extension EngineContract {
    static let linking: [Check] = [
        Check(
            "links instances by name",
            .module(
                """
                (module (memory (export "m") 1) (global $g (export "g") (mut i32) (i32.const 3)) (table (export "t") 2 funcref)
                  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
                  (func (export "read") (result i32) (i32.load (i32.const 0)))
                  (func (export "get") (result i32) (global.get $g)))
                """),
            .register("a"),
            .module(
                """
                (module (import "a" "m" (memory 1)) (import "a" "g" (global $g (mut i32))) (import "a" "t" (table 1 funcref))
                  (import "a" "add" (func $add (param i32 i32) (result i32)))
                  (import "a" "get" (func $get (result i32)))
                  (elem (i32.const 1) $seven) (func $seven (result i32) (i32.const 7))
                  (func (export "run") (result i32)
                    (i32.store (i32.const 0) (call $add (i32.const 40) (i32.const 2)))
                    (global.set $g (i32.const 11))
                    (i32.add (call $get) (call_indirect (result i32) (i32.const 1)))))
                """),
            .invoke("run", [], .returned([.i32(18)])),
            .register("b"),
            .module(
                """
                (module (import "a" "read" (func $read (result i32))) (import "a" "t" (table 2 funcref))
                  (func (export "read") (result i32) (call $read))
                  (func (export "seven") (result i32) (call_indirect (result i32) (i32.const 1))))
                """),
            .invoke("read", [], .returned([.i32(42)])),
            .invoke("seven", [], .returned([.i32(7)]))),
        Check(
            "tells names apart that only look alike",
            .module(
                """
                (module (func (export "\u{E5}") (result i32) (i32.const 1)) (func (export "a\u{30A}") (result i32) (i32.const 2)))
                """),
            .invoke("\u{E5}", [], .returned([.i32(1)])),
            .invoke("a\u{30A}", [], .returned([.i32(2)])),
            .register("\u{E5}"),
            .module("(module (import \"\u{E5}\" \"a\u{30A}\" (func $f (result i32))) (func (export \"f\") (result i32) (call $f)))"),
            .invoke("f", [], .returned([.i32(2)])),
            .instantiation("(module (import \"a\u{30A}\" \"a\u{30A}\" (func (result i32))))", .unlinkable(""))),
        Check(
            "does not link what does not match",
            .module(
                """
                (module (func (export "f") (param i32)) (memory (export "m") 1 2) (global (export "g") i32 (i32.const 0))
                  (table (export "t") 10 funcref))
                """),
            .register("a"),
            .instantiation("(module (import \"b\" \"f\" (func)))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"h\" (func)))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"f\" (func)))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"f\" (func (param i32) (result i32))))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"f\" (memory 1)))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"m\" (memory 2)))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"m\" (memory 1 1)))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"g\" (global (mut i32))))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"g\" (global i64)))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"t\" (table 11 funcref)))", .unlinkable("")),
            .instantiation("(module (import \"a\" \"t\" (table 10 20 funcref)))", .unlinkable("")),
            .module("(module (import \"a\" \"f\" (func (param i32))) (import \"a\" \"m\" (memory 1 3)) (import \"a\" \"g\" (global i32)) (import \"a\" \"t\" (table 5 funcref)))")),
        Check(
            "keeps what an instantiation wrote before it trapped",
            .module("(module (memory (export \"m\") 1) (table (export \"t\") 4 funcref))"),
            .register("a"),
            .instantiation(
                """
                (module (import "a" "m" (memory 1)) (import "a" "t" (table 4 funcref)) (func $f)
                  (elem (i32.const 0) $f) (data (i32.const 5) "x") (data (i32.const 65536) "y"))
                """, .trapped(.memoryOutOfBounds)),
            .instantiation(
                """
                (module (import "a" "m" (memory 1)) (import "a" "t" (table 4 funcref)) (func $f)
                  (elem (i32.const 1) $f) (elem (i32.const 4) $f) (data (i32.const 6) "z"))
                """, .trapped(.tableOutOfBounds)),
            .module("(module (import \"a\" \"m\" (memory 1)) (import \"a\" \"t\" (table 4 funcref)) (export \"m\" (memory 0)) (export \"t\" (table 0)))"),
            .memory("m", from: 4, [0, UInt8(ascii: "x"), 0], count: 3),
            .observe("t", .table(size: 4, digest: digest(ofTable: 4, [0: 4, 1: 4])))),
        Check(
            "calls through instances keep their own state",
            .module(
                """
                (module (memory 1) (data (i32.const 0) "\\01")
                  (func (export "byte") (result i32) (i32.load8_u (i32.const 0))))
                """),
            .register("a"),
            .module(
                """
                (module (import "a" "byte" (func $byte (result i32))) (memory 1) (data (i32.const 0) "\\02")
                  (func (export "both") (result i32)
                    (i32.add (i32.mul (call $byte) (i32.const 10)) (i32.load8_u (i32.const 0)))))
                """),
            .invoke("both", [], .returned([.i32(12)]))),
    ]

    static let references: [Check] = [
        Check(
            "passes references", needs: FeatureSet([.referenceTypes]),
            .module(
                """
                (module (elem declare func $f) (func $f (export "f"))
                  (func (export "extern") (param externref) (result externref) local.get 0)
                  (func (export "func") (param funcref) (result funcref) local.get 0)
                  (func (export "null") (param externref) (result i32) (ref.is_null (local.get 0)))
                  (func (export "self") (result funcref) (ref.func $f)))
                """),
            .invoke("extern", [.reference(.extern(0))], .returned([.reference(.extern(0))])),
            .invoke("extern", [.reference(.null(.extern))], .returned([.reference(.null(.extern))])),
            .invoke("func", [.reference(.null(.func))], .returned([.reference(.null(.func))])),
            .invoke("null", [.reference(.extern(0))], .returned([.i32(0)])),
            .invoke("null", [.reference(.null(.extern))], .returned([.i32(1)])),
            .invoke("self", [], .returned([.reference(.function(index: 0))]))),
        Check(
            "shows what objects are", needs: FeatureSet([.referenceTypes, .functionReferences, .gc]),
            .module(
                """
                (module (type $s (struct (field i8))) (type $a (array i64))
                  (func (export "i31") (param i32) (result anyref) (ref.i31 (local.get 0)))
                  (func (export "struct") (result anyref) (struct.new_default $s))
                  (func (export "array") (result anyref) (array.new_default $a (i32.const 2)))
                  (func (export "out") (result externref) (extern.convert_any (ref.i31 (i32.const 1))))
                  (func (export "in") (param externref) (result anyref) (any.convert_extern (local.get 0)))
                  (func (export "back") (param anyref) (result externref) (extern.convert_any (local.get 0)))
                  (func (export "null") (result anyref) (ref.null none)))
                """),
            .invoke("i31", [.i32(0xFFFF_FFFF)], .returned([.reference(.i31(0x7FFF_FFFF))])),
            .invoke("struct", [], .returned([.reference(.structure)])),
            .invoke("array", [], .returned([.reference(.array)])),
            .invoke("out", [], .returned([.reference(.externalized)])),
            .invoke("in", [.reference(.extern(3))], .returned([.reference(.host(3))])),
            .invoke("back", [.reference(.host(3))], .returned([.reference(.extern(3))])),
            .invoke("null", [], .returned([.reference(.null(.any))]))),
        Check(
            "throws", needs: FeatureSet([.exceptions]),
            .module(
                """
                (module (tag $t (export "t") (param i32 i64)) (tag $u (param f32))
                  (func (export "throw") (throw $t (i32.const 1) (i64.const 2)))
                  (func (export "u") (throw $u (f32.const 0))))
                """),
            .invoke("throw", [], .threw(ThrownException(tag: "t", payload: [.i32(1), .i64(2)]))),
            .invoke("u", [], .threw(ThrownException(tag: nil, payload: [.f32(bits: 0)])))),
    ]

    static let hosts: [Check] = [
        Check(
            "calls hosts and writes down their calls",
            .define([HostFunction(module: "host", name: "mix", type: FunctionType([.i32, .f64], [.i64]), seed: 5)]),
            .module(
                """
                (module (import "host" "mix" (func $mix (param i32 f64) (result i64)))
                  (func (export "run") (param i32) (result i64) (call $mix (local.get 0) (f64.const 2)))
                  (export "mix" (func $mix)))
                """),
            .invoke("run", [.i32(4)], .returned(answer(0))),
            .invoke("run", [.i32(5)], .returned(answer(1))),
            .invoke("mix", [.i32(6), .f64(bits: 1)], .returned(answer(2))),
            .hostCalls([
                HostCall(module: "host", name: "mix", arguments: [.i32(4), .f64(bits: 0x4000_0000_0000_0000)]),
                HostCall(module: "host", name: "mix", arguments: [.i32(5), .f64(bits: 0x4000_0000_0000_0000)]),
                HostCall(module: "host", name: "mix", arguments: [.i32(6), .f64(bits: 1)]),
            ]),
            .hostCalls([])),
        Check(
            "does not link a host's function of another type",
            .define([HostFunction(module: "host", name: "f", type: FunctionType([.i32], []))]),
            .instantiation("(module (import \"host\" \"f\" (func (param i64))))", .unlinkable(""))),
    ]

    private static func answer(_ number: UInt64) -> [Value] {
        HostResponse.results(
            of: HostFunction(module: "host", name: "mix", type: FunctionType([.i32, .f64], [.i64]), seed: 5), number: number)
    }

    static let rejections: [Check] = [
        Check(
            "tells malformed from invalid",
            .rejected([], .malformed("")),
            .rejected([0x00, 0x61, 0x73, 0x6D, 0x02, 0x00, 0x00, 0x00], .malformed("")),
            // A function section without a code section.
            .rejected([0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0], .malformed("")),
            // A function that should return an i32 and does not.
            .rejected(
                [0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7F, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0B],
                .invalid(""))),
    ]
}
