import Foundation

/// What an engine said when it broke, as far as that is the same whenever it breaks in the same place.
package struct Breakdown: Hashable, Sendable {
    /// How it broke: `crashed` or `failed`.
    package var kind: String
    /// Words, without the numbers in them: `store.rs.213-assertion-failed-fault.is_none`.
    package var words: String
    /// Whether the words name one place in the engine, so that they tell this bug from all others.
    package var isExact: Bool
    private static let wordLimit = 8

    /// `nil` of an outcome that is an answer.
    package init?(_ outcome: StepOutcome) {
        kind = outcome.name
        switch outcome {
        case .failed(let detail):
            words = Self.words(in: Self.cause(detail))
            isExact = !words.isEmpty
        case .crashed(let detail):
            // "the worker died by signal 6 (SIGABRT): store.rs:213: assertion failed"
            let end = detail.range(of: ": ")
            let said = end.map { detail[$0.upperBound...] } ?? ""
            let place = Self.place(said)
            isExact = place != nil
            let rest = place.map { said.dropFirst($0.count) } ?? said
            let how = Self.words(in: detail[..<(end?.lowerBound ?? detail.endIndex)].drop { $0 != "(" })
            let heads = [place.map { $0.map { $0 == ":" ? "." : String($0) }.joined() } ?? how]
            words = (heads + [Self.words(in: rest)]).filter { !$0.isEmpty }.joined(separator: "-")
        case .accepted, .malformed, .invalid, .unlinkable, .instantiated, .returned, .trapped, .threw, .exhausted, .unsupported:
            return nil
        }
    }

    /// What broke, if one of those did who contradict the largest group.
    package init?(_ vote: Vote, _ runs: [CaseRun]) {
        for group in vote.groups.dropFirst() {
            guard let last = runs[group[0]].steps.last, let breakdown = Breakdown(last.outcome) else { continue }
            self = breakdown
            return
        }
        return nil
    }

    /// The first line of the innermost cause of an error in Rust's words.
    private static func cause(_ detail: String) -> Substring {
        let start = detail.range(of: "Caused by:", options: .backwards)?.upperBound ?? detail.startIndex
        return detail[start...].split(whereSeparator: \.isNewline).first { $0.contains(where: \.isLetter) } ?? ""
    }

    /// `store.rs:213` at the beginning of a text.
    private static func place(_ text: Substring) -> Substring? {
        let place = text.prefix { !$0.isWhitespace }
        let parts = place.split(separator: ":")
        guard place.hasSuffix(":"), parts.count == 2, parts[0].contains("."), UInt32(parts[1]) != nil else { return nil }
        return place.dropLast()
    }

    private static func words(in text: Substring) -> String {
        text.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
            .filter { !$0.contains(where: \.isNumber) && $0.contains(where: \.isLetter) }
            .prefix(wordLimit).joined(separator: "-")
    }
}
