public import WasmModel

/// What the relaxed vector instructions may answer (WebAssembly 3.0, §4.3.6). Each has a parameter that an
/// implementation fixes for good; our engines fix all of them at 0, the deterministic profile. This is for judging
/// engines that do not.
public enum RelaxedOutcomes {
    /// Whether some value of the instruction's parameter makes `result` an answer; the same value for all lanes.
    ///
    /// - Returns: `nil` if the instruction is not a relaxed one.
    public static func allows(_ result: Vector128, of opcode: Opcode, _ operands: NumericOperands) -> Bool? {
        let (a, b, c) = (operands.first, operands.second, operands.third)
        switch opcode {
        case .f32x4RelaxedMadd:
            return multiplyAdd(Float.self, a.as32x4, b.as32x4, c.as32x4, result.as32x4)
        case .f32x4RelaxedNmadd:
            return multiplyAdd(Float.self, F32x4.neg(a.as32x4), b.as32x4, c.as32x4, result.as32x4)
        case .f64x2RelaxedMadd:
            return multiplyAdd(Double.self, a.as64x2, b.as64x2, c.as64x2, result.as64x2)
        case .f64x2RelaxedNmadd:
            return multiplyAdd(Double.self, F64x2.neg(a.as64x2), b.as64x2, c.as64x2, result.as64x2)

        case .f32x4RelaxedMin:
            return extremum(Float.self, a.as32x4, b.as32x4, result.as32x4, zero: 0x8000_0000, Floating32.min)
        case .f32x4RelaxedMax:
            return extremum(Float.self, a.as32x4, b.as32x4, result.as32x4, zero: 0, Floating32.max)
        case .f64x2RelaxedMin:
            return extremum(Double.self, a.as64x2, b.as64x2, result.as64x2, zero: 1 << 63, Floating64.min)
        case .f64x2RelaxedMax:
            return extremum(Double.self, a.as64x2, b.as64x2, result.as64x2, zero: 0, Floating64.max)

        case .i32x4RelaxedTruncF32x4S:
            return truncation(a.as32x4, result.as32x4, Conversion.i32TruncF32S, Conversion.i32TruncSatF32S)
        case .i32x4RelaxedTruncF32x4U:
            return truncation(a.as32x4, result.as32x4, Conversion.i32TruncF32U, Conversion.i32TruncSatF32U)
        case .i32x4RelaxedTruncF64x2SZero:
            return truncation(a.as64x2, result.as32x4, Conversion.i32TruncF64S, Conversion.i32TruncSatF64S)
        case .i32x4RelaxedTruncF64x2UZero:
            return truncation(a.as64x2, result.as32x4, Conversion.i32TruncF64U, Conversion.i32TruncSatF64U)

        case .i8x16RelaxedSwizzle:
            let wrapped = b.as8x16.lifting { $0 < 0x80 ? a.as8x16[Int($0 & 15)] : 0 }
            return [I8x16.swizzle(a.as8x16, b.as8x16), wrapped].contains(result.as8x16)
        case .i8x16RelaxedLaneselect: return laneSelection(a.as8x16, b.as8x16, c.as8x16, result.as8x16)
        case .i16x8RelaxedLaneselect: return laneSelection(a.as16x8, b.as16x8, c.as16x8, result.as16x8)
        case .i32x4RelaxedLaneselect: return laneSelection(a.as32x4, b.as32x4, c.as32x4, result.as32x4)
        case .i64x2RelaxedLaneselect: return laneSelection(a.as64x2, b.as64x2, c.as64x2, result.as64x2)
        case .i16x8RelaxedQ15mulrS:
            let wrapped = a.as16x8.lifting(b.as16x8) {
                $0 == 0x8000 && $1 == 0x8000 ? 0x8000 : Integer16.q15mulrSatS($0, $1)
            }
            return [I16x8.q15mulrSatS(a.as16x8, b.as16x8), wrapped].contains(result.as16x8)
        case .i16x8RelaxedDotI8x16I7x16S:
            return dotProducts(a.as8x16, b.as8x16).contains(result.as16x8)
        case .i32x4RelaxedDotI8x16I7x16AddS:
            return dotProducts(a.as8x16, b.as8x16)
                .contains { I32x4.add(I32x4.extaddPairwiseS($0), c.as32x4) == result.as32x4 }
        default: return nil
        }
    }

