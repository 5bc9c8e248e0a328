import Divergence
import EngineInterface
import Foundation
import Persistence
import Triage

/// A campaign on disk: what it is, how far it has come, and what it found.
///
/// | file | holds |
/// |---|---|
/// | `campaign.json` | what decides its findings: seed, shard, engines, profile, generator |
/// | `journal.jsonl` | checkpoints, twice a second: the next batch, all counts, and the findings when they changed |
/// | `stats.jsonl` | a line for every second: modules, calls, coverage, buckets, stages, memory, open files |
/// | `flights/` | a file for every batch that was begun and has not ended |
/// | `deaths/` | the modules of the batches in which the process died |
/// | `buckets/` | the findings, as in a corpus |
/// | `parts/` | of a merged campaign: the last word of every shard |
///
/// A process that is killed loses what came after its last checkpoint, and does it again when it resumes: what a batch
/// finds follows from its number.
package struct CampaignFolder: Sendable {
    package let path: String
    package static let describing = "campaign.json"
    static let journal = "journal.jsonl"
    package static let statistics = "stats.jsonl"
    package static let buckets = "buckets"
    static let parts = "parts"
    static let flights = "flights"
    static let deaths = "deaths"

    package init(_ path: String) { self.path = path }

    func file(_ name: String) -> String { path + "/" + name }

    /// What decides what a campaign finds.
    static func description(of configuration: CampaignConfiguration) -> JSON {
        [
            "kind": "campaign", "version": 1, "seed": .unsigned(configuration.seed),
            "shard": .unsigned(configuration.shard.number), "shards": .unsigned(configuration.shard.of),
            "profile": JSON(configuration.source.profile),
            "generatorVersion": JSON(configuration.source.generatorVersion),
            "features": JSON(configuration.source.features),
            "reduces": JSON(configuration.reduces),
            "engines": JSON(
                configuration.engines.map { engine in
                    let identity = engine.identity
                    return [
                        "name": JSON(identity.name), "version": JSON(identity.version),
                        "configuration": JSON(identity.configuration),
                    ] as JSON
                }),
        ]
    }

    /// Where a campaign stands.
    struct Checkpoint {
        var nextBatch = 0
        var seconds = 0.0
        var statistics: CampaignStatistics
        var findings: FindingTable
        var coverage = OpcodeCoverage()
        /// Pairs of ``coverage`` that no checkpoint holds yet.
        var newPairs: [Int] = []
    }

    /// The folder holds another campaign, or one and none was to be resumed.
    package struct Mismatch: Error, Sendable, CustomStringConvertible {
        package var description: String
    }

    /// Makes the folder ready.
    /// - Returns: where the campaign stands that is to be resumed; `nil` for one that begins.
    func open(_ configuration: CampaignConfiguration) throws(PersistenceError) -> Checkpoint? {
        try Files.createFolder(path)
        let wanted = Self.description(of: configuration)
        guard configuration.resumes, Files.exists(file(Self.describing)) else {
            try AtomicFile.replace(file(Self.describing), with: wanted)
            try AtomicFile.replace(file(Self.journal), with: [])
            try AtomicFile.replace(file(Self.statistics), with: [])
            return nil
        }
        let checkpoint = try Self.checkpoint(at: file(Self.journal), configuration)
        // The journal begins anew with what counts of it, so that it does not grow from night to night.
        if var checkpoint {
            checkpoint.newPairs = checkpoint.coverage.pairs
            try AtomicFile.replace(file(Self.journal), with: Self.line(checkpoint, withFindings: true).compact + [0x0A])
        }
        return checkpoint
    }

    /// Whether the campaign in the folder is the one that a configuration describes.
    package func mismatch(with configuration: CampaignConfiguration) -> Mismatch? {
        let place = file(Self.describing)
        guard Files.exists(place) else { return nil }
        guard configuration.resumes else {
            return Mismatch(description: "\(path) holds a campaign; --resume goes on with it")
        }
        let wanted = Self.description(of: configuration)
        guard let bytes = try? Files.read(place, limit: 1 << 20), let found = try? JSON(parsing: bytes) else {
            return Mismatch(description: "\(place) cannot be read")
        }
        guard let key = wanted.object?.members.first(where: { found[$0.key] != $0.value })?.key else { return nil }
        return Mismatch(description: "\(path) holds a campaign with another '\(key)'")
    }

    static func line(_ checkpoint: Checkpoint, withFindings: Bool) -> JSON {
        var members: [(String, JSON)] = [
            ("nextBatch", JSON(checkpoint.nextBatch)), ("seconds", JSON(checkpoint.seconds)),
            ("statistics", checkpoint.statistics.json),
        ]
        if withFindings { members.append(("findings", checkpoint.findings.json)) }
        if !checkpoint.newPairs.isEmpty { members.append(("newPairs", JSON(checkpoint.newPairs.map { JSON($0) }))) }
        return .object(JSONObject(members))
    }

    /// The first batch that no checkpoint holds; `nil` before the first checkpoint.
    package var nextBatch: Int? {
        guard let lines = try? JSONLines(path: file(Self.journal)).values else { return nil }
        return lines.last?["nextBatch"]?.int
    }

    private static func checkpoint(
        at path: String, _ configuration: CampaignConfiguration
    ) throws(PersistenceError) -> Checkpoint? {
        let lines = try JSONLines(path: path).values
        guard let last = lines.last, let nextBatch = last["nextBatch"]?.int, let statistics = last["statistics"],
            let counts = CampaignStatistics(statistics)
        else { return nil }
        let findings = lines.last { $0["findings"] != nil }?["findings"].flatMap { FindingTable($0, configuration) }
        var checkpoint = Checkpoint(
            nextBatch: nextBatch, seconds: last["seconds"]?.double ?? 0, statistics: counts,
            findings: findings ?? FindingTable(configuration))
        for line in lines { checkpoint.coverage.insert(pairs: (line["newPairs"]?.array ?? []).compactMap(\.int)) }
        return checkpoint
    }
}

