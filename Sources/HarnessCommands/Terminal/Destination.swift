import Foundation
import Persistence

/// A place that a command line names for a result: a file, or `-` for standard output.
enum Destination {
    /// - Throws: ``CommandFailure`` with status 74.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        if path == "-" {
            do {
                try FileHandle.standardOutput.write(contentsOf: Data(bytes))
            } catch {
                throw CommandFailure(.unwritableResult, "error: standard output cannot be written")
            }
            return
        }
        do throws(PersistenceError) {
            try AtomicFile.replace(path, with: bytes)
        } catch {
            throw CommandFailure(.unwritableResult, "error: \(error)")
        }
    }
}

/// A file that a command line names as an input.
enum Source {
    /// Far above anything a script or module needs.
    private static let limit = 1 << 30

    /// - Throws: ``CommandFailure`` with status 66. `-` is standard input.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        do throws(PersistenceError) {
            return try Files.read(path == "-" ? "/dev/stdin" : path, limit: limit)
        } catch {
            switch error {
            case .unreadable(_, let reason):
                throw CommandFailure(.unreadableInput, "\(path): error: cannot be read: \(reason)")
            default: throw CommandFailure(.unreadableInput, "\(path): error: \(error)")
            }
        }
    }
}

/// A JSON file that a command line, or this package, names as an input.
enum JSONDocument {
    /// - Throws: ``CommandFailure`` with status 66.
    static func read(_ path: String) throws(CommandFailure) -> JSON {
        let text = try Source.read(path)
        do throws(PersistenceError) {
            return try JSON(parsing: text, limits: JSONLimits(bytes: 1 << 30))
        } catch {
            if case .malformedJSON(let place, let reason) = error {
                throw CommandFailure(.unreadableInput, "\(path):\(place.line):\(place.column): error: \(reason)")
            }
            throw CommandFailure(.unreadableInput, "\(path): error: \(error)")
        }
    }
}
