import EngineInterface
import WasmModel

/// What a worker answers: exactly one response to each request, in order.
enum WorkerResponse: Hashable, Sendable {
    case hello(version: UInt32, EngineIdentity, EngineCapabilities)
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
    /// The worker could not answer; its words.
    case failure(String)

    var payload: [UInt8] {
        var frame = FrameWriter()
        switch self {
        case .hello(let version, let identity, let capabilities):
            frame.byte(0)
            frame.half(version)
            frame.text(identity.name)
            frame.text(identity.version)
            frame.text(identity.configuration)
            frame.list(identity.sharedParts) { $0.text($1) }
            frame.half(capabilities.features.rawValue)
            frame.byte(capabilities.observesGlobals ? 1 : 0)
            frame.byte(capabilities.observesMemories ? 1 : 0)
            frame.byte(capabilities.observesTables ? 1 : 0)
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
            frame.list(calls) { frame, call in
                frame.text(call.module)
                frame.text(call.name)
                frame.values(call.arguments)
            }
        case .failure(let words):
            frame.byte(255)
            frame.text(words)
        }
        return frame.bytes
    }

    init(_ payload: [UInt8]) throws(FrameReader.Malformed) {
        typealias Malformed = FrameReader.Malformed
        var frame = FrameReader(payload)
        switch try frame.byte() {
        case 0:
            let version = try frame.half()
            let name = try frame.text()
            let engineVersion = try frame.text()
            let configuration = try frame.text()
            let shared = try frame.list { reader throws(Malformed) in try reader.text() }
            let features = FeatureSet(rawValue: try frame.half())
            let globals = try frame.byte() != 0
            let memories = try frame.byte() != 0
            let tables = try frame.byte() != 0
            self = .hello(
                version: version,
                EngineIdentity(name: name, version: engineVersion, configuration: configuration, sharedParts: shared),
                EngineCapabilities(
                    features: features, observesGlobals: globals, observesMemories: memories, observesTables: tables))
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
            self = .hostCalls(
                try frame.list { reader throws(Malformed) in
                    let module = try reader.text()
                    let name = try reader.text()
                    return HostCall(module: module, name: name, arguments: try reader.values())
                })
        case 255: self = .failure(try frame.text())
        default: throw Malformed()
        }
        guard frame.isAtEnd else { throw Malformed() }
    }
}
