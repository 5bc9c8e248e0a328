import Conformance
import EngineInterface
import Testing
import WasmModel

/// What becomes of the commands of a script when the engine, or an earlier command, does not do what it should.
@Suite struct ScriptRunnerTests {
    /// Modules are told apart by their one byte, which is also the number of their handle.
    private static func script(_ modules: [PreparedModule], _ commands: [PreparedCommand]) -> PreparedScript {
        PreparedScript(path: "a.wast", language: SuiteLanguage(features: .wasm3), modules: modules, commands: commands)
    }
    private static func module(_ byte: UInt8, imports: [String] = []) -> PreparedModule {
        PreparedModule(.bytes([byte]), importedNames: imports)
    }
    private static func make(_ line: Int, _ index: Int, _ name: String? = nil) -> PreparedCommand {
        PreparedCommand(line: line, kind: .module, operation: .module(index, name: name), requirement: .accepted)
    }
    private static func register(_ line: Int, _ name: String, _ instance: String? = nil) -> PreparedCommand {
        PreparedCommand(
            line: line, kind: .register, operation: .register(name: name, instance: instance), requirement: .accepted)
    }
    private static func call(_ line: Int, _ export: String = "f", on instance: String? = nil) -> PreparedCommand {
        PreparedCommand(
            line: line, kind: .assertReturn, operation: .invoke(instance: instance, export: export, arguments: []),
            requirement: .returned([]))
    }
    private static func assert(
        _ line: Int, _ kind: CommandKind, _ operation: PreparedCommand.Operation, _ requirement: Requirement
    ) -> PreparedCommand {
        PreparedCommand(line: line, kind: kind, operation: operation, requirement: requirement)
    }
    private static func loading(_ answers: [UInt8: Reception] = [:]) -> FakeEngine.Script {
        FakeEngine.Script(load: { bytes in
            let byte = bytes.first ?? 0
            return answers[byte] ?? .module(ModuleHandle(number: UInt32(byte)))
        })
    }
    /// `P`, `F` and `S`, one letter for each command.
    private static func letters(_ script: PreparedScript, on engine: FakeEngine) throws -> String {
        let result = try #require(ScriptRunner(engine: engine).run(script))
        #expect(result.records.map(\.index) == Array(script.commands.indices))
        #expect(result.records.map(\.line) == script.commands.map(\.line))
        return String(
            result.records.map { record -> Character in
                switch record.verdict {
                case .passed: "P"
                case .failed: "F"
                case .skipped: "S"
                }
            })
    }

    @Test func everyCommandCountsOnce() throws {
        let script = Self.script(
            [Self.module(1)], [Self.make(1, 0), Self.register(2, "M"), Self.call(3), Self.call(4)])
        let result = try #require(ScriptRunner(engine: FakeEngine()).run(script))
        #expect(result.counts.passed == 4)
        #expect(result.counts.commands == script.commands.count)
    }

    @Test func whatDependsOnAFailedModuleFails() throws {
        let script = Self.script(
            [Self.module(1), Self.module(2), Self.module(3, imports: ["M"])],
            [
                Self.make(1, 0, "$ok"), Self.make(2, 1, "$bad"), Self.call(3), Self.register(4, "M"), Self.make(5, 2),
                Self.call(6, on: "$ok"),
            ])
        let engine = FakeEngine(Self.loading([2: .invalid("type mismatch")]))
        #expect(try Self.letters(script, on: engine) == "PFFFFP")
    }

    @Test func whatDependsOnASkippedModuleIsSkipped() throws {
        let script = Self.script(
            [Self.module(1), Self.module(2), Self.module(3, imports: ["M"])],
            [
                Self.make(1, 0, "$ok"), Self.make(2, 1, "$new"), Self.call(3), Self.register(4, "M"), Self.make(5, 2),
                Self.call(6), Self.call(7, on: "$ok"),
            ])
        let engine = FakeEngine(Self.loading([2: .unsupported("gc")]))
        #expect(try Self.letters(script, on: engine) == "PSSSSSP")
        let result = try #require(ScriptRunner(engine: engine).run(script))
        for record in result.records {
            guard case .skipped(let reason) = record.verdict else { continue }
            #expect(SkipReason.cause(of: reason) == "gc")
        }
    }

