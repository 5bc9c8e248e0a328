;; Arithmetic on doubles: a chain of coupled oscillators, stepped in time; the result is the energy that is left.
(module
  (memory 1)
  (func (export "run") (param $steps i32) (result i32)
    (local $i i32) (local $energy f64)
    (f64.store (i32.const 512) (f64.const 1000))
    (loop $step
      (local.set $i (i32.const 8))
      (loop $force
        (f64.store offset=2048 (local.get $i)
          (f64.add (f64.load offset=2048 (local.get $i))
            (f64.mul (f64.const 0.125)
              (f64.sub
                (f64.add (f64.load (i32.sub (local.get $i) (i32.const 8))) (f64.load offset=8 (local.get $i)))
                (f64.mul (f64.const 2) (f64.load (local.get $i)))))))
        (br_if $force (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const 1016))))
      (local.set $i (i32.const 8))
      (loop $move
        (f64.store (local.get $i) (f64.add (f64.load (local.get $i)) (f64.load offset=2048 (local.get $i))))
        (br_if $move (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const 1016))))
      (br_if $step (local.tee $steps (i32.sub (local.get $steps) (i32.const 1)))))
    (local.set $i (i32.const 8))
    (loop $sum
      (local.set $energy (f64.add (local.get $energy) (f64.abs (f64.load (local.get $i)))))
      (br_if $sum (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 8))) (i32.const 1016))))
    (i32.trunc_sat_f64_s (f64.mul (local.get $energy) (f64.const 1000)))))
