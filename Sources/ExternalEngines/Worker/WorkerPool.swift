import EngineInterface
import Synchronization

/// The workers of one engine. There are as many as are used at the same time; one that dies is replaced by one that has
/// been started before it was needed.
final class WorkerPool: Sendable {
    private struct State {
        var idle: [WorkerProcess] = []
        /// Kept from the first death on: where one module kills, others will.
        var spare: WorkerProcess?
    }
    private let program: WorkerProgram
    private let engine: EngineIdentity
    private let state = Mutex(State())

    /// Stores after which a worker is replaced, so that what an engine forgets to free does not add up for ever.
    private static let storesPerWorker = 20_000
    /// Stores between two looks at the CPU time.
    private static let storesPerExtension = 64

    init(_ program: WorkerProgram, _ engine: EngineIdentity) {
        self.program = program
        self.engine = engine
    }

    /// A worker that nobody else uses.
    func take() throws(EngineFailure) -> WorkerProcess {
        let waiting = state.withLock { state -> WorkerProcess? in
            if let idle = state.idle.popLast() { return idle }
            defer { state.spare = nil }
            return state.spare
        }
        let process: WorkerProcess
        if let waiting { process = waiting } else { process = try started() }
        process.storeCount += 1
        if process.storeCount % Self.storesPerExtension == 0, let seconds = program.limits.cpuSeconds {
            process.extend(cpuSeconds: seconds)
        }
        return process
    }

    /// Takes a worker back; one that is gone is replaced.
    func giveBack(_ process: WorkerProcess) {
        if !process.isGone {
            if process.storeCount < Self.storesPerWorker { state.withLock { $0.idle.append(process) } }
            return
        }
        guard state.withLock({ $0.spare == nil }), let fresh = try? started() else { return }
        // Someone else may have been faster; then this one ends here.
        state.withLock { if $0.spare == nil { $0.spare = fresh } }
    }

    private func started() throws(EngineFailure) -> WorkerProcess {
        let process = try WorkerProcess(program, engine)
        process.post(.hello(version: WorkerProtocol.version))
        return process
    }
}
