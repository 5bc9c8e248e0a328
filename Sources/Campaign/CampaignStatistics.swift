package import Divergence
package import EngineInterface
package import Persistence
package import Triage

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

    /// Adds what another part of the campaign counted, which may have had other engines.
    package mutating func merge(_ other: CampaignStatistics) {
        for engine in other.engines
        where !engines.contains(where: { $0.name == engine.name && $0.version == engine.version }) {
            engines.append(EngineCounts(name: engine.name, version: engine.version))
        }
        var aligned = other
        aligned.engines = engines.map { engine in
            other.engines.first { $0.name == engine.name && $0.version == engine.version }
                ?? EngineCounts(name: engine.name, version: engine.version)
        }
        add(aligned)
    }

    package init(_ engines: [EngineIdentity]) {
        self.engines = engines.map { EngineCounts(name: $0.name, version: $0.version) }
    }

    /// Counts one case.
    /// - Parameter areEqual: whether all runs are known to be the same, step by step.
    package mutating func count(_ test: DifferentialCase, _ runs: [CaseRun], areEqual: Bool = false) {
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
            if areEqual, run.isComparable {
                comparable = min(comparable, max(0, run.steps.count - 2))
                continue
            }
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
    /// It did not show again each time it was tried.
    package var isFlaky = false
    /// A suppression keeps it quiet.
    package var isSuppressed = false

    package init(signature: String, blamed: String, count: Int, reproducer: String?, seed: UInt64) {
        self.signature = signature
        self.blamed = blamed
        self.count = count
        self.reproducer = reproducer
        self.seed = seed
    }
}

// MARK: In a campaign's folder

extension CampaignFinding {
    package var json: JSON {
        [
            "signature": JSON(signature), "blamed": JSON(blamed), "count": JSON(count),
            "reproducer": reproducer.map { JSON($0) } ?? .null, "seed": .unsigned(seed), "flaky": JSON(isFlaky),
            "suppressed": JSON(isSuppressed),
        ]
    }

    package init?(_ json: JSON) {
        guard let signature = json["signature"]?.string, let blamed = json["blamed"]?.string,
            let count = json["count"]?.int,
            let seed = json["seed"]?.uint64
        else { return nil }
        self.init(
            signature: signature, blamed: blamed, count: count, reproducer: json["reproducer"]?.string, seed: seed)
        isFlaky = json["flaky"]?.bool ?? false
        isSuppressed = json["suppressed"]?.bool ?? false
    }
}

extension CampaignStatistics {
    static func json(_ table: [String: Int]) -> JSON {
        .object(JSONObject(table.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }))
    }

    static func table(_ json: JSON?) -> [String: Int] {
        var table: [String: Int] = [:]
        for member in json?.object?.members ?? [] { table[member.key] = member.value.int }
        return table
    }

    package var json: JSON {
        [
            "modules": JSON(modules), "calls": JSON(calls), "comparableCalls": JSON(comparableCalls),
            "ignored": Self.json(ignored), "allowed": Self.json(allowed), "divergences": JSON(divergences),
            "engines": JSON(engines.map(\.json)),
        ]
    }

    package init?(_ json: JSON) {
        guard let modules = json["modules"]?.int, let engines = json["engines"]?.array else { return nil }
        self.init([])
        self.modules = modules
        calls = json["calls"]?.int ?? 0
        comparableCalls = json["comparableCalls"]?.int ?? 0
        ignored = Self.table(json["ignored"])
        allowed = Self.table(json["allowed"])
        divergences = json["divergences"]?.int ?? 0
        self.engines = engines.map { item in
            var counts = EngineCounts(name: item["name"]?.string ?? "", version: item["version"]?.string ?? "")
            counts.modules = item["modules"]?.int ?? 0
            counts.rejected = item["rejected"]?.int ?? 0
            counts.crashes = item["crashes"]?.int ?? 0
            counts.timeouts = item["timeouts"]?.int ?? 0
            return counts
        }
    }
}

extension CampaignStatistics.EngineCounts {
    package var json: JSON {
        [
            "name": JSON(name), "version": JSON(version), "modules": JSON(modules), "rejected": JSON(rejected),
            "crashes": JSON(crashes), "timeouts": JSON(timeouts),
        ]
    }
}

/// The outcome of a campaign.
package struct CampaignReport: Sendable {
    package var seed: UInt64
    package var statistics: CampaignStatistics
    package var findings: [CampaignFinding]
    package var seconds: Double
    package var times: StageTimes
    package var coverage: OpcodeCoverage
    /// With the hits of this campaign counted.
    package var suppressions = SuppressionList()

    package init(
        seed: UInt64, statistics: CampaignStatistics, findings: [CampaignFinding], seconds: Double, times: StageTimes,
        coverage: OpcodeCoverage = OpcodeCoverage(), suppressions: SuppressionList = SuppressionList()
    ) {
        self.seed = seed
        self.statistics = statistics
        self.findings = findings
        self.seconds = seconds
        self.times = times
        self.coverage = coverage
        self.suppressions = suppressions
    }

    /// Findings that nobody has promised to keep quiet about.
    package var reported: [CampaignFinding] { findings.filter { !$0.isSuppressed } }

    /// The document of `assay fuzz --json`.
    package var json: JSON {
        [
            "kind": "fuzz", "version": 1, "seed": .unsigned(seed), "modules": JSON(statistics.modules),
            "calls": JSON(statistics.calls), "comparableCalls": JSON(statistics.comparableCalls),
            "ignored": CampaignStatistics.json(statistics.ignored),
            "allowed": CampaignStatistics.json(statistics.allowed),
            "modulesPerSecond": JSON(seconds > 0 ? Double(statistics.modules) / seconds : 0), "seconds": JSON(seconds),
            "stages": times.json, "opcodes": JSON(coverage.opcodeCount), "opcodePairs": JSON(coverage.pairCount),
            "engines": JSON(statistics.engines.map(\.json)),
            "divergences": JSON(statistics.divergences),
            "buckets": JSON(findings.map(\.json)),
        ]
    }
}
