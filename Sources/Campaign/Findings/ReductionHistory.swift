package import Persistence

/// What the reductions of one class of differences led to, and so whether the next case of it is worth one.
///
/// A bug that shows in every tenth module must not take all the time there is, and must not hide the bug behind it
/// either: the longer nothing new came out, the more cases are only counted in between.
package struct ReductionHistory: Hashable {
    /// The bucket that cases which are not reduced are counted for.
    package let first: Int
    /// Reductions since the last that led to a new bucket.
    private var fruitless = 0
    /// Cases that were only counted since the last reduction.
    private var skipped = 0
    /// Fruitless reductions after which twice as many cases are skipped.
    private static let patience = 8
    private static let largestShift = 7

    package init(first: Int) { self.first = first }

    /// The bucket to count the next case for; `nil` if it is to be reduced.
    package mutating func countsOnly() -> Int? {
        let gap = (1 << min(fruitless / Self.patience, Self.largestShift)) - 1
        guard skipped < gap else {
            skipped = 0
            return nil
        }
        skipped += 1
        return first
    }

    package mutating func add(isNew: Bool) { fruitless = isNew ? 0 : fruitless + 1 }

    package var json: JSON { ["first": JSON(first), "fruitless": JSON(fruitless), "skipped": JSON(skipped)] }

    package init?(_ json: JSON) {
        guard let first = json["first"]?.int, let fruitless = json["fruitless"]?.int, let skipped = json["skipped"]?.int,
            fruitless >= 0, skipped >= 0
        else { return nil }
        self.first = first
        self.fruitless = fruitless
        self.skipped = skipped
    }
}
