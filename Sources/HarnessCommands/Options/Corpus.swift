import Foundation
import Triage

/// The regression corpus on disk.
enum Corpus {
    /// Where it is if the command line does not say.
    static let defaultPath = "corpus"

    /// Folders below `path` that hold a record, sorted; `path` itself if it does.
    static func buckets(at path: String) -> [String] {
        if isBucket(path) { return [path] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().map { path + "/" + $0 }.filter(isBucket)
    }

    static func isBucket(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/" + Bucket.recordName)
    }
}
