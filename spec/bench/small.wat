;; Latency: a module as a generator makes them. A few functions, a memory, a table; `run` touches all of it once.
(module
  (type $binary (func (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (global $state (mut i32) (i32.const 0x2545F491))
  (table funcref (elem $mix $blend $step))
  (func $step (type $binary) (i32.add (i32.rotl (local.get 0) (i32.const 5)) (i32.xor (local.get 1) (i32.const 0x9E3779B9))))
  (func $mix (type $binary) (i32.mul (i32.xor (local.get 0) (i32.shr_u (local.get 0) (i32.const 15))) (i32.or (local.get 1) (i32.const 1))))
  (func $blend (type $binary) (i32.sub (i32.shl (local.get 0) (i32.const 3)) (i32.rotr (local.get 1) (i32.const 11))))
  (func (export "run") (param $rounds i32) (result i32)
    (local $i i32) (local $x i32)
    (local.set $x (global.get $state))
    (loop $next
      (i32.store (i32.shl (i32.and (local.get $i) (i32.const 63)) (i32.const 2)) (local.get $x))
      (local.set $x
        (call_indirect (type $binary)
          (local.get $x)
          (i32.load (i32.shl (i32.and (local.get $x) (i32.const 63)) (i32.const 2)))
          (i32.rem_u (local.get $i) (i32.const 3))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.mul (local.get $rounds) (i32.const 3)))))
    (global.set $state (local.get $x))
    (local.get $x)))
