import EngineInterface
import WasmModel

extension EngineContract {
    /// All checks.
    package static let checks: [Check] = Subject.allCases.flatMap { subject in
        checks(of: subject).map { check in
            var check = check
            check.subject = subject
            return check
        }
    }

    private static func checks(of subject: Subject) -> [Check] {
        switch subject {
        case .calls: calls
        case .traps: traps
        case .limits: limits
        case .state: state
        case .linking: linking
        case .references: references
        case .hosts: hosts
        case .rejections: rejections
        }
    }

    // MARK: Calls

    static let calls: [Check] = [
        Check(
            "returns what it was given",
            .module(
                """
                (module
                  (func (export "i32") (param i32) (result i32) local.get 0)
                  (func (export "i64") (param i64) (result i64) local.get 0)
                  (func (export "f32") (param f32) (result f32) local.get 0)
                  (func (export "f64") (param f64) (result f64) local.get 0)
                  (func (export "nothing")))
                """),
            .invoke("i32", [.i32(0xFFFF_FFFF)], .returned([.i32(0xFFFF_FFFF)])),
            .invoke("i64", [.i64(1 << 63)], .returned([.i64(1 << 63)])),
            .invoke("f32", [.f32(bits: 0x8000_0000)], .returned([.f32(bits: 0x8000_0000)])),
            .invoke("f64", [.f64(bits: 1)], .returned([.f64(bits: 1)])),
            .invoke("nothing", [], .returned([]))),
        Check(
            "keeps the bits of a NaN that is only moved",
            .module(
                """
                (module
                  (memory 1) (global $g (mut f32) (f32.const 0))
                  (func (export "f32") (param f32) (result f32)
                    (global.set $g (local.get 0))
                    (f32.store (i32.const 0) (global.get $g))
                    (f32.load (i32.const 0)))
                  (func (export "f64") (param f64) (result f64)
                    (f64.store (i32.const 8) (local.get 0))
                    (f64.load (i32.const 8))))
                """),
            .invoke("f32", [.f32(bits: 0x7FA0_0001)], .returned([.f32(bits: 0x7FA0_0001)])),
            .invoke("f64", [.f64(bits: 0xFFF0_0000_0000_0001)], .returned([.f64(bits: 0xFFF0_0000_0000_0001)]))),
        Check(
            "returns several values", needs: FeatureSet([.multiValue]),
            .module(
                """
                (module (func (export "swap") (param i32 i64 f64) (result f64 i64 i32)
                  local.get 2 local.get 1 local.get 0))
                """),
            .invoke("swap", [.i32(1), .i64(2), .f64(bits: 3)], .returned([.f64(bits: 3), .i64(2), .i32(1)]))),
        Check(
            "passes vectors", needs: FeatureSet([.simd, .multiValue]),
            .module(
                """
                (module (func (export "swap") (param v128 i32 v128) (result v128 i32 v128)
                  local.get 2 local.get 1 local.get 0))
                """),
            .invoke(
                "swap", [.v128(low: 1, high: 2), .i32(3), .v128(low: 4, high: 5)],
                .returned([.v128(low: 4, high: 5), .i32(3), .v128(low: 1, high: 2)]))),
        Check(
            "runs the start function",
            .module(
                """
                (module (global $g (export "g") (mut i32) (i32.const 1))
                  (func $start (global.set $g (i32.const 7))) (start $start))
                """),
            .global("g", .i32(7))),
    ]

    // MARK: Traps

