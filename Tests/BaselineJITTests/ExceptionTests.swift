import BaselineJIT
import EngineInterface
import EngineRuntime
import Testing
import WasmBinary
import WasmModel
import WasmText

/// What an exception must leave as it was: locals in registers that callees save, the instance, the depth of calls.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct ExceptionTests {
    /// Twelve locals that are in use before and after, and callees that use as many of their own.
    @Test func localsAreWhatTheyWereAtTheCall() throws {
        let locals = 1..<13
        let sets = locals.map { "(local.set \($0) (i64.mul (local.get 0) (i64.const \($0))))" }.joined(separator: "\n")
        let sum = locals.reduce("(i64.const 0)") { "(i64.add \($0) (local.get \($1)))" }
        let declared = String(repeating: "i64 ", count: 12)
        let module = try Workbench(
            """
            (module
              (tag $t (param i64))
              (func $leaf (param i64) (local \(declared)) \(sets) (throw $t \(sum)))
              (func $middle (param i64) (local \(declared)) \(sets) (call $leaf (local.get 3)) (drop \(sum)))
              (func (export "go") (param i64) (result i64) (local \(declared))
                \(sets)
                (i64.const 1000)
                (i64.mul (local.get 0) (i64.const 100))
                (block $caught (result i64)
                  (loop $again
                    \(locals.map { "(local.set \($0) (i64.add (local.get \($0)) (i64.const 1)))" }.joined(separator: "\n"))
                    (br_if $again (i64.lt_u (local.get 12) (i64.const 130))))
                  (try_table (catch $t $caught) (call $middle (local.get 0)))
                  (i64.const 0))
                i64.add i64.add
                \(sum) i64.add))
            """)
        // Twelve locals are 10, 20, … 120, and ten more each: 780 + 120. The leaf's parameter is 30: 78 × 30 is thrown.
        #expect(try module("go", .i64(10)) == .returned([.i64(1000 + 1000 + 2340 + 900)]))
    }

    @Test func floatsInRegistersAreWhatTheyWereAtTheThrow() throws {
        let module = try Workbench(
            """
            (module
              (tag $t (param f32 f64 i32))
              (func (export "go") (param f64) (result f64 f32) (local $a f64) (local $b f32) (local $n i32)
                (local.set $a (local.get 0))
                (block $caught (result f32 f64 i32)
                  (try_table (catch $t $caught)
                    (loop $again
                      (local.set $a (f64.add (local.get $a) (local.get $a)))
                      (local.set $b (f32.add (local.get $b) (f32.const 0.5)))
                      (local.set $n (i32.add (local.get $n) (i32.const 1)))
                      (br_if $again (i32.lt_u (local.get $n) (i32.const 4)))
                      (throw $t (local.get $b) (f64.neg (local.get $a)) (local.get $n))))
                  unreachable)
                (local.set $n) (local.set $a (f64.sub (local.get $a))) (local.set $b (f32.mul (local.get $b)))
                (local.get $a) (local.get $b)))
            """)
        // -16 - 16 and 2 × 2.
        #expect(
            try module("go", .f64(bits: Double(1).bitPattern))
                == .returned([.f64(bits: Double(-32).bitPattern), .f32(bits: Float(4).bitPattern)]))
    }

    @Test func anExceptionFromAnotherInstanceComesBackToTheFirst() throws {
        let store = try BaselineJIT.engine().makeStore(StoreConfiguration())
        let thrower = try Workbench.instantiate(
            """
            (module
              (tag $t (export "t") (param i32 i64)) (tag $u (export "u"))
              (memory 1) (data (i32.const 0) "\\63")
              (func (export "throw") (param i32)
                (if (local.get 0)
                  (then (throw $t (i32.load8_u (i32.const 0)) (i64.const -1)))
                  (else (throw $u)))))
            """, in: store)
        try store.register(thrower, as: "thrower")
        let catcher = try Workbench.instantiate(
            """
            (module
              (import "thrower" "t" (tag $t (param i32 i64)))
              (import "thrower" "throw" (func $throw (param i32)))
              (memory 1) (data (i32.const 0) "\\07")
              (func $between (param i32) (call $throw (local.get 0)))
              (func (export "go") (param i32) (result i32)
                (block $all
                  (block $caught (result i32 i64)
                    (try_table (result i32 i64) (catch $t $caught) (catch_all $all)
                      (call $between (local.get 0)) (i32.const 0) (i64.const 0)))
                  drop
                  (i32.const 100) (i32.mul)
                  (return (i32.add (i32.load8_u (i32.const 0)))))
                (i32.load8_u (i32.const 0)))
              (func (export "uncaught") (param i32) (call $between (local.get 0))))
            """, in: store)
        #expect(try store.invoke(catcher, "go", with: [.i32(1)]) == .returned([.i32(9907)]))
        #expect(try store.invoke(catcher, "go", with: [.i32(0)]) == .returned([.i32(7)]))
        guard case .threw(let exception) = try store.invoke(catcher, "uncaught", with: [.i32(1)]) else {
            Issue.record("nothing was thrown")
            return
        }
        #expect(exception.payload == [.i32(99), .i64(.max)])
        #expect(try store.invoke(catcher, "go", with: [.i32(1)]) == .returned([.i32(9907)]))
    }

    /// Each turn leaves a frame behind that the throw takes away; what it counted must be given back.
    @Test func theDepthOfCallsIsGivenBack() throws {
        let module = try Workbench(
            """
            (module
              (tag $t)
              (func $down (param i32)
                (if (i32.eqz (local.get 0)) (then (throw $t)))
                (call $down (i32.sub (local.get 0) (i32.const 1))))
              (func (export "go") (param i32) (result i32)
                (loop $again
                  (block $caught (try_table (catch_all $caught) (call $down (i32.const 90))))
                  (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (i32.const 5)))
            """, limits: ExecutionLimits(callDepth: 100))
        #expect(try module("go", .i32(1000)) == .returned([.i32(5)]))
    }

    /// A tail call leaves the block that would have caught, and the frame that it makes goes with the exception.
    @Test func aTailCallIsOutsideOfTheBlocksAroundIt() throws {
        let words = String(repeating: "i64 ", count: 16)
        let module = try Workbench(
            """
            (module
              (tag $t (param i64))
              (func $throw (param \(words)) (throw $t (local.get 15)))
              (func $tail (param i64)
                (block $caught (result i64)
                  (try_table (catch $t $caught)
                    (return_call $throw \((0..<16).map { _ in "(local.get 0)" }.joined(separator: " "))))
                  unreachable)
                unreachable)
              (func (export "go") (param i64) (result i64)
                (block $caught (result i64)
                  (try_table (catch $t $caught) (call $tail (local.get 0)))
                  (i64.const -1))
                (local.get 0) i64.add))
            """)
        for _ in 0..<2 { #expect(try module("go", .i64(21)) == .returned([.i64(42)])) }
    }

    @Test func aLegacyClauseKeepsItsExceptionForRethrow() throws {
        let module = try Workbench(
            """
            (module
              (tag $t (param i32)) (tag $u (param i32))
              (func (export "go") (param i32) (result i32)
                (i32.const 1000)
                (try (result i32)
                  (do
                    (try (result i32)
                      (do (throw $t (local.get 0)))
                      (catch $t
                        (drop)
                        (try (result i32)
                          (do (throw $u (i32.const 7)))
                          (catch $u
                            (drop)
                            (i32.const 2) (if (i32.ge_u (local.get 0) (i32.const 10)) (then (rethrow 2)))
                            (rethrow 0))))))
                  (catch $t (i32.const 10000) (i32.add))
                  (catch_all (i32.const 3)))
                i32.add))
            """, features: .all)
        #expect(try module("go", .i32(20)) == .returned([.i32(11020)]))
        #expect(try module("go", .i32(1)) == .returned([.i32(1003)]))
    }
}
