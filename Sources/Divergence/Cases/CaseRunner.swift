package import EngineInterface
import WasmModel

/// Runs cases on one engine and writes down everything that can be seen.
package enum CaseRunner {
    /// Looks at a store when a case has run: at the instances that came up, libraries first.
    package typealias Inspection = (any EngineStore, [InstanceHandle]) throws(EngineFailure) -> Void

    /// With an inspection the case is carried out question by question, wherever the engine runs.
    package static func run(
        _ test: DifferentialCase, on engine: any Engine, limits: ExecutionLimits, finally inspect: Inspection? = nil
    ) -> CaseRun {
        guard let inspect else { return run([test], on: engine, limits: limits)[0] }
        return caseRun(engine.answer(to: engineCase(test, limits), finally: inspect), engine)
    }

    /// The runs of many cases, in their order. An engine in another process is asked about them in one go.
    package static func run(_ tests: [DifferentialCase], on engine: any Engine, limits: ExecutionLimits) -> [CaseRun] {
        engine.answers(to: tests.map { engineCase($0, limits) }).map { caseRun($0, engine) }
    }

    private static func engineCase(_ test: DifferentialCase, _ limits: ExecutionLimits) -> EngineCase {
        EngineCase(
            libraries: test.libraries.map { EngineCase.Library(name: $0.name, module: $0.module) }, module: test.module,
            calls: test.calls.map { EngineCase.Call(export: $0.export, arguments: $0.arguments) }, hosts: test.hosts,
            configuration: StoreConfiguration(features: test.features, limits: limits))
    }

    private static func caseRun(_ answer: EngineCaseAnswer, _ engine: any Engine) -> CaseRun {
        var steps = answer.steps.map { step in
            StepObservation(
                outcome(step.event),
                state: step.observations.map { StepObservation.NamedObservation(export: $0.export, observation: $0.observation) },
                hostCalls: step.hostCalls)
        }
        if let failure = answer.failure {
            steps.append(StepObservation(failure.isCrash ? .crashed(failure.detail) : .failed(failure.detail)))
        }
        return CaseRun(engine: engine.identity, steps: steps)
    }

    private static func outcome(_ event: EngineCaseAnswer.Event) -> StepOutcome {
        switch event {
        case .received(.module): .accepted
        case .received(.malformed): .malformed
        case .received(.invalid): .invalid
        case .received(.unsupported(let feature)): .unsupported(feature)
        case .instantiated(.instance): .instantiated
        case .instantiated(.unlinkable): .unlinkable
        case .instantiated(.trapped(let kind)), .called(.trapped(let kind)): .trapped(kind)
        case .instantiated(.threw(let exception)), .called(.threw(let exception)): .threw(exception)
        case .instantiated(.exhausted(let resource)), .called(.exhausted(let resource)): .exhausted(resource)
        case .instantiated(.unsupported(let feature)), .called(.unsupported(let feature)): .unsupported(feature)
        case .called(.returned(let values)): .returned(values)
        }
    }
}
