import EngineInterface
import EngineRuntime
import NumericSemantics
import OptimizingAOT
import Testing
import WasmBinary
import WasmModel
import WasmText

/// Every numeric instruction against its meaning, with operands in registers and with operands in the frame.
@Suite(.timeLimit(.minutes(3))) struct NumericTests {
    static let opcodes: [Opcode] = Opcode.allCases.filter { opcode in
        guard let signature = opcode.definition.signature, !signature.operands.isEmpty else { return false }
        switch opcode.definition.immediates {
        case .none, .lane, .shuffle: return !signature.results.isEmpty
        default: return false
        }
    }

    /// Numbers in which something is likely to go wrong, and others that follow from a seed.
    private struct Operands {
        private var state: UInt64

        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

        mutating func word() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }

        private static let special32: [UInt32] = [
            0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x3F80_0000, 0xBF80_0000, 0x7F80_0000, 0xFF80_0000,
            0x4F00_0000, 0xCF00_0000,
            0x4F80_0000, 0x0000_0001, 0x7FC0_0000, 0x8080_7F7F, 0x4B00_0001,
        ]
        private static let special64: [UInt64] = [
            0, 1, .max, 1 << 63, (1 << 63) - 1, 0x3FF0_0000_0000_0000, 0xBFF0_0000_0000_0000, 0x7FF0_0000_0000_0000,
            0x43E0_0000_0000_0000,
            0xC3E0_0000_0000_0000, 0x41E0_0000_0000_0000, 0xC1E0_0000_0020_0000, 0x41EF_FFFF_FFF0_0000,
            0x7FF8_0000_0000_0000,
        ]

        mutating func half() -> UInt32 {
            let word = word()
            return word & 1 == 0
                ? Self.special32[Int(word >> 8) % Self.special32.count] : UInt32(truncatingIfNeeded: word >> 16)
        }
        mutating func double() -> UInt64 {
            let word = word()
            return word & 1 == 0 ? Self.special64[Int(word >> 8) % Self.special64.count] : self.word()
        }
        mutating func value(_ type: ValueType) -> Value {
            switch type {
            case .i32: return .i32(half())
            case .f32: return .f32(bits: half())
            case .i64: return .i64(double())
            case .f64: return .f64(bits: double())
            default:
                if word() & 1 == 0 { return .v128(low: double(), high: double()) }
                return .v128(low: UInt64(half()) << 32 | UInt64(half()), high: UInt64(half()) << 32 | UInt64(half()))
            }
        }
    }

    private static func program(_ opcode: Opcode, immediate: Vector128) -> Module {
        var module = Module()
        let operands = OpcodeTable.shared.operands[Int(opcode.rawValue)].map { $0.type(address: .i32) }
        let results = OpcodeTable.shared.results[Int(opcode.rawValue)].map { $0.type(address: .i32) }
        module.types = [RecursionGroup([SubType(.function(FunctionType(operands, results)))])]
        var body = Expression(operands.indices.map { Instruction(.localGet, index: UInt32($0)) })
        switch opcode.definition.immediates {
        case .lane: body.instructions.append(Instruction(opcode, small: UInt16(truncatingIfNeeded: immediate.low)))
        case .shuffle: body.appendVector(opcode, low: immediate.low, high: immediate.high)
        default: body.instructions.append(Instruction(opcode))
        }
        body.instructions.append(Instruction(.end))
        module.functions = [Function(typeIndex: 0, body: body)]
        module.exports = [Export(name: "run", kind: .function, index: 0)]
        return module
    }

    private static func laneCount(_ opcode: Opcode) -> UInt64 {
        let name = "\(opcode.definition.mnemonic)"
        return name.hasPrefix("i8x16") ? 16 : name.hasPrefix("i16x8") ? 8 : name.contains("32x4") ? 4 : 2
    }

    /// The same, where NaNs are the same among each other.
    private static func isSame(_ a: Value, _ b: Value, _ opcode: Opcode) -> Bool {
        func isNaN32(_ bits: UInt32) -> Bool { bits & 0x7FFF_FFFF > 0x7F80_0000 }
        func isNaN64(_ bits: UInt64) -> Bool { bits & (.max >> 1) > 0x7FF0_0000_0000_0000 }
        switch (a, b) {
        case (.f32(let x), .f32(let y)): return x == y || isNaN32(x) && isNaN32(y)
        case (.f64(let x), .f64(let y)): return x == y || isNaN64(x) && isNaN64(y)
        case (.v128(let low, let high), .v128(let otherLow, let otherHigh)):
            let pairs = [(low, otherLow), (high, otherHigh)]
            if "\(opcode.definition.mnemonic)".hasPrefix("f32x4") {
                return pairs.allSatisfy { x, y in
                    [UInt64(0), 32].allSatisfy { shift in
                        let first = UInt32(truncatingIfNeeded: x >> shift),
                            second = UInt32(truncatingIfNeeded: y >> shift)
                        return first == second || isNaN32(first) && isNaN32(second)
                    }
                }
            }
            if "\(opcode.definition.mnemonic)".hasPrefix("f64x2") {
                return pairs.allSatisfy { $0 == $1 || isNaN64($0) && isNaN64($1) }
            }
            return a == b
        default: return a == b
        }
    }

    @Test(arguments: opcodes) func everyInstructionHasItsMeaning(_ opcode: Opcode) throws {
        var operands = Operands(seed: UInt64(opcode.rawValue) + 1)
        let types = OpcodeTable.shared.operands[Int(opcode.rawValue)].map { $0.type(address: .i32) }
        for limit in [Int.max, 1] {
            for round in 0..<4 {
                var immediate = Vector128(low: 0, high: 0)
                if opcode.definition.immediates == .lane {
                    immediate = Vector128(low: operands.word() % Self.laneCount(opcode), high: 0)
                }
                if opcode.definition.immediates == .shuffle {
                    immediate = Vector128(
                        low: operands.word() & 0x1F1F_1F1F_1F1F_1F1F, high: operands.word() & 0x1F1F_1F1F_1F1F_1F1F)
                }
                let options = CompileOptions(
                    level: round % 2 == 0 ? .full : .none, verifies: true, registerLimit: limit)
                let module = try Workbench(Self.program(opcode, immediate: immediate), options)
                for _ in 0..<24 {
                    let arguments = types.map { operands.value($0) }
                    let outcome = try module.store.invoke(module.instance, "run", with: arguments)
                    do throws(TrapKind) {
                        let expected = try NumericEvaluation.results(of: opcode, immediate: immediate, arguments) ?? []
                        guard case .returned(let results) = outcome, results.count == expected.count,
                            zip(results, expected).allSatisfy({ Self.isSame($0, $1, opcode) })
                        else {
                            Issue.record("\(arguments), \(immediate): \(outcome), not \(expected)")
                            return
                        }
                    } catch {
                        #expect(outcome == .trapped(error), "\(arguments)")
                    }
                }
            }
        }
    }
}
