import BaselineJIT
import EngineInterface
import EngineRuntime
import Testing
import WasmBinary
import WasmModel
import WasmText

/// Tail calls that take the stack with them would end in exhaustion long before ten million.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"), .timeLimit(.minutes(2)))
struct TailCallTests {
    private static let deep = UInt64(10_000_000)

    /// Two instances that call each other through what `call` says, until the counter is zero.
    private func pingPong(_ call: (_ target: String) -> String) throws -> Outcome {
        let store = try BaselineJIT.engine().makeStore(StoreConfiguration())
        let first = try Workbench.instantiate(
            """
            (module
              (type $t (func (param i64 i64) (result i64 i64)))
              (table (export "table") 2 funcref)
              (global (export "other") (mut (ref null $t)) (ref.null $t))
              (memory (export "memory") 1) (data (i32.const 0) "\\05")
              (elem (i32.const 0) $ping)
              (func $ping (export "ping") (type $t)
                (if (i64.eqz (local.get 0)) (then (return (local.get 1) (i64.load8_u (i32.const 0)))))
                (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.load8_u (i32.const 0)))
                (if (param i64 i64) (result i64 i64) (ref.is_null (global.get 0))
                  (then return)
                  (else (return_call_ref $t (global.get 0)))))
              (func (export "go") (param i64) (result i64)
                (call $ping (local.get 0) (i64.const 0)) i64.add
                (i64.mul (i64.load8_u (i32.const 0)) (i64.const 1000000000000)) i64.add))
            """, in: store)
        try store.register(first, as: "first")
        let second = try Workbench.instantiate(
            """
            (module
              (type $t (func (param i64 i64) (result i64 i64)))
              (import "first" "ping" (func $ping (type $t)))
              (import "first" "table" (table $table 2 funcref))
              (import "first" "other" (global $other (mut (ref null $t))))
              (memory 1) (data (i32.const 0) "\\07")
              (elem (table $table) (i32.const 1) func $pong)
              (func $pong (export "pong") (type $t)
                (if (i64.eqz (local.get 0)) (then (return (local.get 1) (i64.load8_u (i32.const 0)))))
                (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.load8_u (i32.const 0)))
                \(call("$ping")))
              (func $start (global.set $other (ref.func $pong)))
              (start $start))
            """, in: store)
        _ = second
        return try store.invoke(first, "go", with: [.i64(Self.deep)])
    }

    @Test(arguments: ["import", "table", "reference"]) func chainsAcrossInstancesDoNotGrowTheStack(through: String) throws {
        let outcome = try pingPong { target in
            switch through {
            case "import": "(return_call \(target))"
            case "table": "(return_call_indirect $table (type $t) (i32.const 0))"
            default: "(return_call_ref $t (table.get $table (i32.const 0)) (ref.cast (ref $t)))"
            }
        }
        // Half of the turns add 5 and half add 7; the end is reached where the chain began, whose memory is back.
        #expect(outcome == .returned([.i64(Self.deep / 2 * 12 + 5 + 5_000_000_000_000)]))
    }

    /// Parameters that need words of the stack, called from a function with none: the area grows once and no more.
    @Test func argumentsOnTheStackDoNotAddUp() throws {
        let many = (0..<20).map { "(i64.add (local.get 0) (i64.const \($0)))" }.joined(separator: " ")
        let sum = (0..<20).reduce("(i64.const 0)") { "(i64.add \($0) (local.get \($1)))" }
        let module = try Workbench(
            """
            (module
              (type $few (func (param i64) (result i64 f64 i64)))
              (type $many (func (param \(String(repeating: "i64 ", count: 20))) (result i64 f64 i64)))
              (table funcref (elem $few $many))
              (global $sum (mut i64) (i64.const 0))
              (func $few (type $few)
                (if (i64.eqz (local.get 0)) (then (return (global.get $sum) (f64.const 2.5) (i64.const 7))))
                (return_call $many \(many)))
              (func $many (type $many)
                (global.set $sum \(sum))
                (return_call_indirect (type $few) (i64.sub (local.get 0) (i64.const 1)) (i32.const 0)))
              (func (export "go") (param i64) (result i64 f64 i64) (call $few (local.get 0)))
              (func (export "indirect") (param i64) (result i64)
                (local.get 0) (local.get 0)
                (call_indirect (type $few) (local.get 0) (i32.const 0)) drop drop i64.add i64.add))
            """)
        // The last sum is that of 1 + 0, 1 + 1, …, 1 + 19.
        let expected = Outcome.returned([.i64(210), .f64(bits: Double(2.5).bitPattern), .i64(7)])
        #expect(try module("go", .i64(Self.deep)) == expected)
        #expect(try module("go", .i64(1)) == expected)
        #expect(try module("indirect", .i64(3)) == .returned([.i64(216)]))
    }

