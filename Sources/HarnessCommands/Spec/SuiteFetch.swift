import Conformance
import Foundation
import Subprocess

/// Brings a pinned suite onto this machine: by git from its home or a mirror, or from a folder with a copy.
struct SuiteFetch {
    var suite: PinnedSuite
    /// Instead of the suite's home.
    var source: String?

    /// The folder it is in now. A copy that is there already and is right is left alone.
    /// - Throws: ``CommandFailure``.
    func run() async throws -> URL {
        let destination = suite.cacheFolder
        let files = FileManager.default
        if files.fileExists(atPath: destination.path), try SuiteChecksum(of: destination) == suite.checksum {
            return destination
        }
        let parent = destination.deletingLastPathComponent()
        let workshop = parent.appendingPathComponent(".\(suite.name)-\(ProcessInfo.processInfo.processIdentifier)")
        do {
            try files.createDirectory(at: workshop, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                .unwritableResult, "\(parent.path): error: cannot be written: \(error.localizedDescription)")
        }
        defer { try? files.removeItem(at: workshop) }
        let source = source ?? suite.url
        if Self.isPlainFolder(source) {
            try copyScripts(from: URL(fileURLWithPath: source), to: workshop)
        } else {
            try await fetchByGit(from: source, into: workshop)
        }
        let found = try SuiteChecksum(of: workshop)
        guard found == suite.checksum else {
            throw CommandFailure(.unreadableInput, "\(source): error: \(Self.difference(found, suite.checksum))")
        }
        do {
            if files.fileExists(atPath: destination.path) { try files.removeItem(at: destination) }
            try files.moveItem(at: workshop, to: destination)
        } catch {
            throw CommandFailure(
                .unwritableResult, "\(destination.path): error: cannot be written: \(error.localizedDescription)")
        }
        return destination
    }

    static func difference(_ found: SuiteChecksum, _ pin: SuiteChecksum) -> String {
        if found.files != pin.files { return "\(found.files) scripts, but the pin says \(pin.files)" }
        if found.bytes != pin.bytes { return "\(found.bytes) bytes of scripts, but the pin says \(pin.bytes)" }
        return "SHA-256 \(found.sha256), but the pin says \(pin.sha256)"
    }

    /// A folder with scripts in it that is no repository.
    private static func isPlainFolder(_ source: String) -> Bool {
        let folder = URL(fileURLWithPath: source)
        let files = FileManager.default
        guard !source.contains("://"), let names = try? files.contentsOfDirectory(atPath: folder.path) else {
            return false
        }
        return !names.contains(".git") && !names.contains("HEAD")
    }

    private func copyScripts(from folder: URL, to destination: URL) throws {
        let files = FileManager.default
        for path in try files.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".wast") {
            let target = destination.appendingPathComponent(path)
            try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.copyItem(at: folder.appendingPathComponent(path), to: target)
        }
    }

    private func fetchByGit(from source: String, into folder: URL) async throws {
        // A path is relative to where we are, not to where git works.
        let isPath = !source.contains("://") && FileManager.default.fileExists(atPath: source)
        let remote = isPath ? URL(fileURLWithPath: source).standardizedFileURL.path : source
        try await git(["init", "--quiet", folder.path])
        // Not every host hands out a commit by its name; then the whole history comes.
        if try await !git(["fetch", "--quiet", "--depth", "1", remote, suite.commit], in: folder, mayFail: true) {
            try await git(["fetch", "--quiet", remote, "+refs/heads/*:refs/remotes/origin/*"], in: folder)
        }
        try await git(["checkout", "--quiet", "--detach", suite.commit], in: folder)
    }

    @discardableResult
    private func git(_ arguments: [String], in folder: URL? = nil, mayFail: Bool = false) async throws -> Bool {
        let place = folder.map { ["-C", $0.path] } ?? []
        let words = ["-c", "advice.detachedHead=false", "-c", "init.defaultBranch=main"] + place + arguments
        do {
            let result = try await Subprocess.run(
                .name("git"), arguments: Arguments(words), output: .discarded, error: .string(limit: 1 << 16))
            if result.terminationStatus.isSuccess { return true }
            if mayFail { return false }
            let words =
                result.standardError.split(separator: "\n").first.map(String.init) ?? "\(result.terminationStatus)"
            throw CommandFailure(.unreadableInput, "error: git \(arguments[0]) failed: \(words)")
        } catch let error as SubprocessError {
            throw CommandFailure(.unreadableInput, "error: git cannot be run: \(error)")
        }
    }
}
