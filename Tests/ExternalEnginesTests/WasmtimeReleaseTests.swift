import ExternalEngines
import Testing
import WasmModel

@Suite struct WasmtimeReleaseTests {
    @Test(arguments: [
        ("29.0.0", WasmtimeRelease(29)), ("0.40.0", WasmtimeRelease(0, 40)), ("50.0.1", WasmtimeRelease(50, 0, 1)), ("7", WasmtimeRelease(7)),
    ])
    func readsVersions(text: String, release: WasmtimeRelease) {
        #expect(WasmtimeRelease(text) == release)
    }

    @Test(arguments: ["", "1.", ".1", "1.2.3.4", "1.x", "-1", "99999999999"]) func doesNotReadWhatIsNoVersion(text: String) {
        #expect(WasmtimeRelease(text) == nil)
    }

    @Test func ordersReleasesByNumberNotByText() throws {
        let texts = ["0.40.0", "2.0.0", "9.0.0", "10.0.0", "10.0.1", "50.0.1"]
        let releases = try texts.map { try #require(WasmtimeRelease($0)) }
        #expect(releases.reversed().sorted() == releases)
        #expect(releases.map(\.description) == texts)
    }

    @Test func newerReleasesHaveWhatOlderOnesHave() {
        for tier in WasmtimeTier.allCases {
            var before = FeatureSet.wasm1
            for major in UInt32(1)...50 {
                let now = WasmtimeRelease(major).features(of: tier)
                #expect(now.isSuperset(of: before), "\(major) \(tier)")
                before = now
            }
        }
    }

    @Test func winchCanBeAskedForSinceTheCInterfaceHasANumberForIt() {
        #expect(WasmtimeRelease.first(of: .winch) == WasmtimeRelease(45))
        #expect(WasmtimeRelease.first(of: .pulley) < WasmtimeRelease.first(of: .winch))
    }

    @Test func theNewestReleaseHasTheWholeLanguage() {
        #expect(WasmtimeRelease(50, 0, 1).features(of: .cranelift).isSuperset(of: .wasm3))
        #expect(!WasmtimeRelease(50, 0, 1).features(of: .winch).contains(.gc))
        #expect(!WasmtimeRelease(20).features(of: .cranelift).contains(.gc))
    }
}
