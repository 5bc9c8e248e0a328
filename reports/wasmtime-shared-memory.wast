;; Wasmtime, all releases up to 50.0.1: an access out of bounds of a shared memory ends the process, where the memory belongs to one
;; instance and is imported by another one of the same store (assertion failed: fault.is_none()). Both instances count the address
;; as theirs, and only one may. Needs the threads proposal.

(module (memory (export "memory") 1 1 shared))
(register "owner")
(module
  (import "owner" "memory" (memory 1 1 shared))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0))))

(assert_return (invoke "load" (i32.const 0)) (i32.const 0))
(assert_trap (invoke "load" (i32.const 65536)) "out of bounds memory access")
