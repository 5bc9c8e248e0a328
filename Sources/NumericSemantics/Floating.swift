/// A number format of IEEE 754 that WebAssembly has: binary32 and binary64.
public protocol FloatingNumber: BinaryFloatingPoint, Sendable {
    associatedtype Bits: IntegerBits
    init(bitPattern: Bits)
    var bitPattern: Bits { get }
    /// The sign bit alone.
    static var signBit: Bits { get }
    /// The positive NaN whose payload is the quiet bit alone (§2.2.3).
    static var canonicalNaN: Bits { get }
    /// The least positive number from which on all numbers are integral.
    static var leastWithoutFraction: Bits { get }
}

extension Float: FloatingNumber {
    @inlinable @inline(__always) public static var signBit: UInt32 { 0x8000_0000 }
    @inlinable @inline(__always) public static var canonicalNaN: UInt32 { 0x7FC0_0000 }
    @inlinable @inline(__always) public static var leastWithoutFraction: UInt32 { 0x4B00_0000 }
}

extension Double: FloatingNumber {
    @inlinable @inline(__always) public static var signBit: UInt64 { 0x8000_0000_0000_0000 }
    @inlinable @inline(__always) public static var canonicalNaN: UInt64 { 0x7FF8_0000_0000_0000 }
    @inlinable @inline(__always) public static var leastWithoutFraction: UInt64 { 0x4330_0000_0000_0000 }
}

/// The floating-point instructions (WebAssembly 3.0, §4.3.3), one body for both formats, on bit patterns. Functions are
/// named as the instructions are: `f32.nearest` is `Floating32.nearest`.
///
/// **NaN.** Where an operation yields a NaN the specification allows a set (§4.3.3 "NaN Propagation"): a canonical NaN
/// of either sign if every NaN among the operands is canonical, and any quiet NaN otherwise. What the hardware does,
/// namely to hand on the first NaN operand made quiet or to make a canonical one, lies in that set on every
/// processor Swift runs on, so results are not touched. Which member of the set comes out is not fixed here: two
/// engines may differ in it, and a comparison must allow for it (``isCanonicalNaN(_:)``, ``isArithmeticNaN(_:)``).
/// `abs`, `neg`, `copysign` and reinterpretation only move bits and are exact for NaN, too.
public enum Floating<Number: FloatingNumber> {
    public typealias Bits = Number.Bits
}

public typealias Floating32 = Floating<Float>
public typealias Floating64 = Floating<Double>

// MARK: Arithmetic

extension Floating {
    @inlinable @inline(__always) public static func add(_ a: Bits, _ b: Bits) -> Bits {
        (Number(bitPattern: a) + Number(bitPattern: b)).bitPattern
    }
    @inlinable @inline(__always) public static func sub(_ a: Bits, _ b: Bits) -> Bits {
        (Number(bitPattern: a) - Number(bitPattern: b)).bitPattern
    }
    @inlinable @inline(__always) public static func mul(_ a: Bits, _ b: Bits) -> Bits {
        (Number(bitPattern: a) * Number(bitPattern: b)).bitPattern
    }
    @inlinable @inline(__always) public static func div(_ a: Bits, _ b: Bits) -> Bits {
        (Number(bitPattern: a) / Number(bitPattern: b)).bitPattern
    }
    @inlinable @inline(__always) public static func sqrt(_ a: Bits) -> Bits {
        Number(bitPattern: a).squareRoot().bitPattern
    }
    /// Not an instruction of its own: what a relaxed `madd` may do. Rounds once.
    @inlinable @inline(__always) public static func fma(_ a: Bits, _ b: Bits, _ c: Bits) -> Bits {
        Number(bitPattern: c).addingProduct(Number(bitPattern: a), Number(bitPattern: b)).bitPattern
    }

    /// The smaller; −0 is smaller than +0; NaN if either is NaN.
    @inlinable @inline(__always) public static func min(_ a: Bits, _ b: Bits) -> Bits {
        let (x, y) = (Number(bitPattern: a), Number(bitPattern: b))
        if x < y { return a }
        if x > y { return b }
        // Equal numbers have equal bits, except for zeros, of which a negative one wins. The sum of a NaN is a NaN.
        return x == y ? a | b : (x + y).bitPattern
    }

    /// The larger; +0 is larger than −0; NaN if either is NaN.
    @inlinable @inline(__always) public static func max(_ a: Bits, _ b: Bits) -> Bits {
        let (x, y) = (Number(bitPattern: a), Number(bitPattern: b))
        if x > y { return a }
        if x < y { return b }
        return x == y ? a & b : (x + y).bitPattern
    }

