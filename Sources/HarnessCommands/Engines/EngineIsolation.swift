import EngineContracts
import EngineInterface
import GeneratorAssessment

/// The engines of a campaign again, each in a new process of its own: one that dies there ends nothing else.
struct EngineIsolation: Sendable {
    private var names: [String]
    private var capabilities: [EngineCapabilities]

    /// - Parameters:
    ///   - names: as on the command line.
    ///   - engines: what they are; what was marked off for them stays marked off.
    init(_ names: [String], _ engines: [any Engine]) {
        self.names = names
        capabilities = engines.map(\.capabilities)
    }

    /// `nil` if one of them cannot be started.
    func engines() -> [any Engine]? {
        var engines: [any Engine] = []
        for (name, capabilities) in zip(names, capabilities) {
            guard let engine = try? EngineRegistry.isolatedEngine(named: name) else { return nil }
            engines.append(engine.capabilities == capabilities ? engine : VettedEngine(engine, capabilities: capabilities))
        }
        return engines
    }
}
