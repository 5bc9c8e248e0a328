package import Divergence
import EngineInterface
import Foundation
import WasmBinary
import WasmModel
import WasmText

/// A bucket as the maintainers of an engine ask to be told: the smallest case as text, the steps with every option,
/// what was expected and why, what happened, and the versions. Ready to paste.
package enum MaintainerReport {
    package static func text(of record: DivergenceRecord) -> String {
        let blamed = record.vote.blamed.map { record.runs[$0].engine }
        var lines = ["# \(title(record))", ""]
        if record.isFlaky {
            lines += ["**Flaky**: it showed again in \(record.confirmations) of 3 fresh runs.", ""]
        }
        if blamed == nil {
            lines += ["The engines disagree and none of them has a majority; which of them is wrong is not known.", ""]
        }
        lines += ["## Test case", "", "```wasm", wat(record), "```", ""]
        lines += [
            "`module.wasm` holds the same module (\(record.test.module.count) bytes); `reproducer.wast` needs nothing else.",
            "",
        ]
        lines += ["## Steps to reproduce", ""] + steps(record, blamed) + [""]
        lines += ["## Expected results", ""] + expected(record) + [""]
        lines += ["## Actual results", ""] + actual(record) + [""]
        lines += ["## Versions and environment", ""] + environment(record) + [""]
        lines += ["## Extra information", ""] + extra(record)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func title(_ record: DivergenceRecord) -> String {
        let operations = tellingOpcodes(record).map { "`\(OpcodeTable.shared[$0].mnemonic)`" }
        let subject = operations.isEmpty ? "a module" : operations.prefix(3).joined(separator: ", ")
        let who = record.vote.blamed.map { record.runs[$0].engine.name } ?? "engines"
        switch record.vote.difference.kind {
        case .outcome(_, let other) where other == "crashed": return "\(who): crash on \(subject)"
        case .outcome(_, let other) where other == "invalid" || other == "malformed":
            return "\(who): valid module with \(subject) rejected"
        case .outcome(let one, let other): return "\(who): \(other) instead of \(one) with \(subject)"
        case .values: return "\(who): wrong result with \(subject)"
        case .exception: return "\(who): wrong exception with \(subject)"
        case .state(let export): return "\(who): wrong state of `\(export)` after \(subject)"
        case .hostCalls: return "\(who): wrong calls of the host with \(subject)"
        }
    }

    private static func wat(_ record: DivergenceRecord) -> String {
        guard let module = try? Module(decoding: record.test.module, features: .all) else { return ";; not decodable" }
        return module.text().trimmingCharacters(in: .newlines)
    }

    private static func steps(_ record: DivergenceRecord, _ blamed: EngineIdentity?) -> [String] {
        let names = record.runs.map(\.engine.name).joined(separator: ",")
        var lines = ["1. `assay diff --engine \(names) .` in the folder of this report, or"]
        if let blamed { lines.append("1. `assay conform --engine \(blamed.name) reproducer.wast`, or") }
        var calls = record.test.calls.prefix(max(0, record.vote.difference.step - 1))
            .map { "`\($0.export)(\($0.arguments.map(ValueText.text).joined(separator: ", ")))`" }
        if calls.isEmpty { calls = ["nothing"] }
        let stage =
            record.vote.difference.step == 0
            ? "load the module" : "instantiate the module and call, in this order: " + calls.joined(separator: ", ")
        return lines + ["1. with the engine's own tools: \(stage)."]
    }

    private static func expected(_ record: DivergenceRecord) -> [String] {
        let majority = record.vote.groups[0]
        let names = majority.map { record.runs[$0].engine.name }.joined(separator: ", ")
        var lines = ["\(outcome(record, of: majority[0])), as \(names) \(majority.count == 1 ? "has" : "have") it."]
        if let state = record.state {
            lines.append(
                "Eight bytes of `\(state.export)` from address \(state.address) on are then `\(hexadecimal(state.expected))`."
            )
        }
        var sections: [String] = []
        switch record.vote.difference.kind {
        case .outcome(_, "invalid"), .outcome("invalid", _): sections = [SpecificationSection.validation]
        case .outcome(_, "malformed"), .outcome("malformed", _): sections = [SpecificationSection.binary]
        default:
            for opcode in tellingOpcodes(record) {
                let section = SpecificationSection.of(opcode)
                if !sections.contains(section) { sections.append(section) }
            }
        }
        if !sections.isEmpty {
            lines.append("Why: WebAssembly 3.0, " + sections.prefix(4).joined(separator: "; ") + ".")
        }
        return lines
    }

    private static func actual(_ record: DivergenceRecord) -> [String] {
        var lines = ["| engine | version | step \(record.vote.difference.step) |", "|---|---|---|"]
        for (index, run) in record.runs.enumerated() {
            lines.append("| \(run.engine.name) | \(run.engine.version) | \(outcome(record, of: index)) |")
        }
        if let state = record.state {
            lines += [
                "", "There, the eight bytes from address \(state.address) on are `\(hexadecimal(state.actual))`.",
            ]
        }
        return lines
    }

    private static func outcome(_ record: DivergenceRecord, of index: Int) -> String {
        let steps = record.runs[index].steps
        guard let last = steps.indices.last else { return "nothing" }
        return ObservationText.line(steps[min(record.vote.difference.step, last)]).replacing("|", with: "\\|")
    }

    private static func environment(_ record: DivergenceRecord) -> [String] {
        var lines = record.runs.map { run in
            let options = run.engine.configuration.isEmpty ? "" : ", \(run.engine.configuration)"
            return "- \(run.engine.name) \(run.engine.version)\(options)"
        }
        lines.append("- \(Machine.description)")
        lines.append("- features: \(record.test.features.features.map(\.name).joined(separator: ", "))")
        return lines
    }

    private static func extra(_ record: DivergenceRecord) -> [String] {
        var lines: [String] = []
        if let inside = record.inside {
            lines.append("- function: `\(inside.function)`")
            if !inside.curedBy.isEmpty { lines.append("- gone in: \(inside.curedBy.joined(separator: ", "))") }
        }
        let shared = record.sharedByMajority
        if record.vote.groups[0].count > 1, !shared.isEmpty {
            lines.append(
                "- the engines that agree share \(shared.joined(separator: ", ")): a bug there would not show between them"
            )
        }
        if let original = record.original {
            lines.append("- reduced from \(original.byteCount) to \(record.test.byteCount) bytes")
        }
        if let origin = record.origin {
            lines.append(
                "- found by `assay fuzz`, module seed \(origin.seed), profile \(origin.profile), generator version \(origin.generatorVersion)"
            )
        }
        lines.append("- signature: `\(record.signature)`")
        return lines
    }

    /// The operations of the module that do more than hand values on, each once, in their order.
    private static func tellingOpcodes(_ record: DivergenceRecord) -> [Opcode] {
        guard let module = try? Module(decoding: record.test.module, features: .all) else { return [] }
        var found: [Opcode] = []
        for instruction in module.functions.flatMap(\.body.instructions) where !found.contains(instruction.opcode) {
            switch OpcodeTable.shared[instruction.opcode].immediates {
            case .i32, .i64, .f32, .f64, .v128, .localIndex, .globalIndex: continue
            default: break
            }
            switch instruction.opcode {
            case .end, .else, .drop, .nop, .block, .return, .unreachable: continue
            default: found.append(instruction.opcode)
            }
        }
        return found
    }

    private static func hexadecimal(_ word: UInt64) -> String { "0x" + String(word, radix: 16) }
}

/// The machine that an observation was made on, as far as it can matter.
private enum Machine {
    static var description: String {
        #if arch(x86_64)
            let architecture = "x86-64"
        #elseif arch(arm64)
            let architecture = "arm64"
        #else
            let architecture = "another architecture"
        #endif
        return "\(architecture), \(ProcessInfo.processInfo.operatingSystemVersionString)"
    }
}
