import Campaign
import Divergence
import EngineInterface
import EngineRuntime
import Interpreter
import ModuleGeneration
import Testing
import WasmModel

@Suite struct ExperimentTests {
    static let features = FeatureSet([.signExtension, .saturatingConversion, .multiValue, .bulkMemory])

    @Test func theCatalogueHoldsFaultsOfEveryFamilyAndNoneTwice() {
        #expect(InjectedFault.catalogue.count >= 50)
        #expect(Set(InjectedFault.catalogue.map(\.name)).count == InjectedFault.catalogue.count)
        #expect(Set(InjectedFault.catalogue.map(\.family)) == Set(InjectedFault.Family.allCases))
    }

    /// One fault is one bucket, small, and cheap to find; two faults are two.
    @Test func aFewFaultsAreFoundReducedAndToldApart() throws {
        let names = ["i64.mul/i64.add", "f32.min/f32.max", "i32.store16/i32.store8", "if/operand", "i64.const i64.and"]
        let faults = InjectedFault.catalogue.filter { names.contains($0.name) }
        #expect(faults.count == names.count)
        let experiment = ReductionExperiment(
            faults: faults, engines: [InterpreterEngine(), EngineAlias(InterpreterEngine(), name: "second")],
            sources: [
                .generated(.default, features: Self.features), .generated(.small, features: Self.features),
                .generated(.memory, features: Self.features),
            ],
            limits: ExecutionLimits(memoryBytes: 64 << 20, callDepth: 500, nanoseconds: 2_000_000_000), modules: 400,
            findings: 2,
            seed: 1)
        let outcome = experiment.run()
        #expect(outcome.detected.count == names.count)
        #expect(outcome.oneBucketShare >= 0.8)
        #expect(outcome.sharedBucketShare == 0)
        #expect(outcome.medianBytes <= 60)
        #expect(outcome.medianQuestions <= 150)
        for row in outcome.rows { #expect(row.blamesRight == row.signatures.count) }
    }
}
