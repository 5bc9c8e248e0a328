import Campaign

/// A campaign's outcome for people.
enum CampaignText {
    static func summary(of report: CampaignReport) -> String {
        let statistics = report.statistics
        var lines = ["engine          version    modules  rejected  crashes  timeouts"]
        for engine in statistics.engines {
            lines.append(
                pad(engine.name, 16) + pad(engine.version, 8) + right(engine.modules, 10) + right(engine.rejected, 10)
                    + right(engine.crashes, 9) + right(engine.timeouts, 10))
        }
        let share = statistics.calls > 0 ? 100 * Double(statistics.comparableCalls) / Double(statistics.calls) : 100
        let rate = report.seconds > 0 ? Double(statistics.modules) / report.seconds : 0
        lines.append("")
        lines.append(
            "seed \(report.seed): \(statistics.modules) modules, \(statistics.calls) calls, "
                + "\(Decimals.text(share, places: 1)) % comparable, \(Decimals.text(report.seconds, places: 1)) s, "
                + "\(Int(rate)) modules/s")
        for (title, table) in [("not compared", statistics.ignored), ("allowed", statistics.allowed)] where !table.isEmpty {
            let items = table.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            lines.append("\(title): \(items.joined(separator: ", "))")
        }
        lines.append("\(statistics.divergences) divergent modules, \(report.findings.count) buckets")
        for finding in report.findings {
            lines.append("  \(finding.count) × \(finding.signature)\(finding.reproducer.map { "  \($0)" } ?? "")")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private static func right(_ number: Int, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
