import Testing
import WasmModel
import WasmText

/// The bits of the one constant that a module of one global holds.
private func constant(_ type: String, _ literal: String) throws -> UInt64 {
    let module = try Module(parsing: "(module (global \(type) (\(type).const \(literal))))")
    return try #require(module.globals.first?.initializer.instructions.first).bits
}

@Suite struct NumberTests {
    static let integers: [(type: String, literal: String, bits: UInt64)] = [
        ("i32", "0", 0), ("i32", "-1", 0xFFFF_FFFF), ("i32", "4294967295", 0xFFFF_FFFF),
        ("i32", "-2147483648", 0x8000_0000),
        ("i32", "0xFFFF_ffff", 0xFFFF_FFFF), ("i32", "-0x8000_0000", 0x8000_0000), ("i32", "+7", 7),
        ("i32", "1_000", 1000),
        ("i32", "12345678", 12_345_678), ("i32", "123456789", 123_456_789), ("i32", "00000000000000000000000000001", 1),
        ("i64", "18446744073709551615", .max), ("i64", "-9223372036854775808", 1 << 63),
        ("i64", "0xffff_ffff_ffff_ffff", .max),
        ("i64", "9999999999999999999", 9_999_999_999_999_999_999), ("i64", "-0", 0),
        ("i64", "0x0123456789ABCDEF", 0x0123_4567_89AB_CDEF),
    ]

    @Test(arguments: integers) func integersAreReadInTwosComplement(_ type: String, _ literal: String, _ bits: UInt64)
        throws
    {
        #expect(try constant(type, literal) == bits)
    }

    static let badIntegers = [
        ("i32", "4294967296"), ("i32", "-2147483649"), ("i32", "0x100000000"), ("i32", "1__0"), ("i32", "_1"),
        ("i32", "1_"), ("i32", "0x"),
        ("i32", "0x_1"), ("i32", "1.0"), ("i32", "1e3"), ("i32", "+-1"), ("i32", "--1"), ("i32", "+"), ("i32", "inf"),
        ("i32", "nan"),
        ("i32", "0b1"), ("i32", "12345678a"), ("i32", "0X1"), ("i64", "18446744073709551616"),
        ("i64", "-9223372036854775809"),
        ("i64", "99999999999999999999999999999999999999999"), ("i64", "0x1_0000_0000_0000_0000"),
    ]

    @Test(arguments: badIntegers) func otherIntegersAreRejected(_ type: String, _ literal: String) {
        #expect(throws: TextError.self) { try constant(type, literal) }
    }

    /// Ties, the borders of the subnormal and normal ranges, and digits whose last one decides.
    static let singles: [(literal: String, bits: UInt32)] = [
        ("0", 0), ("-0", 0x8000_0000), ("1", 0x3F80_0000), ("-1.5", 0xBFC0_0000), ("0x1p0", 0x3F80_0000),
        ("inf", 0x7F80_0000),
        ("-inf", 0xFF80_0000), ("nan", 0x7FC0_0000), ("-nan", 0xFFC0_0000), ("nan:0x1", 0x7F80_0001),
        ("nan:0x7f_ffff", 0x7FFF_FFFF),
        ("0x1.fffffep127", 0x7F7F_FFFF), ("0x1.fffffefffffff8p127", 0x7F7F_FFFF), ("0x1p-149", 1), ("0x1p-150", 0),
        ("0x1.000002p-150", 1), ("0x1.8p-149", 2), ("0x1.4p-149", 1), ("0x1.fffffcp-127", 0x007F_FFFF),
        ("0x1.fffffep-127", 0x0080_0000),
        ("0x1p-126", 0x0080_0000), ("0x1.000001p0", 0x3F80_0000), ("0x1.000003p0", 0x3F80_0002),
        ("0x1.00000100000000000000000000000000001p0", 0x3F80_0001),
        ("0x1.000001000000000000000000000000000000p0", 0x3F80_0000),
        ("16777217", 0x4B80_0000), ("16777217.000000000000000000000000000000001", 0x4B80_0001),
        ("16777219", 0x4B80_0002),
        ("340282346638528859811704183484516925440", 0x7F7F_FFFF),
        ("340282356779733661637539395458142568447", 0x7F7F_FFFF),
        ("1.4e-45", 1), ("7.0064923216240853546186479164495806564013097093825788587853e-46", 0),
        ("7.0064923216240853546186479164495806564013097093825788587854e-46", 1), ("1e-46", 0),
        ("1e-99999999999999999999", 0),
        ("0e99999999999999999999", 0), ("0x0p99999999999999999999", 0), ("1_0.0_1e0_1", 0x42C8_3333),
        ("1.", 0x3F80_0000), ("0.1", 0x3DCC_CCCD),
        ("8388609.5", 0x4B00_0002), ("8388608.5", 0x4B00_0000), ("1e10", 0x5015_02F9), ("1e11", 0x51BA_43B7),
        ("123456789e-15", 0x3404_8F8B),
    ]

