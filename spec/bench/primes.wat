;; Byte loads and stores and branches: counts the primes below 2^18 with a sieve, again and again.
(module
  (memory 4)
  (func (export "run") (param $rounds i32) (result i32)
    (local $count i32) (local $i i32) (local $j i32)
    (loop $round
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 0x40000))
      (local.set $count (i32.const 0))
      (local.set $i (i32.const 2))
      (loop $next
        (if (i32.load8_u (local.get $i))
          (then
            (local.set $count (i32.add (local.get $count) (i32.const 1)))
            (local.set $j (i32.shl (local.get $i) (i32.const 1)))
            (block $struck
              (loop $strike
                (br_if $struck (i32.ge_u (local.get $j) (i32.const 0x40000)))
                (i32.store8 (local.get $j) (i32.const 0))
                (local.set $j (i32.add (local.get $j) (local.get $i)))
                (br $strike)))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $i) (i32.const 0x40000))))
      (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
      (br_if $round (i32.gt_s (local.get $rounds) (i32.const 0))))
    (local.get $count)))
