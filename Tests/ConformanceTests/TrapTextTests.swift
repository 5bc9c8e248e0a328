import Conformance
import EngineInterface
import Testing
import WasmModel

@Suite struct TrapTextTests {
    @Test func everyKindHasWords() {
        for kind in TrapKind.allCases { #expect(TrapText.kind(of: TrapText.words(for: kind)) == kind) }
    }

    @Test func noTextStandsTwice() {
        #expect(Set(TrapText.kinds.map(\.text)).count == TrapText.kinds.count)
    }

    @Test func theNumberOfAnElementIsNotPartOfTheKind() {
        #expect(TrapText.kind(of: "uninitialized element 2") == .uninitializedElement)
        #expect(TrapText.kind(of: "uninitialized element two") == nil)
        #expect(TrapText.kind(of: "uninitialized element ") == nil)
    }

    @Test(arguments: ["", "unreachable executed", "out of bounds", "integer", "undefined", "call stack exhausted"])
    func wordsThatAreNotInTheTableMeanNothing(text: String) {
        #expect(TrapText.kind(of: text) == nil)
    }

    @Test func exhaustionIsNotATrap() {
        #expect(TrapText.resource(of: "call stack exhausted") == .callStack)
        #expect(TrapText.resource(of: "unreachable") == nil)
    }
}
