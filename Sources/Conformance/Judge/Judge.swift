package import EngineInterface
package import WasmModel

/// What a command expects, in terms of the specification and not of a script's words.
package enum Requirement: Hashable, Sendable {
    /// A module that is well formed, valid, links and instantiates; a definition that is well formed and valid; a name
    /// that can be registered.
    case accepted
    /// A call or access that ends normally, whatever it returns.
    case completed
    case returned([ResultPattern])
    case trapped(TrapKind)
    case threw
    case suspended
    case exhausted(Resource)
    case malformed
    case invalid
    case unlinkable
    /// Custom annotations or sections that a reader which does not ignore them rejects.
    case malformedCustom
    case invalidCustom
    /// A trap or exhaustion that the script names by words without a known meaning.
    case unclassified(String)
}

/// What an engine, or the reader of texts in front of it, did with a command.
package enum Evidence: Hashable, Sendable {
    case accepted
    case returned([Value])
    case trapped(TrapKind)
    case threw(ThrownException)
    case exhausted(Resource)
    case malformed(String)
    case invalid(String)
    case unlinkable(String)
    case malformedCustom(String)
    case invalidCustom(String)
    /// There is nothing to ask: no such instance, or no such export.
    case absent(String)
    /// The engine broke instead of answering.
    case broken(String)
    /// The engine does not have what the command needs, or cannot say.
    case unanswerable(String)
}

extension Evidence {
    package init(_ outcome: Outcome) {
        switch outcome {
        case .returned(let values): self = .returned(values)
        case .trapped(let kind): self = .trapped(kind)
        case .threw(let exception): self = .threw(exception)
        case .exhausted(let resource): self = .exhausted(resource)
        case .unsupported(let what): self = .unanswerable(what)
        }
    }
}

/// The law: one function from what was expected and what was seen to a verdict. Nothing here compares words.
package enum Judge {
    package static func verdict(on evidence: Evidence, requiring requirement: Requirement) -> Verdict {
        if case .unanswerable(let reason) = evidence { return .skipped(reason: reason) }
        if case .unclassified(let text) = requirement { return .skipped(reason: "unclassified: \"\(text)\"") }
        if meets(evidence, requirement) { return .passed }
        return .failed(expected: "\(requirement)", actual: "\(evidence)")
    }

    /// Whether what was seen is what was expected. Makes no texts, so that it can be asked millions of times.
    package static func meets(_ evidence: Evidence, _ requirement: Requirement) -> Bool {
        switch (requirement, evidence) {
        case (.accepted, .accepted), (.completed, .returned): true
        case (.returned(let patterns), .returned(let values)):
            patterns.count == values.count && zip(patterns, values).allSatisfy { $0.admits($1) }
        case (.trapped(let expected), .trapped(let actual)): expected == actual
        case (.threw, .threw): true
        case (.exhausted(let expected), .exhausted(let actual)): expected == actual
        case (.malformed, .malformed), (.invalid, .invalid), (.unlinkable, .unlinkable): true
        case (.malformedCustom, .malformedCustom), (.invalidCustom, .invalidCustom): true
        case (.accepted, _), (.completed, _), (.returned, _), (.trapped, _), (.threw, _), (.suspended, _),
            (.exhausted, _),
            (.malformed, _), (.invalid, _), (.unlinkable, _), (.malformedCustom, _), (.invalidCustom, _),
            (.unclassified, _):
            false
        }
    }
}
