import OptimizingAOT
import Testing

/// The textual IR, in which passes are tested.
@Suite struct TextualIRTests {
    @Test func theIRIsReadAsItIsWritten() throws {
        _ = try ModuleCompiler.compile(factorial, CompileOptions(verifies: true)) { _, function in
            let text = renumbered(function)
            do {
                let read = try IRParser.parse(text)
                let (again, loops, expected) = (read.text, read.loops.elements, function.loops.elements)
                #expect(again == text)
                #expect(loops == expected)
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    @Test(arguments: [
        ("block0:\n  v1 = i32.frob v0\n  return", 2), ("block0:\n  return v7", 2), ("block0:\n  jump block9", 2),
        ("block0:\nblock0:\n  return", 2), ("  v0 = i32.const 1", 1), ("block0:\n  v0 = i32.const x\n  return", 2),
    ])
    func textThatIsNoIRIsRefusedWithItsLine(_ text: String, _ line: Int) {
        do throws(IRParser.Failure) {
            _ = try IRParser.parse(text)
            Issue.record("it was read")
        } catch {
            #expect(error.line == line)
        }
    }
}
