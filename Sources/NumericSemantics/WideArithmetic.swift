/// The instructions of the wide-arithmetic proposal: 128-bit numbers as pairs of i64, low half first.
public enum WideArithmetic {
    /// A 128-bit result, in the order in which its halves are pushed.
    public typealias Halves = (low: UInt64, high: UInt64)

    /// `i64.add128`
    @inlinable @inline(__always)
    public static func add128(_ aLow: UInt64, _ aHigh: UInt64, _ bLow: UInt64, _ bHigh: UInt64) -> Halves {
        let (low, carry) = aLow.addingReportingOverflow(bLow)
        return (low, aHigh &+ bHigh &+ (carry ? 1 : 0))
    }

    /// `i64.sub128`
    @inlinable @inline(__always)
    public static func sub128(_ aLow: UInt64, _ aHigh: UInt64, _ bLow: UInt64, _ bHigh: UInt64) -> Halves {
        let (low, borrow) = aLow.subtractingReportingOverflow(bLow)
        return (low, aHigh &- bHigh &- (borrow ? 1 : 0))
    }

    /// `i64.mul_wide_s`
    @inlinable @inline(__always) public static func mulWideS(_ a: UInt64, _ b: UInt64) -> Halves {
        let (high, low) = a.signed.multipliedFullWidth(by: b.signed)
        return (low, UInt64(bitPattern: high))
    }

    /// `i64.mul_wide_u`
    @inlinable @inline(__always) public static func mulWideU(_ a: UInt64, _ b: UInt64) -> Halves {
        let (high, low) = a.multipliedFullWidth(by: b)
        return (low, high)
    }
}
