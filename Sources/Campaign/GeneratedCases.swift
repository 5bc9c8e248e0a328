package import EngineInterface
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

    /// Every other case is an equivalent mutant of the generated module: what an optimiser makes of it is another matter,
    /// what it does is the same.
    package static func equivalent(_ profile: GeneratorProfile, features: FeatureSet) -> CaseSource {
        let generator = ModuleGenerator(features: features, profile: profile)
        return CaseSource(
            profile: "\(profile.name)+equivalent", generatorVersion: Int(ModuleGeneration.generatorVersion)
        ) { seed in
            let generated = generator.module(seed: seed)
            return DifferentialCase(seed.isMultiple(of: 2) ? generated : Equivalence.mutant(of: generated, seed: seed).module)
        }
    }

    /// Every other case is a mutant of one that reached something first; see ``FeedbackCorpus``.
    ///
    /// - Parameter count: cases that the corpus is made of.
    package static func withFeedback(
        _ profile: GeneratorProfile, features: FeatureSet, count: Int, on engine: any Engine, limits: ExecutionLimits,
        seed: (Int) -> UInt64
    ) -> CaseSource {
        var corpus = FeedbackCorpus(ModuleGenerator(features: features, profile: profile))
        corpus.grow(by: count, on: engine, limits: limits, seed: seed)
        let grown = corpus
        return CaseSource(
            profile: "\(profile.name)+feedback\(count)", generatorVersion: Int(ModuleGeneration.generatorVersion)
        ) { seed in
            DifferentialCase(grown.module(seed: seed))
        }
    }
}
