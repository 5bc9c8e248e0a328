import BaselineJIT
import EngineInterface
import EngineRuntime
import Testing
import WasmBinary
import WasmModel
import WasmText

/// Where vectors can be: in calls of every kind, globals, blocks, locals, exceptions and objects.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct VectorPlacesTests {
    static let configurations = VectorTests.configurations + ["stress"]

    // MARK: Calls

    /// More of each kind than there are registers for.
    static let types: [ValueType] = (0..<30).map { [.v128, .i32, .v128, .f64, .i64, .v128, .f32][$0 % 7] }

    static let values: [Value] = types.enumerated().map { position, type in
        let number = UInt64(position + 1)
        switch type {
        case .i32: return .i32(UInt32(number) &* 0x0101_0101)
        case .i64: return .i64(number &* 0x0102_0304_0506_0708)
        case .f32: return .f32(bits: 0x3F80_0000 + UInt32(number))
        case .f64: return .f64(bits: 0x3FF0_0000_0000_0000 + number)
        default: return .v128(low: number &* 0x1111_1111, high: ~number)  // Not a judge: there is no other type.
        }
    }

    private static func list(_ types: some Sequence<ValueType>) -> String {
        types.map { "\($0)" }.joined(separator: " ")
    }

    /// (parameters) → the same in reverse
    private static let reversal = "(param \(list(types))) (result \(list(types.reversed())))"
    private static let gets = types.indices.map { "local.get \($0)" }.joined(separator: " ")
    private static let reversedGets = types.indices.reversed().map { "local.get \($0)" }.joined(separator: " ")

    @Test(arguments: Self.configurations) func theyGoThroughCallsOfEveryKind(_ names: String) throws {
        let store = try BaselineJIT.engine(VectorTests.options(names)).makeStore(StoreConfiguration())
        let first = try Workbench.instantiate(
            """
            (module (type $t (func \(Self.reversal)))
              (table (export "table") 1 funcref) (elem (i32.const 0) $reverse)
              (func $reverse (export "reverse") (type $t) \(Self.reversedGets)))
            """, in: store)
        try store.register(first, as: "first")
        let second = try Workbench.instantiate(
            """
            (module (type $t (func \(Self.reversal)))
              (import "first" "reverse" (func $far (type $t)))
              (import "first" "table" (table 1 funcref))
              (func $near (type $t) \(Self.reversedGets))
              (func (export "near") (type $t) \(Self.gets) call $near)
              (func (export "far") (type $t) \(Self.gets) call $far)
              (func (export "table") (type $t) \(Self.gets) i32.const 0 call_indirect (type $t))
              (func (export "tail near") (type $t) \(Self.gets) return_call $near)
              (func (export "tail far") (type $t) \(Self.gets) return_call $far)
              (func (export "tail table") (type $t) \(Self.gets) i32.const 0 return_call_indirect (type $t))
              (func $none (result \(Self.list(Self.types.reversed())))
                \(Self.values.map(VectorTests.constant).joined(separator: " ")) return_call $far)
              (func (export "tail more") (type $t) call $none)
              (func (export "below") (type $t) (local v128)
                (v128.const i64x2 7 8) \(Self.gets) call $near
                \(Self.types.map { _ in "drop" }.joined(separator: " "))
                local.tee \(Self.types.count) (v128.const i64x2 7 8) i8x16.ne v128.any_true if unreachable end
                \(Self.reversedGets)))
            """, in: store)
        let expected = Outcome.returned(Self.values.reversed())
        #expect(try store.invoke(first, "reverse", with: Self.values) == expected)
        for name in ["near", "far", "table", "tail near", "tail far", "tail table", "tail more", "below"] {
            #expect(try store.invoke(second, name, with: Self.values) == expected, "\(name)")
        }
    }

    @Test(arguments: Self.configurations) func theHostSeesThemAndAnswersWithThem(_ names: String) throws {
        let store = try BaselineJIT.engine(VectorTests.options(names)).makeStore(StoreConfiguration())
        let function = HostFunction(
            module: "host", name: "f", type: FunctionType(Self.types, Self.types.reversed()), seed: 5)
        try store.define([function])
        let instance = try Workbench.instantiate(
            """
            (module (type $t (func \(Self.reversal))) (import "host" "f" (func $f (type $t)))
              (func (export "go") (type $t) \(Self.gets) call $f))
            """, in: store)
        #expect(
            try store.invoke(instance, "go", with: Self.values)
                == .returned(HostResponse.results(of: function, number: 0)))
        #expect(try store.takeHostCalls() == [HostCall(module: "host", name: "f", arguments: Self.values)])
    }

    // MARK: Variables

    @Test(arguments: Self.configurations) func globalsKeepBothHalves(_ names: String) throws {
        let module = try Workbench(
            """
            (module (global $a (mut v128) (v128.const i64x2 1 2)) (global $b (export "b") (mut v128) (v128.const i64x2 3 4))
              (func (export "exchange") (result v128 v128)
                global.get $a global.get $b global.set $a global.set $b global.get $a global.get $b))
            """, options: VectorTests.options(names))
        #expect(try module("exchange") == .returned([.v128(low: 3, high: 4), .v128(low: 1, high: 2)]))
        #expect(try module.store.global(module.instance, "b") == .v128(low: 1, high: 2))
    }

    @Test(arguments: Self.configurations, [1, 8, 40]) func localsBeginAsZeroAndKeepTheirValues(
        _ names: String, _ count: Int
    ) throws {
        let declared = String(repeating: "v128 i32 ", count: count)
        // Each vector local is its number, then moved down by one place in a loop, then summed.
        let sets = (0..<count).map {
            "(local.set \(2 * $0 + 1) (i8x16.add (local.get \(2 * $0 + 1)) (i32x4.splat (i32.const \($0 + 1)))))"
        }
        let moves = (1..<max(count, 2)).filter { $0 < count }.map {
            "(local.set \(2 * $0 - 1) (local.tee \(2 * $0 + 1) (local.get \(2 * $0 + 1))))"
        }
        let sum = (0..<count).map { "(local.get \(2 * $0 + 1))" }.joined(separator: " ")
        let module = try Workbench(
            """
            (module (func (export "f") (param i32) (result v128) (local \(declared))
              \(sets.joined(separator: " "))
              (loop $l \(moves.joined(separator: " "))
                (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
              \(sum) \(String(repeating: "i32x4.add ", count: count - 1))))
            """, options: VectorTests.options(names))
        var places = (1...count).map { UInt64($0) }
        for _ in 0..<3 { places = Array(places.dropFirst()) + [places[count - 1]] }
        let total = places.reduce(0, +) &* 0x1_0000_0001
        #expect(try module("f", .i32(3)) == .returned([.v128(low: total, high: total)]))
    }

    // MARK: Control

    @Test(arguments: Self.configurations) func blocksTakeAndLeaveThem(_ names: String) throws {
        let module = try Workbench(
            """
            (module
              (func (export "block") (param i32 v128 v128) (result v128 i32 v128)
                (block $b (result v128 i32 v128)
                  local.get 1 i32.const 1 local.get 2 local.get 0 br_if $b
                  drop drop drop local.get 2 i32.const 2 local.get 1))
              (func (export "loop") (param i32 v128) (result v128)
                (v128.const i64x2 0 0) local.get 1
                (loop $l (param v128 v128) (result v128 v128)
                  local.set 1 local.get 1 i64x2.add local.get 1
                  (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                drop)
              (func (export "if") (param i32 v128 v128) (result v128)
                local.get 1 local.get 2 local.get 0
                (if (param v128 v128) (result v128) (then i64x2.add) (else i64x2.sub)))
              (func (export "one") (param i32 v128) (result v128)
                (block $b (result v128) local.get 1 v128.not local.get 0 br_if $b drop local.get 1))
              (func (export "table") (param i32 v128 v128) (result v128 v128)
                (block $a (result v128 v128)
                  (block $b (result v128 v128)
                    (block $c (result v128 v128)
                      local.get 2 v128.not local.get 1 local.get 0 br_table $a $b $c)
                    v128.not)
                  v128.xor local.get 2))
              (func (export "select") (param i32 v128 v128) (result v128 v128 v128)
                (select (local.get 1) (local.get 2) (local.get 0))
                (select (result v128) (v128.const i64x2 5 6) (local.get 2) (i32.lt_s (local.get 0) (i32.const 1)))
                (select (v128.not (local.get 1)) (v128.const i64x2 0 0) (v128.any_true (local.get 1)))))
            """, options: VectorTests.options(names))
        let a = Value.v128(low: 1, high: 2), b = Value.v128(low: 30, high: 40)
        let notA = Value.v128(low: ~1, high: ~2), notB = Value.v128(low: ~30, high: ~40)
        #expect(try module("block", .i32(1), a, b) == .returned([a, .i32(1), b]))
        #expect(try module("block", .i32(0), a, b) == .returned([b, .i32(2), a]))
        #expect(try module("loop", .i32(4), a) == .returned([.v128(low: 4, high: 8)]))
        #expect(try module("if", .i32(1), a, b) == .returned([.v128(low: 31, high: 42)]))
        #expect(try module("if", .i32(0), b, a) == .returned([.v128(low: 29, high: 38)]))
        #expect(try module("one", .i32(1), a) == .returned([notA]))
        #expect(try module("one", .i32(0), a) == .returned([a]))
        #expect(try module("table", .i32(0), a, b) == .returned([notB, a]))
        #expect(try module("table", .i32(1), a, b) == .returned([.v128(low: ~30 ^ 1, high: ~40 ^ 2), b]))
        #expect(try module("table", .i32(7), a, b) == .returned([.v128(low: 30 ^ 1, high: 40 ^ 2), b]))
        #expect(try module("select", .i32(1), a, b) == .returned([a, b, notA]))
        #expect(try module("select", .i32(0), a, b) == .returned([b, .v128(low: 5, high: 6), notA]))
        let zero = Value.v128(low: 0, high: 0)
        #expect(try module("select", .i32(0), zero, b) == .returned([b, .v128(low: 5, high: 6), zero]))
    }

    // MARK: Exceptions and objects

    @Test(arguments: Self.configurations) func exceptionsAndObjectsHoldThem(_ names: String) throws {
        let module = try Workbench(
            """
            (module (tag $e (param i32 v128 f32 v128))
              (type $s (struct (field i32) (field (mut v128)) (field i8)))
              (type $a (array (mut v128)))
              (func $throw (param v128 v128) (throw $e (i32.const 9) (local.get 0) (f32.const 1) (local.get 1)))
              (func (export "catch") (param v128 v128) (result i32 v128 f32 v128)
                (block $b (result i32 v128 f32 v128)
                  (try_table (catch $e $b) (call $throw (local.get 0) (local.get 1)))
                  unreachable))
              (func (export "structure") (param v128 v128) (result v128 v128) (local (ref null $s))
                (local.set 2 (struct.new $s (i32.const 1) (local.get 0) (i32.const 2)))
                (struct.get $s 1 (local.get 2))
                (struct.set $s 1 (local.get 2) (local.get 1))
                (struct.get $s 1 (local.get 2)))
              (func (export "array") (param v128 v128 i32) (result v128 v128 v128) (local (ref null $a))
                (local.set 3 (array.new $a (local.get 0) (i32.const 5)))
                (array.set $a (local.get 3) (local.get 2) (local.get 1))
                (array.get $a (local.get 3) (i32.const 2)) (array.get $a (local.get 3) (local.get 2))
                (array.fill $a (local.get 3) (i32.const 0) (v128.not (local.get 0)) (i32.const 5))
                (array.get $a (local.get 3) (i32.const 4)))
              (func (export "fixed") (param v128 v128) (result v128)
                (array.get $a (array.new_fixed $a 3 (local.get 0) (v128.const i64x2 8 9) (local.get 1)) (i32.const 2))))
            """, options: VectorTests.options(names))
        let a = Value.v128(low: 1, high: 2), b = Value.v128(low: 30, high: 40)
        #expect(try module("catch", a, b) == .returned([.i32(9), a, .f32(bits: 0x3F80_0000), b]))
        #expect(try module("structure", a, b) == .returned([a, b]))
        #expect(try module("array", a, b, .i32(3)) == .returned([a, b, .v128(low: ~1, high: ~2)]))
        #expect(try module("array", a, b, .i32(5)) == .trapped(.arrayOutOfBounds))
        #expect(try module("fixed", a, b) == .returned([b]))
    }
}
