import Conformance
import EngineInterface
import WasmModel

/// One run of scripts on engines as a person sees it: with progress, and an end by Ctrl-C that loses nothing.
struct ConformanceCampaign {
    var engines: [any Engine]
    /// All scripts, of every shard.
    var scripts: [SuiteFile]
    var shard: Shard
    var features: FeatureSet?
    var limits = ExecutionLimits()
    var falsifies = false
    var jobs = 1

    init(engines: [any Engine], scripts: [SuiteFile], shard: Shard = .whole) {
        self.engines = engines
        self.scripts = scripts
        self.shard = shard
    }

    struct Outcome {
        var files: [FileResult]
        var unreadable: [InputError]
        var unfinished: Int
        var wasInterrupted: Bool
    }

    func run(isQuiet: Bool) -> Outcome {
        let part = scripts.enumerated().filter { shard.holds(position: $0.offset) }.map(\.element)
        var run = ConformanceRun(engines: engines)
        run.features = features
        run.limits = limits
        run.falsifies = falsifies
        run.jobs = jobs
        let progress = ConformanceRun.Progress(files: part.count)
        let interruption = Interruption { progress.cancel() }
        var line = ProgressLine(isQuiet: isQuiet)
        let results = run.run(part, progress: progress) {
            line.update {
                let now = progress.snapshot
                return "\(now.filesDone)/\(now.filesTotal) scripts: \(now.counts.passed) passed, "
                    + "\(now.counts.failed) failed, \(now.counts.skipped) skipped"
            }
        }
        line.clear()
        return Outcome(
            files: results.files, unreadable: results.unreadable, unfinished: results.unfinished,
            wasInterrupted: interruption.hasHappened)
    }
}
