/// A choice among few alternatives by weight, made ready once and drawn in constant time.
struct Wheel<Choice: RawRepresentable & CaseIterable & Sendable>: Sendable where Choice.RawValue == UInt8 {
    private static var spokes: Int { 256 }
    /// Raw values of choices, as often as they are heavy.
    private var choices: [UInt8]
    private let fallback: Choice

    /// - Parameter weights: those that are zero never come up; if all are, the first alternative does.
    init(_ weights: [(Choice, Int)], else fallback: Choice) {
        self.fallback = fallback
        choices = []
        choices.append(addingCapacity: Self.spokes) { choices in
            let total = weights.reduce(0) { $0 + $1.1 }
            var sum = 0
            for (choice, weight) in weights where weight > 0 {
                sum += weight
                // At least one spoke each, as long as there is room.
                let end = min(max(choices.count + 1, sum * Self.spokes / total), Self.spokes)
                while choices.count < end { choices.append(choice.rawValue) }
            }
            while choices.count < Self.spokes { choices.append(fallback.rawValue) }
        }
    }

    func draw(_ stream: inout RandomStream) -> Choice { Choice(rawValue: choices[stream.below(Self.spokes)]) ?? fallback }
}