    @Test func aTailCallOfTheHostComesBackToTheCaller() throws {
        let type = FunctionType([.i64, .i64], [.i64, .i32])
        let store = try BaselineJIT.engine().makeStore(StoreConfiguration())
        try store.define([HostFunction(module: "host", name: "f", type: type)])
        let instance = try Workbench.instantiate(
            """
            (module
              (import "host" "f" (func $f (param i64 i64) (result i64 i32)))
              (memory 1) (data (i32.const 8) "\\2a")
              (func $tail (param i64) (result i64 i32) (return_call $f (local.get 0) (i64.const 1)))
              (func (export "go") (param i64) (result i64)
                (local.get 0)
                (drop (drop (call $tail (local.get 0))))
                (i64.load8_u (i32.const 8)) i64.add))
            """, in: store)
        #expect(try store.invoke(instance, "go", with: [.i64(100)]) == .returned([.i64(142)]))
        #expect(try store.takeHostCalls().map(\.arguments) == [[.i64(100), .i64(1)]])
    }

    /// The frames of a chain do not count as calls, and those of calls inside it do.
    @Test func aChainInsideARecursionIsTakenAwayByATrapOutOfIt() throws {
        let module = try Workbench(
            """
            (module
              (type $t (func (param i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64) (result i64)))
              (func $deep (param i64) (result i64)
                (if (i64.eqz (local.get 0)) (then unreachable))
                (return_call $wide \((0..<16).map { _ in "(local.get 0)" }.joined(separator: " "))))
              (func $wide (type $t) (i64.add (i64.const 1) (call $deep (i64.sub (local.get 15) (i64.const 1)))))
              (func (export "go") (param i64) (result i64) (call $deep (local.get 0)))
              (func (export "fine") (result i64) (i64.const 3)))
            """)
        for _ in 0..<3 {
            #expect(try module("go", .i64(500)) == .trapped(.unreachable))
            #expect(try module("fine") == .returned([.i64(3)]))
        }
    }

    /// Each of them brings its arguments from registers that they were computed in.
    @Test(arguments: ["return_call $sum", "return_call_indirect (type $t)", "return_call_ref $t"])
    func manyInOneFunctionUseUpNoRegisters(call: String) throws {
        let callee = call.contains("indirect") ? "(i32.const 0)" : call.contains("ref") ? "(ref.func $sum)" : ""
        let calls = (0..<24).map { number in
            """
            (if (i32.eq (local.get 0) (i32.const \(number)))
              (then (\(call) (i32.add (local.get 1) (i32.const \(number))) (i32.mul (local.get 1) (i32.const 3)) \(callee))))
            """
        }
        let store = try BaselineJIT.engine().makeStore(StoreConfiguration(features: .all))
        let instance = try Workbench.instantiate(
            """
            (module
              (type $t (func (param i32 i32) (result i32)))
              (table 1 funcref) (elem (i32.const 0) $sum)
              (func $sum (type $t) (i32.sub (local.get 0) (local.get 1)))
              (memory (data "\\01\\02\\03\\04"))
              (func (export "run") (type $t) \(calls.joined(separator: "\n"))
                (i32.atomic.rmw.and (i32.sub (local.get 0) (i32.const 24)) (i32.or (local.get 1) (i32.const 0x200)))))
            """, in: store)
        for number in [0, 11, 23] as [UInt32] {
            let outcome = try store.invoke(instance, "run", with: [.i32(number), .i32(5)])
            #expect(outcome == .returned([.i32(5 &+ number &- 15)]))
        }
        #expect(try store.invoke(instance, "run", with: [.i32(24), .i32(5)]) == .returned([.i32(0x0403_0201)]))
    }
}
