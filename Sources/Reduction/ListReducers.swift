import Divergence
import WasmModel

/// Leaves out calls.
struct CallReducer: Reducer {
    private var current: CaseReducer.Candidate
    private var search: StretchSearch

    init(_ candidate: CaseReducer.Candidate) {
        current = candidate
        search = StretchSearch(count: candidate.test.calls.count)
    }

    mutating func next() -> CaseReducer.Candidate? {
        guard let stretch = search.next() else { return nil }
        var proposal = current
        proposal.test.calls.removeSubrange(stretch)
        return proposal
    }

    mutating func learn(_ accepted: CaseReducer.Candidate?) {
        search.learn(removed: accepted != nil)
        if let accepted { current = accepted }
    }
}

/// Leaves out exports that no call names.
struct ExportReducer: Reducer {
    private var current: CaseReducer.Candidate
    private var position: Int

    init(_ candidate: CaseReducer.Candidate) {
        current = candidate
        position = candidate.module.exports.count
    }

    mutating func next() -> CaseReducer.Candidate? {
        let called = Set(current.test.calls.map(\.export))
        while position > 0 {
            position -= 1
            if called.contains(current.module.exports[position].name) { continue }
            var proposal = current
            proposal.module.exports.remove(at: position)
            return proposal
        }
        return nil
    }

    mutating func learn(_ accepted: CaseReducer.Candidate?) {
        if let accepted { current = accepted }
    }
}

/// Leaves out segments, the start function and custom sections.
struct SegmentReducer: Reducer {
    private var current: CaseReducer.Candidate
    private var steps: [@Sendable (inout Module) -> Bool]

    init(_ candidate: CaseReducer.Candidate) {
        current = candidate
        steps = [
            { module in
                defer { module.customSections = [] }
                return !module.customSections.isEmpty
            },
            { module in
                defer { module.start = nil }
                return module.start != nil
            },
            { module in
                defer { module.data = []; module.dataCount = nil }
                return !module.data.isEmpty
            },
            { module in
                defer { module.elements = [] }
                return !module.elements.isEmpty
            },
        ]
    }

    mutating func next() -> CaseReducer.Candidate? {
        while let step = steps.popLast() {
            var proposal = current
            if step(&proposal.module) { return proposal }
        }
        return nil
    }

    mutating func learn(_ accepted: CaseReducer.Candidate?) {
        if let accepted { current = accepted }
    }
}
