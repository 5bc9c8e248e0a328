import Conformance
import EngineInterface
import Foundation
import Persistence

/// The ledger file that a command line names, if it names one.
struct ConformanceLedger {
    private let path: String?
    private let ledger: ExpectationLedger
    private let updates: Bool

    /// - Throws: ``CommandFailure`` with status 66. A file that is to be updated need not be there.
    init(at path: String?, updates: Bool) throws(CommandFailure) {
        self.path = path
        self.updates = updates
        guard let path else {
            ledger = ExpectationLedger()
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            guard updates, !FileManager.default.fileExists(atPath: path) else {
                throw CommandFailure(.unreadableInput, "\(path): error: cannot be read")
            }
            ledger = ExpectationLedger()
            return
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(.unreadableInput, "\(path): error: not a text in UTF-8")
        }
        do throws(ExpectationLedger.SyntaxError) {
            ledger = try ExpectationLedger(parsing: text)
        } catch {
            throw CommandFailure(.unreadableInput, "\(path):\(error.line):1: error: \(error.message)")
        }
    }

    /// The results with the ledger's marks on them. If the ledger is to be updated it is written first, and then holds
    /// by construction. A run that is not whole can say nothing about entries for what it did not run.
    func judged(
        _ files: [FileResult], engines: [any Engine], scripts: [SuiteFile], shard: Shard, isWhole: Bool
    ) throws(CommandFailure) -> ConformanceResult {
        var files = files
        let names = Set(scripts.map(\.name))
        let answered = ledger.entries(
            ran: Set(files.map(\.path)), engines: Set(engines.map(\.identity.name)), shard: shard,
            isKnown: { !isWhole || names.contains($0) })
        let identities = engines.map(\.identity)
        guard updates, let path else {
            let findings = ExpectationLedger.apply(answered, to: &files)
            return ConformanceResult(engines: identities, files: files, ledgerFindings: findings)
        }
        let updated = ledger.updated(answeringFor: answered, results: files)
        try Self.write(updated.text, to: path)
        let findings = ExpectationLedger.apply(
            updated.entries(
                ran: Set(files.map(\.path)), engines: Set(engines.map(\.identity.name)), shard: shard,
                isKnown: names.contains),
            to: &files)
        return ConformanceResult(engines: identities, files: files, ledgerFindings: findings)
    }

    private static func write(_ text: String, to path: String) throws(CommandFailure) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(.unwritableResult, "\(path): error: cannot be written: \(error.localizedDescription)")
        }
    }
}
