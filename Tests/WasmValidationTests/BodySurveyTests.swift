import Testing
import WasmModel
import WasmValidation

/// What validation counts for compilers.
@Suite struct BodySurveyTests {
    static func survey(_ module: Module) throws -> (BodySurvey, [UInt32: UInt32]) {
        let validated = try ValidatedModule(validating: module, features: .all)
        let survey = validated.surveys[0]
        let uses = validated.localUses[Int(survey.firstUse)..<Int(survey.firstUse + survey.useCount)]
        return (survey, Dictionary(uses.map { ($0.local, $0.weight) }, uniquingKeysWith: +))
    }

    @Test func localsCountEightTimesInEveryLoop() throws {
        let use: [Instruction] = [.localGet(0), Instruction(.drop)]
        let body =
            use + [.block(.loop, .empty)] + use + [.block(.block, .empty), .block(.loop, .empty)] + use
            + [.end, .end] + use + [.end] + use + [Instruction(.i32Const), Instruction(.localSet, index: 1), .end]
        let (survey, uses) = try Self.survey(
            .function(FunctionType([.i32]), locals: [LocalGroup(count: 3, type: .i32)], body))
        #expect(uses == [0: 1 + 8 + 64 + 8 + 1, 1: 1])
        #expect(survey.useCount == 2)
        #expect(!survey.hasCalls && survey.callWeight == 0 && !survey.hasVectors)
    }

    @Test(arguments: [1, 4096, 4097, 40_000]) func everyLocalIsCountedHoweverManyThereAre(count: UInt32) throws {
        let last = count - 1
        let body: [Instruction] = [
            .localGet(last), Instruction(.localTee, index: last), Instruction(.localSet, index: last), .end,
        ]
        let (_, uses) = try Self.survey(
            .function(FunctionType(), locals: [LocalGroup(count: count, type: .i64)], body))
        #expect(uses == [last: 3])
    }

    @Test func localsThatMustBeSetFirstAreCountedAsTheOthers() throws {
        let body: [Instruction] = [
            .localGet(0), Instruction(.localTee, index: 1), Instruction(.drop), .localGet(1), Instruction(.drop), .end,
        ]
        let reference = ValueType.reference(.func, nullable: false)
        let (_, uses) = try Self.survey(
            .function(FunctionType([reference]), locals: [LocalGroup(count: 1, type: reference)], body))
        #expect(uses == [0: 1, 1: 2])
    }

    @Test func unreachableCodeIsCounted() throws {
        let body = [Instruction(.unreachable), Instruction(.localSet), .localGet(0), Instruction(.drop), .end]
        let (_, uses) = try Self.survey(.function(FunctionType([.i32]), body))
        #expect(uses == [0: 2])
    }

    @Test func callsAreCountedWithTheTypesOfWhatTheyCall() throws {
        let call = Instruction(.call, index: 0)
        let (survey, _) = try Self.survey(.function([call, .block(.loop, .empty), call, .end, .end]))
        #expect(survey.callWeight == 9)
        #expect(survey.calledTypes == 1 && survey.tailCalledTypes == 0 && survey.hasCalls)

        let (tail, _) = try Self.survey(.function([Instruction(.returnCall, index: 0), .end]))
        #expect(tail.callWeight == 0 && tail.calledTypes == 0 && tail.tailCalledTypes == 1 && tail.hasCalls)
        #expect(BodySurvey.bit(ofType: 70) == 1 << 63)
    }

    @Test func vectorsAndLegacyBlocksAreSeen() throws {
        let (vectors, _) = try Self.survey(
            .function([Instruction(.v128Const), Instruction(.drop), .end], pool: [0, 0]))
        #expect(vectors.hasVectors)
        let (tries, _) = try Self.survey(.function([.block(.try, .empty), .end, .end]))
        #expect(tries.legacyTries == 1 && !tries.hasVectors)
    }

    @Test func growthCountsAsACall() throws {
        let memory = MemoryType(limits: Limits(minimum: 0))
        let body = [Instruction(.i32Const), Instruction(.memoryGrow), Instruction(.drop), .end]
        let (survey, _) = try Self.survey(.function(body, memories: [memory]))
        #expect(survey.callWeight == 1 && !survey.hasCalls)
    }
}

/// Bodies that are checked as they are read.
@Suite struct StagedValidationTests {
    private static func verdict(_ module: Module) -> ValidationError? {
        var stages = StagedValidation(features: .all)
        var before = module
        before.functions = []
        before.data = []
        stages.begin(before, functionTypes: module.functions.map(\.typeIndex))
        for function in module.functions { stages.check(function) }
        do throws(ValidationError) {
            let validated = try stages.finish(module)
            #expect(validated.bodies.count == module.functions.count)
            return nil
        } catch {
            return error
        }
    }

    @Test func theVerdictIsThatOfTheWholeModule() {
        let bad: [Instruction] = [Instruction(.i32Const), .end]
        var module = Module.function([.end])
        module.functions.append(Function(typeIndex: 0, body: Expression(bad)))
        let body = Self.verdict(module)
        #expect(body?.functionIndex == 1 && body == flaw(of: module))

        module.data = [DataSegment(mode: .active(memory: 3, offset: Expression([.end])), bytes: [])]
        #expect(Self.verdict(module)?.message == "unknown memory 3")
        #expect(Self.verdict(module) == flaw(of: module))

        module.exports = [Export(name: "a", kind: .table, index: 9)]
        #expect(Self.verdict(module)?.message == "unknown table 9")
        #expect(Self.verdict(module) == flaw(of: module))
    }

    @Test func bodiesMayNameDataSegmentsThatAreCounted() {
        var module = Module.function([Instruction(.dataDrop), .end])
        module.dataCount = 1
        module.data = [DataSegment(mode: .passive, bytes: [1])]
        #expect(Self.verdict(module) == nil)
        module.functions[0].body.instructions[0].index = 1
        #expect(Self.verdict(module)?.message == "unknown data segment 1")
    }

    @Test func aModuleWithoutBodiesIsCheckedAtItsEnd() throws {
        var module = Module()
        module.start = 0
        #expect(throws: ValidationError.self) { try StagedValidation(features: .all).finish(module) }
        module.start = nil
        #expect(try StagedValidation(features: .all).finish(module).bodies.isEmpty)
    }
}
