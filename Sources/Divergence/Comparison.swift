import EngineInterface
import WasmModel

/// What two engines' answers to one case amount to.
package enum Verdict: Hashable, Sendable {
    case equal
    /// They differ where the specification allows it; names the rule.
    case allowed(String)
    /// From some step on nothing can be said; what came before is equal. Counted by reason.
    case incomparable(String)
    case divergent(Difference)
}

/// The first difference between two runs.
package struct Difference: Hashable, Sendable {
    /// Its kind, in the words of signatures.
    package enum Kind: Hashable, Sendable {
        /// The outcomes are of different kinds.
        case outcome(String, String)
        /// Both returned, but other values.
        case values
        /// The payload or the tag of an exception.
        case exception
        /// The state behind an export.
        case state(String)
        case hostCalls

        package var name: String {
            switch self {
            case .outcome(let first, let second): "\(first)-\(second)"
            case .values: "values"
            case .exception: "exception"
            case .state: "state"
            case .hostCalls: "hostcalls"
            }
        }
    }
    package var step: Int
    package var kind: Kind
    package init(step: Int, kind: Kind) {
        self.step = step
        self.kind = kind
    }
}

/// The comparison of runs, by the law: bits, kinds and digests; never words.
package enum Comparison {
    /// Reads the two runs side by side until they differ or nothing more can be said.
    package static func verdict(of first: CaseRun, and second: CaseRun) -> Verdict {
        var allowance: String?
        for step in 0..<max(first.steps.count, second.steps.count) {
            guard step < first.steps.count, step < second.steps.count else {
                // One ended early, and the step before was equal: cannot be, but for a runner's fault.
                return .divergent(Difference(step: step, kind: .outcome("present", "absent")))
            }
            switch verdict(of: first.steps[step], and: second.steps[step], step: step) {
            case .equal: continue
            case .allowed(let rule): allowance = rule
            case .incomparable(let reason): return .incomparable(reason)
            case .divergent(let difference): return .divergent(difference)
            }
        }
        return allowance.map(Verdict.allowed) ?? .equal
    }

    /// Steps that both runs have and that count as compared.
    package static func comparableSteps(of first: CaseRun, and second: CaseRun) -> Int {
        var count = 0
        for (a, b) in zip(first.steps, second.steps) {
            if case .incomparable = verdict(of: a, and: b, step: 0) { break }
            count += 1
        }
        return count
    }

    private static func verdict(of a: StepObservation, and b: StepObservation, step: Int) -> Verdict {
        if let reason = excuse(a.outcome) ?? excuse(b.outcome) { return .incomparable(reason) }
        var allowance: String?
        switch outcomes(a.outcome, b.outcome) {
        case .equal: break
        case .allowed(let rule): allowance = rule
        case .incomparable(let reason): return .incomparable(reason)
        case .divergent(let difference): return .divergent(Difference(step: step, kind: difference.kind))
        }
        for (left, right) in zip(a.state, b.state) where left != right {
            if left.observation == .notObservable || right.observation == .notObservable { continue }
            guard !areBothNaN(left.observation, right.observation) else {
                allowance = nanRule
                continue
            }
            return .divergent(Difference(step: step, kind: .state(left.export)))
        }
        if a.state.count != b.state.count { return .divergent(Difference(step: step, kind: .state("exports"))) }
        if a.hostCalls != b.hostCalls { return .divergent(Difference(step: step, kind: .hostCalls)) }
        return allowance.map(Verdict.allowed) ?? .equal
    }

    /// Why an outcome ends a comparison without a verdict; `nil` if it does not.
    private static func excuse(_ outcome: StepOutcome) -> String? {
        switch outcome {
        case .exhausted(let resource): "\(resource.rawValue)-exhaustion"
        case .unsupported(let feature): "unsupported-\(feature)"
        case .accepted, .malformed, .invalid, .unlinkable, .instantiated, .returned, .trapped, .threw, .failed, .crashed: nil
        }
    }

    private static func outcomes(_ a: StepOutcome, _ b: StepOutcome) -> Verdict {
        switch (a, b) {
        case (.returned(let left), .returned(let right)):
            if left == right { return .equal }
            guard left.count == right.count, zip(left, right).allSatisfy({ $0 == $1 || areBothNaN($0, $1) }) else {
                return .divergent(Difference(step: 0, kind: .values))
            }
            return .allowed(nanRule)
        case (.threw(let left), .threw(let right)):
            // A tag that only one engine can name is not a difference.
            let sameTag = left.tag == nil || right.tag == nil || left.tag == right.tag
            return sameTag && left.payload == right.payload ? .equal : .divergent(Difference(step: 0, kind: .exception))
        default:
            return a == b ? .equal : .divergent(Difference(step: 0, kind: .outcome(a.name, b.name)))
        }
    }

    /// The bits of a NaN that an operation makes are the engine's choice (§4.3.3, NaN propagation).
    private static let nanRule = "nan-bits"

    private static func areBothNaN(_ a: Value, _ b: Value) -> Bool {
        switch (a, b) {
        case (.f32(let left), .f32(let right)): isNaN(left) && isNaN(right)
        case (.f64(let left), .f64(let right)): isNaN(left) && isNaN(right)
        default: false
        }
    }

    private static func areBothNaN(_ a: Observation, _ b: Observation) -> Bool {
        if case .global(let left) = a, case .global(let right) = b { return areBothNaN(left, right) }
        return false
    }

    private static func isNaN(_ bits: UInt32) -> Bool { bits & 0x7F80_0000 == 0x7F80_0000 && bits & 0x7F_FFFF != 0 }
    private static func isNaN(_ bits: UInt64) -> Bool {
        bits & 0x7FF0_0000_0000_0000 == 0x7FF0_0000_0000_0000 && bits & 0xF_FFFF_FFFF_FFFF != 0
    }
}
