import Conformance

/// Commands of one engine that were skipped for one cause. What leads from the cause to each command is left out: it
/// would make a row of nearly every command.
struct SkipSummary {
    var engine: String
    var reason: String
    var count: Int
    /// Script and line of the first.
    var first: String

    /// By engine in the order of the run, the most frequent reason first.
    static func summaries(of conformance: RecordedConformance) -> [SkipSummary] {
        var positions: [String: [String: Int]] = [:]
        var summaries: [SkipSummary] = []
        for file in conformance.files {
            for command in file.commands {
                guard case .skipped(let words) = command.verdict else { continue }
                let reason = SkipReason.cause(of: words)
                if let position = positions[file.engine]?[reason] {
                    summaries[position].count += 1
                } else {
                    positions[file.engine, default: [:]][reason] = summaries.count
                    let first = "\(file.path):\(command.line)"
                    summaries.append(SkipSummary(engine: file.engine, reason: reason, count: 1, first: first))
                }
            }
        }
        let order = Dictionary(
            conformance.engines.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        return summaries.sorted {
            (order[$0.engine] ?? .max, -$0.count, $0.reason) < (order[$1.engine] ?? .max, -$1.count, $1.reason)
        }
    }
}
