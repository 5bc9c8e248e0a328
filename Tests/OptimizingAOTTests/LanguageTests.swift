import EngineInterface
import EngineRuntime
import OptimizingAOT
import TestSupport
import Testing
import WasmBinary
import WasmModel
import WasmText

@Suite(.timeLimit(.minutes(2))) struct LanguageTests {
    @Test(arguments: EngineContract.checks) func keepsTheContract(check: EngineContract.Check) throws {
        for level in CompileOptions.Level.allCases {
            #expect(try check.complaints(about: AOTEngine(AOTTier(CompileOptions(level: level)))) == [], "\(level)")
        }
    }

    // MARK: Memories

    /// Accesses at the very end of a memory, one byte further, and where the sum of address and offset wraps.
    @Test(arguments: Workbench.variants) func boundsOfUnguardedMemoriesAreExact(_ options: CompileOptions) throws {
        let module = try Workbench(
            """
            (module
              (memory $guarded 1) (memory $wide i64 1) (memory $small 3 (pagesize 1))
              (data (memory $wide) (i64.const 65528) "\\01\\02\\03\\04\\05\\06\\07\\08")
              (func (export "wide") (param i64) (result i64) (i64.load $wide (local.get 0)))
              (func (export "far") (param i64) (result i32) (i32.load8_u $wide offset=0xfffffffffffffff8 (local.get 0)))
              (func (export "put") (param i64 i64) (i64.store $wide offset=65528 (local.get 0) (local.get 1)))
              (func (export "small") (param i32) (result i32) (i32.load16_u $small (local.get 0)))
              (func (export "smallFar") (param i32) (result i32) (i32.load8_u $small offset=0xffffffff (local.get 0))))
            """, options)
        #expect(try module("wide", .i64(65528)) == .returned([.i64(0x0807_0605_0403_0201)]))
        for address: UInt64 in [65529, 65536, 1 << 32, .max - 7, .max] {
            #expect(try module("wide", .i64(address)) == .trapped(.memoryOutOfBounds), "\(address)")
        }
        for address: UInt64 in [0, 7, 8, 9, .max] {
            #expect(try module("far", .i64(address)) == .trapped(.memoryOutOfBounds), "\(address)")
        }
        #expect(try module("put", .i64(0), .i64(77)) == .returned([]))
        #expect(try module("wide", .i64(65528)) == .returned([.i64(77)]))
        #expect(try module("put", .i64(1), .i64(77)) == .trapped(.memoryOutOfBounds))
        #expect(try module("small", .i32(1)) == .returned([.i32(0)]))
        #expect(try module("small", .i32(2)) == .trapped(.memoryOutOfBounds))
        #expect(try module("small", .i32(0xFFFF_FFFF)) == .trapped(.memoryOutOfBounds))
        #expect(try module("smallFar", .i32(1)) == .trapped(.memoryOutOfBounds))
    }

    /// All widths of a modification that has to be repeated until nobody interferes, and of the plain ones.
    @Test(arguments: Workbench.variants) func atomicsAnswerWhatWasThere(_ options: CompileOptions) throws {
        let module = try Workbench(
            """
            (module
              (memory 1 1 shared)
              (func (export "run") (param i32 i64 i64) (result i64 i64 i64 i64 i64)
                (i64.atomic.store (local.get 0) (local.get 1))
                (i64.atomic.rmw16.xor_u offset=2 (local.get 0) (local.get 2))
                (i64.atomic.rmw.sub (local.get 0) (local.get 2))
                (i64.atomic.rmw8.xchg_u offset=7 (local.get 0) (local.get 2))
                (i64.atomic.rmw32.cmpxchg_u (local.get 0) (i64.load32_u (local.get 0)) (local.get 2))
                (i64.load (local.get 0))))
            """, options)
        var word: UInt64 = 0x1122_3344_5566_7788
        let operand: UInt64 = 0x0000_00FF_F00F_00F0
        var expected: [UInt64] = [word >> 16 & 0xFFFF]
        word ^= (operand & 0xFFFF) << 16
        expected.append(word)
        word &-= operand
        expected.append(word >> 56)
        word = word & ~(0xFF << 56) | (operand & 0xFF) << 56
        expected.append(word & 0xFFFF_FFFF)
        word = word & ~0xFFFF_FFFF | operand & 0xFFFF_FFFF
        expected.append(word)
        #expect(
            try module("run", .i32(64), .i64(0x1122_3344_5566_7788), .i64(operand))
                == .returned(expected.map(Value.i64)))
        #expect(try module("run", .i32(65), .i64(0), .i64(0)) == .trapped(.unalignedAtomic))
        #expect(try module("run", .i32(65536), .i64(0), .i64(0)) == .trapped(.memoryOutOfBounds))
    }

    // MARK: Exceptions

    /// More values than there are registers live across calls that throw, from frames that use registers themselves.
    @Test(arguments: Workbench.variants) func valuesSurviveAnException(_ options: CompileOptions) throws {
        let locals = 1..<13
        let sets = locals.map { "(local.set \($0) (i64.mul (local.get 0) (i64.const \($0))))" }.joined(separator: "\n")
        let sum = locals.reduce("(i64.const 0)") { "(i64.add \($0) (local.get \($1)))" }
        let declared = String(repeating: "i64 ", count: 12)
        let module = try Workbench(
            """
            (module
              (tag $t (param i64 f64))
              (func $throw (param i64) (local \(declared)) \(sets) (throw $t \(sum) (f64.const 0.5)))
              (func $between (param i64) (result i64) (local \(declared)) \(sets) (call $throw (local.get 2)) \(sum))
              (func (export "run") (param i64) (result i64 f64) (local \(declared)) (local $f f64)
                \(sets)
                (local.set $f (f64.convert_i64_u (local.get 0)))
                (block $caught (result i64 f64)
                  (try_table (result i64 f64) (catch $t $caught)
                    (local.set 5 (i64.const 1))
                    (drop (call $between (local.get 0)))
                    (local.set 5 (i64.const 1000000))
                    (i64.const 0) (f64.const 0)))
                (f64.add (local.get $f)) (local.set $f)
                (i64.add \(sum)) (local.get $f)))
            """, options)
        // 78 × 2n thrown, the sum 78 n without 5 n and with 1 instead.
        let n: UInt64 = 3
        #expect(
            try module("run", .i64(n))
                == .returned([.i64(78 * 2 * n + 73 * n + 1), .f64(bits: Double(3.5).bitPattern)]))
    }

    @Test(arguments: Workbench.variants) func legacyHandlersNestAndDelegate(_ options: CompileOptions) throws {
        let module = try Workbench(
            """
            (module
              (tag $a (param i32)) (tag $b)
              (func $throw (param i32)
                (if (i32.eq (local.get 0) (i32.const 1)) (then (throw $a (i32.const 40))))
                (if (i32.eq (local.get 0) (i32.const 2)) (then (throw $b))))
              (func (export "run") (param i32) (result i32) (local $trace i32)
                (try $outer (result i32)
                  (do
                    (try (result i32)
                      (do
                        (try (do (local.set $trace (i32.const 1)) (call $throw (local.get 0))) (delegate $outer))
                        (i32.const 5))
                      (catch_all (i32.const 99))))
                  (catch $a (i32.add (local.get $trace)))
                  (catch_all
                    (try (result i32)
                      (do (rethrow $outer))
                      (catch $b (i32.const 7)))))))
            """, options)
        #expect(try module("run", .i32(0)) == .returned([.i32(5)]))
        #expect(try module("run", .i32(1)) == .returned([.i32(41)]))
        #expect(try module("run", .i32(2)) == .returned([.i32(7)]))
    }

    @Test func anExceptionCrossesInstancesAndComesBackToItsMemory() throws {
        let store = try AOTEngine(AOTTier()).makeStore(StoreConfiguration(features: .all))
        let thrower = try Workbench.instantiate(
            """
            (module (tag $t (export "t") (param i32)) (memory 1) (data (i32.const 0) "\\63")
              (func (export "throw") (throw $t (i32.load8_u (i32.const 0)))))
            """, in: store)
        try store.register(thrower, as: "m")
        let catcher = try Workbench.instantiate(
            """
            (module (import "m" "t" (tag $t (param i32))) (import "m" "throw" (func $throw))
              (memory 1) (data (i32.const 0) "\\07")
              (func $between (call $throw) (i32.store8 (i32.const 0) (i32.const 1)))
              (func (export "run") (result i32)
                (i32.mul (i32.const 100)
                  (block $h (result i32) (try_table (catch $t $h) (call $between)) (i32.const 0)))
                (i32.add (i32.load8_u (i32.const 0))))
              (func (export "uncaught") (call $between)))
            """, in: store)
        #expect(try store.invoke(catcher, "run", with: []) == .returned([.i32(9907)]))
        guard case .threw(let exception) = try store.invoke(catcher, "uncaught", with: []) else {
            Issue.record("nothing was thrown")
            return
        }
        #expect(exception.payload == [.i32(99)])
        #expect(try store.invoke(catcher, "run", with: []) == .returned([.i32(9907)]))
    }

    // MARK: Tail calls

    private static let deep = UInt64(10_000_000)

    /// A function with no parameters on the stack and one with seventeen call each other.
    @Test(arguments: [CompileOptions(), CompileOptions(level: .none, registerLimit: 1)])
    func tailCallsWithArgumentsOnTheStackDoNotAddUp(_ options: CompileOptions) throws {
        let count = 23
        let many = (0..<count).map { "(i64.add (local.get 0) (i64.const \($0)))" }.joined(separator: " ")
        let sum = (0..<count).reduce("(i64.const 0)") { "(i64.add \($0) (local.get \($1)))" }
        let module = try Workbench(
            """
            (module
              (type $few (func (param i64) (result i64 f64 i64)))
              (type $many (func (param \(String(repeating: "i64 ", count: count))) (result i64 f64 i64)))
              (table funcref (elem $few $many))
              (global $sum (mut i64) (i64.const 0))
              (func $few (type $few)
                (if (i64.eqz (local.get 0)) (then (return (global.get $sum) (f64.const 2.5) (i64.const 7))))
                (return_call $many \(many)))
              (func $many (type $many)
                (global.set $sum \(sum))
                (return_call_indirect (type $few) (i64.sub (local.get 0) (i64.const 1)) (i32.const 0)))
              (func (export "run") (param i64) (result i64 f64 i64)
                (call $few (local.get 0)))
              (func (export "after") (param i64) (result i64)
                (local.get 0) (call $many \(many)) (i64.add) (drop (f64.const 0)) drop drop))
            """.replacing(
                "(i64.add) (drop (f64.const 0)) drop drop",
                with: "(local.set 0) (drop) (i64.add (local.get 0)) (i64.add)"),
            options)
        let expected = Outcome.returned([
            .i64(UInt64(count + count * (count - 1) / 2)), .f64(bits: Double(2.5).bitPattern), .i64(7),
        ])
        #expect(try module("run", .i64(Self.deep)) == expected)
        #expect(try module("run", .i64(1)) == expected)
        // 1, the sum when 0 was reached, and 7.
        #expect(try module("after", .i64(1)) == .returned([.i64(UInt64(1 + count + count * (count - 1) / 2 + 7))]))
    }

    /// Whoever called the first of a chain must find its own instance again, whichever instance the last was of.
    @Test(arguments: ["import", "table", "reference"]) func tailCallsAcrossInstancesComeBackToTheirCaller(
        through: String
    ) throws {
        let call =
            switch through {
            case "import": "(return_call $ping)"
            case "table": "(return_call_indirect $table (type $t) (i32.const 0))"
            default: "(return_call_ref $t (ref.cast (ref $t) (table.get $table (i32.const 0))))"
            }
        let store = try AOTEngine(AOTTier()).makeStore(StoreConfiguration(features: .all))
        let first = try Workbench.instantiate(
            """
            (module
              (type $t (func (param i64 i64) (result i64 i64)))
              (table $table (export "table") 2 funcref) (elem (i32.const 0) $ping)
              (memory 1) (data (i32.const 0) "\\05")
              (func $ping (export "ping") (type $t)
                (if (i64.eqz (local.get 0)) (then (return (local.get 1) (i64.const 0))))
                (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.load8_u (i32.const 0)))
                (return_call_indirect (type $t) (i32.const 1)))
              (func (export "run") (param i64) (result i64)
                (call $ping (local.get 0) (i64.const 0)) i64.add
                (i64.add (i64.mul (i64.load8_u (i32.const 0)) (i64.const 1000000000000)))))
            """, in: store)
        try store.register(first, as: "first")
        _ = try Workbench.instantiate(
            """
            (module
              (type $t (func (param i64 i64) (result i64 i64)))
              (import "first" "ping" (func $ping (type $t)))
              (import "first" "table" (table $table 2 funcref))
              (memory 1) (data (i32.const 0) "\\07")
              (elem (table $table) (i32.const 1) func $pong)
              (func $pong (type $t)
                (if (i64.eqz (local.get 0)) (then (return (local.get 1) (i64.const 0))))
                (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.load8_u (i32.const 0)))
                \(call)))
            """, in: store)
        for turns in [Self.deep, 3] {
            let sum = (turns + 1) / 2 * 5 + turns / 2 * 7
            #expect(try store.invoke(first, "run", with: [.i64(turns)]) == .returned([.i64(sum + 5_000_000_000_000)]))
        }
    }

    @Test func aTailCallOfTheHostComesBackToTheCaller() throws {
        let store = try AOTEngine(AOTTier()).makeStore(StoreConfiguration(features: .all))
        let type = FunctionType(Array(repeating: .i64, count: 9), [.i64, .i32])
        try store.define([HostFunction(module: "host", name: "f", type: type)])
        let arguments = (0..<9).map { "(i64.const \($0))" }.joined(separator: " ")
        let instance = try Workbench.instantiate(
            """
            (module
              (import "host" "f" (func $f (param \(String(repeating: "i64 ", count: 9))) (result i64 i32)))
              (memory 1) (data (i32.const 8) "\\2a")
              (func $tail (result i64 i32) (return_call $f \(arguments)))
              (func (export "run") (param i64) (result i64)
                (local.get 0) (call $tail) drop drop (i64.add (i64.load8_u (i32.const 8)))))
            """, in: store)
        #expect(try store.invoke(instance, "run", with: [.i64(100)]) == .returned([.i64(142)]))
        #expect(try store.takeHostCalls().map(\.arguments) == [(0..<9).map { .i64($0) }])
    }

    // MARK: Objects

    @Test(arguments: Workbench.variants) func objectsKeepTheirFieldsAndKnowTheirTypes(_ options: CompileOptions) throws
    {
        let module = try Workbench(
            """
            (module
              (rec
                (type $base (sub (struct (field (mut i8)) (field i64))))
                (type $derived (sub $base (struct (field (mut i8)) (field i64) (field (mut v128)) (field (ref null $bytes)))))
                (type $bytes (array (mut i16))))
              (type $vectors (array (mut v128)))
              (func $kind (param anyref) (result i32)
                (block $i31 (result (ref i31))
                  (block $derived (result (ref $derived))
                    (br_on_cast $derived anyref (ref $derived) (local.get 0))
                    (br_on_cast $i31 anyref (ref i31))
                    (return (i32.add (ref.test (ref $base)) (i32.mul (i32.const 10) (ref.is_null (local.get 0))))))
                  (return (i32.const 2)))
                (i31.get_s))
              (func (export "kinds") (result i32 i32 i32 i32 i32)
                (call $kind (struct.new $base (i32.const 1) (i64.const 2)))
                (call $kind (struct.new_default $derived))
                (call $kind (ref.i31 (i32.const -5)))
                (call $kind (ref.null any))
                (call $kind (array.new_default $bytes (i32.const 3))))
              (func (export "fields") (param i32 i64) (result i32 i32 i64 i64 i32)
                (local $d (ref null $derived)) (local $v (ref null $vectors))
                (local.set $d
                  (struct.new $derived (local.get 0) (local.get 1)
                    (i64x2.splat (local.get 1)) (array.new $bytes (local.get 0) (i32.const 4))))
                (local.set $v (array.new $vectors (struct.get $derived 2 (local.get $d)) (i32.const 3)))
                (array.set $vectors (local.get $v) (i32.const 1) (v128.const i64x2 8 9))
                (array.copy $vectors $vectors (local.get $v) (i32.const 2) (local.get $v) (i32.const 1) (i32.const 1))
                (struct.get_s $base 0 (local.get $d))
                (struct.get_u $base 0 (local.get $d))
                (i64x2.extract_lane 1 (array.get $vectors (local.get $v) (i32.const 2)))
                (i64x2.extract_lane 1 (array.get $vectors (local.get $v) (i32.const 0)))
                (array.get_s $bytes (struct.get $derived 3 (local.get $d)) (i32.const 3)))
              (func (export "beyond") (param i32) (result i32)
                (array.get_u $bytes (array.new_fixed $bytes 2 (i32.const 7) (i32.const 8)) (local.get 0)))
              (func (export "null") (result i64) (struct.get $base 1 (ref.null $base)))
              (func (export "cast") (param i32) (result i64)
                (struct.get $derived 1
                  (ref.cast (ref $derived)
                    (if (result (ref $base)) (local.get 0)
                      (then (struct.new_default $derived)) (else (struct.new_default $base)))))))
            """, options)
        #expect(try module("kinds") == .returned([.i32(1), .i32(2), .i32(0xFFFF_FFFB), .i32(10), .i32(0)]))
        #expect(
            try module("fields", .i32(0x1_8081), .i64(6))
                == .returned([.i32(0xFFFF_FF81), .i32(0x81), .i64(9), .i64(6), .i32(0xFFFF_8081)]))
        #expect(try module("beyond", .i32(1)) == .returned([.i32(8)]))
        #expect(try module("beyond", .i32(2)) == .trapped(.arrayOutOfBounds))
        #expect(try module("null") == .trapped(.nullReference))
        #expect(try module("cast", .i32(1)) == .returned([.i64(0)]))
        #expect(try module("cast", .i32(0)) == .trapped(.castFailure))
    }
}
