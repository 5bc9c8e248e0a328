/// A natural number of any length, for the rounding of decimal literals that no machine word decides.
struct Natural {
    /// 32 bits each, lowest first, the highest not zero.
    private var limbs: [UInt32]

    init(_ value: UInt32) { limbs = value == 0 ? [] : [value] }

    init(decimalDigits: [UInt8]) {
        limbs = []
        var position = 0
        while position < decimalDigits.count {
            let group = decimalDigits[position..<min(position + 9, decimalDigits.count)]
            let value = group.reduce(UInt32(0)) { $0 * 10 + UInt32($1) }
            let scale = group.reduce(UInt32(1)) { power, _ in power * 10 }
            multiply(by: scale, adding: value)
            position += 9
        }
    }

    var bitWidth: Int {
        guard let top = limbs.last else { return 0 }
        return limbs.count * 32 - top.leadingZeroBitCount
    }

    mutating func multiply(by factor: UInt32, adding addend: UInt32 = 0) {
        var carry = UInt64(addend)
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * UInt64(factor) + carry
            limbs[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry != 0 { limbs.append(UInt32(carry)) }
    }

    mutating func multiply(byPowerOfFive exponent: Int) {
        for _ in 0..<(exponent / 13) { multiply(by: 1_220_703_125) }
        for _ in 0..<(exponent % 13) { multiply(by: 5) }
    }

    mutating func multiply(byPowerOfTen exponent: Int) {
        multiply(byPowerOfFive: exponent)
        shiftLeft(exponent)
    }

    /// Shifts one of the two so that the quotient has exactly 64 bits; returns the exponent of two that makes up for
    /// it.
    static func scale(_ numerator: inout Natural, _ denominator: inout Natural) -> Int {
        var shift = numerator.bitWidth - denominator.bitWidth - 64
        if shift < 0 { numerator.shiftLeft(-shift) } else { denominator.shiftLeft(shift) }
        if numerator.isLess(than: denominator, shiftedLeft: 63) {
            numerator.shiftLeft(1)
            shift -= 1
        } else if !numerator.isLess(than: denominator, shiftedLeft: 64) {
            denominator.shiftLeft(1)
            shift += 1
        }
        return shift
    }

    mutating func shiftLeft(_ count: Int) {
        if limbs.isEmpty || count == 0 { return }
        let bits = UInt64(count % 32)
        if bits != 0 {
            var carry: UInt64 = 0
            for index in limbs.indices {
                let shifted = UInt64(limbs[index]) << bits | carry
                limbs[index] = UInt32(truncatingIfNeeded: shifted)
                carry = shifted >> 32
            }
            if carry != 0 { limbs.append(UInt32(carry)) }
        }
        limbs.insert(contentsOf: repeatElement(0, count: count / 32), at: 0)
    }

    func isLess(than other: Natural, shiftedLeft count: Int) -> Bool {
        var shifted = other
        shifted.shiftLeft(count)
        return isLess(than: shifted)
    }

    func isLess(than other: Natural) -> Bool {
        if limbs.count != other.limbs.count { return limbs.count < other.limbs.count }
        for index in limbs.indices.reversed() where limbs[index] != other.limbs[index] {
            return limbs[index] < other.limbs[index]
        }
        return false
    }

    private mutating func subtract(_ other: Natural) {
        var borrow: Int64 = 0
        for index in limbs.indices {
            let difference = Int64(limbs[index]) - (index < other.limbs.count ? Int64(other.limbs[index]) : 0) + borrow
            limbs[index] = UInt32(truncatingIfNeeded: difference)
            borrow = difference < 0 ? -1 : 0
        }
        while limbs.last == 0 { limbs.removeLast() }
    }

    /// The quotient, which must be at least 2^63 and less than 2^64, and whether nothing was left over.
    func quotient64(by divisor: Natural) -> (quotient: UInt64, isExact: Bool) {
        var remainder = self
        var part = divisor
        part.shiftLeft(63)
        var quotient: UInt64 = 0
        for bit in (0..<64).reversed() {
            if !remainder.isLess(than: part) {
                remainder.subtract(part)
                quotient |= 1 << UInt64(bit)
            }
            if bit > 0 { remainder.shiftLeft(1) }
        }
        return (quotient, remainder.limbs.isEmpty)
    }
}
