import Divergence
import WasmModel

/// A stream of proposals, each made from the last accepted case. One idea to a reducer; what it proposes may be invalid
/// or may have been tried before: the driver checks. A value, so that the driver can look ahead on a copy.
protocol Reducer: SendableMetatype {
    init(_ candidate: Candidate)
    /// The next thing to try; `nil` when there are no more ideas.
    mutating func next() -> Candidate?
    /// What became of the last proposal: the accepted case, or `nil`.
    mutating func learn(_ accepted: Candidate?)
}

/// Proposals that do not depend on each other: a list of changes, tried one by one.
///
/// A change gives `nil` where it has nothing to change. Positions are counted from the end of what it works on, so that
/// taking something out does not move what is still to come.
struct ChangeList {
    typealias Change = @Sendable (Candidate) -> Candidate?
    private var current: Candidate
    private var changes: ArraySlice<Change>

    init(_ candidate: Candidate, _ changes: [Change]) {
        current = candidate
        self.changes = changes[...]
    }

    mutating func next() -> Candidate? {
        while let change = changes.popFirst() {
            if let proposal = change(current) { return proposal }
        }
        return nil
    }

    mutating func learn(_ accepted: Candidate?) {
        if let accepted { current = accepted }
    }
}

extension ChangeList {
    /// A change of one module; `edit` says whether there was something to change.
    static func editing(_ module: Int, _ edit: @escaping @Sendable (inout Module) -> Bool) -> Change {
        { current in
            var proposal = current
            return edit(&proposal.modules[module]) ? proposal : nil
        }
    }
}

/// A reducer whose ideas are known from the beginning.
protocol ListReducer: Reducer {
    var list: ChangeList { get set }
}

extension ListReducer {
    mutating func next() -> Candidate? { list.next() }
    mutating func learn(_ accepted: Candidate?) { list.learn(accepted) }
}

/// Delta debugging over a list (Zeller and Hildebrandt, TSE 2002): which stretch to leave out next. It begins with the
/// whole list: most of what a random module holds has nothing to do with its bug.
struct StretchSearch {
    private(set) var count: Int
    private var size: Int
    private var start = 0

    init(count: Int) {
        self.count = count
        size = max(1, count)
    }

    /// The stretch to leave out; `nil` at the end.
    mutating func next() -> Range<Int>? {
        while count > 0 {
            if start < count { return start..<min(start + size, count) }
            guard size > 1 else { return nil }
            size = (size + 1) / 2
            start = 0
        }
        return nil
    }

    mutating func learn(removed: Bool) {
        let stretch = start..<min(start + size, count)
        if removed { count -= stretch.count } else { start = stretch.upperBound }
    }
}
