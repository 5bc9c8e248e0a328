import ArgumentParser
import Conformance
import EngineInterface
import OptimizingAOT
import WasmBinary
import WasmModel

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run one module, in either format or compiled, on one engine.",
        discussion: """
            Without --invoke the module is instantiated, which runs its start function. Arguments are numbers in the \
            notation of the text format, converted to the types of the function's parameters; put '--' before negative \
            ones. Functions of 'spectest' can be imported.

            With --print-code nothing runs unless --invoke says so.

            Exit status: 0 if the call returns; 1 if it traps, throws, or exhausts a limit; 66 if the module is malformed, \
            invalid or unlinkable.
            """)

    @Argument(
        help: ArgumentHelp(
            "A module (.wat, .wasm, or .so from 'assay compile'); '-' is standard input.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The exported function to call.", valueName: "name"))
    var invoke: String?

    @Argument(help: ArgumentHelp("Arguments of the call.", valueName: "arg"))
    var arguments: [String] = []

    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var featureOptions: FeatureOptions

    @Option(help: ArgumentHelp("Seconds that the call may take.", valueName: "s"))
    var timeout: Double?

    @Flag(help: "Print the machine code that the engine 'jit' makes, beside the instructions it is made of.")
    var printCode = false

    @Option(help: ArgumentHelp("Print that of one function only.", valueName: "index"))
    var function: UInt32?

    func validate() throws {
        if let timeout, !(timeout > 0 && timeout < 1e9) {
            throw ValidationError("--timeout must be a positive number of seconds")
        }
        if function != nil, !printCode { throw ValidationError("--function needs --print-code") }
        if invoke == nil, !arguments.isEmpty { throw ValidationError("arguments need --invoke") }
    }

    func run() async throws {
        let (engine, bytes) = try engineAndModule()
        let limits = ExecutionLimits(nanoseconds: timeout.map { UInt64($0 * 1e9) })
        let features = try featureOptions.features() ?? .wasm3
        if printCode {
            try PrintedCode(engineOptions.names.first ?? "", bytes, features, file).write(function: function)
            if invoke == nil { return }
        }
        do {
            let store = try engine.makeStore(StoreConfiguration(features: features, limits: limits))
            try Self.makeSpectest(in: store, features)
            let instance = try instance(of: bytes, in: store)
            guard let invoke else { return }
            let arguments = try CallArguments.values(arguments, for: invoke, of: instance, in: store)
            try report(try store.invoke(instance, invoke, with: arguments))
        } catch let failure as EngineFailure {
            throw CommandFailure(.failed, "error: \(engine.identity.name): \(failure.detail)")
        }
    }

    /// The engine asked for and the module; for an artifact, the compiler that made it and the module in it.
    private func engineAndModule() throws(CommandFailure) -> (any Engine, [UInt8]) {
        let source = try Source.read(file)
        if Artifact.isArtifact(source) {
            guard engineOptions.names.allSatisfy({ $0 == "aot" }) else {
                throw CommandFailure(.usage, "error: \(file) is an artifact, which only the engine 'aot' runs")
            }
            _ = try EngineRegistry.engine(named: "aot")
            do throws(ArtifactManifest.Refusal) {
                // A path without a folder would be looked for elsewhere.
                return (
                    EngineRegistry.engine(artifactAt: file.contains("/") ? file : "./" + file),
                    try Artifact.module(in: source)
                )
            } catch {
                throw CommandFailure(.unreadableInput, "\(file): error: \(error)")
            }
        }
        let engines = try engineOptions.engines(default: ["interpreter"])
        guard engines.count == 1, let engine = engines.first else {
            throw CommandFailure(.usage, "error: 'run' takes one engine")
        }
        return (engine, try ModuleSourceFile.encoded(source, file))
    }

    private static func makeSpectest(in store: any EngineStore, _ features: FeatureSet) throws {
        guard case .module(let module) = try store.load(Spectest.module(for: features).encoded()),
            case .instance(let instance) = try store.instantiate(module)
        else { return }
        try store.register(instance, as: Spectest.name)
    }

    private func instance(of bytes: [UInt8], in store: any EngineStore) throws -> InstanceHandle {
        switch try store.load(bytes) {
        case .module(let module):
            switch try store.instantiate(module) {
            case .instance(let instance): return instance
            case .unlinkable(let why): throw CommandFailure(.unreadableInput, "\(file): error: unlinkable: \(why)")
            case .trapped(let kind): throw CommandFailure(.failed, "trap: \(TrapText.words(for: kind))")
            case .threw(let exception): throw CommandFailure(.failed, "\(Evidence.threw(exception))")
            case .exhausted(let resource): throw CommandFailure(.failed, "exhausted: \(resource.rawValue)")
            case .unsupported(let what): throw CommandFailure(.failed, "unsupported: \(what)")
            }
        case .malformed(let why): throw CommandFailure(.unreadableInput, "\(file): error: malformed: \(why)")
        case .invalid(let why): throw CommandFailure(.unreadableInput, "\(file): error: invalid: \(why)")
        case .unsupported(let what): throw CommandFailure(.failed, "unsupported: \(what)")
        }
    }

    private func report(_ outcome: Outcome) throws {
        switch outcome {
        case .returned(let values): try StandardOutput.write(values.map { $0.notation + "\n" }.joined())
        case .trapped(let kind): throw CommandFailure(.failed, "trap: \(TrapText.words(for: kind))")
        case .threw(let exception): throw CommandFailure(.failed, "\(Evidence.threw(exception))")
        case .exhausted(let resource): throw CommandFailure(.failed, "exhausted: \(resource.rawValue)")
        case .unsupported(let what): throw CommandFailure(.failed, "unsupported: \(what)")
        }
    }
}
