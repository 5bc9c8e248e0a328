import EngineInterface
package import WasmModel

/// Values as text that reads back to the same bits: `i32:0x2a`, `f64:0x7ff8000000000000`, `null:func`.
package enum ValueText {
    package static func text(_ value: Value) -> String {
        switch value {
        case .i32(let bits): "i32:0x" + String(bits, radix: 16)
        case .i64(let bits): "i64:0x" + String(bits, radix: 16)
        case .f32(let bits): "f32:0x" + String(bits, radix: 16)
        case .f64(let bits): "f64:0x" + String(bits, radix: 16)
        case .v128(let low, let high): "v128:0x" + String(high, radix: 16) + ":0x" + String(low, radix: 16)
        case .reference(let reference): text(reference)
        }
    }

    private static func text(_ reference: Reference) -> String {
        switch reference {
        case .null(let type): "null:\(type)"
        case .function(let index): index.map { "function:\($0)" } ?? "function"
        case .extern(let number): "extern:\(number)"
        case .host(let number): "host:\(number)"
        case .i31(let number): "i31:\(number)"
        case .structure: "structure"
        case .array: "array"
        case .exception: "exception"
        case .externalized: "externalized"
        }
    }

    /// The value that ``text(_:)`` wrote; `nil` for anything else, and for references that have no text of their own.
    package static func value(_ text: String) -> Value? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2 else { return nil }
        func bits<Number: FixedWidthInteger>(_ text: String, _ type: Number.Type) -> Number? {
            text.hasPrefix("0x") ? Number(text.dropFirst(2), radix: 16) : nil
        }
        switch parts[0] {
        case "i32": return bits(parts[1], UInt32.self).map(Value.i32)
        case "i64": return bits(parts[1], UInt64.self).map(Value.i64)
        case "f32": return bits(parts[1], UInt32.self).map { .f32(bits: $0) }
        case "f64": return bits(parts[1], UInt64.self).map { .f64(bits: $0) }
        case "v128":
            guard parts.count == 3, let high = bits(parts[1], UInt64.self), let low = bits(parts[2], UInt64.self) else { return nil }
            return .v128(low: low, high: high)
        case "extern": return UInt32(parts[1]).map { .reference(.extern($0)) }
        case "host": return UInt32(parts[1]).map { .reference(.host($0)) }
        case "null":
            let type = HeapType.abstract.first { $0.keyword == parts[1] }?.type
            return type.map { .reference(.null($0)) }
        default: return nil
        }
    }
}

/// Observations as one line each, for tables and records.
package enum ObservationText {
    package static func line(_ step: StepObservation) -> String {
        var text = outcome(step.outcome)
        if !step.state.isEmpty {
            text += " {" + step.state.map { "\($0.export)=\(observation($0.observation))" }.joined(separator: " ") + "}"
        }
        if !step.hostCalls.isEmpty { text += " host=\(step.hostCalls.count)" }
        return text
    }

    package static func outcome(_ outcome: StepOutcome) -> String {
        switch outcome {
        case .returned(let values): "returned (" + values.map(ValueText.text).joined(separator: " ") + ")"
        case .threw(let exception):
            "threw \(exception.tag ?? "?")(" + exception.payload.map(ValueText.text).joined(separator: " ") + ")"
        case .unsupported(let words), .failed(let words), .crashed(let words): "\(outcome.name): \(words)"
        case .accepted, .malformed, .invalid, .unlinkable, .instantiated, .trapped, .exhausted: outcome.name
        }
    }

    private static func observation(_ observation: Observation) -> String {
        switch observation {
        case .global(let value): ValueText.text(value)
        case .memory(let pages, let digest): "\(pages)p:" + String(digest, radix: 16)
        case .table(let size, let digest): "\(size)e:" + String(digest, radix: 16)
        case .function: "func"
        case .tag: "tag"
        case .notObservable: "?"
        }
    }
}
