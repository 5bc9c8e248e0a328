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
}
