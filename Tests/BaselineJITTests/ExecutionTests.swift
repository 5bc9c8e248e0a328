import BaselineJIT
import EngineInterface
import EngineRuntime
import Testing
import WasmBinary
import WasmModel
import WasmText

/// What a single-pass compiler can get wrong that no single instruction shows: where values are while others are made.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct ExecutionTests {
    @Test func anOperandKeepsTheOldValueOfItsLocal() throws {
        let module = try Workbench(
            """
            (module
              (func (export "set") (param i32) (result i32)
                local.get 0  i32.const 5  local.set 0  local.get 0  i32.const 10  i32.mul  i32.add)
              (func (export "tee") (param i32) (result i32)
                local.get 0  local.get 0  i32.const 1  i32.add  local.tee 0  i32.sub  local.get 0  i32.mul)
              (func (export "inBlock") (param i32) (result i32)
                local.get 0
                (block (local.set 0 (i32.const 100)))
                local.get 0  i32.add)
              (func (export "subtractFromItself") (param i32) (result i32)
                (local.set 0 (i32.sub (i32.const 10) (local.get 0)))
                (local.set 0 (i32.add (local.get 0) (local.get 0)))
                local.get 0)
              (func (export "float") (param f64) (result f64)
                local.get 0  (local.set 0 (f64.sub (f64.const 1) (local.get 0)))  local.get 0  f64.mul))
            """)
        #expect(try module("set", .i32(7)) == .returned([.i32(57)]))
        #expect(try module("tee", .i32(4)) == .returned([.i32(UInt32(bitPattern: -5))]))
        #expect(try module("inBlock", .i32(3)) == .returned([.i32(103)]))
        #expect(try module("subtractFromItself", .i32(4)) == .returned([.i32(12)]))
        #expect(try module("float", .f64(bits: Double(4).bitPattern)) == .returned([.f64(bits: Double(-12).bitPattern)]))
    }

    /// More operands at once than there are registers: 1 + 2 + … + 40, all pushed before the first addition.
    @Test(arguments: ["i32", "i64", "f32", "f64"]) func operandsBeyondTheRegistersAreSpilled(type: String) throws {
        let terms = (1...40).map { number in
            "(\(type).add (local.get 0) (\(type).const \(number)))"
        }
        let module = try Workbench(
            """
            (module (func (export "sum") (param \(type)) (result \(type))
              \(terms.joined(separator: "\n")) \(String(repeating: "\(type).add ", count: 39))))
            """)
        switch type {
        case "i32": #expect(try module("sum", .i32(1)) == .returned([.i32(860)]))
        case "i64": #expect(try module("sum", .i64(1)) == .returned([.i64(860)]))
        case "f32": #expect(try module("sum", .f32(bits: Float(1).bitPattern)) == .returned([.f32(bits: Float(860).bitPattern)]))
        default: #expect(try module("sum", .f64(bits: Double(1).bitPattern)) == .returned([.f64(bits: Double(860).bitPattern)]))
        }
    }

    @Test func localsBeyondTheRegistersLiveInTheFrame() throws {
        let count = 40
        let sets = (1...count).map { "(local.set \($0) (i64.mul (local.get 0) (i64.const \($0))))" }
        let sum = (1...count).reduce("(local.get 0)") { "(i64.add \($0) (local.get \($1)))" }
        let module = try Workbench(
            """
            (module (func (export "sum") (param i64) (result i64) (local \(String(repeating: "i64 ", count: count)))
              \(sets.joined(separator: "\n")) \(sum)))
            """)
        #expect(try module("sum", .i64(2)) == .returned([.i64(2 + 2 * 820)]))
    }

    @Test func manyLocalsBeginAsZero() throws {
        let sum = (1...60).reduce("(local.get 0)") { "(i32.or \($0) (local.get \($1)))" }
        let module = try Workbench(
            """
            (module
              (func $dirty (param i64) (local \(String(repeating: "i64 ", count: 60)))
                \((1...60).map { "(local.set \($0) (i64.const -1)) (drop (local.get \($0)))" }.joined(separator: "\n")))
              (func (export "zero") (param i32) (result i32) (local \(String(repeating: "i32 ", count: 60)))
                (call $dirty (i64.const 1)) \(sum)))
            """)
        #expect(try module("zero", .i32(0)) == .returned([.i32(0)]))
    }

    /// Arguments whose registers are each other's sources, and more than there are registers for.
    @Test func argumentsAreMovedAtOnce() throws {
        let module = try Workbench(
            """
            (module
              (func $digits (param i32 i32 i32 i32 i32 i32 i32) (result i32)
                local.get 0  i32.const 10 i32.mul local.get 1 i32.add  i32.const 10 i32.mul local.get 2 i32.add
                i32.const 10 i32.mul local.get 3 i32.add  i32.const 10 i32.mul local.get 4 i32.add
                i32.const 10 i32.mul local.get 5 i32.add  i32.const 10 i32.mul local.get 6 i32.add)
              (func (export "reversed") (param i32 i32 i32 i32 i32 i32 i32) (result i32)
                (call $digits (local.get 6) (local.get 5) (local.get 4) (local.get 3) (local.get 2) (local.get 1) (local.get 0)))
              (func $one (param i32) (result i32) local.get 0)
              (func (export "fresh") (param i32) (result i32)
                ;; Operands in registers, in an order that is not that of the parameters.
                (i32.add (local.get 0) (i32.const 1)) (i32.add (local.get 0) (i32.const 2)) (i32.add (local.get 0) (i32.const 3))
                (i32.add (local.get 0) (i32.const 4)) (i32.add (local.get 0) (i32.const 5)) (i32.add (local.get 0) (i32.const 6))
                (call $one (i32.add (local.get 0) (i32.const 7)))
                call $digits)
              (func $fdigits (param f64 f64 f64 f64 f64 f64 f64) (result f64)
                local.get 0  f64.const 10 f64.mul local.get 1 f64.add  f64.const 10 f64.mul local.get 2 f64.add
                f64.const 10 f64.mul local.get 3 f64.add  f64.const 10 f64.mul local.get 4 f64.add
                f64.const 10 f64.mul local.get 5 f64.add  f64.const 10 f64.mul local.get 6 f64.add)
              (func (export "floats") (param f64) (result f64)
                (f64.add (local.get 0) (f64.const 1)) (f64.add (local.get 0) (f64.const 2)) (f64.add (local.get 0) (f64.const 3))
                (f64.add (local.get 0) (f64.const 4)) (f64.add (local.get 0) (f64.const 5)) (f64.add (local.get 0) (f64.const 6))
                (f64.add (local.get 0) (f64.const 7)) call $fdigits))
            """)
        let digits = (1...7).map { Value.i32(UInt32($0)) }
        #expect(try module.store.invoke(module.instance, "reversed", with: digits) == .returned([.i32(7_654_321)]))
        #expect(try module("fresh", .i32(0)) == .returned([.i32(1_234_567)]))
        #expect(try module("floats", .f64(bits: 0)) == .returned([.f64(bits: Double(1_234_567).bitPattern)]))
    }

    @Test func manyResultsComeBackInOrder() throws {
        let module = try Workbench(
            """
            (module
              (func $many (param i32) (result i32 f32 i64 f64 i32 i64)
                local.get 0  f32.const 1.5  i64.const 3  f64.const 2.5  i32.const 5  i64.const 6)
              (func (export "many") (param i32) (result i32 f32 i64 f64 i32 i64) local.get 0 call $many)
              (func (export "block") (param i32) (result i32 i64 i32)
                (block $out (result i32 i64 i32)
                  i32.const 9  i32.const 8
                  i32.const 1  i64.const 2  i32.const 3
                  local.get 0  br_if $out
                  drop drop drop drop drop
                  i32.const 4  i64.const 5  i32.const 6)))
            """)
        let expected: [Value] = [
            .i32(42), .f32(bits: Float(1.5).bitPattern), .i64(3), .f64(bits: Double(2.5).bitPattern), .i32(5), .i64(6),
        ]
        #expect(try module("many", .i32(42)) == .returned(expected))
        #expect(try module("block", .i32(1)) == .returned([.i32(1), .i64(2), .i32(3)]))
        #expect(try module("block", .i32(0)) == .returned([.i32(4), .i64(5), .i32(6)]))
    }

    @Test func aBranchTableBringsOperandsToEachLabel() throws {
        let module = try Workbench(
            """
            (module (func (export "go") (param i32) (result i32)
              (block $c (result i32)
                (block $b (result i32)
                  (block $a (result i32)
                    i32.const 77
                    (i32.add (local.get 0) (i32.const 1000))
                    (br_table $a $b $c $a (local.get 0)))
                  i32.const 1 i32.add)
                i32.const 2 i32.mul)))
            """)
        #expect(try module("go", .i32(0)) == .returned([.i32(2002)]))
        #expect(try module("go", .i32(1)) == .returned([.i32(2002)]))
        #expect(try module("go", .i32(2)) == .returned([.i32(1002)]))
        #expect(try module("go", .i32(3)) == .returned([.i32(2008)]))
        #expect(try module("go", .i32(.max)) == .returned([.i32(2000)]))
    }

    @Test func divisionLeavesItsRegistersToOthers() throws {
        let module = try Workbench(
            """
            (module (func (export "go") (param i32 i32) (result i32)
              (i32.add (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 2))
              (i32.add (local.get 0) (i32.const 3)) (i32.add (local.get 1) (i32.const 4))
              (i32.div_s (local.get 0) (local.get 1)) (i32.rem_u (local.get 0) (local.get 1))
              i32.div_u  i32.add  i32.add  i32.rem_s  i32.add))
            """)
        // 100 / 7 = 14 and 100 % 7 = 2; 14 / 2 = 7; 11 + 7 = 18; 103 + 18 = 121; 9 % 121 = 9; 101 + 9 = 110.
        #expect(try module("go", .i32(100), .i32(7)) == .returned([.i32(110)]))
        #expect(try module("go", .i32(100), .i32(0)) == .trapped(.integerDivideByZero))
    }

    @Test func divisionTrapsByKind() throws {
        let module = try Workbench(
            """
            (module
              (func (export "div32") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
              (func (export "rem32") (param i32 i32) (result i32) (i32.rem_s (local.get 0) (local.get 1)))
              (func (export "byMinusOne") (param i32) (result i32) (i32.div_s (local.get 0) (i32.const -1)))
              (func (export "byZero") (param i64) (result i64) (i64.rem_u (local.get 0) (i64.const 0))))
            """)
        let least = Value.i32(1 << 31), minusOne = Value.i32(.max)
        #expect(try module("div32", least, minusOne) == .trapped(.integerOverflow))
        #expect(try module("rem32", least, minusOne) == .returned([.i32(0)]))
        #expect(try module("byMinusOne", least) == .trapped(.integerOverflow))
        #expect(try module("byMinusOne", .i32(5)) == .returned([.i32(UInt32(bitPattern: -5))]))
        #expect(try module("byZero", .i64(5)) == .trapped(.integerDivideByZero))
    }

    @Test func rotationsByARegisterKeepTheCountRegisterOfOthers() throws {
        let module = try Workbench(
            """
            (module (func (export "go") (param i32 i32) (result i32)
              (i32.add (local.get 0) (i32.const 0)) (i32.add (local.get 1) (i32.const 0))
              (i32.rotl (i32.add (local.get 0) (i32.const 0)) (i32.add (local.get 1) (i32.const 0)))
              i32.add i32.xor))
            """)
        #expect(try module("go", .i32(0x8000_0001), .i32(4)) == .returned([.i32(0x8000_0001 ^ (4 + 0x18))]))
    }

    /// A call loses the registers of some locals and of all operands; what was there must come back.
    @Test func callsKeepLocalsAndOperands() throws {
        let locals = (0..<14).map { "(local.set \($0 + 1) (i64.add (local.get 0) (i64.const \($0))))" }.joined(separator: "\n")
        let uses = (0..<14).map { "(local.set 15 (i64.add (local.get 15) (local.get \($0 + 1))))" }.joined(separator: "\n")
        let module = try Workbench(
            """
            (module
              (func $clobber (param i64) (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64)
                (loop $again
                  (local.set 1 (i64.const -1)) (local.set 2 (i64.const -1)) (local.set 3 (i64.const -1)) (local.set 4 (i64.const -1))
                  (local.set 5 (i64.const -1)) (local.set 6 (i64.const -1)) (local.set 7 (i64.const -1)) (local.set 8 (i64.const -1))
                  (br_if $again (i64.eqz (local.get 8))))
                (i64.add (local.get 0) (local.get 1)))
              (func (export "go") (param i64) (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
                \(locals)
                (i64.mul (local.get 0) (i64.const 1000))
                (loop $twice \(uses) (br_if $twice (i64.lt_u (local.get 15) (i64.const 200))))
                (call $clobber (i64.const 1)) i64.add
                (loop $once \(uses) (br_if $once (i64.eqz (local.get 15))))
                local.get 15 i64.add))
            """)
        // 0 + 1 + … + 13 = 91, and 14 × 10 = 140: 231 twice; 10,000 and 0 from the call.
        #expect(try module("go", .i64(10)) == .returned([.i64(10_462)]))
    }

    @Test func tailCallsDoNotGrowTheStack() throws {
        let module = try Workbench(
            """
            (module
              (type $t (func (param i64 i64) (result i64)))
              (table funcref (elem $odd))
              (func $even (export "even") (type $t)
                (if (result i64) (i64.eqz (local.get 0)) (then (local.get 1))
                  (else (return_call_indirect (type $t) (i64.sub (local.get 0) (i64.const 1)) (local.get 1) (i32.const 0)))))
              (func $odd (type $t)
                (if (i64.eqz (local.get 0)) (then (return (i64.const -1))))
                (return_call $even (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 1)))))
            """)
        #expect(try module("even", .i64(10_000_000), .i64(0)) == .returned([.i64(5_000_000)]))
    }

    @Test func theDepthOfCallsIsExact() throws {
        let text = """
            (module
              (func $down (export "down") (param i32) (result i32)
                (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0))
                  (else (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1))))))))
            """
        let module = try Workbench(text, limits: ExecutionLimits(callDepth: 100))
        #expect(try module("down", .i32(99)) == .returned([.i32(99)]))
        #expect(try module("down", .i32(100)) == .exhausted(.callStack))
        #expect(try module("down", .i32(99)) == .returned([.i32(99)]))
    }

    @Test func deepRecursionOfLargeFramesIsExhaustionAndNoCrash() throws {
        let module = try Workbench(
            """
            (module (func $down (export "down") (param i64) (result i64) (local \(String(repeating: "i64 ", count: 5000)))
              (local.set 4000 (local.get 0))
              (i64.add (local.get 4000) (call $down (i64.add (local.get 0) (i64.const 1))))))
            """)
        #expect(try module("down", .i64(0)) == .exhausted(.callStack))
    }

    @Test(.timeLimit(.minutes(1))) func aRunawayEndsAtItsDeadline() throws {
        let module = try Workbench(
            "(module (func (export \"spin\") (loop $l (br $l))) (func (export \"one\") (result i32) i32.const 1))",
            limits: ExecutionLimits(nanoseconds: 20_000_000))
        #expect(try module("spin") == .exhausted(.time))
        #expect(try module("one") == .returned([.i32(1)]))
    }

    @Test(.timeLimit(.minutes(1))) func aRunawayEndsWithItsFuel() throws {
        let module = try Workbench(
            """
            (module
              (func (export "spin") (loop $l (br $l)))
              (func $f (export "call") (param f64 i32) (result i32)
                (loop $l (br_if $l (call $f (local.get 0) (local.get 1)))) (local.get 1))
              (func (export "sum") (param i32) (result i32) (local i32)
                (loop $l
                  (local.set 1 (i32.add (local.get 1) (local.get 0)))
                  (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                local.get 1))
            """, limits: ExecutionLimits(fuel: 1_000_000))
        #expect(try module("spin") == .exhausted(.fuel))
        #expect(try module("sum", .i32(100)) == .returned([.i32(5050)]))
    }

    @Test func callsBetweenInstancesChangeMemoryAndComeBack() throws {
        let store = try BaselineJIT.engine().makeStore(StoreConfiguration())
        let first = try Workbench.instantiate(
            """
            (module (memory 1) (data (i32.const 0) "\\07") (global $g (mut i32) (i32.const 0))
              (func (export "read") (param i32 i32 i32 i32 i32 i32 i32) (result i32 i32)
                (global.set $g (i32.add (global.get $g) (i32.const 1)))
                (i32.add (i32.load8_u (i32.const 0)) (local.get 6)) (global.get $g))
              (table (export "t") 1 funcref) (elem (i32.const 0) $own)
              (func $own (result i32) (i32.load8_u (i32.const 0))))
            """, in: store)
        try store.register(first, as: "first")
        let second = try Workbench.instantiate(
            """
            (module
              (import "first" "read" (func $read (param i32 i32 i32 i32 i32 i32 i32) (result i32 i32)))
              (import "first" "t" (table 1 funcref))
              (memory 1) (data (i32.const 0) "\\64") (global $g (mut i32) (i32.const 50))
              (type $n (func (result i32)))
              (func (export "go") (result i32)
                (i32.load8_u (i32.const 0))
                (call $read (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6) (i32.const 500))
                i32.add i32.add
                (call_indirect (type $n) (i32.const 0)) i32.add
                (i32.load8_u (i32.const 0)) i32.add
                (global.get $g) i32.add))
            """, in: store)
        // 100 + 7 + 500 + 1 + 7 + 100 + 50
        #expect(try store.invoke(second, "go", with: []) == .returned([.i32(765)]))
    }

    @Test func constantAddressesAndLargeOffsetsTrapWhereTheyMust() throws {
        let module = try Workbench(
            """
            (module (memory 1)
              (func (export "constant") (result i32) (i32.load (i32.const -1)))
              (func (export "last") (result i32) (i32.load (i32.const 65532)))
              (func (export "offset") (param i32) (result i32) (i32.load8_u offset=4294967295 (local.get 0)))
              (func (export "store") (param i32) (i64.store offset=2147483648 (local.get 0) (i64.const 1)))
              (func (export "edge") (param i32) (result i64) (i64.load offset=1 (local.get 0))))
            """)
        #expect(try module("constant") == .trapped(.memoryOutOfBounds))
        #expect(try module("last") == .returned([.i32(0)]))
        #expect(try module("offset", .i32(0)) == .trapped(.memoryOutOfBounds))
        #expect(try module("offset", .i32(.max)) == .trapped(.memoryOutOfBounds))
        #expect(try module("store", .i32(1 << 31)) == .trapped(.memoryOutOfBounds))
        #expect(try module("edge", .i32(65527)) == .returned([.i64(0)]))
        #expect(try module("edge", .i32(65528)) == .trapped(.memoryOutOfBounds))
    }

    /// A conversion that needs one register more than there are, and has two ways to its end.
    @Test(arguments: [3.0, 1e19, -1, .infinity]) func whatAConversionSpillsIsSpilledOnBothWays(_ x: Double) throws {
        let count = 6
        let operands = (1...count).map { "(f64.add (local.get 0) (f64.const \($0)))" }.joined(separator: " ")
        let module = try Workbench(
            """
            (module (func (export "f") (param f64) (result f64 i64) (local i64)
              \(operands)
              (local.set 1 (i64.trunc_sat_f64_u (f64.mul (local.get 0) (f64.const 1))))
              \(String(repeating: "f64.add ", count: count - 1)) (local.get 1)))
            """)
        let sum = (1...count).reversed().dropFirst().reduce(x + Double(count)) { (x + Double($1)) + $0 }
        let whole = x.isFinite ? (x < 0 ? 0 : UInt64(exactly: x) ?? .max) : .max
        #expect(try module("f", .f64(bits: x.bitPattern)) == .returned([.f64(bits: sum.bitPattern), .i64(whole)]))
    }

    @Test func wideMemoriesCheckWithoutWrappingAround() throws {
        let module = try Workbench(
            """
            (module (memory i64 1)
              (func (export "load") (param i64) (result i64) (i64.load offset=8 (local.get 0)))
              (func (export "far") (param i64) (result i32) (i32.load8_u offset=0xFFFFFFFFFFFFFFFF (local.get 0))))
            """)
        #expect(try module("load", .i64(65520)) == .returned([.i64(0)]))
        for address: UInt64 in [65521, 1 << 32, .max, UInt64.max - 15, UInt64.max - 7] {
            #expect(try module("load", .i64(address)) == .trapped(.memoryOutOfBounds))
        }
        #expect(try module("far", .i64(0)) == .trapped(.memoryOutOfBounds))
    }
}
