import ExternalEngines
import Foundation
import Persistence

/// The folder that engines are installed in: `ASSAY_ENGINES`, else `assay/engines` in the user's cache (XDG Base
/// Directory Specification).
enum EngineCache {
    static var folder: URL {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["ASSAY_ENGINES"], !named.isEmpty { return URL(fileURLWithPath: named) }
        let cache: URL
        if let named = environment["XDG_CACHE_HOME"], named.hasPrefix("/") {
            cache = URL(fileURLWithPath: named)
        } else {
            cache = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
        }
        return cache.appending(path: "assay/engines")
    }

    /// Where a release of Wasmtime is, or would be.
    static func folder(of release: WasmtimeRelease) -> URL { folder.appending(path: "wasmtime-\(release)") }

    static func wasmtime(_ release: WasmtimeRelease) -> WasmtimeInstallation? {
        let path = folder(of: release).appending(path: WasmtimeInstallation.libraryPath).path
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return WasmtimeInstallation(release: release, path: path, origin: .cache)
    }

    /// All releases of Wasmtime in it.
    static func wasmtimeReleases() -> [WasmtimeInstallation] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.compactMap { name in
            guard name.hasPrefix("wasmtime-") else { return nil }
            return WasmtimeRelease(name.dropFirst("wasmtime-".count)).flatMap(wasmtime)
        }
    }
}

/// Brings a release of Wasmtime into the cache: its wheel, by pip, from wherever the user's pip is told to look.
struct EngineInstaller {
    struct Installed {
        var installation: WasmtimeInstallation
        var wasThere: Bool
        var bytes: Int
        var sha256: String
    }

    /// - Parameter release: `nil` for the newest whose interface is known.
    /// - Throws: ``CommandFailure`` with status 69 if it cannot be had, 74 if it cannot be written.
    static func install(_ release: WasmtimeRelease?) throws(CommandFailure) -> Installed {
        if let release, let present = EngineCache.wasmtime(release) {
            return try checked(present, in: EngineCache.folder(of: release), wasThere: true)
        }
        let files = FileManager.default
        let cache = EngineCache.folder
        // A name that is not the release's, so that nobody finds what is not whole.
        let workshop = cache.appending(path: ".install-\(ProcessInfo.processInfo.processIdentifier)")
        do {
            try files.createDirectory(at: workshop, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(.unwritableResult, "\(cache.path): error: cannot be written: \(error.localizedDescription)")
        }
        defer { try? files.removeItem(at: workshop) }
        try pip(release.map { "wasmtime==\($0)" } ?? "wasmtime<=\(WasmtimeRelease.known.upperBound)", into: workshop)
        guard let found = WasmtimeInstallation.release(ofWheelIn: workshop) else {
            throw CommandFailure(.engineUnavailable, "error: what pip installed is not Wasmtime")
        }
        let library = workshop.appending(path: WasmtimeInstallation.libraryPath).path
        _ = try checked(WasmtimeInstallation(release: found, path: library, origin: .cache), in: workshop, wasThere: false)
        let destination = EngineCache.folder(of: found)
        do {
            // Someone else may have been faster; then theirs stays.
            if !files.fileExists(atPath: destination.path) { try files.moveItem(at: workshop, to: destination) }
        } catch {
            throw CommandFailure(.unwritableResult, "\(destination.path): error: cannot be written: \(error.localizedDescription)")
        }
        guard let installed = EngineCache.wasmtime(found) else {
            throw CommandFailure(.engineUnavailable, "error: the wheel of Wasmtime \(found) has no library for this machine")
        }
        return try checked(installed, in: destination, wasThere: false)
    }

    private static func pip(_ requirement: String, into folder: URL) throws(CommandFailure) {
        let end: ChildProgram.End
        do {
            end = try ChildProgram.output(of: [
                "python3", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--no-compile",
                "--only-binary", ":all:", "--target", folder.path, requirement,
            ])
        } catch {
            throw CommandFailure(.engineUnavailable, "error: pip cannot be run: \(error.localizedDescription)")
        }
        guard end.status != 0 else { return }
        let lines = end.error.split(separator: "\n").map(String.init)
        let words = lines.last { $0.hasPrefix("ERROR") } ?? lines.last ?? "status \(end.status)"
        let isOffline = ["connection", "resolution", "Network", "unreachable", "timed out"].contains { end.error.contains($0) }
        let hint = isOffline ? "; the network, or the package index that pip is set up for, cannot be reached" : ""
        throw CommandFailure(.engineUnavailable, "error: pip cannot install '\(requirement)': \(words)\(hint)")
    }

    /// Compares the library with the checksum in the wheel's own list (Python packaging, "Recording installed projects").
    private static func checked(
        _ installation: WasmtimeInstallation, in folder: URL, wasThere: Bool
    ) throws(CommandFailure) -> Installed {
        let record = folder.appending(path: "wasmtime-\(installation.release).dist-info/RECORD")
        guard let list = try? String(contentsOf: record, encoding: .utf8), let wanted = checksum(of: WasmtimeInstallation.libraryPath, in: list),
            let bytes = FileManager.default.contents(atPath: installation.path)
        else {
            throw CommandFailure(.engineUnavailable, "error: \(folder.path) is not a whole wheel of Wasmtime; remove it and install again")
        }
        let found = SHA256.hexadecimal(of: bytes)
        guard found == wanted else {
            throw CommandFailure(
                .engineUnavailable,
                "error: \(installation.path) has the SHA-256 \(found), but its wheel says \(wanted); remove \(folder.path) and install again")
        }
        return Installed(installation: installation, wasThere: wasThere, bytes: bytes.count, sha256: found)
    }

    /// The SHA-256 that a wheel's list has for a file, in hexadecimal. The list has it in Base64 for URLs, unpadded.
    static func checksum(of path: String, in record: String) -> String? {
        for line in record.split(whereSeparator: \.isNewline) {
            let columns = line.split(separator: ",", omittingEmptySubsequences: false)
            guard columns.count >= 2, columns[0] == path, columns[1].hasPrefix("sha256=") else { continue }
            var text = columns[1].dropFirst("sha256=".count).replacing("-", with: "+").replacing("_", with: "/")
            while text.count % 4 != 0 { text += "=" }
            guard let bytes = Data(base64Encoded: String(text)), bytes.count == 32 else { return nil }
            return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        return nil
    }
}
