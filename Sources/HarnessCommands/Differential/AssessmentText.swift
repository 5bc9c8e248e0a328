import EngineInterface
import GeneratorAssessment
import ModuleGeneration
import Persistence
import WasmModel

/// What `assess` prints: each quantity beside those of other generators.
enum AssessmentText {
    /// Figures of other generators, from measurements of 2026 with the same definitions: wasm-smith as wasmtime's
    /// differential fuzzing uses it, and binaryen's `-ttf`.
    private struct Row {
        var name: String
        var value: String
        var goal: String
        var smith: String
        var binaryen: String
    }

    static func table(of report: AssessmentReport) -> String {
        let interval = report.detectionInterval
        let detected = percent(report.faultsDetected, report.faultsInjected)
        let rows = [
            Row(name: "profile \(report.profile)", value: "measured", goal: "goal", smith: "wasm-smith", binaryen: "binaryen"),
            Row(name: "valid modules", value: percent(report.valid, report.modules), goal: "100 %", smith: "100 %", binaryen: "100 %"),
            Row(name: "instantiate", value: percent(report.instantiated, report.modules), goal: "≥ 99 %", smith: "-", binaryen: "-"),
            Row(name: "calls that return", value: percent(report.returned, report.calls), goal: "≥ 95 %", smith: "74 %", binaryen: "92 %"),
            Row(name: "calls that trap", value: percent(report.trapped, report.calls), goal: "1-5 %", smith: "26 %", binaryen: "8 %"),
            Row(name: "calls that throw", value: percent(report.threw, report.calls), goal: "", smith: "-", binaryen: "-"),
            Row(name: "calls that run out", value: percent(report.exhausted, report.calls), goal: "0 %", smith: "-", binaryen: "-"),
            Row(name: "sites executed", value: percent(report.sitesExecuted, report.sites), goal: "≥ 80 %", smith: "37 %", binaryen: "45 %"),
            Row(name: "sites statically dead", value: percent(report.sitesDead, report.sites), goal: "≤ 1 %", smith: "48.6 %", binaryen: "2.4 %"),
            Row(
                name: "opcodes executed", value: "\(report.opcodesExecuted)/\(report.opcodesEnabled)", goal: "all",
                smith: "342/435", binaryen: "217/312"),
            Row(
                name: "fewest sites of an opcode", value: "\(report.rarest.first?.sites ?? 0)", goal: "≥ 20 at 10,000", smith: "0",
                binaryen: "0"),
            Row(name: "data-flow pairs at 300", value: "\(report.pairsAt300)", goal: "≥ 15,000", smith: "3,581", binaryen: "1,734"),
            Row(name: "data-flow pairs", value: "\(report.pairs)", goal: "", smith: "-", binaryen: "-"),
            Row(name: "P(detected)", value: detected, goal: "≥ 30 %", smith: "5.3 %", binaryen: "2.5 %"),
            Row(
                name: "  95 % interval, \(report.faultsInjected) faults",
                value: "\(Decimals.text(100 * interval.lowerBound, places: 1))-\(Decimals.text(100 * interval.upperBound, places: 1)) %",
                goal: "", smith: "", binaryen: ""),
            Row(name: "bytes a module", value: Decimals.text(report.bytesPerModule, places: 0), goal: "about 2 KB", smith: "2,640", binaryen: "2,100"),
            Row(name: "modules a second", value: Decimals.text(report.modulesPerSecond, places: 0), goal: "≥ 10,000", smith: "4,390", binaryen: "100"),
            Row(name: "linked cases", value: percent(report.linked, report.modules), goal: "", smith: "-", binaryen: "-"),
        ]
        let columns: [(Row) -> String] = [\.name, \.value, \.goal, \.smith, \.binaryen]
        let widths = columns.map { column in rows.map { column($0).count }.max() ?? 0 }
        var text = ""
        for row in rows {
            let cells = zip(columns, widths).map { column, width in
                column(row) + String(repeating: " ", count: width - column(row).count)
            }
            text += cells.joined(separator: "  ").trimmingTrailingSpaces + "\n"
        }
        let rare = report.rarest.prefix(16).map { "\($0.opcode.definition.mnemonic) \($0.sites)" }
        text += "rarest: " + rare.joined(separator: ", ") + "\n"
        if !report.traps.isEmpty { text += "traps: " + report.traps.map { "\($0.kind) \($0.count)" }.joined(separator: ", ") + "\n" }
        let silent = report.silent.prefix(16).map { "\($0.opcode.definition.mnemonic) \($0.detected)/\($0.injected)" }
        if !silent.isEmpty { text += "least seen: " + silent.joined(separator: ", ") + "\n" }
        for trouble in report.troubles { text += trouble + "\n" }
        return text
    }

    /// What `assess --validity` prints.
    static func validity(of result: ValidityCheck.Result, _ engine: String?) -> String {
        var text = "\(result.cases) cases, \(result.modules) modules, \(result.bytes) bytes: \(result.valid) valid"
        if let engine {
            text += "; \(engine) takes \(result.accepted)"
            if result.unsupported > 0 { text += ", has not got what \(result.unsupported) use" }
        }
        return text + "\n" + result.troubles.map { $0 + "\n" }.joined()
    }

    static func json(of result: ValidityCheck.Result, _ profile: GeneratorProfile, _ engine: (any Engine)?) -> JSON {
        [
            "kind": "validity", "version": 1, "profile": JSON(profile.name), "generatorVersion": JSON(Int(generatorVersion)),
            "cases": JSON(result.cases), "modules": JSON(result.modules), "valid": JSON(result.valid), "bytes": JSON(result.bytes),
            "engine": JSON(engine?.identity.name ?? ""), "accepted": JSON(result.accepted), "unsupported": JSON(result.unsupported),
        ]
    }

    static func percent(_ part: Int, _ whole: Int, places: Int = 1) -> String {
        whole > 0 ? Decimals.text(100 * Double(part) / Double(whole), places: places) + " %" : "-"
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
