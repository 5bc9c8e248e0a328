// Decimal floating-point literals, correctly rounded however many digits they have: in machine arithmetic where that is
// exact, in 128-bit integers where that is, else in integers of any length.
extension TextParser {
    /// Bits of the magnitude of a decimal literal; `nil` if it rounds to no finite number.
    func decimalFloat(_ form: FloatForm, _ format: BinaryFormat) -> UInt64? {
        let text = source.span
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
        if !isComplete { return longDecimalFloat(form, format) }
        return exactFloat(significand, exponent, format) ?? longDecimalFloat(form, format)
    }

    /// `significand · 10^exponent` where one rounding of exact 128-bit integers gives it.
    private func exactFloat(_ significand: UInt64, _ exponent: Int, _ format: BinaryFormat) -> UInt64? {
        guard exponent >= -27, exponent <= 27 else { return nil }
        let power = PowersOfFive.small[abs(exponent)]
        if exponent >= 0 {
            // significand · 5^e · 2^e
            let product = significand.multipliedFullWidth(by: power)
            return rounded(high: product.high, low: product.low, exponent: exponent, isInexact: false, format)
        }
        // significand · 2^64 / 5^-e · 2^(e − 64), with both sides made 64 bits long so that the quotient has 64 or 65.
        let shift = significand.leadingZeroBitCount
        let divisorShift = power.leadingZeroBitCount
        let divisor = power &<< UInt64(divisorShift)
        let dividend = significand &<< UInt64(shift)
        // dividend / divisor is between 1/2 and 2: halve it, so that the quotient of 128 by 64 bits fits.
        let (quotient, remainder) = divisor.dividingFullWidth((dividend >> 1, dividend << 63))
        return rounded(
            high: 0, low: quotient, exponent: exponent &- 63 &- shift &+ divisorShift, isInexact: remainder != 0, format)
    }

    /// Rounds a number of 128 bits that ends in `isInexact`. If it is inexact, `low` alone has 63 bits at least.
    private func rounded(high: UInt64, low: UInt64, exponent: Int, isInexact: Bool, _ format: BinaryFormat) -> UInt64? {
        if high == 0 { return format.rounded(low, exponent: exponent, isInexact: isInexact) }
        let shift = UInt64(high.leadingZeroBitCount)
        let top = shift == 0 ? high : high << shift | low >> (64 - shift)
        let rest = low << shift
        return format.rounded(top, exponent: exponent &+ 64 &- Int(shift), isInexact: rest != 0 || isInexact)
    }

    /// Any number of digits. More than 800 cannot matter but for being zero or not: the decimal expansion of a number
    /// halfway between two of `f64` has fewer (767 at most).
    @inline(never) private func longDecimalFloat(_ form: FloatForm, _ format: BinaryFormat) -> UInt64? {
        var digits: [UInt8] = []
        var exponent = form.exponent
        var afterPoint = false
        var tailIsZero = true
        for position in form.digits..<form.digitsEnd {
            let byte = source[position]
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
        if exponent >= 0 { numerator.multiply(byPowerOfTen: exponent) } else { denominator.multiply(byPowerOfTen: -exponent) }
        // Scale so that the quotient has exactly 64 bits, or 65 before the last step.
        var shift = numerator.bitWidth - denominator.bitWidth - 64
        if shift < 0 { numerator.shiftLeft(-shift) } else { denominator.shiftLeft(shift) }
        if numerator.isLess(than: denominator, shiftedLeft: 63) {
            numerator.shiftLeft(1)
            shift -= 1
        } else if !numerator.isLess(than: denominator, shiftedLeft: 64) {
            denominator.shiftLeft(1)
            shift += 1
        }
        let (quotient, isExact) = numerator.quotient64(by: denominator)
        return format.rounded(quotient, exponent: shift, isInexact: !isExact)
    }
}

enum PowersOfFive {
    /// 5^0 to 5^27, the powers that fit into 64 bits.
    static let small: [UInt64] = (0...27).map { exponent in (0..<exponent).reduce(1) { power, _ in power * 5 } }
}
