package import EngineInterface
package import EngineRuntime
import NativeCode
import WasmModel

/// The ahead-of-time compiler as an engine: `aot`, `aot:O0`, `aot:O1`, `aot:no-PASS`.
package struct AOTTier: ExecutionTier {
    package static let version = "0.1.0"
    package static let targetFeatures = "x86-64-v3"

    private let options: CompileOptions
    /// Path of a file that was compiled before; then nothing is compiled.
    private let artifactPath: String?

    package init(_ options: CompileOptions = CompileOptions()) {
        self.options = options
        artifactPath = nil
    }

    /// A tier that runs the module of one artifact, which ``Artifact/module(in:)`` has accepted.
    package init(artifactAt path: String) {
        options = CompileOptions()
        artifactPath = path
    }

    /// The tier for what follows `aot:` in an engine's name; `nil` if there is no such.
    package init?(tier: String?) {
        switch tier {
        case nil, "O2": self.init()
        case "O1": self.init(CompileOptions(level: .basic))
        case "O0": self.init(CompileOptions(level: .none))
        case let name?:
            guard name.hasPrefix("no-"), PassPipeline.all.contains(where: { $0.name == name.dropFirst(3) }) else { return nil }
            self.init(CompileOptions(disabledPasses: [String(name.dropFirst(3))]))
        }
    }

    /// What may follow `aot:`.
    package static var tierNames: [String] { ["O0", "O1", "O2"] + PassPipeline.all.map { "no-\($0.name)" } }

    package var identity: EngineIdentity {
        let suffix: String =
            switch options.level {
            case .full: options.disabledPasses.sorted().map { ":no-\($0)" }.joined()
            case .basic: ":O1"
            case .none: ":O0"
            }
        return EngineIdentity(name: "aot" + suffix, version: Self.version, sharedParts: ["MachineCode", "NativeCode"])
    }

    package var capabilities: EngineCapabilities {
        EngineCapabilities(
            features: Support.features, unavailable: NativeMachine.isAvailable ? nil : "needs \(NativeMachine.requirement)")
    }

    package func makeMachine(_ context: ContextBlock, _ configuration: StoreConfiguration) throws(EngineFailure) -> AOTMachine {
        AOTMachine(context, options, artifactPath: artifactPath)
    }
}

/// The engine that `HarnessCommands` registers.
package typealias AOTEngine = RuntimeEngine<AOTTier>
