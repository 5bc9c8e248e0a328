import Conformance
import EngineInterface

/// What a person reads at the end of a run.
struct ConformanceSummary {
    var result: ConformanceResult

    /// Failures that are spelled out; the JSON has them all.
    private static let shownFailures = 50
    private static let shownSkips = 20

    var text: String { (failures + ledgerFindings + skips + escapes + totals).map { $0 + "\n" }.joined() }

    private var failures: [String] {
        var lines: [String] = []
        var hidden = 0
        for file in result.files {
            for record in file.records where record.mark != .failure {
                guard case .failed(let expected, let actual) = record.verdict else { continue }
                if lines.count < Self.shownFailures {
                    let place = "\(file.path):\(record.line): \(record.kind.rawValue) on \(file.engine)"
                    lines.append("\(place): expected \(expected), got \(actual)")
                } else {
                    hidden += 1
                }
            }
        }
        if hidden > 0 { lines.append("… and \(hidden) more failures (--json has them all)") }
        return lines
    }

    private var ledgerFindings: [String] {
        result.ledgerFindings.map { "\($0.key.path):\($0.key.line): on \($0.key.engine): \($0.problem.rawValue)" }
    }

    private var skips: [String] {
        let groups = result.skipGroups
        var lines = groups.prefix(Self.shownSkips).map { group in
            "skipped \(group.count) on \(group.engine): \(group.cause) (first: \(group.first))"
        }
        let rest = groups.dropFirst(Self.shownSkips)
        if !rest.isEmpty {
            lines.append("skipped \(rest.reduce(0) { $0 + $1.count }) more for \(rest.count) other reasons")
        }
        return lines
    }

    private var escapes: [String] {
        result.files.flatMap { file in
            (file.falsification?.escapes ?? []).prefix(Self.shownFailures).map { escape in
                "\(file.path):\(escape.line): \(escape.kind.rawValue) on \(file.engine): passes for \(escape.form) as well"
            }
        }
    }

    private var totals: [String] {
        let width = result.engines.map(\.name.count).max() ?? 0
        return result.engines.flatMap { engine -> [String] in
            let counts = result.counts(of: engine)
            let name = engine.name + String(repeating: " ", count: width - engine.name.count)
            var line = "\(name)  \(counts.passed) passed, \(counts.failed) failed, \(counts.skipped) skipped"
            if counts.expectedFailures > 0 { line += ", \(counts.expectedFailures) of the failures expected" }
            if counts.unexpectedPasses > 0 { line += ", \(counts.unexpectedPasses) passes unexpected" }
            line += " in \(Decimals.text(result.seconds(of: engine), places: 2)) s"
            guard let score = result.falsification(of: engine) else { return [line] }
            let share = score.assertions == 0 ? 0 : 100 * Double(score.caught) / Double(score.assertions)
            let percent = score.caught == score.assertions ? "100" : Decimals.text(min(share, 99.99), places: 2)
            return [
                line,
                "\(name)  falsified: \(score.caught) of \(score.assertions) assertions fail in all their \(score.forms) wrong forms (\(percent) %)",
            ]
        }
    }
}
