package import Divergence
package import EngineInterface
package import Reduction
import Triage
import WasmBinary
import WasmModel

/// What is done with a case in which engines differ: see whether it does so again, whether the specification allows it,
/// make it small, and give it a name.
package struct Investigation: Sendable {
    package var engines: [any Engine]
    package var limits: ExecutionLimits
    /// Whether the case is shrunk before it is named.
    package var reduces = true
    package var jobs = 1
    /// How often a reduction may ask.
    package var budget = 2000
    /// Other configurations of the engine with this name, which tell what inside it is wrong: without a pass, without
    /// optimisation.
    package var variants: @Sendable (String) -> [any Engine] = { _ in [] }
    /// The engines in new processes; `nil` where there are no such, and fresh stores must do.
    package var fresh: @Sendable () -> [any Engine]? = { nil }
    /// How often a finding must show again, each time in fresh processes, before it counts.
    package static let confirmations = 3
    /// What is left out may have been what ends a loop, so a candidate gets little time.
    private static let nanosecondsPerCandidate: UInt64 = 100_000_000

    package init(engines: [any Engine], limits: ExecutionLimits) {
        self.engines = engines
        self.limits = limits
    }

    package enum Conclusion: Sendable {
        case found(DivergenceRecord, Effort)
        /// The engines do not differ after all; names the rule.
        case allowed(String)
        /// Nothing can be said; names the reason.
        case incomparable(String)
    }

    /// What a reduction cost.
    package struct Effort: Hashable, Sendable {
        package var questions = 0
        package var bytesBefore = 0
        package var bytesAfter = 0
    }

    /// - Parameter runs: what was seen when the case was found.
    package func conclusion(
        on test: DifferentialCase, _ runs: [CaseRun], origin: DivergenceRecord.Origin?
    ) -> Conclusion {
        guard let vote = Vote(runs) else { return .incomparable("no-difference") }
        switch Excuses.verdict(on: test, vote, engines: engines, limits: limits) {
        case .allowed(let rule): return .allowed(rule)
        case .incomparable(let reason): return .incomparable(reason)
        case .equal, .divergent: break
        }
        let wanted = BugClass(vote, runs)
        // Behind a difference that is allowed there may be one that is not; that one is the finding.
        if let plain = Excuses.withoutFreedom(test), plain != test {
            let plainRuns = run(plain, limits)
            if let plainVote = Vote(plainRuns), BugClass(plainVote, plainRuns) != wanted {
                return found(plain, plainRuns, plainVote, origin: origin)
            }
        }
        return found(test, runs, vote, origin: origin)
    }

    private func found(
        _ test: DifferentialCase, _ runs: [CaseRun], _ vote: Vote, origin: DivergenceRecord.Origin?
    ) -> Conclusion {
        let wanted = BugClass(vote, runs)
        var confirmed = 0
        for _ in 0..<Self.confirmations {
            let again = CaseRunner.run(test, on: fresh() ?? engines, limits: limits)
            if let vote = Vote(again), BugClass(vote, again) == wanted { confirmed += 1 }
        }
        var effort = Effort(bytesBefore: test.byteCount)
        var record = DivergenceRecord(
            signature: DivergenceSignature.text(vote, runs), test: test, runs: runs, vote: vote, origin: origin)
        record.confirmations = confirmed
        if confirmed == Self.confirmations, reduces {
            let (smallest, questions) = reduced(test, runs, vote)
            effort.questions = questions
            record.predicateRuns = questions
            let finalRuns = run(smallest, limits)
            if let finalVote = Vote(finalRuns) {
                record.test = smallest
                record.runs = finalRuns
                record.vote = finalVote
                var operations = TellingOperations.names(in: smallest)
                if needsConstants(smallest, BugClass(finalVote, finalRuns)) { operations.append("const") }
                record.signature = DivergenceSignature.text(finalVote, finalRuns, operations: operations)
            }
        }
        if record.vote.groups.count > 1 {
            record.state = StateDifference(
                record.test, record.vote.difference, engines[record.vote.groups[0][0]],
                engines[record.vote.groups[1][0]],
                limits: limits)
        }
        record.inside = inside(record)
        effort.bytesAfter = record.test.byteCount
        record.original = test.byteCount > record.test.byteCount ? test : nil
        return .found(record, effort)
    }

    /// The function, and the configurations of the blamed engine that have not got the bug.
    private func inside(_ record: DivergenceRecord) -> DivergenceRecord.Inside? {
        guard let blamed = record.vote.blamed, record.vote.difference.step > 0 else { return nil }
        let number = record.vote.difference.step - 2
        let function = number >= 0 && number < record.test.calls.count ? record.test.calls[number].export : "start"
        let curedBy = variants(record.runs[blamed].engine.implementation).filter { variant in
            var runs = record.runs
            runs[blamed] = CaseRunner.run(record.test, on: variant, limits: limits)
            return Vote(runs) == nil
        }
        return DivergenceRecord.Inside(function: function, curedBy: curedBy.map(\.identity.name))
    }

    /// Whether the bug is gone when every constant is a parameter: then it is one of looking at constants.
    private func needsConstants(_ test: DifferentialCase, _ kept: BugClass) -> Bool {
        guard let lifted = ConstantLift.lifted(test) else { return false }
        let runs = run(lifted, limits)
        return Vote(runs).map { BugClass($0, runs) } != kept
    }

    package func run(_ test: DifferentialCase, _ limits: ExecutionLimits) -> [CaseRun] {
        CaseRunner.run(test, on: engines, limits: limits)
    }

    private func reduced(_ test: DifferentialCase, _ runs: [CaseRun], _ vote: Vote) -> (
        DifferentialCase, questions: Int
    ) {
        var reducer = CaseReducer(CaseReducer.Options(budget: budget, jobs: jobs))
        let smallest = reduced(test, runs, vote, &reducer)
        return (smallest, reducer.questions)
    }

    /// The smallest case that shows what is probably the same bug.
    package func reduced(
        _ test: DifferentialCase, _ runs: [CaseRun], _ vote: Vote, _ reducer: inout CaseReducer
    ) -> DifferentialCase {
        let wanted = BugClass(vote, runs)
        var limits = limits
        limits.nanoseconds = min(limits.nanoseconds ?? .max, Self.nanosecondsPerCandidate)
        let candidateLimits = limits
        let right = engines[vote.groups[0][0]]
        let wrong = engines[vote.groups[1][0]]
        @Sendable func bug(_ candidate: DifferentialCase) -> BugClass? {
            let runs = run(candidate, candidateLimits)
            return Vote(runs).map { BugClass($0, runs) }
        }
        // A guess that pins the bug down may show it in another way; from then on that way is kept.
        let guess = reducer.guess(
            test,
            from: { traced in
                let logs = [right, wrong].map { engine in
                    CaseRunner.run(traced, on: engine, limits: candidateLimits).steps.flatMap(\.hostCalls)
                }
                return (logs[0], logs[1])
            },
            while: { candidate in
                guard let found = bug(candidate), found.mayBe(wanted) else { return false }
                return !(found.mayBeAllowed && isAllowed(candidate, candidateLimits))
            })
        let kept = guess.flatMap(bug) ?? wanted
        @Sendable func shows(_ candidate: DifferentialCase, _ kept: BugClass) -> Bool {
            bug(candidate) == kept && !(kept.mayBeAllowed && isAllowed(candidate, candidateLimits))
        }
        let smallest = reducer.reduce(guess ?? test) { shows($0, kept) }
        for (number, plainer) in kept.plainer.enumerated() {
            if let found = reducer.turn(smallest, number, while: { shows($0, plainer) }) { return found }
        }
        return smallest
    }

    /// Whether the specification allows the difference: a candidate must not get by with one that it does.
    private func isAllowed(_ test: DifferentialCase, _ limits: ExecutionLimits) -> Bool {
        guard let vote = Vote(run(test, limits)) else { return false }
        switch Excuses.verdict(on: test, vote, engines: engines, limits: limits) {
        case .equal, .divergent: return false
        case .allowed, .incomparable: return true
        }
    }
}

/// The operations of a reduced module by which its bug is told from others: not constants, variables or structure.
package enum TellingOperations {
    package static func names(in test: DifferentialCase) -> [String] {
        var names: [String] = []
        for bytes in test.modules {
            guard let module = try? Module(decoding: bytes, features: .all) else { continue }
            for function in module.functions {
                for instruction in function.body.instructions where isTelling(instruction.opcode) {
                    names.append("\(OpcodeTable.shared[instruction.opcode].mnemonic)")
                }
            }
        }
        return names.sorted()
    }

    private static func isTelling(_ opcode: Opcode) -> Bool {
        switch OpcodeTable.shared[opcode].immediates {
        case .i32, .i64, .f32, .f64, .v128, .localIndex, .globalIndex, .functionIndex:
            return opcode == .refFunc || opcode == .localTee
        default: break
        }
        switch opcode {
        case .block, .end, .else, .drop, .nop, .return, .unreachable: return false
        default: return true
        }
    }
}
