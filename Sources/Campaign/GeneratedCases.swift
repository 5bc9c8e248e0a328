import Divergence
package import EngineInterface
import GeneratorAssessment
package import ModuleGeneration
package import WasmModel

extension CaseSource {
    /// Cases from the generator: every seed is a module with its script of calls.
    package static func generated(_ profile: GeneratorProfile, features: FeatureSet) -> CaseSource {
        let generator = ModuleGenerator(features: features, profile: profile)
        return source(named: profile.name, generator) { seed in generator.module(seed: seed) }
    }

    /// Every other case is a mutant of one that reached something first; see ``FeedbackCorpus``.
    ///
    /// - Parameter count: cases that the corpus is made of.
    package static func withFeedback(
        _ profile: GeneratorProfile, features: FeatureSet, count: Int, on engine: any Engine, limits: ExecutionLimits,
        seed: (Int) -> UInt64
    ) -> CaseSource {
        let generator = ModuleGenerator(features: features, profile: profile)
        var corpus = FeedbackCorpus(generator)
        corpus.grow(by: count, on: engine, limits: limits, seed: seed)
        let grown = corpus
        return source(named: "\(profile.name)+feedback\(count)", generator) { seed in grown.module(seed: seed) }
    }

    private static func source(
        named name: String, _ generator: ModuleGenerator, _ module: @escaping @Sendable (UInt64) -> GeneratedModule
    ) -> CaseSource {
        var source = CaseSource(profile: name, generatorVersion: Int(ModuleGeneration.generatorVersion)) { seed in
            let generated = module(seed)
            return CaseSource.Drawn(
                test: DifferentialCase(generated), modules: [generated.module] + generated.libraries.map(\.module))
        }
        source.features = generator.features.features.map(\.name).joined(separator: ",")
        return source
    }
}
