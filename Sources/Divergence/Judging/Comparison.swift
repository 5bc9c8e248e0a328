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
        // Equal in every bit is what most runs are.
        if first.steps == second.steps, first.steps.allSatisfy({ excuse($0.outcome) == nil }) { return .equal }
        var allowance: String?
        for step in 0..<max(first.steps.count, second.steps.count) {
            switch verdict(of: first, and: second, at: step) {
            case .equal: continue
            case .allowed(let rule): allowance = rule
            case .incomparable(let reason): return .incomparable(reason)
            case .divergent(let difference): return .divergent(difference)
            }
        }
        return allowance.map(Verdict.allowed) ?? .equal
    }

    /// What two runs that were equal so far amount to at one step.
    static func verdict(of first: CaseRun, and second: CaseRun, at step: Int) -> Verdict {
        switch (step < first.steps.count, step < second.steps.count) {
        case (true, true): verdict(of: first.steps[step], and: second.steps[step], step: step)
        case (false, false): .equal
        // One ended early, and the step before was equal: cannot be, but for a runner's fault.
        case (true, false), (false, true): .divergent(Difference(step: step, kind: .outcome("present", "absent")))
        }
    }

    /// Whether nothing up to and with this step keeps a run from being compared.
    static func isComparable(_ run: CaseRun, through step: Int) -> Bool {
        run.steps.prefix(step + 1).allSatisfy { excuse($0.outcome) == nil }
    }

    /// Steps that both runs have and that count as compared.
    package static func comparableSteps(of first: CaseRun, and second: CaseRun) -> Int {
        var count = 0
        for (a, b) in zip(first.steps, second.steps) {
            if excuse(a.outcome) != nil || excuse(b.outcome) != nil { break }
            count += 1
        }
        return count
    }

    private static func verdict(of a: StepObservation, and b: StepObservation, step: Int) -> Verdict {
        if let reason = excuse(a.outcome) ?? excuse(b.outcome) { return .incomparable(reason) }
        var allowance: String?
        switch outcomes(a.outcome, b.outcome, step) {
        case .equal: break
        case .allowed(let rule): allowance = rule
        case .incomparable(let reason): return .incomparable(reason)
        case .divergent(let difference): return .divergent(difference)
        }
        guard a.state.count == b.state.count else { return .divergent(Difference(step: step, kind: .state("exports"))) }
        for (left, right) in zip(a.state, b.state) where left != right {
            guard left.export == right.export else {
                return .divergent(Difference(step: step, kind: .state("exports")))
            }
            switch match(left.observation, right.observation) {
            case .equal: continue
            case .nanBits: allowance = nanRule
            case .different: return .divergent(Difference(step: step, kind: .state(left.export)))
            }
        }
        switch match(a.hostCalls, b.hostCalls) {
        case .equal: break
        case .nanBits: allowance = nanRule
        case .different: return .divergent(Difference(step: step, kind: .hostCalls))
        }
        return allowance.map(Verdict.allowed) ?? .equal
    }

    /// Why an outcome ends a comparison without a verdict; `nil` if it does not.
    static func excuse(_ outcome: StepOutcome) -> String? {
        switch outcome {
        case .exhausted(let resource): "\(resource.rawValue)-exhaustion"
        case .unsupported(let feature): "unsupported-\(feature)"
        case .accepted, .malformed, .invalid, .unlinkable, .instantiated, .returned, .trapped, .threw, .failed,
            .crashed:
            nil
        }
    }

    private static func outcomes(_ a: StepOutcome, _ b: StepOutcome, _ step: Int) -> Verdict {
        let matching: Match
        let kind: Difference.Kind
        switch (a, b) {
        case (.returned(let left), .returned(let right)):
            matching = match(left, right)
            kind = .values
        case (.threw(let left), .threw(let right)):
            // A tag that only one engine can name is not a difference.
            let sameTag = left.tag == nil || right.tag == nil || left.tag == right.tag
            matching = sameTag ? match(left.payload, right.payload) : .different
            kind = .exception
        case (.trapped(.unalignedAtomic), .trapped(.memoryOutOfBounds)), (.trapped(.memoryOutOfBounds), .trapped(.unalignedAtomic)):
            // An access that is both traps; for which of them, is not said.
            return .allowed(trapOrderRule)
        case (.failed, .failed), (.crashed, .crashed):
            // Two engines that both broke say nothing about each other; each differs from those that did not.
            return .equal
        case (.accepted, _), (.malformed, _), (.invalid, _), (.unlinkable, _), (.instantiated, _), (.returned, _),
            (.trapped, _),
            (.threw, _), (.exhausted, _), (.unsupported, _), (.failed, _), (.crashed, _):
            matching = a == b ? .equal : .different
            kind = .outcome(a.name, b.name)
        }
        switch matching {
        case .equal: return .equal
        case .nanBits: return .allowed(nanRule)
        case .different: return .divergent(Difference(step: step, kind: kind))
        }
    }

    /// Of two reasons to trap an engine names the one it looks for first (threads proposal, Atomic Memory Instructions).
    package static let trapOrderRule = "trap-order"

    /// The bits of a NaN that an operation makes are the engine's choice (§4.3.3, NaN propagation).
    package static let nanRule = "nan-bits"
}

