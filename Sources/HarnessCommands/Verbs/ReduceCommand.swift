import ArgumentParser
import Campaign
import Divergence
import EngineInterface
import Foundation
import Persistence
import Reduction
import Synchronization
import Triage
import WasmBinary
import WasmModel
import WasmText

struct ReduceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reduce",
        abstract: "Shrink a module or script in which engines differ, while they differ in the same way.",
        discussion: """
            FILE is a module in either format, a script, or a bucket. Of a script the first module with its calls \
            that has the \
            property is taken. Without --predicate the property is that the chosen engines differ as they do in \
            FILE: the same \
            engine against the same others, in the same phase, in the same way. With --signature it is that they \
            differ with \
            this signature.

            --predicate gives the property to a command, run by the shell with the path of a candidate behind it: a \
            module, or \
            for a script a script. The candidate has the property if the command ends with 0, or with what --status \
            says.

            Every candidate is valid if FILE is. The result does not depend on --jobs. With --state a reduction that \
            was \
            interrupted goes on where it was: answers are kept in that file.

            The result is FILE with '.reduced' before its extension, or what --output says, with .wat and .wast \
            beside it.

            Exit status: 0 if the property held; with --signature 2; 1 if FILE has not got it; 66 if FILE cannot be \
            read; 74 if \
            the result cannot be written.
            """)

    @Argument(help: ArgumentHelp("A module (.wat, .wasm), a script (.wast), or a bucket.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Keep this signature, or one that begins with it.", valueName: "signature"))
    var signature: String?

    @Option(help: ArgumentHelp("Ask this command.", valueName: "command"))
    var predicate: String?

    @Option(help: ArgumentHelp("How the command ends if the property holds.", valueName: "n"))
    var status: Int32 = 0

    @Option(help: ArgumentHelp("How often the property may be asked.", valueName: "n"))
    var budget = 5000

    @Option(help: ArgumentHelp("Keep answers in this file, and begin with those in it.", valueName: "file"))
    var state: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Where the smallest module goes.", valueName: "file"))
    var output: String?

    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var featureOptions: FeatureOptions
    @OptionGroup var runOptions: RunOptions

    func validate() throws {
        if predicate != nil, signature != nil {
            throw ValidationError("--predicate and --signature are two properties: give one")
        }
        if budget < 1 { throw ValidationError("--budget must be at least 1") }
    }

    func run() async throws {
        let cases = try CaseFile.cases(at: file, try featureOptions.features())
        let stop = StopRequest()
        let interruption = Interruption { stop.make() }
        defer { withExtendedLifetime(interruption) {} }
        var answers = try AnswerFile(path: state)
        let jobs = runOptions.jobs ?? 1
        var unwritten: PersistenceError?
        var reducer = CaseReducer(
            CaseReducer.Options(budget: budget, jobs: jobs) { stop.wasMade }, answers: answers.known
        ) { key, answer in
            do throws(PersistenceError) { try answers.add(key, answer) } catch { unwritten = error }
        }
        let (start, smallest) = try reduced(cases, &reducer)
        if let unwritten { throw CommandFailure(.unwritableResult, "error: \(unwritten)") }
        try write(smallest)
        try report(start, smallest, reducer.questions)
        if stop.wasMade { throw CommandFailure(.interrupted) }
        if signature != nil { throw CommandFailure(.reproduces) }
    }

    private func reduced(
        _ cases: [DifferentialCase], _ reducer: inout CaseReducer
    ) throws(CommandFailure) -> (DifferentialCase, DifferentialCase) {
        if let predicate {
            let isScript = file.hasSuffix(".wast") || Corpus.isBucket(file)
            let command = try PredicateCommand(
                predicate, status: status, seconds: runOptions.timeout ?? 60, isScript: isScript)
            guard let start = cases.first(where: command.holds) else {
                throw CommandFailure(.failed, "\(file): error: the command does not end with \(status) for it")
            }
            return (start, reducer.reduce(start, while: command.holds))
        }
        let engines = try engineOptions.engines(default: EngineRegistry.available().map(\.identity.name))
        guard engines.count > 1 else {
            throw CommandFailure(.usage, "error: 'reduce' compares engines: name at least two")
        }
        var investigation = Investigation(engines: engines, limits: FuzzCommand.limits(runOptions))
        investigation.jobs = runOptions.jobs ?? 1
        for test in cases {
            let runs = investigation.run(test, investigation.limits)
            guard let vote = Vote(runs) else { continue }
            if let signature {
                let found = DivergenceSignature.text(vote, runs)
                guard signature.hasPrefix(found) || found.hasPrefix(signature) else { continue }
            }
            return (test, investigation.reduced(test, runs, vote, &reducer))
        }
        let wanted = signature.map { " with the signature \($0)" } ?? ""
        throw CommandFailure(.failed, "\(file): error: the engines do not differ\(wanted)")
    }

    private var outputPath: String {
        if let output { return output }
        let trimmed = Corpus.isBucket(file) ? file + "/module.wasm" : file
        return ModuleSourceFile.name(trimmed, extension: "reduced.wasm")
    }

    private func write(_ test: DifferentialCase) throws(CommandFailure) {
        try Destination.write(test.module, to: outputPath)
        guard outputPath != "-" else { return }
        if let module = try? Module(decoding: test.module, features: .all) {
            try Destination.write(Array(module.text().utf8), to: ModuleSourceFile.name(outputPath, extension: "wat"))
        }
        try Destination.write(
            Array(CaseFile.scriptText(of: test).utf8), to: ModuleSourceFile.name(outputPath, extension: "wast"))
    }

    private func report(_ start: DifferentialCase, _ smallest: DifferentialCase, _ questions: Int) throws {
        if let json = runOptions.json {
            let document: JSON = [
                "kind": "reduction", "version": 1, "file": JSON(file), "output": JSON(outputPath),
                "bytesBefore": JSON(start.byteCount), "bytesAfter": JSON(smallest.byteCount),
                "callsBefore": JSON(start.calls.count), "callsAfter": JSON(smallest.calls.count),
                "questions": JSON(questions),
            ]
            try Destination.write(document.pretty, to: json)
        }
        guard !runOptions.quiet, runOptions.json != "-", outputPath != "-" else { return }
        try StandardOutput.write(
            "\(outputPath): \(start.byteCount) → \(smallest.byteCount) bytes, \(start.calls.count) → \(smallest.calls.count) calls, "
                + "\(questions) predicate runs\n")
    }
}

/// Answers of a property, one to a line, so that nothing is asked twice.
private struct AnswerFile: ~Copyable {
    private(set) var known: [UInt64: Bool] = [:]
    private var file: JSONLinesFile?

    init(path: String?) throws(CommandFailure) {
        guard let path else {
            file = nil
            return
        }
        do throws(PersistenceError) {
            if Files.exists(path) {
                for line in try JSONLines(path: path).values {
                    if let key = line["case"]?.uint64, let holds = line["holds"]?.bool { known[key] = holds }
                }
            }
            file = try JSONLinesFile(path: path)
        } catch {
            throw CommandFailure(.unwritableResult, "error: \(error)")
        }
    }

    mutating func add(_ key: UInt64, _ answer: Bool) throws(PersistenceError) {
        if let line = Optional<JSON>.some(["case": .unsigned(key), "holds": JSON(answer)]) { try file?.append(line) }
    }
}
