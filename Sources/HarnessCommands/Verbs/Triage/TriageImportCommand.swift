import ArgumentParser
import Campaign
import Divergence
import EngineInterface
import Foundation
import Persistence
import Triage
import WasmModel

struct TriageImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Run the modules and scripts of others, and make buckets of those in which engines differ.",
        discussion: """
            PATHs are files, or folders that are searched: modules (.wasm, .wat), the queues, crashes and corpora of \
            AFL++ and \
            libFuzzer, whose files have names of their own, and suites of scripts (.wast). Whatever begins like a \
            module is one; \
            of a script each module with its calls is a case. Exported functions of a module are called once, with \
            zeros.

            A case in which the engines differ becomes a bucket, shrunk and named as a campaign would. With --seeds \
            every module \
            that all engines take is kept as well, once, under the name of its content.

            Exit status: 0 if no case differs; 1 if one does; 66 if a path cannot be read; 74 if a result cannot be \
            written.
            """)

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
    var paths: [String]

    @Option(help: ArgumentHelp("Keep modules here, too.", valueName: "folder"))
    var seeds: String?

    @OptionGroup var corpusOptions: CorpusOptions
    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var featureOptions: FeatureOptions
    @OptionGroup var runOptions: RunOptions

    private struct Tally {
        var files = 0
        var cases = 0
        var seeds = 0
        var signatures: [String: Int] = [:]
        /// Files that cannot be read as what they seem to be.
        var unread = 0
    }

    func run() async throws {
        let engines = try engineOptions.engines(default: EngineRegistry.available().map(\.identity.name))
        guard engines.count > 1 else {
            throw CommandFailure(.usage, "error: 'import' compares engines: name at least two")
        }
        let features = try featureOptions.features()
        var investigation = Investigation(engines: engines, limits: FuzzCommand.limits(runOptions))
        investigation.variants = FuzzCommand.variants
        var tally = Tally()
        var line = ProgressLine(isQuiet: runOptions.quiet)
        for path in paths {
            for file in try Self.files(at: path) {
                line.update { "import: \(tally.files) files, \(tally.cases) cases, \(tally.signatures.count) buckets" }
                try take(file, features, investigation, &tally)
            }
        }
        line.clear()
        var text = "\(tally.files) files, \(tally.cases) cases, \(tally.signatures.count) buckets"
        if tally.unread > 0 { text += ", \(tally.unread) files not read" }
        if seeds != nil { text += ", \(tally.seeds) seeds" }
        for (signature, count) in tally.signatures.sorted(by: { $0.key < $1.key }) {
            text += "\n  \(count) × \(signature)"
        }
        if !runOptions.quiet { try StandardOutput.write(text + "\n") }
        if !tally.signatures.isEmpty { throw CommandFailure(.failed) }
    }

    private func take(
        _ file: String, _ features: FeatureSet?, _ investigation: Investigation, _ tally: inout Tally
    ) throws(CommandFailure) {
        tally.files += 1
        let cases: [DifferentialCase]
        do throws(CommandFailure) {
            cases = try CaseFile.cases(at: file, features ?? .all)
        } catch {
            tally.unread += 1
            return
        }
        for test in cases {
            tally.cases += 1
            let runs = investigation.run(test, investigation.limits)
            if Vote(runs) != nil, case .found(let record, _) = investigation.conclusion(on: test, runs, origin: nil) {
                tally.signatures[record.signature, default: 0] += 1
                let corpus = corpusOptions.corpus
                try writing { () throws(PersistenceError) in _ = try BucketWriter(corpus: corpus).write(record) }
            }
            guard let seeds, runs.allSatisfy({ $0.steps.first?.outcome == .accepted }) else { continue }
            try writing { () throws(PersistenceError) in
                _ = try ContentStore(folder: seeds).put(test.module, suffix: ".wasm")
            }
            tally.seeds += 1
        }
    }

    /// The file, or all files below a folder that may be modules or scripts, by name.
    private static func files(at path: String) throws(CommandFailure) -> [String] {
        guard Files.exists(path) else {
            throw CommandFailure(.unreadableInput, "\(path): error: there is no such file")
        }
        let isFolder = (try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
        guard isFolder else { return [path] }
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        return names.sorted().map { path + "/" + $0 }.filter(isCase)
    }

    private static func isCase(_ path: String) -> Bool {
        if [".wasm", ".wat", ".wast"].contains(where: path.hasSuffix) { return true }
        // Queues of fuzzers: `id:000001,src:…`, or a hash. Whatever begins like a module.
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        guard let start = try? handle.read(upToCount: 4) else { return false }
        return ModuleSourceFile.isBinary(Array(start))
    }
}
