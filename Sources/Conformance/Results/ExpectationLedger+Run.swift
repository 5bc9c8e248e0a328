/// An entry of the ledger that the run does not bear out.
package struct LedgerFinding: Hashable, Sendable {
    package enum Problem: String, Hashable, Sendable {
        /// Every command on the line passed.
        case unexpectedPass = "an expected failure that passed"
        /// No command begins on the line, or the script is not there.
        case noSuchCommand = "an entry that matches no command"
        /// The command was skipped, so it neither failed nor passed.
        case skipped = "an entry for a command that was skipped"
    }
    package var key: ExpectationLedger.Key
    package var problem: Problem

    package init(key: ExpectationLedger.Key, problem: Problem) {
        self.key = key
        self.problem = problem
    }
}

extension ExpectationLedger {
    /// The entries that a run has to answer for: those of the engines and scripts it ran. An entry for a script that
    /// is nowhere (`isKnown` says so) is answered for by the first shard.
    package func entries(
        ran paths: Set<String>, engines: Set<String>, shard: Shard, isKnown: (String) -> Bool
    ) -> [Entry] {
        entries.filter { entry in
            guard engines.contains(entry.key.engine) else { return false }
            return paths.contains(entry.key.path) || (shard.index == 1 && !isKnown(entry.key.path))
        }
    }

    /// Marks the failures that `entries` expect in `results`, and returns the entries that are wrong.
    package static func apply(_ entries: [Entry], to results: inout [FileResult]) -> [LedgerFinding] {
        struct Place: Hashable { var path: String, engine: String }
        var wanted: [Place: [Int: Key]] = [:]
        for entry in entries {
            wanted[Place(path: entry.key.path, engine: entry.key.engine), default: [:]][entry.key.line] = entry.key
        }
        var findings: [LedgerFinding] = []
        for position in results.indices {
            let place = Place(path: results[position].path, engine: results[position].engine)
            guard let lines = wanted.removeValue(forKey: place) else { continue }
            var seen: [Int: Set<LedgerFinding.Problem?>] = [:]
            for record in results[position].records where lines[record.line] != nil {
                seen[record.line, default: []].insert(problem(with: record.verdict))
            }
            var passes: Set<Int> = []
            for (line, key) in lines {
                guard let problem = worst(of: seen[line, default: []]) else { continue }
                findings.append(LedgerFinding(key: key, problem: problem))
                if problem == .unexpectedPass { passes.insert(line) }
            }
            for number in results[position].records.indices {
                let record = results[position].records[number]
                guard lines[record.line] != nil else { continue }
                switch record.verdict {
                case .failed: results[position].records[number].mark = .failure
                case .passed where passes.contains(record.line): results[position].records[number].mark = .pass
                case .passed, .skipped: break
                }
            }
        }
        for lines in wanted.values {
            findings += lines.values.map { LedgerFinding(key: $0, problem: .noSuchCommand) }
        }
        return findings.sorted { $0.key < $1.key }
    }

    /// What is wrong with an entry that meets this verdict; `nil` for a failure, which is what it expects.
    private static func problem(with verdict: Verdict) -> LedgerFinding.Problem? {
        switch verdict {
        case .failed: nil
        case .passed: .unexpectedPass
        case .skipped: .skipped
        }
    }

    /// An entry is right as soon as one command of its line fails.
    private static func worst(of problems: Set<LedgerFinding.Problem?>) -> LedgerFinding.Problem? {
        if problems.contains(nil) { return nil }
        if problems.contains(.unexpectedPass) { return .unexpectedPass }
        return problems.contains(.skipped) ? .skipped : .noSuchCommand
    }

    /// The ledger that `results` ask for: entries that still hold keep their words, entries that are wrong are gone,
    /// new failures are added as unfiled. Entries that the run says nothing about stay.
    package func updated(answeringFor answered: [Entry], results: [FileResult]) -> ExpectationLedger {
        let answered = Set(answered.map(\.key))
        var failures: [Key: String] = [:]
        for result in results {
            for record in result.records {
                guard case .failed(let expected, let actual) = record.verdict else { continue }
                let key = Key(path: result.path, line: record.line, engine: result.engine)
                if failures[key] == nil { failures[key] = "expected \(expected), got \(actual)" }
            }
        }
        let kept = entries.filter { failures.removeValue(forKey: $0.key) != nil || !answered.contains($0.key) }
        let added = failures.map { key, reason in
            Entry(key: key, reason: Self.column(reason), link: Self.unfiled)
        }
        let order = (kept + added).sorted { $0.key < $1.key }
        return ExpectationLedger(header: header, entries: order, epilogue: epilogue)
    }

    /// `text` as it may stand in one column.
    private static func column(_ text: String) -> String {
        let words = text.split { $0.isWhitespace || $0 == "|" }
        let line = words.joined(separator: " ")
        return line.count <= 160 ? line : line.prefix(159) + "…"
    }
}
