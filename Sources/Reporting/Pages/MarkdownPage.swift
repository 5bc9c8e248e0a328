import Conformance

/// Markdown as code hosts show it: the summary of a job, short enough to read. What does not fit is counted.
package struct MarkdownPage: Sendable {
    /// Rows of each list.
    package var rows: Int

    package init(rows: Int = 50) { self.rows = rows }

    package func text(of report: Report) -> String {
        var lines = ["# assay: \(report.isAsExpected ? "everything as expected" : "not as expected")", ""]
        if let conformance = report.conformance { lines += sections(conformance) }
        for campaign in report.campaigns { lines += section(campaign) }
        if !report.divergences.isEmpty { lines += section(report.divergences) }
        while lines.last == "" { lines.removeLast() }
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: Conformance

    private func sections(_ conformance: RecordedConformance) -> [String] {
        var lines = ["## Conformance", ""]
        lines += table(
            ["engine", "version", "passed", "failed", "expected", "skipped", "seconds"],
            alignment: "llrrrrr",
            conformance.engines.map { engine in
                [
                    engine.name, engine.version, Figures.count(engine.counts.passed),
                    Figures.count(engine.counts.failed), Figures.count(engine.counts.expectedFailures),
                    Figures.count(engine.counts.skipped), Figures.decimal(engine.seconds, places: 2),
                ]
            }, limit: .max)
        let failures = conformance.files.flatMap { file in
            file.commands.compactMap { command -> [String]? in
                switch command.verdict {
                case .passed, .skipped, .expectedFailure: nil
                case .failed(let expected, let actual):
                    ["`\(file.path):\(command.line)`", command.kind, file.engine, code(expected), code(actual)]
                case .unexpectedPass:
                    ["`\(file.path):\(command.line)`", command.kind, file.engine, "the expected failure", "passed"]
                }
            }
        }
        if !failures.isEmpty {
            lines += ["### Not as expected", ""]
            lines += table(
                ["where", "command", "engine", "expected", "actual"], alignment: "lllll", failures, limit: rows)
        }
        if !conformance.findings.isEmpty {
            lines += ["### Ledger", ""]
            lines += table(
                ["entry", "engine", "problem"], alignment: "lll",
                conformance.findings.map { ["`\($0.path):\($0.line)`", $0.engine, $0.problem] }, limit: rows)
        }
        let skips = SkipSummary.summaries(of: conformance)
        if !skips.isEmpty {
            lines += ["### Skipped", ""]
            lines += table(
                ["engine", "commands", "reason", "first"], alignment: "lrll",
                skips.map { [$0.engine, Figures.count($0.count), plain($0.reason), "`\($0.first)`"] }, limit: rows)
        }
        return lines
    }

    // MARK: Differential runs

    private func section(_ campaign: RecordedCampaign) -> [String] {
        var lines = ["## Fuzzing", ""]
        lines.append(
            "Seed \(campaign.seed): \(Figures.count(campaign.modules, "module")), "
                + "\(Figures.count(campaign.comparableCalls)) of \(Figures.count(campaign.calls, "call")) compared, "
                + "\(Figures.count(campaign.divergences, "divergence")) in "
                + "\(Figures.count(campaign.buckets.count, "bucket"))."
        )
        lines.append("")
        if !campaign.buckets.isEmpty {
            lines += table(
                ["bucket", "blamed", "modules", "reproducer"], alignment: "llrl",
                campaign.buckets.map { bucket in
                    [
                        "`\(bucket.signature)`", bucket.blamed, Figures.count(bucket.count),
                        bucket.reproducer.map { "`\($0)`" } ?? "",
                    ]
                }, limit: rows)
        }
        return lines
    }

    private func section(_ divergences: [RecordedDivergence]) -> [String] {
        ["## Divergences", ""]
            + table(
                ["signature", "blamed", "difference", "agreement", "record"], alignment: "lllll",
                divergences.map { divergence in
                    [
                        "`\(divergence.signature)`", divergence.blamed, divergence.difference,
                        divergence.vote.map { $0.joined(separator: ", ") }.joined(separator: " against "),
                        divergence.folder.map { "`\($0)`" } ?? "",
                    ]
                }, limit: rows)
    }

    // MARK: Tables

    /// - Parameter alignment: a letter for each column, `l` or `r`.
    private func table(_ head: [String], alignment: String, _ body: [[String]], limit: Int) -> [String] {
        func row(_ cells: [String]) -> String {
            "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ")
                + " |"
        }
        var lines = [row(head), row(alignment.map { $0 == "r" ? "---:" : "---" })]
        lines += body.prefix(limit).map(row)
        lines.append("")
        if body.count > limit { lines += ["… and \(Figures.count(body.count - limit)) more.", ""] }
        return lines
    }

    /// As code, so that nothing in it is taken for markup; long texts are cut.
    private func code(_ text: String) -> String {
        let short = text.count > 200 ? text.prefix(199) + "…" : text
        return "`" + short.replacing("`", with: "'").replacing("\n", with: " ") + "`"
    }

    /// Words without markup.
    private func plain(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_[]<>#&".contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }
}
