package import EngineInterface
import WasmModel

/// Runs a case on one engine and writes down everything that can be seen.
package enum CaseRunner {
    package static func run(_ test: DifferentialCase, on engine: any Engine, limits: ExecutionLimits) -> CaseRun {
        var run = CaseRun(engine: engine.identity, steps: [])
        do {
            try observe(test, engine, limits, &run.steps)
        } catch {
            run.steps.append(StepObservation(error.isCrash ? .crashed(error.detail) : .failed(error.detail)))
        }
        return run
    }

    private static func observe(
        _ test: DifferentialCase, _ engine: any Engine, _ limits: ExecutionLimits, _ steps: inout [StepObservation]
    ) throws(EngineFailure) {
        let store = try engine.makeStore(StoreConfiguration(features: test.features, limits: limits))
        if !test.hosts.isEmpty { try store.define(test.hosts) }
        let module: ModuleHandle
        switch try store.load(test.module) {
        case .module(let handle):
            module = handle
            steps.append(StepObservation(.accepted))
        case .malformed: return steps.append(StepObservation(.malformed))
        case .invalid: return steps.append(StepObservation(.invalid))
        case .unsupported(let feature): return steps.append(StepObservation(.unsupported(feature)))
        }
        let instance: InstanceHandle
        switch try store.instantiate(module) {
        case .instance(let handle): instance = handle
        case .unlinkable: return steps.append(StepObservation(.unlinkable))
        case .trapped(let kind): return steps.append(StepObservation(.trapped(kind), hostCalls: try store.takeHostCalls()))
        case .threw(let exception):
            return steps.append(StepObservation(.threw(exception), hostCalls: try store.takeHostCalls()))
        case .exhausted(let resource): return steps.append(StepObservation(.exhausted(resource)))
        case .unsupported(let feature): return steps.append(StepObservation(.unsupported(feature)))
        }
        let exports = try store.exports(of: instance)
        let observed = exports.filter { $0.kind == .memory || $0.kind == .global || $0.kind == .table }.map(\.name)
        steps.append(try step(.instantiated, store, instance, observed))
        for call in test.calls {
            switch try store.invoke(instance, call.export, with: call.arguments) {
            case .returned(let values): steps.append(try step(.returned(values), store, instance, observed))
            case .trapped(let kind): steps.append(try step(.trapped(kind), store, instance, observed))
            case .threw(let exception): steps.append(try step(.threw(exception), store, instance, observed))
            // Where a resource ran out is the engine's own affair, and so is the state it left.
            case .exhausted(let resource): return steps.append(StepObservation(.exhausted(resource)))
            case .unsupported(let feature): return steps.append(StepObservation(.unsupported(feature)))
            }
        }
    }

    private static func step(
        _ outcome: StepOutcome, _ store: any EngineStore, _ instance: InstanceHandle, _ observed: [String]
    ) throws(EngineFailure) -> StepObservation {
        var state: [StepObservation.NamedObservation] = []
        state.reserveCapacity(observed.count)
        for export in observed {
            state.append(StepObservation.NamedObservation(export: export, observation: try store.observe(instance, export)))
        }
        return StepObservation(outcome, state: state, hostCalls: try store.takeHostCalls())
    }
}
