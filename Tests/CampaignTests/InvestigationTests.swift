import Campaign
import Divergence
import EngineInterface
import Interpreter
import Testing
import WasmBinary
import WasmModel
import WasmText

@Suite struct InvestigationTests {
    /// An engine that makes another NaN than ours, as it may, and adds wrongly.
    private static let wrong = FaultyEngine(
        FaultyEngine(
            InterpreterEngine(),
            InjectedFault(
                name: "another NaN", family: .float, needs: .f32Div, effect: .surround(before: [], after: [Instruction(.f32Neg)]))),
        InjectedFault(name: "i32.add/i32.sub", family: .integer, needs: .i32Add, effect: .swap(.i32Sub)))

    /// Both show as a wrong value, the NaN before the sum: what is found must be the sum, and stay it while it shrinks.
    @Test(arguments: [
        "(i32.reinterpret_f32 (f32.div (local.get 0) (local.get 0))) (i32.add (i32.const 5) (i32.const 3))",
        "(i32.add (i32.const 5) (i32.const 3)) (i32.reinterpret_f32 (f32.div (local.get 0) (local.get 0)))",
    ])
    func aDifferenceThatIsAllowedDoesNotHideOneThatIsNot(results: String) throws {
        let module = try Module(parsing: "(module (func (export \"f\") (param f32) (result i32 i32) \(results)))")
        let test = DifferentialCase(module: module.encoded(), calls: [.init(export: "f", arguments: [.f32(bits: 0)])])
        let engines: [any Engine] = [InterpreterEngine(), EngineAlias(InterpreterEngine(), name: "second"), Self.wrong]
        let investigation = Investigation(engines: engines, limits: ExecutionLimits())
        let conclusion = investigation.conclusion(on: test, investigation.run(test, ExecutionLimits()), origin: nil)
        guard case .found(let record, _) = conclusion else {
            Issue.record("nothing was found: \(conclusion)")
            return
        }
        let smallest = try Module(decoding: record.test.module, features: .all)
        let opcodes = smallest.functions.flatMap { $0.body.instructions.map(\.opcode) }
        #expect(opcodes.contains(.i32Add))
        #expect(!opcodes.contains(.f32Div))
    }

    /// What the right engine does after the bug has nothing to do with it.
    @Test func aTrapBehindTheBugIsReducedAway() throws {
        let early = FaultyEngine(
            InterpreterEngine(),
            InjectedFault(
                name: "a load at 20 traps", family: .memory, needs: .i32Load,
                effect: .peephole(previous: .i32Const) { constant, item in if constant.bits == 20 { item.bits = 1 << 31 } }))
        let module = try Module(
            parsing: """
                (module (memory 1)
                  (func (export "f") (param i32) (result i64)
                    (drop (i32.load (i32.const 20)))
                    (i64.trunc_f32_u (f32.const -1))))
                """)
        let test = DifferentialCase(
            module: module.encoded(), calls: [.init(export: "f", arguments: [.i32(0)])], features: .all)
        let engines: [any Engine] = [InterpreterEngine(), EngineAlias(InterpreterEngine(), name: "second"), early]
        let investigation = Investigation(engines: engines, limits: ExecutionLimits())
        let conclusion = investigation.conclusion(on: test, investigation.run(test, ExecutionLimits()), origin: nil)
        guard case .found(let record, _) = conclusion else {
            Issue.record("nothing was found: \(conclusion)")
            return
        }
        #expect(record.signature == "faulty_execute_returned-trap.memoryOutOfBounds_i32.load+const")
    }
}
