import BaselineJIT
import Conformance
import EngineInterface
import EngineRuntime
import Foundation
import Interpreter
import ModuleGeneration
import Testing
import WasmBinary
import WasmModel

/// Fuel is counted as the interpreter counts it, to the last instruction.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct FuelTests {
    static let suite = ProcessInfo.processInfo.environment["ASSAY_TESTSUITE"]
    private static let limits = ExecutionLimits(fuel: 1 << 40)

    @Test(.enabled(if: suite != nil, "ASSAY_TESTSUITE names no copy of the official suite"))
    func theSuiteTakesTheSameFuel() throws {
        let root = try #require(Self.suite)
        var calls = 0
        for file in try SuiteFile.all(at: [root]) where !file.name.contains("custom-descriptors") {
            guard let script = try? PreparedScript(reading: file) else { continue }
            let interpreter = FuelLog(), jit = FuelLog()
            _ = ScriptRunner(engine: MeteredEngine(InterpreterEngine(), interpreter), limits: Self.limits).run(script)
            _ = ScriptRunner(engine: MeteredEngine(BaselineJIT.engine(), jit), limits: Self.limits).run(script)
            // A script is left out if the compiler does not have what a module of it uses.
            guard jit.unsupported == 0 else { continue }
            // How many bytes of stack a frame takes is each engine's own affair.
            let difference = zip(interpreter.entries, jit.entries).first { $0 != $1 && !($0.isDeep && $1.isDeep) }
            #expect(difference == nil && interpreter.entries.count == jit.entries.count, "\(file.name)")
            calls += jit.entries.count
        }
        #expect(calls > 10_000)
    }

    @Test func generatedModulesTakeTheSameFuel() throws {
        let features = FeatureSet.wasm3.subtracting(FeatureSet([.simd, .relaxedSIMD])).union(.wasm1)
        let generator = ModuleGenerator(features: features)
        var calls = 0
        for seed in 1...400 as ClosedRange<UInt64> {
            let generated = generator.module(seed: seed)
            let bytes = generated.module.encoded()
            var logs: [[FuelLog.Entry]] = []
            for engine in [InterpreterEngine() as any Engine, BaselineJIT.engine()] {
                let log = FuelLog()
                let store = try MeteredEngine(engine, log).makeStore(StoreConfiguration(features: features, limits: Self.limits))
                try store.define(
                    generated.hostFunctions.map { HostFunction(module: $0.module, name: $0.name, type: $0.type, seed: $0.seed) })
                for library in generated.libraries {
                    guard case .module(let module) = try store.load(library.module.encoded()),
                        case .instance(let instance) = try store.instantiate(module)
                    else { continue }
                    try store.register(instance, as: library.name)
                }
                guard case .module(let module) = try store.load(bytes), case .instance(let instance) = try store.instantiate(module)
                else { continue }
                for call in generated.script { _ = try store.invoke(instance, call.export, with: call.arguments) }
                logs.append(log.entries)
            }
            #expect(Set(logs).count <= 1, "seed \(seed)")
            calls += logs.first?.count ?? 0
        }
        #expect(calls > 400)
    }

    /// One unit less than a program takes, and it does not come to its end: on both engines the same unit.
    @Test func theLastUnitDecides() throws {
        let text = """
            (module (func $f (param i32) (result i32)
                (if (result i32) (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 1))))
              (func (export "go") (param i32) (result i32) (local i32)
                (loop $again
                  (local.set 1 (i32.add (local.get 1) (call $f (i32.const 3))))
                  (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (local.get 1)))
            """
        let module = try Workbench(text, limits: ExecutionLimits(fuel: 1 << 20))
        #expect(try module("go", .i32(10)) == .returned([.i32(10)]))
        let used = (1 << 20) - UInt64(try #require(module.store as? any FuelCounting).fuelLeft)
        #expect(used > 300)
        #expect(try Workbench(text, limits: ExecutionLimits(fuel: used))("go", .i32(10)) == .returned([.i32(10)]))
        #expect(try Workbench(text, limits: ExecutionLimits(fuel: used - 1))("go", .i32(10)) == .exhausted(.fuel))
    }
}

protocol FuelCounting { var fuelLeft: Int64 { get } }
extension RuntimeStore: FuelCounting {}

/// What calls took. One store writes it, in one task.
final class FuelLog: @unchecked Sendable {
    struct Entry: Hashable {
        var export: String
        var fuelLeft: Int64
        /// The call came to the end of the stack.
        var isDeep = false
    }
    var entries: [Entry] = []
    var unsupported = 0
}

/// Another engine, with its fuel written down after each instantiation and call.
struct MeteredEngine: Engine {
    private let engine: any Engine
    private let log: FuelLog

    init(_ engine: any Engine, _ log: FuelLog) {
        self.engine = engine
        self.log = log
    }

    var identity: EngineIdentity { engine.identity }
    var capabilities: EngineCapabilities { engine.capabilities }
    func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        MeteredStore(try engine.makeStore(configuration), log)
    }
}

private final class MeteredStore: EngineStore {
    private let store: any EngineStore
    private let log: FuelLog

    init(_ store: any EngineStore, _ log: FuelLog) {
        self.store = store
        self.log = log
    }

    private func record(_ export: String, isDeep: Bool = false) {
        log.entries.append(
            FuelLog.Entry(export: export, fuelLeft: (store as? any FuelCounting)?.fuelLeft ?? -1, isDeep: isDeep))
    }

    func load(_ module: [UInt8]) throws(EngineFailure) -> Reception {
        let reception = try store.load(module)
        if case .unsupported = reception { log.unsupported += 1 }
        return reception
    }
    func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation {
        let instantiation = try store.instantiate(module)
        record("")
        return instantiation
    }
    func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) { try store.register(instance, as: name) }
    func define(_ functions: [HostFunction]) throws(EngineFailure) { try store.define(functions) }
    func invoke(_ instance: InstanceHandle, _ export: String, with arguments: [Value]) throws(EngineFailure) -> Outcome {
        let outcome = try store.invoke(instance, export, with: arguments)
        record(export, isDeep: outcome == .exhausted(.callStack))
        return outcome
    }
    func global(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Value? {
        try store.global(instance, export)
    }
    func exports(of instance: InstanceHandle) throws(EngineFailure) -> [ExportDescription] { try store.exports(of: instance) }
    func observe(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Observation {
        try store.observe(instance, export)
    }
    func memory(
        _ instance: InstanceHandle, _ export: String, from offset: UInt64, count: Int
    ) throws(EngineFailure) -> [UInt8]? {
        try store.memory(instance, export, from: offset, count: count)
    }
    func takeHostCalls() throws(EngineFailure) -> [HostCall] { try store.takeHostCalls() }
}
