import ArgumentParser
import Foundation
import Persistence
import Triage

/// `assay triage`: the life of a bucket, one file for each verb.
struct TriageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage",
        abstract: "List, show, mark, merge and export the buckets of the corpus.",
        discussion: """
            A bucket is a folder of the corpus: the smallest reproducer of one bug as module.wasm, module.wat and a \
            self-contained reproducer.wast, what every engine observed in record.json, and report.md for the engine's \
            maintainers. What people say about it stands in triage.json.
            """,
        subcommands: [
            TriageListCommand.self, TriageShowCommand.self, TriageMarkCommand.self, TriageMergeCommand.self,
            TriageExportCommand.self, TriageSuppressCommand.self, TriageImportCommand.self,
            TriageExperimentCommand.self, TriageBisectCommand.self,
        ])
}

/// Options of every verb that works on a corpus.
struct CorpusOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the buckets.", valueName: "folder"))
    var corpus = Corpus.defaultPath

    /// Every bucket of the corpus with what was said about it, by name of the folder.
    /// - Throws: ``CommandFailure`` with status 66 if one cannot be read.
    func buckets() throws(CommandFailure) -> [(bucket: Bucket, note: TriageNote)] {
        do throws(Bucket.Failure) {
            var list: [(bucket: Bucket, note: TriageNote)] = []
            for path in Corpus.buckets(at: corpus) {
                list.append((try Bucket(reading: path), try TriageNote(readingFrom: path)))
            }
            return list
        } catch {
            throw CommandFailure(.unreadableInput, "error: \(error)")
        }
    }

    /// The one bucket that a command line names: by its folder, its folder's name, its signature, or a beginning of
    /// either that no other has.
    /// - Throws: ``CommandFailure`` with status 66 or 64.
    func bucket(named name: String) throws(CommandFailure) -> (bucket: Bucket, note: TriageNote) {
        if Corpus.isBucket(name) {
            do throws(Bucket.Failure) {
                return (try Bucket(reading: name), try TriageNote(readingFrom: name))
            } catch {
                throw CommandFailure(.unreadableInput, "error: \(error)")
            }
        }
        let all = try buckets()
        if let exact = all.first(where: { $0.bucket.name == name || $0.bucket.signature == name }) { return exact }
        let found = all.filter { $0.bucket.name.hasPrefix(name) || $0.bucket.signature.hasPrefix(name) }
        guard let first = found.first else {
            throw CommandFailure(.unreadableInput, "error: no bucket '\(name)' in \(corpus)")
        }
        guard found.count == 1 else {
            let names = found.map { "  " + $0.bucket.name }.joined(separator: "\n")
            throw CommandFailure(.usage, "error: '\(name)' begins the names of several buckets:\n\(names)")
        }
        return first
    }
}

/// Runs what writes, and says with status 74 what could not be written.
func writing<Result>(_ work: () throws(PersistenceError) -> Result) throws(CommandFailure) -> Result {
    do throws(PersistenceError) {
        return try work()
    } catch {
        throw CommandFailure(.unwritableResult, "error: \(error)")
    }
}
