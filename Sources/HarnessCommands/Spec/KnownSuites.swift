import Conformance
import Foundation

/// The suites that can be run here without being named: the pinned ones that are on this machine, and our own.
enum KnownSuites {
    /// The folder of our own suite, if the package's folder is known.
    static var own: URL? {
        guard let folder = PackageRoot.folder?.appendingPathComponent("spec/core"),
            FileManager.default.fileExists(atPath: folder.path)
        else { return nil }
        return folder
    }

    /// All scripts of all of them.
    /// - Throws: ``CommandFailure`` with status 66 if there is no suite, or one cannot be read.
    static func scripts() throws(CommandFailure) -> [SuiteFile] {
        var folders = try PinnedSuite.all().compactMap { $0.copy?.folder.path }
        if let own { folders.append(own.path) }
        guard !folders.isEmpty else {
            throw CommandFailure(
                .unreadableInput, "error: no suite here; name a folder of scripts, or run 'assay spec fetch'")
        }
        do throws(InputError) {
            return try SuiteFile.all(at: folders)
        } catch {
            throw CommandFailure(.unreadableInput, "\(error)")
        }
    }
}
