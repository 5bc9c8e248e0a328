import EngineInterface
import Testing
import WasmModel

@Suite struct ExceptionTests {
    static let cases = [
        Case(
            "the payload arrives at the label", """
                (tag $e (param i32 i64))
                (func $thrower (param i32) (throw $e (local.get 0) (i64.const 7)))
                (func (export "run") (param i32) (result i64) (local $x i64)
                  i64.const 100
                  (block $h (result i32 i64)
                    (try_table (result i32 i64) (catch $e $h) (call $thrower (local.get 0)) (i32.const 0) (i64.const 0)))
                  local.set $x  i64.extend_i32_u  local.get $x  i64.add  i64.add)
                """, [.i32(20)], .returned([.i64(127)])),
        Case(
            "an inner clause that does not match is passed by", """
                (tag $a) (tag $b)
                (func (export "run") (result i32)
                  (block $outer
                    (try_table (catch $a $outer)
                      (block $inner (try_table (catch $b $inner) (throw $a)))
                      (return (i32.const 1))))
                  i32.const 2)
                """, [], .returned([.i32(2)])),
        Case(
            "a clause may return from the function", """
                (tag $e (param i32))
                (func (export "run") (result i32) (try_table (catch $e 0) (throw $e (i32.const 5))) i32.const 6)
                """, [], .returned([.i32(5)])),
        Case(
            "a reference can be thrown again", """
                (tag $e (param i32))
                (func (export "run") (result i32)
                  (block $outer (result i32)
                    (try_table (catch $e $outer)
                      (block $inner (result exnref) (try_table (catch_all_ref $inner) (throw $e (i32.const 8))) unreachable)
                      throw_ref)
                    unreachable))
                """, [], .returned([.i32(8)])),
        Case(
            "null cannot be thrown", "(func (export \"run\") (throw_ref (ref.null exn)))", [], .trapped(.nullReference)),
        Case(
            "a trap is not caught", """
                (func (export "run") (block $h (try_table (catch_all $h) unreachable)))
                """, [], .trapped(.unreachable)),
        Case(
            "legacy: the exception is kept for rethrow", """
                (tag $e (param i32))
                (func (export "run") (result i32)
                  try (result i32)
                    try (result i32) i32.const 3 throw $e
                    catch $e drop try (result i32) rethrow 1 catch_all rethrow 1 end end
                  catch $e i32.const 10 i32.add
                  end)
                """, [], .returned([.i32(13)])),
        Case(
            "legacy: delegate passes over the blocks between", """
                (tag $e)
                (func (export "run") (result i32)
                  try (result i32)
                    try (result i32)
                      try (result i32) throw $e delegate 1
                    catch_all i32.const 1 end
                  catch_all i32.const 2 end)
                """, [], .returned([.i32(2)])),
        Case(
            "legacy: parameters of a try", """
                (tag $e (param i32))
                (func (export "run") (param i32) (result i32)
                  i32.const 1 i32.const 2
                  try (param i32 i32) (result i32)
                    i32.sub local.get 0 i32.eqz br_if 0 throw $e
                  catch $e i32.const 50 i32.mul end)
                """, [.i32(1)], .returned([.i32(UInt32(bitPattern: -50))])),
    ]
    @Test(arguments: cases) func exceptionsAreCaughtWhereTheyShouldBe(_ testCase: Case) throws { try testCase.check() }

    @Test func exceptionsCrossInstances() throws {
        let workbench = try Workbench()
        _ = try workbench.instantiate(
            """
            (tag $e (export "e") (param i32)) (memory 1) (data (i32.const 0) "\\05")
            (func (export "thrower") (throw $e (i32.load8_u (i32.const 0))))
            """, as: "a")
        let second = try workbench.instantiate(
            """
            (tag $e (import "a" "e") (param i32)) (func $thrower (import "a" "thrower"))
            (tag $other (param i32)) (memory 1) (data (i32.const 0) "\\07")
            (func $deep (param i32) (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1)))) (else (call $thrower))))
            (func (export "run") (param i32) (result i32)
              (block $h (result i32)
                (try_table (catch $other $h) (catch $e $h) (call $deep (local.get 0))) (return (i32.const 0)))
              (i32.add (i32.mul (i32.const 100) (i32.load8_u (i32.const 0)))))
            (func (export "uncaught") (call $thrower))
            """)
        // Twice, so that calls that unwinding ended are seen not to count any more.
        for _ in 0..<2 {
            #expect(try workbench.store.invoke(second, "run", with: [.i32(15_000)]) == .returned([.i32(705)]))
        }
        guard case .threw(let exception) = try workbench.store.invoke(second, "uncaught", with: []) else {
            Issue.record("not thrown")
            return
        }
        #expect(exception.payload == [.i32(5)])
    }
}
