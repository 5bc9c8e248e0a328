public import WasmModel

/// The integer instructions (WebAssembly 3.0, §4.3.2), one body for every width. Functions are named as the
/// instructions are: `i32.div_s` is `Integer32.divS`. Comparisons answer with a `Bool`; the instruction pushes 1 or 0.
///
/// The two narrow widths are those of vector lanes, and of atomic read-modify-write on part of a word.
///
/// `public` and inlinable throughout this target: a release build inlines across targets only what is public, and every
/// function here is a machine instruction or two.
public enum Integer<Bits: IntegerBits> {}

public typealias Integer8 = Integer<UInt8>
public typealias Integer16 = Integer<UInt16>
public typealias Integer32 = Integer<UInt32>
public typealias Integer64 = Integer<UInt64>

// MARK: Arithmetic

extension Integer {
    @inlinable @inline(__always) public static func add(_ a: Bits, _ b: Bits) -> Bits { a &+ b }
    @inlinable @inline(__always) public static func sub(_ a: Bits, _ b: Bits) -> Bits { a &- b }
    @inlinable @inline(__always) public static func mul(_ a: Bits, _ b: Bits) -> Bits { a &* b }

    /// Truncates toward zero.
    @inlinable @inline(__always) public static func divS(_ a: Bits, _ b: Bits) throws(TrapKind) -> Bits {
        guard b != 0 else { throw .integerDivideByZero }
        let (quotient, overflow) = a.signed.dividedReportingOverflow(by: b.signed)
        guard !overflow else { throw .integerOverflow }
        return Bits(truncatingIfNeeded: quotient)
    }

    @inlinable @inline(__always) public static func divU(_ a: Bits, _ b: Bits) throws(TrapKind) -> Bits {
        guard b != 0 else { throw .integerDivideByZero }
        return a / b
    }

    /// Has the sign of `a`. The least number by −1 leaves 0, though their quotient overflows.
    @inlinable @inline(__always) public static func remS(_ a: Bits, _ b: Bits) throws(TrapKind) -> Bits {
        guard b != 0 else { throw .integerDivideByZero }
        return Bits(truncatingIfNeeded: a.signed.remainderReportingOverflow(dividingBy: b.signed).partialValue)
    }

    @inlinable @inline(__always) public static func remU(_ a: Bits, _ b: Bits) throws(TrapKind) -> Bits {
        guard b != 0 else { throw .integerDivideByZero }
        return a % b
    }
}

// MARK: Bits

extension Integer {
    @inlinable @inline(__always) public static func and(_ a: Bits, _ b: Bits) -> Bits { a & b }
    @inlinable @inline(__always) public static func or(_ a: Bits, _ b: Bits) -> Bits { a | b }
    @inlinable @inline(__always) public static func xor(_ a: Bits, _ b: Bits) -> Bits { a ^ b }

    // The count is taken modulo the width, which is what `&<<` does.
    @inlinable @inline(__always) public static func shl(_ a: Bits, _ count: Bits) -> Bits { a &<< count }
    @inlinable @inline(__always) public static func shrU(_ a: Bits, _ count: Bits) -> Bits { a &>> count }
    @inlinable @inline(__always) public static func shrS(_ a: Bits, _ count: Bits) -> Bits {
        Bits(truncatingIfNeeded: a.signed &>> count.signed)
    }
    @inlinable @inline(__always) public static func rotl(_ a: Bits, _ count: Bits) -> Bits {
        a &<< count | a &>> (0 &- count)
    }
    @inlinable @inline(__always) public static func rotr(_ a: Bits, _ count: Bits) -> Bits {
        a &>> count | a &<< (0 &- count)
    }

    @inlinable @inline(__always) public static func clz(_ a: Bits) -> Bits {
        Bits(truncatingIfNeeded: a.leadingZeroBitCount)
    }
    @inlinable @inline(__always) public static func ctz(_ a: Bits) -> Bits {
        Bits(truncatingIfNeeded: a.trailingZeroBitCount)
    }
    @inlinable @inline(__always) public static func popcnt(_ a: Bits) -> Bits {
        Bits(truncatingIfNeeded: a.nonzeroBitCount)
    }

    /// `extend8_s`, `extend16_s`, `extend32_s`: the low bits of `Low`'s width, sign-extended.
    @inlinable @inline(__always) public static func extendS<Low: IntegerBits>(_ a: Bits, low: Low.Type) -> Bits {
        Bits(truncatingIfNeeded: Low(truncatingIfNeeded: a).signed)
    }
    @inlinable @inline(__always) public static func extend8S(_ a: Bits) -> Bits { extendS(a, low: UInt8.self) }
    @inlinable @inline(__always) public static func extend16S(_ a: Bits) -> Bits { extendS(a, low: UInt16.self) }
    @inlinable @inline(__always) public static func extend32S(_ a: Bits) -> Bits { extendS(a, low: UInt32.self) }
}

