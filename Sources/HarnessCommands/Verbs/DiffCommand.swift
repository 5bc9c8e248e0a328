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
            FILE is a module in either format, a script, or a bucket of the corpus. Without --invoke every exported \
            function is \
            called once, with arguments that are zero.

            Exit status: 0 if the engines agree; 1 if they differ; with --signature 2 if they differ in that way; 66 \
            if \
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
        let limits = runOptions.limits(timeout: 10)
        // Of a script, the first module in which they differ; the last one if there is none.
        var test = DifferentialCase(module: [], calls: [])
        var runs: [CaseRun] = []
        var found: String?
        for item in try testCases() where found == nil {
            test = item
            runs = CaseRunner.run(item, on: engines, limits: limits)
            found = Vote(runs).map { DivergenceSignature.text($0, runs) }
        }
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

    private func testCases() throws(CommandFailure) -> [DifferentialCase] {
        let cases = try CaseFile.cases(at: file, try featureOptions.features())
        guard let invoke else { return cases }
        let values = arguments.compactMap(ValueText.value)
        guard values.count == arguments.count else {
            throw CommandFailure(
                .usage, "error: arguments are written like i32:0x2a, f64:0x3ff0000000000000 or null:func")
        }
        return cases.map { test in
            var changed = test
            changed.calls = [.init(export: invoke, arguments: values)]
            return changed
        }
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
            "engines": JSON(
                runs.map { run in
                    ["name": JSON(run.engine.name), "steps": JSON(run.steps.map { JSON(ObservationText.line($0)) })]
                        as JSON
                }),
        ]
    }
}
