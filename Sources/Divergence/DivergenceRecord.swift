import EngineInterface
package import Persistence
import WasmModel

/// Everything that is kept of a divergence (`record.json`).
package struct DivergenceRecord: Sendable {
    package var signature: String
    package var test: DifferentialCase
    package var runs: [CaseRun]
    package var vote: Vote
    /// Where the module came from, if it was generated.
    package var origin: Origin?

    package struct Origin: Hashable, Sendable {
        package var seed: UInt64
        package var profile: String
        package var generatorVersion: Int
        package init(seed: UInt64, profile: String, generatorVersion: Int) {
            self.seed = seed
            self.profile = profile
            self.generatorVersion = generatorVersion
        }
    }

    package init(signature: String, test: DifferentialCase, runs: [CaseRun], vote: Vote, origin: Origin?) {
        self.signature = signature
        self.test = test
        self.runs = runs
        self.vote = vote
        self.origin = origin
    }

    package var blamed: String { vote.blamed.map { runs[$0].engine.name } ?? "ambiguous" }

    /// Parts that engines of the agreeing majority share: a bug there could not show between them.
    package var sharedByMajority: [String] {
        let engines = vote.groups[0].map { Set(runs[$0].engine.sharedParts) }
        guard let first = engines.first else { return [] }
        return engines.dropFirst().reduce(first) { $0.intersection($1) }.sorted()
    }
}

extension DivergenceRecord {
    package var json: JSON {
        let module = ContentStore.name(of: test.module)
        var members: [(String, JSON)] = [
            ("kind", "divergence"), ("version", 1), ("signature", JSON(signature)), ("blamed", JSON(blamed)),
            ("step", JSON(vote.difference.step)), ("difference", JSON(vote.difference.kind.name)),
            ("vote", JSON(vote.groups.map { group in JSON(group.map { JSON(runs[$0].engine.name) }) })),
            ("sharedByMajority", JSON(sharedByMajority.map { JSON($0) })),
            ("module", JSON(module)),
            ("features", JSON(test.features.features.map { JSON($0.name) })),
            ("hosts", JSON(test.hosts.map(Self.json))),
            ("calls", JSON(test.calls.map { call in
                ["export": JSON(call.export), "arguments": JSON(call.arguments.map { JSON(ValueText.text($0)) })] as JSON
            })),
            ("engines", JSON(runs.map(Self.json))),
        ]
        if let origin {
            members.append(("seed", .unsigned(origin.seed)))
            members.append(("profile", JSON(origin.profile)))
            members.append(("generatorVersion", JSON(origin.generatorVersion)))
        }
        return .object(JSONObject(members))
    }

    private static func json(_ host: HostFunction) -> JSON {
        [
            "module": JSON(host.module), "name": JSON(host.name),
            "parameters": JSON(host.type.parameters.map { JSON("\($0)") }),
            "results": JSON(host.type.results.map { JSON("\($0)") }), "seed": .unsigned(host.seed),
        ]
    }

    private static func json(_ run: CaseRun) -> JSON {
        [
            "name": JSON(run.engine.name), "version": JSON(run.engine.version), "configuration": JSON(run.engine.configuration),
            "shares": JSON(run.engine.sharedParts.map { JSON($0) }),
            "steps": JSON(run.steps.map { JSON(ObservationText.line($0)) }),
        ]
    }
}
