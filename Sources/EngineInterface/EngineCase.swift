public import WasmModel

/// Modules and everything that is asked of them, in one piece: what an engine can be asked about many at a time, without
/// a way forth and back for each question.
public struct EngineCase: Hashable, Sendable {
    /// A module that is instantiated before the one under test, under the name by which later ones import from it.
    public struct Library: Hashable, Sendable {
        public var name: String
        public var module: [UInt8]
        public init(name: String, module: [UInt8]) {
            self.name = name
            self.module = module
        }
    }
    public struct Call: Hashable, Sendable {
        public var export: String
        public var arguments: [Value]
        public init(export: String, arguments: [Value]) {
            self.export = export
            self.arguments = arguments
        }
    }
    public var libraries: [Library]
    public var module: [UInt8]
    public var calls: [Call]
    public var hosts: [HostFunction]
    public var configuration: StoreConfiguration
    /// Of all engines that are asked about this case.
    public var findings = SharedFindings()

    public init(
        libraries: [Library] = [], module: [UInt8], calls: [Call], hosts: [HostFunction] = [],
        configuration: StoreConfiguration = StoreConfiguration()
    ) {
        self.libraries = libraries
        self.module = module
        self.calls = calls
        self.hosts = hosts
        self.configuration = configuration
    }

    public var byteCount: Int { libraries.reduce(module.count) { $0 + $1.module.count } }
}

/// What an engine showed of an ``EngineCase``: the reception of the module, its instantiation, then each call. It ends
/// early where nothing that follows could be compared: with a module that is not received, an instantiation that fails,
/// a call that exhausts something. A library that comes up has no step; one that does not has the last.
public struct EngineCaseAnswer: Hashable, Sendable {
    public enum Event: Hashable, Sendable {
        case received(Reception)
        case instantiated(Instantiation)
        case called(Outcome)
    }
    /// Something happened, and what can be seen afterwards.
    public struct Step: Hashable, Sendable {
        public var event: Event
        /// What stands behind each exported memory, global and table; those of libraries have the library's name and a
        /// point before their own.
        public var observations: [NamedObservation]
        /// Calls of host functions since the step before.
        public var hostCalls: [HostCall]
        public init(_ event: Event, observations: [NamedObservation] = [], hostCalls: [HostCall] = []) {
            self.event = event
            self.observations = observations
            self.hostCalls = hostCalls
        }
    }
    public struct NamedObservation: Hashable, Sendable {
        public var export: String
        public var observation: Observation
        public init(export: String, observation: Observation) {
            self.export = export
            self.observation = observation
        }
    }
    public var steps: [Step]
    /// The engine's own end, after the steps.
    public var failure: EngineFailure?

    public init(steps: [Step] = [], failure: EngineFailure? = nil) {
        self.steps = steps
        self.failure = failure
    }
}

extension Engine {
    /// Looks at a store when a case has run: at the instances that came up, libraries first.
    public typealias Inspection = (any EngineStore, [InstanceHandle]) throws(EngineFailure) -> Void

    public func answers(to cases: [EngineCase]) -> [EngineCaseAnswer] { cases.map { answer(to: $0) } }

    /// Carries out one case by the calls of ``EngineStore``.
    public func answer(to test: EngineCase, finally inspect: Inspection? = nil) -> EngineCaseAnswer {
        var run = CaseInProgress()
        var failure: EngineFailure?
        do throws(EngineFailure) {
            let store = try makeStore(test.configuration)
            // What came before a failure was seen and stays.
            try run.carryOut(test, in: store)
            try inspect?(store, run.instances)
        } catch {
            failure = error
        }
        return EngineCaseAnswer(steps: run.steps, failure: failure)
    }
}

/// A case being carried out.
private struct CaseInProgress {
    var steps: [EngineCaseAnswer.Step] = []
    var instances: [InstanceHandle] = []

    private var watched: [WatchedInstance] = []

    mutating func carryOut(_ test: EngineCase, in store: any EngineStore) throws(EngineFailure) {
        if !test.hosts.isEmpty { try store.define(test.hosts) }
        for library in test.libraries {
            guard let instance = try instance(of: library.module, test, store, isLibrary: true) else { return }
            try store.register(instance, as: library.name)
            watched.append(WatchedInstance(instance, prefix: library.name + "."))
        }
        steps.reserveCapacity(test.calls.count + 2)
        guard let instance = try instance(of: test.module, test, store, isLibrary: false) else { return }
        watched.append(WatchedInstance(instance))
        let watch = try store.watch(watched)
        steps.append(try step(.instantiated(.instance(instance)), watch, store))
        for call in test.calls {
            let outcome = try store.invoke(instance, call.export, with: call.arguments)
            switch outcome {
            case .returned, .trapped, .threw: steps.append(try step(.called(outcome), watch, store))
            // Where a resource ran out is the engine's own affair, and so is the state it left.
            case .exhausted, .unsupported: return steps.append(EngineCaseAnswer.Step(.called(outcome)))
            }
        }
    }

    /// Loads and instantiates; `nil` if the case has ended with it, and then the last step says how.
    private mutating func instance(
        of module: [UInt8], _ test: EngineCase, _ store: any EngineStore, isLibrary: Bool
    ) throws(EngineFailure) -> InstanceHandle? {
        let reception = try store.load(module, sharing: test.findings)
        guard case .module(let handle) = reception else {
            steps.append(EngineCaseAnswer.Step(.received(reception)))
            return nil
        }
        if !isLibrary { steps.append(EngineCaseAnswer.Step(.received(reception))) }
        let instantiation = try store.instantiate(handle)
        guard case .instance(let instance) = instantiation else {
            steps.append(EngineCaseAnswer.Step(.instantiated(instantiation), hostCalls: try store.takeHostCalls()))
            return nil
        }
        instances.append(instance)
        return instance
    }

    private func step(
        _ event: EngineCaseAnswer.Event, _ watch: any StateWatch, _ store: any EngineStore
    ) throws(EngineFailure) -> EngineCaseAnswer.Step {
        EngineCaseAnswer.Step(event, observations: try watch.look(), hostCalls: try store.takeHostCalls())
    }
}
