import Campaign
import Persistence
import Testing


@Suite struct ReductionHistoryTests {
    /// How many of so many cases are reduced, if the one with this number is a bug of its own.
    private static func reductions(of cases: Int, newBug: Int? = nil) -> (count: Int, found: Int?) {
        var history = ReductionHistory(first: 0)
        history.add(isNew: true)
        var count = 0, found: Int?
        for number in 0..<cases where history.countsOnly() == nil {
            count += 1
            let isNew = newBug.map { number >= $0 && found == nil } ?? false
            if isNew { found = number }
            history.add(isNew: isNew)
        }
        return (count, found)
    }

    @Test func aBugThatShowsOftenTakesLittleTime() {
        #expect(Self.reductions(of: 8).count == 8)
        #expect(Self.reductions(of: 100_000).count < 1000)
    }

    @Test func itDoesNotHideTheBugBehindIt() throws {
        let found = try #require(Self.reductions(of: 11_000, newBug: 10_000).found)
        #expect(found < 10_000 + 128)
        // From then on there is time for the new one.
        #expect(Self.reductions(of: 11_000, newBug: 10_000).count > Self.reductions(of: 11_000).count)
    }

    @Test func itIsKeptInTheFolderOfTheCampaign() throws {
        var history = ReductionHistory(first: 3)
        for _ in 0..<20 where history.countsOnly() == nil { history.add(isNew: false) }
        #expect(try #require(ReductionHistory(history.json)) == history)
        #expect(ReductionHistory([3, 4]) == nil)
    }
}
