import Divergence
import EngineInterface
import EngineRuntime
import GeneratorAssessment
import Interpreter
import ModuleGeneration
import Testing
import WasmBinary
import WasmModel
import WasmText
import WasmValidation

/// An engine that takes `i32.xor` of a constant for `i32.or`: a rewriting rule with a mistake in it, which only code of
/// that shape meets.
private struct HastyEngine: Engine {
    private let engine = InterpreterEngine()
    var identity: EngineIdentity { EngineIdentity(name: "hasty", version: "1") }
    var capabilities: EngineCapabilities { engine.capabilities }
    func makeStore(_ configuration: StoreConfiguration) throws(EngineFailure) -> any EngineStore { try engine.makeStore(configuration) }
    func answers(to cases: [EngineCase]) -> [EngineCaseAnswer] {
        engine.answers(
            to: cases.map { test in
                var test = test
                guard var module = try? Module(decoding: test.module, features: test.configuration.features) else { return test }
                for function in module.functions.indices {
                    let code = module.functions[function].body.instructions
                    for (number, (first, second)) in zip(code, code.dropFirst()).enumerated()
                    where first.opcode == .i32Const && second.opcode == .i32Xor {
                        module.functions[function].body.instructions[number + 1].opcode = .i32Or
                    }
                }
                test.module = module.encoded()
                return test
            })
    }
}

@Suite struct MutationTests {
    @Test func anEquivalentMutantIsObservedToDoWhatItsParentDoes() throws {
        let generator = ModuleGenerator(features: .all)
        var names: Set<String> = []
        for profile in [GeneratorProfile.default, .control] {
            let generator = ModuleGenerator(features: .all, profile: profile)
            for seed in 0..<UInt64(250) {
                let parent = generator.module(seed: seed)
                let mutant = Equivalence.mutant(of: parent, seed: seed &* 31)
                names.formUnion(mutant.edits)
                do throws(ValidationError) {
                    _ = try ValidatedModule(validating: mutant.module.module, features: .all)
                } catch {
                    Issue.record("seed \(seed): \(error)")
                }
                #expect(ProbeTests.steps(parent) == ProbeTests.steps(mutant.module), "seed \(seed)")
            }
        }
        let verdict = EquivalenceCheck.verdict(of: generator.module(seed: 1), seed: 2, on: InterpreterEngine(), limits: ProbeTests.limits)
        #expect(verdict == .equal)
        // Rare in what is generated: it has a test of its own.
        names.remove("call-to-return-call")
        #expect(
            names == [
                "opaque-false", "opaque-true", "outline", "outline-operation", "inline", "call-by-reference", "call-through-table",
                "return-call-to-call", "call-wider", "add-parameter", "add-result",
                "spill-global", "spill-local", "spill-memory", "spill-table", "box", "box-as-any", "box-i31", "identity",
                "constant-to-data", "peel-loop", "unroll-loop", "wrap-block", "complement-if", "renumber-locals",
                "demote-to-global", "demote-to-memory", "demote-to-structure", "long-forms",
            ])
    }

    @Test func aCallWhoseResultIsReturnedMayBecomeATailCall() throws {
        let text = """
            (module
              (func $g (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
              (func (export "f") (param i32) (result i32) (call $g (local.get 0))))
            """
        let module = try Module(parsing: Array(text.utf8))
        let call = Invocation(export: "f", arguments: [.i32(14)])
        let parent = GeneratedModule(seed: 0, features: .all, module: module, scaffolding: [[], []], script: [call], hostFunctions: [])
        var edits: Set<String> = []
        for seed in 0..<UInt64(60) {
            let mutant = Equivalence.mutant(of: parent, seed: seed, rate: 250)
            edits.formUnion(mutant.edits)
            #expect(ProbeTests.steps(parent) == ProbeTests.steps(mutant.module), "seed \(seed)")
        }
        #expect(edits.isSuperset(of: ["call-to-return-call", "inline", "call-wider", "add-parameter", "add-result"]))
    }

    @Test func aModuleInTwoDoesWhatItDid() throws {
        let generator = ModuleGenerator(features: .all)
        var halves = 0
        var moved: Set<ExternalKind> = []
        for seed in 0..<UInt64(300) {
            let parent = generator.module(seed: seed)
            guard let split = parent.split(seed: seed) else { continue }
            halves += 1
            let library = try #require(split.libraries.last)
            moved.formUnion(library.module.exports.map(\.kind))
            #expect(split.scaffolding.count == split.module.functions.count)
            #expect(library.scaffolding.count == library.module.functions.count)
            do throws(ValidationError) {
                for module in [library.module, split.module] { _ = try ValidatedModule(validating: module, features: .all) }
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
            let steps = ProbeTests.steps(split).map { step in
                var step = step
                step.state.removeAll { $0.export.hasPrefix(SplitModule.name + ".") }
                return step
            }
            #expect(ProbeTests.steps(parent) == steps, "seed \(seed)")
        }
        #expect(halves > 200)
        #expect(moved == [.function, .table, .memory, .global, .tag])
    }

    @Test func aModuleInAnotherOrderDoesWhatItDid() throws {
        let generator = ModuleGenerator(features: .all)
        var moved = 0
        for seed in 0..<UInt64(200) {
            let parent = generator.module(seed: seed)
            var other = parent
            other.module = try #require(ReorderedModule.reordered(parent.module, &other.scaffolding, seed: seed))
            if other.module.functions != parent.module.functions { moved += 1 }
            do throws(ValidationError) {
                _ = try ValidatedModule(validating: other.module, features: .all)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
            #expect(ProbeTests.steps(parent) == ProbeTests.steps(other), "seed \(seed)")
        }
        #expect(moved > 100)
    }

    @Test func anEngineAgreesWithItselfOnEquivalentModules() {
        let generator = ModuleGenerator(features: .all)
        let engine = InterpreterEngine()
        for seed in 0..<UInt64(200) {
            let test = DifferentialCase(generator.module(seed: seed))
            let runs = [engine as any Engine, EquivalentEngine(engine)].map { CaseRunner.run(test, on: $0, limits: ProbeTests.limits) }
            #expect(Vote(runs) == nil, "seed \(seed)")
        }
    }

    @Test func anEngineThatContradictsItselfIsFoundByItselfAlone() {
        let generator = ModuleGenerator(features: .all, profile: .numeric)
        let engine = HastyEngine()
        let found = (0..<UInt64(60)).count { seed in
            let test = DifferentialCase(generator.module(seed: seed))
            let runs = [engine as any Engine, EquivalentEngine(engine)].map { CaseRunner.run(test, on: $0, limits: ProbeTests.limits) }
            return Vote(runs) != nil
        }
        #expect(found > 5)
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

    @Test func aMutantWithPartsOfAnotherCaseIsValidAndEnds() throws {
        let generator = ModuleGenerator(features: .all)
        let donor = generator.module(seed: 1000)
        var changed = 0
        for seed in 0..<UInt64(400) {
            let parent = generator.module(seed: seed)
            guard let mutant = TypedMutation.mutant(of: parent, seed: seed, donor: donor, edits: 8) else { continue }
            if mutant.module != TypedMutation.mutant(of: parent, seed: seed, edits: 8)?.module { changed += 1 }
            do throws(ValidationError) {
                _ = try ValidatedModule(validating: mutant.module, features: .all)
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
            for step in ProbeTests.steps(mutant) {
                if case .exhausted(let resource) = step.outcome { Issue.record("seed \(seed): \(resource)") }
            }
        }
        #expect(changed > 200)
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
