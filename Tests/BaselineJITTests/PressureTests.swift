import BaselineJIT
import EngineInterface
import EngineRuntime
import Testing
import WasmBinary
import WasmModel
import WasmText

/// More values at once than there are registers, in every place that can hold them, with every option.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct PressureTests {
    static let options = [""] + CompilerOptions.names

    private func workbench(_ text: String, _ option: String) throws -> Workbench {
        try Workbench(text, options: option.isEmpty ? CompilerOptions() : #require(CompilerOptions(names: option)))
    }

    /// Parameters of a loop that change places in each turn: each must be read before it is overwritten.
    @Test(arguments: options) func blockParametersChangePlaces(option: String) throws {
        let module = try workbench(
            """
            (module
              (func (export "rotate") (param i32) (result i32 i64 i32 f64) (local i32 i64 i32 f64)
                i32.const 1  i64.const 2  i32.const 3  f64.const 4
                (loop $again (param i32 i64 i32 f64) (result i32 i64 i32 f64)
                  local.set 4  local.set 3  local.set 2  local.set 1
                  local.get 3
                  (i64.add (local.get 2) (i64.extend_i32_u (local.get 1)))
                  local.get 1
                  (f64.add (local.get 4) (f64.convert_i64_u (local.get 2)))
                  (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
              (func (export "choose") (param i32) (result i32 i32)
                i32.const 10  i32.const 20
                (if (param i32 i32) (result i32 i32) (local.get 0)
                  (then i32.const 1  i32.add  (br 0))
                  (else i32.sub  local.get 0))))
            """, option)
        // Turns: (3, 3, 1, 6), (1, 6, 3, 9), (3, 7, 1, 15).
        #expect(
            try module("rotate", .i32(3))
                == .returned([.i32(3), .i64(7), .i32(1), .f64(bits: Double(15).bitPattern)]))
        #expect(try module("choose", .i32(1)) == .returned([.i32(10), .i32(21)]))
        #expect(try module("choose", .i32(0)) == .returned([.i32(UInt32(bitPattern: -10)), .i32(0)]))
    }

    /// Sixty operands of four types at once, through a call, a division, a shift and a selection.
    @Test(arguments: options) func operandsOfAllTypesAreSpilledAndComeBack(option: String) throws {
        let count = 15
        let pushes = (1...count).map { number in
            """
            (i32.add (local.get 0) (i32.const \(number))) (i64.add (local.get 1) (i64.const \(number)))
            (f32.add (local.get 2) (f32.const \(number))) (f64.add (local.get 3) (f64.const \(number)))
            """
        }
        let pops = (1...count).map { _ in
            """
            local.get 7  f64.add  local.set 7   local.get 6  f32.add  local.set 6
            local.get 5  i64.add  local.set 5   local.get 4  i32.add  local.set 4
            """
        }
        let module = try workbench(
            """
            (module
              (func $mix (param i32 i64) (result i64)
                (i64.div_u (i64.shl (local.get 1) (i64.extend_i32_u (local.get 0))) (i64.const 3)))
              (func (export "go") (param i32 i64 f32 f64) (result i32 i64 f32 f64) (local i32 i64 f32 f64)
                \(pushes.joined(separator: "\n"))
                (local.set 5 (select (call $mix (i32.const 2) (i64.const 30)) (i64.const 0) (i32.rem_s (i32.const 7) (local.get 0))))
                \(pops.joined(separator: "\n"))
                local.get 4  local.get 5  local.get 6  local.get 7))
            """, option)
        let arguments: [Value] = [.i32(2), .i64(3), .f32(bits: Float(4).bitPattern), .f64(bits: Double(5).bitPattern)]
        let sums = (1...count).reduce(0, +)
        #expect(
            try module.store.invoke(module.instance, "go", with: arguments)
                == .returned([
                    .i32(UInt32(sums + 2 * count)), .i64(UInt64(sums + 3 * count + 40)),
                    .f32(bits: Float(sums + 4 * count).bitPattern), .f64(bits: Double(sums + 5 * count).bitPattern),
                ]))
    }

    /// A frame of more than a hundred kilobytes, whose last local is as far away as it can be.
    @Test(arguments: options) func aLargeFrameReachesItsLastLocal(option: String) throws {
        let module = try workbench(
            """
            (module (func $deep (export "go") (param i32) (result i64) (local $many i64) \
            (local \(String(repeating: "i64 ", count: 15_000))) (local $last i64)
              (local.set 15001 (i64.const 5)) (local.set 7000 (i64.const 6))
              (if (result i64) (local.get 0)
                (then (call $deep (i32.sub (local.get 0) (i32.const 1))))
                (else (i64.const 1)))
              (local.set 3 (i64.mul (local.get 15001) (local.get 7000)))
              (i64.add (local.get 3) (local.get 9)) i64.add))
            """, option)
        #expect(try module("go", .i32(20)) == .returned([.i64(1 + 21 * 30)]))
    }
}
