import Foundation
import FoundationXML
import Reporting
import Testing

@Suite struct JUnitPageTests {
    private func suites(_ page: JUnitPage) throws -> Elements {
        let conformance = try #require(try Samples.report().conformance)
        return try Elements(parsing: page.text(of: conformance))
    }

    @Test func aSuiteIsAScriptAndACaseIsACommandOfAnEngine() throws {
        let page = try suites(JUnitPage())
        #expect(
            page.all("testsuite").map { $0["name"] } == [
                "i32.wast", "f32.wast", "gc/array.wast", "proposals/threads/atomic.wast",
            ])
        let cases = page.all("testcase")
        #expect(Set(cases.compactMap { $0["classname"] }) == ["interpreter", "jit"])
        #expect(cases.contains { $0["name"] == "12 assert_return" && $0["line"] == "12" && $0["file"] == "i32.wast" })
        // Commands that passed are not listed in a result document, and stand together.
        #expect(cases.contains { $0["name"] == "460 other commands" })
    }

    @Test(arguments: JUnitPage.Granularity.allCases)
    func countsAreThoseOfTheElements(_ granularity: JUnitPage.Granularity) throws {
        let page = try suites(JUnitPage(granularity: granularity))
        let whole = try #require(page.all("testsuites").first)
        #expect(whole["tests"] == "\(page.all("testcase").count)")
        #expect(whole["failures"] == "\(page.all("failure").count)")
        #expect(whole["skipped"] == "\(page.all("skipped").count)")
        #expect(page.all("failure").count == (granularity == .command ? 3 : 2))
        #expect(page.all("skipped").count == (granularity == .command ? 8 : 0))
    }

    @Test func aCaseHasAtMostOneOutcome() throws {
        for granularity in JUnitPage.Granularity.allCases {
            #expect(try suites(JUnitPage(granularity: granularity)).mostChildren(of: "testcase") == 1)
        }
    }

    @Test func wordsComeThroughAsTheyAre() throws {
        let messages = try suites(JUnitPage()).all("failure").compactMap { $0["message"] }
        let shown = Samples.hostile.replacing("\u{1}", with: "\u{FFFD}")
        #expect(messages.contains("expected trap: integer divide by zero, got \(shown)"))
    }
}

@Suite struct HTMLPageTests {
    @Test func theMatrixLinksToWhatWentWrong() throws {
        let text = HTMLPage().text(of: try Samples.report())
        #expect(text.contains("<a href=\"#f1\">✗ 2</a>"))
        #expect(text.contains("<table id=\"f1\" class=\"failures\">"))
        #expect(text.contains("<a href=\"#f3\">≈ 1</a>"))
        #expect(text.contains("<table id=\"f3\" class=\"failures\">"))
        #expect(text.contains("<a href=\"#f5\">✗ 1</a>"))
        #expect(text.contains("✓ 300 ○ 2") && text.contains("title=\"not run\""))
    }

    /// Every link inside the page leads somewhere, and none leads out except to a folder of the corpus.
    @Test func thePageNeedsNothingElse() throws {
        let text = HTMLPage().text(of: try Samples.report())
        let ids = Set(text.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) })
        for link in text.matches(of: /href="([^"]*)"/) {
            let target = String(link.output.1)
            #expect(target == "corpus/result_jit_i32.rotl/" || ids.contains(String(target.dropFirst())), "\(target)")
        }
        for word in ["http:", "https:", "<script", "src=", "url(", "@import"] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test func wordsFromOutsideAreNotMarkup() throws {
        let text = HTMLPage().text(of: try Samples.report())
        #expect(!text.contains("<b>&"))
        #expect(text.contains("&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"))
        #expect(!text.contains("\u{1}"))
    }

    @Test func longListsOfFailuresAreCountedOut() throws {
        let text = HTMLPage(commands: 1).text(of: try Samples.report())
        #expect(text.contains("… and 1 more"))
    }

    /// Every element that is opened is closed: a parser of XML agrees, once what only HTML has is gone.
    @Test func elementsNest() throws {
        let text = HTMLPage().text(of: try Samples.report())
            .replacing("<!doctype html>", with: "").replacing(/<(meta|input)([^>]*)>/) {
                "<\($0.output.1)\($0.output.2)/>"
            }
            .replacing(" checked/>", with: "/>")
        #expect(try Elements(parsing: text).all("table").count >= 6)
    }
}

/// The elements of a document, flat, with their attributes.
private final class Elements: NSObject, XMLParserDelegate {
    private var elements: [(name: String, attributes: [String: String], children: Int)] = []
    private var open: [Int] = []

    struct Failure: Error {
        var line: Int
    }

    init(parsing text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else { throw Failure(line: parser.lineNumber) }
    }

    func all(_ name: String) -> [[String: String]] { elements.filter { $0.name == name }.map(\.attributes) }
    func mostChildren(of name: String) -> Int? { elements.filter { $0.name == name }.map(\.children).max() }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if let parent = open.last { elements[parent].children += 1 }
        open.append(elements.count)
        elements.append((name, attributes, 0))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }
}
