package import EngineInterface
package import EngineRuntime
import NativeCode
import WasmModel

/// The ahead-of-time compiler as an engine: `aot`, `aot:O0`, `aot:O1`, `aot:v2`, `aot:no-PASS`.
package struct AOTTier: ExecutionTier {
    package static let version = "0.1.0"

    /// Where code comes from.
    package enum Origin: Hashable, Sendable {
        case compiler
        /// Large modules are looked for here before they are compiled.
        case cache(ArtifactCache)
        /// The file at this path, and nothing is compiled.
        case artifact(String)
    }

    private let options: CompileOptions
    private let origin: Origin

    package init(_ options: CompileOptions = CompileOptions(), cache: ArtifactCache? = nil) {
        self.options = options
        origin = cache.map { .cache($0) } ?? .compiler
    }

    /// A tier that runs the module of one artifact, which ``Artifact/module(in:)`` has accepted.
    package init(artifactAt path: String) {
        options = CompileOptions()
        origin = .artifact(path)
    }

    /// The tier for what follows `aot:` in an engine's name; `nil` if there is no such.
    package init?(tier: String?, cache: ArtifactCache? = nil) {
        switch tier {
        case nil, "O2": self.init(cache: cache)
        case "O1": self.init(CompileOptions(level: .basic), cache: cache)
        case "O0": self.init(CompileOptions(level: .none), cache: cache)
        // Spills and splits nearly everything.
        case "stress": self.init(CompileOptions(registerLimit: 2), cache: cache)
        // As for a processor without AVX, BMI and LZCNT.
        case "v2": self.init(CompileOptions(target: .level2), cache: cache)
        case let name?:
            guard name.hasPrefix("no-"), PassPipeline.switches.contains(String(name.dropFirst(3))) else { return nil }
            self.init(CompileOptions(disabledPasses: [String(name.dropFirst(3))]), cache: cache)
        }
    }

    /// What may follow `aot:`.
    package static var tierNames: [String] { ["O0", "O1", "O2", "stress", "v2"] + PassPipeline.switches.map { "no-\($0)" } }

    package var identity: EngineIdentity {
        let suffix: String =
            switch options.level {
            case .full where options.registerLimit < .max: ":stress"
            case .full where options.target != .host: ":v2"
            case .full: options.disabledPasses.sorted().map { ":no-\($0)" }.joined()
            case .basic: ":O1"
            case .none: ":O0"
            }
        return EngineIdentity(name: "aot" + suffix, version: Self.version, sharedParts: ["MachineCode", "NativeCode"])
    }

    private var canRun: Bool { NativeMachine.isBaselineAvailable && options.target.isSupported }

    package var capabilities: EngineCapabilities {
        EngineCapabilities(
            features: .all, unavailable: canRun ? nil : "needs \(NativeMachine.baselineRequirement) and \(options.target.name)")
    }

    package func makeMachine(_ context: ContextBlock, _ configuration: StoreConfiguration) throws(EngineFailure) -> AOTMachine {
        AOTMachine(context, options, origin)
    }
}

/// The engine that `HarnessCommands` registers.
package typealias AOTEngine = RuntimeEngine<AOTTier>