    /// An engine answers "unknown import" when the exporter was skipped. That is no proof of anything.
    @Test func anUnlinkableModuleDoesNotPassBecauseItsExporterIsMissing() throws {
        let script = Self.script(
            [Self.module(1), Self.module(2, imports: ["M"])],
            [Self.make(1, 0), Self.register(2, "M"), Self.assert(3, .assertUnlinkable, .instantiate(1), .unlinkable)])
        var behaviour = Self.loading([1: .unsupported("gc")])
        behaviour.instantiate = { _ in .unlinkable("unknown import") }
        #expect(try Self.letters(script, on: FakeEngine(behaviour)) == "SSS")
    }

    /// A skipped module would have written into the memory it imports.
    @Test func whatSharesStateWithASkippedModuleIsSkipped() throws {
        let script = Self.script(
            [Self.module(1), Self.module(2, imports: ["M"]), Self.module(3)],
            [
                Self.make(1, 0, "$M"), Self.register(2, "M"), Self.call(3, on: "$M"), Self.make(4, 2, "$other"),
                Self.make(5, 1), Self.call(6, on: "$M"), Self.call(7, on: "$other"),
            ])
        #expect(try Self.letters(script, on: FakeEngine(Self.loading([2: .unsupported("gc")]))) == "PPPPSSP")
    }

    @Test func rejectionsAreJudgedByStage() throws {
        let answers: [UInt8: Reception] = [1: .malformed(""), 2: .invalid("")]
        var behaviour = Self.loading(answers)
        behaviour.instantiate = {
            $0 == 3 ? .unlinkable("") : $0 == 4 ? .trapped(.memoryOutOfBounds) : .instance(InstanceHandle(number: $0))
        }
        let modules = (1...5).map { Self.module(UInt8($0)) }
        let right = Self.script(
            modules,
            [
                Self.assert(1, .assertMalformed, .load(0), .malformed),
                Self.assert(2, .assertInvalid, .load(1), .invalid),
                Self.assert(3, .assertUnlinkable, .instantiate(2), .unlinkable),
                Self.assert(4, .assertTrap, .instantiate(3), .trapped(.memoryOutOfBounds)), Self.make(5, 4),
            ])
        #expect(try Self.letters(right, on: FakeEngine(behaviour)) == "PPPPP")
        let wrong = Self.script(
            modules,
            [
                Self.assert(1, .assertMalformed, .load(1), .malformed),
                Self.assert(2, .assertInvalid, .load(0), .invalid),
                Self.assert(3, .assertUnlinkable, .instantiate(3), .unlinkable),
                Self.assert(4, .assertUnlinkable, .instantiate(1), .unlinkable),
                Self.assert(5, .assertTrap, .instantiate(2), .trapped(.memoryOutOfBounds)),
                Self.assert(6, .assertInvalid, .load(4), .invalid),
                Self.assert(7, .assertMalformed, .load(4), .malformed),
                Self.assert(8, .assertUnlinkable, .instantiate(4), .unlinkable),
            ])
        #expect(try Self.letters(wrong, on: FakeEngine(behaviour)) == "FFFFFFFF")
    }

    @Test func aDefinitionIsInstantiatedAsOftenAsItIsAskedFor() throws {
        let script = Self.script(
            [Self.module(1)],
            [
                Self.assert(1, .moduleDefinition, .definition(0, name: "$M"), .accepted), Self.call(2),
                Self.assert(3, .moduleInstance, .instance(name: "$I", of: "$M"), .accepted),
                Self.assert(4, .moduleInstance, .instance(name: nil, of: nil), .accepted),
                Self.call(5, on: "$I"), Self.call(6),
                Self.assert(7, .moduleInstance, .instance(name: nil, of: "$N"), .accepted),
            ])
        #expect(try Self.letters(script, on: FakeEngine()) == "PFPPPPF")
    }

