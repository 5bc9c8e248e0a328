import Campaign
import Divergence
import EngineInterface
import EngineRuntime
import Foundation
import GeneratorAssessment
import Interpreter
import ModuleGeneration
import Testing
import Triage
import WasmModel

/// The interpreter with one operation exchanged for another.
func wrongEngine(_ operation: Opcode, runAs replacement: Opcode) -> FaultyEngine {
    FaultyEngine(
        InterpreterEngine(),
        InjectedFault(name: "\(operation)", family: .integer, needs: operation, effect: .swap(replacement)))
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
        let wrong = wrongEngine(.i64Add, runAs: .i64Sub)
        let second = EngineAlias(InterpreterEngine(), name: "second")
        let engines: [any Engine] = [InterpreterEngine(), wrong, second]
        let report = try await CampaignRun(Self.configuration(engines, corpus: corpus)).run()
        #expect(report.statistics.divergences > 0)
        let finding = try #require(report.findings.first)
        #expect(finding.blamed == FaultyEngine.name)
        #expect(finding.signature.contains("i64.add"))
        let bucket = try Bucket(reading: try #require(finding.reproducer))
        #expect(bucket.replay(on: engines, limits: ExecutionLimits()) == .reproduces)
        #expect(bucket.replay(on: [InterpreterEngine(), second], limits: ExecutionLimits()) == .fixed)
    }

    @Test func theSameSeedGivesTheSameRunWhateverTheNumberOfJobs() async throws {
        let engines: [any Engine] = [InterpreterEngine(), wrongEngine(.i32Add, runAs: .i32Sub)]
        let one = try await CampaignRun(Self.configuration(engines, jobs: 1)).run()
        let four = try await CampaignRun(Self.configuration(engines, jobs: 4)).run()
        #expect(one.statistics == four.statistics)
        #expect(one.findings == four.findings)
        #expect(!one.findings.isEmpty)
    }

    /// It decodes what is malformed otherwise, and takes what is invalid.
    private struct Lenient: Engine {
        private let right = InterpreterEngine()
        var identity: EngineIdentity { EngineIdentity(name: "lenient", version: "1") }
        var capabilities: EngineCapabilities { right.capabilities }
        func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore {
            ForwardingStore(try right.makeStore(configuration)) { store, bytes throws(EngineFailure) in
                guard case .invalid = try store.load(bytes) else { return try store.load(bytes) }
                return try store.load([0, 0x61, 0x73, 0x6D, 1, 0, 0, 0])
            }
        }
    }

    @Test func whatOneEngineAcceptsAndOthersDoNotIsFound() async throws {
        let second = EngineAlias(InterpreterEngine(), name: "second")
        var configuration = Self.configuration([InterpreterEngine(), Lenient(), second])
        configuration.source = .generated(.small, features: .wasm3, rejected: true)
        let report = try await CampaignRun(configuration).run()
        #expect(report.statistics.engines[0].rejected > 10)
        #expect(!report.findings.isEmpty)
        #expect(report.findings.allSatisfy { $0.blamed == "lenient" && $0.signature.contains("_validate_invalid-accepted") })
        configuration.engines = [InterpreterEngine(), second]
        #expect(try await CampaignRun(configuration).run().statistics.divergences == 0)
    }

    /// One engine and its mutants: wrong for a constant beside the operation, and right where the constant is elsewhere.
    @Test func anEngineThatContradictsItselfIsFoundAlone() async throws {
        let fault = try #require(InjectedFault.catalogue.first { $0.name == "i64.const i64.and" })
        let wrong = FaultyEngine(InterpreterEngine(), fault)
        var configuration = Self.configuration([wrong, EquivalentEngine(wrong)])
        configuration.count = 320
        configuration.source = .generated(.numeric, features: FeatureSet([.signExtension, .saturatingConversion, .multiValue, .bulkMemory]))
        let report = try await CampaignRun(configuration).run()
        #expect(!report.findings.isEmpty)
        #expect(report.findings.allSatisfy { $0.blamed == FaultyEngine.name })
        #expect(report.findings.contains { $0.signature.contains("i64.and") })
        let right = InterpreterEngine()
        configuration.engines = [right, EquivalentEngine(right)]
        #expect(try await CampaignRun(configuration).run().statistics.divergences == 0)
    }

    @Test func coverageGrowsAndIsTheSameForAnyNumberOfJobs() async throws {
        let engines: [any Engine] = [InterpreterEngine(), EngineAlias(InterpreterEngine(), name: "second")]
        let one = try await CampaignRun(Self.configuration(engines, jobs: 1)).run().coverage
        let four = try await CampaignRun(Self.configuration(engines, jobs: 4)).run().coverage
        #expect(one == four)
        #expect(one.opcodeCount > 50)
        var restored = OpcodeCoverage()
        restored.insert(pairs: one.pairs + [-1, .max])
        #expect(restored == one)
        #expect(restored.merge(one) == [])
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
