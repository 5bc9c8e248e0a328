import Divergence
import EngineInterface
import GeneratorAssessment
import Interpreter
import ModuleGeneration
import Testing
import WasmBinary
import WasmModel
import WasmText

@Suite struct ProbeTests {
    static let limits = ExecutionLimits(nanoseconds: 5_000_000_000)

    /// Runs `f` once and says which of its instructions were executed.
    static func executed(_ text: String) throws -> [Bool] {
        let module = try Module(parsing: text)
        let generated = GeneratedModule(
            seed: 0, features: .wasm3, module: module, scaffolding: [[]], script: [Invocation(export: "f", arguments: [])],
            hostFunctions: [])
        return try #require(ExecutionTrace(generated, on: InterpreterEngine(), limits: limits).executed.last?.first)
    }

    @Test func whatStandsBehindATrapIsNotExecuted() throws {
        let marks = try Self.executed("(module (func (export \"f\") nop i32.const 1 i32.const 0 i32.div_s drop nop))")
        #expect(marks == [true, true, true, true, false, false, false])
    }

    @Test func oneArmOfAConditionalIsExecuted() throws {
        let marks = try Self.executed("(module (func (export \"f\") i32.const 0 if nop else nop nop end nop))")
        //                       const  if    nop   else   nop   nop   end   nop   end
        #expect(marks == [true, true, false, false, true, true, false, true, false])
    }

    @Test func probesLeaveTheObservationsAsTheyAre() throws {
        let generator = ModuleGenerator(features: .all)
        for seed in 0..<UInt64(100) {
            let generated = generator.module(seed: seed)
            let plain = Self.steps(generated)
            let probed = ExecutionTrace(generated, on: InterpreterEngine(), limits: Self.limits).steps
            #expect(plain == probed, "seed \(seed)")
        }
    }

    static func steps(_ generated: GeneratedModule) -> [StepObservation] {
        CaseRunner.run(DifferentialCase(generated), on: InterpreterEngine(), limits: limits).steps
    }
}
