import Campaign
import EngineInterface
import ModuleGeneration
import NativeCode

/// How fast a campaign is on one core, and where its time goes.
struct FuzzBench {
    var engines: [any Engine]
    var count = 3000

    /// One row for the whole, and one for each stage. With an engine in another process all times are by the wall clock,
    /// and one more row says how much of the whole is ours: all but those engines.
    func rows() async throws(CommandFailure) -> [BenchRow] {
        var configuration = CampaignConfiguration(
            seed: 1, count: count, seconds: nil, jobs: 1, engines: engines,
            source: .generated(.default, features: GeneratorOptions.defaultFeatures), limits: FuzzCommand.bounds,
            corpus: nil)
        configuration.reduces = false
        let isApart = engines.map { $0.identity.isApart }
        if !isApart.contains(true) { configuration.clock = { ThreadClock.nanoseconds() } }
        let report = try await FuzzCommand.report(of: configuration, isQuiet: true).campaign
        let modules = Double(max(1, report.statistics.modules))
        var rows = report.times.stages.map { stage in
            BenchRow(
                name: "fuzz/\(stage.name)", engine: "campaign",
                figure: .seconds(Double(stage.nanoseconds) * 1e-9 / modules))
        }
        rows.append(
            BenchRow(
                name: "fuzz/module", engine: "campaign", figure: .seconds(Double(report.times.total) * 1e-9 / modules)))
        if isApart.contains(true) {
            let theirs = zip(report.times.engines, isApart).reduce(UInt64(0)) { $1.1 ? $0 &+ $1.0 : $0 }
            let share = Double(report.times.total &- theirs) / Double(max(1, report.times.total))
            rows.append(BenchRow(name: "fuzz/own", engine: "campaign", figure: .share(share)))
        }
        return rows
    }
}
