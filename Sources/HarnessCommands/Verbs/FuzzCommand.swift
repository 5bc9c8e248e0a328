import ArgumentParser
import Campaign
import EngineInterface
import Foundation
import Persistence
import Synchronization

struct FuzzCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Run generated modules on all chosen engines side by side and record every divergence.",
        discussion: """
            What is run follows from the seed alone: the same seed gives the same modules, calls and findings on every \
            machine and for any number of jobs. After every call results, traps, memories, globals, tables and calls of \
            the host are compared.

            A divergence is shrunk and kept as a bucket of the corpus: its record, its module, and a script whose \
            assertions hold on a correct engine.

            Exit status: 0 if the engines agree; 1 if a divergence was found; 64 for a wrong command line; 69 if an \
            engine cannot run here; 74 if a result cannot be written; 130 after Ctrl-C, with the results so far written.
            """)

    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var featureOptions: FeatureOptions
    @OptionGroup var generatorOptions: GeneratorOptions
    @OptionGroup var runOptions: RunOptions

    @Option(help: ArgumentHelp("Modules to run (default: 1000, or no bound with --time).", valueName: "n"))
    var count: Int?

    @Option(help: ArgumentHelp("Seconds after which no further module is begun.", valueName: "s"))
    var time: Double?

    @Option(help: ArgumentHelp("Run one part of the campaign, such as 2/4; every part has seeds of its own.", valueName: "i/n"))
    var shard: String?

    @Option(help: ArgumentHelp("Where buckets are written.", valueName: "folder"))
    var corpus = Corpus.defaultPath

    @Flag(inversion: .prefixedNo, help: "Shrink what is found.")
    var reduce = true

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count must be at least 1") }
        if let time, !(time > 0 && time < 1e9) { throw ValidationError("--time must be a positive number of seconds") }
        if let shard, Self.shard(shard) == nil { throw ValidationError("--shard must be i/n with 1 ≤ i ≤ n, such as 2/4") }
    }

    func run() async throws {
        let engines = try engineOptions.engines(default: EngineRegistry.available().map(\.identity.name))
        guard engines.count > 1 else { throw CommandFailure(.usage, "error: 'fuzz' compares engines: name at least two") }
        let features = try featureOptions.features() ?? GeneratorOptions.defaultFeatures
        let configuration = CampaignConfiguration(
            seed: generatorOptions.seed, count: count ?? (time == nil ? 1000 : nil), seconds: time, jobs: runOptions.jobCount,
            engines: engines, source: .generated(try generatorOptions.profile(), features: features),
            limits: Self.limits(runOptions), corpus: corpus, reduces: reduce, shard: shard.flatMap(Self.shard) ?? (0, 1))
        let report = try await Self.report(of: configuration, isQuiet: runOptions.quiet)
        try Self.write(report.campaign, runOptions)
        if report.wasInterrupted { throw CommandFailure(.interrupted) }
        if report.campaign.statistics.divergences > 0 { throw CommandFailure(.failed) }
    }

    static func shard(_ text: String) -> (number: UInt64, of: UInt64)? {
        let parts = text.split(separator: "/").compactMap { UInt64($0) }
        guard parts.count == 2, parts[0] >= 1, parts[0] <= parts[1] else { return nil }
        return (parts[0] - 1, parts[1])
    }

    /// Bounds that a generated module stays below by construction; who meets them is a finding of its own kind.
    static func limits(_ options: RunOptions) -> ExecutionLimits {
        var limits = bounds
        limits.nanoseconds = options.limits(timeout: 5).nanoseconds
        return limits
    }

    static var bounds: ExecutionLimits {
        var limits = ExecutionLimits(nanoseconds: 5_000_000_000)
        limits.memoryBytes = 64 << 20
        limits.tableElements = 1 << 16
        limits.heapBytes = 16 << 20
        limits.callDepth = 2000
        return limits
    }

    /// Runs a campaign with a progress line, until its end or the first Ctrl-C.
    static func report(
        of configuration: CampaignConfiguration, isQuiet: Bool
    ) async throws(CommandFailure) -> (campaign: CampaignReport, wasInterrupted: Bool) {
        let stop = StopRequest()
        let interruption = Interruption { stop.make() }
        defer { withExtendedLifetime(interruption) {} }
        let line = Mutex(ProgressLine(isQuiet: isQuiet))
        do throws(PersistenceError) {
            let report = try await CampaignRun(configuration).run(shouldStop: { stop.wasMade }) { progress in
                line.withLock { line in
                    line.update {
                        let rate = progress.seconds > 0 ? Double(progress.modules) / progress.seconds : 0
                        return "fuzz: \(progress.modules) modules, \(progress.calls) calls, \(Int(rate)) modules/s, "
                            + "\(progress.buckets) buckets"
                    }
                }
            }
            line.withLock { $0.clear() }
            return (report, stop.wasMade)
        } catch {
            throw CommandFailure(.unwritableResult, "error: \(error)")
        }
    }

    static func write(_ report: CampaignReport, _ options: RunOptions) throws(CommandFailure) {
        if let json = options.json { try Destination.write(report.json.pretty, to: json) }
        guard !options.quiet, options.json != "-" else { return }
        try Destination.write(Array(CampaignText.summary(of: report).utf8), to: "-")
    }
}
