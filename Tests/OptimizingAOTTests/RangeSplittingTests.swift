import OptimizingAOT
import Testing

@Suite struct RangeSplittingTests {
    @Test func aValueWithoutARegisterGetsACopyInFrontOfTheOutermostLoopWithoutCalls() throws {
        let function = try IRParser.parse(
            """
            function %f(i32) -> i32 {
            block0(v0: i32):
              jump block1
            block1:
              v1 = call.i32 0 results=1
              jump block2
            block2:
              jump block3(v1)
            block3(v2: i32):
              v3 = i32.add v2, v0
              branch v3, block3(v0), block4
            block4:
              branch v3, block2, block5
            block5:
              branch v0, block1, block6
            block6:
              return v0
            }
            """)
        var splitting = RangeSplitting()
        let splitsNothing = splitting.split(function) { _ in false }
        #expect(!splitsNothing)
        let splits = splitting.split(function) { $0 == 0 }
        #expect(splits)
        try IRVerifier.verify(splitting.function)
        let expected = try IRParser.parse(
            """
            function %f(i32) -> i32 {
            block0(v0: i32):
              jump block1
            block1:
              v1 = call.i32 0 results=1
              v9 = copy.i32 v0
              jump block2
            block2:
              jump block3(v1)
            block3(v2: i32):
              v3 = i32.add v2, v9
              branch v3, block3(v9), block4
            block4:
              branch v3, block2, block5
            block5:
              branch v0, block1, block6
            block6:
              return v0
            }
            """)
        let (found, wanted) = (renumbered(splitting.function), renumbered(expected))
        #expect(found == wanted)
    }
}
