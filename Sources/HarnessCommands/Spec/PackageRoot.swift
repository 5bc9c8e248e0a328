import Foundation

/// The folder of this package, where `spec/` and `corpus/` lie: above the working folder, or above the executable.
enum PackageRoot {
    static let folder: URL? = {
        let working = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        return [working, executable].lazy.compactMap { $0.flatMap(above) }.first
    }()

    private static func above(_ start: URL) -> URL? {
        var folder = start.standardizedFileURL
        while true {
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent("spec/suites.json").path) {
                return folder
            }
            let parent = folder.deletingLastPathComponent().standardizedFileURL
            if parent.path == folder.path { return nil }
            folder = parent
        }
    }
}
