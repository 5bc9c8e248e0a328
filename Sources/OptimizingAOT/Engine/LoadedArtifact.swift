import Foundation
import NativeCode

/// A shared object in this process, with the addresses at which its code is entered.
final class LoadedArtifact {
    /// By defined function.
    let entries: [UInt64]
    /// By type index; 0 where there is none.
    let thunks: [UInt64]
    private let object: SharedObject

    /// Why an artifact could not be loaded, in words.
    struct Failure: Error { var reason: String }

    /// Loads the file at `path`, whose manifest was checked.
    init(path: String, _ manifest: ArtifactManifest) throws(Failure) {
        var object: SharedObject
        do {
            object = try SharedObject(path: path)
        } catch {
            throw Failure(reason: error.reason)
        }
        guard let code = object.address(of: ELFWriter.codeSymbol) else { throw Failure(reason: "no symbol \(ELFWriter.codeSymbol)") }
        guard object.registerCode(code..<code + UInt64(max(manifest.codeByteCount, 1))) else {
            throw Failure(reason: "too many artifacts are loaded")
        }
        entries = manifest.entryOffsets.map { code + UInt64($0) }
        thunks = manifest.thunkOffsets.map { $0 == .max ? 0 : code + UInt64($0) }
        self.object = object
    }

    private static let folder = FileManager.default.temporaryDirectory.path()

    /// Writes an artifact to a file of its own, loads it and removes the file, which the mapping keeps alive.
    static func load(_ file: [UInt8], _ manifest: ArtifactManifest) throws(Failure) -> LoadedArtifact {
        guard let scratch = ScratchFile(file, in: folder) else { throw Failure(reason: "cannot write to \(folder)") }
        return try LoadedArtifact(path: scratch.path, manifest)
    }
}
