import Foundation

/// An open file to read from. Closed when the last reference goes.
final class InputFile {
    private let handle: FileHandle
    private let path: String

    init(path: String) throws(PersistenceError) {
        self.path = path
        do {
            handle = try FileHandle(forReadingFrom: URL(filePath: path))
        } catch {
            throw .unreadable(path: path, reason: reason(of: error))
        }
    }

    deinit { try? handle.close() }

    /// `nil` at the end.
    func read(atMost count: Int) throws(PersistenceError) -> [UInt8]? {
        do {
            guard let data = try handle.read(upToCount: count), !data.isEmpty else { return nil }
            return Array(data)
        } catch {
            throw .unreadable(path: path, reason: reason(of: error))
        }
    }
}

/// An open file to write to, at its end. Closed when the last reference goes.
final class OutputFile {
    private let handle: FileHandle
    private let path: String

    /// Replaces what is there.
    convenience init(creating path: String) throws(PersistenceError) {
        do {
            try Data().write(to: URL(filePath: path))
        } catch {
            throw .unwritable(path: path, reason: reason(of: error))
        }
        try self.init(appendingTo: path)
    }

    /// The file must be there.
    init(appendingTo path: String) throws(PersistenceError) {
        self.path = path
        do {
            handle = try FileHandle(forUpdating: URL(filePath: path))
            try handle.seekToEnd()
        } catch {
            throw .unwritable(path: path, reason: reason(of: error))
        }
    }

    deinit { try? handle.close() }

    func write(_ bytes: [UInt8]) throws(PersistenceError) {
        do {
            try handle.write(contentsOf: Data(bytes))
        } catch {
            throw .unwritable(path: path, reason: reason(of: error))
        }
    }

    /// Cuts the file to its first `count` bytes.
    func truncate(to count: Int) throws(PersistenceError) {
        do {
            try handle.truncate(atOffset: UInt64(count))
        } catch {
            throw .unwritable(path: path, reason: reason(of: error))
        }
    }

    /// Returns when everything written is on the disk.
    func synchronize() throws(PersistenceError) {
        do {
            try handle.synchronize()
        } catch {
            throw .unwritable(path: path, reason: reason(of: error))
        }
    }
}

/// Whole files.
package enum Files {
    /// - Parameter limit: bytes; a device or a pipe that never ends is cut off here.
    package static func read(_ path: String, limit: Int) throws(PersistenceError) -> [UInt8] {
        let file = try InputFile(path: path)
        var bytes: [UInt8] = []
        while let piece = try file.read(atMost: 1 << 20) {
            guard bytes.count + piece.count <= limit else { throw .tooLarge(limit: limit) }
            bytes += piece
        }
        return bytes
    }

    package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Makes the folder and those above it; nothing if it is there.
    package static func createFolder(_ path: String) throws(PersistenceError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(path: path, reason: reason(of: error))
        }
    }
}

/// Replacing a file as a whole.
package enum AtomicFile {
    /// Whoever opens `path`, at any time, sees all of the old bytes or all of the new ones, even after a crash or a
    /// power failure: the bytes go to a new file beside it, are brought to the disk (`fsync`), and the new file then
    /// takes the name (`rename`). After a power failure the old file may be back, for the folder itself is not brought
    /// to the disk. A process that is killed in between leaves a file named `.dat.nosync…` behind.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(PersistenceError) {
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw .unwritable(path: path, reason: reason(of: error))
        }
    }

    /// The same with the text of a JSON value for people.
    package static func replace(_ path: String, with json: JSON) throws(PersistenceError) {
        try replace(path, with: json.pretty)
    }
}

/// What the system says, without the framework's words around it.
private func reason(of error: any Error) -> String {
    let outer = error as NSError
    let inner = (outer.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? outer
    return inner.localizedFailureReason ?? inner.localizedDescription
}
