import Conformance
package import Divergence
import EngineInterface
import WasmBinary
import WasmModel
import WasmText

/// A divergence as text: the module, and a script whose assertions hold on a correct engine.
package enum Reproducer {
    /// The module in the text format, below a comment that says what it is.
    package static func text(of record: DivergenceRecord) -> String {
        var writer = ScriptWriter()
        writer.comment(header(record))
        if let module = try? Module(decoding: record.test.module, features: .all) {
            writer.module(module)
        } else {
            writer.module(binary: record.test.module)
        }
        return writer.text
    }

    /// A script that needs nothing else: the module in its binary form, so that no text parser stands between the bytes
    /// and the engine, and one assertion for each call, by what the majority saw.
    package static func script(of record: DivergenceRecord) -> String {
        var writer = ScriptWriter()
        writer.comment(header(record))
        for library in record.test.libraries {
            writer.module(binary: library.module)
            writer.register(library.name)
        }
        writer.module(binary: record.test.module)
        let majority = record.runs[record.vote.groups[0][0]]
        if record.vote.blamed == nil {
            writer.comment("The vote is a tie: the assertions say what \(majority.engine.name) saw.")
        }
        for (number, (call, step)) in zip(record.test.calls, majority.steps.dropFirst(2)).enumerated() {
            write(step.outcome, of: .invoke(call.export, call.arguments), to: &writer)
            guard number + 2 == record.vote.difference.step, case .state(let export) = record.vote.difference.kind
            else { continue }
            assertState(of: export, step, record, &writer)
        }
        return writer.text
    }

    /// What differs is not a result: it is looked at.
    private static func assertState(
        of export: String, _ step: StepObservation, _ record: DivergenceRecord, _ writer: inout ScriptWriter
    ) {
        if case .global(let value) = step.state.first(where: { $0.export == export })?.observation {
            return writer.assertReturn(.get(export), [expected(value)])
        }
        guard let state = record.state, let reader = reader(of: state.export) else { return }
        writer.comment("The memory differs: a module that reads it.")
        writer.register("reproducer")
        writer.module(reader, name: "reader")
        let address = Value.i32(UInt32(truncatingIfNeeded: state.address))
        writer.assertReturn(.invoke("load", [address]), [.value(.i64(state.expected))])
    }

    /// A module that reads eight bytes of a memory that the module under test exports.
    private static func reader(of export: String) -> Module? {
        let text = """
            (module
              (import "reproducer" "\(export)" (memory 0))
              (func (export "load") (param i32) (result i64) (i64.load (local.get 0))))
            """
        return try? Module(parsing: text)
    }

    private static func header(_ record: DivergenceRecord) -> String {
        var lines = ["Divergence \(record.signature)"]
        for group in record.vote.groups {
            let names = group.map { record.runs[$0].engine.name }.joined(separator: ", ")
            let steps = record.runs[group[0]].steps
            let step = min(record.vote.difference.step, steps.count - 1)
            if step >= 0 { lines.append("\(names): \(ObservationText.outcome(steps[step].outcome))") }
        }
        if let origin = record.origin {
            lines.append("Seed \(origin.seed), profile \(origin.profile), generator version \(origin.generatorVersion)")
        }
        return lines.joined(separator: "\n")
    }

    private static func write(_ outcome: StepOutcome, of action: ScriptWriter.Access, to writer: inout ScriptWriter) {
        switch outcome {
        case .returned(let values): writer.assertReturn(action, values.map(expected))
        case .trapped(let kind): writer.assertTrap(action, message: TrapText.words(for: kind))
        case .threw: writer.assertException(action)
        case .exhausted(.callStack): writer.assertExhaustion(action, message: "call stack exhausted")
        case .exhausted, .unsupported, .failed, .crashed, .accepted, .malformed, .invalid, .unlinkable, .instantiated:
            writer.comment("What the next call does is not asserted: \(outcome.name).")
            writer.action(action)
        }
    }

    /// What a result must be: the value itself, or its NaN class, since the bits of a NaN are the engine's choice.
    private static func expected(_ value: Value) -> ExpectedValue {
        switch value {
        case .f32(let bits) where bits & 0x7FFF_FFFF == 0x7FC0_0000: .f32(.canonical)
        case .f32(let bits) where bits & 0x7FC0_0000 == 0x7FC0_0000: .f32(.arithmetic)
        case .f64(let bits) where bits & 0x7FFF_FFFF_FFFF_FFFF == 0x7FF8_0000_0000_0000: .f64(.canonical)
        case .f64(let bits) where bits & 0x7FF8_0000_0000_0000 == 0x7FF8_0000_0000_0000: .f64(.arithmetic)
        default: .value(value)
        }
    }
}
