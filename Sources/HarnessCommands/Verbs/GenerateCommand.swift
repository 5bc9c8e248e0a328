import ArgumentParser
import Campaign
import Divergence
import EngineInterface
import GeneratorAssessment
import ModuleGeneration
import Persistence
import WasmBinary
import WasmText

struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Write generated modules.",
        discussion: """
            Module number n of a seed is the module that 'assay fuzz' with that seed runs as its n-th. Files are named \
            by the module's own seed.

            Exit status: 0; 64 for a wrong command line; 74 if a file cannot be written.
            """)

    @OptionGroup var generatorOptions: GeneratorOptions
    @OptionGroup var featureOptions: FeatureOptions

    @Option(help: ArgumentHelp("How many modules.", valueName: "n"))
    var count = 1

    @Option(help: ArgumentHelp("A folder for .wasm files; without it one module is printed as text.", valueName: "folder"))
    var output: String?

    @Flag(help: "Say what was drawn for the module instead of printing it.")
    var explain = false

    @Flag(help: "The seed is the module's own, as records of divergences have it, and not that of a campaign.")
    var exact = false

    @Flag(help: "Modules that are one edit away from valid ones, with a line each for the stage and the rule that reject them.")
    var invalid = false

    func validate() throws {
        if explain, invalid || output != nil { throw ValidationError("--explain stands alone") }
        if exact, invalid || output != nil { throw ValidationError("--exact is for one module that is printed") }
        if count < 1 { throw ValidationError("--count must be at least 1") }
        if count > 1, output == nil, !invalid { throw ValidationError("several modules need --output") }
    }

    func run() async throws {
        let features = try featureOptions.features() ?? GeneratorOptions.defaultFeatures
        let profile = try generatorOptions.profile()
        let source = CaseSource.generated(profile, features: features)
        let campaign = CampaignConfiguration(
            seed: generatorOptions.seed, count: count, seconds: nil, jobs: 1, engines: [], source: source, limits: .init(),
            corpus: nil)
        let generator = ModuleGenerator(features: features, profile: profile)
        let first = exact ? generatorOptions.seed : campaign.caseSeed(0)
        if explain {
            let lines = generator.explanation(seed: first)
            return try Destination.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "-")
        }
        if invalid { return try writeInvalid(generator, seeds: (0..<count).map { campaign.caseSeed(UInt64($0)) }) }
        guard let output else {
            let generated = generator.module(seed: first)
            var text = ""
            for library in generated.libraries { text += library.module.text() + "(register \"\(library.name)\")\n" }
            return try Destination.write(Array((text + generated.module.text()).utf8), to: "-")
        }
        do throws(PersistenceError) {
            try Files.createFolder(output)
            let folder = Folder(output)
            for number in 0..<count {
                let seed = campaign.caseSeed(UInt64(number))
                let test = source.make(seed)
                let name = String(seed, radix: 16)
                for library in test.libraries {
                    try AtomicFile.replace(try folder.path(of: "\(name).\(library.name).wasm"), with: library.module)
                }
                try AtomicFile.replace(try folder.path(of: "\(name).wasm"), with: test.module)
            }
        } catch {
            throw CommandFailure(.unwritableResult, "error: \(error)")
        }
    }

    private func writeInvalid(_ generator: ModuleGenerator, seeds: [UInt64]) throws(CommandFailure) {
        var text = ""
        for seed in seeds {
            let generated = generator.module(seed: seed)
            guard let rejected = RejectedModule(from: generated, seed: seed) else { continue }
            let name = String(seed, radix: 16) + ".wasm"
            text += "\(name) \(rejected.stage.rawValue): \(rejected.rule)\n"
            if let output {
                do throws(PersistenceError) {
                    try Files.createFolder(output)
                    try AtomicFile.replace(try Folder(output).path(of: name), with: rejected.bytes)
                } catch {
                    throw CommandFailure(.unwritableResult, "error: \(error)")
                }
            }
        }
        try Destination.write(Array(text.utf8), to: "-")
    }
}
