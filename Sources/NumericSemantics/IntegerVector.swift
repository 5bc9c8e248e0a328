/// The vector instructions of one integer shape (WebAssembly 3.0, §4.3.5): each lifts an operation on lanes, written in
/// ``Integer``, to all lanes. `i8x16.add_sat_s` is `I8x16.addSatS`.
///
/// The loops over lanes have constant length, and the compiler turns them into vector instructions where there are
/// some (`I8x16.add` becomes one `paddb`).
public enum IntegerVector<Lanes: SIMD> where Lanes.Scalar: IntegerBits {
    public typealias Lane = Lanes.Scalar
}

public typealias I8x16 = IntegerVector<SIMD16<UInt8>>
public typealias I16x8 = IntegerVector<SIMD8<UInt16>>
public typealias I32x4 = IntegerVector<SIMD4<UInt32>>
public typealias I64x2 = IntegerVector<SIMD2<UInt64>>

// MARK: Lifting

extension SIMD {
    @inlinable @inline(__always) func lifting(_ operation: (Scalar) -> Scalar) -> Self {
        var result = Self()
        for lane in 0..<Self.scalarCount { result[lane] = operation(self[lane]) }
        return result
    }
    @inlinable @inline(__always) func lifting(_ other: Self, _ operation: (Scalar, Scalar) -> Scalar) -> Self {
        var result = Self()
        for lane in 0..<Self.scalarCount { result[lane] = operation(self[lane], other[lane]) }
        return result
    }
}

extension SIMD where Scalar: IntegerBits {
    /// All ones where the relation holds, all zeros where not.
    @inlinable @inline(__always) func comparing(_ other: Self, _ relation: (Scalar, Scalar) -> Bool) -> Self {
        lifting(other) { relation($0, $1) ? .max : 0 }
    }
}

// MARK: Lanes

extension IntegerVector {
    @inlinable @inline(__always) public static func splat<Source: IntegerBits>(_ a: Source) -> Lanes {
        Lanes(repeating: Lane(truncatingIfNeeded: a))
    }

    /// `lane` is taken modulo the number of lanes; validation has seen to it that this changes nothing.
    @inlinable @inline(__always) public static func extractLane(_ a: Lanes, _ lane: UInt8) -> Lane {
        a[Int(lane) & (Lanes.scalarCount - 1)]
    }
    @inlinable @inline(__always) public static func extractLaneU(_ a: Lanes, _ lane: UInt8) -> UInt32 {
        UInt32(truncatingIfNeeded: extractLane(a, lane))
    }
    @inlinable @inline(__always) public static func extractLaneS(_ a: Lanes, _ lane: UInt8) -> UInt32 {
        UInt32(truncatingIfNeeded: extractLane(a, lane).signed)
    }
    @inlinable @inline(__always)
    public static func replaceLane<Source: IntegerBits>(_ a: Lanes, _ lane: UInt8, _ value: Source) -> Lanes {
        var result = a
        result[Int(lane) & (Lanes.scalarCount - 1)] = Lane(truncatingIfNeeded: value)
        return result
    }
}

// MARK: Arithmetic

extension IntegerVector {
    @inlinable @inline(__always) public static func abs(_ a: Lanes) -> Lanes { a.lifting(Integer.abs) }
    @inlinable @inline(__always) public static func neg(_ a: Lanes) -> Lanes { a.lifting(Integer.neg) }
    @inlinable @inline(__always) public static func popcnt(_ a: Lanes) -> Lanes { a.lifting(Integer.popcnt) }

    @inlinable @inline(__always) public static func add(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.add) }
    @inlinable @inline(__always) public static func sub(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.sub) }
    @inlinable @inline(__always) public static func mul(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.mul) }
    @inlinable @inline(__always)
    public static func addSatS(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.addSatS) }
    @inlinable @inline(__always)
    public static func addSatU(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.addSatU) }
    @inlinable @inline(__always)
    public static func subSatS(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.subSatS) }
    @inlinable @inline(__always)
    public static func subSatU(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.subSatU) }
    @inlinable @inline(__always) public static func minS(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.minS) }
    @inlinable @inline(__always) public static func minU(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.minU) }
    @inlinable @inline(__always) public static func maxS(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.maxS) }
    @inlinable @inline(__always) public static func maxU(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.maxU) }
    @inlinable @inline(__always)
    public static func avgrU(_ a: Lanes, _ b: Lanes) -> Lanes { a.lifting(b, Integer.avgrU) }

    // One count for all lanes, modulo the lane's width: a power of two, so that truncation keeps what matters.
    @inlinable @inline(__always) public static func shl(_ a: Lanes, _ count: UInt32) -> Lanes {
        a.lifting { Integer.shl($0, Lane(truncatingIfNeeded: count)) }
    }
    @inlinable @inline(__always) public static func shrS(_ a: Lanes, _ count: UInt32) -> Lanes {
        a.lifting { Integer.shrS($0, Lane(truncatingIfNeeded: count)) }
    }
    @inlinable @inline(__always) public static func shrU(_ a: Lanes, _ count: UInt32) -> Lanes {
        a.lifting { Integer.shrU($0, Lane(truncatingIfNeeded: count)) }
    }
}

