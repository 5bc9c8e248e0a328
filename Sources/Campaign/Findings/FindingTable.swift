import Divergence
import EngineInterface
import Foundation
import Persistence
import Triage

/// The buckets of a campaign, in the order in which they were found.
struct FindingTable {
    private(set) var list: [CampaignFinding] = []
    /// Differences that were none, by reason.
    private(set) var ignored: [String: Int] = [:]
    private(set) var allowed: [String: Int] = [:]
    private(set) var suppressions: SuppressionList
    /// Divergences that a suppression kept quiet.
    private(set) var suppressed = 0
    private let configuration: CampaignConfiguration
    /// By what is known before reduction: what it led to, so that a bug that shows often is reduced a few times only.
    private var known: [String: ReductionHistory] = [:]

    init(_ configuration: CampaignConfiguration) {
        self.configuration = configuration
        suppressions = configuration.suppressions
    }

    /// - Parameter engines: those that the runs are of.
    mutating func add(
        seed: UInt64, _ test: DifferentialCase, _ runs: [CaseRun], _ engines: [any Engine]
    ) throws(PersistenceError) {
        guard let vote = Vote(runs) else { return }
        let rough = BugClass(vote, runs).text
        if let bucket = known[rough]?.countsOnly() {
            list[bucket].count += 1
            return
        }
        var investigation = Investigation(engines: engines, limits: configuration.limits)
        investigation.fresh = configuration.isolated
        investigation.reduces = configuration.reduces
        investigation.variants = configuration.variants
        let origin = DivergenceRecord.Origin(
            seed: seed, profile: configuration.source.profile, generatorVersion: configuration.source.generatorVersion)
        switch investigation.conclusion(on: test, runs, origin: origin) {
        case .allowed(let rule): allowed[rule, default: 0] += 1
        case .incomparable(let reason): ignored[reason, default: 0] += 1
        case .found(let record, _): try add(record, rough, seed)
        }
    }

    /// The process died, and nobody knows of what.
    mutating func addDeath(_ death: String, seed: UInt64, modules: String) {
        let words = death.map { $0.isLetter || $0.isNumber ? $0 : "-" }
        let signature = "ambiguous_process-died_" + String(words)
        if let index = list.firstIndex(where: { $0.signature == signature }) {
            list[index].count += 1
            return
        }
        var finding = CampaignFinding(signature: signature, blamed: "ambiguous", count: 1, reproducer: modules, seed: seed)
        finding.isFlaky = true
        list.append(finding)
    }

    private mutating func add(
        _ record: DivergenceRecord, _ rough: String, _ seed: UInt64
    ) throws(PersistenceError) {
        if let index = list.firstIndex(where: { $0.signature == record.signature }) {
            list[index].count += 1
            known[rough, default: ReductionHistory(first: index)].add(isNew: false)
            return
        }
        var finding = CampaignFinding(
            signature: record.signature, blamed: record.blamed, count: 1, reproducer: nil, seed: seed)
        finding.isFlaky = record.isFlaky
        finding.isSuppressed = suppressions.suppresses(record.signature, on: Suppression.day(of: Date()))
        if let corpus = configuration.corpus, !finding.isSuppressed {
            finding.reproducer = try BucketWriter(corpus: corpus).write(record)
        }
        known[rough, default: ReductionHistory(first: list.count)].add(isNew: true)
        list.append(finding)
    }
}

// MARK: In a campaign's folder

extension FindingTable {
    var json: JSON {
        [
            "list": JSON(list.map(\.json)),
            "known": .object(
                JSONObject(known.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })),
            "ignored": .object(JSONObject(ignored.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) })),
            "allowed": .object(JSONObject(allowed.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) })),
        ]
    }

    init?(_ json: JSON, _ configuration: CampaignConfiguration) {
        self.init(configuration)
        guard let items = json["list"]?.array else { return nil }
        list = items.compactMap(CampaignFinding.init)
        for member in json["known"]?.object?.members ?? [] {
            known[member.key] = ReductionHistory(member.value).flatMap { list.indices.contains($0.first) ? $0 : nil }
        }
        ignored = CampaignStatistics.table(json["ignored"])
        allowed = CampaignStatistics.table(json["allowed"])
    }
}
