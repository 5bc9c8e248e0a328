import ExternalEngines
import Foundation

/// A library of Wasmtime on this machine.
struct WasmtimeInstallation: Hashable, Sendable {
    enum Origin: String, Sendable {
        case cache = "installed by 'assay engines install'"
        case python = "installed in the active Python"
        case user = "named by the user"
    }
    var release: WasmtimeRelease
    var path: String
    var origin: Origin

    /// Where a wheel keeps it, below the folder that the wheel is unpacked in.
    static let libraryPath = "wasmtime/linux-x86_64/_libwasmtime.so"

    /// Everything that is found without being named: the cache first, each release once, the newest first.
    static func all() -> [WasmtimeInstallation] {
        var found = EngineCache.wasmtimeReleases()
        if let python = inActivePython(), !found.contains(where: { $0.release == python.release }) { found.append(python) }
        return found.sorted { $0.release > $1.release }
    }

    /// The library for a name.
    /// - Throws: ``CommandFailure`` with status 69.
    static func library(for name: ExternalEngineName) throws(CommandFailure) -> WasmtimeInstallation {
        if let path = name.path {
            guard FileManager.default.fileExists(atPath: path) else {
                throw CommandFailure(.engineUnavailable, "error: the engine '\(name)' is not available: \(path) is not there")
            }
            guard let release = name.release ?? release(besideLibraryAt: path) else {
                throw CommandFailure(
                    .engineUnavailable,
                    "error: which release \(path) is cannot be seen; write wasmtime@VERSION=\(path)")
            }
            return WasmtimeInstallation(release: release, path: path, origin: .user)
        }
        if let release = name.release {
            if let installed = EngineCache.wasmtime(release) { return installed }
            if let python = inActivePython(), python.release == release { return python }
            throw CommandFailure(
                .engineUnavailable,
                "error: the engine '\(name)' is not installed; 'assay engines install wasmtime@\(release)' installs it")
        }
        guard let newest = all().first else {
            throw CommandFailure(
                .engineUnavailable, "error: the engine '\(name)' is not installed; 'assay engines install wasmtime' installs it")
        }
        return newest
    }

    /// The release that a wheel's metadata names, where the library stands in an unpacked wheel.
    static func release(besideLibraryAt path: String) -> WasmtimeRelease? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return release(ofWheelIn: folder)
    }

    static func release(ofWheelIn folder: URL) -> WasmtimeRelease? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix("wasmtime-") && name.hasSuffix(".dist-info") {
            if let release = WasmtimeRelease(name.dropFirst("wasmtime-".count).dropLast(".dist-info".count)) { return release }
        }
        return nil
    }

    /// The wheel that the Python on the path would import. Asked once.
    private static func inActivePython() -> WasmtimeInstallation? { activePython }

    private static let activePython: WasmtimeInstallation? = {
        let script = "import importlib.util; s = importlib.util.find_spec('wasmtime'); print(s.submodule_search_locations[0] if s else '')"
        guard let answer = try? ChildProgram.output(of: ["python3", "-c", script]), answer.status == 0 else { return nil }
        let package = answer.output.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !package.isEmpty else { return nil }
        let folder = URL(fileURLWithPath: package).deletingLastPathComponent()
        let library = folder.appendingPathComponent(libraryPath).path
        guard let release = release(ofWheelIn: folder), WasmtimeRelease.known.contains(release),
            FileManager.default.fileExists(atPath: library)
        else { return nil }
        return WasmtimeInstallation(release: release, path: library, origin: .python)
    }()
}

/// A program that is run to its end.
enum ChildProgram {
    struct End {
        var status: Int32
        var output: String
        var error: String
    }

    /// - Parameter words: the program, found on the path, and its arguments.
    static func output(of words: [String]) throws -> End {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        // Files, since a program that fills one pipe while we read the other would wait for ever.
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = folder.appending(path: "output"), error = folder.appending(path: "error")
        for file in [output, error] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
        process.waitUntilExit()
        return End(
            status: process.terminationStatus, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
    }
}