extension IntegerVector where Lane == UInt16 {
    @inlinable @inline(__always) public static func q15mulrSatS(_ a: Lanes, _ b: Lanes) -> Lanes {
        a.lifting(b, Integer16.q15mulrSatS)
    }
}

// MARK: Comparisons

extension IntegerVector {
    @inlinable @inline(__always) public static func eq(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.eq) }
    @inlinable @inline(__always) public static func ne(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.ne) }
    @inlinable @inline(__always) public static func ltS(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.ltS) }
    @inlinable @inline(__always) public static func ltU(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.ltU) }
    @inlinable @inline(__always) public static func gtS(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.gtS) }
    @inlinable @inline(__always) public static func gtU(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.gtU) }
    @inlinable @inline(__always) public static func leS(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.leS) }
    @inlinable @inline(__always) public static func leU(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.leU) }
    @inlinable @inline(__always) public static func geS(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.geS) }
    @inlinable @inline(__always) public static func geU(_ a: Lanes, _ b: Lanes) -> Lanes { a.comparing(b, Integer.geU) }

    /// No lane is zero.
    @inlinable @inline(__always) public static func allTrue(_ a: Lanes) -> Bool {
        var all = true
        for lane in 0..<Lanes.scalarCount where a[lane] == 0 { all = false }
        return all
    }

    /// The lanes' sign bits, lane 0 lowest.
    @inlinable @inline(__always) public static func bitmask(_ a: Lanes) -> UInt32 {
        var mask: UInt32 = 0
        for lane in 0..<Lanes.scalarCount where a[lane].signed < 0 { mask |= 1 &<< UInt32(truncatingIfNeeded: lane) }
        return mask
    }
}

// MARK: Moving bytes

extension IntegerVector where Lanes == SIMD16<UInt8> {
    /// Lane `k` of the result is the lane of `a` that lane `k` of `indices` names; 0 if it names none.
    @inlinable @inline(__always) public static func swizzle(_ a: Lanes, _ indices: Lanes) -> Lanes {
        indices.lifting { $0 < 16 ? a[Int($0)] : 0 }
    }

    /// `indices` is the immediate: below 16 a lane of `a`, from 16 on one of `b`. Taken modulo 32; validation has seen
    /// to it that this changes nothing.
    @inlinable @inline(__always) public static func shuffle(_ a: Lanes, _ b: Lanes, _ indices: Lanes) -> Lanes {
        indices.lifting { $0 & 16 == 0 ? a[Int($0 & 15)] : b[Int($0 & 15)] }
    }
}

// MARK: All 128 bits

/// The instructions that see a vector as 128 bits: `v128.andnot` is `V128.andnot`.
public enum V128 {
    public typealias Words = SIMD2<UInt64>

    @inlinable @inline(__always) public static func not(_ a: Words) -> Words { ~a }
    @inlinable @inline(__always) public static func and(_ a: Words, _ b: Words) -> Words { a & b }
    /// Bits of `a` that are not in `b`.
    @inlinable @inline(__always) public static func andnot(_ a: Words, _ b: Words) -> Words { a & ~b }
    @inlinable @inline(__always) public static func or(_ a: Words, _ b: Words) -> Words { a | b }
    @inlinable @inline(__always) public static func xor(_ a: Words, _ b: Words) -> Words { a ^ b }
    /// Bits of `a` where the mask has ones, of `b` where it has zeros.
    @inlinable @inline(__always) public static func bitselect(_ a: Words, _ b: Words, _ mask: Words) -> Words {
        a & mask | b & ~mask
    }
    @inlinable @inline(__always) public static func anyTrue(_ a: Words) -> Bool { a[0] | a[1] != 0 }
}
