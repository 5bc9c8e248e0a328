import ArgumentParser
import Campaign
import Persistence
import Reporting

struct FuzzCurveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "curve",
        abstract: "Show how a campaign went: rate, memory, open files and coverage over the time.",
        discussion: """
            Reads what the campaign wrote every second. The result is a table in Markdown, or a drawing if --output ends with .svg.

            Exit status: 0; 66 if the folder holds no campaign; 74 if the result cannot be written.
            """)

    @Argument(help: ArgumentHelp("A campaign.", valueName: "folder"))
    var folder: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Where the result goes; '-' is standard output.", valueName: "file"))
    var output = "-"

    func run() async throws {
        let lines: [JSON]
        do throws(PersistenceError) {
            lines = try JSONLines(path: folder + "/" + CampaignFolder.statistics).values
        } catch {
            throw CommandFailure(.unreadableInput, "error: \(folder) holds no campaign: \(error)")
        }
        let page = CurvePage(RecordedCurve(lines))
        try Destination.write(Array((output.hasSuffix(".svg") ? page.svg : page.markdown).utf8), to: output)
    }
}
