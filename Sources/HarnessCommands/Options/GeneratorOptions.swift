import ArgumentParser
import ModuleGeneration
import WasmModel

/// Options of verbs that generate modules.
struct GeneratorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The 64-bit seed that everything follows from.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(
        name: .customLong("profile"),
        help: ArgumentHelp("What the modules look like: \(GeneratorProfile.all.map(\.name).joined(separator: ", ")).", valueName: "name"))
    var profileName = GeneratorProfile.default.name

    /// - Throws: ``CommandFailure`` with status 64.
    func profile() throws(CommandFailure) -> GeneratorProfile {
        guard let profile = GeneratorProfile.named(profileName) else {
            let known = GeneratorProfile.all.map(\.name).joined(separator: ", ")
            throw CommandFailure(.usage, "error: unknown profile '\(profileName)'; known profiles: \(known)")
        }
        return profile
    }

    /// The features that modules use if the command line does not say: those that the first form of every built-in
    /// compiler has.
    static let defaultFeatures = FeatureSet([.signExtension, .saturatingConversion, .multiValue, .bulkMemory])
}
