import ArgumentParser
import Triage

struct TriageShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print what is known of one bucket: its report as the engine's maintainers would receive it.",
        discussion: "Exit status: 0; 64 if the name fits several buckets; 66 if there is no such bucket.")

    @Argument(help: ArgumentHelp("A bucket's folder or signature, or a beginning of either.", valueName: "bucket"))
    var name: String

    @OptionGroup var corpusOptions: CorpusOptions

    func run() async throws {
        let (bucket, note) = try corpusOptions.bucket(named: name)
        var text = "bucket     \(bucket.path)\nsignature  \(bucket.signature)\nblamed     \(bucket.blamed)\n"
        text += "state      \(note.state.name)\(note.state.detail.map { " " + $0 } ?? "")\n"
        if let words = note.note { text += "note       \(words)\n" }
        for signature in note.merged { text += "merged     \(signature)\n" }
        text += "\n" + (bucket.report ?? bucket.script ?? "")
        try StandardOutput.write(text)
    }
}
