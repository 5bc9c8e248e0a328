import Foundation
import NativeCode
import Persistence

/// Artifacts kept from one process to the next, named by what they were made from: the module, the options and the
/// compiler. Any number of processes may use one folder at once: files appear whole, and one that goes away while it is
/// mapped stays until it is unmapped. What cannot be read or is damaged is compiled again, and what cannot be written is
/// not kept.
package struct ArtifactCache: Hashable, Sendable {
    package let folder: String
    /// Bytes that the files may have together. The folder is measured after one insertion in sixteen and after large ones.
    package let limit: Int

    /// Modules of fewer bytes are compiled sooner than found.
    package static let smallestModule = 16 << 10
    package static let usualLimit = 1 << 30
    private static let suffix = ".so"

    package init(folder: String, limit: Int = usualLimit) {
        self.folder = folder
        self.limit = limit
    }

    /// The name of a module's artifact.
    static func key(_ module: [UInt8], _ options: CompileOptions) -> String {
        let maker = "\(ArtifactManifest.formatVersion) \(AOTTier.version) \(options.target.name) \(options.fingerprint)\n"
        var hash = SHA256()
        hash.update(Array(maker.utf8))
        hash.update(module)
        return hash.finish()
    }

    private func path(_ key: String) -> String { "\(folder)/\(key)\(Self.suffix)" }

    /// The artifact with this key, mapped; `nil` if there is none that is whole.
    func find(_ key: String) -> LoadedArtifact? {
        let path = path(key)
        guard let file = try? Files.read(path, limit: Artifact.largestFile), let manifest = try? ArtifactManifest(checking: file)
        else { return nil }
        // What was used last goes last.
        try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
        return try? LoadedArtifact(path: path, manifest)
    }

    /// Keeps an artifact.
    func insert(_ file: [UInt8], _ key: String) {
        guard file.count <= limit / 4, (try? Files.createFolder(folder)) != nil, let scratch = ScratchFile(file, in: folder),
            scratch.moved(to: path(key))
        else { return }
        if key.hasSuffix("0") || file.count > limit / 64 { trim() }
    }

    /// Removes the files that were used least recently until a quarter of the room is free, if there are too many.
    package func trim() {
        struct Entry {
            var name: String
            var bytes: Int
            var date: Date
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var entries = names.filter { $0.hasSuffix(Self.suffix) }.compactMap { name -> Entry? in
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)"),
                let bytes = attributes[.size] as? Int, let date = attributes[.modificationDate] as? Date
            else { return nil }
            return Entry(name: name, bytes: bytes, date: date)
        }
        var total = entries.reduce(0) { $0 + $1.bytes }
        guard total > limit else { return }
        entries.sort { ($0.date, $0.name) < ($1.date, $1.name) }
        for entry in entries where total > limit / 4 * 3 {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(entry.name)")
            total -= entry.bytes
        }
    }
}

extension CompileOptions {
    /// Two sets of options with the same fingerprint make the same code.
    var fingerprint: String { "\(level) \(disabledPasses.sorted()) \(registerLimit)" }
}
