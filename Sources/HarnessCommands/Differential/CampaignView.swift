import Campaign

/// A campaign as it runs: some lines that are drawn over themselves on a terminal, one line every ten seconds
/// elsewhere.
struct CampaignView {
    private let isQuiet: Bool
    private let isTerminal: Bool
    private let clock = ContinuousClock()
    private var last: ContinuousClock.Instant
    private var drawnLines = 0
    private var lastModules = 0
    private var lastSeconds = 0.0
    private var lastPairs = 0

    init(isQuiet: Bool, isTerminal: Bool = StandardError.isTerminal) {
        self.isQuiet = isQuiet
        self.isTerminal = isTerminal
        last = clock.now
    }

    mutating func update(_ progress: CampaignRun.Progress) {
        guard !isQuiet else { return }
        let now = clock.now
        guard last.duration(to: now) >= (isTerminal ? .milliseconds(500) : .seconds(10)) else { return }
        last = now
        let lines = isTerminal ? lines(progress) : [line(progress)]
        let up = isTerminal && drawnLines > 0 ? "\u{1B}[\(drawnLines)A" : ""
        let clear = isTerminal ? "\r\u{1B}[K" : ""
        StandardError.write(up + lines.map { clear + $0 + "\n" }.joined())
        drawnLines = isTerminal ? lines.count : 0
        lastModules = progress.statistics.modules
        lastSeconds = progress.seconds
        lastPairs = progress.coverage.pairCount
    }

    /// Leaves nothing of the view for what comes next.
    mutating func clear() {
        guard drawnLines > 0 else { return }
        StandardError.write(
            "\u{1B}[\(drawnLines)A" + String(repeating: "\r\u{1B}[K\n", count: drawnLines) + "\u{1B}[\(drawnLines)A")
        drawnLines = 0
    }

    private func line(_ progress: CampaignRun.Progress) -> String {
        let rate = progress.seconds > 0 ? Double(progress.statistics.modules) / progress.seconds : 0
        return
            "fuzz: \(progress.statistics.modules) modules, \(progress.statistics.calls) calls, \(Int(rate)) modules/s, "
            + "\(share(progress)) comparable, \(progress.findings.count) buckets, \(coverage(progress))" + left(progress)
    }

    /// What the modules held so far, and what of it is new since the view was drawn last.
    private func coverage(_ progress: CampaignRun.Progress) -> String {
        let coverage = progress.coverage
        return "\(coverage.opcodeCount) opcodes, \(coverage.pairCount) pairs (+\(coverage.pairCount - lastPairs))"
    }

    private func lines(_ progress: CampaignRun.Progress) -> [String] {
        let span = max(0.001, progress.seconds - lastSeconds)
        let now = Double(progress.statistics.modules - lastModules) / span
        var lines = [line(progress) + ", now \(Int(now))/s"]
        var stages = "  time  "
        let total = Double(max(1, progress.times.total))
        for stage in progress.times.stages {
            stages += " \(stage.name) \(Decimals.text(100 * Double(stage.nanoseconds) / total, places: 0)) %"
            stages += " (\(microseconds(stage.nanoseconds, progress.statistics.modules)) µs)"
        }
        lines.append(stages)
        let engines = progress.statistics.engines.map {
            "\($0.name) rejected \($0.rejected) crashes \($0.crashes) timeouts \($0.timeouts)"
        }
        lines.append("  engines " + engines.joined(separator: "; "))
        let reasons = progress.statistics.ignored.merging(progress.statistics.allowed) { $0 + $1 }
        if !reasons.isEmpty {
            lines.append(
                "  not compared, or allowed: "
                    + reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        }
        for finding in progress.findings.suffix(8) {
            lines.append("  \(finding.count) × \(finding.signature.prefix(100))")
        }
        return lines
    }

    private func microseconds(_ nanoseconds: UInt64, _ modules: Int) -> String {
        Decimals.text(Double(nanoseconds) / 1000 / Double(max(1, modules)), places: 0)
    }

    private func share(_ progress: CampaignRun.Progress) -> String {
        let statistics = progress.statistics
        let share = statistics.calls > 0 ? 100 * Double(statistics.comparableCalls) / Double(statistics.calls) : 100
        return Decimals.text(share, places: 1) + " %"
    }

    private func left(_ progress: CampaignRun.Progress) -> String {
        progress.secondsLeft.map { ", \(Decimals.text($0, places: 0)) s left" } ?? ""
    }
}