    /// `pmin` of vectors: `b < a ? b : a`, which lets a NaN in `a` through untouched.
    @inlinable @inline(__always) public static func pmin(_ a: Bits, _ b: Bits) -> Bits {
        Number(bitPattern: b) < Number(bitPattern: a) ? b : a
    }
    /// `pmax` of vectors: `a < b ? b : a`.
    @inlinable @inline(__always) public static func pmax(_ a: Bits, _ b: Bits) -> Bits {
        Number(bitPattern: a) < Number(bitPattern: b) ? b : a
    }
}

// MARK: Rounding to an integral number

/// In plain arithmetic, not by `rounded(_:)`: the baseline of x86-64 has no instruction for it, and the call of the C
/// library that it becomes would make every register of an interpreter's loop take a trip through memory.
extension Floating {
    /// Ties go to the even neighbour.
    @inlinable @inline(__always)
    public static func nearest(_ a: Bits) -> Bits { isIntegral(a) ? quiet(a) : neighbour(a) }

    @inlinable @inline(__always) public static func ceil(_ a: Bits) -> Bits {
        if isIntegral(a) { return quiet(a) }
        let (x, y) = (Number(bitPattern: a), Number(bitPattern: neighbour(a)))
        return copysign((y < x ? y + 1 : y).bitPattern, a)
    }

    @inlinable @inline(__always) public static func floor(_ a: Bits) -> Bits {
        if isIntegral(a) { return quiet(a) }
        let (x, y) = (Number(bitPattern: a), Number(bitPattern: neighbour(a)))
        return copysign((y > x ? y - 1 : y).bitPattern, a)
    }

    @inlinable @inline(__always) public static func trunc(_ a: Bits) -> Bits { copysign(floor(abs(a)), a) }

    /// No fraction can be there: too large for one, infinite, or NaN.
    @inlinable @inline(__always) static func isIntegral(_ a: Bits) -> Bool { abs(a) >= Number.leastWithoutFraction }

    @inlinable @inline(__always) static func quiet(_ a: Bits) -> Bits {
        isNaN(a) ? a | Number.canonicalNaN : a
    }

    /// The integral number nearest to `a`, which is not itself ``isIntegral(_:)``. Adding the least number without
    /// fraction makes the addition round to integers, in the rounding mode that all of WebAssembly has: to nearest,
    /// ties to even. Taking it off again is exact.
    @inlinable @inline(__always) static func neighbour(_ a: Bits) -> Bits {
        let large = Number(bitPattern: copysign(Number.leastWithoutFraction, a))
        return copysign((Number(bitPattern: a) + large - large).bitPattern, a)
    }
}

// MARK: Sign

extension Floating {
    @inlinable @inline(__always) public static func abs(_ a: Bits) -> Bits { a & ~Number.signBit }
    @inlinable @inline(__always) public static func neg(_ a: Bits) -> Bits { a ^ Number.signBit }
    /// `a` with the sign of `b`.
    @inlinable @inline(__always) public static func copysign(_ a: Bits, _ b: Bits) -> Bits {
        a & ~Number.signBit | b & Number.signBit
    }
}

// MARK: Comparisons

/// Every comparison with a NaN is false, except `ne`.
extension Floating {
    @inlinable @inline(__always) public static func eq(_ a: Bits, _ b: Bits) -> Bool {
        Number(bitPattern: a) == Number(bitPattern: b)
    }
    @inlinable @inline(__always) public static func ne(_ a: Bits, _ b: Bits) -> Bool {
        Number(bitPattern: a) != Number(bitPattern: b)
    }
    @inlinable @inline(__always) public static func lt(_ a: Bits, _ b: Bits) -> Bool {
        Number(bitPattern: a) < Number(bitPattern: b)
    }
    @inlinable @inline(__always) public static func gt(_ a: Bits, _ b: Bits) -> Bool {
        Number(bitPattern: a) > Number(bitPattern: b)
    }
    @inlinable @inline(__always) public static func le(_ a: Bits, _ b: Bits) -> Bool {
        Number(bitPattern: a) <= Number(bitPattern: b)
    }
    @inlinable @inline(__always) public static func ge(_ a: Bits, _ b: Bits) -> Bool {
        Number(bitPattern: a) >= Number(bitPattern: b)
    }
}

// MARK: Kinds of NaN

extension Floating {
    @inlinable @inline(__always) public static func isNaN(_ a: Bits) -> Bool { abs(a) > Number.infinity.bitPattern }
    /// Of either sign (§2.2.3, *canonical NaN*).
    @inlinable @inline(__always) public static func isCanonicalNaN(_ a: Bits) -> Bool { abs(a) == Number.canonicalNaN }
    /// Quiet, with any payload and sign (§2.2.3, *arithmetic NaN*).
    @inlinable @inline(__always) public static func isArithmeticNaN(_ a: Bits) -> Bool { abs(a) >= Number.canonicalNaN }
}
