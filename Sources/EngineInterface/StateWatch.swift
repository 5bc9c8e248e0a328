public import WasmModel

/// Looks at what stands behind the same exports again and again: after every step of a case.
public protocol StateWatch: AnyObject {
    /// What stands there now, in the order of the instances and of their exports.
    func look() throws(EngineFailure) -> [EngineCaseAnswer.NamedObservation]
}

/// An instance whose exported memories, globals and tables are watched.
public struct WatchedInstance: Hashable, Sendable {
    public var instance: InstanceHandle
    /// Stands before the names of the exports in what is observed.
    public var prefix: String
    public init(_ instance: InstanceHandle, prefix: String = "") {
        self.instance = instance
        self.prefix = prefix
    }
}

extension EngineStore {
    public func watch(_ instances: [WatchedInstance]) throws(EngineFailure) -> any StateWatch {
        try ExportWatch(self, instances)
    }
}

/// Asks the store about one export after the other.
private final class ExportWatch: StateWatch {
    private struct Watched {
        var instance: InstanceHandle
        var export: String
        /// Among the exports of its instance.
        var position: Int
        var name: String
    }
    private let store: any EngineStore
    private var watched: [Watched] = []

    init(_ store: any EngineStore, _ instances: [WatchedInstance]) throws(EngineFailure) {
        self.store = store
        for item in instances {
            for (position, export) in try store.exports(of: item.instance).enumerated() where export.kind.hasState {
                let name = item.prefix.isEmpty ? export.name : item.prefix + export.name
                watched.append(Watched(instance: item.instance, export: export.name, position: position, name: name))
            }
        }
    }

    func look() throws(EngineFailure) -> [EngineCaseAnswer.NamedObservation] {
        var observations: [EngineCaseAnswer.NamedObservation] = []
        observations.reserveCapacity(watched.count)
        for export in watched {
            let observation = try store.observe(export.instance, export.export, at: export.position)
            observations.append(EngineCaseAnswer.NamedObservation(export: export.name, observation: observation))
        }
        return observations
    }
}

extension ExternalKind {
    /// Whether there is state behind an export of this kind.
    public var hasState: Bool {
        switch self {
        case .memory, .global, .table: true
        case .function, .tag: false
        }
    }
}
