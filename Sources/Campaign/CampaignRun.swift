import Divergence
import EngineInterface
import Foundation
package import Persistence
import Reduction
import Triage
import WasmBinary
import WasmModel

/// The loop: seeds, cases, runs, comparison, record. What it finds depends on the seed alone: cases are run by as many
/// tasks as there are jobs, and looked at in the order of their numbers.
package struct CampaignRun: Sendable {
    /// Cases that one task takes at a time.
    private static let batchSize = 64

    private let configuration: CampaignConfiguration

    package init(_ configuration: CampaignConfiguration) { self.configuration = configuration }

    /// What a batch found: its counts, and the cases in which engines differ, in order.
    private struct Batch: Sendable {
        var number: Int
        var statistics: CampaignStatistics
        var divergent: [(seed: UInt64, test: DifferentialCase, runs: [CaseRun])]
    }

    /// A look at a campaign in progress.
    package struct Progress: Sendable {
        package var modules: Int
        package var calls: Int
        package var buckets: Int
        package var seconds: Double
    }

    /// Runs the campaign to its end, or until `shouldStop` says so.
    package func run(
        shouldStop: @escaping @Sendable () -> Bool = { false }, progress: @Sendable (Progress) -> Void = { _ in }
    ) async throws(PersistenceError) -> CampaignReport {
        let clock = ContinuousClock()
        let start = clock.now
        func elapsed() -> Double {
            let duration = clock.now - start
            return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        }
        var findings = FindingTable(configuration)
        var statistics = CampaignStatistics(configuration.engines.map(\.identity))
        var failure: PersistenceError?
        await withTaskGroup(of: Batch.self) { group in
            var nextNumber = 0
            func mayContinue() -> Bool {
                if shouldStop() || failure != nil { return false }
                if let seconds = configuration.seconds, elapsed() >= seconds { return false }
                if let count = configuration.count, nextNumber * Self.batchSize >= count { return false }
                return true
            }
            func addTask() {
                let number = nextNumber
                nextNumber += 1
                group.addTask { runBatch(number) }
            }
            for _ in 0..<configuration.jobs where mayContinue() { addTask() }
            var waiting: [Int: Batch] = [:]
            var expected = 0
            while let batch = await group.next() {
                waiting[batch.number] = batch
                // Batches are looked at in order, so that the first case of a bucket is the same whatever the jobs.
                while let ready = waiting.removeValue(forKey: expected) {
                    expected += 1
                    statistics.add(ready.statistics)
                    for (seed, test, runs) in ready.divergent where failure == nil {
                        do throws(PersistenceError) {
                            try findings.add(seed: seed, test, runs)
                        } catch {
                            failure = error
                        }
                    }
                }
                progress(
                    Progress(
                        modules: statistics.modules, calls: statistics.calls, buckets: findings.list.count,
                        seconds: elapsed()))
                if mayContinue() { addTask() }
            }
        }
        if let failure { throw failure }
        return CampaignReport(
            seed: configuration.seed, statistics: statistics, findings: findings.list, seconds: elapsed())
    }

    private func runBatch(_ number: Int) -> Batch {
        var batch = Batch(
            number: number, statistics: CampaignStatistics(configuration.engines.map(\.identity)), divergent: [])
        let first = number * Self.batchSize
        let last = min(first + Self.batchSize, configuration.count ?? .max)
        for index in first..<max(first, last) {
            let seed = configuration.caseSeed(UInt64(index))
            let test = configuration.source.make(seed)
            let runs = configuration.engines.map { CaseRunner.run(test, on: $0, limits: configuration.limits) }
            batch.statistics.count(test, runs)
            if Vote(runs) != nil {
                batch.statistics.divergences += 1
                batch.divergent.append((seed, test, runs))
            }
        }
        return batch
    }
}

/// The buckets of a campaign, in the order in which they were found.
private struct FindingTable {
    private(set) var list: [CampaignFinding] = []
    private(set) var ignored: [String: Int] = [:]
    private(set) var allowed: [String: Int] = [:]
    private let configuration: CampaignConfiguration
    /// By what is known before reduction: the buckets it led to, so that a bug that shows often is reduced a few times only.
    private var known: [BugClass: [Int]] = [:]
    private static let reductionsPerClass = 8

    init(_ configuration: CampaignConfiguration) { self.configuration = configuration }

    mutating func add(seed: UInt64, _ test: DifferentialCase, _ runs: [CaseRun]) throws(PersistenceError) {
        guard let vote = Vote(runs) else { return }
        let rough = BugClass(vote, runs)
        if let buckets = known[rough], buckets.count >= Self.reductionsPerClass {
            list[buckets[0]].count += 1
            return
        }
        var investigation = Investigation(engines: configuration.engines, limits: configuration.limits)
        investigation.reduces = configuration.reduces
        let origin = DivergenceRecord.Origin(
            seed: seed, profile: configuration.source.profile, generatorVersion: configuration.source.generatorVersion)
        switch investigation.conclusion(on: test, runs, origin: origin) {
        case .allowed(let rule): allowed[rule, default: 0] += 1
        case .incomparable(let reason): ignored[reason, default: 0] += 1
        case .found(let record, _): try add(record, rough, seed)
        }
    }

    private mutating func add(_ record: DivergenceRecord, _ rough: BugClass, _ seed: UInt64) throws(PersistenceError) {
        if let index = list.firstIndex(where: { $0.signature == record.signature }) {
            list[index].count += 1
            known[rough, default: []].append(index)
            return
        }
        var finding = CampaignFinding(
            signature: record.signature, blamed: record.blamed, count: 1, reproducer: nil, seed: seed)
        if let corpus = configuration.corpus { finding.reproducer = try BucketWriter(corpus: corpus).write(record) }
        known[rough, default: []].append(list.count)
        list.append(finding)
    }
}
