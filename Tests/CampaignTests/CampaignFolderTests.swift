import Campaign
import Divergence
import EngineInterface
import EngineRuntime
import Foundation
import Interpreter
import ModuleGeneration
import Testing
import Triage
import WasmModel

@Suite struct CampaignFolderTests {
    /// A folder that goes with the test.
    final class Scratch {
        let path = FileManager.default.temporaryDirectory.appending(path: "assay-test-\(UUID().uuidString)").path()
        deinit { try? FileManager.default.removeItem(atPath: path) }
        func folder(_ name: String) -> String { path + "/" + name }
    }

    static func configuration(
        _ folder: String?, count: Int = 320, shard: (number: UInt64, of: UInt64) = (0, 1), resumes: Bool = false
    ) -> CampaignConfiguration {
        var configuration = CampaignTests.configuration([InterpreterEngine(), wrongEngine(.i64Add, runAs: .i64Sub)])
        configuration.count = count
        configuration.reduces = false
        configuration.shard = shard
        configuration.folder = folder
        configuration.resumes = resumes
        configuration.corpus = folder.map { $0 + "/" + CampaignFolder.buckets }
        return configuration
    }

    /// Stops after so many looks, which is as good as being killed there: what is on disk is all that counts.
    static func interrupted(_ configuration: CampaignConfiguration, afterBytes bytes: Int) throws {
        let journal = (configuration.folder ?? "") + "/journal.jsonl"
        let content = try Data(contentsOf: URL(filePath: journal))
        try content.prefix(bytes).write(to: URL(filePath: journal))
    }

    @Test(arguments: [0, 1, 40, 300, 900, 5000]) func aCampaignThatWasKilledComesToTheSameEnd(_ bytes: Int) async throws
    {
        let scratch = Scratch()
        let whole = try await CampaignRun(Self.configuration(nil)).run()
        let folder = scratch.folder("a")
        _ = try await CampaignRun(Self.configuration(folder)).run()
        // The journal as a death in the middle of a write leaves it.
        try Self.interrupted(Self.configuration(folder), afterBytes: bytes)
        let resumed = try await CampaignRun(Self.configuration(folder, resumes: true)).run()
        #expect(resumed.statistics == whole.statistics)
        #expect(resumed.findings.map(\.signature) == whole.findings.map(\.signature))
        #expect(resumed.findings.map(\.count) == whole.findings.map(\.count))
        #expect(!resumed.findings.isEmpty)
    }

    @Test func aFolderIsNotTakenForAnotherCampaign() async throws {
        let scratch = Scratch()
        let folder = scratch.folder("a")
        _ = try await CampaignRun(Self.configuration(folder, count: 64)).run()
        #expect(CampaignFolder(folder).mismatch(with: Self.configuration(folder)) != nil)
        #expect(CampaignFolder(folder).mismatch(with: Self.configuration(folder, resumes: true)) == nil)
        var other = Self.configuration(folder, resumes: true)
        other.seed += 1
        #expect(CampaignFolder(folder).mismatch(with: other) != nil)
        #expect(CampaignFolder(scratch.folder("none")).mismatch(with: other) == nil)
    }

    @Test func theOrderOfAMergeDoesNotMatterNorItsRepetition() async throws {
        let scratch = Scratch()
        var parts: [String] = []
        for number in 0..<3 {
            let part = scratch.folder("part\(number)")
            parts.append(part)
            _ = try await CampaignRun(Self.configuration(part, count: 320, shard: (UInt64(number), 3))).run()
        }
        let once = try CampaignFolder(scratch.folder("once")).merge(parts)
        let reversed = try CampaignFolder(scratch.folder("reversed")).merge(parts.reversed())
        let twice = CampaignFolder(scratch.folder("twice"))
        _ = try twice.merge(parts)
        _ = try twice.merge([scratch.folder("once"), parts[1]])
        let again = try twice.merge(parts)
        #expect(once.parts == 3)
        #expect(once.statistics?.modules == 3 * 320)
        for other in [reversed, again] {
            #expect(other.statistics == once.statistics)
            #expect(other.findings.map(\.signature) == once.findings.map(\.signature))
            #expect(other.findings.map(\.count) == once.findings.map(\.count))
        }
        func buckets(_ name: String) throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: scratch.folder(name) + "/buckets").sorted()
        }
        #expect(try buckets("once") == buckets("reversed"))
        #expect(try buckets("once") == buckets("twice"))
        #expect(try !buckets("once").isEmpty)
    }

    @Test func shardsHaveSeedsOfTheirOwn() {
        let seeds = (0..<4).flatMap { shard in
            (0..<100).map { Self.configuration(nil, shard: (UInt64(shard), 4)).caseSeed(UInt64($0)) }
        }
        #expect(Set(seeds).count == 400)
    }

    @Test func aSuppressedFindingIsCountedAndNotReported() async throws {
        let scratch = Scratch()
        var configuration = Self.configuration(scratch.folder("a"))
        let signature = try #require(try await CampaignRun(configuration).run().findings.first?.signature)
        configuration.folder = nil
        configuration.corpus = scratch.folder("corpus")
        configuration.suppressions = SuppressionList([
            Suppression(
                pattern: String(signature.prefix(10)) + "*", link: "https://example.org/1", expires: "9999-12-31")
        ])
        let report = try await CampaignRun(configuration).run()
        #expect(report.findings.contains { $0.isSuppressed })
        #expect(report.reported.count < report.findings.count)
        #expect(report.suppressions.list[0].hits > 0)
        configuration.suppressions.list[0].expires = "2000-01-01"
        #expect(try await CampaignRun(configuration).run().reported.count == report.findings.count)
    }
}
