import Conformance

/// One page that needs nothing else: no network, no script, light or dark as the reader's system is.
///
/// The matrix has a row for every script and a column for every engine. A cell that is not clean links to what went
/// wrong; following the link opens it.
package struct HTMLPage: Sendable {
    /// Commands listed for one script and engine; the rest is counted.
    package var commands: Int

    package init(commands: Int = 200) { self.commands = commands }

    package func text(of report: Report) -> String {
        var page = Markup()
        page.verbatim("<!doctype html>\n")
        page.element("html", ["lang": "en"]) { page in
            page.element("head") { page in
                page.verbatim("<meta charset=\"utf-8\">")
                page.verbatim("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                // Nothing may be loaded or run, whatever a script's name or an engine's words contain.
                page.verbatim("<meta http-equiv=\"Content-Security-Policy\" content=\"\(Self.policy)\">")
                page.element("title", "assay report")
                page.element("style") { $0.verbatim(HTMLStyle.sheet) }
            }
            page.line()
            page.element("body") { page in
                Self.head(report, &page)
                page.element("main") { page in
                    if let conformance = report.conformance { self.conformance(conformance, &page) }
                    for campaign in report.campaigns { Self.campaign(campaign, &page) }
                    if !report.divergences.isEmpty { Self.divergences(report.divergences, &page) }
                }
            }
        }
        page.line()
        return page.output
    }

    private static let policy =
        ["script", "connect", "img", "media", "font", "object", "frame"]
        .map { "\($0)-src 'none'; " }.joined() + "base-uri 'none'; form-action 'none'"

    private static func head(_ report: Report, _ page: inout Markup) {
        page.element("header") { page in
            page.element("h1", "assay report")
            page.element("p", ["class": report.isAsExpected ? "verdict good" : "verdict bad"]) { page in
                page.text(report.isAsExpected ? "✓ Everything as expected" : "✗ Not as expected")
            }
            if let version = report.conformance?.version { page.element("p", ["class": "quiet"], "assay \(version)") }
        }
        page.line()
    }

    // MARK: Conformance

    private func conformance(_ conformance: RecordedConformance, _ page: inout Markup) {
        page.element("section") { page in
            page.element("h2", "Conformance")
            Self.engines(conformance, &page)
            failures(conformance, &page)
            Self.findings(conformance, &page)
            HTMLMatrix(conformance).write(to: &page)
            Self.skips(conformance, &page)
        }
        page.line()
    }

    private static func engines(_ conformance: RecordedConformance, _ page: inout Markup) {
        page.element("table", ["class": "summary"]) { page in
            row(&page, head: ["engine", "version", "passed", "failed", "expected to", "skipped", "seconds", ""])
            for engine in conformance.engines {
                let counts = engine.counts
                page.element("tr") { page in
                    page.element("th", ["scope": "row"], engine.name)
                    page.element("td", engine.version)
                    page.element("td", ["class": "number"], Figures.count(counts.passed))
                    page.element(
                        "td", ["class": counts.newFailures > 0 ? "number bad" : "number"], Figures.count(counts.failed))
                    page.element("td", ["class": "number"], Figures.count(counts.expectedFailures))
                    page.element("td", ["class": "number"], Figures.count(counts.skipped))
                    page.element("td", ["class": "number"], Figures.decimal(engine.seconds, places: 2))
                    page.element("td") { Self.bar(counts.passed, counts.failed, counts.skipped, &$0) }
                }
            }
        }
        page.line()
    }

    /// Shares of passed, failed and skipped; the numbers stand beside it.
    private static func bar(_ passed: Int, _ failed: Int, _ skipped: Int, _ page: inout Markup) {
        page.element("div", ["class": "bar", "aria-hidden": "true"]) { page in
            for (name, count) in [("pass", passed), ("fail", failed), ("skip", skipped)] where count > 0 {
                page.element("i", ["class": name, "style": "flex-grow:\(count)"], "")
            }
        }
    }

    private func failures(_ conformance: RecordedConformance, _ page: inout Markup) {
        let wrong = conformance.files.enumerated().filter { $0.element.commands.contains { $0.verdict.isWorthARow } }
        guard !wrong.isEmpty else { return }
        page.element("h3", "Failures")
        for (position, file) in wrong {
            let rows = file.commands.filter { $0.verdict.isWorthARow }
            page.element(
                "details", ["class": file.surprises > 0 ? "wrong" : "known"]
            ) { page in
                page.element("summary") { page in
                    page.element("b", file.path)
                    page.text(" on ")
                    page.element("b", file.engine)
                    page.text(": \(Figures.count(rows.count, "command")) of \(Figures.count(file.total))")
                }
                // Inside, because a browser opens what surrounds the target of a link.
                page.element("table", ["id": HTMLMatrix.anchor(position), "class": "failures"]) { page in
                    Self.row(&page, head: ["line", "command", "expected", "actual"])
                    for command in rows.prefix(commands) { Self.failure(command, &page) }
                }
                if rows.count > commands {
                    page.element("p", ["class": "quiet"], "… and \(Figures.count(rows.count - commands)) more")
                }
            }
            page.line()
        }
    }

    private static func failure(_ command: RecordedConformance.Command, _ page: inout Markup) {
        page.element("tr") { page in
            page.element("td", ["class": "number"], "\(command.line)")
            page.element("td", command.kind)
            switch command.verdict {
            case .failed(let expected, let actual):
                page.element("td") { $0.element("code", expected) }
                page.element("td") { $0.element("code", actual) }
            case .expectedFailure(let expected, let actual):
                page.element("td") { $0.element("code", expected) }
                page.element("td") { page in
                    page.element("code", actual)
                    page.element("span", ["class": "quiet"], " as the ledger says")
                }
            case .unexpectedPass:
                page.element("td", "the failure in the ledger")
                page.element("td", "passed")
            case .passed, .skipped:
                page.element("td", "")
                page.element("td", "")
            }
        }
    }

    private static func findings(_ conformance: RecordedConformance, _ page: inout Markup) {
        guard !conformance.findings.isEmpty else { return }
        page.element("h3", "Ledger of expected failures")
        page.element("table") { page in
            row(&page, head: ["entry", "engine", "problem"])
            for finding in conformance.findings {
                row(&page, ["\(finding.path):\(finding.line)", finding.engine, finding.problem])
            }
        }
    }

    private static func skips(_ conformance: RecordedConformance, _ page: inout Markup) {
        let summaries = SkipSummary.summaries(of: conformance)
        guard !summaries.isEmpty else { return }
        page.element("h3", "Skipped")
        page.element("table") { page in
            row(&page, head: ["engine", "commands", "reason", "first"])
            for skip in summaries {
                row(&page, [skip.engine, Figures.count(skip.count), skip.reason, skip.first], number: 1)
            }
        }
    }

    // MARK: Differential runs

    private static func campaign(_ campaign: RecordedCampaign, _ page: inout Markup) {
        page.element("section") { page in
            page.element("h2", "Fuzzing, seed \(campaign.seed)")
            page.element("p") { page in
                page.text(
                    "\(Figures.count(campaign.modules, "module")), \(Figures.count(campaign.comparableCalls)) of ")
                page.text("\(Figures.count(campaign.calls, "call")) compared, ")
                page.text("\(Figures.count(campaign.divergences, "divergence")) in ")
                page.text("\(Figures.count(campaign.buckets.count, "bucket")).")
            }
            page.element("table") { page in
                row(&page, head: ["engine", "version", "modules", "rejected", "crashes", "timeouts"])
                for engine in campaign.engines {
                    page.element("tr") { page in
                        page.element("th", ["scope": "row"], engine.name)
                        page.element("td", engine.version)
                        for count in [engine.modules, engine.rejected, engine.crashes, engine.timeouts] {
                            page.element("td", ["class": "number"], Figures.count(count))
                        }
                    }
                }
            }
            guard !campaign.buckets.isEmpty else { return }
            page.element("h3", "Buckets")
            page.element("table") { page in
                row(&page, head: ["signature", "blamed", "modules", "reproducer"])
                for bucket in campaign.buckets {
                    row(
                        &page, [bucket.signature, bucket.blamed, Figures.count(bucket.count), bucket.reproducer ?? ""],
                        number: 2)
                }
            }
        }
        page.line()
    }

    private static func divergences(_ divergences: [RecordedDivergence], _ page: inout Markup) {
        page.element("section") { page in
            page.element("h2", "Divergences")
            for divergence in divergences { Self.divergence(divergence, &page) }
        }
        page.line()
    }

    private static func divergence(_ divergence: RecordedDivergence, _ page: inout Markup) {
        page.element("details", ["class": "wrong"]) { page in
            page.element("summary") { page in
                page.element("b", divergence.signature)
                page.text(": \(divergence.difference), \(divergence.blamed)")
            }
            let vote = divergence.vote.map { $0.joined(separator: ", ") }.joined(separator: " against ")
            if !vote.isEmpty { page.element("p", vote) }
            if let seed = divergence.seed { page.element("p", ["class": "quiet"], "seed \(seed)") }
            if let folder = divergence.folder {
                page.element("p") { $0.element("a", ["href": SARIFPage.uri(folder) + "/"], folder) }
            }
            page.element("table", ["class": "failures"]) { page in
                row(&page, head: ["step"] + divergence.observations.map { "\($0.engine) \($0.version)" })
                for step in 0..<(divergence.observations.map(\.steps.count).max() ?? 0) {
                    page.element("tr", ["class": step == divergence.step ? "differs" : ""]) { page in
                        page.element("td", ["class": "number"], "\(step)")
                        for observation in divergence.observations {
                            let text = observation.steps.indices.contains(step) ? observation.steps[step] : ""
                            page.element("td") { $0.element("code", text) }
                        }
                    }
                }
            }
        }
        page.line()
    }

    // MARK: Rows

    private static func row(_ page: inout Markup, head: [String]) {
        page.element("tr") { page in for cell in head { page.element("th", ["scope": "col"], cell) } }
    }

    /// - Parameter number: the column that holds a number.
    private static func row(_ page: inout Markup, _ cells: [String], number: Int? = nil) {
        page.element("tr") { page in
            for (position, cell) in cells.enumerated() {
                page.element("td", position == number ? ["class": "number"] : [:], cell)
            }
        }
    }
}

extension RecordedConformance.Verdict {
    fileprivate var isWorthARow: Bool {
        switch self {
        case .passed, .skipped: false
        case .failed, .expectedFailure, .unexpectedPass: true
        }
    }
}
