import ArgumentParser
import Foundation
import Persistence
import Triage

struct TriageSuppressCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppress",
        abstract: "Keep a known bug quiet until a day: campaigns count it and do not report it.",
        discussion: """
            A suppression is bound to a link where the bug is discussed and to the last day on which it holds; 'triage list' \
            names those that have ended and those that never hit. Without options the suppressions are listed.

            Exit status: 0; 64 for a day that is none; 66 or 74 if the list cannot be read or written.
            """)

    @Argument(help: ArgumentHelp("A signature, or the beginning of one followed by '*'.", valueName: "signature"))
    var signature: String?

    @Option(help: ArgumentHelp("Where the bug is discussed.", valueName: "url"))
    var link: String?

    @Option(help: ArgumentHelp("The last day, such as 2027-01-31.", valueName: "day"))
    var expires: String?

    @OptionGroup var corpusOptions: CorpusOptions

    func validate() throws {
        guard signature != nil else { return }
        guard link != nil, let expires, Suppression.isDay(expires) else {
            throw ValidationError("a suppression needs --link and --expires, a day such as 2027-01-31")
        }
    }

    func run() async throws {
        var suppressions: SuppressionList
        do throws(Bucket.Failure) {
            suppressions = try SuppressionList(readingFrom: corpusOptions.corpus)
        } catch {
            throw CommandFailure(.unreadableInput, "error: \(error)")
        }
        guard let signature, let link, let expires else {
            let today = Suppression.day(of: Date())
            let lines = suppressions.list.map { item in
                "\(item.hits)".padded(8) + (item.holds(on: today) ? item.expires : "EXPIRED").padded(12) + item.pattern + "  " + item.link
            }
            return try StandardOutput.write(lines.map { $0 + "\n" }.joined())
        }
        let hits = suppressions.list.first { $0.pattern == signature }?.hits ?? 0
        suppressions.list.removeAll { $0.pattern == signature }
        suppressions.list.append(Suppression(pattern: signature, link: link, expires: expires, hits: hits))
        let result = suppressions
        try writing { () throws(PersistenceError) in try result.write(to: corpusOptions.corpus) }
    }
}
