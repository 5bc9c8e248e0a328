import ExternalEngines
import HarnessCommands
import Testing

@Suite struct BisectionTests {
    private static let releases = (1...40).map { WasmtimeRelease(UInt32($0)) }

    private static func range(wrong: ClosedRange<UInt32>?, unknown: Set<UInt32> = []) throws -> (Bisection.Range?, asked: Int) {
        var bisection = Bisection(candidates: releases.reversed(), samples: 6) { release in
            if unknown.contains(release.major) { return .unknown("") }
            return wrong?.contains(release.major) == true ? .wrong("") : .right
        }
        let range = try bisection.search()
        return (range, bisection.asked.count)
    }

    @Test(arguments: [3...3, 1...1, 40...40, 10...12, 1...39, 2...40, 17...33] as [ClosedRange<UInt32>])
    func findsBothBorders(wrong: ClosedRange<UInt32>) throws {
        let (found, _) = try Self.range(wrong: wrong)
        let range = try #require(found)
        #expect(range.firstWrong.major == wrong.lowerBound)
        #expect(range.lastWrong.major == wrong.upperBound)
        #expect(range.lastRightBefore?.major == (wrong.lowerBound == 1 ? nil : wrong.lowerBound - 1))
        #expect(range.firstRight?.major == (wrong.upperBound == 40 ? nil : wrong.upperBound + 1))
    }

    @Test func asksFewReleases() throws {
        #expect(try Self.range(wrong: 9...30).asked <= 16)
    }

    @Test func goesRoundReleasesThatSayNothing() throws {
        let (found, _) = try Self.range(wrong: 10...20, unknown: [1, 2, 3, 9, 21, 22, 40])
        let range = try #require(found)
        #expect(range == Bisection.Range(lastRightBefore: WasmtimeRelease(8), firstWrong: WasmtimeRelease(10), lastWrong: WasmtimeRelease(20), firstRight: WasmtimeRelease(23)))
    }

    @Test func findsNothingWhereNothingIsWrong() throws {
        #expect(try Self.range(wrong: nil).0 == nil)
    }
}
