import NumericSemantics
import Testing
import WasmModel

@Suite struct VectorTests {
    static let opcodes = Opcode.allCases.filter { opcode in
        let definition = opcode.definition
        guard definition.prefix == 0xFD, let signature = definition.signature else { return false }
        return !signature.operands.contains(.address)
    }

    /// WebAssembly 3.0 has 236 vector instructions, 22 of which use memory, and 20 relaxed ones.
    @Test func everyVectorInstructionIsTested() { #expect(Self.opcodes.count == 236 - 22 + 20) }

    @Test(arguments: opcodes)
    func everyInstructionAgreesWithItsDefinition(_ opcode: Opcode) throws {
        let mnemonic = "\(opcode.definition.mnemonic)"
        var differences: [String] = []
        var random = Samples(seed: 7)
        for round in 0..<160 {
            let immediate = Self.immediate(for: opcode, round)
            let (a, b, c) = (random.vector(for: mnemonic), random.vector(for: mnemonic), random.vector(for: mnemonic))
            let result = try #require(
                try NumericEvaluation.result(of: opcode, immediate: immediate, NumericOperands(a, b, c)), "\(opcode)")
            let definition = VectorDefinition(mnemonic: mnemonic, immediate: immediate)
            let isAnswer = try #require(definition.isAnswer(result, a, b, c) as Bool?, "\(opcode) has no definition")
            if !isAnswer { differences.append("\(a) \(b) \(c): \(result)") }
        }
        #expect(differences.isEmpty, "\(opcode): \(differences.prefix(2))")
    }

    private static func immediate(for opcode: Opcode, _ round: Int) -> Vector128 {
        switch opcode.definition.immediates {
        case .lane:
            let count = Shape(opcode.shapeAndOperation.shape)?.count ?? 1
            return Vector128(low: UInt64(round % count), high: 0)
        case .shuffle:
            let lanes = (0..<16).map { UInt64(($0 * 7 + round * 5) % 32) }
            return Vector128(lanes: lanes, width: 8)
        default: return Vector128(low: 0x0123_4567_89AB_CDEF, high: UInt64(round))
        }
    }

    @Test func lanesAreLittleEndian() {
        let vector = Vector128(low: 0x0706_0504_0302_0100, high: 0x0F0E_0D0C_0B0A_0908)
        #expect(vector.as8x16 == SIMD16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
        #expect(vector.as16x8 == SIMD8(0x0100, 0x0302, 0x0504, 0x0706, 0x0908, 0x0B0A, 0x0D0C, 0x0F0E))
        #expect(vector.as32x4 == SIMD4(0x0302_0100, 0x0706_0504, 0x0B0A_0908, 0x0F0E_0D0C))
        #expect(Vector128(vector.as8x16) == vector && Vector128(vector.as16x8) == vector)
        #expect(Vector128(vector.as32x4) == vector && Vector128(vector.as64x2) == vector)
    }

    @Test func valuesAreCheckedAgainstTheSignature() throws {
        let vector = Value.v128(low: 1, high: 2)
        #expect(
            try NumericEvaluation.results(
                of: .i8x16ReplaceLane, immediate: Vector128(low: 8, high: 0), [vector, .i32(0x105)])
                == [.v128(low: 1, high: 5 | 2 & ~0xFF)])
        #expect(
            try NumericEvaluation.results(of: .i64Add128, [.i64(.max), .i64(0), .i64(1), .i64(0)]) == [
                .i64(0), .i64(1),
            ])
        #expect(try NumericEvaluation.results(of: .f32Add, [.f32(bits: 0), .i32(0)]) == nil)
        #expect(try NumericEvaluation.results(of: .i32Add, [.i32(0)]) == nil)
        #expect(try NumericEvaluation.results(of: .i32Load, [.i32(0)]) == nil)
        #expect(throws: TrapKind.integerDivideByZero) {
            try NumericEvaluation.results(of: .i32DivU, [.i32(0), .i32(0)])
        }
    }

    /// Whatever the table calls a plain instruction on numbers can be evaluated, and nothing else.
    @Test func evaluationCoversExactlyThePlainNumericInstructions() throws {
        let stateful: Set<Opcode.Immediates> = [.memoryIndex, .dataIndex, .elementIndex, .zeroByte, .dataAndMemory]
        for opcode in Opcode.allCases {
            let definition = opcode.definition
            let isPlain =
                definition.signature.map { signature in
                    !(signature.operands + signature.results).contains(.address) && !signature.results.isEmpty
                        && !stateful.contains(definition.immediates)
                } ?? false
            let result = try NumericEvaluation.result(of: opcode, NumericOperands(1, 1, 1, 1))
            #expect((result != nil) == isPlain, "\(opcode)")
        }
    }
}

@Suite struct RelaxedOutcomesTests {
    static let opcodes = Opcode.allCases.filter { $0.definition.feature == .relaxedSIMD }

