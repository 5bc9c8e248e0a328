import Conformance
import Foundation
import Persistence

/// A suite that `spec/suites.json` pins.
struct PinnedSuite: Hashable {
    var name: String
    /// Of the repository.
    var url: String
    var commit: String
    var checksum: SuiteChecksum

    /// - Throws: ``CommandFailure`` with status 66.
    static func all() throws(CommandFailure) -> [PinnedSuite] {
        guard let root = PackageRoot.folder else { return [] }
        return try all(in: root.appendingPathComponent("spec/suites.json"))
    }

    /// Where a fetched copy goes, whichever package asks for it: the user's cache.
    var cacheFolder: URL {
        UserCache.folder("suites").appendingPathComponent("\(name)-\(commit.prefix(12))")
    }

    /// The variable that names a copy: `ASSAY_TESTSUITE` for `testsuite`.
    var variable: String { "ASSAY_" + name.uppercased() }

    /// A copy on this machine, and how it was found.
    var copy: (folder: URL, source: String)? {
        if let named = ProcessInfo.processInfo.environment[variable], !named.isEmpty {
            return (URL(fileURLWithPath: named), variable)
        }
        return FileManager.default.fileExists(atPath: cacheFolder.path) ? (cacheFolder, "fetched") : nil
    }
}

/// What a suite's scripts are, in one line that can be compared.
struct SuiteChecksum: Hashable {
    var files: Int
    var bytes: Int
    /// Of the lines `sha256sum` prints for all scripts in the order of their paths.
    var sha256: String

    /// - Throws: ``InputError``.
    init(of folder: URL) throws(InputError) {
        guard let subpaths = try? FileManager.default.subpathsOfDirectory(atPath: folder.path) else {
            throw InputError(file: folder.path, message: "cannot be listed")
        }
        let paths = subpaths.filter { $0.hasSuffix(".wast") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var all = SHA256()
        bytes = 0
        for path in paths {
            let contents = try SuiteFile(url: folder.appendingPathComponent(path), name: path).bytes()
            bytes += contents.count
            all.update(Array("\(SHA256.hexadecimal(of: contents))  \(path)\n".utf8))
        }
        files = paths.count
        sha256 = all.finish()
    }

    init(files: Int, bytes: Int, sha256: String) {
        self.files = files
        self.bytes = bytes
        self.sha256 = sha256
    }
}
