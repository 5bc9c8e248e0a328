import Campaign
import Divergence
import EngineInterface
import EngineRuntime
import Foundation
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
