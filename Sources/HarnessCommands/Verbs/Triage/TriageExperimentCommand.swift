import ArgumentParser
import Campaign
import EngineInterface
import ModuleGeneration
import Persistence
import Triage
import WasmModel

struct TriageExperimentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiment",
        abstract: "Measure detection, reduction and naming with engines that are wrong on purpose.",
        discussion: """
            Each fault of a fixed set, one at a time, is put into a third engine beside two that are right: an operation \
            exchanged for its neighbour, a wrong immediate, an optimisation that is wrong for constants only, a valid module \
            rejected, a crash. What generated modules find of it is reduced and named. The table says for each fault how many \
            modules that could show it were run until the first did, the names of its findings, the bytes of each beyond the \
            8 bytes of the header, and how often each reduction asked.

            Exit status: 0; 69 if an engine cannot run here; 74 if the result cannot be written.
            """)

    @Option(help: ArgumentHelp("Modules to try.", valueName: "n"))
    var count = 3000

    @Option(help: ArgumentHelp("Findings of each fault to reduce.", valueName: "n"))
    var findings = 3

    @Option(help: ArgumentHelp("The seed of the modules.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Only faults whose name or family holds this.", valueName: "text"))
    var fault: String?

    @Option(
        name: .customLong("profile"),
        help: ArgumentHelp("Profiles of the generator, separated by commas.", valueName: "names"))
    var profiles = "default,small,memory,control,numeric,simd"

    @Option(help: ArgumentHelp("Write each finding as a bucket of this corpus.", valueName: "folder"))
    var keep: String?

    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var featureOptions: FeatureOptions

    @Option(help: ArgumentHelp("Write the result as JSON to this file; '-' is standard output.", valueName: "file"))
    var json: String?

    func run() async throws {
        let engines = try engineOptions.engines(default: ["interpreter", "jit"])
        guard engines.count > 1 else {
            throw CommandFailure(.usage, "error: the vote needs two engines that are right")
        }
        let features = try featureOptions.features() ?? .wasm3
        var sources: [CaseSource] = []
        for name in profiles.split(separator: ",").map(String.init) {
            guard let profile = GeneratorProfile.named(name) else {
                throw CommandFailure(.usage, "error: unknown profile '\(name)'")
            }
            sources.append(.generated(profile, features: features))
        }
        guard !sources.isEmpty else { throw CommandFailure(.usage, "error: --profile names no profile") }
        let faults = InjectedFault.catalogue.filter { item in
            fault.map { item.name.contains($0) || item.family.rawValue == $0 } ?? true
        }
        let experiment = ReductionExperiment(
            faults: faults, engines: engines, sources: sources, limits: FuzzCommand.bounds, modules: count,
            findings: findings, seed: seed)
        let isQuiet = json == "-"
        if !isQuiet {
            try StandardOutput.write(
                "fault".padded(28) + "family".padded(13) + "after".padded(7) + "bytes".padded(16) + "runs".padded(20)
                    + "names\n")
        }
        let writer = keep.map { BucketWriter(corpus: $0) }
        var unwritten: PersistenceError?
        func report(_ row: ReductionExperiment.Row) {
            guard !isQuiet else { return }
            var counts: [(name: String, count: Int)] = []
            for name in row.signatures {
                if let index = counts.firstIndex(where: { $0.name == name }) {
                    counts[index].count += 1
                } else {
                    counts.append((name, 1))
                }
            }
            let line =
                row.fault.name.padded(28) + row.fault.family.rawValue.padded(13)
                + (row.modulesUntilFound.map { "\($0)" } ?? "never").padded(7)
                + row.bytes.map { "\($0)" }.joined(separator: " ").padded(16)
                + row.questions.map { "\($0)" }.joined(separator: " ").padded(20)
                + counts.map { "\($0.count) × \($0.name)" }.joined(separator: ", ")
            _ = StandardOutput.tryWrite(line + "\n")
        }
        let outcome = experiment.run(report: report) { record in
            do throws(PersistenceError) {
                try writer?.write(record)
            } catch {
                unwritten = error
            }
        }
        if let unwritten { throw CommandFailure(.unwritableResult, "error: \(unwritten)") }
        if let json { try Destination.write(outcome.json.pretty, to: json) }
        guard !isQuiet else { return }
        func percent(_ share: Double) -> String { Decimals.text(100 * share, places: 1) + " %" }
        try StandardOutput.write(
            """

            faults                     \(outcome.rows.count)
            detected                   \(outcome.detected.count)
            one fault, one bucket      \(percent(outcome.oneBucketShare)) of the faults found more than once
            findings in main bucket    \(percent(outcome.mainBucketShare))
            two faults, one bucket     \(percent(outcome.sharedBucketShare)) of the faults found
            median bytes beyond header \(outcome.medianBytes)
            median predicate runs      \(outcome.medianQuestions)

            """)
    }
}
