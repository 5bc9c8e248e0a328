import Divergence
import EngineInterface
import Foundation
import Synchronization

/// A command of the user's that says whether a case still has what is looked for: it is given a file and ends with a
/// status.
final class PredicateCommand: Sendable {
    private let command: String
    private let status: Int32
    private let seconds: Double
    private let isScript: Bool
    private let folder: String
    private let next = Atomic<Int>(0)

    /// - Parameter isScript: whether the command is given a script; else the module alone.
    init(_ command: String, status: Int32, seconds: Double, isScript: Bool) throws(CommandFailure) {
        self.command = command
        self.status = status
        self.seconds = seconds
        self.isScript = isScript
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-reduce-\(UUID().uuidString)").path()
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(.unwritableResult, "error: \(folder) cannot be made")
        }
        self.folder = folder
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func holds(for test: DifferentialCase) -> Bool {
        let number = next.wrappingAdd(1, ordering: .relaxed).newValue
        let path = folder + "/candidate-\(number)" + (isScript ? ".wast" : ".wasm")
        let bytes = isScript ? Array(CaseFile.scriptText(of: test).utf8) : test.module
        guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { return false }
        defer { try? FileManager.default.removeItem(atPath: path) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command + " \"$0\"", path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        guard (try? process.run()) != nil else { return false }
        if ended.wait(timeout: .now() + seconds) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            return false
        }
        return process.terminationReason == .exit && process.terminationStatus == status
    }
}
