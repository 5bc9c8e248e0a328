import NumericSemantics
import Testing
import WasmModel

@Suite struct ConversionTests {
    static let formats: [String: NumberFormat] = ["f32": .binary32, "f64": .binary64]
    static let widths: [String: Int] = ["i32": 32, "i64": 64]

    static let truncations = Opcode.allCases.filter { opcode in
        let (shape, operation) = opcode.shapeAndOperation
        return widths[shape] != nil && operation.hasPrefix("trunc_")
    }
    static let conversions = Opcode.allCases.filter { opcode in
        let (shape, operation) = opcode.shapeAndOperation
        return formats[shape] != nil && operation.hasPrefix("convert_")
    }

    @Test func allOfThemAreTested() {
        #expect(Self.truncations.count == 16)
        #expect(Self.conversions.count == 8)
    }

    @Test(arguments: truncations)
    func truncationsAgreeWithTheirDefinition(_ opcode: Opcode) throws {
        let (shape, operation) = opcode.shapeAndOperation
        let width = try #require(Self.widths[shape])
        let words = operation.split(separator: "_").map(String.init)
        let format = try #require(Self.formats[words[words.count - 2]])
        let (isSigned, saturates) = (words.last == "s", words[1] == "sat")
        for bits in format.boundaries + format.neighbours(ofPowers: [8, 31, 32, 63, 64]) {
            let expected = format.truncated(bits, width: width, isSigned: isSigned)
            let actual: Truncation
            do throws(TrapKind) {
                actual = .value(try NumericEvaluation.result(of: opcode, NumericOperands(bits))?.low ?? 0)
            } catch {
                actual =
                    error == .invalidConversionToInteger ? .nan : error == .integerOverflow ? .beyond(0) : .value(.max)
            }
            switch (expected, saturates) {
            case (.value, _): #expect(actual == expected, "\(opcode) \(String(bits, radix: 16))")
            case (.nan, false): #expect(actual == .nan, "\(opcode) \(String(bits, radix: 16))")
            case (.nan, true): #expect(actual == .value(0), "\(opcode) \(String(bits, radix: 16))")
            case (.beyond, false): #expect(actual == .beyond(0), "\(opcode) \(String(bits, radix: 16))")
            case (.beyond(let end), true): #expect(actual == .value(end), "\(opcode) \(String(bits, radix: 16))")
            }
        }
    }

    @Test(arguments: conversions)
    func conversionsRoundOnce(_ opcode: Opcode) throws {
        let (shape, operation) = opcode.shapeAndOperation
        let words = operation.split(separator: "_").map(String.init)
        let definition = IntegerDefinition(width: try #require(Self.widths[words[1]]))
        let format = try #require(Self.formats[shape])
        // Ties and near-ties of the last digit that fits, which double rounding gets wrong.
        let halfway: [UInt64] = [
            1 << 24 + 1, 1 << 25 + 2, 1 << 53 + 1, 1 << 54 + 2, 1 << 54 + 6, 0x7FFF_FF40_0000_0001,
            0x7FFF_FFBF_FFFF_FFFF,
        ]
        for bits in definition.boundaries
            + halfway.flatMap({ [$0 - 1, $0, $0 + 1, 0 &- $0] }).map({ $0 & definition.mask })
        {
            let number = words[2] == "s" ? definition.signed(bits) : Int128(bits)
            let expected = format.rounded(negative: number < 0, number.magnitude, exponent: 0)
            let actual = try NumericEvaluation.result(of: opcode, NumericOperands(bits))?.low
            #expect(actual == expected, "\(opcode) \(bits)")
        }
    }

    @Test func demotionRoundsOnceAndKeepsNaN() throws {
        let (wide, narrow) = (NumberFormat.binary64, NumberFormat.binary32)
        let ties = [
            0x1.000001p0, 0x1.000003p0, 0x1.0000010000001p0, 0x1p-149, 0x1p-150, 0x1.0000000000001p-150,
            0x1.fffffefffffffp127, 0x1.ffffffp127,
        ]
        for bits in wide.boundaries + ties.map(\.bitPattern) {
            let actual = try #require(try NumericEvaluation.result(of: .f32DemoteF64, NumericOperands(bits))).low
            switch wide.decoded(bits) {
            case .nan:
                let allCanonical = bits & ~wide.signBit == wide.canonicalNaN
                #expect(narrow.mayAnswerNaN(actual, [allCanonical ? narrow.canonicalNaN : narrow.canonicalNaN + 1]))
            case .infinity(let negative): #expect(actual == narrow.infinity | (negative ? narrow.signBit : 0))
            case .finite(let negative, let magnitude, let exponent):
                #expect(
                    actual == narrow.rounded(negative: negative, magnitude, exponent: exponent),
                    "\(String(bits, radix: 16))")
            }
        }
    }

