import ArgumentParser
import Persistence
import Triage

struct TriageMarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark",
        abstract: "Say where a bucket stands.",
        discussion: """
            States: new; known; filed, with the link of the report; fixed, with the engine's version that has the repair; \
            not-a-bug, with the rule of the specification that allows it.

            Exit status: 0; 64 for a wrong state; 66 if there is no such bucket; 74 if it cannot be written.
            """)

    @Argument(help: ArgumentHelp("A bucket's folder or signature, or a beginning of either.", valueName: "bucket"))
    var name: String

    @Argument(help: ArgumentHelp("The state.", valueName: "state"))
    var state: String

    @Argument(help: ArgumentHelp("The link, version or rule.", valueName: "detail"))
    var detail: String?

    @Option(help: ArgumentHelp("Words to keep with the bucket.", valueName: "text"))
    var note: String?

    @OptionGroup var corpusOptions: CorpusOptions

    func validate() throws {
        guard TriageState.names.contains(state) else {
            throw ValidationError("'\(state)' is no state; states: \(TriageState.names.joined(separator: ", "))")
        }
        guard TriageState(name: state, detail: detail) != nil else {
            throw ValidationError("'\(state)' needs its link, version or rule behind it")
        }
    }

    func run() async throws {
        var (bucket, triage) = try corpusOptions.bucket(named: name)
        triage.state = TriageState(name: state, detail: detail) ?? triage.state
        if let note { triage.note = note }
        let result = triage
        try writing { () throws(PersistenceError) in try result.write(to: bucket.path) }
    }
}
