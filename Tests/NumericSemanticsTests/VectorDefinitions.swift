import NumericSemantics

/// `i8x16` and its like: what lanes a vector has.
struct Shape {
    var isFloat: Bool
    var width: Int
    var count: Int { 128 / width }

    /// `nil` if this is not the name of a shape.
    init?(_ name: some StringProtocol) {
        let parts = name.dropFirst().split(separator: "x")
        guard parts.count == 2, let width = Int(parts[0]), Int(parts[1]) == 128 / width else { return nil }
        isFloat = name.hasPrefix("f")
        self.width = width
    }

    var integers: IntegerDefinition { IntegerDefinition(width: width) }
    var format: NumberFormat { width == 32 ? .binary32 : .binary64 }
}

extension Vector128 {
    /// Byte by byte, lowest first.
    var bytes: [UInt8] {
        [low, high].flatMap { word in (0..<8).map { UInt8(word >> UInt64(8 * $0) & 0xFF) } }
    }

    func lanes(_ width: Int) -> [UInt64] {
        let size = width / 8
        return (0..<(16 / size)).map { lane in
            bytes[(lane * size)..<((lane + 1) * size)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    init(lanes: [UInt64], width: Int) {
        let bytes = lanes.flatMap { lane in (0..<(width / 8)).map { lane >> UInt64(8 * $0) & 0xFF } }
        let words = [0, 8].map { start in bytes[start..<(start + 8)].reversed().reduce(0) { $0 << 8 | $1 } }
        self.init(low: words[0], high: words[1])
    }
}

/// The vector instructions as the specification defines them, lane by lane on lists of numbers.
struct VectorDefinition {
    var mnemonic: String
    var immediate: Vector128

    /// Whether `result` is an answer; `nil` for an instruction that is none of these. A scalar operand stands in
    /// `b.low` (in `a.low` for a splat), a scalar result in the low word.
    func isAnswer(_ result: Vector128, _ a: Vector128, _ b: Vector128, _ c: Vector128) -> Bool? {
        let parts = mnemonic.split(separator: ".", maxSplits: 1)
        let operation = String(parts[1])
        if parts[0] == "v128" { return bitwise(operation, a, b, c).map { $0 == result } }
        guard let shape = Shape(parts[0]) else { return nil }
        if let answer = moved(operation, shape, a, b) ?? widened(operation, shape, a, b, c)
            ?? converted(operation, shape, a)
        {
            return answer == result
        }
        return shape.isFloat
            ? isFloatAnswer(operation, shape, result, a, b, c)
            : lifted(operation, shape, a, b, c).map { $0 == result }
    }

    private func bitwise(_ operation: String, _ a: Vector128, _ b: Vector128, _ c: Vector128) -> Vector128? {
        func each(_ body: (UInt64, UInt64, UInt64) -> UInt64) -> Vector128 {
            Vector128(low: body(a.low, b.low, c.low), high: body(a.high, b.high, c.high))
        }
        switch operation {
        case "const": return immediate
        case "not": return each { x, _, _ in .max - x }
        case "and": return each { x, y, _ in x & y }
        case "andnot": return each { x, y, _ in x & (.max - y) }
        case "or": return each { x, y, _ in x | y }
        case "xor": return each { x, y, _ in x ^ y }
        case "bitselect": return each { x, y, m in (x & m) | (y & (.max - m)) }
        case "any_true": return Vector128(low: a.bytes.contains { $0 != 0 } ? 1 : 0, high: 0)
        default: return nil
        }
    }

    private func moved(_ operation: String, _ shape: Shape, _ a: Vector128, _ b: Vector128) -> Vector128? {
        let width = shape.width
        let lane = Int(immediate.low)
        let lanes = a.lanes(width)
        switch operation {
        case "splat":
            return Vector128(lanes: Array(repeating: a.low & shape.integers.mask, count: shape.count), width: width)
        case "extract_lane", "extract_lane_u": return Vector128(low: lanes[lane], high: 0)
        case "extract_lane_s":
            return Vector128(low: IntegerDefinition(width: 32).wrapped(shape.integers.signed(lanes[lane])), high: 0)
        case "replace_lane":
            var replaced = lanes
            replaced[lane] = b.low & shape.integers.mask
            return Vector128(lanes: replaced, width: width)
        case "swizzle", "relaxed_swizzle":
            return Vector128(lanes: b.lanes(8).map { $0 < 16 ? lanes[Int($0)] : 0 }, width: 8)
        case "shuffle":
            return Vector128(lanes: immediate.lanes(8).map { (lanes + b.lanes(8))[Int($0)] }, width: 8)
        case "all_true": return Vector128(low: lanes.allSatisfy { $0 != 0 } ? 1 : 0, high: 0)
        case "bitmask":
            let negative = lanes.indices.filter { shape.integers.signed(lanes[$0]) < 0 }
            return Vector128(low: negative.reduce(0) { $0 + (1 << UInt64($1)) }, high: 0)
        default: return nil
        }
    }

    private func widened(
        _ operation: String, _ shape: Shape, _ a: Vector128, _ b: Vector128, _ c: Vector128
    ) -> Vector128? {
        let words = operation.split(separator: "_")
        guard words.count >= 3, !shape.isFloat else { return nil }
        if words[0] == "narrow" {
            let wide = a.lanes(2 * shape.width) + b.lanes(2 * shape.width)
            return Vector128(
                lanes: wide.map { shape.integers.narrowed($0, signed: words.last == "s") }, width: shape.width)
        }
        let narrow = IntegerDefinition(width: shape.width / 2)
        let isSigned = words.last == "s"
        func numbers(_ vector: Vector128) -> [Int128] {
            vector.lanes(narrow.width).map { isSigned ? narrow.signed($0) : Int128($0) }
        }
        func half(_ numbers: [Int128]) -> ArraySlice<Int128> {
            words[1] == "low" ? numbers.prefix(shape.count) : numbers.suffix(shape.count)
        }
        func pairs(_ numbers: [Int128]) -> [Int128] {
            stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] + numbers[$0 + 1] }
        }
        func vector(_ numbers: some Sequence<Int128>) -> Vector128 {
            Vector128(lanes: numbers.map(shape.integers.wrapped), width: shape.width)
        }
        func relaxedDot(_ lanes: IntegerDefinition) -> [Int128] {
            let narrow = IntegerDefinition(width: 8)
            let products = zip(a.lanes(8), b.lanes(8)).map { narrow.signed($0) * narrow.signed($1) }
            return pairs(products).map { min($0, 0x7FFF) }
        }
        switch operation {
        case "relaxed_dot_i8x16_i7x16_s": return vector(relaxedDot(shape.integers))
        case "relaxed_dot_i8x16_i7x16_add_s":
            let sums = zip(pairs(relaxedDot(shape.integers)), c.lanes(32)).map { $0 + Int128($1) }
            return vector(sums)
        default: break
        }
        switch words[0] {
        case "extend": return vector(half(numbers(a)))
        case "extmul": return vector(zip(half(numbers(a)), half(numbers(b))).map { $0 * $1 })
        case "extadd": return vector(pairs(numbers(a)))
        case "dot": return vector(pairs(zip(numbers(a), numbers(b)).map { $0 * $1 }))
        default: return nil
        }
    }

    private func converted(_ operation: String, _ shape: Shape, _ a: Vector128) -> Vector128? {
        let words = operation.split(separator: "_")
        let isSigned = words.contains("s")
        if words.contains("trunc"), let source = words.compactMap({ Shape($0) }).first {
            let lanes = a.lanes(source.width).map { bits in
                switch source.format.truncated(bits, width: 32, isSigned: isSigned) {
                case .value(let number), .beyond(let number): number
                case .nan: 0 as UInt64
                }
            }
            return Vector128(lanes: lanes + Array(repeating: 0, count: 4 - lanes.count), width: 32)
        }
        if words.first == "convert" {
            let numbers = a.lanes(32).prefix(shape.count).map {
                isSigned ? IntegerDefinition(width: 32).signed($0) : Int128($0)
            }
            return Vector128(
                lanes: numbers.map { shape.format.rounded(negative: $0 < 0, $0.magnitude, exponent: 0) },
                width: shape.width)
        }
        return nil
    }

    private func lifted(_ operation: String, _ shape: Shape, _ a: Vector128, _ b: Vector128, _ c: Vector128)
        -> Vector128?
    {
        let integers = shape.integers
        let isShift = ["shl", "shr_s", "shr_u"].contains(operation)
        if operation == "relaxed_laneselect" { return bitwise("bitselect", a, b, c) }
        var lanes: [UInt64] = []
        for (x, y) in zip(a.lanes(shape.width), b.lanes(shape.width)) {
            switch integers.answer(operation, x, isShift ? b.low & 0xFFFF_FFFF : y) {
            case .value(let lane): lanes.append(lane)
            case .truth(let holds): lanes.append(holds ? integers.mask : 0)
            case .divideByZero, .overflow, nil: return nil
            }
        }
        return Vector128(lanes: lanes, width: shape.width)
    }

    private func isFloatAnswer(
        _ operation: String, _ shape: Shape, _ result: Vector128, _ a: Vector128, _ b: Vector128, _ c: Vector128
    ) -> Bool? {
        let format = shape.format
        let results = result.lanes(shape.width)
        let (x, y, z) = (a.lanes(shape.width), b.lanes(shape.width), c.lanes(shape.width))
        switch operation {
        case "demote_f64x2_zero", "promote_low_f32x4":
            let source: NumberFormat = shape.width == 32 ? .binary64 : .binary32
            let sources = a.lanes(96 - shape.width)
            let converted = zip(results, sources).allSatisfy { lane, bits in
                switch source.decoded(bits) {
                case .nan:
                    let isCanonical = bits & ~source.signBit == source.canonicalNaN
                    return format.mayAnswerNaN(lane, [format.canonicalNaN + (isCanonical ? 0 : 1)])
                case .infinity(let negative): return lane == format.infinity | (negative ? format.signBit : 0)
                case .finite(let negative, let magnitude, let exponent):
                    return lane == format.rounded(negative: negative, magnitude, exponent: exponent)
                }
            }
            return converted && results.dropFirst(2).allSatisfy { $0 == 0 }
        case "eq", "ne", "lt", "gt", "le", "ge":
            return results.indices.allSatisfy { lane in
                let truth: UInt64? = results[lane] == shape.integers.mask ? 1 : results[lane] == 0 ? 0 : nil
                return truth.map { format.allows($0, operation, [x[lane], y[lane]]) } ?? false
            }
        case "relaxed_madd", "relaxed_nmadd":
            return results.indices.allSatisfy { lane in
                let factor = operation == "relaxed_nmadd" ? x[lane] ^ format.signBit : x[lane]
                guard let product = format.binary("mul", factor, y[lane]),
                    let sum = format.binary("add", product, z[lane])
                else {
                    return format.mayAnswerNaN(results[lane], [x[lane], y[lane], z[lane]])
                }
                return results[lane] == sum
            }
        case "ceil", "floor", "trunc", "nearest", "abs", "neg", "sqrt":
            return results.indices.allSatisfy { format.allows(results[$0], operation, [x[$0]]) }
        case "add", "sub", "mul", "div", "min", "max", "pmin", "pmax", "relaxed_min", "relaxed_max":
            let strict = operation.replacing("relaxed_", with: "")
            return results.indices.allSatisfy { format.allows(results[$0], strict, [x[$0], y[$0]]) }
        default: return nil
        }
    }
}
