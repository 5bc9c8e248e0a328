package import Divergence
package import EngineInterface
package import Persistence

/// What a campaign counted. Adding is commutative, so it does not matter which task finished first.
package struct CampaignStatistics: Hashable, Sendable {
    package struct EngineCounts: Hashable, Sendable {
        package var name: String
        package var version: String
        package var modules = 0
        /// Modules the engine did not take although another did.
        package var rejected = 0
        package var crashes = 0
        package var timeouts = 0
    }

    package var modules = 0
    package var calls = 0
    /// Calls that every engine answered in a way that can be compared.
    package var comparableCalls = 0
    /// Comparisons that ended without a verdict, by reason.
    package var ignored: [String: Int] = [:]
    /// Differences that the specification allows, by rule.
    package var allowed: [String: Int] = [:]
    package var divergences = 0
    package var engines: [EngineCounts]

    package init(_ engines: [EngineIdentity]) {
        self.engines = engines.map { EngineCounts(name: $0.name, version: $0.version) }
    }

    /// Counts one case.
    package mutating func count(_ test: DifferentialCase, _ runs: [CaseRun]) {
        modules += 1
        calls += test.calls.count
        var comparable = test.calls.count
        for (index, run) in runs.enumerated() {
            engines[index].modules += 1
            switch run.steps.last?.outcome {
            case .crashed: engines[index].crashes += 1
            case .exhausted(.time): engines[index].timeouts += 1
            case .unsupported, .malformed, .invalid: if run.steps.count == 1 { engines[index].rejected += 1 }
            default: break
            }
            guard index > 0 else { continue }
            comparable = min(comparable, max(0, Comparison.comparableSteps(of: runs[0], and: run) - 2))
            switch Comparison.verdict(of: runs[0], and: run) {
            case .incomparable(let reason): ignored[reason, default: 0] += 1
            case .allowed(let rule): allowed[rule, default: 0] += 1
            case .equal, .divergent: break
            }
        }
        comparableCalls += comparable
    }

    package mutating func add(_ other: CampaignStatistics) {
        modules += other.modules
        calls += other.calls
        comparableCalls += other.comparableCalls
        ignored.merge(other.ignored, uniquingKeysWith: +)
        allowed.merge(other.allowed, uniquingKeysWith: +)
        divergences += other.divergences
        for index in engines.indices {
            engines[index].modules += other.engines[index].modules
            engines[index].rejected += other.engines[index].rejected
            engines[index].crashes += other.engines[index].crashes
            engines[index].timeouts += other.engines[index].timeouts
        }
    }
}

/// One bucket of a campaign.
package struct CampaignFinding: Hashable, Sendable {
    package var signature: String
    package var blamed: String
    package var count: Int
    /// The bucket's folder, if it was written.
    package var reproducer: String?
    /// Seed of the first case.
    package var seed: UInt64
}

/// The outcome of a campaign.
package struct CampaignReport: Sendable {
    package var seed: UInt64
    package var statistics: CampaignStatistics
    package var findings: [CampaignFinding]
    package var seconds: Double

    /// The document of `assay fuzz --json`.
    package var json: JSON {
        func counts(_ table: [String: Int]) -> JSON {
            .object(JSONObject(table.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }))
        }
        return [
            "kind": "fuzz", "version": 1, "seed": .unsigned(seed), "modules": JSON(statistics.modules),
            "calls": JSON(statistics.calls), "comparableCalls": JSON(statistics.comparableCalls),
            "ignored": counts(statistics.ignored), "allowed": counts(statistics.allowed),
            "modulesPerSecond": JSON(seconds > 0 ? Double(statistics.modules) / seconds : 0), "seconds": JSON(seconds),
            "engines": JSON(
                statistics.engines.map { engine in
                    [
                        "name": JSON(engine.name), "version": JSON(engine.version), "modules": JSON(engine.modules),
                        "rejected": JSON(engine.rejected), "crashes": JSON(engine.crashes),
                        "timeouts": JSON(engine.timeouts),
                    ] as JSON
                }),
            "divergences": JSON(statistics.divergences),
            "buckets": JSON(
                findings.map { finding in
                    [
                        "signature": JSON(finding.signature), "blamed": JSON(finding.blamed),
                        "count": JSON(finding.count),
                        "reproducer": finding.reproducer.map { JSON($0) } ?? .null,
                    ] as JSON
                }),
        ]
    }
}
