package import EngineInterface
import Foundation
import WasmModel

/// An engine in a process of its own, spoken to by the worker protocol. Each store has its own process, so whatever a
/// module does to its engine ends with its store.
package struct WorkerEngine: Engine {
    private let program: String
    private let arguments: [String]
    package let identity: EngineIdentity
    package let capabilities: EngineCapabilities

    /// Starts the program once to ask who it is.
    /// - Throws: what went wrong, in words.
    package init(program: String, arguments: [String] = []) throws(EngineFailure) {
        self.program = program
        self.arguments = arguments
        let unknown = EngineIdentity(name: "worker=\(program)", version: "")
        let process = try WorkerProcess(program, arguments, unknown)
        guard case .hello(let version, var identity, let capabilities) = try process.ask(.hello(version: WorkerProtocol.version))
        else { throw EngineFailure(engine: unknown, detail: "the worker does not say hello") }
        guard version == WorkerProtocol.version else {
            throw EngineFailure(engine: unknown, detail: "the worker speaks version \(version) of the protocol")
        }
        identity.configuration = [identity.configuration, "worker"].filter { !$0.isEmpty }.joined(separator: " ")
        self.identity = identity
        self.capabilities = capabilities
    }

    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        try WorkerStore(WorkerProcess(program, arguments, identity), configuration, identity)
    }
}

/// A store on the other side of a pipe.
final class WorkerStore: EngineStore {
    private let process: WorkerProcess
    private let number: UInt32
    private let engine: EngineIdentity

    init(_ process: WorkerProcess, _ configuration: StoreConfiguration, _ engine: EngineIdentity) throws(EngineFailure) {
        self.process = process
        self.engine = engine
        // Room for the engine's own clock to end the call before ours ends the process.
        if let nanoseconds = configuration.limits.nanoseconds { process.allowance = Double(nanoseconds) * 1e-9 + 10 }
        guard case .store(let number) = try process.ask(.makeStore(configuration)) else {
            throw EngineFailure(engine: engine, detail: "the worker's answer does not fit the request")
        }
        self.number = number
    }

    private func unexpected() -> EngineFailure {
        EngineFailure(engine: engine, detail: "the worker's answer does not fit the request")
    }

    func load(_ module: [UInt8]) throws(EngineFailure) -> Reception {
        guard case .reception(let answer) = try process.ask(.load(store: number, module: module)) else { throw unexpected() }
        return answer
    }
    func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation {
        guard case .instantiation(let answer) = try process.ask(.instantiate(store: number, module: module)) else {
            throw unexpected()
        }
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
        guard case .outcome(let answer) = try process.ask(.invoke(store: number, instance, export: export, arguments)) else {
            throw unexpected()
        }
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
