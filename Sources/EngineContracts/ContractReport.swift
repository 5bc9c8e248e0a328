package import EngineInterface
import WasmModel

/// How an engine did on the contract.
package struct ContractReport: Hashable, Sendable {
    package struct Failure: Hashable, Sendable {
        package var check: String
        package var complaint: String
    }
    /// Checks that apply to the engine: it has what they need.
    package var applied = 0
    package var failures: [Failure] = []
    /// What the engine can be trusted with.
    package var capabilities: EngineCapabilities
    /// What it says it has and was not found to have, in words.
    package var markedOff: [String] = []

    package var kept: Int { applied - failures.count }

    /// Asks an engine everything.
    package init(of engine: any Engine) {
        capabilities = engine.capabilities
        for check in EngineContract.checks where check.applies(to: engine) {
            applied += 1
            let complaint: String?
            do {
                complaint = try check.complaints(about: engine).first
            } catch let failure as EngineFailure {
                complaint = failure.detail
            } catch {
                complaint = "\(error)"
            }
            guard let complaint else { continue }
            failures.append(Failure(check: check.name, complaint: complaint))
            markOff(check)
        }
    }

    /// Takes from the capabilities what a failed check was about, where it is one of them.
    private mutating func markOff(_ check: EngineContract.Check) {
        let features = check.features.subtracting(.wasm1).features
        for feature in features where capabilities.features.contains(feature) && !Self.common.contains(feature) {
            capabilities.features.remove(feature)
            markedOff.append(feature.name)
        }
        guard check.subject == .state else { return }
        if check.name.contains("memories") { turnOff(\.observesMemories, "memories cannot be seen") }
        if check.name.contains("globals") { turnOff(\.observesGlobals, "globals cannot be seen") }
        if check.name.contains("tables") { turnOff(\.observesTables, "tables cannot be seen") }
    }

    private mutating func turnOff(_ capability: WritableKeyPath<EngineCapabilities, Bool>, _ words: String) {
        guard capabilities[keyPath: capability] else { return }
        capabilities[keyPath: capability] = false
        markedOff.append(words)
    }

    /// What most checks need to say anything, so that a failure says nothing about it.
    private static let common: Set<Feature> = [.multiValue, .referenceTypes, .bulkMemory]

    /// Whether the engine can be used at all: it returns what it was given. Some lose the bits of a NaN on the way.
    package var isUsable: Bool {
        !failures.contains { failure in
            EngineContract.checks.contains { check in
                check.name == failure.check && check.features == .wasm1 && check.subject == .calls && !check.name.contains("NaN")
            }
        }
    }
}

/// An engine as far as it kept the contract: what it failed is not among its capabilities.
package struct VettedEngine: Engine {
    private let engine: any Engine
    package let capabilities: EngineCapabilities

    package init(_ engine: any Engine, capabilities: EngineCapabilities) {
        self.engine = engine
        self.capabilities = capabilities
    }

    package var identity: EngineIdentity { engine.identity }
    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        try engine.makeStore(configuration)
    }
    package func answers(to cases: [EngineCase]) -> [EngineCaseAnswer] { engine.answers(to: cases) }
}
