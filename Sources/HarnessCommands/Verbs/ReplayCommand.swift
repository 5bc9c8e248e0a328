import ArgumentParser
import Divergence
import EngineInterface
import Persistence
import Triage

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run the regression corpus and say which buckets still reproduce and which are fixed.",
        discussion: """
            PATHs are buckets, or folders of buckets. Each bucket's module and calls are run on the chosen engines and \
            compared as when it was found.

            Exit status: 0 if no bucket reproduces; 1 if one does, or differs in a new way; with --signature 2 if that \
            signature reproduces, else 0; 66 if a bucket cannot be read.
            """)

    @Argument(help: ArgumentHelp("Buckets, and folders of buckets.", valueName: "path"))
    var paths: [String] = [Corpus.defaultPath]

    @Option(help: ArgumentHelp("Only the bucket with this signature.", valueName: "signature"))
    var signature: String?

    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var runOptions: RunOptions

    func run() async throws {
        let engines = try engineOptions.engines(default: EngineRegistry.available().map(\.identity.name))
        let results = try Self.results(at: paths, on: engines, FuzzCommand.limits(runOptions), signature: signature)
        if let json = runOptions.json { try Destination.write(Self.json(results, engines).pretty, to: json) }
        if !runOptions.quiet, runOptions.json != "-" {
            var text = ""
            for (bucket, result) in results { text += CampaignText.pad(result.name, 14) + bucket.path + "\n" }
            text += Self.summary(of: results) + "\n"
            try Destination.write(Array(text.utf8), to: "-")
        }
        if signature != nil {
            if results.contains(where: { $0.result == .reproduces }) { throw CommandFailure(.reproduces) }
        } else if Self.hasFailed(results) {
            throw CommandFailure(.failed)
        }
    }

    /// Runs every bucket at the paths.
    /// - Throws: ``CommandFailure`` with status 66 if one cannot be read.
    static func results(
        at paths: [String], on engines: [any Engine], _ limits: ExecutionLimits, signature: String? = nil
    ) throws(CommandFailure) -> [(bucket: Bucket, result: ReplayResult)] {
        var results: [(bucket: Bucket, result: ReplayResult)] = []
        for path in paths.flatMap(Corpus.buckets) {
            let bucket: Bucket
            do throws(Bucket.Failure) {
                bucket = try Bucket(reading: path)
            } catch {
                throw CommandFailure(.unreadableInput, "error: \(error)")
            }
            if let signature, bucket.signature != signature { continue }
            results.append((bucket, bucket.replay(on: engines, limits: limits)))
        }
        return results
    }

    static func hasFailed(_ results: [(bucket: Bucket, result: ReplayResult)]) -> Bool {
        results.contains { item in
            switch item.result {
            case .reproduces, .changed: true
            case .fixed, .incomparable: false
            }
        }
    }

    static func summary(of results: [(bucket: Bucket, result: ReplayResult)]) -> String {
        let counts = Dictionary(grouping: results) { $0.result.name }.mapValues(\.count).sorted { $0.key < $1.key }
        let list = counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        return "\(results.count) buckets" + (list.isEmpty ? "" : ": " + list)
    }

    private static func json(_ results: [(bucket: Bucket, result: ReplayResult)], _ engines: [any Engine]) -> JSON {
        [
            "kind": "replay", "version": 1, "engines": JSON(engines.map { JSON($0.identity.name) }),
            "buckets": JSON(results.map { item in
                [
                    "path": JSON(item.bucket.path), "signature": JSON(item.bucket.signature), "blamed": JSON(item.bucket.blamed),
                    "result": JSON(item.result.name),
                ] as JSON
            }),
        ]
    }
}
