import Divergence
import GeneratorAssessment
package import ModuleGeneration
package import WasmModel

extension CaseSource {
    /// Cases from the generator: every seed is a module with its script of calls.
    package static func generated(_ profile: GeneratorProfile, features: FeatureSet) -> CaseSource {
        let generator = ModuleGenerator(features: features, profile: profile)
        var source = CaseSource(
            profile: profile.name, generatorVersion: Int(ModuleGeneration.generatorVersion)
        ) { seed in DifferentialCase(generator.module(seed: seed)) }
        source.features = features.features.map(\.name).joined(separator: ",")
        return source
    }
}
