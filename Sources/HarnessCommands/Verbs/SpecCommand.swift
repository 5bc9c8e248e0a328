import ArgumentParser
import Conformance
import Foundation

struct SpecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spec",
        abstract: "The pinned official suites: where they are, getting them, checking them.",
        discussion: """
            spec/suites.json pins each suite by commit and checksum. A copy that is already on the machine is named by an \
            environment variable (ASSAY_TESTSUITE); otherwise 'assay spec fetch' keeps one in the user's cache.
            """,
        subcommands: [SpecListCommand.self, SpecFetchCommand.self, SpecVerifyCommand.self],
        defaultSubcommand: SpecListCommand.self)
}

struct SpecListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Say which suites are pinned, and where they are.")

    func run() async throws {
        var text = ""
        for suite in try PinnedSuite.all() {
            let place = suite.copy.map { "\($0.folder.path) (\($0.source))" } ?? "not here ('assay spec fetch' gets it)"
            text += "\(suite.name)  \(suite.commit.prefix(12))  \(suite.checksum.files) scripts  \(place)\n"
        }
        if let own = KnownSuites.own {
            text += "core  our own  \(try SuiteChecksum(of: own).files) scripts  \(own.path)\n"
        }
        try StandardOutput.write(text.isEmpty ? "no suites: spec/suites.json is not here\n" : text)
    }
}

struct SpecFetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Get the pinned suites by git and check them.")

    @Option(help: ArgumentHelp("A mirror: a repository, or a folder with a copy.", valueName: "path|url"))
    var from: String?

    func run() async throws {
        for suite in try PinnedSuite.all() {
            let folder = try await SuiteFetch(suite: suite, source: from).run()
            try StandardOutput.write("\(suite.name)  \(suite.commit.prefix(12))  \(folder.path)\n")
        }
    }
}

struct SpecVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compare the scripts that are here with the pin; exit 66 if they differ.")

    @Argument(help: ArgumentHelp("A folder to check instead of the copy that 'list' shows.", valueName: "folder"))
    var folder: String?

    func run() async throws {
        for suite in try PinnedSuite.all() {
            guard let folder = folder.map({ URL(fileURLWithPath: $0) }) ?? suite.copy?.folder else {
                throw CommandFailure(.unreadableInput, "error: \(suite.name) is not here; 'assay spec fetch' gets it")
            }
            let found = try SuiteChecksum(of: folder)
            guard found == suite.checksum else {
                throw CommandFailure(
                    .unreadableInput, "\(folder.path): error: \(SuiteFetch.difference(found, suite.checksum))")
            }
            let size = "\(found.files) scripts, \(found.bytes) bytes"
            try StandardOutput.write("\(suite.name)  \(suite.commit.prefix(12))  as pinned: \(size)\n")
        }
    }
}
