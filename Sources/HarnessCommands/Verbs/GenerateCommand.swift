import ArgumentParser
import Campaign
import Divergence
import EngineInterface
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

    func validate() throws {
        if count < 1 { throw ValidationError("--count must be at least 1") }
        if count > 1, output == nil { throw ValidationError("several modules need --output") }
    }

    func run() async throws {
        let features = try featureOptions.features() ?? GeneratorOptions.defaultFeatures
        let profile = try generatorOptions.profile()
        let source = CaseSource.generated(profile, features: features)
        let campaign = CampaignConfiguration(
            seed: generatorOptions.seed, count: count, seconds: nil, jobs: 1, engines: [], source: source, limits: .init(),
            corpus: nil)
        guard let output else {
            let generated = ModuleGenerator(features: features, profile: profile).module(seed: campaign.caseSeed(0))
            return try Destination.write(Array(generated.module.text().utf8), to: "-")
        }
        do throws(PersistenceError) {
            try Files.createFolder(output)
            let folder = Folder(output)
            for number in 0..<count {
                let seed = campaign.caseSeed(UInt64(number))
                try AtomicFile.replace(try folder.path(of: "\(String(seed, radix: 16)).wasm"), with: source.make(seed).module)
            }
        } catch {
            throw CommandFailure(.unwritableResult, "error: \(error)")
        }
    }
}
