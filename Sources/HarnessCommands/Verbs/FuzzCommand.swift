import ArgumentParser
import Campaign
import Divergence
import EngineInterface
import Foundation
import OptimizingAOT
import Persistence
import Synchronization
import Triage

/// `assay fuzz`: a campaign, and what is done with campaigns.
struct FuzzCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Run generated modules on all chosen engines side by side and record every divergence.",
        discussion: discussion,
        subcommands: [FuzzRunCommand.self, FuzzMergeCommand.self, FuzzCurveCommand.self],
        defaultSubcommand: FuzzRunCommand.self)

    static let discussion = """
        What is run follows from the seed alone: the same seed gives the same modules, calls and findings on every \
        machine and for any number of jobs. After every call results, traps, memories, globals, tables and calls of \
        the host are compared.

        The campaign runs in a process of its own. When an engine takes that with it, another one goes on, and runs what \
        was in flight with every engine in a process of its own: the crash becomes a finding like any other.

        A divergence that shows three times more, each time in new processes, and that the specification does not allow, is shrunk and kept as a \
        bucket: its record, its module, a report, and a script whose assertions hold on a correct engine. With \
        --campaign \
        everything stands in a folder; one that was killed goes on with --resume and loses at most the last second.

        Exit status: 0 if the engines agree; 1 if a divergence was found; 64 for a wrong command line, or a folder \
        that \
        holds another campaign; 69 if an engine cannot run here; 74 if a result cannot be written; 130 after Ctrl-C, \
        with \
        the results so far written.
        """

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

    /// An engine whose relaxed operations are wrong by themselves would fill a campaign with that.
    /// - Throws: ``CommandFailure`` with status 69.
    static func holdToTheirChoices(_ engines: [any Engine]) throws(CommandFailure) {
        for engine in engines {
            let faults = RelaxedChoice.faults(of: engine, limits: bounds)
            guard faults.isEmpty else {
                throw CommandFailure(
                    .engineUnavailable,
                    "error: the engine '\(engine.identity.name)' fails its self-test: "
                        + faults.joined(separator: "; "))
            }
        }
    }

    /// Configurations of our own engines that leave a part of them out: what is gone in one of them sits in that part.
    static let variants: @Sendable (String) -> [any Engine] = { name in
        guard name == "aot" else { return [] }
        return AOTTier.tierNames.filter { $0 == "O0" || $0.hasPrefix("no-") }
            .compactMap { try? EngineRegistry.engine(named: "aot:" + $0) }
    }

    /// Runs a campaign with a view of it, until its end or the first Ctrl-C.
    static func report(
        of configuration: CampaignConfiguration, isQuiet: Bool
    ) async throws(CommandFailure) -> (campaign: CampaignReport, wasInterrupted: Bool) {
        let stop = StopRequest()
        let interruption = Interruption { stop.make() }
        defer { withExtendedLifetime(interruption) {} }
        let view = Mutex(CampaignView(isQuiet: isQuiet))
        do throws(PersistenceError) {
            let report = try await CampaignRun(configuration).run(shouldStop: { stop.wasMade }) { progress in
                view.withLock { $0.update(progress) }
            }
            view.withLock { $0.clear() }
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

struct FuzzMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Bring the shards of a campaign together.",
        discussion: """
            FOLDERs are campaigns, or folders that campaigns were merged into. Their buckets and counts are brought \
            together in \
            --into. The order does not matter, and merging a folder again changes nothing.

            Exit status: 0; 66 if a folder holds no campaign; 74 if the result cannot be written.
            """)

    @Argument(help: ArgumentHelp("Campaigns.", valueName: "folder"))
    var folders: [String]

    @Option(help: ArgumentHelp("The folder of the whole.", valueName: "folder"))
    var into: String

    @Option(help: ArgumentHelp("Write the counts as JSON to this file; '-' is standard output.", valueName: "file"))
    var json: String?

    func run() async throws {
        for folder in folders {
            let isCampaign = [CampaignFolder.describing, "parts"].contains { Files.exists(folder + "/" + $0) }
            guard isCampaign else { throw CommandFailure(.unreadableInput, "error: \(folder) holds no campaign") }
        }
        let merged = try writing { () throws(PersistenceError) in try CampaignFolder(into).merge(folders) }
        guard let statistics = merged.statistics else { return }
        let report = CampaignReport(
            seed: 0, statistics: statistics, findings: merged.findings, seconds: merged.seconds,
            times: StageTimes(statistics.engines.map(\.name)))
        if let json { try Destination.write(report.json.pretty, to: json) }
        guard json != "-" else { return }
        try StandardOutput.write("\(merged.parts) parts\n" + CampaignText.summary(of: report))
    }
}
