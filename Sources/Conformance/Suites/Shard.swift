/// One part of a run that is split over several machines: number `index` (from 1) of `count`.
package struct Shard: Hashable, Sendable {
    package var index: Int
    package var count: Int

    package static let whole = Shard(unchecked: 1, of: 1)

    private init(unchecked index: Int, of count: Int) {
        self.index = index
        self.count = count
    }

    /// `nil` unless 1 ≤ index ≤ count.
    package init?(_ index: Int, of count: Int) {
        guard index >= 1, index <= count else { return nil }
        self.init(unchecked: index, of: count)
    }

    /// As on the command line: `2/4`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
        self.init(index, of: count)
    }

    /// Whether the file at `position` of the sorted list of all files belongs to this shard. Dealt out like cards, so
    /// that files of one family, which stand together and cost alike, are spread.
    package func holds(position: Int) -> Bool { position % count == index - 1 }
}
