import ArgumentParser
import Foundation
import Persistence
import Triage

struct TriageExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write buckets as a folder of scripts that any runner of the official suites can read.",
        discussion: """
            One NAME.wast and one NAME.md for each bucket, named by its signature. Buckets that are marked not-a-bug are left \
            out.

            Exit status: 0; 66 if a bucket cannot be read; 74 if a file cannot be written.
            """)

    @Argument(help: ArgumentHelp("Buckets; all of the corpus without.", valueName: "bucket"))
    var names: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Where the files go.", valueName: "folder"))
    var output: String

    @OptionGroup var corpusOptions: CorpusOptions

    func run() async throws {
        var list: [(bucket: Bucket, note: TriageNote)] = []
        if names.isEmpty {
            list = try corpusOptions.buckets()
        } else {
            for name in names { list.append(try corpusOptions.bucket(named: name)) }
        }
        let output = output
        var written = 0
        for (bucket, note) in list {
            if case .notABug = note.state { continue }
            guard let script = bucket.script else { continue }
            let report = bucket.report
            try writing { () throws(PersistenceError) in
                try Files.createFolder(output)
                try AtomicFile.replace(output + "/" + bucket.name + ".wast", with: Array(script.utf8))
                if let report { try AtomicFile.replace(output + "/" + bucket.name + ".md", with: Array(report.utf8)) }
            }
            written += 1
        }
        try StandardOutput.write("\(written) scripts in \(output)\n")
    }
}
