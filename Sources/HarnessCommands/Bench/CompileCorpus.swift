import ModuleGeneration
import WasmBinary
import WasmModel

/// Generated modules that are large enough for the speed of a compiler to show, and not what goes on around it: what
/// `fuzz` generates, of which no instruction is more frequent than another.
enum CompileCorpus {
    /// Bytes of all modules together, at the least.
    static let leastBytes = 4_000_000
    private static let functionsPerModule = 2000

    /// The same modules on every machine; ``leastBytes`` of them.
    static func modules(_ features: FeatureSet = .wasm3) -> [[UInt8]] {
        var profile = GeneratorProfile.default
        profile.functions = functionsPerModule...functionsPerModule
        let generator = ModuleGenerator(features: features, profile: profile)
        var modules: [[UInt8]] = []
        var bytes = 0
        var seed: UInt64 = 1
        while bytes < leastBytes {
            let module = generator.module(seed: seed).module.encoded()
            modules.append(module)
            bytes += module.count
            seed += 1
        }
        return modules
    }

    /// One module of as many functions as ``CompiledCode`` has, of the instructions that every engine knows.
    static func largeModule() -> [UInt8] {
        var profile = GeneratorProfile.default
        profile.functions = CompiledCode.functionCount...CompiledCode.functionCount
        profile.linkingChance = 0
        return ModuleGenerator(features: FeatureSet([.signExtension, .saturatingConversion]), profile: profile)
            .module(seed: 1).module.encoded()
    }
}
