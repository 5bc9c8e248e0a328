import Foundation

/// The built `assay`, run as a shell would run it.
struct Executable {
    struct End {
        var status: Int32
        var output: String
        var error: String
    }

    /// Beside the tests, where the package manager puts everything it builds.
    static let url: URL = {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return tests.appendingPathComponent("assay")
    }()
    static let isBuilt = FileManager.default.isExecutableFile(atPath: url.path)

    /// - Parameters:
    ///   - path: where it finds other programs, if not where this process does.
    ///   - interruption: seconds after which it gets a Ctrl-C.
    static func run(
        _ arguments: [String], in folder: URL? = nil, path: String? = nil, interruption: Double? = nil
    ) throws -> End {
        let process = Process()
        if let path { process.environment = ProcessInfo.processInfo.environment.merging(["PATH": path]) { $1 } }
        process.executableURL = url
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let scratch = try TemporaryFolder()
        let output = scratch.url.appendingPathComponent("output"), error = scratch.url.appendingPathComponent("error")
        for file in [output, error] { try Data().write(to: file) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
        if let interruption {
            Thread.sleep(forTimeInterval: interruption)
            process.interrupt()
        }
        process.waitUntilExit()
        return End(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try String(contentsOf: output, encoding: .utf8),
            error: try String(contentsOf: error, encoding: .utf8))
    }
}

/// A folder that goes when the last reference does.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("assay-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
    }
}
