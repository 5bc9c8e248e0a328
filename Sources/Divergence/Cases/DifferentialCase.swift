package import EngineInterface
package import WasmModel

/// What is run on every engine: one module, those it is linked with, the host it may call, and the calls that are made.
package struct DifferentialCase: Hashable, Sendable {
    package typealias Library = EngineCase.Library
    package typealias Call = EngineCase.Call

    package var module: [UInt8]
    /// In the order of their instantiation. What they export is observed with the state of the module.
    package var libraries: [Library]
    package var calls: [Call]
    package var hosts: [HostFunction]
    package var features: FeatureSet

    package init(
        module: [UInt8], libraries: [Library] = [], calls: [Call], hosts: [HostFunction] = [], features: FeatureSet = .wasm3
    ) {
        self.module = module
        self.libraries = libraries
        self.calls = calls
        self.hosts = hosts
        self.features = features
    }

    /// Bytes of all its modules.
    package var byteCount: Int { module.count + libraries.reduce(0) { $0 + $1.module.count } }

    /// The modules in the order in which they are instantiated, the module itself last.
    package var modules: [[UInt8]] { libraries.map(\.module) + [module] }

    /// The case with other bytes for its modules, in the order of ``modules``.
    package func replacing(modules: [[UInt8]]) -> DifferentialCase {
        var copy = self
        for index in copy.libraries.indices where index < modules.count { copy.libraries[index].module = modules[index] }
        if let last = modules.last { copy.module = last }
        return copy
    }
}

/// How one step of a case ended on one engine. The words are for people; nothing compares them.
package enum StepOutcome: Hashable, Sendable {
    case accepted
    case malformed, invalid, unlinkable
    case instantiated
    case returned([Value])
    case trapped(TrapKind)
    case threw(ThrownException)
    case exhausted(Resource)
    case unsupported(String)
    /// The engine, not the module: an answer that makes no sense, or none.
    case failed(String)
    case crashed(String)

    /// A short name without spaces, for signatures and tables.
    package var name: String {
        switch self {
        case .accepted: "accepted"
        case .malformed: "malformed"
        case .invalid: "invalid"
        case .unlinkable: "unlinkable"
        case .instantiated: "instantiated"
        case .returned: "returned"
        case .trapped(let kind): "trap.\(kind)"
        case .threw: "threw"
        case .exhausted(let resource): "exhausted.\(resource.rawValue)"
        case .unsupported: "unsupported"
        case .failed: "failed"
        case .crashed: "crashed"
        }
    }
}

/// One step: to load the module, to instantiate it, or one call.
package struct StepObservation: Hashable, Sendable {
    package var outcome: StepOutcome
    /// What stands behind each exported memory, global and table afterwards.
    package var state: [NamedObservation]
    package var hostCalls: [HostCall]

    package typealias NamedObservation = EngineCaseAnswer.NamedObservation

    package init(_ outcome: StepOutcome, state: [NamedObservation] = [], hostCalls: [HostCall] = []) {
        self.outcome = outcome
        self.state = state
        self.hostCalls = hostCalls
    }
}

/// What one engine showed. Step 0 loads, step 1 instantiates, the others are calls. It ends early where nothing that
/// follows could be compared.
package struct CaseRun: Hashable, Sendable {
    package var engine: EngineIdentity
    package var steps: [StepObservation]
    package init(engine: EngineIdentity, steps: [StepObservation]) {
        self.engine = engine
        self.steps = steps
    }
}
