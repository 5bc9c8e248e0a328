package import Divergence
import EngineInterface

/// What must stay the same of a divergence while it is shrunk: who differs from whom, in which phase, and how.
///
/// Where a wrong value shows (in a result, a global, a memory, an argument of the host) depends on the module around
/// the bug and not on the bug, so these count as one.
package struct BugClass: Hashable, Sendable {
    private var groups: [[String]]
    /// Whether the module got as far as to run.
    private var isExecuted: Bool
    private var kind: String
    /// Whether the blamed engine gave no answer at all.
    private var isBroken: Bool

    package init(_ vote: Vote, _ runs: [CaseRun]) {
        groups = vote.groups.map { group in group.map { runs[$0].engine.name } }
        isExecuted = vote.difference.step > 0
        kind = vote.difference.kind.signatureName
        isBroken = false
        // What the others did meanwhile says nothing about the bug; what the engine said of it does.
        if let breakdown = Breakdown(vote, runs) {
            isBroken = true
            kind = "broken " + breakdown.words
        }
    }

    /// The same class has the same text, in another process, too.
    package var text: String {
        groups.map { $0.joined(separator: "+") }.joined(separator: " ") + (isExecuted ? " execute " : " load ") + kind
    }

    /// Whether the difference may be one that the specification allows: not if an engine broke.
    var mayBeAllowed: Bool { isExecuted && !isBroken }

    /// The classes of the same bug where less happens beside it: an engine that traps too early differs in the same way
    /// from one that traps later for a reason of its own, and from one that returns.
    var plainer: [BugClass] {
        let ends = kind.split(separator: "-", maxSplits: 1)
        guard isExecuted, !isBroken, ends.count == 2, !ends.contains("returned") else { return [] }
        return ["returned-\(ends[1])", "\(ends[0])-returned"].map { kind in
            var copy = self
            copy.kind = kind
            return copy
        }
    }

    /// Whether both may be one bug that shows in another way: wrong values where there was a wrong trap, after the
    /// operation that is wrong was pinned down.
    package func mayBe(_ other: BugClass) -> Bool {
        self == other
            || groups == other.groups && isExecuted && other.isExecuted && !isBroken && !other.isBroken
    }
}
