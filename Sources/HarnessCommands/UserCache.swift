import Foundation
import OptimizingAOT

/// What may be made again at any time: the user's cache folder, by the XDG Base Directory Specification.
enum UserCache {
    static func folder(_ name: String) -> URL {
        let environment = ProcessInfo.processInfo.environment
        let cache =
            environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? URL(fileURLWithPath: $0) : nil }
            ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
        return cache.appendingPathComponent("assay").appendingPathComponent(name)
    }

    /// Where compiled modules are kept: the folder that `ASSAY_ARTIFACTS` names, `artifacts` in the user's cache without
    /// it, and nowhere if it is empty.
    static let artifacts: ArtifactCache? = {
        let named = ProcessInfo.processInfo.environment["ASSAY_ARTIFACTS"]
        if named == "" { return nil }
        return ArtifactCache(folder: named ?? folder("artifacts").path)
    }()
}
