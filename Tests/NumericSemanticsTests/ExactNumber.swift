/// A number format of IEEE 754, and arithmetic in it done with integers only: an exact result, rounded once.
///
/// It is the definition that the tests hold the operations to, so it shares nothing with them, not even the hardware's
/// floating-point unit.
struct NumberFormat: Sendable {
    /// Binary digits of a normal number, the hidden one included.
    var precision: Int
    var exponentBits: Int

    static let binary32 = NumberFormat(precision: 24, exponentBits: 8)
    static let binary64 = NumberFormat(precision: 53, exponentBits: 11)

    var signBit: UInt64 { 1 << UInt64(precision + exponentBits - 1) }
    var exponentField: UInt64 { (1 << UInt64(exponentBits)) - 1 }
    var infinity: UInt64 { exponentField << UInt64(precision - 1) }
    var canonicalNaN: UInt64 { infinity | 1 << UInt64(precision - 2) }
    /// Of the last digit of the smallest number.
    var leastExponent: Int { 1 - (1 << (exponentBits - 1)) + 1 - (precision - 1) }

    func decoded(_ bits: UInt64) -> ExactNumber {
        let negative = bits & signBit != 0
        let field = (bits >> UInt64(precision - 1)) & exponentField
        let fraction = bits & ((1 << UInt64(precision - 1)) - 1)
        if field == exponentField { return fraction == 0 ? .infinity(negative: negative) : .nan }
        if field == 0 { return .finite(negative: negative, UInt128(fraction), exponent: leastExponent) }
        let hidden: UInt64 = 1 << UInt64(precision - 1)
        return .finite(negative: negative, UInt128(fraction | hidden), exponent: leastExponent + Int(field) - 1)
    }

    /// The number `magnitude · 2^exponent`, and a little more if `inexact`, rounded to nearest, ties to even.
    func rounded(negative: Bool, _ magnitude: UInt128, exponent: Int, inexact: Bool = false) -> UInt64 {
        let sign = negative ? signBit : 0
        if magnitude == 0 { return sign }
        let length = 128 - magnitude.leadingZeroBitCount
        var target = max(length + exponent - precision, leastExponent)
        let shift = target - exponent
        var digits: UInt128
        if shift <= 0 {
            digits = magnitude << UInt128(-shift)
        } else if shift > 127 {
            digits = 0
        } else {
            digits = magnitude >> UInt128(shift)
            let rest = magnitude & ((1 << UInt128(shift)) - 1)
            let half: UInt128 = 1 << UInt128(shift - 1)
            if rest > half || (rest == half && (inexact || digits & 1 == 1)) { digits += 1 }
        }
        if digits == 1 << UInt128(precision) {
            digits >>= 1
            target += 1
        }
        let hidden: UInt128 = 1 << UInt128(precision - 1)
        if digits < hidden { return sign | UInt64(digits) }
        let field = target - leastExponent + 1
        return field >= Int(exponentField)
            ? sign | infinity : sign | UInt64(field) << UInt64(precision - 1) | UInt64(digits - hidden)
    }

    /// `nil` where the result is a NaN.
    func binary(_ operation: String, _ a: UInt64, _ b: UInt64) -> UInt64? {
        switch (operation, decoded(a), decoded(b)) {
        case (_, .nan, _), (_, _, .nan): return nil
        case ("sub", _, _): return binary("add", a, b ^ signBit)
        case ("add", .infinity(let s), .infinity(let t)): return s == t ? a : nil
        case ("add", .infinity, _): return a
        case ("add", _, .infinity): return b
        case ("add", .finite(let s, let m, let e), .finite(let t, let n, let f)):
            return sum(s, m, e, t, n, f)
        case ("mul", .infinity(let s), .infinity(let t)): return (s != t ? signBit : 0) | infinity
        case ("mul", .infinity(let s), .finite(let t, let m, _)), ("mul", .finite(let s, let m, _), .infinity(let t)):
            return m == 0 ? nil : (s != t ? signBit : 0) | infinity
        case ("mul", .finite(let s, let m, let e), .finite(let t, let n, let f)):
            return rounded(negative: s != t, m * n, exponent: e + f)
        case ("div", .infinity, .infinity): return nil
        case ("div", .infinity(let s), .finite(let t, _, _)): return (s != t ? signBit : 0) | infinity
        case ("div", .finite(let s, _, _), .infinity(let t)): return s != t ? signBit : 0
        case ("div", .finite(let s, let m, let e), .finite(let t, let n, let f)):
            if n == 0 { return m == 0 ? nil : (s != t ? signBit : 0) | infinity }
            if m == 0 { return s != t ? signBit : 0 }
            let up = m.leadingZeroBitCount
            let (quotient, rest) = (m << UInt128(up)).quotientAndRemainder(dividingBy: n)
            return rounded(negative: s != t, quotient, exponent: e - up - f, inexact: rest != 0)
        case ("min", _, _): return isBelow(a, b) ? a : b
        case ("max", _, _): return isBelow(a, b) ? b : a
        default: return nil
        }
    }

