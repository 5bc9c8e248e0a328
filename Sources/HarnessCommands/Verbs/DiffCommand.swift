import ArgumentParser
import Divergence
import EngineInterface
import Persistence
import Triage
import WasmBinary
import WasmModel

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Run one module on all chosen engines and print what each observed.",
        discussion: """
            FILE is a module in either format, or a bucket of the corpus. Without --invoke every exported function is \
            called once, with arguments that are zero.

            Exit status: 0 if the engines agree; 1 if they differ; with --signature 2 if they differ in that way; 66 if \
            the file cannot be read.
            """)

    @Argument(help: ArgumentHelp("A module (.wat or .wasm), or a bucket.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The exported function to call.", valueName: "name"))
    var invoke: String?

    @Argument(help: ArgumentHelp("Arguments of the call, such as i32:0x2a.", valueName: "arg"))
    var arguments: [String] = []

    @Option(help: ArgumentHelp("Whether the engines differ with this signature.", valueName: "signature"))
    var signature: String?

    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var featureOptions: FeatureOptions
    @OptionGroup var runOptions: RunOptions

    func run() async throws {
        let engines = try engineOptions.engines(default: EngineRegistry.available().map(\.identity.name))
        let test = try testCase()
        let runs = engines.map { CaseRunner.run(test, on: $0, limits: runOptions.limits(timeout: 10)) }
        let vote = Vote(runs)
        let found = vote.map { DivergenceSignature.text($0, runs) }
        if let json = runOptions.json { try Destination.write(Self.json(runs, found).pretty, to: json) }
        if !runOptions.quiet, runOptions.json != "-" {
            try Destination.write(Array(Self.table(test, runs, found).utf8), to: "-")
        }
        guard let found else { return }
        if let signature {
            if found == signature || signature.hasPrefix(found + "_") { throw CommandFailure(.reproduces) }
        } else {
            throw CommandFailure(.failed)
        }
    }

    private func testCase() throws(CommandFailure) -> DifferentialCase {
        if let path = Corpus.buckets(at: file).first {
            do throws(Bucket.Failure) {
                return try Bucket(reading: path).test
            } catch {
                throw CommandFailure(.unreadableInput, "error: \(error)")
            }
        }
        let bytes = try ModuleSourceFile.encoded(file)
        let features = try featureOptions.features() ?? .wasm3
        let module = try ModuleSourceFile.binary(bytes, file, features: .all)
        if let invoke {
            let values = arguments.compactMap(ValueText.value)
            guard values.count == arguments.count else {
                throw CommandFailure(.usage, "error: arguments are written like i32:0x2a, f64:0x3ff0000000000000 or null:func")
            }
            return DifferentialCase(module: bytes, calls: [.init(export: invoke, arguments: values)], features: features)
        }
        return DifferentialCase(module: bytes, calls: Self.callsWithZeros(module), features: features)
    }

    /// One call of every exported function whose parameters have a zero.
    private static func callsWithZeros(_ module: Module) -> [DifferentialCase.Call] {
        let types = module.subTypes
        let indices = module.functionTypeIndices
        var calls: [DifferentialCase.Call] = []
        for export in module.exports where export.kind == .function {
            guard Int(export.index) < indices.count, Int(indices[Int(export.index)]) < types.count,
                case .function(let type) = types[Int(indices[Int(export.index)])].composite
            else { continue }
            let zeros = type.parameters.compactMap { type -> Value? in
                switch type {
                case .i32: .i32(0)
                case .i64: .i64(0)
                case .f32: .f32(bits: 0)
                case .f64: .f64(bits: 0)
                case .v128: .v128(low: 0, high: 0)
                default: type.isNullable && type.heapType.isAbstract ? .reference(.null(type.heapType)) : nil
                }
            }
            if zeros.count == type.parameters.count { calls.append(.init(export: export.name, arguments: zeros)) }
        }
        return calls
    }

    private static func table(_ test: DifferentialCase, _ runs: [CaseRun], _ signature: String?) -> String {
        var text = ""
        let steps = runs.map(\.steps.count).max() ?? 0
        for step in 0..<steps {
            let title = step == 0 ? "load" : step == 1 ? "instantiate" : call(test.calls[step - 2])
            let lines = runs.map { step < $0.steps.count ? ObservationText.line($0.steps[step]) : "-" }
            if Set(lines).count == 1 {
                text += "  \(title): \(lines[0])\n"
                continue
            }
            text += "! \(title)\n"
            for (run, line) in zip(runs, lines) { text += "    " + CampaignText.pad(run.engine.name, 16) + line + "\n" }
        }
        return text + (signature.map { "differ: \($0)\n" } ?? "\(runs.count) engines agree\n")
    }

    private static func call(_ call: DifferentialCase.Call) -> String {
        "\(call.export)(\(call.arguments.map(ValueText.text).joined(separator: ", ")))"
    }

    private static func json(_ runs: [CaseRun], _ signature: String?) -> JSON {
        [
            "kind": "diff", "version": 1, "signature": signature.map { JSON($0) } ?? .null,
            "engines": JSON(runs.map { run in
                ["name": JSON(run.engine.name), "steps": JSON(run.steps.map { JSON(ObservationText.line($0)) })] as JSON
            }),
        ]
    }
}
