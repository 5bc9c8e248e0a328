import OptimizingAOT
import Testing

/// What a pass makes of a function, both as text. The cases of each pass stand in a file of their own.
struct PassCase: CustomTestStringConvertible, Sendable {
    var sentence: String
    var pass: any Pass.Type
    var before: String
    var after: String
    /// Bodies that the function may call, by index.
    var callees: [UInt32: String] = [:]

    var testDescription: String { "\(pass.name): \(sentence)" }

    static let all: [PassCase] =
        [PassCase.parameterPruning, constantFolding, branchSimplification, globalValueNumbering, loopInvariants, inlining, memoryForwarding, redundantChecks, deadCode].flatMap { $0 }
}

@Suite struct PassTests {
    @Test(arguments: PassCase.all) func aPassDoesWhatItSays(_ test: PassCase) throws {
        var function = try IRParser.parse(test.before)
        try IRVerifier.verify(function)
        let bodies = InlinableBodies(functionCount: 8)
        for (index, text) in test.callees { bodies.keep(try IRParser.parse(text), as: Int(index)) }
        var scratch = PassScratch()
        test.pass.run(on: &function, PassContext(bodies: bodies), &scratch)
        try IRVerifier.verify(function)
        let expected = try IRParser.parse(test.after)
        let (found, wanted) = (renumbered(function), renumbered(expected))
        #expect(found == wanted)
    }

    @Test func everyPassHasATest() {
        #expect(Set(PassCase.all.map { $0.pass.name }) == Set(PassPipeline.all.map { $0.name }))
    }

    /// What a pass leaves behind in the room it shares must not be seen by the next function.
    @Test(arguments: PassCase.all) func aPassDoesTheSameInRoomThatAnotherFunctionHasUsed(_ test: PassCase) throws {
        let bodies = InlinableBodies(functionCount: 8)
        for (index, text) in test.callees { bodies.keep(try IRParser.parse(text), as: Int(index)) }
        var scratch = PassScratch()
        let others = Set(PassPipeline.all.map { $0.name }).subtracting([test.pass.name])
        let only = PassPipeline(CompileOptions(disabledPasses: others))
        let wanted = renumbered(try IRParser.parse(test.after))
        for other in PassCase.all where other.callees.isEmpty {
            var function = try IRParser.parse(other.before)
            try PassPipeline(CompileOptions(verifies: true)).run(on: &function, PassContext(bodies: bodies), &scratch)
            var again = try IRParser.parse(test.before)
            try only.run(on: &again, PassContext(bodies: bodies), &scratch)
            let found = renumbered(again)
            #expect(found == wanted, "after \(other.sentence)")
        }
    }
}

/// The text with values numbered by their lines.
func renumbered(_ function: borrowing IRFunction) -> String {
    var copy = IRFunction()
    copy.assign(function)
    copy.renumber()
    return copy.text
}
