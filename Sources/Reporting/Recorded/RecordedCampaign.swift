package import Persistence

/// A fuzz run as pages show it (`assay fuzz --json`).
package struct RecordedCampaign: Hashable, Sendable {
    package struct Engine: Hashable, Sendable {
        package var name: String
        package var version: String
        package var modules: Int
        package var rejected: Int
        package var crashes: Int
        package var timeouts: Int
    }

    package struct Bucket: Hashable, Sendable {
        package var signature: String
        package var blamed: String
        package var count: Int
        /// A folder or file; `nil` if none was written.
        package var reproducer: String?
    }

    package var seed: UInt64
    package var modules: Int
    package var calls: Int
    package var comparableCalls: Int
    /// Calls that could not be compared, by reason.
    package var ignored: [(reason: String, count: Int)] {
        ignoredCounts.members.compactMap { member in member.value.int.map { (member.key, $0) } }
    }
    private var ignoredCounts: JSONObject
    package var seconds: Double
    package var engines: [Engine]
    package var divergences: Int
    package var buckets: [Bucket]
}

/// One divergence that was kept (`record.json` of a bucket).
package struct RecordedDivergence: Hashable, Sendable {
    /// What one engine showed, step by step.
    package struct Observation: Hashable, Sendable {
        package var engine: String
        package var version: String
        package var steps: [String]
    }

    package var signature: String
    /// An engine, or `ambiguous`.
    package var blamed: String
    /// What differed: a result, a trap, a memory.
    package var difference: String
    /// The first step that differed, from zero.
    package var step: Int?
    /// Engines that agree with each other, the largest group first.
    package var vote: [[String]]
    package var seed: UInt64?
    package var observations: [Observation]
    /// Where the record stands, as the caller names it; relative, so that a page can link to it.
    package var folder: String?
}

/// A document that is not what it should be; the words say what is missing.
package struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
    package var message: String
    package var description: String { message }
    package init(_ message: String) { self.message = message }
}

// MARK: From documents

extension RecordedCampaign {
    package init(_ json: JSON) throws(RecordError) {
        guard json["kind"]?.string == "fuzz", json["version"]?.int == 1 else { throw RecordError("not a fuzz result") }
        seed = json["seed"]?.uint64 ?? 0
        modules = try json.count("modules")
        calls = try json.count("calls")
        comparableCalls = try json.count("comparableCalls")
        ignoredCounts = json["ignored"]?.object ?? JSONObject()
        seconds = json["seconds"]?.double ?? 0
        divergences = try json.count("divergences")
        engines = []
        for engine in try json.list("engines") {
            engines.append(
                Engine(
                    name: try engine.text("name"), version: try engine.text("version"),
                    modules: try engine.count("modules"), rejected: try engine.count("rejected"),
                    crashes: try engine.count("crashes"), timeouts: try engine.count("timeouts")))
        }
        buckets = []
        for bucket in try json.list("buckets") {
            buckets.append(
                Bucket(
                    signature: try bucket.text("signature"), blamed: try bucket.text("blamed"),
                    count: try bucket.count("count"), reproducer: bucket["reproducer"]?.string))
        }
    }
}

extension RecordedDivergence {
    /// - Parameter folder: where the record stands, if a page should link to it.
    package init(_ json: JSON, folder: String? = nil) throws(RecordError) {
        guard json["kind"]?.string == "divergence", json["version"]?.int == 1 else {
            throw RecordError("not a divergence record")
        }
        signature = try json.text("signature")
        blamed = try json.text("blamed")
        difference = json["difference"]?.string ?? "difference"
        step = json["step"]?.int
        vote = (json["vote"]?.array ?? []).map { group in (group.array ?? []).compactMap(\.string) }
        seed = json["seed"]?.uint64
        observations = []
        for engine in try json.list("engines") {
            observations.append(
                Observation(
                    engine: try engine.text("name"), version: try engine.text("version"),
                    steps: (engine["steps"]?.array ?? []).compactMap(\.string)))
        }
        self.folder = folder
    }
}

extension JSON {
    fileprivate func text(_ key: String) throws(RecordError) -> String {
        guard let text = self[key]?.string else { throw RecordError("no text \"\(key)\"") }
        return text
    }
    fileprivate func count(_ key: String) throws(RecordError) -> Int {
        guard let count = self[key]?.int, count >= 0 else { throw RecordError("no number \"\(key)\"") }
        return count
    }
    fileprivate func list(_ key: String) throws(RecordError) -> [JSON] {
        guard let list = self[key]?.array else { throw RecordError("no list \"\(key)\"") }
        return list
    }
}
