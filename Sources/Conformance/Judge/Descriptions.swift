import EngineInterface
package import WasmModel

// How requirements and evidence are written in results, in the notation of scripts where there is one. Floats show
// their bits as well, because that is what is compared.

extension ResultPattern: CustomStringConvertible {
    package var description: String {
        switch self {
        case .i32(let bits): Value.i32(bits).notation
        case .i64(let bits): Value.i64(bits).notation
        case .f32(.bits(let bits)): Value.f32(bits: bits).notation
        case .f64(.bits(let bits)): Value.f64(bits: bits).notation
        case .f32(let pattern): "(f32.const \(pattern))"
        case .f64(let pattern): "(f64.const \(pattern))"
        case .v128(let low, let high): Value.v128(low: low, high: high).notation
        case .f32x4(let lanes): "(v128.const f32x4 \(lanes.map(\.description).joined(separator: " ")))"
        case .f64x2(let lanes): "(v128.const f64x2 \(lanes.map(\.description).joined(separator: " ")))"
        case .reference(let pattern): pattern.description
        case .either(let patterns): "(either \(patterns.map(\.description).joined(separator: " ")))"
        }
    }
}

extension FloatPattern: CustomStringConvertible {
    package var description: String {
        switch self {
        case .bits(let bits): "0x" + String(bits, radix: 16)
        case .canonicalNaN: "nan:canonical"
        case .arithmeticNaN: "nan:arithmetic"
        }
    }
}

extension ReferencePattern: CustomStringConvertible {
    package var description: String {
        switch self {
        case .null(let type): type.map { "(ref.null \($0))" } ?? "(ref.null)"
        case .function: "(ref.func)"
        case .extern(let number): number.map { "(ref.extern \($0))" } ?? "(ref.extern)"
        case .host(let number): "(ref.host \(number))"
        case .any: "(ref.any)"
        case .eq: "(ref.eq)"
        case .i31: "(ref.i31)"
        case .structure: "(ref.struct)"
        case .array: "(ref.array)"
        case .exception: "(ref.exn)"
        }
    }
}

extension Value {
    /// As a script would write it, with the bits of floats beside it.
    package var notation: String {
        switch self {
        case .i32(let bits): return "(i32.const \(Int32(bitPattern: bits)))"
        case .i64(let bits): return "(i64.const \(Int64(bitPattern: bits)))"
        case .f32(let bits): return "(f32.const \(Float(bitPattern: bits)) = 0x\(String(bits, radix: 16)))"
        case .f64(let bits): return "(f64.const \(Double(bitPattern: bits)) = 0x\(String(bits, radix: 16)))"
        case .v128(let low, let high):
            let lanes = [low, high].map { "0x" + String($0, radix: 16) }
            return "(v128.const i64x2 \(lanes.joined(separator: " ")))"
        case .reference(let reference): return reference.notation
        }
    }
}

extension Reference {
    package var notation: String {
        switch self {
        case .null(let type): type == .bottom ? "(ref.null)" : "(ref.null \(type))"
        case .function(let index): index.map { "(ref.func \($0))" } ?? "(ref.func)"
        case .extern(let number): "(ref.extern \(number))"
        case .host(let number): "(ref.host \(number))"
        case .i31(let value): "(ref.i31 \(value))"
        case .structure: "(ref.struct)"
        case .array: "(ref.array)"
        case .exception: "(ref.exn)"
        case .externalized: "(ref.extern)"
        }
    }
}

extension Requirement: CustomStringConvertible {
    package var description: String {
        switch self {
        case .accepted: "an accepted module"
        case .completed: "a normal end"
        case .returned(let patterns):
            patterns.isEmpty ? "no results" : patterns.map(\.description).joined(separator: " ")
        case .trapped(let kind): "trap: \(TrapText.words(for: kind))"
        case .threw: "an exception"
        case .suspended: "a suspension"
        case .exhausted(let resource): "exhausted: \(resource.rawValue)"
        case .malformed: "malformed"
        case .invalid: "invalid"
        case .unlinkable: "unlinkable"
        case .malformedCustom: "malformed custom section"
        case .invalidCustom: "invalid custom section"
        case .unclassified(let text): "\"\(text)\""
        }
    }
}

extension Evidence: CustomStringConvertible {
    package var description: String {
        switch self {
        case .accepted: return "accepted"
        case .returned(let values): return values.isEmpty ? "no results" : values.map(\.notation).joined(separator: " ")
        case .trapped(let kind): return "trap: \(TrapText.words(for: kind))"
        case .threw(let exception):
            let payload = exception.payload.map(\.notation).joined(separator: " ")
            return payload.isEmpty ? "an exception" : "an exception with \(payload)"
        case .exhausted(let resource): return "exhausted: \(resource.rawValue)"
        case .malformed(let why): return "malformed: \(why)"
        case .invalid(let why): return "invalid: \(why)"
        case .unlinkable(let why): return "unlinkable: \(why)"
        case .malformedCustom(let why): return "malformed custom section: \(why)"
        case .invalidCustom(let why): return "invalid custom section: \(why)"
        case .absent(let why): return why
        case .broken(let why): return "engine failure: \(why)"
        case .unanswerable(let why): return "unsupported: \(why)"
        }
    }
}