    @Test(arguments: opcodes)
    func ourOwnAnswersAreAllowedAndWrongOnesAreNot(_ opcode: Opcode) throws {
        var random = Samples(seed: 11)
        let mnemonic = "\(opcode.definition.mnemonic)"
        var rejections = 0
        for _ in 0..<400 {
            let operands = NumericOperands(
                random.vector(for: mnemonic), random.vector(for: mnemonic), random.vector(for: mnemonic))
            let result = try #require(try NumericEvaluation.result(of: opcode, operands))
            #expect(RelaxedOutcomes.allows(result, of: opcode, operands) == true)
            let wrong = Vector128(low: result.low ^ 2, high: result.high)
            if RelaxedOutcomes.allows(wrong, of: opcode, operands) == false { rejections += 1 }
        }
        #expect(rejections > 40)
    }

    @Test func otherInstructionsAreNotRelaxed() {
        #expect(RelaxedOutcomes.allows(Vector128(low: 0, high: 0), of: .i8x16Swizzle, NumericOperands(0)) == nil)
        #expect(Self.opcodes.count == 20)
    }

    @Test func multiplyAddMayRoundOnceButNotInOneLaneOnly() {
        // 1 + 2⁻¹² squared, minus 1 + 2⁻¹¹: exactly 2⁻²⁴, which rounding the square loses.
        let factor: UInt32 = 0x3F80_0800
        let addend: UInt32 = 0xBF80_1000
        let operands = NumericOperands(
            Vector128(SIMD4(repeating: factor)), Vector128(SIMD4(repeating: factor)),
            Vector128(SIMD4(repeating: addend)))
        let once: UInt32 = 0x3380_0000
        func allowed(_ lanes: SIMD4<UInt32>) -> Bool? {
            RelaxedOutcomes.allows(Vector128(lanes), of: .f32x4RelaxedMadd, operands)
        }
        #expect(allowed(SIMD4(repeating: once)) == true)
        #expect(allowed(SIMD4(repeating: 0)) == true)
        #expect(allowed(SIMD4(0, once, once, once)) == false)
    }

    @Test func hardwareAnswersAreAllowed() {
        func allowed(_ opcode: Opcode, _ a: UInt32, _ b: UInt32, _ result: UInt32) -> Bool? {
            RelaxedOutcomes.allows(
                Vector128(SIMD4(result, 0, 0, 0)), of: opcode,
                NumericOperands(Vector128(SIMD4(a, 0, 0, 0)), Vector128(SIMD4(b, 0, 0, 0))))
        }
        let (nan, one, zero, minusZero): (UInt32, UInt32, UInt32, UInt32) = (0x7FA0_0001, 0x3F80_0000, 0, 0x8000_0000)
        // x86-64's `minps` hands back its second operand.
        #expect(allowed(.f32x4RelaxedMin, nan, one, one) == true)
        #expect(allowed(.f32x4RelaxedMin, one, nan, nan) == true)
        #expect(allowed(.f32x4RelaxedMin, minusZero, zero, zero) == true)
        #expect(allowed(.f32x4RelaxedMin, one, zero, one) == false)
        // `cvttps2dq` answers 2³¹ for what does not fit.
        #expect(allowed(.i32x4RelaxedTruncF32x4S, nan, 0, 0x8000_0000) == true)
        #expect(allowed(.i32x4RelaxedTruncF32x4S, one, 0, 0x8000_0000) == false)
        // `pmulhrsw` wraps −1 · −1, `pshufb` takes indices modulo 16.
        #expect(allowed(.i16x8RelaxedQ15mulrS, 0x8000, 0x8000, 0x8000) == true)
        let five = Vector128(low: 5, high: 0), sixteen = Vector128(low: 16, high: 0)
        for (lane, expected) in [(0, true), (5, true), (6, false)] as [(UInt8, Bool)] {
            var lanes = SIMD16<UInt8>(repeating: 5)
            lanes[0] = lane
            let operands = NumericOperands(five, sixteen)
            #expect(RelaxedOutcomes.allows(Vector128(lanes), of: .i8x16RelaxedSwizzle, operands) == expected)
        }
    }
}

/// Vectors of lanes that are at the boundaries of their type, drawn by a fixed rule.
private struct Samples {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    private static let integers = Dictionary(
        uniqueKeysWithValues: [8, 16, 32, 64].map { ($0, IntegerDefinition(width: $0).boundaries) })
    private static let floats = [32: NumberFormat.binary32.boundaries, 64: NumberFormat.binary64.boundaries]

    /// Lanes of one of the shapes that the mnemonic names.
    mutating func vector(for mnemonic: String) -> Vector128 {
        let shapes = mnemonic.split { $0 == "." || $0 == "_" }.compactMap { Shape($0) }
        let shape = shapes.isEmpty ? nil : shapes[Int(next()) % shapes.count]
        let width = shape?.width ?? 64
        let table = (shape?.isFloat ?? false ? Self.floats[width] : Self.integers[width]) ?? [0]
        return Vector128(lanes: (0..<(128 / width)).map { _ in table[Int(next()) % table.count] }, width: width)
    }
}
