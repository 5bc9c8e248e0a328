import EngineInterface
import Testing
import WasmModel

/// The translator keeps operands waiting, folds writes into the instruction before, joins instructions and reads
/// accumulators. Each case is one where doing so at the wrong moment gives another answer.
@Suite struct OperandTests {
    static let cases = [
        Case(
            "an operand keeps the value its local had", """
                (func (export "run") (param i32) (result i32)
                  local.get 0  i32.const 7  local.set 0  local.get 0  i32.sub)
                """, [.i32(10)], .returned([.i32(3)])),
        Case(
            "a sum keeps the value its local had", """
                (func (export "run") (param i32) (result i32)
                  (i32.add (local.get 0) (i32.const 1))  i32.const 7  local.set 0  local.get 0  i32.mul)
                """, [.i32(10)], .returned([.i32(77)])),
        Case(
            "an atomic result takes the accumulator from the local that it repeated", """
                (memory 1)
                (func (export "run") (param i32) (result i32) (local i32)
                  local.get 0
                  (local.tee 1 (i32.eq (local.get 0) (local.get 0)))
                  i32.atomic.rmw.add  local.get 1  i32.add)
                """, [.i32(4)], .returned([.i32(1)])),
        Case(
            "a constant may come before what it is added to", """
                (global $g (mut i32) (i32.const 5))
                (func $next (result i32)
                  (global.set $g (i32.add (i32.const 1) (global.get $g)))  global.get $g)
                (func (export "run") (result i32) call $next  call $next  call $next  i32.add  i32.mul)
                """, [], .returned([.i32(6 * 15)])),
        Case(
            "a tee leaves the value on the stack while the local changes", """
                (func (export "run") (param i32) (result i32)
                  (local.tee 0 (i32.add (local.get 0) (i32.const 1)))
                  (local.tee 0 (i32.mul (local.get 0) (i32.const 10)))
                  i32.sub)
                """, [.i32(2)], .returned([.i32(UInt32(bitPattern: 3 - 30))])),
        Case(
            "a comparison that was dropped is not what the branch asks", """
                (func (export "run") (param i32) (result i32)
                  (block (result i32)
                    i32.const 1
                    (i32.ne (local.get 0) (i32.const 0))
                    (i32.lt_s (local.get 0) (i32.const 0))
                    drop
                    br_if 0
                    drop i32.const 2))
                """, [.i32(4)], .returned([.i32(1)])),
        Case(
            "a negated comparison of floats holds for NaN", """
                (func (export "run") (param f64) (result i32)
                  (if (result i32) (i32.eqz (f64.lt (local.get 0) (f64.const 1))) (then (i32.const 1)) (else (i32.const 2))))
                """, [.f64(bits: Double.nan.bitPattern)], .returned([.i32(1)])),
        Case(
            "a constant on the left of a comparison stays there", """
                (func (export "run") (param f64 i64) (result i32 i32 i32)
                  (f64.lt (f64.const 3) (f64.add (local.get 0) (local.get 0)))
                  (i64.ge_s (i64.const 0x1234567890) (i64.mul (local.get 1) (local.get 1)))
                  (if (result i32) (i64.gt_u (i64.const 0x1234567890) (i64.mul (local.get 1) (local.get 1)))
                    (then (i32.const 1)) (else (i32.const 0))))
                """, [.f64(bits: 2.0.bitPattern), .i64(3)], .returned([.i32(1), .i32(1), .i32(1)])),
        Case(
            "putting an operand below an if in its place leaves the condition alone", """
                (func (export "run") (param i32 i32) (result i32)
                  local.get 1
                  (i32.gt_u (local.get 0) (i32.const 3))
                  (local.set 0 (i32.const 0))
                  local.tee 0
                  (if (result i32) (then (i32.const 10)) (else (i32.const 20)))
                  i32.add)
                """, [.i32(5), .i32(0)], .returned([.i32(10)])),
        Case(
            "operands below an if are in their places on both ways", """
                (func (export "run") (param i32 i32) (result i32)
                  local.get 0
                  (i32.add (local.get 1) (i32.const 1))
                  (if (i32.gt_u (local.get 1) (i32.const 3))
                    (then (local.set 0 (i32.const 100)) (local.set 1 (i32.const 200))))
                  i32.sub  local.get 0  i32.add)
                """, [.i32(50), .i32(9)], .returned([.i32(50 - 10 + 100)])),
        Case(
            "a loop steps, compares and branches", """
                (func (export "run") (param i32) (result i32) (local i32 i32)
                  (loop
                    (local.set 1 (i32.add (local.get 1) (local.get 2)))
                    (br_if 0 (i32.lt_u (local.tee 2 (i32.add (local.get 2) (i32.const 1))) (local.get 0))))
                  local.get 1)
                """, [.i32(100)], .returned([.i32(4950)])),
        Case(
            "a loop counts down to zero", """
                (func (export "run") (param i32) (result i32) (local i32)
                  (loop
                    (local.set 1 (i32.add (local.get 1) (i32.const 2)))
                    (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                  local.get 1)
                """, [.i32(10)], .returned([.i32(20)])),
        Case(
            "sums of products are not joined twice", """
                (func (export "run") (param f64 f64 f64 f64) (result f64)
                  (f64.add (f64.mul (local.get 0) (local.get 1))
                           (f64.sub (f64.mul (local.get 2) (local.get 3)) (f64.mul (local.get 0) (local.get 3)))))
                """, [2, 3, 5, 7].map { .f64(bits: Double($0).bitPattern) }, .returned([.f64(bits: 27.0.bitPattern)])),
        Case(
            "a product and its sum round twice", """
                (func (export "run") (param f64) (result f64)
                  (f64.add (f64.mul (local.get 0) (local.get 0)) (f64.const -1)))
                """, [.f64(bits: (1 + 0x1p-30).bitPattern)], .returned([.f64(bits: 0x1p-29.bitPattern)])),
        Case(
            "an address is wrapped before the offset is added", """
                (memory 1)
                (func (export "run") (param i32) (result i32)
                  (i32.store (i32.const 12) (i32.const 77))
                  (i32.load (i32.add (local.get 0) (i32.const 16))))
                """, [.i32(UInt32.max - 3)], .returned([.i32(77)])),
        Case(
            "an address and its offset are not wrapped", """
                (memory 1)
                (func (export "run") (param i32) (result i32) (i32.load offset=16 (local.get 0)))
                """, [.i32(UInt32.max - 3)], .trapped(.memoryOutOfBounds)),
        Case(
            "many operands wait at once", """
                (func (export "run") (param i32) (result i32)
                \(String(repeating: "local.get 0\n", count: 200))
                i32.const 1000 local.set 0
                \(String(repeating: "i32.add\n", count: 199)))
                """, [.i32(3)], .returned([.i32(600)])),
        Case(
            "results go where parameters were", """
                (func (export "run") (param i32 i64) (result i64 i32) local.get 1  local.get 0)
                """, [.i32(1), .i64(2)], .returned([.i64(2), .i32(1)])),
        Case(
            "results go where parameters were, also on a branch", """
                (func (export "run") (param i32 i32) (result i32 i32 i32)
                  (i32.add (local.get 1) (i32.const 1))  local.get 0  i32.const 9
                  (br_if 0 (local.get 0))
                  drop drop drop i32.const 0 i32.const 0 i32.const 0)
                """, [.i32(5), .i32(7)], .returned([.i32(8), .i32(5), .i32(9)])),
        Case(
            "a branch with operands leaves the way on as it was", """
                (func (export "run") (param i32) (result i32)
                  (block (result i32 i32)
                    i32.const 1000
                    (i32.add (local.get 0) (i32.const 1)) (i32.add (local.get 0) (i32.const 2))
                    (br_if 0 (i32.eqz (local.get 0)))
                    i32.mul)
                  i32.sub)
                """, [.i32(3)], .returned([.i32(1000 - 20)])),
        Case(
            "vectors take two slots", """
                (func (export "run") (param v128 i32 v128) (result v128 i32) (local v128)
                  (local.set 3 (i8x16.add (local.get 2) (local.get 0)))  local.get 3  local.get 1)
                """, [.v128(low: 1, high: 2), .i32(3), .v128(low: 4, high: 5)],
            .returned([.v128(low: 5, high: 7), .i32(3)])),
    ]

    @Test(arguments: cases) func operandsAreWhatTheyWereWhenTheyWerePushed(_ testCase: Case) throws { try testCase.check() }
}