    @Test(arguments: singles)
    func singlesAreRoundedToNearestEven(_ literal: String, _ bits: UInt32) throws {
        #expect(try constant("f32", literal) == UInt64(bits), "\(literal)")
    }

    static let doubles: [(literal: String, bits: UInt64)] = [
        ("1", 0x3FF0_0000_0000_0000), ("0x1.fffffffffffffp1023", 0x7FEF_FFFF_FFFF_FFFF), ("0x1p-1074", 1),
        ("0x1p-1075", 0),
        ("0x1.0000000000001p-1075", 1), ("0x0.0000000000001p-1022", 1), ("9007199254740993", 0x4340_0000_0000_0000),
        ("9007199254740993.00000000000000000000000000000000000001", 0x4340_0000_0000_0001),
        ("9007199254740995", 0x4340_0000_0000_0002),
        ("4.9406564584124654e-324", 1), ("2.4703282292062327208e-324", 0), ("2.4703282292062328e-324", 1),
        ("2.2250738585072011e-308", 0x000F_FFFF_FFFF_FFFF), ("2.2250738585072012e-308", 0x0010_0000_0000_0000),
        ("2.2250738585072014e-308", 0x0010_0000_0000_0000), ("1.7976931348623157e308", 0x7FEF_FFFF_FFFF_FFFF),
        ("1.797693134862315807e308", 0x7FEF_FFFF_FFFF_FFFF), ("6.02214076e23", 0x44DF_E185_CA57_C517),
        ("1e22", 0x4480_F0CF_064D_D592),
        ("1e23", 0x44B5_2D02_C7E1_4AF6), ("0.1", 0x3FB9_9999_9999_999A), ("0.3", 0x3FD3_3333_3333_3333),
        ("1.00000000000000011102230246251565404236316680908203124", 0x3FF0_0000_0000_0000),
        ("1.00000000000000011102230246251565404236316680908203125", 0x3FF0_0000_0000_0000),
        ("1.00000000000000011102230246251565404236316680908203126", 0x3FF0_0000_0000_0001),
        ("123456789012345678901234567890e-10", 0x43E5_6A95_319D_63E1), ("nan:0x8000000000000", 0x7FF8_0000_0000_0000),
    ]

    @Test(arguments: doubles) func doublesAreRoundedToNearestEven(_ literal: String, _ bits: UInt64) throws {
        #expect(try constant("f64", literal) == bits, "\(literal)")
    }

    /// 1 + 2^-53 exactly, a tie, with a digit far behind that breaks it: beyond every limit on the digits that are kept.
    @Test func oneDigitFarBehindATieDecides() throws {
        let tie = "1.00000000000000011102230246251565404236316680908203125"
        #expect(try constant("f64", tie + String(repeating: "0", count: 5000)) == 0x3FF0_0000_0000_0000)
        #expect(try constant("f64", tie + String(repeating: "0", count: 5000) + "1") == 0x3FF0_0000_0000_0001)
        #expect(
            try constant("f64", String(repeating: "0", count: 5000) + "1" + String(repeating: "0", count: 300))
                == Double(1e300).bitPattern)
    }

    static let badFloats = [
        ("f32", "0x1p128"), ("f32", "0x1.ffffffp127"), ("f32", "340282356779733661637539395458142568448"),
        ("f32", "1e39"), ("f32", "nan:0x0"),
        ("f32", "nan:0x800000"), ("f32", "nan:1"), ("f32", ".5"), ("f32", "0x.8p1"), ("f32", "1e"), ("f32", "1e+"),
        ("f32", "0x1p"), ("f32", "1.0.0"),
        ("f32", "0x1.p0x"), ("f32", "infinity"), ("f32", "Inf"), ("f32", "1e1.0"), ("f32", "1__0.0"), ("f32", "1._0"),
        ("f32", "1_.0"),
        ("f64", "1e309"), ("f64", "0x1p1024"), ("f64", "1.797693134862315808e308"), ("f64", "nan:0x10000000000000"),
        ("f64", "nan:canonical"),
        ("f64", "1e99999999999999999999999"), ("f64", "0x1p99999999999999999999999"),
    ]

    @Test(arguments: badFloats) func otherFloatsAreRejected(_ type: String, _ literal: String) {
        #expect(throws: TextError.self, "\(literal)") { try constant(type, literal) }
    }

    /// Swift's own shortest decimals of bits from a fixed sequence come back as the same bits, with every exponent.
    @Test func shortestDecimalsComeBack() throws {
        var state: UInt64 = 0x2545_F491_4F6C_DD1D
        for _ in 0..<3000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let double = Double(bitPattern: state ^ state >> 29)
            if double.isFinite { #expect(try constant("f64", "\(double)") == double.bitPattern, "\(double)") }
            let single = Float(bitPattern: UInt32(truncatingIfNeeded: state >> 32))
            if single.isFinite { #expect(try constant("f32", "\(single)") == UInt64(single.bitPattern), "\(single)") }
        }
    }
}
