import Divergence
import EngineInterface
import Foundation
package import Persistence

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
        var times: StageTimes
        var divergent: [(seed: UInt64, test: DifferentialCase, runs: [CaseRun])]
    }

    /// A look at a campaign in progress.
    package struct Progress: Sendable {
        package var statistics: CampaignStatistics
        package var times: StageTimes
        package var findings: [CampaignFinding]
        package var seconds: Double
        /// Seconds that are left, if the campaign has a bound.
        package var secondsLeft: Double?
    }

    /// Runs the campaign to its end, or until `shouldStop` says so.
    package func run(
        shouldStop: @escaping @Sendable () -> Bool = { false }, progress: @Sendable (Progress) -> Void = { _ in }
    ) async throws(PersistenceError) -> CampaignReport {
        let clock = ContinuousClock()
        let start = clock.now
        let folder = configuration.folder.map(CampaignFolder.init)
        let resumed = try folder?.open(configuration)
        let journal = try folder.map { folder throws(PersistenceError) in try CampaignJournal(folder) }
        var state =
            resumed
            ?? CampaignFolder.Checkpoint(
                statistics: CampaignStatistics(configuration.engines.map(\.identity)),
                findings: FindingTable(configuration))
        let secondsBefore = state.seconds
        func elapsed() -> Double { secondsBefore + start.duration(to: clock.now) / .seconds(1) }
        var times = StageTimes(configuration.engines.map(\.identity.name))
        var failure: PersistenceError?
        await withTaskGroup(of: Batch.self) { group in
            var nextNumber = state.nextBatch
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
            while let batch = await group.next() {
                waiting[batch.number] = batch
                // Batches are looked at in order, so that the first case of a bucket is the same whatever the jobs.
                while let ready = waiting.removeValue(forKey: state.nextBatch) {
                    times.add(ready.times)
                    do throws(PersistenceError) {
                        try take(ready, into: &state)
                        state.seconds = elapsed()
                        try journal?.note(state, times)
                    } catch {
                        failure = failure ?? error
                    }
                }
                progress(look(at: state, times, elapsed()))
                if mayContinue() { addTask() }
            }
        }
        if let failure { throw failure }
        state.seconds = elapsed()
        try journal?.note(state, times, isLast: true)
        return report(state, times)
    }

    /// Counts a batch and looks into its divergences.
    private func take(_ batch: Batch, into state: inout CampaignFolder.Checkpoint) throws(PersistenceError) {
        for (seed, test, runs) in batch.divergent { try state.findings.add(seed: seed, test, runs) }
        state.statistics.add(batch.statistics)
        state.nextBatch = batch.number + 1
    }

    private func look(at state: CampaignFolder.Checkpoint, _ times: StageTimes, _ seconds: Double) -> Progress {
        var left = configuration.seconds.map { max(0, $0 - seconds) }
        if let count = configuration.count, state.statistics.modules > 0 {
            let byCount = Double(count - state.statistics.modules) * seconds / Double(state.statistics.modules)
            left = min(left ?? byCount, byCount)
        }
        return Progress(
            statistics: state.statistics, times: times, findings: state.findings.list, seconds: seconds,
            secondsLeft: left)
    }

    private func report(_ state: CampaignFolder.Checkpoint, _ times: StageTimes) -> CampaignReport {
        var statistics = state.statistics
        // What was looked into and is no divergence, after all.
        for (reason, count) in state.findings.ignored { statistics.ignored[reason, default: 0] += count }
        for (rule, count) in state.findings.allowed { statistics.allowed[rule, default: 0] += count }
        statistics.divergences -=
            state.findings.ignored.values.reduce(0, +) + state.findings.allowed.values.reduce(0, +)
        return CampaignReport(
            seed: configuration.seed, statistics: statistics, findings: state.findings.list, seconds: state.seconds,
            times: times, suppressions: state.findings.suppressions)
    }

    private func runBatch(_ number: Int) -> Batch {
        let names = configuration.engines.map(\.identity.name)
        var batch = Batch(
            number: number, statistics: CampaignStatistics(configuration.engines.map(\.identity)),
            times: StageTimes(names), divergent: [])
        let first = number * Self.batchSize
        let last = min(first + Self.batchSize, configuration.count ?? .max)
        var mark = configuration.clock()
        /// Nanoseconds since the last mark.
        func lap() -> UInt64 {
            let now = configuration.clock()
            defer { mark = now }
            return now &- mark
        }
        let seeds = (first..<max(first, last)).map { configuration.caseSeed(UInt64($0)) }
        let tests = seeds.map { configuration.source.make($0) }
        batch.times.generating += lap()
        // An engine in another process is asked about all of them in one go.
        var answers: [[CaseRun]] = []
        let questions = tests.map { CaseRunner.question($0, configuration.limits, clock: configuration.clock) }
        for (position, engine) in configuration.engines.enumerated() {
            let before = questions.reduce(0) { $0 &+ $1.findings.nanoseconds }
            answers.append(CaseRunner.run(questions, on: engine))
            let shared = questions.reduce(0) { $0 &+ $1.findings.nanoseconds } &- before
            batch.times.receiving += shared
            batch.times.engines[position] += max(lap(), shared) - shared
        }
        for (position, (seed, test)) in zip(seeds, tests).enumerated() {
            let runs = answers.map { $0[position] }
            let differs = Vote(runs) != nil
            batch.statistics.count(test, runs)
            if differs {
                batch.statistics.divergences += 1
                batch.divergent.append((seed, test, runs))
            }
        }
        batch.times.comparing += lap()
        return batch
    }
}
