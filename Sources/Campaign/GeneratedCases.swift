import Divergence
package import EngineInterface
import GeneratorAssessment
package import ModuleGeneration
package import WasmModel

extension CaseSource {
    /// Cases from the generator: every seed is a module with its script of calls.
    ///
    /// - Parameter rejected: every eighth case is a module that is one edit away from a valid one, and that all engines
    ///   must reject at the same stage.
    package static func generated(
        _ profile: GeneratorProfile, features: FeatureSet, rejected: Bool = false
    ) -> CaseSource {
        let generator = ModuleGenerator(features: features, profile: profile)
        return source(named: profile.name, generator, rejected) { seed in generator.module(seed: seed) }
    }

    /// Every other case is a mutant of one that reached something first; see ``FeedbackCorpus``.
    ///
    /// - Parameter count: cases that the corpus is made of.
    package static func withFeedback(
        _ profile: GeneratorProfile, features: FeatureSet, rejected: Bool = false, count: Int, on engine: any Engine,
        limits: ExecutionLimits, seed: (Int) -> UInt64
    ) -> CaseSource {
        let generator = ModuleGenerator(features: features, profile: profile)
        var corpus = FeedbackCorpus(generator)
        corpus.grow(by: count, on: engine, limits: limits, seed: seed)
        let grown = corpus
        return source(named: "\(profile.name)+feedback\(count)", generator, rejected) { seed in grown.module(seed: seed) }
    }

    private static func source(
        named name: String, _ generator: ModuleGenerator, _ rejected: Bool,
        _ module: @escaping @Sendable (UInt64) -> GeneratedModule
    ) -> CaseSource {
        let profile = name + (rejected ? "+rejected" : "")
        var source = CaseSource(profile: profile, generatorVersion: Int(ModuleGeneration.generatorVersion)) { seed in
            let generated = module(seed)
            if rejected, seed.isMultiple(of: 8), let wrong = RejectedModule(from: generated, seed: seed) {
                let test = DifferentialCase(module: wrong.bytes, calls: [], features: generated.features)
                return CaseSource.Drawn(test: test, modules: [])
            }
            return CaseSource.Drawn(
                test: DifferentialCase(generated), modules: [generated.module] + generated.libraries.map(\.module))
        }
        source.features = generator.features.features.map(\.name).joined(separator: ",")
        return source
    }
}
