/// A shape whose lanes are twice as wide as, and half as many as, those of another.
public protocol WideLanes: SIMD where Scalar: IntegerBits {
    associatedtype Narrow: SIMD where Narrow.Scalar: IntegerBits
}

extension SIMD8: WideLanes where Scalar == UInt16 { public typealias Narrow = SIMD16<UInt8> }
extension SIMD4: WideLanes where Scalar == UInt32 { public typealias Narrow = SIMD8<UInt16> }
extension SIMD2: WideLanes where Scalar == UInt64 { public typealias Narrow = SIMD4<UInt32> }

/// Instructions between shapes. The name has what varies: `i16x8.extend_low_i8x16_s` is `I16x8.extendLowS`.
extension IntegerVector where Lanes: WideLanes {
    public typealias Narrow = Lanes.Narrow

    @inlinable @inline(__always)
    static func signExtended(_ a: Narrow.Scalar) -> Lane { Lane(truncatingIfNeeded: a.signed) }
    @inlinable @inline(__always) static func zeroExtended(_ a: Narrow.Scalar) -> Lane { Lane(truncatingIfNeeded: a) }

    @inlinable @inline(__always)
    static func lanes(_ value: (_ lane: Int) -> Lane) -> Lanes {
        var result = Lanes()
        for lane in 0..<Lanes.scalarCount { result[lane] = value(lane) }
        return result
    }

    // MARK: Extension

    /// Also what `v128.load8x8_s` and its kin do with the eight bytes they load.
    @inlinable @inline(__always) public static func extendLowS(_ a: Narrow) -> Lanes { lanes { signExtended(a[$0]) } }
    @inlinable @inline(__always) public static func extendLowU(_ a: Narrow) -> Lanes { lanes { zeroExtended(a[$0]) } }
    @inlinable @inline(__always) public static func extendHighS(_ a: Narrow) -> Lanes {
        lanes { signExtended(a[$0 &+ Lanes.scalarCount]) }
    }
    @inlinable @inline(__always) public static func extendHighU(_ a: Narrow) -> Lanes {
        lanes { zeroExtended(a[$0 &+ Lanes.scalarCount]) }
    }

    // MARK: Products

    @inlinable @inline(__always) public static func extmulLowS(_ a: Narrow, _ b: Narrow) -> Lanes {
        mul(extendLowS(a), extendLowS(b))
    }
    @inlinable @inline(__always) public static func extmulLowU(_ a: Narrow, _ b: Narrow) -> Lanes {
        mul(extendLowU(a), extendLowU(b))
    }
    @inlinable @inline(__always) public static func extmulHighS(_ a: Narrow, _ b: Narrow) -> Lanes {
        mul(extendHighS(a), extendHighS(b))
    }
    @inlinable @inline(__always) public static func extmulHighU(_ a: Narrow, _ b: Narrow) -> Lanes {
        mul(extendHighU(a), extendHighU(b))
    }

    // MARK: Pairs

    @inlinable @inline(__always) public static func extaddPairwiseS(_ a: Narrow) -> Lanes {
        lanes { signExtended(a[2 &* $0]) &+ signExtended(a[2 &* $0 &+ 1]) }
    }
    @inlinable @inline(__always) public static func extaddPairwiseU(_ a: Narrow) -> Lanes {
        lanes { zeroExtended(a[2 &* $0]) &+ zeroExtended(a[2 &* $0 &+ 1]) }
    }

    /// `i32x4.dot_i16x8_s`. The sum wraps in one case: all four numbers are −2¹⁵.
    @inlinable @inline(__always) public static func dotS(_ a: Narrow, _ b: Narrow) -> Lanes {
        lanes { product(a, b, 2 &* $0) &+ product(a, b, 2 &* $0 &+ 1) }
    }

    /// `i16x8.relaxed_dot_i8x16_i7x16_s`, with both operands signed, as in the deterministic profile. Saturates.
    @inlinable @inline(__always) public static func relaxedDotS(_ a: Narrow, _ b: Narrow) -> Lanes {
        lanes { Integer.addSatS(product(a, b, 2 &* $0), product(a, b, 2 &* $0 &+ 1)) }
    }

    @inlinable @inline(__always) static func product(_ a: Narrow, _ b: Narrow, _ lane: Int) -> Lane {
        signExtended(a[lane]) &* signExtended(b[lane])
    }
}

extension IntegerVector where Lanes == SIMD4<UInt32> {
    /// `i32x4.relaxed_dot_i8x16_i7x16_add_s`
    @inlinable @inline(__always)
    public static func relaxedDotAddS(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>, _ c: Lanes) -> Lanes {
        add(extaddPairwiseS(I16x8.relaxedDotS(a, b)), c)
    }
}

// MARK: Narrowing

extension IntegerVector {
    /// Lanes of `a`, then of `b`, each the nearest number that the narrow lane holds as a signed one.
    @inlinable @inline(__always)
    public static func narrowS<Wide: WideLanes>(_ a: Wide, _ b: Wide) -> Lanes where Wide.Narrow == Lanes {
        joined(a, b) { Lane(truncatingIfNeeded: Lane.Signed(clamping: $0.signed)) }
    }

    /// The same for an unsigned narrow lane; the wide one is still signed.
    @inlinable @inline(__always)
    public static func narrowU<Wide: WideLanes>(_ a: Wide, _ b: Wide) -> Lanes where Wide.Narrow == Lanes {
        joined(a, b) { Lane(clamping: $0.signed) }
    }

    @inlinable @inline(__always)
    static func joined<Wide: WideLanes>(_ a: Wide, _ b: Wide, _ narrow: (Wide.Scalar) -> Lane) -> Lanes {
        var result = Lanes()
        for lane in 0..<Wide.scalarCount {
            result[lane] = narrow(a[lane])
            result[lane &+ Wide.scalarCount] = narrow(b[lane])
        }
        return result
    }
}
