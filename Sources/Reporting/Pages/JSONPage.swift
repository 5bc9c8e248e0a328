import Conformance
package import Persistence

/// Everything a report holds as one document, for programs.
package enum JSONPage {
    package static func json(of report: Report) -> JSON {
        var page: JSONObject = ["kind": "report", "version": 1, "isAsExpected": JSON(report.isAsExpected)]
        if let conformance = report.conformance { page["conformance"] = json(conformance) }
        page["campaigns"] = JSON(report.campaigns.map(json))
        page["divergences"] = JSON(report.divergences.map(json))
        return .object(page)
    }

    private static func json(_ conformance: RecordedConformance) -> JSON {
        [
            "assay": JSON(conformance.version), "isAsExpected": JSON(conformance.isAsExpected),
            "engines": JSON(
                conformance.engines.map { engine in
                    [
                        "name": JSON(engine.name), "version": JSON(engine.version),
                        "passed": JSON(engine.counts.passed),
                        "failed": JSON(engine.counts.failed), "skipped": JSON(engine.counts.skipped),
                        "expectedFailures": JSON(engine.counts.expectedFailures),
                        "unexpectedPasses": JSON(engine.counts.unexpectedPasses), "seconds": JSON(engine.seconds),
                    ]
                }),
            "files": JSON(
                conformance.files.map { file in
                    [
                        "path": JSON(file.path), "engine": JSON(file.engine), "passed": JSON(file.passed),
                        "failed": JSON(file.failed), "skipped": JSON(file.skipped),
                        "commands": JSON(file.commands.compactMap { json($0) }),
                    ]
                }),
            "skips": JSON(
                SkipSummary.summaries(of: conformance).map { skip in
                    [
                        "engine": JSON(skip.engine), "reason": JSON(skip.reason), "count": JSON(skip.count),
                        "first": JSON(skip.first),
                    ]
                }),
            "ledger": JSON(
                conformance.findings.map { finding in
                    [
                        "path": JSON(finding.path), "line": JSON(finding.line), "engine": JSON(finding.engine),
                        "problem": JSON(finding.problem),
                    ]
                }),
        ]
    }

    /// `nil` for a command that passed as it should, and for a skipped one: skips are summed up by reason.
    private static func json(_ command: RecordedConformance.Command) -> JSON? {
        var object: JSONObject = ["line": JSON(command.line), "command": JSON(command.kind)]
        switch command.verdict {
        case .passed, .skipped: return nil
        case .failed(let expected, let actual):
            object["verdict"] = "failed"
            object["expected"] = JSON(expected)
            object["actual"] = JSON(actual)
        case .expectedFailure(let expected, let actual):
            object["verdict"] = "expectedFailure"
            object["expected"] = JSON(expected)
            object["actual"] = JSON(actual)
        case .unexpectedPass: object["verdict"] = "unexpectedPass"
        }
        return .object(object)
    }

    private static func json(_ campaign: RecordedCampaign) -> JSON {
        [
            "seed": .unsigned(campaign.seed), "modules": JSON(campaign.modules), "calls": JSON(campaign.calls),
            "comparableCalls": JSON(campaign.comparableCalls), "divergences": JSON(campaign.divergences),
            "ignored": .object(JSONObject(campaign.ignored.map { ($0.reason, JSON($0.count)) })),
            "seconds": JSON(campaign.seconds),
            "buckets": JSON(
                campaign.buckets.map { bucket in
                    [
                        "signature": JSON(bucket.signature), "blamed": JSON(bucket.blamed), "count": JSON(bucket.count),
                        "reproducer": bucket.reproducer.map { JSON($0) } ?? .null,
                    ]
                }),
        ]
    }

    private static func json(_ divergence: RecordedDivergence) -> JSON {
        [
            "signature": JSON(divergence.signature), "blamed": JSON(divergence.blamed),
            "difference": JSON(divergence.difference), "step": divergence.step.map { JSON($0) } ?? .null,
            "vote": JSON(divergence.vote.map { group in JSON(group.map { JSON($0) }) }),
            "seed": divergence.seed.map(JSON.unsigned) ?? .null, "folder": divergence.folder.map { JSON($0) } ?? .null,
            "engines": JSON(
                divergence.observations.map { ["name": JSON($0.engine), "version": JSON($0.version)] }),
        ]
    }
}
