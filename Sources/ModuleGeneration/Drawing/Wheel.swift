/// A choice among few alternatives by weight, made ready once and drawn in constant time.
struct Wheel<Choice: RawRepresentable & CaseIterable & Sendable>: Sendable where Choice.RawValue == UInt8 {
    private static var spokes: Int { 256 }
    private var choices: [Choice] = []

    /// - Parameter weights: those that are zero never come up; if all are, the first alternative does.
    init(_ weights: [(Choice, Int)]) {
        let total = weights.reduce(0) { $0 + $1.1 }
        choices.reserveCapacity(Self.spokes)
        var sum = 0
        for (choice, weight) in weights where weight > 0 {
            sum += weight
            // At least one spoke each, as long as there is room.
            let end = max(choices.count + 1, sum * Self.spokes / total)
            while choices.count < min(end, Self.spokes) { choices.append(choice) }
        }
        if choices.isEmpty, let first = weights.first { choices = [first.0] }
    }

    func draw(_ stream: inout RandomStream) -> Choice { choices[stream.below(choices.count)] }
}
