import ArgumentParser
import Foundation
import Persistence
import Triage

struct TriageMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Say that buckets are one bug: the others become part of the first.",
        discussion: """
            The smallest module becomes the bucket's; what was said about the first bucket stays, and the signatures of the \
            others are kept with it, so that a campaign that finds one of them again knows it. Merging twice changes nothing.

            Exit status: 0; 64 if a name fits several buckets; 66 if there is no such bucket; 74 if it cannot be written.
            """)

    @Argument(help: ArgumentHelp("The bucket that stays.", valueName: "bucket"))
    var name: String

    @Argument(help: ArgumentHelp("The buckets that become part of it.", valueName: "bucket"))
    var others: [String]

    @OptionGroup var corpusOptions: CorpusOptions

    func run() async throws {
        let into = try corpusOptions.bucket(named: name)
        var folders: [String] = []
        for other in others {
            // One that was merged before is gone, and that is as it should be.
            if into.note.merged.contains(other) { continue }
            let found = try corpusOptions.bucket(named: other)
            if found.bucket.path != into.bucket.path { folders.append(found.bucket.path) }
        }
        do {
            try BucketMerge.merge(folders, into: into.bucket.path)
        } catch let error as PersistenceError {
            throw CommandFailure(.unwritableResult, "error: \(error)")
        } catch {
            throw CommandFailure(.unreadableInput, "error: \(error)")
        }
    }
}
