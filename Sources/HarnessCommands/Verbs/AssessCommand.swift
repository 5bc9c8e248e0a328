import ArgumentParser
import Campaign
import EngineInterface
import GeneratorAssessment
import ModuleGeneration
import Persistence
import Synchronization
import WasmModel

struct AssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Measure the generator: reach, variety, observability.",
        discussion: """
            Generates modules, runs them on the interpreter with a probe before every stretch of code, and counts what is \
            valid, what returns, which instructions run, and which operations feed which. Then it puts faults into \
            executed operations, one at a time, and counts how many of them change anything that can be observed.

            Module number n of a seed is the module that 'assay fuzz' with that seed runs as its n-th.

            Exit status: 0; 1 if a module is not valid; 64 for a wrong command line; 74 if a result cannot be written.
            """)

    @OptionGroup var featureOptions: FeatureOptions
    @OptionGroup var generatorOptions: GeneratorOptions
    @OptionGroup var runOptions: RunOptions

    @Option(help: ArgumentHelp("How many modules.", valueName: "n"))
    var count = 1000

    @Option(help: ArgumentHelp("How many faults to inject.", valueName: "n"))
    var faults = 1500

    func validate() throws {
        if count < 1 { throw ValidationError("--count must be at least 1") }
        if faults < 0 { throw ValidationError("--faults must not be negative") }
    }

    func run() async throws {
        let features = try featureOptions.features() ?? GeneratorOptions.defaultFeatures
        let profile = try generatorOptions.profile()
        let campaign = CampaignConfiguration(
            seed: generatorOptions.seed, count: count, seconds: nil, jobs: 1, engines: [],
            source: .generated(profile, features: features), limits: .init(), corpus: nil)
        let assessment = Assessment(
            generator: ModuleGenerator(features: features, profile: profile), engine: try EngineRegistry.engine(named: "interpreter"),
            limits: FuzzCommand.limits(runOptions), count: count, faults: faults, jobs: runOptions.jobCount,
            seed: { campaign.caseSeed(UInt64($0)) })
        let line = Mutex(ProgressLine(isQuiet: runOptions.quiet))
        let report = await assessment.report { modules, faults in
            line.withLock { $0.update { "assess: \(modules) modules, \(faults) faults" } }
        }
        line.withLock { $0.clear() }
        if let json = runOptions.json { try Destination.write(report.json.pretty, to: json) }
        if !runOptions.quiet, runOptions.json != "-" {
            try Destination.write(Array(AssessmentText.table(of: report).utf8), to: "-")
        }
        if report.valid < report.modules { throw CommandFailure(.failed) }
    }
}
