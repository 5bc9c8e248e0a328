/// The vector instructions of one floating-point shape (WebAssembly 3.0, §4.3.5), on bit patterns: each lifts an
/// operation of ``Floating``, and what is said there of NaN holds for each lane.
public enum FloatingVector<Number: FloatingNumber, Lanes: SIMD> where Lanes.Scalar == Number.Bits {}

public typealias F32x4 = FloatingVector<Float, SIMD4<UInt32>>
public typealias F64x2 = FloatingVector<Double, SIMD2<UInt64>>

extension FloatingVector {
    public typealias Scalars = Floating<Number>

    @inlinable @inline(__always) public static func ceil(_ a: Lanes) -> Lanes { a.lifting(Scalars.ceil) }
    @inlinable @inline(__always) public static func floor(_ a: Lanes) -> Lanes { a.lifting(Scalars.floor) }
    @inlinable @inline(__always) public static func trunc(_ a: Lanes) -> Lanes { a.lifting(Scalars.trunc) }
    @inlinable @inline(__always) public static func nearest(_ a: Lanes) -> Lanes { a.lifting(Scalars.nearest) }
    @inlinable @inline(__always) public static func abs(_ a: Lanes) -> Lanes { a.lifting(Scalars.abs) }
    @inlinable @inline(__always) public static func neg(_ a: Lanes) -> Lanes { a.lifting(Scalars.neg) }
    @inlinable @inline(__always) public static func sqrt(_ a: Lanes) -> Lanes { a.lifting(Scalars.sqrt) }

    @inlinable @inline(__always) public static func add(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Scalars.add) }
    @inlinable @inline(__always) public static func sub(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Scalars.sub) }
    @inlinable @inline(__always) public static func mul(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Scalars.mul) }
    @inlinable @inline(__always) public static func div(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Scalars.div) }
    @inlinable @inline(__always) public static func min(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Scalars.min) }
    @inlinable @inline(__always) public static func max(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Scalars.max) }
    @inlinable @inline(__always) public static func pmin(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Scalars.pmin) }
    @inlinable @inline(__always) public static func pmax(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Scalars.pmax) }

    @inlinable @inline(__always) public static func eq(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Scalars.eq) }
    @inlinable @inline(__always) public static func ne(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Scalars.ne) }
    @inlinable @inline(__always) public static func lt(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Scalars.lt) }
    @inlinable @inline(__always) public static func gt(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Scalars.gt) }
    @inlinable @inline(__always) public static func le(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Scalars.le) }
    @inlinable @inline(__always) public static func ge(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Scalars.ge) }

    /// `relaxed_madd`: `a · b + c`, rounded twice, as in the deterministic profile.
    @inlinable @inline(__always) public static func relaxedMadd(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
        add(mul(a, b), c)
    }
    /// `relaxed_nmadd`: `−a · b + c`, rounded twice.
    @inlinable @inline(__always) public static func relaxedNmadd(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
        add(mul(neg(a), b), c)
    }
}

// MARK: Conversions

/// `f32x4.convert_i32x4_s` is `F32x4.convertI32x4S`.
extension FloatingVector where Number == Float, Lanes == SIMD4<UInt32> {
    @inlinable @inline(__always)
    public static func convertI32x4S(_ a: Lanes) -> Lanes { a.lifting(Conversion.f32ConvertI32S) }
    @inlinable @inline(__always)
    public static func convertI32x4U(_ a: Lanes) -> Lanes { a.lifting(Conversion.f32ConvertI32U) }
    @inlinable @inline(__always) public static func demoteF64x2Zero(_ a: SIMD2<UInt64>) -> Lanes {
        Lanes(Conversion.f32DemoteF64(a[0]), Conversion.f32DemoteF64(a[1]), 0, 0)
    }
}

extension FloatingVector where Number == Double, Lanes == SIMD2<UInt64> {
    @inlinable @inline(__always) public static func convertLowI32x4S(_ a: SIMD4<UInt32>) -> Lanes {
        Lanes(Conversion.f64ConvertI32S(a[0]), Conversion.f64ConvertI32S(a[1]))
    }
    @inlinable @inline(__always) public static func convertLowI32x4U(_ a: SIMD4<UInt32>) -> Lanes {
        Lanes(Conversion.f64ConvertI32U(a[0]), Conversion.f64ConvertI32U(a[1]))
    }
    @inlinable @inline(__always) public static func promoteLowF32x4(_ a: SIMD4<UInt32>) -> Lanes {
        Lanes(Conversion.f64PromoteF32(a[0]), Conversion.f64PromoteF32(a[1]))
    }
}

extension IntegerVector where Lanes == SIMD4<UInt32> {
    @inlinable @inline(__always)
    public static func truncSatF32x4S(_ a: Lanes) -> Lanes { a.lifting(Conversion.i32TruncSatF32S) }
    @inlinable @inline(__always)
    public static func truncSatF32x4U(_ a: Lanes) -> Lanes { a.lifting(Conversion.i32TruncSatF32U) }
    @inlinable @inline(__always) public static func truncSatF64x2SZero(_ a: SIMD2<UInt64>) -> Lanes {
        Lanes(Conversion.i32TruncSatF64S(a[0]), Conversion.i32TruncSatF64S(a[1]), 0, 0)
    }
    @inlinable @inline(__always) public static func truncSatF64x2UZero(_ a: SIMD2<UInt64>) -> Lanes {
        Lanes(Conversion.i32TruncSatF64U(a[0]), Conversion.i32TruncSatF64U(a[1]), 0, 0)
    }
}
