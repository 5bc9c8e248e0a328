import Divergence
import EngineInterface
import Foundation
package import Persistence

/// The loop: seeds, cases, runs, comparison, record. What it finds depends on the seed alone: cases are run by as many
/// tasks as there are jobs, and looked at in the order of their numbers.
package struct CampaignRun: Sendable {
    /// Cases that one task takes at a time.
    private static let batchSize = 64
    /// Cases of a batch that all engines run before the next ones: few enough that what one engine has read is at hand for
    /// the next, many enough that an engine's own code is.
    private static let portionSize = 8

    private let configuration: CampaignConfiguration

    package init(_ configuration: CampaignConfiguration) { self.configuration = configuration }

    /// What a batch found: its counts, and the cases in which engines differ, in order.
    private struct Batch: Sendable {
        var number: Int
        var statistics: CampaignStatistics
        var times: StageTimes
        var divergent: [(seed: UInt64, test: DifferentialCase, runs: [CaseRun])] = []
        var coverage = OpcodeCoverage()
        /// Whether every engine had a process of its own.
        var isIsolated = false
    }

    /// A look at a campaign in progress.
    package struct Progress: Sendable {
        package var statistics: CampaignStatistics
        package var times: StageTimes
        package var findings: [CampaignFinding]
        package var coverage: OpcodeCoverage
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
        let flights = try folder.map { folder throws(PersistenceError) in
            try FlightLog(
                folder.file(CampaignFolder.flights), isResumed: configuration.resumes, hasDied: configuration.death != nil,
                nextBatch: state.nextBatch)
        }
        let isolated = flights.flatMap { $0.suspects.isEmpty ? nil : configuration.isolated() }
        var inquiry = DeathInquiry(open: Set(flights?.suspects.keys.map(\.self) ?? []))
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
                let isGivenUp = flights?.isGivenUp(number) ?? false
                // As long as the culprit may be among those that run, nobody else may take the process with him.
                let isIsolated = !inquiry.open.isEmpty
                flights?.begin(number, isIsolated: isIsolated)
                group.addTask {
                    if isGivenUp { return lostBatch(number) }
                    guard isIsolated, let isolated else { return runBatch(number, on: configuration.engines) }
                    return runBatch(number, on: isolated, isIsolated: true)
                }
            }
            for _ in 0..<configuration.jobs where mayContinue() { addTask() }
            var waiting: [Int: Batch] = [:]
            while let batch = await group.next() {
                waiting[batch.number] = batch
                // Batches are looked at in order, so that the first case of a bucket is the same whatever the jobs.
                while let ready = waiting.removeValue(forKey: state.nextBatch) {
                    times.add(ready.times)
                    do throws(PersistenceError) {
                        try take(ready, into: &state, isolated)
                        inquiry.hear(ready)
                        if let death = configuration.death, let innocent = inquiry.conclusion {
                            for number in innocent { try keepModules(of: number, death, in: &state) }
                        }
                        state.seconds = elapsed()
                        // What was hard to come by is kept at once: the next batch may be the next death.
                        try journal?.note(&state, times, isDue: ready.isIsolated)
                        flights?.end(ready.number)
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
        try journal?.note(&state, times, isDue: true)
        return report(state, times)
    }

    /// Counts a batch and looks into its divergences.
    private func take(
        _ batch: Batch, into state: inout CampaignFolder.Checkpoint, _ isolated: [any Engine]?
    ) throws(PersistenceError) {
        let engines = batch.isIsolated ? isolated ?? configuration.engines : configuration.engines
        for (seed, test, runs) in batch.divergent { try state.findings.add(seed: seed, test, runs, engines) }
        state.statistics.add(batch.statistics)
        state.newPairs += state.coverage.merge(batch.coverage)
        state.nextBatch = batch.number + 1
    }

    /// Which of the batches that were in flight when a process died was its death: one in which an engine, in a process
    /// of its own, dies again.
    private struct DeathInquiry {
        var open: Set<Int>
        private var innocent: [Int] = []
        private var hasCulprit = false

        init(open: Set<Int>) { self.open = open }

        mutating func hear(_ batch: Batch) {
            guard open.remove(batch.number) != nil else { return }
            let isCulprit = batch.divergent.contains { _, _, runs in
                runs.contains { if case .crashed? = $0.steps.last?.outcome { true } else { false } }
            }
            if isCulprit { hasCulprit = true } else { innocent.append(batch.number) }
        }

        /// When all were heard and none of them was it: all of them, once.
        var conclusion: [Int]? {
            mutating get {
                guard open.isEmpty, !hasCulprit, !innocent.isEmpty else { return nil }
                defer { innocent = [] }
                return innocent
            }
        }
    }

    /// A process died in this batch, and no engine dies of it alone: all that is left are its modules, and they are kept.
    private func keepModules(
        of number: Int, _ death: String, in state: inout CampaignFolder.Checkpoint
    ) throws(PersistenceError) {
        guard let folder = configuration.folder else { return }
        let place = CampaignFolder(folder).file("\(CampaignFolder.deaths)/\(number)")
        try Files.createFolder(place)
        for seed in seeds(of: number) {
            for (position, module) in configuration.source.make(seed).modules.enumerated() {
                try AtomicFile.replace("\(place)/\(seed)-\(position).wasm", with: module)
            }
        }
        state.findings.addDeath(death, seed: configuration.caseSeed(UInt64(number * Self.batchSize)), modules: place)
    }

    /// What is left of a batch that the process dies of whatever is done: its number.
    private func lostBatch(_ number: Int) -> Batch {
        var batch = emptyBatch(number)
        batch.statistics.modules += seeds(of: number).count
        batch.statistics.ignored["process-died"] = seeds(of: number).count
        return batch
    }

    private func emptyBatch(_ number: Int) -> Batch {
        Batch(
            number: number, statistics: CampaignStatistics(configuration.engines.map(\.identity)),
            times: StageTimes(configuration.engines.map(\.identity.name)))
    }

    private func seeds(of number: Int) -> [UInt64] {
        let first = number * Self.batchSize
        let last = min(first + Self.batchSize, configuration.count ?? .max)
        return (first..<max(first, last)).map { configuration.caseSeed(UInt64($0)) }
    }

    private func look(at state: CampaignFolder.Checkpoint, _ times: StageTimes, _ seconds: Double) -> Progress {
        var left = configuration.seconds.map { max(0, $0 - seconds) }
        if let count = configuration.count, state.statistics.modules > 0 {
            let byCount = Double(count - state.statistics.modules) * seconds / Double(state.statistics.modules)
            left = min(left ?? byCount, byCount)
        }
        return Progress(
            statistics: state.statistics, times: times, findings: state.findings.list,
            coverage: state.coverage, seconds: seconds, secondsLeft: left)
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
            times: times, coverage: state.coverage, suppressions: state.findings.suppressions)
    }

    private func runBatch(_ number: Int, on engines: [any Engine], isIsolated: Bool = false) -> Batch {
        var batch = emptyBatch(number)
        batch.isIsolated = isIsolated
        var mark = configuration.clock()
        /// Nanoseconds since the last mark.
        func lap() -> UInt64 {
            let now = configuration.clock()
            defer { mark = now }
            return now &- mark
        }
        // An engine in another process is asked about all of them in one go.
        let seeds = seeds(of: number)
        var tests: [DifferentialCase] = []
        tests.reserveCapacity(seeds.count)
        for seed in seeds {
            let drawn = configuration.source.draw(seed)
            for module in drawn.modules { batch.coverage.insert(module) }
            tests.append(drawn.test)
        }
        batch.times.generating += lap()
        // An engine in another process is asked about all of them in one go.
        let portion = engines.contains { $0.identity.isApart } ? Self.batchSize : Self.portionSize
        for start in stride(from: 0, to: tests.count, by: portion) {
            let cases = start..<min(start + portion, tests.count)
            var answers: [[CaseRun]] = []
            var questions = cases.map { CaseRunner.question(tests[$0], configuration.limits, clock: configuration.clock) }
            for (position, engine) in engines.enumerated() {
                let before = questions.reduce(0) { $0 &+ $1.findings.nanoseconds }
                answers.append(CaseRunner.run(questions, on: engine))
                let shared = questions.reduce(0) { $0 &+ $1.findings.nanoseconds } &- before
                batch.times.receiving += shared
                batch.times.engines[position] += max(lap(), shared) - shared
            }
            for number in cases {
                let runs = answers.map { $0[number - start] }
                let areEqual = CaseRun.areEqual(runs)
                batch.statistics.count(tests[number], runs, areEqual: areEqual)
                if !areEqual, Vote(runs) != nil {
                    batch.statistics.divergences += 1
                    batch.divergent.append((seeds[number], tests[number], runs))
                }
            }
            // To let go of things takes time as well, and it counts where they came from.
            answers = []
            batch.times.comparing += lap()
            questions = []
            batch.times.receiving += lap()
        }
        tests = []
        batch.times.generating += lap()
        return batch
    }
}