    @Test func promotionIsExactAndKeepsNaN() throws {
        let (wide, narrow) = (NumberFormat.binary64, NumberFormat.binary32)
        for bits in narrow.boundaries {
            let actual = try #require(try NumericEvaluation.result(of: .f64PromoteF32, NumericOperands(bits))).low
            switch narrow.decoded(bits) {
            case .nan:
                let allCanonical = bits & ~narrow.signBit == narrow.canonicalNaN
                #expect(wide.mayAnswerNaN(actual, [allCanonical ? wide.canonicalNaN : wide.canonicalNaN + 1]))
            case .infinity(let negative): #expect(actual == wide.infinity | (negative ? wide.signBit : 0))
            case .finite(let negative, let magnitude, let exponent):
                #expect(actual == wide.rounded(negative: negative, magnitude, exponent: exponent))
            }
        }
    }

    @Test(
        arguments: [
            (.i32WrapI64, 0x1234_5678_9ABC_DEF0, 0x9ABC_DEF0), (.i64ExtendI32S, 0x8000_0000, 0xFFFF_FFFF_8000_0000),
            (.i64ExtendI32S, 0x7FFF_FFFF, 0x7FFF_FFFF), (.i64ExtendI32U, 0x8000_0000, 0x8000_0000),
            (.i32ReinterpretF32, 0x7FA0_0001, 0x7FA0_0001), (.f32ReinterpretI32, 0xFFA0_0001, 0xFFA0_0001),
            (.i64ReinterpretF64, 0x7FF4_0000_0000_0001, 0x7FF4_0000_0000_0001), (.f64ReinterpretI64, 1 << 63, 1 << 63),
        ] as [(Opcode, UInt64, UInt64)])
    func movingBitsMovesThem(_ opcode: Opcode, _ bits: UInt64, _ expected: UInt64) throws {
        #expect(try NumericEvaluation.result(of: opcode, NumericOperands(bits)) == Vector128(low: expected, high: 0))
    }
}

enum Truncation: Equatable {
    case value(UInt64)
    case nan
    /// Out of range; the nearer end.
    case beyond(UInt64)
}

extension NumberFormat {
    func truncated(_ bits: UInt64, width: Int, isSigned: Bool) -> Truncation {
        let definition = IntegerDefinition(width: width)
        let low: Int128 = isSigned ? -(1 << Int128(width - 1)) : 0
        let high: Int128 = (1 << Int128(isSigned ? width - 1 : width)) - 1
        switch decoded(bits) {
        case .nan: return .nan
        case .infinity(let negative): return .beyond(definition.wrapped(negative ? low : high))
        case .finite(let negative, let magnitude, let exponent):
            let whole: UInt128 =
                exponent < -127
                ? 0
                : exponent < 0
                    ? magnitude >> UInt128(-exponent) : exponent > 70 ? 1 << 126 : magnitude << UInt128(exponent)
            let number = negative ? -Int128(whole) : Int128(whole)
            if number < low { return .beyond(definition.wrapped(low)) }
            if number > high { return .beyond(definition.wrapped(high)) }
            return .value(definition.wrapped(number))
        }
    }

    /// The numbers around ±2ⁿ and ±(2ⁿ + 1), where ranges of integers end.
    func neighbours(ofPowers powers: [Int]) -> [UInt64] {
        powers.flatMap { power -> [UInt64] in
            let exact = rounded(negative: false, 1, exponent: power)
            let next = rounded(negative: false, 1 << UInt128(power) + 1, exponent: 0)
            return [exact - 1, exact, exact + 1, next - 1, next, next + 1].flatMap { [$0, $0 | signBit] }
        }
    }
}
