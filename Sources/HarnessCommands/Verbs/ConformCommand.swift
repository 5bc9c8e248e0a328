import ArgumentParser
import Conformance
import EngineInterface
import Foundation
import Reporting

struct ConformCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conform",
        abstract: "Run WAST scripts on engines and judge every command by the specification.",
        discussion: """
            PATHs are scripts, or folders that are searched for scripts. Without PATH the suites that 'assay spec list' \
            finds are run. The folder of a script says which features it needs: the core language, or the proposal \
            after which the folder is named.

            Every command counts once per engine, as passed, failed or skipped. A failure that the ledger of expected \
            failures names still counts as failed, and is counted again as expected.

            Exit status: 0 if everything passed, was skipped, or failed as expected; 1 otherwise; 64 for a wrong command \
            line; 66 if a script cannot be read; 69 if an engine cannot run here; 74 if a result cannot be written.
            """)

    @Argument(help: ArgumentHelp("Scripts and folders.", valueName: "path"))
    var paths: [String] = []

    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var featureOptions: FeatureOptions
    @OptionGroup var runOptions: RunOptions

    @Flag(help: "Test the judge: ask it again about every passed assertion, with expectations that are wrong.")
    var falsify = false

    @Option(help: ArgumentHelp("The ledger of expected failures.", valueName: "file"))
    var expectations: String?

    @Flag(help: "Write the failures of this run into the ledger instead of judging by it.")
    var updateExpectations = false

    @Option(help: ArgumentHelp("Run one part of the scripts, such as 2/4.", valueName: "i/n"))
    var shard: String?

    @Flag(help: "The paths are JSON results of shards: merge them, and judge the whole.")
    var merge = false

    @Option(
        help: ArgumentHelp("Write the results as JUnit XML to this file; '-' is standard output.", valueName: "file"))
    var junit: String?

    @Option(help: "What a test case of the JUnit XML is: \(JUnitPage.Granularity.names).")
    var junitGranularity = JUnitPage.Granularity.command

    func validate() throws {
        if updateExpectations, expectations == nil {
            throw ValidationError("--update-expectations needs --expectations")
        }
        if merge, paths.isEmpty { throw ValidationError("--merge needs the JSON results of shards") }
        if let shard, Shard(shard) == nil { throw ValidationError("--shard must be i/n with 1 ≤ i ≤ n, such as 2/4") }
    }

    func run() async throws {
        let output = ConformanceOutput(
            json: runOptions.json, junit: junit, junitGranularity: junitGranularity, isQuiet: runOptions.quiet)
        if merge { return try output.merge(paths) }
        let engines = try engineOptions.engines(default: EngineRegistry.available().map(\.identity.name))
        let features = try featureOptions.features()
        let ledger = try ConformanceLedger(at: expectations, updates: updateExpectations)
        let suites = try paths.isEmpty ? KnownSuites.scripts() : Self.scripts(at: paths)
        let part = shard.flatMap { Shard($0) } ?? .whole

        var campaign = ConformanceCampaign(engines: engines, scripts: suites, shard: part)
        campaign.features = features
        campaign.limits = runOptions.limits(timeout: 10)
        campaign.falsifies = falsify
        campaign.jobs = runOptions.jobCount
        let outcome = campaign.run(isQuiet: runOptions.quiet)

        let result = try ledger.judged(
            outcome.files, engines: engines, scripts: suites, shard: part, isWhole: !outcome.wasInterrupted)
        try output.write(result)
        for error in outcome.unreadable { StandardError.write("\(error)\n") }
        if outcome.wasInterrupted {
            throw CommandFailure(.interrupted, "interrupted: \(outcome.unfinished) scripts were not run to their end")
        }
        if !outcome.unreadable.isEmpty { throw CommandFailure(.unreadableInput) }
        if !result.isAsExpected { throw CommandFailure(.failed) }
    }

    static func scripts(at paths: [String]) throws(CommandFailure) -> [SuiteFile] {
        do throws(InputError) {
            return try SuiteFile.all(at: paths)
        } catch {
            throw CommandFailure(.unreadableInput, "\(error)")
        }
    }
}
