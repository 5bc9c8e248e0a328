;; A million waits that do not wait: every one of them must give its native frame back.
(module
  (memory 1 1 shared)
  (func (export "waits") (param $times i32) (result i32)
    (loop $again
      (drop (memory.atomic.wait32 (i32.const 0) (i32.const 1) (i64.const -1)))
      (drop (memory.atomic.wait64 (i32.const 0) (i64.const 1) (i64.const -1)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
    (local.get $times)))
(assert_return (invoke "waits" (i32.const 1000000)) (i32.const 0))
