package import Divergence
import EngineInterface
package import ModuleGeneration
import WasmBinary
import WasmModel

extension DifferentialCase {
    /// A generated module as a case.
    package init(_ generated: GeneratedModule) {
        self.init(
            module: generated.encoded(),
            libraries: generated.libraries.map { Library(name: $0.name, module: $0.module.encoded()) },
            calls: generated.script.map { Call(export: $0.export, arguments: $0.arguments) },
            hosts: generated.hostFunctions.map {
                HostFunction(module: $0.module, name: $0.name, type: $0.type, seed: $0.seed)
            },
            features: generated.features)
    }
}

extension GeneratedModule {
    /// The module in the binary format, with numbers as long as the generator has it.
    package func encoded() -> [UInt8] {
        let bytes = module.encoded()
        return longForms.map { LongForms.lengthened(bytes, seed: $0) } ?? bytes
    }
}