    @Test func aGlobalIsJudgedByItsValue() throws {
        let script = Self.script(
            [Self.module(1)],
            [
                Self.make(1, 0), Self.assert(2, .assertReturn, .get(instance: nil, export: "g"), .returned([.i32(1)])),
                Self.assert(3, .assertReturn, .get(instance: nil, export: "g"), .returned([.i32(2)])),
                Self.assert(4, .assertReturn, .get(instance: nil, export: "h"), .returned([.i32(1)])),
            ])
        let engine = FakeEngine(FakeEngine.Script(global: { $1 == "g" ? .i32(1) : nil }))
        #expect(try Self.letters(script, on: engine) == "PPFF")
    }

    @Test func anEngineThatFailsFailsTheCommandAndNoOther() throws {
        let script = Self.script([Self.module(1)], [Self.make(1, 0), Self.call(2, "break"), Self.call(3)])
        let engine = FakeEngine(
            FakeEngine.Script(invoke: { _, export, _ in
                if export == "break" {
                    throw EngineFailure(engine: EngineIdentity(name: "fake", version: "1"), detail: "odd")
                }
                return .returned([])
            }))
        #expect(try Self.letters(script, on: engine) == "PFP")
    }

    @Test func anEngineThatDiesFailsWhatComesAfter() throws {
        struct Death: Error {}
        let script = Self.script([Self.module(1)], [Self.make(1, 0), Self.call(2), Self.call(3), Self.make(4, 0)])
        let engine = FakeEngine(FakeEngine.Script(invoke: { _, _, _ in throw Death() }))
        #expect(try Self.letters(script, on: engine) == "PFFF")
    }

    @Test func anEngineWithoutAStoreFailsEverything() throws {
        let script = Self.script([Self.module(1)], [Self.make(1, 0), Self.call(2)])
        #expect(try Self.letters(script, on: FakeEngine(FakeEngine.Script(makesStores: false))) == "FF")
    }

    @Test func aProposalThatTheEngineDoesNotHaveIsSkippedAsAWhole() throws {
        var script = Self.script([Self.module(1)], [Self.make(1, 0), Self.call(2)])
        script.language = SuiteLanguage(features: FeatureSet.wasm3.union(FeatureSet([.threads])))
        #expect(try Self.letters(script, on: FakeEngine(features: .wasm3)) == "SS")
        #expect(try Self.letters(script, on: FakeEngine(features: .all)) == "PP")
    }

    @Test func aTextThatWasRejectedNeverReachesTheEngine() throws {
        let rejected = PreparedModule(.rejected(.malformed("unexpected token")))
        let script = Self.script(
            [rejected],
            [
                Self.assert(1, .assertMalformed, .load(0), .malformed),
                Self.assert(2, .assertInvalid, .load(0), .invalid), Self.make(3, 0),
            ])
        let engine = FakeEngine(
            FakeEngine.Script(load: { _ in
                throw EngineFailure(engine: EngineIdentity(name: "fake", version: "1"), detail: "asked")
            }))
        #expect(try Self.letters(script, on: engine) == "PFF")
    }

    @Test func aNameThatNobodyGaveFails() throws {
        let script = Self.script([], [Self.call(1), Self.call(2, on: "$M"), Self.register(3, "M", "$M")])
        #expect(try Self.letters(script, on: FakeEngine()) == "FFF")
    }

    @Test func aCancelledScriptHasNoResult() {
        let script = Self.script([Self.module(1)], [Self.make(1, 0), Self.call(2)])
        #expect(ScriptRunner(engine: FakeEngine()).run(script, isCancelled: { true }) == nil)
    }

    @Test func theJudgeIsTestedOnAssertionsThatPass() throws {
        let script = Self.script([Self.module(1)], [Self.make(1, 0), Self.call(2), Self.call(3, "trap")])
        let engine = FakeEngine(
            FakeEngine.Script(invoke: { _, export, _ in export == "trap" ? .trapped(.unreachable) : .returned([]) }))
        let score = try #require(ScriptRunner(engine: engine, falsifies: true).run(script)?.falsification)
        #expect(score.assertions == 1 && score.caught == 1 && score.forms > 3)
        #expect(ScriptRunner(engine: engine).run(script)?.falsification == nil)
    }
}
