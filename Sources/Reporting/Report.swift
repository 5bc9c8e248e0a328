import Conformance
package import Persistence

/// What pages are made of: recorded results, in any combination. Every page is a function of this alone, so that two
/// pages differ only where the results do; no page holds the time of day.
package struct Report: Hashable, Sendable {
    package var conformance: RecordedConformance?
    package var campaigns: [RecordedCampaign]
    /// By signature, then by folder.
    package var divergences: [RecordedDivergence]

    package init(
        conformance: RecordedConformance? = nil, campaigns: [RecordedCampaign] = [],
        divergences: [RecordedDivergence] = []
    ) {
        self.conformance = conformance
        self.campaigns = campaigns
        self.divergences = divergences.sorted {
            ($0.signature, $0.folder ?? "") < ($1.signature, $1.folder ?? "")
        }
    }

    /// Nothing failed that was not expected to, and no engine diverged.
    package var isAsExpected: Bool {
        (conformance?.isAsExpected ?? true) && divergences.isEmpty && campaigns.allSatisfy { $0.divergences == 0 }
    }
}

// MARK: From documents

extension Report {
    /// A document that another command wrote, and the folder it stands in, if a page should link to that.
    package struct Document: Sendable {
        package var json: JSON
        package var folder: String?
        package init(_ json: JSON, folder: String? = nil) {
            self.json = json
            self.folder = folder
        }
    }

    /// Conformance results of shards are merged; documents of other kinds stand side by side.
    ///
    /// - Throws: for a document of a kind that has no page, or that lacks something.
    package init(_ documents: some Sequence<Document>) throws(RecordError) {
        var conformance: ConformanceDocument?
        var campaigns: [RecordedCampaign] = []
        var divergences: [RecordedDivergence] = []
        for document in documents {
            switch document.json["kind"]?.string {
            case "conformance":
                let part = try Self.conformance(document.json)
                conformance = try Self.merged(conformance, part)
            case "fuzz": campaigns.append(try RecordedCampaign(document.json))
            case "divergence": divergences.append(try RecordedDivergence(document.json, folder: document.folder))
            case let kind?: throw RecordError("no page is made of a result of kind \"\(kind)\"")
            case nil: throw RecordError("no text \"kind\"")
            }
        }
        self.init(
            conformance: conformance.map { RecordedConformance($0) }, campaigns: campaigns, divergences: divergences)
    }

    private static func conformance(_ json: JSON) throws(RecordError) -> ConformanceDocument {
        do throws(ConformanceDocument.FormatError) {
            return try ConformanceDocument(json)
        } catch {
            throw RecordError(error.message)
        }
    }

    private static func merged(
        _ whole: ConformanceDocument?, _ part: ConformanceDocument
    ) throws(RecordError) -> ConformanceDocument {
        do throws(ConformanceDocument.MergeError) {
            return try whole?.merged(with: part) ?? part
        } catch {
            throw RecordError(error.message)
        }
    }
}
