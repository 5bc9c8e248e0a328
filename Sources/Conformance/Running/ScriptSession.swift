import EngineInterface
import WasmModel

/// One script on one engine: the store, and what the script's names stand for in it.
struct ScriptSession {
    /// What a name stands for. A module that failed or was skipped leaves its mark, so that what depends on it is
    /// neither passed nor blamed on something else.
    enum Binding<Handle> {
        case live(Handle)
        case failed(line: Int)
        case skipped(line: Int, reason: String)
    }
    struct Instance {
        var handle: InstanceHandle
        /// In ``LinkGroups``.
        var member: Int
    }
    /// A definition: the engine's module, and the script's.
    struct Definition {
        var handle: ModuleHandle
        var module: PreparedModule
    }

    private let store: any EngineStore
    private let modules: [PreparedModule]
    private var groups = LinkGroups()
    private var definitions: [String: Binding<Definition>] = [:]
    private var currentDefinition: Binding<Definition>?
    private var instances: [String: Binding<Instance>] = [:]
    private var currentInstance: Binding<Instance>?
    private var registry: [ExactName: Binding<Instance>] = [:]
    private var spectest: SpectestInstances
    /// The line of the command that the engine died of.
    private var deathLine: Int?

    init(_ script: PreparedScript, _ engine: any Engine, features: FeatureSet, limits: ExecutionLimits)
        throws(EngineFailure)
    {
        store = try engine.makeStore(StoreConfiguration(features: features, limits: limits))
        modules = script.modules
        spectest = try SpectestInstances(in: store, features: features)
        registry[ExactName(Spectest.name)] =
            spectest.plain.map { handle in
                .live(Instance(handle: handle, member: groups.makeMember()))
            } ?? .skipped(line: 0, reason: spectest.problem)
    }

    /// Carries out one command and says what was seen.
    mutating func evidence(of command: PreparedCommand) -> Evidence {
        if let deathLine { return .broken("the engine died at line \(deathLine)") }
        do {
            return try perform(command)
        } catch {
            if error.isCrash { deathLine = command.line }
            bindFailure(of: command)
            return .broken(error.detail)
        }
    }

    private mutating func perform(_ command: PreparedCommand) throws(EngineFailure) -> Evidence {
        switch command.operation {
        case .invoke(let name, let export, let arguments):
            switch instance(name) {
            case .success(let instance):
                return Evidence(try store.invoke(instance.handle, export, with: arguments))
            case .failure(let absence): return absence.evidence
            }
        case .get(let name, let export):
            switch instance(name) {
            case .success(let instance):
                guard let value = try store.global(instance.handle, export) else {
                    return .absent("no exported global \"\(export)\"")
                }
                return .returned([value])
            case .failure(let absence): return absence.evidence
            }
        case .load(let index):
            return try load(modules[index]).evidence
        case .instantiate(let index):
            switch try load(modules[index]) {
            case .accepted(let definition): return try instantiate(definition, line: command.line).evidence
            case .rejected(let evidence):
                if case .unanswerable(let reason) = evidence {
                    markGap(left: modules[index], LinkGroups.Gap(line: command.line, reason: reason))
                }
                return evidence
            }
        case .instantiateDefinition(let name):
            switch definition(name) {
            case .success(let definition): return try instantiate(definition, line: command.line).evidence
            case .failure(let absence): return absence.evidence
            }
        case .module(let index, let name):
            let received = try load(modules[index])
            let evidence: Evidence
            switch received {
            case .accepted(let definition):
                bind(definition: .live(definition), name)
                let end = try instantiate(definition, line: command.line)
                bind(instance: end.binding(line: command.line), name)
                evidence = end.evidence
            case .rejected(let rejection):
                evidence = rejection
                bind(definition: rejection.binding(line: command.line), name)
                bind(instance: rejection.binding(line: command.line), name)
                if case .unanswerable(let reason) = rejection {
                    markGap(left: modules[index], LinkGroups.Gap(line: command.line, reason: reason))
                }
            }
            return evidence
        case .definition(let index, let name):
            let received = try load(modules[index])
            switch received {
            case .accepted(let definition): bind(definition: .live(definition), name)
            case .rejected(let evidence): bind(definition: evidence.binding(line: command.line), name)
            }
            return received.evidence
        case .instance(let name, let definitionName):
            switch definition(definitionName) {
            case .success(let definition):
                let end = try instantiate(definition, line: command.line)
                bind(instance: end.binding(line: command.line), name)
                return end.evidence
            case .failure(let absence):
                bind(instance: absence.evidence.binding(line: command.line), name)
                return absence.evidence
            }
        case .register(let name, let instanceName):
            switch binding(instanceName) {
            case .success(let binding):
                registry[ExactName(name)] = binding
                switch instance(instanceName) {
                case .success(let instance):
                    try store.register(instance.handle, as: name)
                    return .accepted
                case .failure(let absence): return absence.evidence
                }
            case .failure(let absence): return absence.evidence
            }
        case .decided(let evidence):
            return evidence
        }
    }

    // MARK: Modules

    private enum Received {
        case accepted(Definition)
        case rejected(Evidence)
        var evidence: Evidence {
            switch self {
            case .accepted: .accepted
            case .rejected(let evidence): evidence
            }
        }
    }

