import NumericSemantics
import Testing
import WasmModel

@Suite struct IntegerTests {
    static let opcodes = Opcode.allCases.filter { opcode in
        let (shape, operation) = opcode.shapeAndOperation
        return ["i32", "i64"].contains(shape)
            && IntegerDefinition(width: 32).answer(operation, 1, 1) != nil && opcode.definition.signature != nil
    }

    @Test(arguments: opcodes)
    func everyOperationAgreesWithItsDefinition(_ opcode: Opcode) throws {
        let (shape, operation) = opcode.shapeAndOperation
        let definition = IntegerDefinition(width: shape == "i32" ? 32 : 64)
        let isUnary = opcode.definition.signature?.operands.count == 1
        var differences: [String] = []
        for a in definition.boundaries {
            for b in isUnary ? [0] : definition.boundaries {
                let expected = try #require(definition.answer(operation, a, b))
                let actual: IntegerDefinition.Answer
                do throws(TrapKind) {
                    let word = try NumericEvaluation.result(of: opcode, NumericOperands(a, b))?.low ?? 0
                    if case .truth = expected { actual = .truth(word != 0 && word == 1) } else { actual = .value(word) }
                } catch {
                    actual = error == .integerDivideByZero ? .divideByZero : .overflow
                }
                if actual != expected { differences.append("\(a) \(b): \(actual), not \(expected)") }
            }
        }
        #expect(differences.isEmpty, "\(opcode): \(differences.prefix(3))")
    }

    @Test func bothWidthsOfEveryOperationAreTested() {
        #expect(Self.opcodes.count == 2 * 31 + 1)
    }

    @Test func everyOperationUsesItsUpperOperandBitsNot() throws {
        // An i32 slot is zero-extended, but what stands in its upper half must not matter.
        let dirty = try NumericEvaluation.result(of: .i32Add, NumericOperands(0xFFFF_FFFF_0000_0001, 0x1_0000_0002))
        #expect(dirty == Vector128(low: 3, high: 0))
    }
}

@Suite struct WideArithmeticTests {
    static let words: [UInt64] = [
        0, 1, 2, .max, .max - 1, 1 << 63, 1 << 63 - 1, 1 << 32, 0xFFFF_FFFF, 0x0123_4567_89AB_CDEF,
    ]

    @Test(arguments: words, words)
    func productsAreExact(_ a: UInt64, _ b: UInt64) throws {
        let unsigned = UInt128(a) * UInt128(b)
        let signed = UInt128(truncatingIfNeeded: Int128(Int64(bitPattern: a)) * Int128(Int64(bitPattern: b)))
        #expect(try NumericEvaluation.result(of: .i64MulWideU, NumericOperands(a, b)) == halves(unsigned))
        #expect(try NumericEvaluation.result(of: .i64MulWideS, NumericOperands(a, b)) == halves(signed))
    }

    @Test(arguments: words, words)
    func sumsCarryIntoTheHighHalf(_ a: UInt64, _ b: UInt64) throws {
        for (c, d) in [(a, b), (b, a), (.max, .max), (0, 1)] {
            let x = UInt128(b) << 64 | UInt128(a)
            let y = UInt128(d) << 64 | UInt128(c)
            let operands = NumericOperands(a, b, c, d)
            #expect(try NumericEvaluation.result(of: .i64Add128, operands) == halves(x &+ y))
            #expect(try NumericEvaluation.result(of: .i64Sub128, operands) == halves(x &- y))
        }
    }

    private func halves(_ number: UInt128) -> Vector128 {
        Vector128(low: UInt64(truncatingIfNeeded: number), high: UInt64(truncatingIfNeeded: number >> 64))
    }
}

extension Opcode {
    /// The two parts of the mnemonic: `i32` and `add`.
    var shapeAndOperation: (shape: String, operation: String) {
        let parts = "\(definition.mnemonic)".split(separator: ".", maxSplits: 1)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
}
