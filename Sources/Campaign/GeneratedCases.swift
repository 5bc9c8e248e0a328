package import Divergence
import EngineInterface
package import ModuleGeneration
import WasmBinary
package import WasmModel

extension CaseSource {
    /// Cases from the generator: every seed is a module with its script of calls.
    package static func generated(_ profile: GeneratorProfile, features: FeatureSet) -> CaseSource {
        let generator = ModuleGenerator(features: features, profile: profile)
        return CaseSource(profile: profile.name, generatorVersion: Int(ModuleGeneration.generatorVersion)) { seed in
            DifferentialCase(generator.module(seed: seed), features: features)
        }
    }
}

extension DifferentialCase {
    /// A generated module as a case.
    package init(_ generated: GeneratedModule, features: FeatureSet) {
        self.init(
            module: generated.module.encoded(),
            calls: generated.script.map { Call(export: $0.export, arguments: $0.arguments) },
            hosts: generated.hostFunctions.map {
                HostFunction(module: $0.module, name: $0.name, type: $0.type, seed: $0.seed)
            },
            features: features)
    }
}
