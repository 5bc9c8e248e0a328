import Foundation
package import Persistence
import Triage

extension CampaignFolder {
    /// What the parts of a campaign found together.
    package struct Merged: Sendable {
        package var parts: Int
        package var statistics: CampaignStatistics?
        package var findings: [CampaignFinding]
        package var seconds: Double
    }

    /// Brings the parts of a campaign together in this folder: shards that ran on many machines, or folders that were
    /// merged before. The order does not matter, and to merge a part again changes nothing: a part counts once, by
    /// what it is, as far as it has come.
    package func merge(_ folders: [String]) throws(PersistenceError) -> Merged {
        try Files.createFolder(file(Self.parts))
        try Files.createFolder(file(Self.buckets))
        for folder in folders {
            let source = CampaignFolder(folder)
            for (name, part) in try source.allParts() { try keep(part, as: name) }
            try mergeBuckets(of: source)
        }
        return try merged()
    }

    /// The parts in a folder by name: those that were merged into it, or the campaign itself.
    private func allParts() throws(PersistenceError) -> [(name: String, part: JSON)] {
        var found: [(name: String, part: JSON)] = []
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: file(Self.parts))) ?? []).sorted()
        for name in names where name.hasSuffix(".json") {
            found.append((name, try JSON(parsing: try Files.read(file(Self.parts + "/" + name), limit: 64 << 20))))
        }
        guard Files.exists(file(Self.describing)) else { return found }
        let description = try JSON(parsing: try Files.read(file(Self.describing), limit: 1 << 20))
        let lines = try JSONLines(path: file(Self.journal)).values
        guard let last = lines.last, let statistics = last["statistics"] else { return found }
        let findings = lines.last { $0["findings"] != nil }?["findings"]?["list"] ?? JSON([JSON]())
        let part: JSON = [
            "campaign": description, "statistics": statistics, "seconds": last["seconds"] ?? 0, "findings": findings,
        ]
        found.append((ContentStore.name(of: description.compact).prefix(16) + ".json", part))
        return found
    }

    /// Keeps whichever has come further.
    private func keep(_ part: JSON, as name: String) throws(PersistenceError) {
        let path = file(Self.parts + "/" + name)
        func modules(_ json: JSON) -> Int { json["statistics"]?["modules"]?.int ?? 0 }
        if Files.exists(path) {
            let old = try JSON(parsing: try Files.read(path, limit: 64 << 20))
            if modules(old) >= modules(part) { return }
        }
        try AtomicFile.replace(path, with: part)
    }

    /// Of two buckets with one signature the one with the smaller module stays; of equals, the one whose bytes come
    /// first.
    private func mergeBuckets(of source: CampaignFolder) throws(PersistenceError) {
        let manager = FileManager.default
        let from = source.file(Self.buckets)
        for name in ((try? manager.contentsOfDirectory(atPath: from)) ?? []).sorted() {
            let bucket = from + "/" + name
            guard Files.exists(bucket + "/" + Bucket.recordName) else { continue }
            let target = file(Self.buckets + "/" + name)
            if Files.exists(target + "/" + Bucket.recordName) {
                let old = try Files.read(target + "/" + Bucket.moduleName, limit: 64 << 20)
                let new = try Files.read(bucket + "/" + Bucket.moduleName, limit: 64 << 20)
                if (old.count, String(decoding: old, as: UTF8.self)) <= (
                    new.count, String(decoding: new, as: UTF8.self)
                ) {
                    continue
                }
            }
            try Files.createFolder(target)
            // The record last: a folder is a bucket when it has one.
            let files = ((try? manager.contentsOfDirectory(atPath: bucket)) ?? []).sorted()
            for item in files.filter({ $0 != Bucket.recordName }) + [Bucket.recordName] {
                try AtomicFile.replace(target + "/" + item, with: try Files.read(bucket + "/" + item, limit: 64 << 20))
            }
        }
    }

    private func merged() throws(PersistenceError) -> Merged {
        var result = Merged(parts: 0, statistics: nil, findings: [], seconds: 0)
        for (_, part) in try allParts() {
            result.parts += 1
            result.seconds += part["seconds"]?.double ?? 0
            if let statistics = part["statistics"].flatMap(CampaignStatistics.init) {
                if result.statistics == nil {
                    result.statistics = statistics
                } else {
                    result.statistics?.merge(statistics)
                }
            }
            for finding in (part["findings"]?.array ?? []).compactMap(CampaignFinding.init) {
                if let index = result.findings.firstIndex(where: { $0.signature == finding.signature }) {
                    result.findings[index].count += finding.count
                    result.findings[index].seed = min(result.findings[index].seed, finding.seed)
                } else {
                    var copy = finding
                    copy.reproducer = file(Self.buckets + "/" + BucketWriter.folderName(of: finding.signature))
                    result.findings.append(copy)
                }
            }
        }
        result.findings.sort { $0.signature < $1.signature }
        return result
    }
}
