import EngineInterface
import EngineRuntime
import NativeCode
import OptimizingAOT
import Testing
import WasmBinary
import WasmModel
import WasmText

/// Functions as no person writes them: compiled in a time that grows with their size, and right.
@Suite(.serialized, .timeLimit(.minutes(5))) struct HugeFunctionTests {
    /// A shape of function in any size, and what it answers.
    struct Shape: Sendable, CustomTestStringConvertible {
        var name: String
        var size: Int
        var text: @Sendable (Int) -> String
        var argument: UInt32
        var answer: @Sendable (Int) -> UInt32

        var testDescription: String { name }
    }

    static let shapes: [Shape] = [
        Shape(
            name: "a straight line", size: 10_000,
            text: { size in
                let lines = (0..<size).map {
                    "(local.set 0 (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const \($0))))"
                }
                return "(func (export \"run\") (param i32) (result i32) \(lines.joined(separator: "\n")) (local.get 0))"
            }, argument: 5,
            answer: { size in (0..<UInt32(size)).reduce(5) { $0 &* 3 &+ $1 } }),
        Shape(
            name: "as many operands on the stack", size: 10_000,
            text: { size in
                let operands = (0..<size).map { "(i32.mul (local.get 0) (i32.const \($0)))" }.joined(separator: "\n")
                return
                    "(func (export \"run\") (param i32) (result i32) \(operands)\(String(repeating: " i32.add", count: size - 1)))"
            }, argument: 3,
            answer: { size in UInt32(truncatingIfNeeded: size * (size - 1) / 2 * 3) }),
        Shape(
            name: "locals that every turn of a loop assigns", size: 2_000,
            text: { size in
                let sets = (1...size).map {
                    "(local.set \($0) (i32.add (local.get \($0)) (local.get \($0 % size + 1))))"
                }
                let tests = (1...size).map {
                    "(if (i32.eq (local.get 0) (i32.const \($0 % 7))) (then (local.set \($0) (i32.const \($0)))))"
                }
                return """
                    (func (export "run") (param i32) (result i32) (local \(String(repeating: "i32 ", count: size)))
                      (local.set \(size) (i32.const 1))
                      (loop $again \(sets.joined(separator: "\n")) \(tests.joined(separator: "\n"))
                        (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                      (local.get 1))
                    """
            }, argument: 9,
            answer: { size in
                var locals = [UInt32](repeating: 0, count: size + 1)
                locals[size] = 1
                for turn in (1...9).reversed() {
                    for local in 1...size { locals[local] &+= locals[local % size + 1] }
                    for local in 1...size where UInt32(turn) == UInt32(local % 7) { locals[local] = UInt32(local) }
                }
                return locals[1]
            }),
        Shape(
            name: "a branch table through as many blocks", size: 5_000,
            text: { size in
                let ends = (0..<size).map { "(local.set 1 (i32.add (local.get 1) (i32.const \($0)))) )" }
                let labels = (0..<size).map(String.init).joined(separator: " ")
                return """
                    (func (export "run") (param i32) (result i32) (local i32)
                      \(String(repeating: "(block ", count: size)) (block (br_table \(labels) (local.get 0)))
                      \(ends.joined(separator: "\n")) (local.get 1))
                    """
            }, argument: 4_000,
            answer: { size in (0..<UInt32(size)).reduce(0) { $1 >= 4_000 ? $0 &+ $1 : $0 } }),
        Shape(
            name: "calls that may throw", size: 5_000,
            text: { size in
                """
                (tag $t)
                (func $f (param i32) (result i32)
                  (if (i32.gt_u (local.get 0) (i32.const 3000)) (then (throw $t)))
                  (i32.add (local.get 0) (i32.const 1)))
                (func (export "run") (param i32) (result i32)
                  (block $h (try_table (catch $t $h)
                    \(String(repeating: "(local.set 0 (call $f (local.get 0)))\n", count: size))))
                  (local.get 0))
                """
            }, argument: 0, answer: { size in UInt32(min(size, 3001)) }),
        Shape(
            name: "loops in loops", size: 500,
            text: { size in
                """
                (func (export "run") (param i32) (result i32) (local i32)
                  \(String(repeating: "(loop ", count: size))
                  (local.set 0 (i32.mul (local.get 0) (i32.const 3)))
                  \(String(repeating: "(br_if 0 (i32.lt_u (local.tee 1 (i32.add (local.get 1) (i32.const 1))) (i32.const 3))))", count: size))
                  (local.get 0))
                """
            }, argument: 5, answer: { _ in 5 * 27 }),
        Shape(
            name: "globals, memory and vectors in turn", size: 5_000,
            text: { size in
                let lines = (0..<size).map { number in
                    """
                    (global.set $g (i32.add (global.get $g) (i32.load8_u (i32.and (local.get 0) (i32.const 255)))))
                    (local.set $v (i32x4.add (local.get $v) (i32x4.splat (global.get $g))))
                    (i32.store8 (i32.const \(number & 255)) (global.get $g))
                    """
                }
                return """
                    (memory 1) (global $g (mut i32) (i32.const 1))
                    (func (export "run") (param i32) (result i32) (local $v v128)
                      \(lines.joined(separator: "\n")) (i32x4.extract_lane 3 (local.get $v)))
                    """
            }, argument: 7,
            answer: { size in
                var bytes = [UInt32](repeating: 0, count: 256)
                var global: UInt32 = 1
                var sum: UInt32 = 0
                for number in 0..<size {
                    global &+= bytes[7]
                    sum &+= global
                    bytes[number & 255] = global & 255
                }
                return sum
            }),
    ]

    @Test(arguments: shapes) func isCompiledRight(_ shape: Shape) throws {
        let text = "(module \(shape.text(shape.size)))"
        for options in [CompileOptions(), CompileOptions(level: .none), CompileOptions(registerLimit: 2)] {
            let module = try Workbench(text, options)
            #expect(
                try module("run", .i32(shape.argument)) == .returned([.i32(shape.answer(shape.size))]),
                "\(options.level)")
        }
    }

    /// Four times the size takes about four times as long; the square would be sixteen times.
    @Test(arguments: shapes) func takesTimeInProportionToItsSize(_ shape: Shape) throws {
        func nanoseconds(_ size: Int) throws -> UInt64 {
            let module = try Module(parsing: "(module \(shape.text(size)))")
            return try (0..<3).map { _ in
                let start = ThreadClock.nanoseconds()
                _ = try ModuleCompiler.compile(module)
                return ThreadClock.nanoseconds() - start
            }.min() ?? 0
        }
        let small = try nanoseconds(shape.size / 4)
        let large = try nanoseconds(shape.size)
        #expect(large < small * 10 + 2_000_000, "\(small) ns, then \(large) ns")
    }
}
