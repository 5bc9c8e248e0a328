import EngineInterface

/// Which engines agree with which, and who is probably wrong.
///
/// The vote is held at the first step at which two engines contradict each other. Who has nothing to say about that
/// step abstains: an engine that ran out of something before, does not have what the module uses, or does not show
/// what the others differ in. Nobody is blamed by the silence of another.
package struct Vote: Hashable, Sendable {
    /// Indices of runs that agree with each other, the largest group first; ties in the order of the engines. At least
    /// two groups.
    package var groups: [[Int]]
    /// Indices of runs that say nothing about the difference.
    package var abstentions: [Int]
    /// The first difference between the largest group and the next one.
    package var difference: Difference
    /// The run that is blamed: of an engine that contradicts itself, or else of the one that stands alone against a
    /// majority. `nil` if the vote is a tie.
    package var blamed: Int?

    /// `nil` if all runs that can be compared agree.
    package init?(_ runs: [CaseRun]) {
        guard let first = runs.first, !CaseRun.areEqual(runs) else { return nil }
        for step in 0..<(runs.map(\.steps.count).max() ?? 0) {
            // Most steps are the same for all, and then there is nothing to vote on.
            let isSame = runs.allSatisfy { step < $0.steps.count && step < first.steps.count && $0.steps[step] == first.steps[step] }
            if isSame { continue }
            let ballot = Ballot(runs, step: step)
            guard let (one, other) = ballot.firstContradiction else { continue }
            groups = ballot.groups
            // Where nobody contradicts all of his opponents there is no group, only two who differ.
            if groups.count < 2 { groups = [[one], [other]] }
            let voters = Set(groups.joined())
            abstentions = runs.indices.filter { !voters.contains($0) }
            guard let found = ballot.difference(groups[0][0], groups[1][0]) else { return nil }
            difference = found
            blamed = Self.blamed(groups, runs)
            return
        }
        return nil
    }

    private static func blamed(_ groups: [[Int]], _ runs: [CaseRun]) -> Int? {
        func implementation(_ run: Int) -> String { runs[run].engine.implementation }
        let members = groups.map { Set($0.map(implementation)) }
        // Code that does two things where it must do one is wrong, whatever others say.
        let contradictory = Set(members.joined()).filter { name in members.count { $0.contains(name) } > 1 }
        if contradictory.count == 1 {
            return groups.last { $0.contains { contradictory.contains(implementation($0)) } }?
                .first { contradictory.contains(implementation($0)) }
        }
        let isMajority = groups[0].count > groups.dropFirst().map(\.count).reduce(0, +)
        return isMajority && members[1].count == 1 ? groups[1][0] : nil
    }
}

/// What every pair of runs has to say about each other at one step, before which nobody contradicted anybody.
private struct Ballot {
    /// Indices of the runs that came as far without an excuse.
    private var voters: [Int]
    /// By pairs of indices, the smaller first.
    private var contradictions: [[Int]: Difference] = [:]

    init(_ runs: [CaseRun], step: Int) {
        voters = runs.indices.filter { Comparison.isComparable(runs[$0], through: step) }
        for (position, one) in voters.enumerated() {
            for other in voters[(position + 1)...] {
                guard case .divergent(let difference) = Comparison.verdict(of: runs[one], and: runs[other], at: step)
                else { continue }
                contradictions[[one, other]] = difference
            }
        }
    }

    func difference(_ one: Int, _ other: Int) -> Difference? { contradictions[[min(one, other), max(one, other)]] }

    var firstContradiction: (Int, Int)? {
        contradictions.keys.min { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { ($0[0], $0[1]) }
    }

    /// Those who agree, without those who agree with two who contradict each other; the largest first.
    var groups: [[Int]] {
        let decided = voters.filter { voter in
            !contradictions.keys.contains { difference(voter, $0[0]) == nil && difference(voter, $0[1]) == nil }
        }
        var groups: [[Int]] = []
        for voter in decided {
            // Of the decided, who agrees with one of a group agrees with all of it.
            if let home = groups.firstIndex(where: { difference($0[0], voter) == nil }) {
                groups[home].append(voter)
            } else {
                groups.append([voter])
            }
        }
        return groups.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }
}

/// The name of a divergence: equal for what is probably one bug. Letters, digits, dots and dashes only.
package enum DivergenceSignature {
    /// - Parameter operations: names of the operations that are left in a reduced module, most telling first.
    package static func text(_ vote: Vote, _ runs: [CaseRun], operations: [String] = []) -> String {
        let blamed = vote.blamed.map { runs[$0].engine.implementation } ?? "ambiguous"
        var parts = [blamed, phase(vote, runs), vote.difference.kind.signatureName]
        var operations = operations
        if let breakdown = Breakdown(vote, runs) {
            // What the others did meanwhile says nothing about the bug.
            parts[2] = breakdown.words.isEmpty ? breakdown.kind : "\(breakdown.kind).\(breakdown.words)"
            if breakdown.isExact { operations = [] }
        }
        if !operations.isEmpty { parts.append(operations.prefix(4).joined(separator: "+")) }
        return parts.joined(separator: "_").map {
            $0.isLetter || $0.isNumber || "._+-:".contains($0) ? String($0) : "-"
        }.joined()
            .replacing(":", with: ".")
    }

    /// The phase in the specification's words (§4.1, §4.5.4): the first one that somebody did not pass.
    private static func phase(_ vote: Vote, _ runs: [CaseRun]) -> String {
        let outcomes = vote.groups.compactMap { group -> StepOutcome? in
            let steps = runs[group[0]].steps
            return vote.difference.step < steps.count ? steps[vote.difference.step].outcome : nil
        }
        if outcomes.contains(.malformed) { return "decode" }
        if outcomes.contains(.invalid) { return "validate" }
        if outcomes.contains(.unlinkable) { return "link" }
        // A start function is a call like any other.
        return vote.difference.step == 0 ? "load" : "execute"
    }
}

extension Difference.Kind {
    /// Where a wrong value shows (a result, a global, a memory, what the host was told) depends on the module around a
    /// bug, so it is one word in a signature.
    package var signatureName: String {
        switch self {
        // A start function that comes to its end has returned.
        case .outcome(let first, let second):
            [first, second].map { $0 == "instantiated" ? "returned" : $0 }.joined(separator: "-")
        case .values, .state, .hostCalls, .exception: "values"
        }
    }
}
