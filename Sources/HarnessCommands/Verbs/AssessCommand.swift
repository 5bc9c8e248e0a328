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

            Module number n of a seed is the module that 'assay fuzz' with that seed runs as its n-th. Without --features \
            modules may use everything but legacy-exceptions.

            With --validity it only counts which modules are valid, which is fast enough for a million; with --engine that \
            engine is asked too, so that the validator is not its own judge. With --report every profile is measured, over a \
            thousand modules and over --count, and the figures are written as a page; what stands in the file behind a line \
            "\(AssessmentPage.handMark)" stays.

            Exit status: 0; 1 if a module is not valid, or the engine does not take it; 64 for a wrong command line; 74 if a result cannot be written.
            """)

    @OptionGroup var featureOptions: FeatureOptions
    @OptionGroup var generatorOptions: GeneratorOptions
    @OptionGroup var runOptions: RunOptions

    @Option(help: ArgumentHelp("How many modules.", valueName: "n"))
    var count = 1000

    @Option(help: ArgumentHelp("How many faults to inject.", valueName: "n"))
    var faults = 1500

    @Flag(help: "Only count which modules are valid.")
    var validity = false

    @Option(help: ArgumentHelp("With --validity: also ask this engine whether it takes each module.", valueName: "name"))
    var engine: String?

    @Option(help: ArgumentHelp("Measure every profile and write the figures to this file, as Markdown.", valueName: "file"))
    var report: String?

    func validate() throws {
        if engine != nil, !validity { throw ValidationError("--engine needs --validity") }
        if report != nil, validity || runOptions.json != nil { throw ValidationError("--report stands alone") }
        if count < 1 { throw ValidationError("--count must be at least 1") }
        if faults < 0 { throw ValidationError("--faults must not be negative") }
    }

    func run() async throws {
        if let path = report { return try await writeReport(to: path) }
        let profile = try generatorOptions.profile()
        if validity { return try await countValid(profile) }
        let report = try await measured(profile, count: count)
        if let json = runOptions.json { try Destination.write(report.json.pretty, to: json) }
        if !runOptions.quiet, runOptions.json != "-" {
            try Destination.write(Array(AssessmentText.table(of: report).utf8), to: "-")
        }
        if report.valid < report.modules { throw CommandFailure(.failed) }
    }

    private func measured(_ profile: GeneratorProfile, count: Int) async throws -> AssessmentReport {
        let assessment = Assessment(
            generator: try generator(profile), engine: try EngineRegistry.engine(named: "interpreter"),
            limits: FuzzCommand.limits(runOptions), count: count, faults: faults, jobs: runOptions.jobCount,
            seed: try seeds(profile))
        let line = Mutex(ProgressLine(isQuiet: runOptions.quiet))
        let report = await assessment.report { modules, faults in
            line.withLock { $0.update { "assess \(profile.name): \(modules) of \(count) modules, \(faults) faults" } }
        }
        line.withLock { $0.clear() }
        return report
    }

    private func generator(_ profile: GeneratorProfile) throws -> ModuleGenerator {
        ModuleGenerator(features: try featureOptions.features() ?? GeneratorOptions.defaultFeatures, profile: profile)
    }

    /// The seeds of the campaign that 'fuzz' would run.
    private func seeds(_ profile: GeneratorProfile) throws -> @Sendable (Int) -> UInt64 {
        let campaign = CampaignConfiguration(
            seed: generatorOptions.seed, count: count, seconds: nil, jobs: 1, engines: [],
            source: .generated(profile, features: try generator(profile).features), limits: .init(), corpus: nil)
        return { campaign.caseSeed(UInt64($0)) }
    }

    /// Modules over which a report measures first: within so many every opcode comes up.
    private static let smallCount = 1000

    private func writeReport(to path: String) async throws {
        var tables: [[AssessmentReport]] = []
        for count in Set([min(count, Self.smallCount), count]).sorted() {
            var reports: [AssessmentReport] = []
            for profile in GeneratorProfile.all { reports.append(try await measured(profile, count: count)) }
            tables.append(reports)
        }
        let name = path.split(separator: "/").suffix(2).joined(separator: "/")
        let command = "assay assess --report \(name) --count \(count) --faults \(faults)"
        let before = (try? Files.read(path, limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
        try Destination.write(Array(AssessmentPage.text(of: tables, command: command, keeping: before).utf8), to: path)
        if tables.joined().contains(where: { $0.valid < $0.modules }) { throw CommandFailure(.failed) }
    }

    private func countValid(_ profile: GeneratorProfile) async throws {
        let judge = try engine.map { name throws(CommandFailure) in try EngineRegistry.engine(named: name) }
        let check = ValidityCheck(
            generator: try generator(profile), count: count, jobs: runOptions.jobCount, engine: judge,
            limits: FuzzCommand.limits(runOptions), seed: try seeds(profile))
        let line = Mutex(ProgressLine(isQuiet: runOptions.quiet))
        let result = await check.result { so in
            line.withLock { $0.update { "validity: \(so.cases) cases, \(so.modules) modules, \(so.valid) valid" } }
        }
        line.withLock { $0.clear() }
        if let json = runOptions.json { try Destination.write(AssessmentText.json(of: result, profile, judge).pretty, to: json) }
        if !runOptions.quiet, runOptions.json != "-" {
            try Destination.write(Array(AssessmentText.validity(of: result, judge?.identity.name).utf8), to: "-")
        }
        let isRefused = judge != nil && result.accepted + result.unsupported < result.modules
        if result.valid < result.modules || isRefused { throw CommandFailure(.failed) }
    }
}
