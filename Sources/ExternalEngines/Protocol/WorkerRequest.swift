import EngineInterface
import WasmModel

/// The version of the protocol that this package speaks.
package enum WorkerProtocol {
    package static let version: UInt32 = 2
    /// Bytes of a payload that either side accepts.
    package static let largestFrame = 256 << 20
}

/// What the harness asks of a worker. Stores are numbered by the worker, from zero.
enum WorkerRequest: Hashable, Sendable {
    case hello(version: UInt32)
    case makeStore(StoreConfiguration)
    case releaseStore(UInt32)
    case load(store: UInt32, module: [UInt8])
    case instantiate(store: UInt32, module: ModuleHandle)
    case register(store: UInt32, InstanceHandle, name: String)
    case define(store: UInt32, [HostFunction])
    case invoke(store: UInt32, InstanceHandle, export: String, [Value])
    case global(store: UInt32, InstanceHandle, export: String)
    case exports(store: UInt32, InstanceHandle)
    case observe(store: UInt32, InstanceHandle, export: String)
    case memory(store: UInt32, InstanceHandle, export: String, offset: UInt64, count: UInt32)
    case takeHostCalls(store: UInt32)
    /// Carries out cases one after another. There is an answer to each.
    case run([EngineCase])
    /// Compiles a module for a process that will load what comes back. The response is the bytes, or why not.
    case compile(StoreConfiguration, module: [UInt8])

    func write(to frame: inout FrameWriter) {
        switch self {
        case .hello(let version):
            frame.byte(0)
            frame.half(version)
        case .makeStore(let configuration):
            frame.byte(1)
            frame.configuration(configuration)
        case .releaseStore(let store):
            frame.byte(2)
            frame.half(store)
        case .load(let store, let module):
            frame.byte(3)
            frame.half(store)
            frame.blob(module)
        case .instantiate(let store, let module):
            frame.byte(4)
            frame.half(store)
            frame.half(module.number)
        case .register(let store, let instance, let name):
            frame.begin(5, store, instance)
            frame.text(name)
        case .define(let store, let functions):
            frame.byte(6)
            frame.half(store)
            frame.list(functions) { $0.host($1) }
        case .invoke(let store, let instance, let export, let arguments):
            frame.begin(7, store, instance)
            frame.text(export)
            frame.values(arguments)
        case .global(let store, let instance, let export):
            frame.begin(8, store, instance)
            frame.text(export)
        case .exports(let store, let instance): frame.begin(9, store, instance)
        case .observe(let store, let instance, let export):
            frame.begin(10, store, instance)
            frame.text(export)
        case .memory(let store, let instance, let export, let offset, let count):
            frame.begin(11, store, instance)
            frame.text(export)
            frame.word(offset)
            frame.half(count)
        case .takeHostCalls(let store):
            frame.byte(12)
            frame.half(store)
        case .run(let cases):
            frame.byte(13)
            frame.list(cases) { $0.engineCase($1) }
        case .compile(let configuration, let module):
            frame.byte(14)
            frame.configuration(configuration)
            frame.blob(module)
        }
    }

    init(_ payload: [UInt8]) throws(FrameReader.Malformed) {
        var frame = FrameReader(payload)
        let tag = try frame.byte()
        switch tag {
        case 0: self = .hello(version: try frame.half())
        case 1: self = .makeStore(try frame.configuration())
        case 2: self = .releaseStore(try frame.half())
        case 3:
            let store = try frame.half()
            self = .load(store: store, module: try frame.blob())
        case 4:
            let store = try frame.half()
            self = .instantiate(store: store, module: ModuleHandle(number: try frame.half()))
        case 6:
            let store = try frame.half()
            self = .define(store: store, try frame.list { reader throws(FrameReader.Malformed) in try reader.host() })
        case 12: self = .takeHostCalls(store: try frame.half())
        case 13: self = .run(try frame.list { reader throws(FrameReader.Malformed) in try reader.engineCase() })
        case 14:
            let configuration = try frame.configuration()
            self = .compile(configuration, module: try frame.blob())
        case 5, 7...11:
            let store = try frame.half()
            let instance = InstanceHandle(number: try frame.half())
            if tag == 9 {
                self = .exports(store: store, instance)
                break
            }
            let name = try frame.text()
            switch tag {
            case 5: self = .register(store: store, instance, name: name)
            case 7: self = .invoke(store: store, instance, export: name, try frame.values())
            case 8: self = .global(store: store, instance, export: name)
            case 10: self = .observe(store: store, instance, export: name)
            default:
                let offset = try frame.word()
                self = .memory(store: store, instance, export: name, offset: offset, count: try frame.half())
            }
        default: throw FrameReader.Malformed()
        }
        guard frame.isAtEnd else { throw FrameReader.Malformed() }
    }
}

extension FrameWriter {
    fileprivate mutating func begin(_ tag: UInt8, _ store: UInt32, _ instance: InstanceHandle) {
        byte(tag)
        half(store)
        half(instance.number)
    }

    mutating func configuration(_ configuration: StoreConfiguration) {
        half(configuration.features.rawValue)
        optional(configuration.limits.fuel) { $0.word($1) }
        word(configuration.limits.memoryBytes)
        word(configuration.limits.tableElements)
        word(configuration.limits.heapBytes)
        half(configuration.limits.callDepth)
        optional(configuration.limits.nanoseconds) { $0.word($1) }
    }

    mutating func host(_ function: HostFunction) {
        text(function.module)
        text(function.name)
        functionType(function.type)
        word(function.seed)
    }
}

extension FrameReader {
    mutating func configuration() throws(Malformed) -> StoreConfiguration {
        let features = FeatureSet(rawValue: try half())
        var limits = ExecutionLimits()
        limits.fuel = try optional { reader throws(Malformed) in try reader.word() }
        limits.memoryBytes = try word()
        limits.tableElements = try word()
        limits.heapBytes = try word()
        limits.callDepth = try half()
        limits.nanoseconds = try optional { reader throws(Malformed) in try reader.word() }
        return StoreConfiguration(features: features, limits: limits)
    }

    mutating func host() throws(Malformed) -> HostFunction {
        let module = try text()
        let name = try text()
        let type = try functionType()
        return HostFunction(module: module, name: name, type: type, seed: try word())
    }
}
