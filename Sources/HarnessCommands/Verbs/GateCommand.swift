import ArgumentParser
import Foundation

struct GateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract:
            "The entry of continuous integration: conformance, the regression corpus, a short fuzz run, one summary.",
        discussion: """
            Runs our own suite, and the official one where it is found, on every engine that can run here, judged by the \
            ledger spec/expectations.txt if there is one, and tests the judge; then replays the corpus; then fuzzes from a \
            fixed seed. Exit status: 0 if every step is as expected; otherwise that of the first step that is not.
            """)

    @Option(help: ArgumentHelp("Modules of the fuzz run.", valueName: "n"))
    var count = 2000

    /// A verb with its options, as one would type it.
    private struct Step {
        var title: String
        var arguments: [String]
    }

    private var steps: [Step] {
        var conform = ["conform", "--falsify"]
        if let ledger = PackageRoot.folder?.appendingPathComponent("spec/expectations.txt").path,
            FileManager.default.fileExists(atPath: ledger)
        {
            conform += ["--expectations", ledger]
        }
        let corpus = PackageRoot.folder?.appendingPathComponent("corpus").path ?? "corpus"
        var steps = [
            Step(title: "engines", arguments: ["engines"]),
            Step(title: "conformance", arguments: conform),
        ]
        if FileManager.default.fileExists(atPath: corpus) {
            steps.append(Step(title: "corpus", arguments: ["replay", corpus]))
        }
        steps.append(Step(title: "fuzz", arguments: ["fuzz", "--seed", "1", "--count", "\(count)"]))
        let known = Set(AssayCommand.configuration.subcommands.compactMap { $0.configuration.commandName })
        return steps.filter { $0.arguments.first.map(known.contains) ?? false }
    }

    func run() async throws {
        var ends: [(title: String, status: ExitStatus, seconds: Double)] = []
        let clock = ContinuousClock()
        for step in steps {
            try StandardOutput.write("== \(step.title): assay \(step.arguments.joined(separator: " "))\n")
            let start = clock.now
            let status = await AssayCommand.status(of: step.arguments)
            ends.append((step.title, status, start.duration(to: clock.now) / .seconds(1)))
            if status == .interrupted { break }
        }
        var text = "== summary\n"
        for end in ends {
            let verdict = end.status == .expected ? "passed" : "FAILED (\(end.status.rawValue))"
            text += end.title.padded(14) + verdict.padded(14) + Decimals.text(end.seconds, places: 1) + " s\n"
        }
        try StandardOutput.write(text)
        if let failed = ends.first(where: { $0.status != .expected }) { throw CommandFailure(failed.status) }
    }
}
