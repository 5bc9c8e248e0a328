import CChildProcess
package import EngineInterface
import Foundation
import WasmBinary
import WasmModel

/// An engine that does to its process whatever its modules say: to see that nothing else is lost with it.
package struct ProvokedEngine: Engine {
    /// What a module can ask for; its first byte.
    package enum Deed: UInt8, CaseIterable, Sendable {
        /// Nothing: the module is answered.
        case answer
        case segmentationFault, abort, illegalInstruction
        /// Ends as if all were well.
        case exit
        /// Never answers.
        case hang
        /// Prints without end.
        case flood
        /// Takes memory without end.
        case memory
        /// Answers, and dies a moment later, when it has nothing to do.
        case dieLater

        /// What the worker's end must say.
        package var words: String {
            switch self {
            case .answer, .dieLater: ""
            case .segmentationFault: "signal 11"
            case .abort: "signal 6"
            case .illegalInstruction: "signal 4"
            case .exit: "status 3"
            case .hang: "did not answer"
            case .flood, .memory: "signal"
            }
        }
    }

    package static let name = "provoked"
    package let identity = EngineIdentity(name: name, version: "1")
    package let capabilities = EngineCapabilities(features: .wasm1)

    package init() {}

    /// A module that asks for a deed; an answer repeats the number.
    package static func module(_ deed: Deed, number: UInt32) -> [UInt8] {
        [deed.rawValue] + (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }

    /// The number in an answer.
    package static func number(in answer: EngineCaseAnswer) -> UInt32? {
        guard case .received(.unsupported(let words))? = answer.steps.first?.event else { return nil }
        return UInt32(words)
    }

    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore { ProvokedStore(identity) }
}

/// An engine that takes its process with it when it is given a module with a certain operation: to see what becomes of a
/// campaign.
package struct MortalEngine: Engine {
    package static let name = "mortal"
    private let engine: any Engine
    /// Rare enough that some modules pass.
    private static let deadly = Opcode.i64Popcnt

    package init(_ engine: any Engine) { self.engine = engine }

    package var identity: EngineIdentity { EngineIdentity(name: Self.name, version: "1") }
    package var capabilities: EngineCapabilities { engine.capabilities }
    package func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        ForwardingStore(try engine.makeStore(configuration)) { store, bytes throws(EngineFailure) in
            let module = try? Module(decoding: bytes, features: .all)
            let isDeadly = module?.functions.contains { $0.body.instructions.contains { $0.opcode == Self.deadly } }
            if isDeadly == true { child_process_die(SIGSEGV) }
            return try store.load(bytes)
        }
    }
}

private final class ProvokedStore: EngineStore {
    private let engine: EngineIdentity
    init(_ engine: EngineIdentity) { self.engine = engine }

    func load(_ module: [UInt8]) throws(EngineFailure) -> Reception {
        guard module.count == 5, let deed = ProvokedEngine.Deed(rawValue: module[0]) else { return .malformed("no deed") }
        switch deed {
        case .answer: return Self.answer(to: module)
        case .segmentationFault: child_process_die(SIGSEGV)
        case .abort: child_process_die(SIGABRT)
        case .illegalInstruction: child_process_die(SIGILL)
        case .exit: exit(3)
        case .hang: while true { Thread.sleep(forTimeInterval: 1) }
        case .flood:
            let line = Data(repeating: 0x2E, count: 1 << 16)
            while true { FileHandle.standardError.write(line) }
        case .memory:
            var taken: [[UInt8]] = []
            while true { taken.append([UInt8](repeating: 1, count: 1 << 24)) }
        case .dieLater:
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 0.1)
                child_process_die(SIGKILL)
            }
            return Self.answer(to: module)
        }
        return .invalid("still there")
    }

    private static func answer(to module: [UInt8]) -> Reception {
        .unsupported("\((1...4).reduce(0) { $0 | UInt32(module[$1]) << (8 * UInt32($1 - 1)) })")
    }

    private func nothing() -> EngineFailure { EngineFailure(engine: engine, detail: "it only dies") }
    func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation { throw nothing() }
    func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) { throw nothing() }
    func define(_ functions: [HostFunction]) throws(EngineFailure) { throw nothing() }
    func invoke(_ instance: InstanceHandle, _ export: String, with arguments: [Value]) throws(EngineFailure) -> Outcome { throw nothing() }
    func global(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Value? { throw nothing() }
    func exports(of instance: InstanceHandle) throws(EngineFailure) -> [ExportDescription] { throw nothing() }
    func observe(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Observation { throw nothing() }
    func memory(
        _ instance: InstanceHandle, _ export: String, from offset: UInt64, count: Int
    ) throws(EngineFailure) -> [UInt8]? { throw nothing() }
    func takeHostCalls() throws(EngineFailure) -> [HostCall] { [] }
}
