/// The integer operations as the specification defines them: on mathematical integers, wide enough never to overflow.
struct IntegerDefinition {
    var width: Int

    private var modulus: Int128 { 1 << Int128(width) }
    var mask: UInt64 { UInt64(modulus - 1) }

    func signed(_ a: UInt64) -> Int128 { Int128(a) >= modulus / 2 ? Int128(a) - modulus : Int128(a) }
    func wrapped(_ a: Int128) -> UInt64 { UInt64(((a % modulus) + modulus) % modulus) }
    private func saturatedSigned(_ a: Int128) -> UInt64 { wrapped(min(max(a, -modulus / 2), modulus / 2 - 1)) }
    private func saturatedUnsigned(_ a: Int128) -> UInt64 { wrapped(min(max(a, 0), modulus - 1)) }
    private func bits(_ a: UInt64) -> [Bool] { (0..<width).map { a >> UInt64($0) & 1 == 1 } }
    private func number(_ bits: [Bool]) -> UInt64 {
        bits.enumerated().reduce(0) { $0 | ($1.element ? 1 << UInt64($1.offset) : 0) }
    }

    enum Answer: Equatable {
        case value(UInt64)
        case truth(Bool)
        case divideByZero, overflow
    }

    /// `nil` for an operation that is not one of these.
    func answer(_ operation: String, _ a: UInt64, _ b: UInt64) -> Answer? {
        let (x, y) = (Int128(a), Int128(b))
        let (s, t) = (signed(a), signed(b))
        let count = Int(b % UInt64(width))
        switch operation {
        case "add": return .value(wrapped(x + y))
        case "sub": return .value(wrapped(x - y))
        case "mul": return .value(wrapped(s * t))
        case "div_u": return y == 0 ? .divideByZero : .value(wrapped(x / y))
        case "rem_u": return y == 0 ? .divideByZero : .value(wrapped(x % y))
        case "div_s": return t == 0 ? .divideByZero : s / t == modulus / 2 ? .overflow : .value(wrapped(s / t))
        case "rem_s": return t == 0 ? .divideByZero : .value(wrapped(s - t * (s / t)))
        case "and": return .value(number(zip(bits(a), bits(b)).map { $0 && $1 }))
        case "or": return .value(number(zip(bits(a), bits(b)).map { $0 || $1 }))
        case "xor": return .value(number(zip(bits(a), bits(b)).map { $0 != $1 }))
        case "shl": return .value(number(Array(repeating: false, count: count) + bits(a).prefix(width - count)))
        case "shr_u": return .value(number(bits(a).dropFirst(count) + Array(repeating: false, count: count)))
        case "shr_s": return .value(number(bits(a).dropFirst(count) + Array(repeating: s < 0, count: count)))
        case "rotl": return .value(number(bits(a).suffix(count) + bits(a).prefix(width - count)))
        case "rotr": return .value(number(bits(a).suffix(width - count) + bits(a).prefix(count)))
        case "clz": return .value(UInt64(bits(a).reversed().prefix { !$0 }.count))
        case "ctz": return .value(UInt64(bits(a).prefix { !$0 }.count))
        case "popcnt": return .value(UInt64(bits(a).count { $0 }))
        case "extend8_s": return .value(wrapped(IntegerDefinition(width: 8).signed(a & 0xFF)))
        case "extend16_s": return .value(wrapped(IntegerDefinition(width: 16).signed(a & 0xFFFF)))
        case "extend32_s": return .value(wrapped(IntegerDefinition(width: 32).signed(a & 0xFFFF_FFFF)))
        case "eqz": return .truth(x == 0)
        case "eq": return .truth(x == y)
        case "ne": return .truth(x != y)
        case "lt_s": return .truth(s < t)
        case "lt_u": return .truth(x < y)
        case "gt_s": return .truth(s > t)
        case "gt_u": return .truth(x > y)
        case "le_s": return .truth(s <= t)
        case "le_u": return .truth(x <= y)
        case "ge_s": return .truth(s >= t)
        case "ge_u": return .truth(x >= y)
        case "abs": return .value(wrapped(s < 0 ? -s : s))
        case "neg": return .value(wrapped(-s))
        case "min_s": return .value(wrapped(min(s, t)))
        case "min_u": return .value(wrapped(min(x, y)))
        case "max_s": return .value(wrapped(max(s, t)))
        case "max_u": return .value(wrapped(max(x, y)))
        case "add_sat_s": return .value(saturatedSigned(s + t))
        case "add_sat_u": return .value(saturatedUnsigned(x + y))
        case "sub_sat_s": return .value(saturatedSigned(s - t))
        case "sub_sat_u": return .value(saturatedUnsigned(x - y))
        case "avgr_u": return .value(wrapped((x + y + 1) / 2))
        case "q15mulr_sat_s", "relaxed_q15mulr_s":
            let scaled = s * t + 0x4000
            return .value(saturatedSigned(scaled >= 0 ? scaled / 0x8000 : -((-scaled + 0x7FFF) / 0x8000)))
        default: return nil
        }
    }

    /// A lane of twice the width, squeezed.
    func narrowed(_ a: UInt64, signed isSigned: Bool) -> UInt64 {
        let wide = IntegerDefinition(width: width * 2).signed(a)
        return isSigned ? saturatedSigned(wide) : saturatedUnsigned(wide)
    }

    /// Both ends of each signedness, powers of two and their neighbours, and patterns of bits.
    var boundaries: [UInt64] {
        var numbers: Set<UInt64> = [
            0, 1, 2, 3, 7, 10, 0x5555_5555_5555_5555, 0xAAAA_AAAA_AAAA_AAAA, 0x0123_4567_89AB_CDEF,
        ]
        for power in stride(from: 0, to: UInt64(width), by: width > 16 ? 4 : 1) {
            let bit: UInt64 = 1 << power
            numbers.formUnion([bit, bit &- 1, ~bit, 0 &- bit])
        }
        let top: UInt64 = 1 << UInt64(width - 1)
        numbers.formUnion([top, top - 1, top + 1, .max, .max - 1])
        return Set(numbers.map { $0 & mask }).sorted()
    }
}
