import EngineInterface
import Testing
import WasmBinary
import WasmModel

@Suite struct ControlTests {
    static let cases = [
        Case(
            "br_table carries operands to labels of different height", """
                (func (export "run") (param i32) (result i32)
                  (block $a (result i32)
                    i32.const 5
                    (block $b (result i32)
                      i32.const 6
                      (block $c (result i32)
                        i32.const 7 i32.const 8
                        (br_table $a $b $c (local.get 0)))
                      i32.add)
                    i32.add))
                """, [.i32(1)], .returned([.i32(5 + 8)])),
        Case(
            "dead code ends with its block", """
                (func (export "run") (result i32)
                  (block (result i32)
                    (block (br 1 (i32.const 3)) (if (i32.const 1) (then unreachable) (else unreachable)) unreachable)
                    unreachable)
                  i32.const 1  i32.add)
                """, [], .returned([.i32(4)])),
        Case(
            "an indirect call checks the type", """
                (type $f (func (result i32))) (type $g (func (result i64)))
                (table funcref (elem $x)) (func $x (type $f) i32.const 1)
                (func (export "run") (result i64) (call_indirect (type $g) (i32.const 0)))
                """, [], .trapped(.indirectCallTypeMismatch)),
        Case(
            "a null reference cannot be called", """
                (type $f (func)) (func (export "run") (call_ref $f (ref.null $f)))
                """, [], .trapped(.nullReference)),
    ]
    @Test(arguments: cases) func controlGoesWhereItShould(_ testCase: Case) throws { try testCase.check() }

    @Test func blocksMayBeNestedDeeply() throws {
        let depth = 100_000
        var module = Module()
        module.types = [RecursionGroup([SubType(.function(FunctionType([], [.i32])))])]
        let block = Instruction.block(.block, .empty), end = Instruction(.end)
        let body =
            Array(repeating: block, count: depth) + [Instruction(.br, index: UInt32(depth - 1))]
            + Array(repeating: end, count: depth) + [.i32Const(9), end]
        module.functions = [Function(typeIndex: 0, body: Expression(body))]
        module.exports = [Export(name: "run", kind: .function, index: 0)]
        let workbench = try Workbench()
        guard case .module(let handle) = try workbench.store.load(module.encoded()),
            case .instance(let instance) = try workbench.store.instantiate(handle)
        else {
            Issue.record("not accepted")
            return
        }
        #expect(try workbench.store.invoke(instance, "run", with: []) == .returned([.i32(9)]))
    }

    @Test func aFrameThatFitsNoStackExhaustsIt() throws {
        let text = "(func (export \"run\") (local \(String(repeating: "v128 ", count: 40_000))))"
        #expect(try Workbench.run(text) == .exhausted(.callStack))
    }

    static let tailCalls = [
        (
            "directly",
            """
            (func $f (export "run") (param i32) (result i32)
              (if (result i32) (local.get 0)
                (then (return_call $f (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 42))))
            """
        ),
        (
            "with more and more parameters",
            """
            (func $f (export "run") (param i32) (result i32)
              (return_call $g (local.get 0) (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4)))
            (func $g (param i32 i64 i64 i64 i64) (result i32)
              (if (result i32) (local.get 0)
                (then (return_call $f (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 42))))
            """
        ),
        (
            "through a table",
            """
            (type $t (func (param i32) (result i32))) (table funcref (elem $f))
            (func $f (export "run") (type $t)
              (if (result i32) (local.get 0)
                (then (return_call_indirect (type $t) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0)))
                (else (i32.const 42))))
            """
        ),
        (
            "through a reference",
            """
            (type $t (func (param i32) (result i32))) (elem declare func $f)
            (func $f (export "run") (type $t)
              (if (result i32) (local.get 0)
                (then (return_call_ref $t (i32.sub (local.get 0) (i32.const 1)) (ref.func $f)))
                (else (i32.const 42))))
            """
        ),
    ]
    @Test(arguments: tailCalls) func tailCallsNeverGrowTheStack(_ way: String, _ text: String) throws {
        let limits = ExecutionLimits(callDepth: 3)
        #expect(try Workbench.run(text, [.i32(10_000_000)], limits: limits) == .returned([.i32(42)]), "\(way)")
    }

    @Test func tailCallsCrossInstances() throws {
        let workbench = try Workbench(limits: ExecutionLimits(callDepth: 4))
        _ = try workbench.instantiate(
            """
            (type $t (func (param i32) (result i32))) (table (export "table") 2 funcref) (memory 1)
            (elem (i32.const 0) $f) (data (i32.const 0) "\\07")
            (func $f (type $t) (if (result i32) (local.get 0)
              (then (return_call_indirect (type $t) (i32.sub (local.get 0) (i32.const 1)) (i32.const 1)))
              (else (i32.load8_u (i32.const 0)))))
            """, as: "a")
        let second = try workbench.instantiate(
            """
            (type $t (func (param i32) (result i32))) (import "a" "table" (table 2 funcref)) (memory 1)
            (elem (i32.const 1) $g) (data (i32.const 0) "\\09")
            (func $g (type $t) (return_call_indirect (type $t) (local.get 0) (i32.const 0)))
            (func (export "run") (param i32) (result i32)
              (i32.add (call $g (local.get 0)) (i32.mul (i32.const 100) (i32.load8_u (i32.const 0)))))
            """)
        #expect(try workbench.store.invoke(second, "run", with: [.i32(10_000_000)]) == .returned([.i32(907)]))
    }
}
