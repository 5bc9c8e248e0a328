import WasmBinary
import WasmModel
import WasmText

/// A module that a command line names, in either format.
enum ModuleSourceFile {
    /// Whether the bytes begin like a module in the binary format.
    static func isBinary(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x00, 0x61, 0x73, 0x6D]) }

    /// - Throws: ``CommandFailure`` with status 66, and `file:line:column: error: …`.
    static func text(_ path: String) throws(CommandFailure) -> Module { try text(Source.read(path), path) }

    static func text(_ bytes: [UInt8], _ path: String) throws(CommandFailure) -> Module {
        do throws(TextError) {
            return try Module(parsing: bytes, options: TextOptions(recordsPositions: true))
        } catch {
            throw CommandFailure(.unreadableInput, "\(path):\(error)")
        }
    }

    /// - Throws: ``CommandFailure`` with status 66, and `file: offset 0x…: error: …`.
    static func binary(_ bytes: [UInt8], _ path: String, features: FeatureSet = .all) throws(CommandFailure) -> Module {
        do throws(BinaryError) {
            return try Module(decoding: bytes, features: features, recordingPositions: true)
        } catch {
            let offset = String(error.offset, radix: 16)
            throw CommandFailure(.unreadableInput, "\(path): offset 0x\(offset): error: \(error.message)")
        }
    }

    /// The bytes of a module in the binary format, whichever format the file is in.
    static func encoded(_ path: String) throws(CommandFailure) -> [UInt8] {
        try encoded(Source.read(path), path)
    }

    static func encoded(_ bytes: [UInt8], _ path: String) throws(CommandFailure) -> [UInt8] {
        isBinary(bytes) ? bytes : try text(bytes, path).encoded()
    }

    /// The name of the file with another extension; `-` stays.
    static func name(_ path: String, extension new: String) -> String {
        if path == "-" { return path }
        let folderEnd = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let dot = path[folderEnd...].lastIndex(of: "."), dot != folderEnd else { return path + "." + new }
        return path[..<dot] + "." + new
    }
}
