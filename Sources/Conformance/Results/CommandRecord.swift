import Foundation

/// The commands of a script, by the keyword that results name them with.
package enum CommandKind: String, CaseIterable, Hashable, Sendable {
    case module
    case moduleDefinition = "module definition"
    case moduleInstance = "module instance"
    case register, invoke, get, thread, wait
    case assertReturn = "assert_return"
    case assertTrap = "assert_trap"
    case assertException = "assert_exception"
    case assertSuspension = "assert_suspension"
    case assertExhaustion = "assert_exhaustion"
    case assertMalformed = "assert_malformed"
    case assertInvalid = "assert_invalid"
    case assertUnlinkable = "assert_unlinkable"
    case assertMalformedCustom = "assert_malformed_custom"
    case assertInvalidCustom = "assert_invalid_custom"
    /// A command that could not be read, in a script of a proposal that this package does not have.
    case unread

    package var isAssertion: Bool { rawValue.hasPrefix("assert_") }
}

/// What became of one command on one engine. Every command gets exactly one verdict per engine.
package enum Verdict: Hashable, Sendable {
    case passed
    case failed(expected: String, actual: String)
    case skipped(reason: String)
}

/// The words of a skip: the cause, and what leads from the command to it. Commands that are skipped for one cause are
/// counted together.
package enum SkipReason {
    private static let link = "; "

    package static func text(_ cause: String, because context: String) -> String { cause + link + context }

    package static func cause(of reason: String) -> String {
        reason.range(of: link).map { String(reason[..<$0.lowerBound]) } ?? reason
    }
}

/// What the ledger of expected failures says about a command.
package enum LedgerMark: Hashable, Sendable {
    case none
    /// It failed, and was expected to.
    case failure
    /// It passed, although it was expected to fail.
    case pass
}

/// One command on one engine.
package struct CommandRecord: Hashable, Sendable {
    /// Position in the script, from zero, counting the commands that results count.
    package var index: Int
    /// Where the command begins, from one.
    package var line: Int
    package var kind: CommandKind
    package var verdict: Verdict
    /// What the ledger says about it.
    package var mark = LedgerMark.none

    package init(index: Int, line: Int, kind: CommandKind, verdict: Verdict) {
        self.index = index
        self.line = line
        self.kind = kind
        self.verdict = verdict
    }
}

/// Commands by verdict. An expected failure is a failure, and an unexpected pass is a pass: each command stands in
/// exactly one of `passed`, `failed` and `skipped`; the other two numbers say how many of those the ledger names.
package struct Counts: Hashable, Sendable {
    package var passed = 0
    package var failed = 0
    package var skipped = 0
    package var expectedFailures = 0
    package var unexpectedPasses = 0

    package init() {}

    package var commands: Int { passed + failed + skipped }
    /// Failures that nobody expected.
    package var newFailures: Int { failed - expectedFailures }

    package static func + (a: Counts, b: Counts) -> Counts {
        var sum = a
        sum.passed += b.passed
        sum.failed += b.failed
        sum.skipped += b.skipped
        sum.expectedFailures += b.expectedFailures
        sum.unexpectedPasses += b.unexpectedPasses
        return sum
    }
}

/// One script on one engine.
package struct FileResult: Hashable, Sendable {
    /// As ``SuiteName`` has it.
    package var path: String
    package var engine: String
    package var records: [CommandRecord]
    /// Wall time of running the script, without reading and parsing it.
    package var seconds: Double
    /// What the judge's own test found; `nil` unless it was asked for.
    package var falsification: FalsificationScore?

    package init(
        path: String, engine: String, records: [CommandRecord], seconds: Double,
        falsification: FalsificationScore? = nil
    ) {
        self.path = path
        self.engine = engine
        self.records = records
        self.seconds = seconds
        self.falsification = falsification
    }

    package var counts: Counts {
        var counts = Counts()
        for record in records {
            switch record.verdict {
            case .passed: counts.passed += 1
            case .failed: counts.failed += 1
            case .skipped: counts.skipped += 1
            }
            switch record.mark {
            case .none: break
            case .failure: counts.expectedFailures += 1
            case .pass: counts.unexpectedPasses += 1
            }
        }
        return counts
    }
}
