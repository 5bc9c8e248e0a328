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

    /// The features that modules may use if the command line does not say: all but those that standards have left
    /// behind. Each module draws its own part of them.
    static let defaultFeatures = FeatureSet.all.subtracting(FeatureSet(rawValue: 1 << UInt32(Feature.legacyExceptions.rawValue)))
}
