package import WasmModel

/// What a script says about a float: its bits, or which NaNs it may be (WebAssembly 3.0, §4.3.3 "NaN propagation").
package enum FloatPattern<Bits: FixedWidthInteger & UnsignedInteger & Sendable>: Hashable, Sendable {
    case bits(Bits)
    /// `nan:canonical`: the payload is 1 followed by zeros; either sign.
    case canonicalNaN
    /// `nan:arithmetic`: the most significant bit of the payload is 1; either sign.
    case arithmeticNaN
}

/// Where the parts of a float of some width stand.
package struct FloatLayout<Bits: FixedWidthInteger & UnsignedInteger & Sendable> {
    package var sign: Bits
    package var exponent: Bits
    /// The most significant bit of the payload.
    package var quiet: Bits

    package static var f32: FloatLayout<UInt32> { .init(sign: 1 << 31, exponent: 0x7F80_0000, quiet: 1 << 22) }
    package static var f64: FloatLayout<UInt64> {
        .init(sign: 1 << 63, exponent: 0x7FF0_0000_0000_0000, quiet: 1 << 51)
    }

    package var canonicalNaN: Bits { exponent | quiet }
}

extension FloatPattern {
    package func admits(_ bits: Bits, _ layout: FloatLayout<Bits>) -> Bool {
        switch self {
        case .bits(let expected): bits == expected
        case .canonicalNaN: bits & ~layout.sign == layout.canonicalNaN
        case .arithmeticNaN: bits & layout.canonicalNaN == layout.canonicalNaN
        }
    }
}

/// What a script says about a reference. Identity cannot be seen from outside, kinds and hosts' numbers can.
package enum ReferencePattern: Hashable, Sendable {
    /// Null of the hierarchy that this abstract heap type belongs to; any null where the script does not say.
    case null(HeapType?)
    case function
    /// A host's value seen as `extern`, with this number; any external reference without one.
    case extern(UInt32?)
    /// A host's value seen as `any`.
    case host(UInt32)
    case any, eq, i31, structure, array, exception
}

extension ReferencePattern {
    package func admits(_ reference: Reference) -> Bool {
        switch (self, reference) {
        case (.null(let expected), .null(let actual)):
            guard let expected, let wanted = expected.top, actual != .bottom else { return true }
            return actual.top == wanted
        case (.function, .function), (.i31, .i31), (.structure, .structure), (.array, .array), (.exception, .exception):
            return true
        case (.extern(let expected), .extern(let actual)):
            return expected == nil || expected == actual
        case (.extern(nil), .externalized):
            return true
        case (.host(let expected), .host(let actual)):
            return expected == actual
        case (.eq, .i31), (.eq, .structure), (.eq, .array):
            return true
        case (.any, .i31), (.any, .structure), (.any, .array), (.any, .host):
            return true
        case (.null, _), (.function, _), (.extern, _), (.host, _), (.any, _), (.eq, _), (.i31, _), (.structure, _),
            (.array, _), (.exception, _):
            return false
        }
    }
}

extension HeapType {
    /// The top of the hierarchy of an abstract heap type (§3.3.3); `nil` for a type index and for bottom.
    package var top: HeapType? {
        switch self {
        case .any, .eq, .i31, .struct, .array, .none: .any
        case .func, .nofunc: .func
        case .extern, .noextern: .extern
        case .exn, .noexn: .exn
        default: nil
        }
    }
}

/// What a script says about one result.
package enum ResultPattern: Hashable, Sendable {
    case i32(UInt32)
    case i64(UInt64)
    case f32(FloatPattern<UInt32>)
    case f64(FloatPattern<UInt64>)
    /// All 128 bits.
    case v128(low: UInt64, high: UInt64)
    /// A vector some lane of which is a NaN pattern; lane 0 first.
    case f32x4([FloatPattern<UInt32>])
    case f64x2([FloatPattern<UInt64>])
    case reference(ReferencePattern)
    /// Any of these.
    case either([ResultPattern])
}

extension ResultPattern {
    /// Whether `value` is what the script asks for. Types count: an `i32` is never an `f32` of the same bits.
    package func admits(_ value: Value) -> Bool {
        switch (self, value) {
        case (.i32(let expected), .i32(let actual)): return expected == actual
        case (.i64(let expected), .i64(let actual)): return expected == actual
        case (.f32(let pattern), .f32(let bits)): return pattern.admits(bits, .f32)
        case (.f64(let pattern), .f64(let bits)): return pattern.admits(bits, .f64)
        case (.v128(let low, let high), .v128(let actualLow, let actualHigh)):
            return low == actualLow && high == actualHigh
        case (.f32x4(let lanes), .v128(let low, let high)):
            guard lanes.count == 4 else { return false }
            return lanes[0].admits(UInt32(truncatingIfNeeded: low), .f32)
                && lanes[1].admits(UInt32(truncatingIfNeeded: low >> 32), .f32)
                && lanes[2].admits(UInt32(truncatingIfNeeded: high), .f32)
                && lanes[3].admits(UInt32(truncatingIfNeeded: high >> 32), .f32)
        case (.f64x2(let lanes), .v128(let low, let high)):
            guard lanes.count == 2 else { return false }
            return lanes[0].admits(low, .f64) && lanes[1].admits(high, .f64)
        case (.reference(let pattern), .reference(let reference)): return pattern.admits(reference)
        case (.either(let patterns), _): return patterns.contains { $0.admits(value) }
        case (.i32, _), (.i64, _), (.f32, _), (.f64, _), (.v128, _), (.f32x4, _), (.f64x2, _), (.reference, _):
            return false
        }
    }
}
