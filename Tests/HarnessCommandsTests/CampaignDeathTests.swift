import ExternalEngines
import Foundation
import Testing

/// Campaigns whose processes die, by an engine or by somebody else.
@Suite(.enabled(if: Executable.isBuilt, "the program is not built")) struct CampaignDeathTests {
    private static func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// What of a result follows from the seed.
    private static func counts(_ object: [String: Any]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for key in ["modules", "calls", "comparableCalls", "divergences", "opcodePairs"] { counts[key] = object[key] as? Int }
        for bucket in object["buckets"] as? [[String: Any]] ?? [] {
            counts["bucket \(bucket["signature"] as? String ?? "")"] = bucket["count"] as? Int
        }
        return counts
    }

    @Test func anEngineThatTakesTheProcessWithItIsAFinding() throws {
        let folder = try TemporaryFolder()
        let campaign = folder.url.appendingPathComponent("campaign").path
        let end = try Executable.run([
            "fuzz", "--engine", "interpreter,jit,\(MortalEngine.name)", "--count", "192", "--jobs", "2", "--seed", "5", "--no-reduce",
            "--profile", "small", "--campaign", campaign, "--json", "-",
        ])
        #expect(end.status == 1, "\(end.error)")
        #expect(end.error.contains("died of signal 11"), "\(end.error)")
        let result = try Self.object(end.output)
        #expect(result["modules"] as? Int == 192)
        let engines = try #require(result["engines"] as? [[String: Any]])
        #expect(engines.last?["crashes"] as? Int ?? 0 > 0)
        let buckets = try #require(result["buckets"] as? [[String: Any]])
        #expect(buckets.count == 1)
        #expect(buckets.first?["blamed"] as? String == MortalEngine.name)
        #expect((buckets.first?["signature"] as? String)?.contains("crashed") == true)
        #expect(buckets.first?["flaky"] as? Bool == false)
        let reproducer = try #require(buckets.first?["reproducer"] as? String)
        #expect(FileManager.default.fileExists(atPath: reproducer + "/module.wasm"))
    }

    /// Instants come from a fixed seed; the variable asks for more of them.
    @Test func aCampaignThatIsKilledAtAnyInstantComesToTheSameEnd() throws {
        let kills = ProcessInfo.processInfo.environment["ASSAY_KILLS"].flatMap(Int.init) ?? 8
        let folder = try TemporaryFolder()
        func arguments(_ name: String) -> [String] {
            [
                "fuzz", "--engine", "interpreter,jit,\(MortalEngine.name)", "--count", "640", "--jobs", "2", "--seed", "9",
                "--no-reduce", "--profile", "small", "--campaign", folder.url.appendingPathComponent(name).path, "--json", "-",
            ]
        }
        let whole = try Self.object(try Executable.run(arguments("whole")).output)
        var state: UInt64 = 1
        for number in 0..<kills {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let process = Process()
            process.executableURL = Executable.url
            process.arguments = arguments("killed") + (number == 0 ? [] : ["--resume"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            Thread.sleep(forTimeInterval: Double(state >> 33) / Double(1 << 31) * 0.4)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let resumed = try Executable.run(arguments("killed") + ["--resume"])
        #expect(try Self.counts(Self.object(resumed.output)) == Self.counts(whole), "\(resumed.error)")
    }
}
