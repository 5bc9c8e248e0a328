import EngineInterface
import WasmModel

/// What a worker says about itself.
struct WorkerHello: Hashable, Sendable {
    var version: UInt32
    var identity: EngineIdentity
    var capabilities: EngineCapabilities
    var runs: CaseAnnouncement
}

/// Whether a worker carries out whole cases, and how it says which one it begins.
enum CaseAnnouncement: UInt8, Hashable, Sendable {
    /// It does not.
    case none
    /// By a frame.
    case frames
    /// By a number in the file that it was given for it: it costs nothing, and answers may wait for each other.
    case file
}

/// What a worker answers: exactly one response to each request, in order; to ``WorkerRequest/run(_:)``, one for each case,
/// or two with ``CaseAnnouncement/frames``.
enum WorkerResponse: Hashable, Sendable {
    case hello(WorkerHello)
    case store(UInt32)
    case done
    case reception(Reception)
    case instantiation(Instantiation)
    case outcome(Outcome)
    case value(Value?)
    case exports([ExportDescription])
    case observation(Observation)
    case bytes([UInt8]?)
    case hostCalls([HostCall])
    /// The worker begins a case, by its number in the request. Sent before the case is touched, so that a death names
    /// its culprit; see ``CaseAnnouncement``.
    case begun(UInt32)
    case answer(EngineCaseAnswer)
    /// The worker could not answer; its words.
    case failure(String)

    func write(to frame: inout FrameWriter) {
        switch self {
        case .hello(let hello):
            let identity = hello.identity, capabilities = hello.capabilities
            frame.byte(0)
            frame.half(hello.version)
            frame.text(identity.name)
            frame.text(identity.version)
            frame.text(identity.configuration)
            frame.list(identity.sharedParts) { $0.text($1) }
            frame.half(capabilities.features.rawValue)
            frame.byte(capabilities.observesGlobals ? 1 : 0)
            frame.byte(capabilities.observesMemories ? 1 : 0)
            frame.byte(capabilities.observesTables ? 1 : 0)
            frame.byte(hello.runs.rawValue)
        case .store(let number):
            frame.byte(1)
            frame.half(number)
        case .done: frame.byte(2)
        case .reception(let reception):
            frame.byte(3)
            frame.reception(reception)
        case .instantiation(let instantiation):
            frame.byte(4)
            frame.instantiation(instantiation)
        case .outcome(let outcome):
            frame.byte(5)
            frame.outcome(outcome)
        case .value(let value):
            frame.byte(6)
            frame.optional(value) { $0.value($1) }
        case .exports(let exports):
            frame.byte(7)
            frame.list(exports) { frame, export in
                frame.text(export.name)
                frame.byte(export.kind.rawValue)
                frame.optional(export.functionType) { $0.functionType($1) }
            }
        case .observation(let observation):
            frame.byte(8)
            frame.observation(observation)
        case .bytes(let bytes):
            frame.byte(9)
            frame.optional(bytes) { $0.blob($1) }
        case .hostCalls(let calls):
            frame.byte(10)
            frame.hostCalls(calls)
        case .begun(let index):
            frame.byte(11)
            frame.half(index)
        case .answer(let answer):
            frame.byte(12)
            frame.answer(answer)
        case .failure(let words):
            frame.byte(255)
            frame.text(words)
        }
    }

    init(_ payload: [UInt8]) throws(FrameReader.Malformed) {
        typealias Malformed = FrameReader.Malformed
        var frame = FrameReader(payload)
        switch try frame.byte() {
        case 0:
            self = .hello(try frame.hello())
        case 1: self = .store(try frame.half())
        case 2: self = .done
        case 3: self = .reception(try frame.reception())
        case 4: self = .instantiation(try frame.instantiation())
        case 5: self = .outcome(try frame.outcome())
        case 6: self = .value(try frame.optional { reader throws(Malformed) in try reader.value() })
        case 7:
            self = .exports(
                try frame.list { reader throws(Malformed) in
                    let name = try reader.text()
                    guard let kind = ExternalKind(rawValue: try reader.byte()) else { throw Malformed() }
                    let type = try reader.optional { reader throws(Malformed) in try reader.functionType() }
                    return ExportDescription(name: name, kind: kind, functionType: type)
                })
        case 8: self = .observation(try frame.observation())
        case 9: self = .bytes(try frame.optional { reader throws(Malformed) in try reader.blob() })
        case 10:
            self = .hostCalls(try frame.hostCalls())
        case 11: self = .begun(try frame.half())
        case 12: self = .answer(try frame.answer())
        case 255: self = .failure(try frame.text())
        default: throw Malformed()
        }
        guard frame.isAtEnd else { throw Malformed() }
    }
}

extension FrameReader {
    fileprivate mutating func hello() throws(Malformed) -> WorkerHello {
        let version = try half()
        var hello = WorkerHello(
            version: version, identity: EngineIdentity(name: "", version: ""), capabilities: EngineCapabilities(features: []),
            runs: .none)
        // What follows is of this version.
        guard version == WorkerProtocol.version else {
            skipRest()
            return hello
        }
        let name = try text()
        let engineVersion = try text()
        let configuration = try text()
        let shared = try list { reader throws(Malformed) in try reader.text() }
        hello.identity = EngineIdentity(name: name, version: engineVersion, configuration: configuration, sharedParts: shared)
        hello.capabilities.features = FeatureSet(rawValue: try half())
        hello.capabilities.observesGlobals = try byte() != 0
        hello.capabilities.observesMemories = try byte() != 0
        hello.capabilities.observesTables = try byte() != 0
        guard let runs = CaseAnnouncement(rawValue: try byte()) else { throw Malformed() }
        hello.runs = runs
        return hello
    }
}
