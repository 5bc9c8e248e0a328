import BaselineJIT
import EngineInterface
import Testing

@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct OptionsTests {
    @Test func everyNameIsOneOptionAndComesBack() throws {
        for name in CompilerOptions.names where CompilerOptions().usesAVX || name != "no-avx" {
            let options = try #require(CompilerOptions(names: name))
            #expect(options != CompilerOptions())
            #expect(options.suffix == ":" + name)
        }
        #expect(CompilerOptions().suffix.isEmpty)
    }

    @Test func optionsGoTogetherInOneOrder() {
        #expect(CompilerOptions(names: "stress:no-fold")?.suffix == ":no-fold:stress")
        #expect(CompilerOptions(names: "fuel,stress") == CompilerOptions(names: "stress:fuel"))
    }

    @Test(arguments: ["", "no-sse", "fuel,", "fuel:fuel", "FUEL", " fuel"]) func otherNamesAreNone(names: String) {
        #expect(CompilerOptions(names: names) == nil)
    }
}
