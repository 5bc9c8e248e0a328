import EngineInterface

/// How a worker is started.
struct WorkerProgram: Hashable, Sendable {
    var path: String
    var arguments: [String]
    var limits: WorkerLimits
}

/// A running worker. It is asked by one thread at a time, and ends with the value.
final class WorkerProcess: @unchecked Sendable {
    private let child: ChildProcess
    private var channel: FrameChannel
    private let engine: EngineIdentity
    /// Answers on their way that nobody waits for.
    private var ignoredAnswers = 0
    /// It died, or was killed for what it did; it cannot be asked any more.
    private(set) var isGone = false
    /// What it had announced when it was gone.
    private var announced: UInt32 = 0
    /// Seconds for the end of a worker that does not read any more to show.
    private static let lastWords = 0.2
    /// Cases it was asked to carry out by one request after another, wrapping as what it announces.
    private var caseCount: UInt32 = 0
    /// Stores it has had.
    var storeCount = 0

    /// Seconds for an answer, beyond what the calls in the question may take.
    let patience: Double

    init(_ program: WorkerProgram, _ engine: EngineIdentity) throws(EngineFailure) {
        self.engine = engine
        patience = program.limits.patience
        do throws(ChildFailure) {
            child = try ChildProcess(program.path, program.arguments, program.limits)
        } catch {
            throw EngineFailure(engine: engine, detail: "cannot start \(program.path): \(error.reason)")
        }
        channel = child.channel()
    }

    /// Sends a request with the next one that is asked; its answer does not matter.
    func post(_ request: WorkerRequest) {
        channel.post(request.write)
        ignoredAnswers += 1
    }

    func extend(cpuSeconds: UInt64) { child.extend(cpuSeconds: cpuSeconds) }

    /// Sends a request and waits for its answer.
    /// - Throws: the worker's own failure, or its death, which is marked as a crash.
    /// - Parameter seconds: what the calls in it may take.
    func ask(_ request: WorkerRequest, within seconds: Double = 0) throws(EngineFailure) -> WorkerResponse {
        channel.post(request.write)
        let response = try answer(within: seconds + patience, flushing: true)
        guard !channel.hasMore else { throw gone("answered more than it was asked") }
        if case .failure(let words) = response { throw EngineFailure(engine: engine, detail: words) }
        return response
    }

    /// What ended a request about many cases before its end.
    struct Setback {
        /// The place of the case that was being carried out; `nil` if none had been begun.
        var culprit: Int?
        var failure: EngineFailure
    }

    /// Asks about many cases at once and hands out the answers as they come. If there is a setback, what was handed out
    /// until then holds; of the others, all but the culprit are to be asked about again.
    func run(
        _ cases: [EngineCase], announcedBy announcement: CaseAnnouncement, _ allowance: (EngineCase) -> Double,
        _ take: (Int, EngineCaseAnswer) -> Void
    ) -> Setback? {
        let before = caseCount
        caseCount &+= UInt32(truncatingIfNeeded: cases.count)
        channel.post(WorkerRequest.run(cases).write)
        // Answers come together, so that the slowest may be the one that is waited for.
        let longest = cases.reduce(0) { max($0, allowance($1)) } + patience
        var begun: Int?
        do throws(EngineFailure) {
            for index in cases.indices {
                if announcement == .frames {
                    switch try answer(within: patience, flushing: index == 0) {
                    case .begun(UInt32(index)): begun = index
                    case .failure(let words): throw refusal(words)
                    default: throw gone("did not say which case it begins")
                    }
                }
                switch try answer(within: longest, flushing: index == 0) {
                case .answer(var answer):
                    answer.failure?.engine = engine
                    take(index, answer)
                case .failure(let words): throw refusal(words)
                default: throw gone("did not answer a case")
                }
            }
            begun = cases.count - 1
            guard !channel.hasMore else { throw gone("answered more than it was asked") }
            return nil
        } catch {
            if announcement == .file, begun == nil {
                let count = Int(announced &- before)
                begun = (1...cases.count).contains(count) ? count - 1 : nil
            }
            return Setback(culprit: begun, failure: error)
        }
    }

    private func answer(within seconds: Double, flushing: Bool) throws(EngineFailure) -> WorkerResponse {
        guard !isGone else { throw EngineFailure(engine: engine, detail: "the worker is gone", isCrash: true) }
        var time = Patience(seconds: seconds)
        // Who does not read may have died or hang; what it says last tells which.
        let isSent = !flushing || channel.flush(&time)
        if !isSent { time = Patience(seconds: Self.lastWords) }
        while true {
            switch channel.receive(&time) {
            case .ended: throw death()
            case .late: throw gone(isSent ? "did not answer within \(Int(seconds)) s" : "does not read its input")
            case .tooLong: throw gone("sent a frame beyond all bounds")
            case .payload(let payload):
                if ignoredAnswers > 0 {
                    ignoredAnswers -= 1
                    continue
                }
                guard let response = try? WorkerResponse(payload) else { throw gone("sent an answer that is not of the protocol") }
                return response
            }
        }
    }

    // MARK: Ends

    /// A worker that could not carry out a request for many cases; whether more answers come is not known.
    private func refusal(_ words: String) -> EngineFailure {
        _ = gone("")
        return EngineFailure(engine: engine, detail: words)
    }

    private func gone(_ what: String) -> EngineFailure {
        isGone = true
        announced = child.announced
        let words = child.lastMessages()
        _ = child.end(patience: 0)
        return failure("the worker \(what)", words)
    }

    private func death() -> EngineFailure {
        isGone = true
        announced = child.announced
        let words = child.lastMessages()
        switch child.end(patience: 500) {
        case .signalled(let number): return failure("the worker died by signal \(number)\(Self.name(ofSignal: number))", words)
        case .exited(let status): return failure("the worker ended with status \(status)", words)
        case .killed: return failure("the worker closed its output", words)
        }
    }

    private func failure(_ what: String, _ messages: String) -> EngineFailure {
        return EngineFailure(engine: engine, detail: what + (LastWords.telling(in: messages).map { ": " + $0.prefix(200) } ?? ""), isCrash: true)
    }

    private static func name(ofSignal number: Int32) -> String {
        let names: [Int32: String] = [
            4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 24: "SIGXCPU", 25: "SIGXFSZ",
        ]
        return names[number].map { " (\($0))" } ?? ""
    }
}
