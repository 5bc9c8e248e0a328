import ArgumentParser
import GeneratorAssessment
import ModuleGeneration
import Persistence
import WasmModel

/// Options of verbs that generate modules.
struct GeneratorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The 64-bit seed that everything follows from.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(
        name: .customLong("profile"),
        help: ArgumentHelp(
            "What the modules look like (without --features they may use everything but legacy-exceptions): \(GeneratorProfile.all.map(\.name).joined(separator: ", ")); or a JSON file such as "
                + #"{"base": "gc", "statements": [2, 4], "features.simd": 0}."#, valueName: "name"))
    var profileName = GeneratorProfile.default.name

    /// - Throws: ``CommandFailure`` with status 64, or 66 for a file that is no profile.
    func profile() throws(CommandFailure) -> GeneratorProfile {
        if profileName.hasSuffix(".json") {
            let json = try JSONDocument.read(profileName)
            do throws(ProfileError) {
                return try GeneratorProfile(json)
            } catch {
                throw CommandFailure(.unreadableInput, "\(profileName): error: \(error)")
            }
        }
        guard let profile = GeneratorProfile.named(profileName) else {
            let known = GeneratorProfile.all.map(\.name).joined(separator: ", ")
            throw CommandFailure(.usage, "error: unknown profile '\(profileName)'; known profiles: \(known)")
        }
        return profile
    }

    /// The features that modules may use if the command line does not say: so a profile gives what it is for without
    /// more words. Each module draws its own part of them.
    static let defaultFeatures = ModuleGenerator.defaultFeatures
}
