import ArgumentParser
import Divergence
import EngineInterface
import Persistence
import Reporting
import Triage

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run the regression corpus and say which buckets still reproduce and which are fixed.",
        discussion: """
            PATHs are buckets, or folders of buckets. Each bucket's module and calls are run on the chosen engines and \
            compared as when it was found: it reproduces, it is fixed, it has changed (the engines differ in another \
            way), or \
            it is incomparable.

            A bucket that is marked known, filed or not-a-bug may reproduce; that one which is not, or one that was \
            fixed, \
            does so again, or has changed, is a failure.

            Exit status: 0 if every bucket is as it should be; 1 if one is not; with --signature 2 if that signature \
            reproduces, else 0; 66 if a bucket cannot be read.
            """)

    @Argument(help: ArgumentHelp("Buckets, and folders of buckets.", valueName: "path"))
    var paths: [String] = [Corpus.defaultPath]

    @Option(help: ArgumentHelp("Only the bucket with this signature.", valueName: "signature"))
    var signature: String?

    @Option(
        help: ArgumentHelp("Write the results as JUnit XML to this file; '-' is standard output.", valueName: "file"))
    var junit: String?

    @OptionGroup var engineOptions: EngineOptions
    @OptionGroup var runOptions: RunOptions

    /// A bucket and what became of it.
    struct Item {
        var bucket: Bucket
        var note: TriageNote
        var result: ReplayResult
        var seconds: Double

        var isFailure: Bool {
            switch result {
            case .fixed, .incomparable: return false
            case .changed: return true
            case .reproduces:
                switch note.state {
                case .new, .fixed: return true
                case .known, .filed, .notABug: return false
                }
            }
        }

        /// What the state makes of the result, in words.
        var remark: String {
            switch (result, note.state) {
            case (.changed(let now), _): "now \(now)"
            case (.incomparable(let reason), _): reason
            case (.reproduces, .fixed(let version)): "was fixed in \(version)"
            case (.reproduces, .filed(let link)): "filed as \(link)"
            case (.reproduces, .known): "known"
            case (.reproduces, .notABug(let rule)): "not a bug: \(rule)"
            case (.fixed, .filed(let link)): "filed as \(link): mark it fixed"
            case (.reproduces, .new), (.fixed, .new), (.fixed, .known), (.fixed, .fixed), (.fixed, .notABug): ""
            }
        }
    }

    func run() async throws {
        let engines = try engineOptions.engines(default: EngineRegistry.available().map(\.identity.name))
        let items = try items(on: engines)
        if let json = runOptions.json { try Destination.write(Self.json(items, engines).pretty, to: json) }
        if let junit { try Destination.write(Array(Self.page(items, engines).text.utf8), to: junit) }
        if !runOptions.quiet, runOptions.json != "-", junit != "-" {
            try Destination.write(Array(Self.table(items).utf8), to: "-")
        }
        if signature != nil {
            if items.contains(where: { $0.result == .reproduces }) { throw CommandFailure(.reproduces) }
        } else if items.contains(where: \.isFailure) {
            throw CommandFailure(.failed)
        }
    }

    /// Runs every bucket at the paths.
    /// - Throws: ``CommandFailure`` with status 66 if one cannot be read.
    private func items(on engines: [any Engine]) throws(CommandFailure) -> [Item] {
        let limits = FuzzCommand.limits(runOptions)
        let clock = ContinuousClock()
        var items: [Item] = []
        for path in paths.flatMap(Corpus.buckets) {
            do throws(Bucket.Failure) {
                let bucket = try Bucket(reading: path)
                let note = try TriageNote(readingFrom: path)
                if let signature, bucket.signature != signature, !note.merged.contains(signature) { continue }
                let start = clock.now
                let result = bucket.replay(on: engines, limits: limits)
                items.append(
                    Item(
                        bucket: bucket, note: note, result: result, seconds: start.duration(to: clock.now) / .seconds(1)
                    ))
            } catch {
                throw CommandFailure(.unreadableInput, "error: \(error)")
            }
        }
        return items
    }

    private static func table(_ items: [Item]) -> String {
        var text = ""
        for item in items {
            text += (item.isFailure ? "! " : "  ") + item.result.name.padded(14) + item.bucket.path
            text += (item.remark.isEmpty ? "" : "  (\(item.remark))") + "\n"
        }
        let counts = Dictionary(grouping: items) { $0.result.name }.mapValues(\.count).sorted { $0.key < $1.key }
        let list = counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        return text + "\(items.count) buckets" + (list.isEmpty ? "" : ": " + list) + "\n"
    }

    private static func json(_ items: [Item], _ engines: [any Engine]) -> JSON {
        [
            "kind": "replay", "version": 1, "engines": JSON(engines.map { JSON($0.identity.name) }),
            "buckets": JSON(
                items.map { item in
                    [
                        "path": JSON(item.bucket.path), "signature": JSON(item.bucket.signature),
                        "blamed": JSON(item.bucket.blamed), "state": JSON(item.note.state.name),
                        "result": JSON(item.result.name), "detail": JSON(item.remark),
                        "isFailure": JSON(item.isFailure),
                    ] as JSON
                }),
        ]
    }

    private static func page(_ items: [Item], _ engines: [any Engine]) -> ReplayPage {
        ReplayPage(
            items.map { item in
                ReplayPage.Item(
                    name: item.bucket.signature, path: item.bucket.path,
                    engines: engines.map(\.identity.name).joined(separator: ","), result: item.result.name,
                    detail: item.remark, isFailure: item.isFailure, seconds: item.seconds)
            })
    }
}