/// Writes checkpoints and the curve of a running campaign.
final class CampaignJournal {
    private var journal: JSONLinesFile
    private var curve: JSONLinesFile
    private var lastCheckpoint = 0.0
    private var lastPoint = 0.0
    private var writtenFindings: JSON?

    init(_ folder: CampaignFolder) throws(PersistenceError) {
        journal = try JSONLinesFile(path: folder.file(CampaignFolder.journal))
        curve = try JSONLinesFile(path: folder.file(CampaignFolder.statistics))
    }

    private static let secondsBetweenCheckpoints = 0.4

    func note(
        _ checkpoint: inout CampaignFolder.Checkpoint, _ times: StageTimes, isDue: Bool = false
    ) throws(PersistenceError) {
        let seconds = checkpoint.seconds
        if isDue || seconds - lastCheckpoint >= Self.secondsBetweenCheckpoints || seconds < lastCheckpoint {
            lastCheckpoint = seconds
            let findings = checkpoint.findings.json
            try journal.append(CampaignFolder.line(checkpoint, withFindings: findings != writtenFindings))
            writtenFindings = findings
            checkpoint.newPairs = []
        }
        if isDue || seconds - lastPoint >= 1 || seconds < lastPoint {
            lastPoint = seconds
            try curve.append(Self.point(checkpoint, times))
        }
    }

    private static func point(_ checkpoint: CampaignFolder.Checkpoint, _ times: StageTimes) -> JSON {
        let statistics = checkpoint.statistics
        return [
            "seconds": JSON(checkpoint.seconds), "modules": JSON(statistics.modules), "calls": JSON(statistics.calls),
            "comparableCalls": JSON(statistics.comparableCalls), "divergences": JSON(statistics.divergences),
            "buckets": JSON(checkpoint.findings.list.count), "stages": times.json,
            "opcodes": JSON(checkpoint.coverage.opcodeCount), "opcodePairs": JSON(checkpoint.coverage.pairCount),
            "residentBytes": JSON(ProcessFigures.residentBytes), "openFiles": JSON(ProcessFigures.openFiles),
        ]
    }
}

/// What the system says about this process.
package enum ProcessFigures {
    /// 0 where the system does not say.
    package static var residentBytes: Int {
        guard let text = try? Files.read("/proc/self/statm", limit: 4096) else { return 0 }
        let parts = String(decoding: text, as: UTF8.self).split(separator: " ")
        return parts.count > 1 ? (Int(parts[1]) ?? 0) * 4096 : 0
    }

    package static var openFiles: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }
}
