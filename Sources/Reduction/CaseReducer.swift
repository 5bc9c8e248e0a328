package import Divergence
import WasmBinary
import WasmModel
import WasmValidation

/// Shrinks a case while a property stays: one idea per reducer, one validity gate, a memory of what was tried, no
/// randomness. The same case and property give the same result on every machine.
package struct CaseReducer {
    /// Whether a smaller case still has the property. It is asked about valid modules only.
    package typealias Property = (DifferentialCase) -> Bool

    /// How often the property may be asked.
    private var budget: Int
    private var tried: Set<[UInt8]> = []
    /// Questions asked so far.
    package private(set) var questions = 0

    package init(budget: Int = 2000) { self.budget = budget }

    /// A case as the reducers see it.
    struct Candidate {
        var module: Module
        var test: DifferentialCase
    }

    /// One way to make a case smaller. It may propose what is invalid; the gate checks.
    private static let reducers: [any Reducer.Type] = [
        CallReducer.self, FunctionBodyReducer.self, ExportReducer.self, SegmentReducer.self, InstructionReducer.self,
        OperandReducer.self,
    ]

    /// The smallest case found. The given one must have the property.
    package mutating func reduce(_ test: DifferentialCase, while property: Property) -> DifferentialCase {
        guard let module = try? Module(decoding: test.module, features: test.features) else { return test }
        var best = Candidate(module: module, test: test)
        var shrank = true
        while shrank, questions < budget {
            shrank = false
            for reducer in Self.reducers {
                var proposals = reducer.init(best)
                while questions < budget, let candidate = proposals.next() {
                    let accepted = accepts(candidate, property)
                    proposals.learn(accepted)
                    if let accepted {
                        best = accepted
                        shrank = true
                    }
                }
            }
        }
        return best.test
    }

    /// The candidate, encoded, if it is valid, new, and has the property.
    private mutating func accepts(_ candidate: Candidate, _ property: Property) -> Candidate? {
        var candidate = candidate
        guard (try? ValidatedModule(validating: candidate.module, features: candidate.test.features)) != nil else { return nil }
        candidate.test.module = candidate.module.encoded()
        let key = candidate.test.module + Array("\(candidate.test.calls.count)".utf8)
        guard tried.insert(key).inserted else { return nil }
        questions += 1
        return property(candidate.test) ? candidate : nil
    }
}

/// A stream of proposals, each made from the last accepted case.
protocol Reducer: SendableMetatype {
    init(_ candidate: CaseReducer.Candidate)
    /// The next thing to try; `nil` when this reducer has no more ideas.
    mutating func next() -> CaseReducer.Candidate?
    /// What became of the last proposal: the accepted case, or `nil`.
    mutating func learn(_ accepted: CaseReducer.Candidate?)
}

/// Delta debugging over a list (Zeller and Hildebrandt, TSE 2002): which stretch to leave out next.
struct StretchSearch {
    private var count: Int
    private var size: Int
    private var start = 0

    init(count: Int) {
        self.count = count
        size = max(1, count / 2)
    }

    /// The stretch to leave out; `nil` at the end.
    mutating func next() -> Range<Int>? {
        while count > 0 {
            if start < count { return start..<min(start + size, count) }
            guard size > 1 else { return nil }
            size /= 2
            start = 0
        }
        return nil
    }

    mutating func learn(removed: Bool) {
        let stretch = start..<min(start + size, count)
        if removed { count -= stretch.count } else { start = stretch.upperBound }
    }
}
