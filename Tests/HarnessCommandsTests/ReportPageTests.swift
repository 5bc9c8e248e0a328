import Foundation
import Testing

/// The page of `assess --report`.
@Suite(.enabled(if: Executable.isBuilt, "the program is not built")) struct ReportPageTests {
    @Test func aPageHoldsEveryProfileAndKeepsWhatWasWrittenByHand() throws {
        let folder = try TemporaryFolder()
        let page = folder.url.appendingPathComponent("page.md")
        try Data("old figures\n<!-- by hand -->\n\nTen modules.\n".utf8).write(to: page)
        let end = try Executable.run(["assess", "--report", page.path, "--count", "3", "--faults", "2", "--quiet"])
        #expect(end.status == 0, "\(end.error)")
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text.contains("| quantity | goal | default | numeric | memory | control | small | simd | gc | linking | traps | decoder |"))
        #expect(text.contains("## 3 cases and 2 faults for each profile"))
        #expect(text.hasSuffix("\n<!-- by hand -->\n\nTen modules.\n"))
        #expect(!text.contains("old figures"))
    }
}
