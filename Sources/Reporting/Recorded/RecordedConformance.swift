package import Conformance

/// A conformance run as pages show it. The verdicts are the run's own; nothing is judged here.
package struct RecordedConformance: Hashable, Sendable {
    package struct Engine: Hashable, Sendable {
        package var name: String
        package var version: String
        package var counts: Counts
        package var seconds: Double
    }

    /// One script on one engine.
    package struct File: Hashable, Sendable {
        package var path: String
        package var engine: String
        package var passed: Int
        package var failed: Int
        package var skipped: Int
        /// Wall time; `nil` where the record does not have it.
        package var seconds: Double?
        /// In the order of the script. Commands that simply passed are there only if the run itself was given, not its
        /// result document.
        package var commands: [Command]

        package var total: Int { passed + failed + skipped }
        /// Commands that did not end as expected: failures that the ledger does not name, and passes that it denies.
        package var surprises: Int { commands.count { $0.verdict.isSurprise } }
    }

    package struct Command: Hashable, Sendable {
        package var line: Int
        /// Position in the script, from zero; `nil` where the record does not have it.
        package var index: Int?
        package var kind: String
        package var verdict: Verdict
    }

    package enum Verdict: Hashable, Sendable {
        case passed
        case failed(expected: String, actual: String)
        /// It failed, and the ledger said that it would.
        case expectedFailure(expected: String, actual: String)
        /// It passed, and the ledger said that it would not.
        case unexpectedPass
        case skipped(reason: String)

        package var isSurprise: Bool {
            switch self {
            case .failed, .unexpectedPass: true
            case .passed, .expectedFailure, .skipped: false
            }
        }
    }

    /// An entry of the ledger that the run does not bear out.
    package struct Finding: Hashable, Sendable {
        package var path: String
        package var line: Int
        package var engine: String
        package var problem: String
    }

    /// Of the program that ran.
    package var version: String
    package var engines: [Engine]
    package var files: [File]
    package var findings: [Finding]

    package var isAsExpected: Bool { findings.isEmpty && engines.allSatisfy { $0.counts.newFailures == 0 } }
}

// MARK: From a result document

extension RecordedConformance {
    package init(_ document: ConformanceDocument) {
        struct Place: Hashable { var path: String, engine: String }
        var commands: [Place: [Command]] = [:]
        for failure in document.failures {
            let verdict: Verdict =
                failure.isExpected
                ? .expectedFailure(expected: failure.expected, actual: failure.actual)
                : .failed(expected: failure.expected, actual: failure.actual)
            commands[Place(path: failure.path, engine: failure.engine), default: []]
                .append(Command(line: failure.line, kind: failure.command, verdict: verdict))
        }
        for skip in document.skips {
            commands[Place(path: skip.path, engine: skip.engine), default: []]
                .append(
                    contentsOf: skip.lines.map {
                        Command(line: $0, kind: "command", verdict: .skipped(reason: skip.reason))
                    })
        }
        for finding in document.ledger where finding.problem == LedgerFinding.Problem.unexpectedPass.rawValue {
            commands[Place(path: finding.path, engine: finding.engine), default: []]
                .append(Command(line: finding.line, kind: "command", verdict: .unexpectedPass))
        }
        version = document.version
        engines = document.engines.map {
            Engine(name: $0.name, version: $0.version, counts: $0.counts, seconds: $0.seconds)
        }
        files = document.files.map { file in
            File(
                path: file.path, engine: file.engine, passed: file.passed, failed: file.failed, skipped: file.skipped,
                seconds: nil,
                commands: commands[Place(path: file.path, engine: file.engine), default: []].sorted {
                    $0.line < $1.line
                })
        }
        findings = document.ledger.map {
            Finding(path: $0.path, line: $0.line, engine: $0.engine, problem: $0.problem)
        }
    }
}

// MARK: From a run

extension RecordedConformance {
    /// - Parameter version: of the program that ran.
    package init(_ result: ConformanceResult, version: String) {
        self.init(ConformanceDocument(result, version: version))
        files = result.files.map { file in
            let counts = file.counts
            return File(
                path: file.path, engine: file.engine, passed: counts.passed, failed: counts.failed,
                skipped: counts.skipped, seconds: file.seconds, commands: file.records.map(Command.init))
        }
    }
}

extension RecordedConformance.Command {
    fileprivate init(_ record: CommandRecord) {
        let verdict: RecordedConformance.Verdict =
            switch (record.verdict, record.mark) {
            case (.passed, .pass): .unexpectedPass
            case (.passed, .none), (.passed, .failure): .passed
            case (.failed(let expected, let actual), .failure): .expectedFailure(expected: expected, actual: actual)
            case (.failed(let expected, let actual), .none), (.failed(let expected, let actual), .pass):
                .failed(expected: expected, actual: actual)
            case (.skipped(let reason), _): .skipped(reason: reason)
            }
        self.init(line: record.line, index: record.index, kind: record.kind.rawValue, verdict: verdict)
    }
}
