import Foundation
import Persistence

/// The batches that a campaign has begun and not ended, as files of its folder: what a process that died was doing.
///
/// A batch that a process died of is run again with every engine in a process of its own, and there the engine that
/// dies is seen to. One that is the death of the harness itself, even so, is given up after some attempts.
struct FlightLog {
    private let folder: String
    /// By batch, how often the process died of it although its engines were isolated.
    private(set) var suspects: [Int: Int] = [:]

    static let mostAttempts = 2

    /// Behind the number in the file of a batch whose engines are isolated.
    private static let isolationMark = "i"

    /// - Parameters:
    ///   - isResumed: whether what an earlier process left behind counts.
    ///   - hasDied: whether that process died of itself. Who is killed says nothing about what he was doing.
    init(_ folder: String, isResumed: Bool, hasDied: Bool, nextBatch: Int) throws(PersistenceError) {
        self.folder = folder
        try Files.createFolder(folder)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard let number = Int(name) else { continue }
            if isResumed, number >= nextBatch {
                let text = String(decoding: try Files.read(path(number), limit: 16), as: UTF8.self)
                let wasIsolated = text.hasSuffix(Self.isolationMark)
                suspects[number] = (Int(wasIsolated ? String(text.dropLast()) : text) ?? 0) + (wasIsolated && hasDied ? 1 : 0)
            } else {
                end(number)
            }
        }
    }

    private func path(_ number: Int) -> String { "\(folder)/\(number)" }

    /// Whether a batch is to be given up: whatever is done, the harness dies of it.
    func isGivenUp(_ number: Int) -> Bool { suspects[number, default: 0] >= Self.mostAttempts }

    /// Without a wait for the disk: what counts is that this process may end.
    func begin(_ number: Int, isIsolated: Bool) {
        let content = "\(suspects[number, default: 0])" + (isIsolated ? Self.isolationMark : "")
        _ = FileManager.default.createFile(atPath: path(number), contents: Data(content.utf8))
    }

    func end(_ number: Int) { try? FileManager.default.removeItem(atPath: path(number)) }
}