    private func sum(_ s: Bool, _ m: UInt128, _ e: Int, _ t: Bool, _ n: UInt128, _ f: Int) -> UInt64 {
        if m == 0 && n == 0 { return s && t ? signBit : 0 }
        if m == 0 { return rounded(negative: t, n, exponent: f) }
        if n == 0 { return rounded(negative: s, m, exponent: e) }
        if e < f { return sum(t, n, f, s, m, e) }
        // Far below the last digit that counts, how small the other operand is no longer matters: one stands for it.
        let distance = min(e - f, 70)
        let large = m << UInt128(distance)
        let small = e - f > 70 ? 1 : n
        let exponent = e - distance
        if s == t { return rounded(negative: s, large + small, exponent: exponent) }
        if large == small { return 0 }
        return large > small
            ? rounded(negative: s, large - small, exponent: exponent)
            : rounded(negative: t, small - large, exponent: exponent)
    }

    /// `nil` where the result is a NaN.
    func unary(_ operation: String, _ a: UInt64) -> UInt64? {
        switch (operation, decoded(a)) {
        case ("abs", _): return a & ~signBit
        case ("neg", _): return a ^ signBit
        case (_, .nan): return nil
        case ("sqrt", .infinity(let s)): return s ? nil : a
        case ("sqrt", .finite(let s, let m, let e)):
            if m == 0 { return a }
            if s { return nil }
            var up = m.leadingZeroBitCount - 2
            if (e - up) % 2 != 0 { up -= 1 }
            let radicand = m << UInt128(up)
            var root: UInt128 = 0
            for bit in (0..<64).reversed() where (root | 1 << UInt128(bit)) * (root | 1 << UInt128(bit)) <= radicand {
                root |= 1 << UInt128(bit)
            }
            return rounded(negative: false, root, exponent: (e - up) / 2, inexact: root * root != radicand)
        case (_, .infinity): return a
        case (_, .finite(let s, let m, let e)):
            if e >= 0 { return a }
            let whole = e < -127 ? 0 : m >> UInt128(-e)
            let rest = e < -127 ? m : m & ((1 << UInt128(-e)) - 1)
            let doubled = e < -126 ? 0 : rest << 1
            let unit: UInt128 = e < -126 ? 1 : 1 << UInt128(-e)
            let up =
                switch operation {
                case "ceil": !s && rest != 0
                case "floor": s && rest != 0
                case "nearest": doubled > unit || (doubled == unit && whole & 1 == 1)
                default: false
                }
            return rounded(negative: s, whole + (up ? 1 : 0), exponent: 0)
        }
    }

    /// By value; −0 is below +0. Neither is a NaN.
    private func isBelow(_ a: UInt64, _ b: UInt64) -> Bool {
        func rank(_ x: UInt64) -> Int64 { x & signBit != 0 ? -1 - Int64(x & ~signBit) : Int64(x) }
        return rank(a) < rank(b)
    }

    /// `nil` if either is a NaN.
    func isLess(_ a: UInt64, _ b: UInt64) -> Bool? {
        if case .nan = decoded(a) { return nil }
        if case .nan = decoded(b) { return nil }
        return (a | b) & ~signBit == 0 ? false : isBelow(a, b)
    }

    /// What a NaN may be that comes out of an operation with these operands.
    func mayAnswerNaN(_ result: UInt64, _ operands: [UInt64]) -> Bool {
        let magnitude = result & ~signBit
        let allCanonical = operands.allSatisfy { $0 & ~signBit <= infinity || $0 & ~signBit == canonicalNaN }
        return allCanonical
            ? magnitude == canonicalNaN : magnitude >= canonicalNaN && result & ~(signBit | (signBit - 1)) == 0
    }
}

enum ExactNumber: Sendable {
    case nan
    case infinity(negative: Bool)
    case finite(negative: Bool, UInt128, exponent: Int)
}
