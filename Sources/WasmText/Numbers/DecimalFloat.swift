// Decimal floating-point literals, correctly rounded however many digits they have: in machine arithmetic where that is
// exact, in 128-bit integers where that is, else in integers of any length.
extension SourceText {
    /// Bits of the magnitude of a decimal literal; `nil` if it rounds to no finite number.
    func decimalFloat(_ form: FloatForm, _ format: BinaryFormat) -> UInt64? {
        let text = bytes.span
        var significand: UInt64 = 0
        var digits = 0
        var exponent = form.exponent
        var afterPoint = false
        var isComplete = true
        for position in form.digits..<form.digitsEnd {
            let byte = text[position]
            if byte == 0x2E {
                afterPoint = true
            } else if byte != 0x5F {
                let digit = UInt64(byte &- 0x30)
                if digits < 19 {
                    significand = significand &* 10 &+ digit
                    if significand != 0 { digits &+= 1 }
                    if afterPoint { exponent &-= 1 }
                } else {
                    if digit != 0 { isComplete = false }
                    if !afterPoint { exponent &+= 1 }
                }
            }
        }
        if significand == 0 { return 0 }
        if isComplete, let bits = exactFloat(significand, exponent, format) { return bits }
        return approximateFloat(significand, isComplete, exponent, format) ?? longDecimalFloat(form, format)
    }

    /// `significand · 10^exponent` where one rounding of exact numbers gives it: two floats that hold both exactly, or
    /// 128-bit integers.
    @inline(__always) func exactFloat(_ significand: UInt64, _ exponent: Int, _ format: BinaryFormat) -> UInt64? {
        if format == .f64, significand < 1 &<< 53, exponent >= -22, exponent <= 22 {
            let value = Double(significand)
            let power = PowersOfTen.f64[Int(exponent.magnitude)]
            return (exponent < 0 ? value / power : value * power).bitPattern
        }
        if format == .f32, significand < 1 &<< 24, exponent >= -10, exponent <= 10 {
            let value = Float(significand)
            let power = Float(PowersOfTen.f64[Int(exponent.magnitude)])
            return UInt64((exponent < 0 ? value / power : value * power).bitPattern)
        }
        guard exponent >= -27, exponent <= 27 else { return nil }
        return exactInteger(significand, exponent, format)
    }

    private func exactInteger(_ significand: UInt64, _ exponent: Int, _ format: BinaryFormat) -> UInt64? {
        let power = PowersOfTen.five[Int(exponent.magnitude)]
        if exponent >= 0 {
            // significand · 5^e · 2^e
            let product = significand.multipliedFullWidth(by: power)
            return rounded(high: product.high, low: product.low, exponent: exponent, isInexact: false, format)
        }
        // significand / 5^-e · 2^e, with both sides made 64 bits long so that the quotient has 63 or 64.
        let shift = significand.leadingZeroBitCount
        let divisorShift = power.leadingZeroBitCount
        let divisor = power &<< UInt64(divisorShift)
        let dividend = significand &<< UInt64(shift)
        // dividend / divisor is between 1/2 and 2: halve it, so that the quotient of 128 by 64 bits fits.
        let (quotient, remainder) = divisor.dividingFullWidth((dividend >> 1, dividend << 63))
        return rounded(
            high: 0, low: quotient, exponent: exponent &- 63 &- shift &+ divisorShift, isInexact: remainder != 0, format
        )
    }

    /// Rounds a number of 128 bits. If it is inexact, `low` alone has 63 bits at least.
    private func rounded(high: UInt64, low: UInt64, exponent: Int, isInexact: Bool, _ format: BinaryFormat) -> UInt64? {
        if high == 0 { return format.rounded(low, exponent: exponent, isInexact: isInexact) }
        let shift = UInt64(high.leadingZeroBitCount)
        let top = shift == 0 ? high : high << shift | low >> (64 - shift)
        let rest = low << shift
        return format.rounded(top, exponent: exponent &+ 64 &- Int(shift), isInexact: rest != 0 || isInexact)
    }