    /// Parameter 0 rounds twice, parameter 1 once.
    private static func multiplyAdd<Number: FloatingNumber, Lanes: SIMD<Number.Bits>>(
        _: Number.Type, _ a: Lanes, _ b: Lanes, _ c: Lanes, _ result: Lanes
    ) -> Bool {
        let twice = result.indices.allSatisfy { lane in
            let expected = Floating<Number>.add(Floating<Number>.mul(a[lane], b[lane]), c[lane])
            return isAnswer(Number.self, result[lane], expected, [a[lane], b[lane], c[lane]])
        }
        let once = result.indices.allSatisfy { lane in
            let expected = Floating<Number>.fma(a[lane], b[lane], c[lane])
            return isAnswer(Number.self, result[lane], expected, [a[lane], b[lane], c[lane]])
        }
        return twice || once
    }

    /// The parameter says what comes out where an operand is NaN, and for two zeros of different sign: as `min` and
    /// `max` have it, the first operand, the second one, or the other operand and the `zero` given.
    private static func extremum<Number: FloatingNumber, Lanes: SIMD<Number.Bits>>(
        _: Number.Type, _ a: Lanes, _ b: Lanes, _ result: Lanes, zero: Number.Bits,
        _ strict: (Number.Bits, Number.Bits) -> Number.Bits
    ) -> Bool {
        typealias Scalars = Floating<Number>
        return (0..<4).contains { parameter in
            result.indices.allSatisfy { lane in
                let (x, y, z) = (a[lane], b[lane], result[lane])
                let isSpecial = Scalars.isNaN(x) || Scalars.isNaN(y) || (x ^ y == Number.signBit && Scalars.abs(x) == 0)
                switch parameter {
                case 1 where isSpecial: return Scalars.isNaN(x) ? Scalars.abs(z) == Scalars.abs(x) : z == x
                case 2 where isSpecial:
                    return Scalars.isNaN(y) && !Scalars.isNaN(x) ? Scalars.abs(z) == Scalars.abs(y) : z == y
                case 3 where isSpecial: return z == (Scalars.isNaN(x) ? y : Scalars.isNaN(y) ? x : zero)
                default: return isAnswer(Number.self, z, strict(x, y), [x, y])
                }
            }
        }
    }

    /// Parameter 0 saturates, parameter 1 leaves lanes that are out of range open. Lanes beyond those of `a` are zero.
    private static func truncation<Lanes: SIMD>(
        _ a: Lanes, _ result: SIMD4<UInt32>, _ partial: (Lanes.Scalar) throws(TrapKind) -> UInt32,
        _ saturating: (Lanes.Scalar) -> UInt32
    ) -> Bool {
        let saturated = a.indices.allSatisfy { result[$0] == saturating(a[$0]) }
        let open = a.indices.allSatisfy { lane in
            do throws(TrapKind) { return result[lane] == (try partial(a[lane])) } catch { return true }
        }
        return (saturated || open) && (a.scalarCount..<4).allSatisfy { result[$0] == 0 }
    }

    /// Parameter 0 selects by bit, parameter 1 by the highest bit of the mask's lane.
    private static func laneSelection<Lanes: SIMD>(
        _ a: Lanes, _ b: Lanes, _ mask: Lanes, _ result: Lanes
    ) -> Bool where Lanes.Scalar: IntegerBits {
        result.indices.allSatisfy { result[$0] == Integer.bitselect(a[$0], b[$0], mask[$0]) }
            || result.indices.allSatisfy { result[$0] == (mask[$0].signed < 0 ? a[$0] : b[$0]) }
    }

    /// Parameter 0 takes the second operand as signed, parameter 1 as unsigned.
    private static func dotProducts(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> [SIMD8<UInt16>] {
        var unsigned = SIMD8<UInt16>()
        for lane in unsigned.indices {
            let products = [2 * lane, 2 * lane + 1].map { Int32(a[$0].signed) * Int32(b[$0]) }
            unsigned[lane] = UInt16(bitPattern: Int16(clamping: products[0] + products[1]))
        }
        return [I16x8.relaxedDotS(a, b), unsigned]
    }

    /// Equal bits, or for a NaN one that the operands allow.
    private static func isAnswer<Number: FloatingNumber>(
        _: Number.Type, _ result: Number.Bits, _ expected: Number.Bits, _ operands: [Number.Bits]
    ) -> Bool {
        typealias Scalars = Floating<Number>
        guard Scalars.isNaN(expected) else { return result == expected }
        return operands.allSatisfy { !Scalars.isNaN($0) || Scalars.isCanonicalNaN($0) }
            ? Scalars.isCanonicalNaN(result) : Scalars.isArithmeticNaN(result)
    }
}
