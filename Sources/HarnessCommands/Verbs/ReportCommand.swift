import ArgumentParser
import Foundation
import Persistence
import Reporting

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make a page of recorded results.",
        discussion: """
            PATHs are JSON results of 'conform' and 'fuzz', divergence records, and folders that are searched for such \
            records (record.json). Results of shards are put together. Nothing is judged here: the page shows what the \
            results say.

            Exit status: 0 if the page was written, whatever it shows; 64 for a wrong command line; 66 if a result \
            cannot be read; 74 if the page cannot be written.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case html, junit, sarif, markdown, json
    }

    @Argument(help: ArgumentHelp("Results, records, and folders of records.", valueName: "path"))
    var paths: [String]

    @Option(help: "The kind of page: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format = Format.html

    @Option(help: ArgumentHelp("Where the page goes; '-' is standard output.", valueName: "file"))
    var output = "-"

    @Option(help: "What a test case of the JUnit XML is: \(JUnitPage.Granularity.names).")
    var junitGranularity = JUnitPage.Granularity.command

    func run() throws {
        let report = try Self.report(of: paths)
        try Destination.write(try page(of: report), to: output)
    }

    private func page(of report: Report) throws(CommandFailure) -> [UInt8] {
        switch format {
        case .html: return Array(HTMLPage().text(of: report).utf8)
        case .markdown: return Array(MarkdownPage().text(of: report).utf8)
        case .sarif: return SARIFPage.json(of: report).pretty
        case .json: return JSONPage.json(of: report).pretty
        case .junit:
            guard let conformance = report.conformance else {
                throw CommandFailure(.unreadableInput, "error: JUnit XML needs a conformance result, and none was given")
            }
            return Array(JUnitPage(granularity: junitGranularity).text(of: conformance).utf8)
        }
    }

    private static func report(of paths: [String]) throws(CommandFailure) -> Report {
        var documents: [Report.Document] = []
        for path in paths {
            if (try? URL(filePath: path).resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
                for folder in try foldersWithRecord(in: path) {
                    documents.append(Report.Document(try JSONDocument.read(folder + "/" + recordName), folder: folder))
                }
            } else {
                documents.append(Report.Document(try JSONDocument.read(path)))
            }
        }
        do throws(RecordError) {
            return try Report(documents)
        } catch {
            throw CommandFailure(.unreadableInput, "\(paths.joined(separator: ", ")): error: \(error)")
        }
    }

    private static let recordName = "record.json"

    private static func foldersWithRecord(in folder: String) throws(CommandFailure) -> [String] {
        do {
            let top = folder.hasSuffix("/") && folder != "/" ? String(folder.dropLast()) : folder
            return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().compactMap { path in
                if path == recordName { return top }
                return path.hasSuffix("/" + recordName) ? top + "/" + path.dropLast(recordName.count + 1) : nil
            }
        } catch {
            throw CommandFailure(.unreadableInput, "\(folder): error: cannot be searched")
        }
    }
}

extension JUnitPage.Granularity: ExpressibleByArgument {
    /// For help texts.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
