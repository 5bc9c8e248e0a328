package import EngineInterface

/// What a run found: every command on every engine, and what the ledger says about it.
package struct ConformanceResult: Sendable {
    package var engines: [EngineIdentity]
    /// By script in the order of names, then by engine in the order of ``engines``.
    package var files: [FileResult]
    /// Entries of the ledger that the run does not bear out.
    package var ledgerFindings: [LedgerFinding]

    package init(engines: [EngineIdentity], files: [FileResult], ledgerFindings: [LedgerFinding] = []) {
        self.engines = engines
        self.files = files
        self.ledgerFindings = ledgerFindings
    }

    package func counts(of engine: EngineIdentity) -> Counts {
        files.lazy.filter { $0.engine == engine.name }.reduce(Counts()) { $0 + $1.counts }
    }

    /// Wall time of all scripts together, as if one had run after the other.
    package func seconds(of engine: EngineIdentity) -> Double {
        files.lazy.filter { $0.engine == engine.name }.reduce(0) { $0 + $1.seconds }
    }

    /// `nil` if the judge was not tested.
    package func falsification(of engine: EngineIdentity) -> FalsificationScore? {
        let scores = files.lazy.filter { $0.engine == engine.name }.compactMap(\.falsification)
        return scores.isEmpty ? nil : scores.reduce(FalsificationScore(), +)
    }

    /// Nothing failed that was not expected to, nothing in the ledger is wrong, and the judge caught every false form.
    package var isAsExpected: Bool {
        ledgerFindings.isEmpty
            && files.allSatisfy { file in
                file.counts.newFailures == 0 && file.falsification.map { $0.caught == $0.assertions } ?? true
            }
    }
}

/// Commands of one engine that were skipped for one cause.
package struct SkipGroup: Hashable, Sendable {
    package var engine: String
    package var cause: String
    package var count: Int
    /// Script and line of the first of them.
    package var first: String
}

extension ConformanceResult {
    /// Every skip has a cause; here they are counted by it, the most frequent first.
    package var skipGroups: [SkipGroup] {
        struct Key: Hashable { var engine: String, cause: String }
        var groups: [Key: SkipGroup] = [:]
        for file in files {
            for record in file.records {
                guard case .skipped(let reason) = record.verdict else { continue }
                let key = Key(engine: file.engine, cause: SkipReason.cause(of: reason))
                let empty = SkipGroup(
                    engine: key.engine, cause: key.cause, count: 0, first: "\(file.path):\(record.line)")
                groups[key, default: empty].count += 1
            }
        }
        return groups.values.sorted { ($1.count, $0.engine, $0.cause) < ($0.count, $1.engine, $1.cause) }
    }
}
