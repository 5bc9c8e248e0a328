package import Persistence

/// Where a bucket stands in its life.
package enum TriageState: Hashable, Sendable {
    /// Nobody has looked at it.
    case new
    /// Somebody has, and it waits.
    case known
    /// It was reported: link.
    case filed(link: String)
    /// It was repaired: the engine's version from which on.
    case fixed(version: String)
    /// The specification allows it: the rule.
    case notABug(rule: String)

    package static let names = ["new", "known", "filed", "fixed", "not-a-bug"]

    package var name: String {
        switch self {
        case .new: "new"
        case .known: "known"
        case .filed: "filed"
        case .fixed: "fixed"
        case .notABug: "not-a-bug"
        }
    }

    /// What the state says beyond its name: a link, a version or a rule.
    package var detail: String? {
        switch self {
        case .new, .known: nil
        case .filed(let detail), .fixed(let detail), .notABug(let detail): detail
        }
    }

    /// `nil` for a name that is none, and where the state wants a detail that is missing.
    package init?(name: String, detail: String?) {
        switch (name, detail) {
        case ("new", _): self = .new
        case ("known", _): self = .known
        case ("filed", let link?): self = .filed(link: link)
        case ("fixed", let version?): self = .fixed(version: version)
        case ("not-a-bug", let rule?): self = .notABug(rule: rule)
        default: return nil
        }
    }
}

/// What people have said about a bucket: its state, a note, and the buckets that turned out to be the same bug.
///
/// It stands in `triage.json` beside the record, which only machines write.
package struct TriageNote: Hashable, Sendable {
    package var state: TriageState = .new
    package var note: String?
    /// Signatures of buckets that were merged into this one.
    package var merged: [String] = []

    package static let fileName = "triage.json"

    package init() {}

    /// The note in a bucket's folder; a new one if there is none.
    package init(readingFrom folder: String) throws(Bucket.Failure) {
        let path = folder + "/" + Self.fileName
        guard Files.exists(path) else { return }
        do {
            let json = try JSON(parsing: try Files.read(path, limit: 1 << 20))
            guard json["kind"]?.string == "triage", let name = json["state"]?.string,
                let state = TriageState(name: name, detail: json["detail"]?.string)
            else { throw Bucket.Failure(description: "\(path): not a triage note") }
            self.state = state
            note = json["note"]?.string
            merged = (json["merged"]?.array ?? []).compactMap(\.string)
        } catch let failure as Bucket.Failure {
            throw failure
        } catch {
            throw Bucket.Failure(description: "\(path): \(error)")
        }
    }

    package func write(to folder: String) throws(PersistenceError) {
        try AtomicFile.replace(folder + "/" + Self.fileName, with: json)
    }

    package var json: JSON {
        [
            "kind": "triage", "version": 1, "state": JSON(state.name), "detail": state.detail.map { JSON($0) } ?? .null,
            "note": note.map { JSON($0) } ?? .null, "merged": JSON(merged.map { JSON($0) }),
        ]
    }
}
