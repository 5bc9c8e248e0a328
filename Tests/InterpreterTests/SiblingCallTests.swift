import EngineInterface
import Foundation
import Testing
import WasmModel

/// The native stack must not grow with the number of instructions: the call at the end of every handler has to be a
/// jump. The frame of a call takes sixteen bytes at the least, and a native stack has eight megabytes at the most, so one
/// instruction that leaves its frame behind a million times is the end of the process.
@Suite struct SiblingCallTests {
    /// Instructions of every family, each of them executed a million times, ten million and more in a test.
    static let loops = [
        ("integers", "(local.set $i (i64.rotl (i64.mul (i64.add (local.get $i) (i64.const 3)) (i64.const 5)) (i64.const 7)))"),
        ("division", "(local.set $i (i64.div_s (i64.rem_u (local.get $i) (i64.const 77)) (i64.or (local.get $i) (i64.const 1))))"),
        ("floats", "(local.set $f (f64.sqrt (f64.nearest (f64.min (f64.add (local.get $f) (f64.const 1.5)) (f64.const 100)))))"),
        ("conversions", "(local.set $i (i64.trunc_f64_s (f64.convert_i32_u (i32.trunc_sat_f64_s (local.get $f)))))"),
        ("memory", "(i64.store (i32.const 8) (i64.add (i64.load (i32.const 16)) (local.get $i)))"),
        ("bulk memory", "(memory.fill (i32.const 0) (i32.const 1) (i32.const 8)) (memory.copy (i32.const 8) (i32.const 0) (i32.const 8))"),
        ("growing", "(drop (memory.grow (i32.const 0)))"),
        ("vectors", "(local.set $v (f32x4.add (i8x16.shl (local.get $v) (i32.const 1)) (f64x2.min (local.get $v) (v128.load (i32.const 0)))))"),
        ("calls", "(local.set $i (call $add (local.get $i) (i64.const 1)))"),
        ("indirect calls", "(local.set $i (call_indirect (type $t) (local.get $i) (i64.const 1) (i32.const 0)))"),
        ("tables", "(table.set (i32.const 1) (table.get (i32.const 0))) (table.fill (i32.const 1) (ref.null func) (i32.const 1))"),
        ("references", "(drop (ref.test (ref i31) (ref.i31 (i32.const 1)))) (drop (ref.cast (ref i31) (ref.i31 (i32.const 1))))"),
        ("arrays", "(array.set $a (local.get $r) (i32.const 0) (array.get $a (local.get $r) (i32.const 1)))"),
        ("atomics", "(drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))"),
        ("waiting", "(drop (memory.atomic.wait32 $s (i32.const 0) (i32.const 1) (i64.const -1)))"),
        ("waiting for long numbers", "(drop (memory.atomic.wait64 $s (i32.const 0) (i64.const 1) (i64.const -1)))"),
        ("waking", "(drop (memory.atomic.notify $s (i32.const 0) (i32.const 1)))"),
        ("exceptions", "(block $h (try_table (catch_all $h) (throw $e)))"),
        ("branches", "(block $b (br_table $b $b (i32.wrap_i64 (local.get $i))))"),
        ("globals", "(global.set $g (i32.add (global.get $g) (i32.const 1)))"),
    ]
    @Test(arguments: loops) func theNativeStackStaysWhereItIs(_ family: String, _ body: String) throws {
        let text = """
            (type $t (func (param i64 i64) (result i64))) (type $a (array (mut i32)))
            (memory 1) (memory $s 1 1 shared) (table 2 funcref) (elem (i32.const 0) $add) (tag $e) (global $g (mut i32) (i32.const 0))
            (func $add (type $t) (i64.add (local.get 0) (local.get 1)))
            (func (export "run") (result i32)
              (local $n i32) (local $i i64) (local $f f64) (local $v v128) (local $r (ref null $a))
              (local.set $r (array.new_default $a (i32.const 2)))
              (loop
                \(body)
                (br_if 0 (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 1000000))))
              local.get $n)
            """
        #expect(try Workbench.run(text) == .returned([.i32(1_000_000)]), "\(family)")
    }

    /// The compiler may make one function of two that differ in a constant. It then calls that one from both and hands it
    /// the constant, on the stack if the registers are taken, and a call from there cannot be a jump. It marks such a
    /// function by two letters at the end of its name.
    @Test(.enabled(if: FileManager.default.isReadableFile(atPath: "/proc/self/exe"), "no executable to look into"))
    func noTwoHandlersAreOneFunction() throws {
        let program = try Data(contentsOf: URL(filePath: "/proc/self/exe"), options: .alwaysMapped)
        let opcodes = Set(Opcode.allCases.map { "\($0)" })
        let symbols = program.names(endingWith: "Tm")
        #expect(!symbols.isEmpty, "the program has no names to look at")
        let merged = symbols.filter { symbol in
            // What follows the name of the opcode says where the operands come from.
            (1...4).contains { opcodes.contains(String(symbol.dropLast(2 + $0))) }
        }
        #expect(merged == [])
    }
}

extension Data {
    /// Every name of a table of names, each of which ends in a zero.
    fileprivate func names(endingWith ending: String) -> [String] {
        let pattern = Data(ending.utf8) + [0]
        var names: [String] = []
        var position = startIndex
        while let found = range(of: pattern, in: position..<endIndex) {
            let beginning = self[..<found.lowerBound].lastIndex(of: 0).map { $0 + 1 } ?? startIndex
            if found.lowerBound - beginning < 256 { names.append(String(decoding: self[beginning..<found.upperBound - 1], as: UTF8.self)) }
            position = found.upperBound
        }
        return names
    }
}
