import Divergence
import EngineInterface
import GeneratorAssessment
import Interpreter
import ModuleGeneration
import Testing
import WasmModel
import WasmValidation

@Suite struct MutationTests {
    @Test func anEquivalentMutantIsObservedToDoWhatItsParentDoes() throws {
        let generator = ModuleGenerator(features: .all)
        var names: Set<String> = []
        for seed in 0..<UInt64(300) {
            let parent = generator.module(seed: seed)
            let mutant = Equivalence.mutant(of: parent, seed: seed &* 31)
            names.formUnion(mutant.edits)
            #expect(ProbeTests.steps(parent) == ProbeTests.steps(mutant.module), "seed \(seed)")
        }
        let verdict = EquivalenceCheck.verdict(of: generator.module(seed: 1), seed: 2, on: InterpreterEngine(), limits: ProbeTests.limits)
        #expect(verdict == .equal)
        #expect(names == ["opaque-false", "outline", "spill-global", "box", "identity"])
    }

    @Test func aTypedMutantIsValidAndMostlyDiffers() throws {
        let generator = ModuleGenerator(features: .all)
        var mutants = 0
        var different = 0
        for seed in 0..<UInt64(300) {
            let parent = generator.module(seed: seed)
            guard let mutant = TypedMutation.mutant(of: parent, seed: seed) else { continue }
            mutants += 1
            do throws(ValidationError) {
                _ = try ValidatedModule(validating: mutant.module, features: .all)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
            if mutant.module != parent.module { different += 1 }
        }
        #expect(mutants > 250)
        #expect(different > 240)
    }

    @Test func aMutantOfASeedIsAlwaysTheSame() {
        let parent = ModuleGenerator(features: .all).module(seed: 7)
        #expect(TypedMutation.mutant(of: parent, seed: 3) == TypedMutation.mutant(of: parent, seed: 3))
        #expect(Equivalence.mutant(of: parent, seed: 3).module == Equivalence.mutant(of: parent, seed: 3).module)
    }

    @Test func aCorpusKeepsWhatReachesSomethingNew() {
        var corpus = FeedbackCorpus(ModuleGenerator(features: .all, profile: .small))
        corpus.grow(by: 60, on: InterpreterEngine(), limits: ProbeTests.limits) { UInt64($0) }
        #expect((10...60).contains(corpus.entries.count))
        #expect(corpus.entries.contains { !$0.edits.isEmpty })
        #expect(corpus.counts.count > 500)
        #expect(corpus.module(seed: 5) == corpus.module(seed: 5))
    }
}
