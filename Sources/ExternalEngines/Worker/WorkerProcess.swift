import Dispatch
import EngineInterface
import Foundation
import Synchronization

/// A running worker. It ends with the value: killed, and waited for.
final class WorkerProcess {
    private let process = Process()
    private let channel: FrameChannel
    private let engine: EngineIdentity
    /// Seconds that one answer may take.
    var allowance = 60.0

    init(_ program: String, _ arguments: [String], _ engine: EngineIdentity) throws(EngineFailure) {
        self.engine = engine
        let toWorker = Pipe()
        let fromWorker = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = toWorker
        process.standardOutput = fromWorker
        // A crash of a worker is an observation; nobody reads a backtrace of it.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        channel = FrameChannel(input: fromWorker.fileHandleForReading, output: toWorker.fileHandleForWriting)
        signal(SIGPIPE, SIG_IGN)
        do {
            try process.run()
        } catch {
            throw EngineFailure(engine: engine, detail: "cannot start \(program): \(error.localizedDescription)")
        }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// Sends a request and waits for its answer.
    /// - Throws: the worker's own failure, or its death, which is marked as a crash.
    func ask(_ request: WorkerRequest) throws(EngineFailure) -> WorkerResponse {
        let isLate = Mutex(false)
        let identifier = process.processIdentifier
        let watchdog = DispatchWorkItem {
            isLate.withLock { $0 = true }
            kill(identifier, SIGKILL)
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + allowance, execute: watchdog)
        let payload = channel.send(request.payload) ? channel.receive() : nil
        watchdog.cancel()
        guard let payload else { throw death(isLate: isLate.withLock { $0 }) }
        let response: WorkerResponse
        do {
            response = try WorkerResponse(payload)
        } catch {
            throw EngineFailure(engine: engine, detail: "the worker's answer is not of the protocol")
        }
        if case .failure(let words) = response { throw EngineFailure(engine: engine, detail: words) }
        return response
    }

    private func death(isLate: Bool) -> EngineFailure {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        let how: String =
            if isLate {
                "did not answer within \(Int(allowance)) s"
            } else if process.terminationReason == .uncaughtSignal {
                "died by signal \(process.terminationStatus)"
            } else {
                "ended with status \(process.terminationStatus)"
            }
        return EngineFailure(engine: engine, detail: "the worker \(how)", isCrash: true)
    }
}
