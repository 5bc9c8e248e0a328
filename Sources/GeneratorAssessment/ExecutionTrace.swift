package import Divergence
package import EngineInterface
package import ModuleGeneration
import WasmBinary
import WasmModel

/// What ran of a generated case: its observations, and for every instruction whether it was executed.
package struct ExecutionTrace: Sendable {
    /// One instruction of one function of one module of the case.
    package struct Site: Hashable, Sendable {
        /// Position among the libraries, or their number for the module itself.
        package var module: Int
        package var function: Int
        package var instruction: Int
    }

    package private(set) var steps: [StepObservation] = []
    /// By module, function and instruction.
    package private(set) var executed: [[[Bool]]] = []

    /// Runs the case with probes on an engine.
    package init(_ generated: GeneratedModule, on engine: any Engine, limits: ExecutionLimits) {
        let modules = generated.libraries.map(\.module) + [generated.module]
        let probed = modules.map(ProbedModule.init)
        var test = DifferentialCase(generated)
        test.features.formUnion(ProbedModule.features)
        for number in test.libraries.indices { test.libraries[number].module = probed[number].module.encoded() }
        test.module = probed[probed.count - 1].module.encoded()
        var bytes: [[UInt8]] = []
        let run = CaseRunner.run(test, on: engine, limits: limits) { store, instances throws(EngineFailure) in
            for (instance, module) in zip(instances, probed) {
                bytes.append(try store.memory(instance, ProbedModule.export, from: 0, count: module.probeCount) ?? [])
            }
        }
        steps = run.steps.map { step in
            var step = step
            step.state.removeAll { $0.export.hasSuffix(ProbedModule.export) }
            return step
        }
        executed = probed.enumerated().map { number, module in
            module.probes.map { probes in
                probes.map { $0 >= 0 && number < bytes.count && Int($0) < bytes[number].count && bytes[number][Int($0)] != 0 }
            }
        }
    }
}
