/// A v128 as it stands in two value slots: the low word holds lane 0 in its lowest bits (§4.3.1, *lanes*).
///
/// Vector instructions work on Swift's own vector types (see ``IntegerVector``), which code that has memory in hand
/// loads directly. This type is the form in which a vector travels elsewhere, and the conversions below are the meaning
/// of "lane": they are written with shifts, and so hold whatever the byte order of the machine.
public struct Vector128: Hashable, Sendable {
    public var low: UInt64
    public var high: UInt64

    @inlinable @inline(__always) public init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }
}

// MARK: To lanes

extension Vector128 {
    @inlinable @inline(__always) public var as64x2: SIMD2<UInt64> { SIMD2(low, high) }
    @inlinable @inline(__always) public var as32x4: SIMD4<UInt32> {
        let wide = as64x2
        var lanes = SIMD4<UInt32>()
        lanes.evenHalf = SIMD2(truncatingIfNeeded: wide)
        lanes.oddHalf = SIMD2(truncatingIfNeeded: wide &>> 32)
        return lanes
    }
    @inlinable @inline(__always) public var as16x8: SIMD8<UInt16> {
        let wide = as32x4
        var lanes = SIMD8<UInt16>()
        lanes.evenHalf = SIMD4(truncatingIfNeeded: wide)
        lanes.oddHalf = SIMD4(truncatingIfNeeded: wide &>> 16)
        return lanes
    }
    @inlinable @inline(__always) public var as8x16: SIMD16<UInt8> {
        let wide = as16x8
        var lanes = SIMD16<UInt8>()
        lanes.evenHalf = SIMD8(truncatingIfNeeded: wide)
        lanes.oddHalf = SIMD8(truncatingIfNeeded: wide &>> 8)
        return lanes
    }
}

// MARK: From lanes

extension Vector128 {
    @inlinable @inline(__always) public init(_ lanes: SIMD2<UInt64>) { self.init(low: lanes[0], high: lanes[1]) }
    @inlinable @inline(__always) public init(_ lanes: SIMD4<UInt32>) {
        self.init(
            SIMD2(truncatingIfNeeded: lanes.evenHalf) | SIMD2(truncatingIfNeeded: lanes.oddHalf) &<< 32)
    }
    @inlinable @inline(__always) public init(_ lanes: SIMD8<UInt16>) {
        self.init(
            SIMD4(truncatingIfNeeded: lanes.evenHalf) | SIMD4(truncatingIfNeeded: lanes.oddHalf) &<< 16)
    }
    @inlinable @inline(__always) public init(_ lanes: SIMD16<UInt8>) {
        self.init(
            SIMD8(truncatingIfNeeded: lanes.evenHalf) | SIMD8(truncatingIfNeeded: lanes.oddHalf) &<< 8)
    }
}
