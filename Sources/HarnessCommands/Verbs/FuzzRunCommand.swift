import ArgumentParser
import Campaign
import EngineInterface
import Foundation
import GeneratorAssessment
import OptimizingAOT
import Persistence
import Triage
import WasmModel

struct FuzzRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a campaign; what 'assay fuzz' does without a verb behind it.",
        discussion: FuzzCommand.discussion)

    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var featureOptions: FeatureOptions
    @OptionGroup var generatorOptions: GeneratorOptions
    @OptionGroup var runOptions: RunOptions

    @Option(help: ArgumentHelp("Modules to run (default: 1000, or no bound with --time).", valueName: "n"))
    var count: Int?

    @Option(help: ArgumentHelp("Seconds after which no further module is begun.", valueName: "s"))
    var time: Double?

    @Option(
        help: ArgumentHelp(
            "Run one part of the campaign, such as 2/4; every part has seeds of its own.", valueName: "i/n"))
    var shard: String?

    @Option(
        help: ArgumentHelp(
            "Keep the campaign in this folder: its findings, its journal and its curve.", valueName: "folder"))
    var campaign: String?

    @Flag(help: "Go on with the campaign in the folder, where it stopped or was killed.")
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Where buckets are written (default: 'corpus', or 'buckets' in the campaign).", valueName: "folder"))
    var corpus: String?

    @Option(
        help: ArgumentHelp(
            "First run this many modules on the interpreter and keep those that reach something new; every other case of the "
                + "campaign is then a mutant of one of them.", valueName: "n"))
    var feedback: Int?

    @Flag(help: ArgumentHelp(
        "Beside every engine, the engine itself on an equivalent form of each module, which must do the same: one engine is then "
            + "enough."))
    var equivalent = false

    @Flag(help: "Make every eighth module one edit away from valid: all engines must reject it, at the same stage.")
    var rejected = false

    @Flag(inversion: .prefixedNo, help: "Shrink what is found.")
    var reduce = true

    @Flag(help: .hidden)
    var supervised = false

    @Option(help: .hidden)
    var afterDeath: String?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count must be at least 1") }
        if let time, !(time > 0 && time < 1e9) { throw ValidationError("--time must be a positive number of seconds") }
        if let feedback, feedback < 1 { throw ValidationError("--feedback must be at least 1") }
        if let shard, FuzzCommand.shard(shard) == nil {
            throw ValidationError("--shard must be i/n with 1 ≤ i ≤ n, such as 2/4")
        }
        if resume, campaign == nil { throw ValidationError("--resume needs --campaign") }
    }

    /// Where the cases come from. The corpus of a campaign with feedback is made by the interpreter, before all else.
    private func source(_ features: FeatureSet) throws -> CaseSource {
        let profile = try generatorOptions.profile()
        guard let feedback, feedback > 0 else {
            return .generated(profile, features: features, rejected: rejected)
        }
        let seed = generatorOptions.seed
        return .withFeedback(
            profile, features: features, rejected: rejected, count: feedback, on: try EngineRegistry.engine(named: "interpreter"),
            limits: FuzzCommand.limits(runOptions)
        ) { number in
            CampaignConfiguration.seed(campaign: seed, shard: .max, number: UInt64(number))
        }
    }

    func run() async throws {
        if !supervised { return try Supervision(arguments: AssayCommand.arguments, folder: campaign, corpus: corpus).run() }
        try await runCampaign()
    }

    private func runCampaign() async throws {
        var names = engineOptions.list
        if names.isEmpty { names = EngineRegistry.available().map(\.identity.name) }
        var engines = try engineOptions.engines(default: names)
        names = names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        if equivalent {
            engines += engines.map(EquivalentEngine.init)
            names += names.map { EquivalentEngine.prefix + $0 }
        }
        guard engines.count > 1 else {
            throw CommandFailure(.usage, "error: 'fuzz' compares engines: name at least two, or one with --equivalent")
        }
        let features = try featureOptions.features() ?? GeneratorOptions.defaultFeatures
        if features.contains(.relaxedSIMD) { try FuzzCommand.holdToTheirChoices(engines) }
        let corpus = corpus ?? campaign.map { $0 + "/" + CampaignFolder.buckets } ?? Corpus.defaultPath
        var configuration = CampaignConfiguration(
            seed: generatorOptions.seed, count: count ?? (time == nil ? 1000 : nil), seconds: time,
            jobs: runOptions.jobCount,
            engines: engines, source: try source(features),
            limits: FuzzCommand.limits(runOptions), corpus: corpus, reduces: reduce,
            shard: shard.flatMap(FuzzCommand.shard) ?? (0, 1))
        configuration.folder = campaign
        configuration.resumes = resume
        configuration.variants = FuzzCommand.variants
        let isolation = EngineIsolation(names, engines)
        configuration.isolated = { isolation.engines() }
        configuration.death = afterDeath
        do throws(Bucket.Failure) {
            configuration.suppressions = try SuppressionList(readingFrom: corpus)
        } catch {
            throw CommandFailure(.unreadableInput, "error: \(error)")
        }
        if let campaign, let mismatch = CampaignFolder(campaign).mismatch(with: configuration) {
            throw CommandFailure(.usage, "error: \(mismatch)")
        }
        let report = try await FuzzCommand.report(of: configuration, isQuiet: runOptions.quiet)
        if report.campaign.suppressions != configuration.suppressions {
            try writing { () throws(PersistenceError) in try report.campaign.suppressions.write(to: corpus) }
        }
        try FuzzCommand.write(report.campaign, runOptions)
        if report.wasInterrupted { throw CommandFailure(.interrupted) }
        if !report.campaign.reported.isEmpty { throw CommandFailure(.failed) }
    }
}
