package import EngineInterface
import WasmModel

/// Runs a case on one engine and writes down everything that can be seen.
package enum CaseRunner {
    /// Looks at a store when a case has run: at the instances that came up, libraries first.
    package typealias Inspection = (any EngineStore, [InstanceHandle]) throws(EngineFailure) -> Void

    package static func run(
        _ test: DifferentialCase, on engine: any Engine, limits: ExecutionLimits, finally inspect: Inspection? = nil
    ) -> CaseRun {
        var run = CaseRun(engine: engine.identity, steps: [])
        do throws(EngineFailure) {
            let store = try engine.makeStore(StoreConfiguration(features: test.features, limits: limits))
            var instances: [InstanceHandle] = []
            // What came before a failure was seen and stays.
            try observe(test, store, &instances, &run.steps)
            try inspect?(store, instances)
        } catch {
            run.steps.append(StepObservation(error.isCrash ? .crashed(error.detail) : .failed(error.detail)))
        }
        return run
    }

    private static func observe(
        _ test: DifferentialCase, _ store: any EngineStore, _ instances: inout [InstanceHandle],
        _ steps: inout [StepObservation]
    ) throws(EngineFailure) {
        if !test.hosts.isEmpty { try store.define(test.hosts) }
        // A library that does not come up ends the case as the module itself would.
        var observed: [Observed] = []
        for library in test.libraries {
            guard let instance = try instance(of: library.module, store, &steps, isLibrary: true) else { return }
            instances.append(instance)
            try store.register(instance, as: library.name)
            observed += try Self.observed(instance, store, prefix: library.name + ".")
        }
        guard let instance = try instance(of: test.module, store, &steps, isLibrary: false) else { return }
        instances.append(instance)
        observed += try Self.observed(instance, store, prefix: "")
        steps.append(try step(.instantiated, store, observed))
        for call in test.calls {
            switch try store.invoke(instance, call.export, with: call.arguments) {
            case .returned(let values): steps.append(try step(.returned(values), store, observed))
            case .trapped(let kind): steps.append(try step(.trapped(kind), store, observed))
            case .threw(let exception): steps.append(try step(.threw(exception), store, observed))
            // Where a resource ran out is the engine's own affair, and so is the state it left.
            case .exhausted(let resource): return steps.append(StepObservation(.exhausted(resource)))
            case .unsupported(let feature): return steps.append(StepObservation(.unsupported(feature)))
            }
        }
    }

    /// An export with state, and what it is called among all exports of the case.
    private struct Observed {
        var instance: InstanceHandle
        var export: String
        var name: String
    }

    private static func observed(
        _ instance: InstanceHandle, _ store: any EngineStore, prefix: String
    ) throws(EngineFailure) -> [Observed] {
        try store.exports(of: instance).filter { $0.kind == .memory || $0.kind == .global || $0.kind == .table }
            .map { Observed(instance: instance, export: $0.name, name: prefix + $0.name) }
    }

    /// Loads and instantiates; `nil` if the case has ended with it, and then the last step says how.
    private static func instance(
        of module: [UInt8], _ store: any EngineStore, _ steps: inout [StepObservation], isLibrary: Bool
    ) throws(EngineFailure) -> InstanceHandle? {
        let outcome: StepOutcome
        switch try store.load(module) {
        case .module(let handle):
            if !isLibrary { steps.append(StepObservation(.accepted)) }
            switch try store.instantiate(handle) {
            case .instance(let instance): return instance
            case .unlinkable: outcome = .unlinkable
            case .trapped(let kind): outcome = .trapped(kind)
            case .threw(let exception): outcome = .threw(exception)
            case .exhausted(let resource): outcome = .exhausted(resource)
            case .unsupported(let feature): outcome = .unsupported(feature)
            }
        case .malformed: outcome = .malformed
        case .invalid: outcome = .invalid
        case .unsupported(let feature): outcome = .unsupported(feature)
        }
        steps.append(StepObservation(outcome, hostCalls: try store.takeHostCalls()))
        return nil
    }

    private static func step(
        _ outcome: StepOutcome, _ store: any EngineStore, _ observed: [Observed]
    ) throws(EngineFailure) -> StepObservation {
        var state: [StepObservation.NamedObservation] = []
        state.reserveCapacity(observed.count)
        for export in observed {
            let observation = try store.observe(export.instance, export.export)
            state.append(StepObservation.NamedObservation(export: export.name, observation: observation))
        }
        return StepObservation(outcome, state: state, hostCalls: try store.takeHostCalls())
    }
}
