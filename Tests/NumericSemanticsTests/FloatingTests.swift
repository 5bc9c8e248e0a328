import NumericSemantics
import Testing
import WasmModel

@Suite struct FloatingTests {
    static let opcodes = Opcode.allCases.filter { opcode in
        guard let signature = opcode.definition.signature else { return false }
        return [.f_f, .d_d, .ff_f, .dd_d, .ff_i, .dd_i].contains(signature)
    }

    @Test func everyOperationOfBothFormatsIsTested() { #expect(Self.opcodes.count == 2 * 20) }

    @Test(arguments: opcodes)
    func everyOperationAgreesWithItsDefinition(_ opcode: Opcode) throws {
        let (shape, operation) = opcode.shapeAndOperation
        let format: NumberFormat = shape == "f32" ? .binary32 : .binary64
        let isUnary = opcode.definition.signature?.operands.count == 1
        var differences: [String] = []
        for a in format.boundaries {
            for b in isUnary ? [0] : format.boundaries {
                let actual = try #require(try NumericEvaluation.result(of: opcode, NumericOperands(a, b))).low
                if !format.allows(actual, operation, isUnary ? [a] : [a, b]) {
                    differences.append(
                        "\(String(a, radix: 16)) \(String(b, radix: 16)): \(String(actual, radix: 16))")
                }
            }
        }
        #expect(differences.isEmpty, "\(opcode): \(differences.prefix(3))")
    }

    /// One in 1021 of all bit patterns: every exponent, many fractions, NaN of both kinds.
    @Test func floatsRoundAsTheLibraryRoundsThem() {
        var bits: UInt32 = 0
        var wrong: [UInt32] = []
        repeat {
            let x = Float(bitPattern: bits)
            func same(_ a: UInt32, _ b: Float) -> Bool { b.isNaN ? Floating32.isArithmeticNaN(a) : a == b.bitPattern }
            if !same(Floating32.nearest(bits), x.rounded(.toNearestOrEven))
                || !same(Floating32.ceil(bits), x.rounded(.up))
                || !same(Floating32.floor(bits), x.rounded(.down))
                || !same(Floating32.trunc(bits), x.rounded(.towardZero))
            {
                wrong.append(bits)
            }
            bits = bits > UInt32.max - 1021 ? 0 : bits + 1021
        } while bits != 0
        #expect(wrong.isEmpty)
    }

    @Test func kindsOfNaNAreToldApart() {
        #expect(Floating32.isCanonicalNaN(0x7FC0_0000) && Floating32.isCanonicalNaN(0xFFC0_0000))
        #expect(!Floating32.isCanonicalNaN(0x7FC0_0001) && Floating32.isArithmeticNaN(0x7FC0_0001))
        #expect(!Floating32.isArithmeticNaN(0x7FA0_0000) && Floating32.isNaN(0x7FA0_0000))
        #expect(!Floating32.isNaN(0x7F80_0000) && !Floating32.isArithmeticNaN(0xFF80_0000))
        #expect(Floating64.isCanonicalNaN(0xFFF8_0000_0000_0000) && !Floating64.isNaN(0x7FF0_0000_0000_0000))
    }
}

extension NumberFormat {
    /// Whether `result` is an answer of the operation: the exact one, or any NaN that the operands allow.
    func allows(_ result: UInt64, _ operation: String, _ operands: [UInt64]) -> Bool {
        let (a, b) = (operands[0], operands.last ?? 0)
        switch operation {
        case "eq": return result == (isLess(a, b) == false && isLess(b, a) == false ? 1 : 0)
        case "ne": return result == (isLess(a, b) == false && isLess(b, a) == false ? 0 : 1)
        case "lt": return result == (isLess(a, b) == true ? 1 : 0)
        case "gt": return result == (isLess(b, a) == true ? 1 : 0)
        case "le": return result == (isLess(b, a) == false ? 1 : 0)
        case "ge": return result == (isLess(a, b) == false ? 1 : 0)
        case "pmin": return result == (isLess(b, a) == true ? b : a)
        case "pmax": return result == (isLess(a, b) == true ? b : a)
        case "copysign": return result == a & ~signBit | b & signBit
        default:
            guard let exact = operands.count == 1 ? unary(operation, a) : binary(operation, a, b) else {
                return mayAnswerNaN(result, operands)
            }
            return result == exact
        }
    }

    /// Zeros, ends of the subnormal and normal range, halves and ties, ends of the integers, infinities, and every kind
    /// of NaN, each with both signs.
    var boundaries: [UInt64] {
        let least: UInt64 = 1 << UInt64(precision - 1)
        func power(_ exponent: Int) -> UInt64 { rounded(negative: false, 1, exponent: exponent) }
        var numbers: [UInt64] = [
            0, 1, 2, least - 1, least, least + 1, infinity - 1, infinity, infinity + 1, canonicalNaN - 1, canonicalNaN,
            canonicalNaN + 1, signBit - 1,
            rounded(negative: false, 3, exponent: -1), rounded(negative: false, 5, exponent: -1),
            rounded(negative: false, 10, exponent: 0),
            rounded(negative: false, 0x1999_9999_9999_9999, exponent: -64),
        ]
        for exponent in [-1, -2, 0, 1, 31, 32, 63, 64, precision - 2, precision - 1, precision, -precision, 100, -100] {
            numbers += [power(exponent) - 1, power(exponent), power(exponent) + 1]
        }
        return numbers.flatMap { [$0, $0 | signBit] }
    }
}
