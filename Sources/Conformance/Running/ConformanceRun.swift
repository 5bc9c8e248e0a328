package import EngineInterface
import Foundation
import Synchronization
package import WasmModel

/// Runs many scripts on many engines, several at a time.
package struct ConformanceRun: Sendable {
    package var engines: [any Engine]
    package var limits = ExecutionLimits()
    /// Instead of what the folder of each script says.
    package var features: FeatureSet?
    package var falsifies = false
    /// Scripts at the same time.
    package var jobs = 1

    package init(engines: [any Engine]) { self.engines = engines }

    /// What has been done so far; safe to ask from any thread.
    package final class Progress: Sendable {
        package struct Snapshot: Sendable {
            package var filesDone = 0
            package var filesTotal = 0
            package var counts = Counts()
        }
        private let state: Mutex<Snapshot>
        private let cancelled = Atomic<Bool>(false)

        package init(files: Int) { state = Mutex(Snapshot(filesTotal: files)) }

        package var snapshot: Snapshot { state.withLock { $0 } }
        /// Scripts that have not ended are given up; their results are not reported.
        package func cancel() { cancelled.store(true, ordering: .relaxed) }
        package var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

        fileprivate func finish(_ results: [FileResult]) {
            let sum = results.reduce(Counts()) { $0 + $1.counts }
            state.withLock {
                $0.filesDone += 1
                $0.counts = $0.counts + sum
            }
        }
    }

    /// Results in the order of `files` and, for each, of `engines`.
    package struct Results: Sendable {
        package var files: [FileResult] = []
        /// Scripts that could not be read.
        package var unreadable: [InputError] = []
        /// Scripts that were not run to their end because the run was cancelled.
        package var unfinished = 0
    }

    /// Runs everything and returns when it is done; order and content of the results do not depend on ``jobs``.
    /// `tick` is called a few times a second meanwhile, on the caller's thread.
    package func run(_ files: [SuiteFile], progress: Progress, tick: () -> Void = {}) -> Results {
        let slots = Mutex<[Result<[FileResult], InputError>?]>(Array(repeating: nil, count: files.count))
        let next = Atomic<Int>(0)
        let workers = DispatchGroup()
        for _ in 0..<max(1, min(jobs, files.count)) {
            workers.enter()
            let thread = Thread {
                while !progress.isCancelled {
                    let position = next.add(1, ordering: .relaxed).oldValue
                    guard position < files.count else { break }
                    let outcome = results(of: files[position], isCancelled: { progress.isCancelled })
                    if case .success(let results)? = outcome { progress.finish(results) }
                    slots.withLock { $0[position] = outcome }
                }
                workers.leave()
            }
            // Engines may use the native stack for calls inside each other; what a thread gets by default varies.
            thread.stackSize = Self.stackSize
            thread.start()
        }
        // A call that never comes back must not keep the results of all others from being written.
        var patience = Self.patience
        while workers.wait(timeout: .now() + Self.interval) == .timedOut, patience > 0 {
            tick()
            if progress.isCancelled { patience -= 1 }
        }
        var all = Results()
        for slot in slots.withLock({ $0 }) {
            switch slot {
            case .success(let files)?: all.files += files
            case .failure(let error)?: all.unreadable.append(error)
            case nil: all.unfinished += 1
            }
        }
        return all
    }

    /// Between two calls of `tick`, in seconds.
    private static let interval = 0.1
    /// Intervals from a cancellation until scripts that are still running are left behind.
    private static let patience = 20
    private static let stackSize = 16 << 20

    private func results(of file: SuiteFile, isCancelled: () -> Bool) -> Result<[FileResult], InputError>? {
        let script: PreparedScript
        do throws(InputError) {
            script = try PreparedScript(reading: file, features: features)
        } catch {
            return .failure(error)
        }
        var results: [FileResult] = []
        for engine in engines {
            let runner = ScriptRunner(engine: engine, limits: limits, features: features, falsifies: falsifies)
            guard let result = runner.run(script, isCancelled: isCancelled) else { return nil }
            results.append(result)
        }
        return .success(results)
    }
}
