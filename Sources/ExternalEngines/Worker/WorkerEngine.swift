package import EngineInterface
import WasmModel

/// An engine in a process of its own, spoken to by the worker protocol. A worker serves one store or batch of cases after
/// another; what kills it, or makes it hang, costs that store or case.
package struct WorkerEngine: Engine {
    private let pool: WorkerPool
    package let identity: EngineIdentity
    package let capabilities: EngineCapabilities
    private let announcement: CaseAnnouncement

    /// Cases and bytes that go to a worker at once.
    private static let casesPerBatch = 32
    private static let bytesPerBatch = 1 << 20
    /// Workers in a row that may end before they begin a case, until the case is to blame.
    private static let falseStarts = 3

    /// Starts the program to ask who it is.
    /// - Throws: what went wrong, in words.
    package init(
        program: String, arguments: [String] = [], limits: WorkerLimits = WorkerLimits()
    ) throws(EngineFailure) {
        let unknown = EngineIdentity(name: "worker=\(program)", version: "")
        let workerProgram = WorkerProgram(path: program, arguments: arguments, limits: limits)
        let process = try WorkerProcess(workerProgram, unknown)
        guard case .hello(let hello) = try process.ask(.hello(version: WorkerProtocol.version)) else {
            throw EngineFailure(engine: unknown, detail: "the worker does not say hello")
        }
        guard hello.version == WorkerProtocol.version else {
            throw EngineFailure(
                engine: unknown,
                detail: "the worker speaks version \(hello.version) of the protocol, not \(WorkerProtocol.version)")
        }
        var identity = hello.identity
        identity.configuration = [identity.configuration, EngineIdentity.workerMark].filter { !$0.isEmpty }.joined(separator: " ")
        self.identity = identity
        capabilities = hello.capabilities
        announcement = hello.runs
        pool = WorkerPool(workerProgram, identity)
        pool.giveBack(process)
    }

    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        let process = try pool.take()
        return try WorkerStore(process, pool, configuration, identity)
    }

    package func answers(to cases: [EngineCase]) -> [EngineCaseAnswer] {
        guard announcement != .none else { return cases.map { answer(to: $0) } }
        var answers = [EngineCaseAnswer?](repeating: nil, count: cases.count)
        var pending = Array(cases.indices)
        var falseStarts = 0
        while !pending.isEmpty {
            let places = Self.batch(of: cases, pending)
            let setback: WorkerProcess.Setback?
            do throws(EngineFailure) {
                let process = try pool.take()
                defer { pool.giveBack(process) }
                setback = process.run(places.map { cases[$0] }, announcedBy: announcement, Self.allowance) {
                    answers[places[$0]] = $1
                }
            } catch {
                setback = WorkerProcess.Setback(culprit: nil, failure: error)
            }
            if let setback {
                // The case that was being carried out is answered by this; the others go to another worker. One that died
                // before it was asked says nothing about the case, unless all do.
                falseStarts = setback.culprit == nil ? falseStarts + 1 : 0
                if let culprit = setback.culprit ?? (falseStarts == Self.falseStarts ? places.firstIndex { answers[$0] == nil } : nil) {
                    answers[places[culprit]] = EngineCaseAnswer(failure: setback.failure)
                    falseStarts = 0
                }
            }
            pending.removeAll { answers[$0] != nil }
        }
        return answers.compactMap(\.self)
    }

    /// The first of the places, as many as go to a worker at once.
    private static func batch(of cases: [EngineCase], _ places: [Int]) -> [Int] {
        var batch: [Int] = []
        var bytes = 0
        for place in places.prefix(casesPerBatch) {
            bytes += cases[place].byteCount
            if !batch.isEmpty, bytes > bytesPerBatch { break }
            batch.append(place)
        }
        return batch
    }

    /// Seconds that the calls of a case may take.
    private static func allowance(_ test: EngineCase) -> Double {
        seconds(test.configuration.limits) * Double(test.calls.count + test.libraries.count + 1)
    }

    static func seconds(_ limits: ExecutionLimits) -> Double {
        limits.nanoseconds.map { Double($0) * 1e-9 } ?? 600
    }
}

/// A store on the other side of a pipe. It has its worker for itself as long as it lives.
final class WorkerStore: EngineStore {
    private let process: WorkerProcess
    private let pool: WorkerPool
    private let number: UInt32
    private let engine: EngineIdentity
    /// Seconds for what runs code of a module.
    private let allowance: Double

    init(
        _ process: WorkerProcess, _ pool: WorkerPool, _ configuration: StoreConfiguration, _ engine: EngineIdentity
    ) throws(EngineFailure) {
        self.process = process
        self.pool = pool
        self.engine = engine
        allowance = WorkerEngine.seconds(configuration.limits)
        do throws(EngineFailure) {
            guard case .store(let number) = try process.ask(.makeStore(configuration)) else { throw Self.unexpected(engine) }
            self.number = number
        } catch {
            pool.giveBack(process)
            throw error
        }
    }

    deinit {
        if !process.isGone { process.post(.releaseStore(number)) }
        pool.giveBack(process)
    }

    private static func unexpected(_ engine: EngineIdentity) -> EngineFailure {
        EngineFailure(engine: engine, detail: "the worker's answer does not fit the request")
    }

    private func unexpected() -> EngineFailure { Self.unexpected(engine) }

    func load(_ module: [UInt8]) throws(EngineFailure) -> Reception {
        guard case .reception(let answer) = try process.ask(.load(store: number, module: module)) else { throw unexpected() }
        return answer
    }
    func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation {
        guard case .instantiation(let answer) = try process.ask(.instantiate(store: number, module: module), within: allowance)
        else { throw unexpected() }
        return answer
    }
    func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) {
        guard case .done = try process.ask(.register(store: number, instance, name: name)) else { throw unexpected() }
    }
    func define(_ functions: [HostFunction]) throws(EngineFailure) {
        guard case .done = try process.ask(.define(store: number, functions)) else { throw unexpected() }
    }
    func invoke(
        _ instance: InstanceHandle, _ export: String, with arguments: [Value]
    ) throws(EngineFailure) -> Outcome {
        let request = WorkerRequest.invoke(store: number, instance, export: export, arguments)
        guard case .outcome(let answer) = try process.ask(request, within: allowance) else { throw unexpected() }
        return answer
    }
    func global(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Value? {
        guard case .value(let answer) = try process.ask(.global(store: number, instance, export: export)) else { throw unexpected() }
        return answer
    }
    func exports(of instance: InstanceHandle) throws(EngineFailure) -> [ExportDescription] {
        guard case .exports(let answer) = try process.ask(.exports(store: number, instance)) else { throw unexpected() }
        return answer
    }
    func observe(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Observation {
        guard case .observation(let answer) = try process.ask(.observe(store: number, instance, export: export)) else {
            throw unexpected()
        }
        return answer
    }
    func memory(
        _ instance: InstanceHandle, _ export: String, from offset: UInt64, count: Int
    ) throws(EngineFailure) -> [UInt8]? {
        let request = WorkerRequest.memory(store: number, instance, export: export, offset: offset, count: UInt32(clamping: count))
        guard case .bytes(let answer) = try process.ask(request) else { throw unexpected() }
        return answer
    }
    func takeHostCalls() throws(EngineFailure) -> [HostCall] {
        guard case .hostCalls(let answer) = try process.ask(.takeHostCalls(store: number)) else { throw unexpected() }
        return answer
    }
}
