;; Arithmetic on 64-bit integers without memory: a multiplicative hash of a counter, summed.
(module
  (func (export "run") (param $rounds i32) (result i32)
    (local $x i64) (local $z i64) (local $sum i64)
    (loop $next
      (local.set $x (i64.add (local.get $x) (i64.const 0x9E3779B97F4A7C15)))
      (local.set $z (i64.mul (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 30))) (i64.const 0xBF58476D1CE4E5B9)))
      (local.set $z (i64.mul (i64.xor (local.get $z) (i64.shr_u (local.get $z) (i64.const 27))) (i64.const 0x94D049BB133111EB)))
      (local.set $sum (i64.add (i64.rotl (local.get $sum) (i64.const 7)) (i64.xor (local.get $z) (i64.shr_u (local.get $z) (i64.const 31)))))
      (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
      (br_if $next (local.get $rounds)))
    (i32.wrap_i64 (i64.xor (local.get $sum) (i64.shr_u (local.get $sum) (i64.const 32))))))
