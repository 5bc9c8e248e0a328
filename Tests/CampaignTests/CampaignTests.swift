import Campaign
import Divergence
import EngineInterface
import EngineRuntime
import Foundation
import Interpreter
import ModuleGeneration
import Testing
import Triage
import WasmBinary
import WasmModel

/// An engine that is wrong on purpose: it runs the interpreter on a module in which one operation was exchanged.
struct WrongEngine: Engine {
    let operation: Opcode
    let replacement: Opcode
    private let right = InterpreterEngine()

    init(_ operation: Opcode, runAs replacement: Opcode) {
        self.operation = operation
        self.replacement = replacement
    }

    var identity: EngineIdentity { EngineIdentity(name: "wrong", version: "1") }
    var capabilities: EngineCapabilities { right.capabilities }
    func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        WrongStore(try right.makeStore(configuration), self)
    }
}

final class WrongStore: EngineStore {
    private let right: any EngineStore
    private let engine: WrongEngine

    init(_ right: any EngineStore, _ engine: WrongEngine) {
        self.right = right
        self.engine = engine
    }

    func load(_ bytes: [UInt8]) throws(EngineFailure) -> Reception {
        guard var module = try? Module(decoding: bytes, features: .all) else { return try right.load(bytes) }
        for function in module.functions.indices {
            for index in module.functions[function].body.instructions.indices
            where module.functions[function].body.instructions[index].opcode == engine.operation {
                module.functions[function].body.instructions[index].opcode = engine.replacement
            }
        }
        return try right.load(module.encoded())
    }

    func instantiate(_ module: ModuleHandle) throws(EngineFailure) -> Instantiation { try right.instantiate(module) }
    func register(_ instance: InstanceHandle, as name: String) throws(EngineFailure) {
        try right.register(instance, as: name)
    }
    func define(_ functions: [HostFunction]) throws(EngineFailure) { try right.define(functions) }
    func invoke(_ instance: InstanceHandle, _ export: String, with arguments: [Value]) throws(EngineFailure) -> Outcome
    {
        try right.invoke(instance, export, with: arguments)
    }
    func global(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Value? {
        try right.global(instance, export)
    }
    func exports(of instance: InstanceHandle) throws(EngineFailure) -> [ExportDescription] {
        try right.exports(of: instance)
    }
    func observe(_ instance: InstanceHandle, _ export: String) throws(EngineFailure) -> Observation {
        try right.observe(instance, export)
    }
    func memory(
        _ instance: InstanceHandle, _ export: String, from offset: UInt64, count: Int
    ) throws(EngineFailure) -> [UInt8]? { try right.memory(instance, export, from: offset, count: count) }
    func takeHostCalls() throws(EngineFailure) -> [HostCall] { try right.takeHostCalls() }
}

@Suite struct CampaignTests {
    static func configuration(_ engines: [any Engine], jobs: Int = 1, corpus: String? = nil) -> CampaignConfiguration {
        CampaignConfiguration(
            seed: 7, count: 200, seconds: nil, jobs: jobs, engines: engines,
            source: .generated(
                .small, features: FeatureSet([.signExtension, .saturatingConversion, .multiValue, .bulkMemory])),
            limits: ExecutionLimits(memoryBytes: 64 << 20, callDepth: 500, nanoseconds: 2_000_000_000), corpus: corpus)
    }

    @Test func aWrongEngineIsFoundBlamedRecordedAndReplayed() async throws {
        let corpus = FileManager.default.temporaryDirectory.appending(path: "assay-test-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: corpus) }
        let wrong = WrongEngine(.i64Add, runAs: .i64Sub)
        let second = EngineAlias(InterpreterEngine(), name: "second")
        let engines: [any Engine] = [InterpreterEngine(), wrong, second]
        let report = try await CampaignRun(Self.configuration(engines, corpus: corpus)).run()
        #expect(report.statistics.divergences > 0)
        let finding = try #require(report.findings.first)
        #expect(finding.blamed == "wrong")
        #expect(finding.signature.contains("i64.add"))
        let bucket = try Bucket(reading: try #require(finding.reproducer))
        #expect(bucket.replay(on: engines, limits: ExecutionLimits()) == .reproduces)
        #expect(bucket.replay(on: [InterpreterEngine(), second], limits: ExecutionLimits()) == .fixed)
    }

    @Test func theSameSeedGivesTheSameRunWhateverTheNumberOfJobs() async throws {
        let engines: [any Engine] = [InterpreterEngine(), WrongEngine(.i32Add, runAs: .i32Sub)]
        let one = try await CampaignRun(Self.configuration(engines, jobs: 1)).run()
        let four = try await CampaignRun(Self.configuration(engines, jobs: 4)).run()
        #expect(one.statistics == four.statistics)
        #expect(one.findings == four.findings)
        #expect(!one.findings.isEmpty)
    }

    @Test func enginesThatAreTheSameDoNotDiffer() async throws {
        let report = try await CampaignRun(
            Self.configuration([InterpreterEngine(), EngineAlias(InterpreterEngine(), name: "second")])
        ).run()
        #expect(report.statistics.divergences == 0)
        #expect(report.statistics.comparableCalls > 0)
    }
}

/// An engine under another name.
struct EngineAlias: Engine {
    private let engine: any Engine
    private let name: String

    init(_ engine: any Engine, name: String) {
        self.engine = engine
        self.name = name
    }

    var identity: EngineIdentity {
        var identity = engine.identity
        identity.name = name
        return identity
    }
    var capabilities: EngineCapabilities { engine.capabilities }
    func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
        try engine.makeStore(configuration)
    }
}