// MARK: Values

extension Comparison {
    /// How two values, or things made of values, fit.
    enum Match {
        case equal
        /// They differ in the bits of NaNs that an operation may have made.
        case nanBits
        case different
    }

    static func match(_ a: [Value], _ b: [Value]) -> Match {
        guard a.count == b.count else { return .different }
        var result = Match.equal
        for (left, right) in zip(a, b) where left != right {
            switch match(left, right) {
            case .equal: continue
            case .nanBits: result = .nanBits
            case .different: return .different
            }
        }
        return result
    }

    private static func match(_ a: [HostCall], _ b: [HostCall]) -> Match {
        guard a.count == b.count else { return .different }
        var result = Match.equal
        for (left, right) in zip(a, b) where left != right {
            guard left.module == right.module, left.name == right.name else { return .different }
            switch match(left.arguments, right.arguments) {
            case .equal: continue
            case .nanBits: result = .nanBits
            case .different: return .different
            }
        }
        return result
    }

    private static func match(_ a: Observation, _ b: Observation) -> Match {
        switch (a, b) {
        case (.notObservable, _), (_, .notObservable): .equal
        case (.global(let left), .global(let right)): match(left, right)
        case (.global, _), (.memory, _), (.table, _), (.function, _), (.tag, _): a == b ? .equal : .different
        }
    }

    private static func match(_ a: Value, _ b: Value) -> Match {
        switch (a, b) {
        case (.f32(let left), .f32(let right)):
            left == right ? .equal : isQuiet(left) && isQuiet(right) ? .nanBits : .different
        case (.f64(let left), .f64(let right)):
            left == right ? .equal : isQuiet(left) && isQuiet(right) ? .nanBits : .different
        case (.reference(let left), .reference(let right)): match(left, right) ? .equal : .different
        case (.i32, _), (.i64, _), (.f32, _), (.f64, _), (.v128, _), (.reference, _): a == b ? .equal : .different
        }
    }

    /// References by what every engine can tell: null or not, the kind, the number in an i31 or a host's value.
    private static func match(_ a: Reference, _ b: Reference) -> Bool {
        switch (a, b) {
        case (.null(let left), .null(let right)): left == right || left == .bottom || right == .bottom
        case (.function(let left), .function(let right)): left == right || left == nil || right == nil
        case (.null, _), (.function, _), (.extern, _), (.host, _), (.i31, _), (.structure, _), (.array, _),
            (.exception, _),
            (.externalized, _):
            a == b
        }
    }

    // A signalling NaN is never made by an operation, only handed on: its bits count.
    private static func isQuiet(_ bits: UInt32) -> Bool { bits & 0x7FC0_0000 == 0x7FC0_0000 }
    private static func isQuiet(_ bits: UInt64) -> Bool { bits & 0x7FF8_0000_0000_0000 == 0x7FF8_0000_0000_0000 }
}

extension CaseRun {
    /// Whether nothing keeps any of its steps from being compared.
    package var isComparable: Bool { Comparison.isComparable(self, through: steps.count) }

    /// Whether all runs are the same, step by step: most are.
    package static func areEqual(_ runs: [CaseRun]) -> Bool {
        guard let first = runs.first else { return true }
        return runs.dropFirst().allSatisfy { $0.steps == first.steps }
    }
}
