import EngineInterface

/// Which engines agree with which, and who is probably wrong.
package struct Vote: Hashable, Sendable {
    /// Indices of runs that agree with each other, the largest group first; ties in the order of the engines.
    package var groups: [[Int]]
    /// The first difference between the largest group and the next one.
    package var difference: Difference
    /// The engine blamed: the one that stands alone against a majority. `nil` if the vote is a tie.
    package var blamed: Int?

    /// `nil` if all runs that can be compared agree.
    package init?(_ runs: [CaseRun]) {
        guard let first = runs.first else { return nil }
        if runs.dropFirst().allSatisfy({ $0.steps == first.steps }) { return nil }
        var groups: [[Int]] = []
        // The longest run first: one that ended early for a resource agrees with anybody who came as far.
        for index in runs.indices.sorted(by: { (runs[$1].steps.count, $0) < (runs[$0].steps.count, $1) }) {
            let home = groups.firstIndex { group in
                if case .divergent = Comparison.verdict(of: runs[group[0]], and: runs[index]) { return false }
                return true
            }
            if let home { groups[home].append(index) } else { groups.append([index]) }
        }
        guard groups.count > 1 else { return nil }
        groups = groups.map { $0.sorted() }.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
        guard case .divergent(let difference) = Comparison.verdict(of: runs[groups[0][0]], and: runs[groups[1][0]])
        else { return nil }
        self.groups = groups
        self.difference = difference
        let isMajority = groups[0].count > groups.dropFirst().map(\.count).reduce(0, +)
        blamed = isMajority && groups[1].count == 1 ? groups[1][0] : nil
    }
}

/// The name of a divergence: equal for what is probably one bug. Letters, digits, dots and dashes only.
package enum DivergenceSignature {
    /// - Parameter operations: names of the operations that are left in a reduced module, most telling first.
    package static func text(_ vote: Vote, _ runs: [CaseRun], operations: [String] = []) -> String {
        let blamed = vote.blamed.map { runs[$0].engine.name } ?? "ambiguous"
        var parts = [blamed, phase(vote, runs), vote.difference.kind.signatureName]
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
