import GeneratorAssessment
import ModuleGeneration
import WasmModel

/// The page of `assess --report`: every quantity of every profile.
enum AssessmentPage {
    private typealias Quantity = (name: String, goal: String, value: @Sendable (AssessmentReport) -> String)

    private static let quantities: [Quantity] = [
        ("valid", "100 %", { percent($0.valid, $0.modules) }),
        ("instantiate", "≥ 99 %", { percent($0.instantiated, $0.modules) }),
        ("calls return", "≥ 95 %", { percent($0.returned, $0.calls) }),
        ("calls trap", "1-5 %", { percent($0.trapped, $0.calls) }),
        ("calls run out", "0", { "\($0.exhausted)" }),
        ("sites executed", "≥ 80 %", { percent($0.sitesExecuted, $0.sites) }),
        ("statically dead", "≤ 1 %", { AssessmentText.percent($0.sitesDead, $0.sites, places: 2) }),
        ("opcodes executed", "all", { "\($0.opcodesExecuted)/\($0.opcodesEnabled)" }),
        ("fewest sites of an opcode", "≥ 20 at 10,000", { "\($0.rarest.first?.sites ?? 0)" }),
        ("data-flow pairs at 300", "≥ 15,000", { "\($0.pairsAt300)" }),
        ("data-flow pairs", "", { "\($0.pairs)" }),
        ("P(detected)", "≥ 30 %", { percent($0.faultsDetected, $0.faultsInjected) }),
        ("95 % interval", "", {
            let interval = $0.detectionInterval
            return Decimals.text(100 * interval.lowerBound, places: 1) + "-" + Decimals.text(100 * interval.upperBound, places: 1) + " %"
        }),
        ("linked cases", "", { percent($0.linked, $0.modules) }),
        ("bytes a case", "about 2 KB", { Decimals.text($0.bytesPerModule, places: 0) }),
        ("modules a second", "≥ 10,000", { Decimals.text($0.modulesPerSecond, places: 0) }),
    ]

    /// The line behind which a page is written by hand.
    static let handMark = "<!-- by hand -->"

    /// - Parameters:
    ///   - tables: for each number of modules the reports of all profiles.
    ///   - before: the page as it was, whose part that is written by hand stays.
    static func text(of tables: [[AssessmentReport]], command: String, keeping before: String?) -> String {
        var text = """
            # The generator, measured

            Written by `\(command)`, generator version \(generatorVersion). The goals are those of the profile `default`; a profile
            that leaves features out by design does not execute their opcodes, and `traps` and `decoder` trap and hold dead code
            on purpose. Terms are explained in `Sources/GeneratorAssessment/Assessment.swift`; speed is of one core, with encoding,
            and depends on the machine.

            """
        for reports in tables { text += table(of: reports) }
        let kept = before.flatMap { page in page.firstRange(of: handMark + "\n").map { page[$0.lowerBound...] } }
        return text + (kept.map { "\n" + $0 } ?? "")
    }

    private static func table(of reports: [AssessmentReport]) -> String {
        var text = "\n## \(reports.first?.modules ?? 0) cases and \(reports.first?.faultsInjected ?? 0) faults for each profile\n\n"
        text += "| quantity | goal |" + reports.map { " \($0.profile) |" }.joined() + "\n"
        text += "|---|---|" + reports.map { _ in "--:|" }.joined() + "\n"
        for quantity in quantities {
            text += "| \(quantity.name) | \(quantity.goal) |" + reports.map { " \(quantity.value($0)) |" }.joined() + "\n"
        }
        text += "\nRarest opcodes, and traps:\n\n"
        for report in reports {
            let rare = report.rarest.prefix(6).map { "`\($0.opcode.definition.mnemonic)` \($0.sites)" }.joined(separator: ", ")
            let traps = report.traps.sorted { $0.count > $1.count }.prefix(5).map { "\($0.kind) \($0.count)" }.joined(separator: ", ")
            text += "- \(report.profile): \(rare); traps: \(traps)\n"
        }
        return text
    }

    private static func percent(_ part: Int, _ whole: Int) -> String { AssessmentText.percent(part, whole) }
}
