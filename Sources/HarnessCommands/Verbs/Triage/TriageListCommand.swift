import ArgumentParser
import Divergence
import Foundation
import Persistence
import Triage

struct TriageListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "One line for each bucket: state, size of its module in bytes, who is blamed, signature.",
        discussion: "Exit status: 0; 66 if a bucket cannot be read.")

    @OptionGroup var corpusOptions: CorpusOptions

    @Option(help: ArgumentHelp("Only buckets in this state: \(TriageState.names.joined(separator: ", ")).", valueName: "state"))
    var state: String?

    @Option(help: ArgumentHelp("Write the list as JSON to this file; '-' is standard output.", valueName: "file"))
    var json: String?

    func validate() throws {
        if let state, !TriageState.names.contains(state) { throw ValidationError("--state must be one of \(TriageState.names.joined(separator: ", "))") }
    }

    func run() async throws {
        let list = try corpusOptions.buckets().filter { state == nil || $0.note.state.name == state }
        if let json {
            let document: JSON = [
                "kind": "buckets", "version": 1,
                "buckets": JSON(list.map { item in
                    [
                        "signature": JSON(item.bucket.signature), "folder": JSON(item.bucket.path),
                        "state": JSON(item.note.state.name), "detail": item.note.state.detail.map { JSON($0) } ?? .null,
                        "blamed": JSON(item.bucket.blamed), "bytes": JSON(item.bucket.test.byteCount),
                        "merged": JSON(item.note.merged.map { JSON($0) }),
                    ] as JSON
                }),
            ]
            try Destination.write(document.pretty, to: json)
        }
        guard json != "-" else { return }
        var text = ""
        for (bucket, note) in list {
            text += note.state.name.padded(11) + "\(bucket.test.byteCount)".padded(7) + bucket.blamed.padded(16) + bucket.signature
            text += (note.state.detail.map { "  " + $0 } ?? "") + "\n"
        }
        text += "\(list.count) buckets\n"
        let today = Suppression.day(of: Date())
        do throws(Bucket.Failure) {
            for item in try SuppressionList(readingFrom: corpusOptions.corpus).stale(on: today) {
                text += "stale suppression: \(item.suppression.pattern) (\(item.reason)), \(item.suppression.link)\n"
            }
        } catch {
            throw CommandFailure(.unreadableInput, "error: \(error)")
        }
        try StandardOutput.write(text)
    }
}