    private func load(_ module: PreparedModule) throws(EngineFailure) -> Received {
        switch module.form {
        case .rejected(let evidence): return .rejected(evidence)
        case .bytes(let bytes):
            switch try store.load(bytes) {
            case .module(let handle): return .accepted(Definition(handle: handle, module: module))
            case .malformed(let why): return .rejected(.malformed(why))
            case .invalid(let why): return .rejected(.invalid(why))
            case .unsupported(let what): return .rejected(.unanswerable(what))
            }
        }
    }

    private enum Instantiated {
        case live(Instance)
        case ended(Evidence)
        var evidence: Evidence {
            switch self {
            case .live: .accepted
            case .ended(let evidence): evidence
            }
        }
        func binding(line: Int) -> Binding<Instance> {
            switch self {
            case .live(let instance): .live(instance)
            case .ended(let evidence): evidence.binding(line: line)
            }
        }
    }

    private mutating func instantiate(_ definition: Definition, line: Int) throws(EngineFailure) -> Instantiated {
        for name in definition.module.importedNames {
            switch registry[ExactName(name)] {
            case .none, .live: continue
            case .failed(let failed): return .ended(.absent("imports from \"\(name)\", which failed at line \(failed)"))
            case .skipped(let skipped, let reason):
                markGap(left: definition.module, LinkGroups.Gap(line: line, reason: reason))
                return .ended(
                    .unanswerable(SkipReason.text(reason, because: "it imports from \"\(name)\" of line \(skipped)")))
            }
        }
        try spectest.select(definition.module.wantsSharedSpectest, in: store)
        switch try store.instantiate(definition.handle) {
        case .instance(let handle):
            let instance = Instance(handle: handle, member: groups.makeMember())
            for exporter in exporters(to: definition.module) { groups.join(instance.member, exporter.member) }
            return .live(instance)
        case .unlinkable(let why): return .ended(.unlinkable(why))
        case .trapped(let kind): return .ended(.trapped(kind))
        case .threw(let exception): return .ended(.threw(exception))
        case .exhausted(let resource): return .ended(.exhausted(resource))
        case .unsupported(let what):
            markGap(left: definition.module, LinkGroups.Gap(line: line, reason: what))
            return .ended(.unanswerable(what))
        }
    }

    private func exporters(to module: PreparedModule) -> [Instance] {
        module.importedNames.compactMap { name in
            if case .live(let instance) = registry[ExactName(name)] { instance } else { nil }
        }
    }

    private mutating func markGap(left module: PreparedModule, _ gap: LinkGroups.Gap) {
        for exporter in exporters(to: module) { groups.mark(exporter.member, gap) }
    }

    // MARK: Names

    /// Why there is nothing to ask.
    private struct Absence: Error {
        var evidence: Evidence
    }

    private func binding(_ name: String?) -> Result<Binding<Instance>, Absence> {
        guard let binding = name.map({ instances[$0] }) ?? currentInstance else {
            return .failure(Absence(evidence: .absent(name.map { "no instance named \($0)" } ?? "no instance")))
        }
        return .success(binding)
    }

    private func instance(_ name: String?) -> Result<Instance, Absence> {
        switch binding(name) {
        case .failure(let absence): return .failure(absence)
        case .success(.failed(let line)):
            return .failure(Absence(evidence: .absent("no instance: the module of line \(line) failed")))
        case .success(.skipped(let line, let reason)):
            return .failure(
                Absence(
                    evidence: .unanswerable(SkipReason.text(reason, because: "it needs the module of line \(line)"))))
        case .success(.live(let instance)):
            guard let gap = groups.gap(of: instance.member) else { return .success(instance) }
            let reason = SkipReason.text(gap.reason, because: "it shares state with the module of line \(gap.line)")
            return .failure(Absence(evidence: .unanswerable(reason)))
        }
    }

    private func definition(_ name: String?) -> Result<Definition, Absence> {
        switch name.map({ definitions[$0] }) ?? currentDefinition {
        case .none: return .failure(Absence(evidence: .absent(name.map { "no module named \($0)" } ?? "no module")))
        case .live(let definition): return .success(definition)
        case .failed(let line): return .failure(Absence(evidence: .absent("the definition of line \(line) failed")))
        case .skipped(let line, let reason):
            return .failure(
                Absence(
                    evidence: .unanswerable(SkipReason.text(reason, because: "it needs the definition of line \(line)"))
                ))
        }
    }

    private mutating func bind(instance: Binding<Instance>, _ name: String?) {
        currentInstance = instance
        if let name { instances[name] = instance }
    }

    private mutating func bind(definition: Binding<Definition>, _ name: String?) {
        currentDefinition = definition
        if let name { definitions[name] = definition }
    }

    /// The engine broke in the middle of a command that should have given a name its meaning.
    private mutating func bindFailure(of command: PreparedCommand) {
        switch command.operation {
        case .module(_, let name):
            bind(definition: .failed(line: command.line), name)
            bind(instance: .failed(line: command.line), name)
        case .definition(_, let name): bind(definition: .failed(line: command.line), name)
        case .instance(let name, _): bind(instance: .failed(line: command.line), name)
        case .register(let name, _): registry[ExactName(name)] = .failed(line: command.line)
        case .invoke, .get, .load, .instantiate, .instantiateDefinition, .decided: break
        }
    }
}

extension Evidence {
    fileprivate func binding<Handle>(line: Int) -> ScriptSession.Binding<Handle> {
        if case .unanswerable(let reason) = self {
            .skipped(line: line, reason: SkipReason.cause(of: reason))
        } else {
            .failed(line: line)
        }
    }
}
