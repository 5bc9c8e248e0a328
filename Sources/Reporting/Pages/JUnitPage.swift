/// JUnit XML, as continuous-integration servers read it: a `testsuite` is a script, a `testcase` a command of it on one
/// engine (`classname`).
///
/// What readers of this format agree on is small, and kept to: at most one `failure` or `skipped` in a test case,
/// counts on every suite, no element that is not in the common subset. A failure that the ledger expects is *skipped*
/// with its reason, and an expected failure that passed is a *failure*, because either is what the run made of it.
package struct JUnitPage: Sendable {
    package enum Granularity: String, CaseIterable, Sendable {
        /// A test case for every command; a full suite has more than sixty thousand.
        case command
        /// A test case for every script and engine.
        case file
    }

    package var granularity: Granularity

    package init(granularity: Granularity = .command) { self.granularity = granularity }

    package func text(of conformance: RecordedConformance) -> String {
        var suites: [(path: String, cases: [Case])] = []
        for file in conformance.files {
            let cases = granularity == .command ? commandCases(of: file) : [fileCase(of: file)]
            if suites.last?.path == file.path {
                suites[suites.count - 1].cases += cases
            } else {
                suites.append((file.path, cases))
            }
        }
        let all = suites.flatMap(\.cases)
        var markup = Markup()
        markup.verbatim("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        markup.element(
            "testsuites",
            [
                "name": "assay conform", "tests": "\(all.count)", "failures": "\(all.count { $0.isFailure })",
                "errors": "0",
                "skipped": "\(all.count { $0.isSkip })", "time": Self.seconds(all),
            ]
        ) { markup in
            markup.line()
            for suite in suites { Self.write(suite.path, suite.cases, to: &markup) }
        }
        markup.line()
        return markup.output
    }

    // MARK: Cases

    private struct Case {
        var name: String
        var engine: String
        var line: Int?
        var seconds = 0.0
        var outcome = Outcome.passed

        var isFailure: Bool { if case .failure = outcome { true } else { false } }
        var isSkip: Bool { if case .skip = outcome { true } else { false } }
    }

    private enum Outcome {
        case passed
        case failure(message: String, details: String)
        case skip(message: String)
    }

    private func commandCases(of file: RecordedConformance.File) -> [Case] {
        var cases = file.commands.map { command in
            let position = command.index.map { ":\($0)" } ?? ""
            var result = Case(
                name: "\(command.line)\(position) \(command.kind)", engine: file.engine, line: command.line)
            switch command.verdict {
            case .passed: break
            case .failed(let expected, let actual):
                result.outcome = .failure(
                    message: "expected \(expected), got \(actual)",
                    details: "\(file.path):\(command.line): \(command.kind)\nexpected: \(expected)\nactual:   \(actual)"
                )
            case .expectedFailure(let expected, let actual):
                result.outcome = .skip(message: "expected failure: expected \(expected), got \(actual)")
            case .unexpectedPass:
                result.outcome = .failure(
                    message: "an expected failure that passed",
                    details: "\(file.path):\(command.line): \(command.kind)\nthe ledger of expected failures names it")
            case .skipped(let reason): result.outcome = .skip(message: reason)
            }
            return result
        }
        // A result document does not list the commands that passed.
        let listed = file.commands.count { $0.verdict == .passed || $0.verdict == .unexpectedPass }
        if file.passed > listed {
            cases.append(Case(name: "\(file.passed - listed) other commands", engine: file.engine))
        }
        // The time of a script is known, that of a command is not.
        if !cases.isEmpty { cases[0].seconds = file.seconds ?? 0 }
        return cases
    }

    private func fileCase(of file: RecordedConformance.File) -> Case {
        let wrong = commandCases(of: file).compactMap { item -> String? in
            if case .failure(_, let details) = item.outcome { details } else { nil }
        }
        let outcome: Outcome =
            if !wrong.isEmpty {
                .failure(
                    message: "\(wrong.count) of \(Figures.count(file.total, "command")) not as expected",
                    details: wrong.joined(separator: "\n\n"))
            } else if file.total > 0 && file.skipped == file.total {
                .skip(message: "all of \(Figures.count(file.total, "command")) skipped")
            } else {
                .passed
            }
        return Case(name: file.path, engine: file.engine, line: nil, seconds: file.seconds ?? 0, outcome: outcome)
    }

    // MARK: Writing

    private static func write(_ path: String, _ cases: [Case], to markup: inout Markup) {
        markup.element(
            "testsuite",
            [
                "name": path, "tests": "\(cases.count)", "failures": "\(cases.count { $0.isFailure })", "errors": "0",
                "skipped": "\(cases.count { $0.isSkip })", "time": seconds(cases),
            ]
        ) { markup in
            markup.line()
            for item in cases {
                write(item, path, to: &markup)
                markup.line()
            }
        }
        markup.line()
    }

    private static func write(_ item: Case, _ path: String, to markup: inout Markup) {
        let attributes: KeyValuePairs =
            if let line = item.line {
                [
                    "name": item.name, "classname": item.engine, "time": Figures.decimal(item.seconds, places: 6),
                    "file": path, "line": "\(line)",
                ]
            } else {
                [
                    "name": item.name, "classname": item.engine, "time": Figures.decimal(item.seconds, places: 6),
                    "file": path,
                ]
            }
        switch item.outcome {
        case .passed: markup.emptyElement("testcase", attributes)
        case .failure(let message, let details):
            markup.element("testcase", attributes) { markup in
                markup.element("failure", ["message": message, "type": "failure"], details)
            }
        case .skip(let message):
            markup.element("testcase", attributes) { markup in
                markup.emptyElement("skipped", ["message": message])
            }
        }
    }

    private static func seconds(_ cases: [Case]) -> String {
        Figures.decimal(cases.reduce(0) { $0 + $1.seconds }, places: 6)
    }
}