    static let traps: [Check] = [
        Check(
            "traps by kind",
            .module(
                """
                (module
                  (type $ii (func (param i32) (result i32)))
                  (memory 1) (table 4 funcref) (elem (i32.const 0) $f $g)
                  (func $f) (func $g (param i32) (result i32) local.get 0)
                  (func (export "unreachable") unreachable)
                  (func (export "div_s") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
                  (func (export "rem_u") (param i64 i64) (result i64) (i64.rem_u (local.get 0) (local.get 1)))
                  (func (export "trunc") (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
                  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
                  (func (export "far") (param i32) (result i64) (i64.load offset=0xFFFFFFFF (local.get 0)))
                  (func (export "store") (param i32) (i32.store8 (local.get 0) (i32.const 1)))
                  (func (export "indirect") (param i32) (result i32) (call_indirect (type $ii) (i32.const 5) (local.get 0))))
                """),
            .invoke("unreachable", [], .trapped(.unreachable)),
            .invoke("div_s", [.i32(1), .i32(0)], .trapped(.integerDivideByZero)),
            .invoke("div_s", [.i32(0x8000_0000), .i32(0xFFFF_FFFF)], .trapped(.integerOverflow)),
            .invoke("div_s", [.i32(7), .i32(0xFFFF_FFFE)], .returned([.i32(0xFFFF_FFFD)])),
            .invoke("rem_u", [.i64(1), .i64(0)], .trapped(.integerDivideByZero)),
            .invoke("trunc", [.f64(bits: 0x7FF8_0000_0000_0000)], .trapped(.invalidConversionToInteger)),
            .invoke("trunc", [.f64(bits: 0x41E0_0000_0000_0000)], .trapped(.integerOverflow)),
            .invoke("load", [.i32(65532)], .returned([.i32(0)])),
            .invoke("load", [.i32(65533)], .trapped(.memoryOutOfBounds)),
            .invoke("load", [.i32(0xFFFF_FFFF)], .trapped(.memoryOutOfBounds)),
            .invoke("far", [.i32(0xFFFF_FFFF)], .trapped(.memoryOutOfBounds)),
            .invoke("store", [.i32(65536)], .trapped(.memoryOutOfBounds)),
            .invoke("indirect", [.i32(1)], .returned([.i32(5)])),
            .invoke("indirect", [.i32(0)], .trapped(.indirectCallTypeMismatch)),
            .invoke("indirect", [.i32(2)], .trapped(.uninitializedElement)),
            .invoke("indirect", [.i32(4)], .trapped(.undefinedElement))),
        Check(
            "works on after a trap",
            .module(
                """
                (module (memory (export "m") 1)
                  (func (export "f") (i32.store8 (i32.const 3) (i32.const 9)) unreachable)
                  (func (export "g") (result i32) (i32.load8_u (i32.const 3))))
                """),
            .invoke("f", [], .trapped(.unreachable)),
            .invoke("f", [], .trapped(.unreachable)),
            .invoke("g", [], .returned([.i32(9)]))),
        Check(
            "traps in a start function",
            .instantiation("(module (func $f unreachable) (start $f))", .trapped(.unreachable))),
        Check(
            "traps in table and segment instructions by kind", needs: FeatureSet([.bulkMemory, .referenceTypes]),
            .module(
                """
                (module (memory 1) (table $t 2 funcref) (data $d "abc") (elem $e func $f) (func $f)
                  (func (export "get") (param i32) (result funcref) (table.get $t (local.get 0)))
                  (func (export "data") (param i32) (memory.init $d (i32.const 0) (i32.const 0) (local.get 0)))
                  (func (export "drop") (data.drop $d))
                  (func (export "elem") (param i32) (table.init $e (i32.const 0) (i32.const 0) (local.get 0))))
                """),
            .invoke("get", [.i32(2)], .trapped(.tableOutOfBounds)),
            .invoke("data", [.i32(3)], .returned([])),
            .invoke("data", [.i32(4)], .trapped(.memoryOutOfBounds)),
            .invoke("drop", [], .returned([])),
            .invoke("data", [.i32(1)], .trapped(.memoryOutOfBounds)),
            .invoke("data", [.i32(0)], .returned([])),
            .invoke("elem", [.i32(2)], .trapped(.tableOutOfBounds))),
    ]

    // MARK: Limits

    static let limits: [Check] = [
        Check(
            "runs out of stack, and works on",
            .module(
                """
                (module (func $f (export "f") (param i32) (result i32)
                  (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1))
                    (else (call $f (i32.sub (local.get 0) (i32.const 1)))))))
                """),
            .invoke("f", [.i32(0xFFFF_FFFF)], .exhausted(.callStack)),
            .invoke("f", [.i32(100)], .returned([.i32(1)])),
            .invoke("f", [.i32(0xFFFF_FFFF)], .exhausted(.callStack))),
        Check(
            "runs out of time, and works on", limits: ExecutionLimits(nanoseconds: 30_000_000),
            .module("(module (func (export \"f\") (loop $l (br $l))) (func (export \"g\")))"),
            .invoke("f", [], .exhausted(.time)),
            .invoke("g", [], .returned([]))),
        Check(
            "runs out of time in calls without loops", limits: ExecutionLimits(nanoseconds: 30_000_000),
            .module(
                """
                (module (func $f (export "f") (param i32)
                  (if (local.get 0) (then
                    (call $f (i32.sub (local.get 0) (i32.const 1)))
                    (call $f (i32.sub (local.get 0) (i32.const 1)))))))
                """),
            .invoke("f", [.i32(200)], .exhausted(.time))),
        Check(
            "declines to grow a memory beyond its limit", limits: ExecutionLimits(memoryBytes: 3 << 16),
            .module("(module (memory 1) (func (export \"grow\") (param i32) (result i32) (memory.grow (local.get 0))))"),
            .invoke("grow", [.i32(3)], .returned([.i32(0xFFFF_FFFF)])),
            .invoke("grow", [.i32(2)], .returned([.i32(1)])),
            .invoke("grow", [.i32(0)], .returned([.i32(3)])),
            .invoke("grow", [.i32(1)], .returned([.i32(0xFFFF_FFFF)]))),
        Check(
            "declines a memory that is too large", limits: ExecutionLimits(memoryBytes: 3 << 16),
            .instantiation("(module (memory 4))", .exhausted(.memory))),
    ]

