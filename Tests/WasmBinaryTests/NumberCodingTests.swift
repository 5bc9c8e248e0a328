import Testing
import WasmBinary
import WasmModel

@Suite struct NumberCodingTests {
    /// A module whose only global is initialised by the instruction in the bytes.
    static func global(_ code: [UInt8]) throws -> Instruction {
        let type: UInt8 = code[0] == 0x41 ? 0x7F : 0x7E
        let bytes = SampleModules.header + SampleModules.section(6, [1, type, 0] + code + [0x0B])
        return try Module(decoding: bytes).globals[0].initializer.instructions[0]
    }

    static func message(_ code: [UInt8]) -> String? {
        do {
            _ = try global(code)
            return nil
        } catch {
            return (error as? BinaryError)?.message
        }
    }

    @Test(arguments: [
        Int32.min, .min + 1, -0x4000_0000, -65, -64, -63, -1, 0, 1, 63, 64, 127, 128, 8191, 8192, 0x0FFF_FFFF, .max,
    ])
    func everyI32ConstantComesBack(value: Int32) throws {
        var module = Module()
        module.globals = [Global(GlobalType(.i32), initializer: Expression([.i32Const(value), Instruction(.end)]))]
        #expect(try Module(decoding: module.encoded()) == module)
    }

    @Test(arguments: 0..<64) func everyI64PowerOfTwoComesBack(shift: Int) throws {
        for value in [Int64(1) << Int64(shift), ~(Int64(1) << Int64(shift)), (Int64(1) << Int64(shift)) &- 1] {
            var module = Module()
            module.globals = [Global(GlobalType(.i64), initializer: Expression([.i64Const(value), Instruction(.end)]))]
            #expect(try Module(decoding: module.encoded()) == module)
        }
    }

    @Test func signedNumbersMayBeAsLongAsTheirTypeAllows() throws {
        #expect(try Self.global([0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) == .i32Const(-1))
        #expect(try Self.global([0x41, 0x80, 0x80, 0x80, 0x80, 0x78]) == .i32Const(.min))
        #expect(Self.message([0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]) == "integer too large")
        #expect(Self.message([0x41, 0x80, 0x80, 0x80, 0x80, 0x70]) == "integer too large")
        #expect(Self.message([0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) == "integer representation too long")
        let nines = [UInt8](repeating: 0x80, count: 9)
        #expect(try Self.global([0x42] + nines + [0x7F]) == .i64Const(.min))
        #expect(Self.message([0x42] + nines + [0x7E]) == "integer too large")
        #expect(Self.message([0x42] + nines + [0x80, 0x00]) == "integer representation too long")
    }

    /// With bytes behind them numbers are read eight bytes at once.
    @Test(arguments: [0, 1, 7, 8, 15, 16, 40]) func whatStandsBehindANumberDoesNotMatter(padding: Int) throws {
        let custom = SampleModules.section(0, [1, 0x78] + [UInt8](repeating: 0x80, count: padding))
        func constant(_ code: [UInt8]) throws -> Instruction {
            let type: UInt8 = code[0] == 0x41 ? 0x7F : 0x7E
            let bytes = SampleModules.header + SampleModules.section(6, [1, type, 0] + code + [0x0B]) + custom
            return try Module(decoding: bytes).globals[0].initializer.instructions[0]
        }
        func message(_ code: [UInt8]) -> String? {
            do {
                _ = try constant(code)
                return nil
            } catch {
                return (error as? BinaryError)?.message
            }
        }
        #expect(try constant([0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) == .i32Const(-1))
        #expect(try constant([0x41, 0x80, 0x80, 0x80, 0x80, 0x78]) == .i32Const(.min))
        #expect(try constant([0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]) == .i32Const(.max))
        #expect(try constant([0x41, 0xC0, 0x00]) == .i32Const(64))
        #expect(try constant([0x41, 0x40]) == .i32Const(-64))
        #expect(message([0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]) == "integer too large")
        #expect(message([0x41, 0x80, 0x80, 0x80, 0x80, 0x70]) == "integer too large")
        #expect(message([0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) == "integer representation too long")
        for count in 1...9 {
            let continued = [UInt8](repeating: 0x80, count: count)
            let sign = UInt64.max << UInt64(7 * count)
            #expect(try constant([0x42] + continued + [0x7F]) == Instruction(.i64Const, bits: sign))
            #expect(try constant([0x42] + continued + [0x00]) == Instruction(.i64Const))
        }
    }

    @Test func unsignedNumbersMayBeAsLongAsTheirTypeAllows() throws {
        func start(_ number: [UInt8]) throws -> UInt32? {
            try Module(decoding: SampleModules.header + SampleModules.section(8, number)).start
        }
        #expect(try start([0xFF, 0xFF, 0xFF, 0xFF, 0x0F]) == .max)
        #expect(try start([0x83, 0x80, 0x00]) == 3)
        #expect(throws: BinaryError(offset: 14, message: "integer too large")) {
            try start([0xFF, 0xFF, 0xFF, 0xFF, 0x1F])
        }
        #expect(throws: BinaryError(offset: 15, message: "integer representation too long")) {
            try start([0x80, 0x80, 0x80, 0x80, 0x80, 0x00])
        }
    }
}
