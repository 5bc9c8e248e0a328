/// A replay of the corpus as JUnit XML: one test case for each bucket.
package struct ReplayPage: Sendable {
    package struct Item: Sendable {
        package var name: String
        /// Where the bucket stands.
        package var path: String
        /// The engines that took part.
        package var engines: String
        /// `reproduces`, `fixed`, `changed` or `incomparable`.
        package var result: String
        /// More words, if any.
        package var detail: String
        package var isFailure: Bool
        package var seconds: Double

        package init(
            name: String, path: String, engines: String, result: String, detail: String, isFailure: Bool,
            seconds: Double
        ) {
            self.name = name
            self.path = path
            self.engines = engines
            self.result = result
            self.detail = detail
            self.isFailure = isFailure
            self.seconds = seconds
        }
    }

    private let items: [Item]

    package init(_ items: [Item]) { self.items = items }

    package var text: String {
        var markup = Markup()
        markup.verbatim("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        let seconds = Figures.decimal(items.reduce(0) { $0 + $1.seconds }, places: 6)
        let failures = items.count { $0.isFailure }
        let skipped = items.count { $0.result == "incomparable" }
        let counts: KeyValuePairs = [
            "name": "corpus", "tests": "\(items.count)", "failures": "\(failures)", "errors": "0",
            "skipped": "\(skipped)", "time": seconds,
        ]
        markup.element("testsuites", counts) { markup in
            markup.line()
            markup.element("testsuite", counts) { markup in
                markup.line()
                for item in items {
                    Self.write(item, to: &markup)
                    markup.line()
                }
            }
            markup.line()
        }
        markup.line()
        return markup.output
    }

    private static func write(_ item: Item, to markup: inout Markup) {
        let attributes: KeyValuePairs = [
            "name": item.name, "classname": item.engines, "time": Figures.decimal(item.seconds, places: 6),
            "file": item.path,
        ]
        if item.isFailure {
            markup.element("testcase", attributes) { markup in
                markup.element("failure", ["message": item.result, "type": item.result], item.detail)
            }
        } else if item.result == "incomparable" {
            markup.element("testcase", attributes) { $0.emptyElement("skipped", ["message": item.detail]) }
        } else {
            markup.emptyElement("testcase", attributes)
        }
    }
}
