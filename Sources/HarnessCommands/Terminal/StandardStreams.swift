import Foundation

/// Results go here and nothing else does.
enum StandardOutput {
    /// - Throws: ``CommandFailure`` with status 74.
    static func write(_ text: String) throws {
        guard tryWrite(text) else {
            throw CommandFailure(.unwritableResult, "error: standard output cannot be written")
        }
    }

    static func tryWrite(_ text: String) -> Bool {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
            return true
        } catch {
            return false
        }
    }
}

/// Progress, and what went wrong. If nobody listens, nothing is lost.
enum StandardError {
    static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
    static let isTerminal = isatty(STDERR_FILENO) == 1
}