// MARK: Comparisons

extension Integer {
    @inlinable @inline(__always) public static func eqz(_ a: Bits) -> Bool { a == 0 }
    @inlinable @inline(__always) public static func eq(_ a: Bits, _ b: Bits) -> Bool { a == b }
    @inlinable @inline(__always) public static func ne(_ a: Bits, _ b: Bits) -> Bool { a != b }
    @inlinable @inline(__always) public static func ltS(_ a: Bits, _ b: Bits) -> Bool { a.signed < b.signed }
    @inlinable @inline(__always) public static func ltU(_ a: Bits, _ b: Bits) -> Bool { a < b }
    @inlinable @inline(__always) public static func gtS(_ a: Bits, _ b: Bits) -> Bool { a.signed > b.signed }
    @inlinable @inline(__always) public static func gtU(_ a: Bits, _ b: Bits) -> Bool { a > b }
    @inlinable @inline(__always) public static func leS(_ a: Bits, _ b: Bits) -> Bool { a.signed <= b.signed }
    @inlinable @inline(__always) public static func leU(_ a: Bits, _ b: Bits) -> Bool { a <= b }
    @inlinable @inline(__always) public static func geS(_ a: Bits, _ b: Bits) -> Bool { a.signed >= b.signed }
    @inlinable @inline(__always) public static func geU(_ a: Bits, _ b: Bits) -> Bool { a >= b }
}

// MARK: Lanes only

extension Integer {
    @inlinable @inline(__always) public static func neg(_ a: Bits) -> Bits { 0 &- a }
    /// The least number is its own absolute value.
    @inlinable @inline(__always) public static func abs(_ a: Bits) -> Bits { a.signed < 0 ? 0 &- a : a }

    @inlinable @inline(__always) public static func minS(_ a: Bits, _ b: Bits) -> Bits { a.signed < b.signed ? a : b }
    @inlinable @inline(__always) public static func minU(_ a: Bits, _ b: Bits) -> Bits { a < b ? a : b }
    @inlinable @inline(__always) public static func maxS(_ a: Bits, _ b: Bits) -> Bits { a.signed > b.signed ? a : b }
    @inlinable @inline(__always) public static func maxU(_ a: Bits, _ b: Bits) -> Bits { a > b ? a : b }

    @inlinable @inline(__always) public static func addSatU(_ a: Bits, _ b: Bits) -> Bits {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }
    @inlinable @inline(__always) public static func subSatU(_ a: Bits, _ b: Bits) -> Bits {
        a > b ? a &- b : 0
    }
    /// An overflowing sum has the sign of neither operand, so either operand tells which end was passed.
    @inlinable @inline(__always) public static func addSatS(_ a: Bits, _ b: Bits) -> Bits {
        let (sum, overflow) = a.signed.addingReportingOverflow(b.signed)
        return Bits(truncatingIfNeeded: overflow ? (a.signed < 0 ? .min : .max) : sum)
    }
    @inlinable @inline(__always) public static func subSatS(_ a: Bits, _ b: Bits) -> Bits {
        let (difference, overflow) = a.signed.subtractingReportingOverflow(b.signed)
        return Bits(truncatingIfNeeded: overflow ? (a.signed < 0 ? .min : .max) : difference)
    }

    /// The mean, rounded up. The sum has one bit more than the operands: it comes from what they share and half of
    /// where they differ.
    @inlinable @inline(__always) public static func avgrU(_ a: Bits, _ b: Bits) -> Bits {
        (a | b) &- ((a ^ b) &>> 1)
    }

    /// Bits of `a` where the mask has ones, of `b` where it has zeros.
    @inlinable @inline(__always) public static func bitselect(_ a: Bits, _ b: Bits, _ mask: Bits) -> Bits {
        a & mask | b & ~mask
    }
}

extension Integer where Bits == UInt16 {
    /// Product of two numbers with 15 fractional bits, rounded; only −1 · −1 is out of range and saturates.
    @inlinable @inline(__always) public static func q15mulrSatS(_ a: UInt16, _ b: UInt16) -> UInt16 {
        let product = (Int32(a.signed) &* Int32(b.signed) &+ 0x4000) &>> 15
        return UInt16(truncatingIfNeeded: product > 0x7FFF ? 0x7FFF : product)
    }
}
