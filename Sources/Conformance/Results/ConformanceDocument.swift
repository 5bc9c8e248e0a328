import EngineInterface

/// The result document of `assay conform --json`: what other programs read. Documents of shards can be merged into the
/// document that the whole run would have written.
package struct ConformanceDocument: Hashable, Sendable {
    package struct Engine: Hashable, Sendable {
        package var name: String
        package var version: String
        package var counts: Counts
        package var seconds: Double
        package var falsification: Falsified?
    }
    /// The judge's own test, summed up.
    package struct Falsified: Hashable, Sendable {
        package var assertions: Int
        package var caught: Int
        package var forms: Int
    }
    package struct File: Hashable, Sendable {
        package var path: String
        package var engine: String
        package var passed: Int
        package var failed: Int
        package var skipped: Int
    }
    /// A command that failed.
    package struct Failure: Hashable, Sendable {
        package var path: String
        package var line: Int
        package var command: String
        package var engine: String
        package var expected: String
        package var actual: String
        package var isExpected: Bool
    }
    /// Commands of one script that were skipped for one reason.
    package struct Skip: Hashable, Sendable {
        package var path: String
        package var engine: String
        package var reason: String
        package var lines: [Int]
    }
    /// An entry of the ledger that the run does not bear out.
    package struct Finding: Hashable, Sendable {
        package var path: String
        package var line: Int
        package var engine: String
        package var problem: String
    }

    /// Of this program.
    package var version: String
    package var engines: [Engine]
    package var files: [File]
    package var failures: [Failure]
    package var skips: [Skip]
    package var ledger: [Finding]

    /// The same question as ``ConformanceResult/isAsExpected``.
    package var isAsExpected: Bool {
        ledger.isEmpty
            && engines.allSatisfy { engine in
                engine.counts.newFailures == 0 && engine.falsification.map { $0.caught == $0.assertions } ?? true
            }
    }
}

extension ConformanceDocument {
    package init(_ result: ConformanceResult, version: String) {
        self.version = version
        engines = result.engines.map { engine in
            let score = result.falsification(of: engine)
            return Engine(
                name: engine.name, version: engine.version, counts: result.counts(of: engine),
                seconds: result.seconds(of: engine),
                falsification: score.map { Falsified(assertions: $0.assertions, caught: $0.caught, forms: $0.forms) })
        }
        files = result.files.map { file in
            let counts = file.counts
            return File(
                path: file.path, engine: file.engine, passed: counts.passed, failed: counts.failed,
                skipped: counts.skipped)
        }
        failures = []
        skips = []
        for file in result.files {
            var positions: [String: Int] = [:]
            for record in file.records {
                switch record.verdict {
                case .passed: continue
                case .failed(let expected, let actual):
                    failures.append(
                        Failure(
                            path: file.path, line: record.line, command: record.kind.rawValue, engine: file.engine,
                            expected: expected, actual: actual, isExpected: record.mark == .failure))
                case .skipped(let reason):
                    if let position = positions[reason] {
                        skips[position].lines.append(record.line)
                    } else {
                        positions[reason] = skips.count
                        skips.append(Skip(path: file.path, engine: file.engine, reason: reason, lines: [record.line]))
                    }
                }
            }
        }
        ledger = result.ledgerFindings.map {
            Finding(path: $0.key.path, line: $0.key.line, engine: $0.key.engine, problem: $0.problem.rawValue)
        }
    }

    /// Two documents that cannot be parts of one run.
    package struct MergeError: Error, Hashable, Sendable {
        package var message: String
    }

    /// The document of both parts together. The order in which parts are merged does not matter.
    package func merged(with other: ConformanceDocument) throws(MergeError) -> ConformanceDocument {
        guard version == other.version else {
            throw MergeError(message: "the parts come from different versions, \(version) and \(other.version)")
        }
        guard engines.map(\.name) == other.engines.map(\.name), engines.map(\.version) == other.engines.map(\.version)
        else {
            throw MergeError(message: "the parts were run on different engines")
        }
        let own = Set(files.map(\.path))
        if let path = other.files.map(\.path).first(where: own.contains) {
            throw MergeError(message: "both parts have \(path)")
        }
        var merged = self
        for position in engines.indices {
            let part = other.engines[position]
            merged.engines[position].counts = engines[position].counts + part.counts
            merged.engines[position].seconds += part.seconds
            merged.engines[position].falsification = Falsified.sum(engines[position].falsification, part.falsification)
        }
        // A script is in one part only, so that sorting by path keeps what belongs to it in its order.
        merged.files = Self.byPath(files + other.files, \.path)
        merged.failures = Self.byPath(failures + other.failures, \.path)
        merged.skips = Self.byPath(skips + other.skips, \.path)
        merged.ledger = (ledger + other.ledger).sorted { ($0.path, $0.line, $0.engine) < ($1.path, $1.line, $1.engine) }
        return merged
    }

    private static func byPath<Row>(_ rows: [Row], _ path: KeyPath<Row, String>) -> [Row] {
        rows.enumerated().sorted { a, b in
            (a.element[keyPath: path], a.offset) < (b.element[keyPath: path], b.offset)
        }.map(\.element)
    }
}

extension ConformanceDocument.Falsified {
    fileprivate static func sum(_ a: Self?, _ b: Self?) -> Self? {
        guard let a else { return b }
        guard let b else { return a }
        return Self(assertions: a.assertions + b.assertions, caught: a.caught + b.caught, forms: a.forms + b.forms)
    }
}
