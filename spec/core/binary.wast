;; The binary format: sections, numbers, names and instructions, written byte by byte; and bytes that are no module.

(module binary "\00asm\01\00\00\00")
;; (func (export "f") (result i32) (i32.const 42)), with a custom section before, between and after.
(module binary
  "\00asm" "\01\00\00\00"
  "\00\04\01aXY"
  "\01\05\01\60\00\01\7f"
  "\00\02\01b"
  "\03\02\01\00"
  "\07\05\01\01f\00\00"
  "\0a\06\01\04\00\41\2a\0b"
  "\00\01\00")
(assert_return (invoke "f") (i32.const 42))
;; Numbers may be longer than they need to be.
(module binary
  "\00asm" "\01\00\00\00"
  "\01\85\00\01\60\00\01\7f"
  "\03\84\80\80\80\00\81\00\80\00"
  "\07\05\01\01f\00\00"
  "\0a\0a\01\08\00\41\ff\ff\ff\ff\7f\0b")
(assert_return (invoke "f") (i32.const -1))
(assert_malformed (module binary "") "unexpected end")
(assert_malformed (module binary "\00as") "unexpected end")
(assert_malformed (module binary "\00asm\01\00") "unexpected end")
(assert_malformed (module binary "wasm\01\00\00\00") "magic header not detected")
(assert_malformed (module binary "\00asm\02\00\00\00") "unknown binary version")
(assert_malformed (module binary "\00asm\01\00\01\00") "unknown binary version")
(assert_malformed (module binary "\00asm\01\00\00\00\0e\00") "malformed section id")
(assert_malformed (module binary "\00asm\01\00\00\00\7f\00") "malformed section id")
(assert_malformed (module binary "\00asm\01\00\00\00\01\05\01\60\00") "length out of bounds")
(assert_malformed (module binary "\00asm\01\00\00\00\01\80\80\80\80\80\00") "integer representation too long")
(assert_malformed (module binary "\00asm\01\00\00\00\01\ff\ff\ff\ff\1f") "integer too large")
(assert_malformed (module binary "\00asm\01\00\00\00\01\05\01\60\00\00\00") "section size mismatch")
(assert_malformed (module binary "\00asm\01\00\00\00\01\03\01\60\00\00") "unexpected end")
(assert_malformed (module binary "\00asm\01\00\00\00\03\02\01\00\01\04\01\60\00\00") "unexpected content after last section")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\01\04\01\60\00\00") "unexpected content after last section")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00") "function and code section have inconsistent lengths")
(assert_malformed (module binary "\00asm\01\00\00\00\0a\04\01\02\00\0b") "function and code section have inconsistent lengths")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\05\01\03\00\0b\0b") "section size mismatch")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\03\01\01\00") "unexpected end")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\04\01\02\00\01") "END opcode expected")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\05\01\03\00\27\0b") "illegal opcode")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\06\01\04\00\fc\1f\0b") "illegal opcode")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\09\01\07\00\fd\80\80\80\01\0b") "illegal opcode")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\0b\01\09\01\ff\ff\ff\ff\10\7f\0b") "integer too large")
(assert_malformed (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\10\01\0e\02\ff\ff\ff\ff\0f\7f\02\7e\0b") "too many locals")
(assert_malformed (module binary "\00asm\01\00\00\00\01\05\01\60\01\6f\00\05\03\01\05\01") "malformed limits flags")
(assert_malformed (module binary "\00asm\01\00\00\00\01\05\01\5c\01\7f\00") "malformed")
(assert_malformed (module binary "\00asm\01\00\00\00\01\05\01\60\01\00\00") "malformed value type")
(assert_malformed (module binary "\00asm\01\00\00\00\06\06\01\7f\02\41\00\0b") "malformed mutability")
(assert_malformed (module binary "\00asm\01\00\00\00\07\05\01\01f\09\00") "malformed export kind")
(assert_malformed (module binary "\00asm\01\00\00\00\02\05\01\00\00\05\00") "malformed import kind")
(assert_malformed (module binary "\00asm\01\00\00\00\00\00") "unexpected end")
(assert_malformed (module binary "\00asm\01\00\00\00\00\02\05a") "unexpected end")
(assert_malformed (module binary "\00asm\01\00\00\00\00\03\02\c3\28") "malformed UTF-8 encoding")
(assert_malformed (module binary "\00asm\01\00\00\00\00\04\03\ed\a0\80") "malformed UTF-8 encoding")
(assert_malformed (module binary "\00asm\01\00\00\00\00\05\04\f4\90\80\80") "malformed UTF-8 encoding")
(assert_malformed (module binary "\00asm\01\00\00\00\00\03\02\c0\80") "malformed UTF-8 encoding")
(assert_malformed (module binary "\00asm\01\00\00\00\0c\01\01") "data count and data section have inconsistent lengths")
(assert_malformed (module binary "\00asm\01\00\00\00\05\03\01\00\01\0b\06\01\00\41\00\0b\05") "unexpected end")
;; memory.init needs the data count section, which this module lacks.
(assert_malformed
  (module binary
    "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\05\03\01\00\01"
    "\0a\0e\01\0c\00\41\00\41\00\41\00\fc\08\00\00\0b"
    "\0b\03\01\01\00")
  "data count section required")
;; Well-formed, but invalid.
(assert_invalid (module binary "\00asm\01\00\00\00\03\02\01\00\0a\04\01\02\00\0b") "unknown type")
(assert_invalid (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\0a\05\01\03\00\1a\0b") "type mismatch")
(assert_invalid (module binary "\00asm\01\00\00\00\01\04\01\60\00\00\03\02\01\00\05\03\01\00\01\0a\0a\01\08\00\41\00\28\03\00\1a\0b") "alignment must not be larger than natural")