    // MARK: State

    static let state: [Check] = [
        Check(
            "shows memories",
            .module(
                """
                (module (memory (export "m") 2 3) (data (i32.const 65530) "hello")
                  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
                  (func (export "put") (i32.store8 (i32.const 300) (i32.const 7))))
                """),
            .observe("m", .memory(pages: 2, digest: digest(ofMemory: 2 << 16) { $0.replace(at: 65530, "hello") })),
            .memory("m", from: 65529, Array("\0hello\0".utf8), count: 7),
            .memory("m", from: 131_072, [], count: 0),
            .memory("m", from: 131_072, nil, count: 1),
            .invoke("put", [], .returned([])),
            .invoke("grow", [], .returned([.i32(2)])),
            .observe(
                "m",
                .memory(
                    pages: 3,
                    digest: digest(ofMemory: 3 << 16) {
                        $0.replace(at: 65530, "hello")
                        $0[300] = 7
                    }))),
        Check(
            "shows globals",
            .module(
                """
                (module (global (export "a") i64 (i64.const -1)) (global $b (export "b") (mut f32) (f32.const nan:0x200001))
                  (func (export "set") (param f32) (global.set $b (local.get 0))))
                """),
            .global("a", .i64(.max)), .global("b", .f32(bits: 0x7FA0_0001)), .global("c", nil),
            .invoke("set", [.f32(bits: 5)], .returned([])),
            .observe("b", .global(.f32(bits: 5)))),
        Check(
            "shows tables", needs: FeatureSet([.referenceTypes]),
            .module(
                """
                (module (table $t (export "t") 3 externref) (table $u (export "u") 2 funcref) (func $f) (elem (table $u) (i32.const 1) func $f)
                  (func (export "set") (param i32 externref) (table.set $t (local.get 0) (local.get 1))))
                """),
            .observe("t", .table(size: 3, digest: digest(ofTable: 3, [:]))),
            .invoke("set", [.i32(1), .reference(.extern(9))], .returned([])),
            .observe("t", .table(size: 3, digest: digest(ofTable: 3, [1: 9 << 2 | 2]))),
            .observe("u", .table(size: 2, digest: digest(ofTable: 2, [1: 4])))),
        Check(
            "lists exports in order",
            .module(
                """
                (module (memory (export "m") 1) (func (export "f") (param i32) (result f64) unreachable)
                  (global (export "g") i32 (i32.const 0)) (table (export "t") 0 funcref))
                """),
            .exports([
                ExportDescription(name: "m", kind: .memory),
                ExportDescription(name: "f", kind: .function, functionType: FunctionType([.i32], [.f64])),
                ExportDescription(name: "g", kind: .global),
                ExportDescription(name: "t", kind: .table),
            ])),
    ]

    static func digest(ofMemory count: Int, _ change: (inout [UInt8]) -> Void) -> UInt64 {
        var bytes = [UInt8](repeating: 0, count: count)
        change(&bytes)
        return Digest.ofMemory(bytes)
    }

    static func digest(ofTable size: UInt64, _ elements: [UInt64: UInt64]) -> UInt64 {
        var digest = Digest()
        for (index, word) in elements.sorted(by: { $0.key < $1.key }) {
            digest.combine(index)
            digest.combine(word)
        }
        digest.combine(size)
        return digest.value
    }
}

extension [UInt8] {
    fileprivate mutating func replace(at offset: Int, _ text: String) {
        replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
    }
}
