/// How a vector is divided into lanes (WebAssembly 3.0, §2.4.4).
public enum VectorShape: UInt8, CaseIterable, Hashable, Sendable {
    case i8x16, i16x8, i32x4, i64x2, f32x4, f64x2

    public var laneCount: Int {
        switch self {
        case .i8x16: 16
        case .i16x8: 8
        case .i32x4, .f32x4: 4
        case .i64x2, .f64x2: 2
        }
    }
    public var laneBits: Int { 128 / laneCount }
    public var isFloat: Bool { self == .f32x4 || self == .f64x2 }

    /// Puts a lane into a vector whose bits are still zero there; `bits` must fit the lane.
    @inline(__always) func insert(_ bits: UInt64, at lane: Int, _ low: inout UInt64, _ high: inout UInt64) {
        let position = lane &* laneBits
        if position < 64 {
            low |= bits &<< UInt64(truncatingIfNeeded: position)
        } else {
            high |= bits &<< UInt64(truncatingIfNeeded: position &- 64)
        }
    }

    /// The lane's bits.
    public func lane(_ lane: Int, low: UInt64, high: UInt64) -> UInt64 {
        let position = lane * laneBits
        let word = position < 64 ? low >> UInt64(position) : high >> UInt64(position - 64)
        return laneBits == 64 ? word : word & (1 << UInt64(laneBits) - 1)
    }
}

extension Keyword {
    var vectorShape: VectorShape? {
        switch self {
        case .i8x16: .i8x16
        case .i16x8: .i16x8
        case .i32x4: .i32x4
        case .i64x2: .i64x2
        case .f32x4: .f32x4
        case .f64x2: .f64x2
        default: nil
        }
    }
}
