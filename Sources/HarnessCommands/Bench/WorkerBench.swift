import EngineInterface
import ExternalEngines
import Foundation
import WasmModel

/// What isolation costs, and whether it isolates.
struct WorkerBench {
    /// Modules of one measurement.
    private static let modules = 4096
    private static let rounds = 5
    /// As many as a campaign asks about at once.
    private static let batch = 64

    /// Wall time for a small module, in this process and in a worker; best of several.
    /// - Throws: ``CommandFailure``.
    static func overhead(of name: String, _ kernel: Kernel) throws -> [BenchRow] {
        let inProcess = try EngineRegistry.engineOfThisProcess(named: name)
        let isolated = try EngineRegistry.engine(named: try ExternalEngineName(name) == nil ? "worker:" + name : name)
        var best = (inProcess: Double.infinity, isolated: Double.infinity)
        // By turns, so that both meet the same load.
        for round in 0..<rounds {
            best.inProcess = min(best.inProcess, try seconds(inProcess, kernel, round))
            best.isolated = min(best.isolated, try seconds(isolated, kernel, round))
        }
        func row(_ what: String, _ seconds: Double) -> BenchRow {
            BenchRow(name: "workers/" + what, engine: name, figure: .seconds(seconds))
        }
        return [
            row("in-process", best.inProcess), row("worker", best.isolated), row("overhead", max(0, best.isolated - best.inProcess)),
        ]
    }

    /// Seconds for one module.
    private static func seconds(_ engine: any Engine, _ kernel: Kernel, _ round: Int) throws -> Double {
        let call = EngineCase.Call(export: "run", arguments: [.i32(kernel.argument)])
        let cases = (0..<modules).map { EngineCase(module: kernel.unique(UInt32(round * modules + $0)), calls: [call]) }
        let clock = ContinuousClock()
        let start = clock.now
        for first in stride(from: 0, to: modules, by: batch) {
            for answer in engine.answers(to: Array(cases[first..<min(first + batch, modules)])) {
                guard case .called(let outcome)? = answer.steps.last?.event, outcome == .returned([.i32(kernel.result)]) else {
                    throw EngineBench.WrongResult(message: answer.failure?.detail ?? "another result")
                }
            }
        }
        return start.duration(to: clock.now) / .seconds(1) / Double(modules)
    }

    /// What provoked deaths cost.
    struct Deaths {
        var provoked = 0
        /// Answers of other modules that did not come, or were another module's.
        var lost = 0
        /// Deaths that were not recorded as what they are, in words.
        var misread: [String] = []
        /// From the question to the answer of the module that kills and the next one: the median and the worst.
        var median = 0.0
        var worst = 0.0
        var seconds = 0.0

        var text: String {
            "workers/deaths: \(provoked) provoked, \(lost) other modules lost, \(misread.count) misread; until the next answer "
                + "\(Decimals.text(median * 1e3, places: 2)) ms (median), \(Decimals.text(worst * 1e3, places: 2)) ms (worst), "
                + "\(Decimals.text(seconds, places: 1)) s in all\n" + misread.prefix(5).map { "  \($0)\n" }.joined()
        }
    }

    /// Kills workers in every way there is, one after another, with modules in between that must be answered.
    /// - Throws: ``CommandFailure`` if there is no worker.
    static func deaths(_ count: Int) throws(CommandFailure) -> Deaths {
        var limits = WorkerLimits()
        limits.data = 256 << 20
        limits.fileBytes = 1 << 20
        limits.patience = 0.5
        let engine = try EngineRegistry.provoked(limits)
        // Waiting and filling memory take time of their own, so they are rarer.
        let quick: [ProvokedEngine.Deed] = [.segmentationFault, .abort, .illegalInstruction, .exit, .flood]
        var result = Deaths()
        var times: [Double] = []
        let clock = ContinuousClock()
        let start = clock.now
        var configuration = StoreConfiguration()
        configuration.limits.nanoseconds = 50_000_000
        var number: UInt32 = 0
        while result.provoked < count {
            let deed: ProvokedEngine.Deed =
                result.provoked % 100 == 48 ? .hang : result.provoked % 100 == 49 ? .memory : quick[result.provoked % quick.count]
            let deeds = [.answer, deed, .answer]
            let cases = deeds.map { deed in
                number += 1
                return EngineCase(module: ProvokedEngine.module(deed, number: number), calls: [], configuration: configuration)
            }
            let begin = clock.now
            let answers = engine.answers(to: cases)
            if quick.contains(deed) { times.append(begin.duration(to: clock.now) / .seconds(1)) }
            for position in [0, 2] where ProvokedEngine.number(in: answers[position]) != number - 2 + UInt32(position) { result.lost += 1 }
            let failure = answers[1].failure
            if failure?.isCrash != true || failure?.detail.contains(deed.words) != true {
                result.misread.append("\(deed): \(failure?.detail ?? "no failure")")
            }
            result.provoked += 1
        }
        times.sort()
        result.median = times.isEmpty ? 0 : times[times.count / 2]
        result.worst = times.last ?? 0
        result.seconds = start.duration(to: clock.now) / .seconds(1)
        return result
    }
}
