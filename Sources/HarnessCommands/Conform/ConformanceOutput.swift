import Conformance
import Persistence
import Reporting

/// Where the results of `assay conform` go: a summary for people, and the documents that were asked for.
struct ConformanceOutput {
    /// `-` is standard output.
    var json: String?
    var junit: String?
    var junitGranularity = JUnitPage.Granularity.command
    var isQuiet: Bool

    /// A document on standard output leaves no place there for the summary.
    private var summaryGoesToError: Bool { json == "-" || junit == "-" }

    /// - Throws: ``CommandFailure`` with status 74.
    func write(_ result: ConformanceResult) throws {
        if let json {
            try Destination.write(ConformanceDocument(result, version: AssayCommand.version).json.pretty, to: json)
        }
        try writeJUnit(RecordedConformance(result, version: AssayCommand.version))
        guard !isQuiet else { return }
        try say(ConformanceSummary(result: result).text)
    }

    private func writeJUnit(_ conformance: @autoclosure () -> RecordedConformance) throws(CommandFailure) {
        guard let junit else { return }
        let page = JUnitPage(granularity: junitGranularity).text(of: conformance())
        try Destination.write(Array(page.utf8), to: junit)
    }

    /// Merges the documents of shards into the one of the whole run, and judges that.
    func merge(_ paths: [String]) throws {
        var whole: ConformanceDocument?
        for path in paths {
            let part = try document(at: path)
            do throws(ConformanceDocument.MergeError) {
                whole = try whole?.merged(with: part) ?? part
            } catch {
                throw CommandFailure(.unreadableInput, "\(path): error: \(error.message)")
            }
        }
        guard let whole else { return }
        if let json { try Destination.write(whole.json.pretty, to: json) }
        try writeJUnit(RecordedConformance(whole))
        if !isQuiet {
            try say(
                whole.engines.map { engine in
                    "\(engine.name)  \(engine.counts.passed) passed, \(engine.counts.failed) failed, "
                        + "\(engine.counts.skipped) skipped in \(Decimals.text(engine.seconds, places: 2)) s\n"
                }.joined())
        }
        if !whole.isAsExpected { throw CommandFailure(.failed) }
    }

    private func document(at path: String) throws(CommandFailure) -> ConformanceDocument {
        do {
            return try ConformanceDocument(JSONDocument.read(path))
        } catch let error as ConformanceDocument.FormatError {
            throw CommandFailure(.unreadableInput, "\(path): error: \(error.message)")
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.unreadableInput, "\(path): error: \(error)")
        }
    }

    private func say(_ text: String) throws {
        if summaryGoesToError { StandardError.write(text) } else { try StandardOutput.write(text) }
    }
}
