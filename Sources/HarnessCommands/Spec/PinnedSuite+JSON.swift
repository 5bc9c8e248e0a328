import Foundation
import Persistence

extension PinnedSuite {
    /// The pins of `spec/suites.json`.
    /// - Throws: ``CommandFailure`` with status 66.
    static func all(in file: URL) throws(CommandFailure) -> [PinnedSuite] {
        let json = try JSONDocument.read(file.path)
        guard json["kind"]?.string == "suites", json["version"]?.int == 1, let rows = json["suites"]?.array else {
            throw CommandFailure(.unreadableInput, "\(file.path): error: not a list of suites of version 1")
        }
        var suites: [PinnedSuite] = []
        for row in rows {
            guard let name = row["name"]?.string, let url = row["url"]?.string, let commit = row["commit"]?.string,
                let files = row["files"]?.int, let bytes = row["bytes"]?.int, let sha256 = row["sha256"]?.string,
                commit.allSatisfy(\.isHexDigit), name.allSatisfy({ $0.isLetter || $0.isNumber })
            else {
                throw CommandFailure(
                    .unreadableInput, "\(file.path): error: a suite needs name, url, commit, files, bytes and sha256")
            }
            let checksum = SuiteChecksum(files: files, bytes: bytes, sha256: sha256)
            suites.append(PinnedSuite(name: name, url: url, commit: commit, checksum: checksum))
        }
        return suites
    }
}