    /// A lower and an upper bound from products of 64 bits. If they round alike, so does what is between them.
    private func approximateFloat(
        _ significand: UInt64, _ isComplete: Bool, _ exponent: Int, _ format: BinaryFormat
    ) -> UInt64? {
        guard exponent > -340, exponent < 310 else { return nil }
        let step = Int((Double(exponent) / 27).rounded(.down))
        // significand · 5^(exponent − 27 · step), exactly, and its upper 64 bits.
        let product = significand.multipliedFullWidth(by: PowersOfTen.five[exponent - 27 * step])
        let shift = UInt64(product.high == 0 ? 64 + product.low.leadingZeroBitCount : product.high.leadingZeroBitCount)
        let top =
            shift >= 64
            ? product.low << (shift - 64)
            : shift == 0 ? product.high : product.high << shift | product.low >> (64 - shift)
        let power = PowersOfTen.steps[step + PowersOfTen.stepBias]
        // Both factors were cut off by less than one, so the product by less than 2^65; digits that were left out add
        // less than one to the significand, which has nineteen digits then.
        let lower = top.multipliedFullWidth(by: power.significand).high
        let (upper, overflows) = lower.addingReportingOverflow(isComplete ? 3 : 24)
        if overflows { return nil }
        let binaryExponent = exponent &+ 128 &- Int(shift) &+ power.exponent
        guard let low = format.rounded(lower, exponent: binaryExponent, isInexact: true),
            let high = format.rounded(upper, exponent: binaryExponent, isInexact: true), low == high
        else { return nil }
        return low
    }

    /// Any number of digits. More than 800 cannot matter but for being zero or not: the decimal expansion of a number
    /// halfway between two of `f64` has fewer (767 at most).
    @inline(never) private func longDecimalFloat(_ form: FloatForm, _ format: BinaryFormat) -> UInt64? {
        var digits: [UInt8] = []
        var exponent = form.exponent
        var afterPoint = false
        var tailIsZero = true
        for position in form.digits..<form.digitsEnd {
            let byte = bytes[position]
            if byte == 0x2E {
                afterPoint = true
            } else if byte != 0x5F {
                if digits.count < 800 {
                    if !(digits.isEmpty && byte == 0x30) { digits.append(byte - 0x30) }
                    if afterPoint { exponent -= 1 }
                } else {
                    if byte != 0x30 { tailIsZero = false }
                    if !afterPoint { exponent += 1 }
                }
            }
        }
        if digits.isEmpty { return 0 }
        // Beyond these the answer is known, and the integers below stay short.
        let magnitude = exponent + digits.count
        if magnitude > 400 { return nil }
        if magnitude < -400 { return 0 }
        if !tailIsZero {
            digits.append(1)
            exponent -= 1
        }
        var numerator = Natural(decimalDigits: digits)
        var denominator = Natural(1)
        if exponent >= 0 {
            numerator.multiply(byPowerOfTen: exponent)
        } else {
            denominator.multiply(byPowerOfTen: -exponent)
        }
        let shift = Natural.scale(&numerator, &denominator)
        let (quotient, isExact) = numerator.quotient64(by: denominator)
        return format.rounded(quotient, exponent: shift, isInexact: !isExact)
    }
}

enum PowersOfTen {
    /// 5^0 to 5^27, the powers that fit into 64 bits.
    static let five: [UInt64] = (0...27).map { exponent in (0..<exponent).reduce(1) { power, _ in power * 5 } }

    /// 10^0 to 10^22, the powers that `f64` holds exactly.
    static let f64: [Double] = (0...22).map { exponent in (0..<exponent).reduce(1) { power, _ in power * 10 } }

    static let stepBias = 13

    /// 5^(27 · n), from n = −13 to 12: the upper 64 bits, and the exponent of two that goes with them.
    static let steps: [(significand: UInt64, exponent: Int)] = (-stepBias...12).map { step in
        var power = Natural(1)
        power.multiply(byPowerOfFive: 27 * abs(step))
        var (numerator, denominator) = step < 0 ? (Natural(1), power) : (power, Natural(1))
        let exponent = Natural.scale(&numerator, &denominator)
        return (numerator.quotient64(by: denominator).quotient, exponent)
    }
}
