package import Persistence

/// SARIF 2.1.0 (OASIS), as code hosts read it: a result for every failure that nobody expected, and one for every
/// bucket of divergences, not for every module that showed it.
package enum SARIFPage {
    /// Results beyond this are left out and counted in a notification; the largest host shows no more.
    package static let limit = 5000

    package static func json(of report: Report) -> JSON {
        var results = (report.conformance.map(results) ?? []) + report.divergences.map(result)
        let left = max(0, results.count - limit)
        results = Array(results.prefix(limit))
        var used: Set<String> = []
        let rules = results.compactMap { result -> JSON? in
            guard let id = result["ruleId"]?.string, used.insert(id).inserted else { return nil }
            return ["id": JSON(id), "shortDescription": ["text": JSON(description(ofRule: id))]]
        }.sorted { ($0["id"]?.string ?? "") < ($1["id"]?.string ?? "") }

        var invocation: JSONObject = ["executionSuccessful": true]
        if left > 0 {
            invocation["toolExecutionNotifications"] = [
                ["level": "warning", "message": ["text": JSON("\(Figures.count(left, "further result")) left out")]]
            ]
        }
        var driver: JSONObject = ["name": "assay", "rules": JSON(rules)]
        if let version = report.conformance?.version { driver["version"] = JSON(version) }
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": ["driver": .object(driver)], "columnKind": "utf16CodeUnits",
                    "invocations": [.object(invocation)], "results": JSON(results),
                ]
            ],
        ]
    }

    // MARK: Results

    private static func results(_ conformance: RecordedConformance) -> [JSON] {
        conformance.files.flatMap { file in
            var seen: [String: Int] = [:]
            return file.commands.compactMap { command -> JSON? in
                guard let finding = Finding(command.verdict) else { return nil }
                // A fingerprint stays the same when lines move. What looks the same twice is told apart by its number.
                let likeness = [file.path, file.engine, command.kind, finding.words].joined(separator: "\n")
                let number = seen[likeness, default: 0]
                seen[likeness] = number + 1
                let fingerprint = SHA256.hexadecimal(of: "\(likeness)\n\(number)".utf8)
                var result: JSONObject = [
                    "ruleId": JSON("conformance/\(command.kind)"), "level": "error",
                    "message": ["text": JSON("\(file.engine): \(finding.words)")],
                    "locations": [location(file.path, line: command.line)],
                    "partialFingerprints": ["command/v1": JSON(fingerprint)],
                ]
                if finding.isExpected {
                    result["suppressions"] = [
                        ["kind": "external", "justification": "in the ledger of expected failures"]
                    ]
                }
                return JSON.object(result)
            }
        }
    }

    private struct Finding {
        var words: String
        var isExpected = false

        /// `nil` for a command about which there is nothing to say.
        init?(_ verdict: RecordedConformance.Verdict) {
            switch verdict {
            case .passed, .skipped: return nil
            case .unexpectedPass: words = "an expected failure that passed"
            case .failed(let expected, let actual): words = "expected \(expected), got \(actual)"
            case .expectedFailure(let expected, let actual):
                words = "expected \(expected), got \(actual)"
                isExpected = true
            }
        }
    }

    private static func result(_ divergence: RecordedDivergence) -> JSON {
        let groups = divergence.vote.map { $0.joined(separator: ", ") }.joined(separator: " against ")
        let vote = groups.isEmpty ? "" : ": \(groups)"
        var result: JSONObject = [
            "ruleId": JSON("divergence/\(divergence.difference)"), "level": "error",
            "message": ["text": JSON("\(divergence.blamed) diverges\(vote) (\(divergence.signature))")],
            "partialFingerprints": ["signature/v1": JSON(divergence.signature)],
        ]
        if let folder = divergence.folder {
            result["locations"] = [location(folder + "/reproducer.wast", line: 1)]
        }
        return .object(result)
    }

    private static func location(_ path: String, line: Int) -> JSON {
        [
            "physicalLocation": [
                "artifactLocation": ["uri": JSON(uri(path))], "region": ["startLine": JSON(max(line, 1))],
            ]
        ]
    }

    private static func description(ofRule id: String) -> String {
        let parts = id.split(separator: "/", maxSplits: 1)
        let kind = parts.count > 1 ? parts[1] : ""
        return parts.first == "divergence"
            ? "Engines differ: \(kind)" : "A command of a script does not end as the specification says: \(kind)"
    }

    /// A relative reference (RFC 3986): everything but unreserved characters and slashes is escaped.
    static func uri(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
