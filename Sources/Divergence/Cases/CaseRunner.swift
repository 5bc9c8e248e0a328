package import EngineInterface
import WasmModel

/// Runs cases on engines and writes down everything that can be seen.
package enum CaseRunner {
    /// Looks at a store when a case has run: at the instances that came up, libraries first.
    package typealias Inspection = (any EngineStore, [InstanceHandle]) throws(EngineFailure) -> Void

    /// With an inspection the case is carried out question by question, wherever the engine runs.
    package static func run(
        _ test: DifferentialCase, on engine: any Engine, limits: ExecutionLimits, finally inspect: Inspection? = nil
    ) -> CaseRun {
        let question = question(test, limits)
        guard let inspect else { return run([question], on: engine)[0] }
        return CaseRun(engine.answer(to: question, finally: inspect), of: engine.identity)
    }

    /// The runs of one case on each of several engines.
    package static func run(_ test: DifferentialCase, on engines: [any Engine], limits: ExecutionLimits) -> [CaseRun] {
        let question = question(test, limits)
        return engines.map { run([question], on: $0)[0] }
    }

    /// What engines are asked. One question for all engines that are asked about a case: they share what can be found
    /// out once.
    /// - Parameter clock: measures what finding it out takes.
    package static func question(
        _ test: DifferentialCase, _ limits: ExecutionLimits, clock: (@Sendable () -> UInt64)? = nil
    ) -> EngineCase {
        var question = EngineCase(
            libraries: test.libraries, module: test.module, calls: test.calls, hosts: test.hosts,
            configuration: StoreConfiguration(features: test.features, limits: limits))
        if let clock { question.findings = SharedFindings(clock: clock) }
        return question
    }

    /// The runs of many cases, in their order. An engine in another process is asked about them in one go.
    package static func run(_ questions: [EngineCase], on engine: any Engine) -> [CaseRun] {
        let identity = engine.identity
        return engine.answers(to: questions).map { CaseRun($0, of: identity) }
    }
}

extension CaseRun {
    fileprivate init(_ answer: EngineCaseAnswer, of engine: EngineIdentity) {
        var steps = answer.steps.map { step in
            StepObservation(StepOutcome(step.event), state: step.observations, hostCalls: step.hostCalls)
        }
        if let failure = answer.failure {
            steps.append(StepObservation(failure.isCrash ? .crashed(failure.detail) : .failed(failure.detail)))
        }
        self.init(engine: engine, steps: steps)
    }
}

extension StepOutcome {
    fileprivate init(_ event: EngineCaseAnswer.Event) {
        self =
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
