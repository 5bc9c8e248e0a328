package import Divergence
import EngineInterface
import WasmModel

/// A divergence as text: the module, and a script whose assertions hold on a correct engine.
package enum Reproducer {
    /// The module in the text format, below a comment that says what it is.
    package static func text(of record: DivergenceRecord) -> String {
        header(record) + moduleText(record)
    }

    private static func moduleText(_ record: DivergenceRecord) -> String {
        "(module binary \(ScriptText.string(record.test.module)))\n"
    }

    /// A script that needs nothing else: the module in its binary form, so that no text parser stands between the bytes
    /// and the engine, and one assertion for each call, by what the majority saw.
    package static func script(of record: DivergenceRecord) -> String {
        var text = header(record)
        text += "(module binary \(ScriptText.string(record.test.module)))\n"
        let majority = record.runs[record.vote.groups[0][0]]
        if record.vote.blamed == nil { text += ";; The vote is a tie: the assertions say what \(majority.engine.name) saw.\n" }
        for (call, step) in zip(record.test.calls, majority.steps.dropFirst(2)) {
            text += ScriptText.assertion(export: call.export, arguments: call.arguments, step.outcome) + "\n"
        }
        return text
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
        return lines.map { ";; \($0)\n" }.joined()
    }
}

/// Assertions of the script format for outcomes.
enum ScriptText {
    static func assertion(export: String, arguments: [Value], _ outcome: StepOutcome) -> String {
        let action = "(invoke \(string(Array(export.utf8)))\(arguments.map { " " + constant($0) }.joined()))"
        switch outcome {
        case .returned(let values): return "(assert_return \(action)\(values.map { " " + expected($0) }.joined()))"
        case .trapped(let kind): return "(assert_trap \(action) \(string(Array(message(kind).utf8))))"
        case .threw: return "(assert_exception \(action))"
        case .exhausted(.callStack): return "(assert_exhaustion \(action) \"call stack exhausted\")"
        case .exhausted, .unsupported, .failed, .crashed, .accepted, .malformed, .invalid, .unlinkable, .instantiated:
            return ";; \(action): \(outcome.name)"
        }
    }

    /// A constant expression; floats by their bits, which a decimal would lose for NaN.
    static func constant(_ value: Value) -> String {
        switch value {
        case .i32(let bits): return "(i32.const 0x\(String(bits, radix: 16)))"
        case .i64(let bits): return "(i64.const 0x\(String(bits, radix: 16)))"
        case .f32(let bits): return "(f32.const \(float(sign: bits >> 31, exponent: Int(bits >> 23 & 0xFF), fraction: UInt64(bits & 0x7F_FFFF), bias: 127, width: 23)))"
        case .f64(let bits):
            return "(f64.const \(float(sign: UInt32(bits >> 63), exponent: Int(bits >> 52 & 0x7FF), fraction: bits & 0xF_FFFF_FFFF_FFFF, bias: 1023, width: 52)))"
        case .v128(let low, let high):
            return "(v128.const i64x2 0x\(String(low, radix: 16)) 0x\(String(high, radix: 16)))"
        case .reference(let reference): return referenceText(reference)
        }
    }

    /// What a result must be: the constant itself, or its NaN class, since the bits of a NaN are the engine's choice.
    static func expected(_ value: Value) -> String {
        switch value {
        case .f32(let bits) where bits & 0x7FFF_FFFF == 0x7FC0_0000: "(f32.const nan:canonical)"
        case .f32(let bits) where bits & 0x7FC0_0000 == 0x7FC0_0000: "(f32.const nan:arithmetic)"
        case .f64(let bits) where bits & 0x7FFF_FFFF_FFFF_FFFF == 0x7FF8_0000_0000_0000: "(f64.const nan:canonical)"
        case .f64(let bits) where bits & 0x7FF8_0000_0000_0000 == 0x7FF8_0000_0000_0000: "(f64.const nan:arithmetic)"
        default: constant(value)
        }
    }

    private static func referenceText(_ reference: Reference) -> String {
        switch reference {
        case .null(let type): "(ref.null \(type.keyword ?? "func"))"
        case .extern(let number): "(ref.extern \(number))"
        case .host(let number): "(ref.host \(number))"
        case .function: "(ref.func)"
        case .i31: "(ref.i31)"
        case .structure: "(ref.struct)"
        case .array: "(ref.array)"
        case .exception: "(ref.exn)"
        case .externalized: "(ref.extern)"
        }
    }

    /// Hexadecimal, so exact (§6.3.2).
    private static func float(sign: UInt32, exponent: Int, fraction: UInt64, bias: Int, width: Int) -> String {
        let minus = sign == 0 ? "" : "-"
        if exponent == 2 * bias + 1 {
            return fraction == 0 ? minus + "inf" : minus + "nan:0x" + String(fraction, radix: 16)
        }
        if exponent == 0, fraction == 0 { return minus + "0x0p+0" }
        // A normal number has a one before its fraction, a subnormal one has not.
        let significand = exponent == 0 ? fraction : fraction | 1 << UInt64(width)
        let power = (exponent == 0 ? 1 : exponent) - bias - width
        return minus + "0x" + String(significand, radix: 16) + (power < 0 ? "p\(power)" : "p+\(power)")
    }

    private static func message(_ kind: TrapKind) -> String {
        switch kind {
        case .unreachable: "unreachable"
        case .integerDivideByZero: "integer divide by zero"
        case .integerOverflow: "integer overflow"
        case .invalidConversionToInteger: "invalid conversion to integer"
        case .memoryOutOfBounds: "out of bounds memory access"
        case .tableOutOfBounds: "out of bounds table access"
        case .undefinedElement: "undefined element"
        case .uninitializedElement: "uninitialized element"
        case .indirectCallTypeMismatch: "indirect call type mismatch"
        case .nullReference: "null reference"
        case .castFailure: "cast failure"
        case .arrayOutOfBounds: "out of bounds array access"
        case .unalignedAtomic: "unaligned atomic"
        case .expectedSharedMemory: "expected shared memory"
        }
    }

    /// A string literal of bytes.
    static func string(_ bytes: [UInt8]) -> String {
        var text = "\""
        for byte in bytes {
            if (0x20..<0x7F).contains(byte), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return text + "\""
    }
}
