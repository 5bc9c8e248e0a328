import BaselineJIT
import EngineInterface
import EngineRuntime
import NumericSemantics
import Testing
import WasmModel

/// Every vector instruction that works on its operands alone, against the semantics written down once, with its operands
/// in every place where the compiler may have them, and with and without AVX.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct VectorTests {
    /// `jit` and `jit:no-avx`.
    static let configurations = ["", "no-avx"]

    static func options(_ names: String) throws -> CompilerOptions {
        names.isEmpty ? CompilerOptions() : try #require(CompilerOptions(names: names))
    }

    /// All instructions of both proposals but those that reach for memory.
    static let opcodes = Opcode.allCases.filter { opcode in
        let definition = opcode.definition
        let reachesMemory = definition.immediates == .memarg || definition.immediates == .memargLane
        return (definition.feature == .simd || definition.feature == .relaxedSIMD) && !reachesMemory
    }

    @Test func thereAreAllOfThem() {
        let all = Opcode.allCases.filter { $0.definition.feature == .simd }.count
        #expect(all == 236)
        #expect(Opcode.allCases.filter { $0.definition.feature == .relaxedSIMD }.count == 20)
        #expect(Self.opcodes.count == 236 + 20 - 22)
    }

    // MARK: One instruction

    /// An instruction with its immediate.
    struct Sample {
        var opcode: Opcode
        var immediate = Vector128(low: 0, high: 0)

        /// The instruction as text, without its operands.
        var text: String {
            let definition = opcode.definition
            switch definition.immediates {
            case .lane: return "\(definition.mnemonic) \(immediate.low)"
            case .shuffle:
                let lanes = (0..<16).map { String(immediate.as8x16[$0]) }
                return "\(definition.mnemonic) \(lanes.joined(separator: " "))"
            case .v128: return "\(definition.mnemonic) i64x2 \(immediate.low) \(immediate.high)"
            default: return "\(definition.mnemonic)"  // Not a judge: the others have no immediate.
            }
        }

        var operands: [ValueType] { OpcodeTable.shared.operands[Int(opcode.rawValue)].map { $0.type(address: .i32) } }
        var result: ValueType { OpcodeTable.shared.results[Int(opcode.rawValue)].first?.type(address: .i32) ?? .i32 }
    }

    /// The instruction with immediates that reach every case of the compiler.
    static func samples(of opcode: Opcode) -> [Sample] {
        switch opcode.definition.immediates {
        case .lane:
            let name = "\(opcode.definition.mnemonic)"
            let count = name.hasPrefix("i8") ? 16 : name.hasPrefix("i16") ? 8 : name.contains("32") ? 4 : 2
            return (0..<count).map { Sample(opcode: opcode, immediate: Vector128(low: UInt64($0), high: 0)) }
        case .shuffle: return shuffles.map { Sample(opcode: opcode, immediate: $0) }
        case .v128:
            return [(0, 0), (.max, .max), (1, 2), (.max, 0)].map {
                Sample(opcode: opcode, immediate: Vector128(low: $0, high: $1))
            }
        default: return [Sample(opcode: opcode)]  // Not a judge: the others have no immediate.
        }
    }

    /// Permutations that one instruction makes, near misses of them, and arbitrary ones.
    static let shuffles: [Vector128] = {
        var random = Xorshift(seed: 11)
        var list: [[UInt8]] = []
        let identity = (0..<16).map { UInt8($0) }
        list.append(identity)
        list.append(identity.map { $0 + 16 })
        for start: UInt8 in [1, 4, 15] { list.append(identity.map { $0 + start }) }
        for start: UInt8 in [17, 20, 31] { list.append(identity.map { ($0 + start) % 32 }) }
        // Unpacking: lanes of `width` bytes from both operands, low and high, and in the other order.
        for width in [1, 2, 4, 8] {
            for high in [0, 8] {
                for first in [0, 16] {
                    list.append(
                        (0..<16).map { byte in
                            let pair = byte / width
                            let lane = high + pair / 2 * width + byte % width
                            return UInt8(lane + (pair % 2 == 0 ? first : 16 - first))
                        })
                }
            }
        }
        for blend: UInt8 in [0x01, 0x5A, 0xFE] {
            list.append((0..<16).map { UInt8($0) + (blend >> UInt8($0 / 2) & 1) * 16 })
        }
        for dwords: [UInt8] in [[3, 2, 1, 0], [0, 0, 0, 0], [4, 7, 6, 5], [0, 5, 2, 7]] {
            list.append((0..<16).map { dwords[$0 / 4] * 4 + UInt8($0 % 4) })
        }
        var near = list
        for position in near.indices { near[position][Int(random.next() % 16)] = UInt8(random.next() % 32) }
        list += near
        for _ in 0..<8 { list.append((0..<16).map { _ in UInt8(random.next() % 32) }) }
        return list.map { lanes in
            Vector128(lanes.enumerated().reduce(into: SIMD16<UInt8>()) { $0[$1.offset] = $1.element })
        }
    }()

    // MARK: Inputs

    struct Xorshift: RandomNumberGenerator {
        private var state: UInt64
        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    /// Words that hold the ends of every lane width, and the numbers where conversions and rounding change.
    static let boundaries: [UInt64] = [
        0, .max, 0x8000_0000_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 1, 0x8000_0000_8000_0000, 0x7FFF_FFFF_7FFF_FFFF,
        0x8000_8000_8000_8000, 0x7FFF_7FFF_8000_7FFF, 0x8080_8080_8080_8080, 0x7F80_7F80_7F7F_8080,
        0x0001_FFFF_0100_00FF,
        // f32 pairs: ±0, ±1, halves, ±2³¹, ±2³² and neighbours, infinities, NaN of several kinds, subnormals.
        0x8000_0000_0000_0000, 0x3F80_0000_BF80_0000, 0x3F00_0000_BF00_0000, 0x3FC0_0000_4020_0000,
        0x4F00_0000_CF00_0000,
        0x4EFF_FFFF_CF00_0001, 0x4F80_0000_4F7F_FFFF, 0xCF80_0000_5F00_0000, 0x7F80_0000_FF80_0000,
        0x7FC0_0000_FFC0_0000,
        0x7F80_0001_FFA0_0000, 0x0000_0001_8000_0001, 0x4B00_0001_4AFF_FFFF, 0x7FFF_FFFF_3F80_0000,
        // f64.
        0x3FF0_0000_0000_0000, 0xBFE0_0000_0000_0000, 0x41DF_FFFF_FFC0_0000, 0x41E0_0000_0000_0000,
        0xC1E0_0000_0000_0000,
        0xC1E0_0000_0020_0000, 0x41EF_FFFF_FFE0_0000, 0x41F0_0000_0000_0000, 0x7FF0_0000_0000_0000,
        0xFFF0_0000_0000_0000,
        0x7FF8_0000_0000_0000, 0xFFF8_0000_0000_0000, 0x7FF0_0000_0000_0001, 0x4330_0000_0000_0001,
        0x400C_0000_0000_0000,
    ]

    static func word(_ random: inout Xorshift) -> UInt64 {
        random.next() % 3 == 0 ? random.next() : boundaries.randomElement(using: &random) ?? 0
    }

    static func value(_ type: ValueType, _ random: inout Xorshift) -> Value {
        switch type {
        case .i32: .i32(UInt32(truncatingIfNeeded: word(&random) >> (random.next() % 2 * 27)))
        case .i64: .i64(word(&random))
        case .f32: .f32(bits: UInt32(truncatingIfNeeded: word(&random)))
        case .f64: .f64(bits: word(&random))
        default: .v128(low: word(&random), high: word(&random))  // Not a judge: there is no other type.
        }
    }

    static func constant(_ value: Value) -> String {
        switch value {
        case .i32(let bits): "(i32.const \(bits))"
        case .i64(let bits): "(i64.const \(bits))"
        case .f32(let bits): "(f32.reinterpret_i32 (i32.const \(bits)))"
        case .f64(let bits): "(f64.reinterpret_i64 (i64.const \(bits)))"
        case .v128(let low, let high): "(v128.const i64x2 \(low) \(high))"
        case .reference: "(unreachable)"
        }
    }

    // MARK: Places of operands

    /// Where the operands of the instruction come from, and what else is alive.
    enum Place: String, CaseIterable {
        case parameters, hotLocals, constants, slots, pressure
    }

    static func function(_ name: String, _ sample: Sample, _ place: Place, _ arguments: [Value]) -> String {
        let types = sample.operands
        let parameters = types.isEmpty ? "" : "(param" + types.map { " \($0)" }.joined() + ")"
        let head = "(func (export \"\(name)\") \(parameters) (result \(sample.result))"
        let gets = types.indices.map { "local.get \($0)" }
        switch place {
        case .parameters: return head + " \(gets.joined(separator: " ")) \(sample.text))"
        case .hotLocals:
            // Named so often that they get registers; the result goes to one of them if it has its type.
            let uses = types.indices.map { "local.get \($0) drop " }.joined()
            let heat = String(repeating: uses, count: 4)
            let target = types.firstIndex(of: sample.result)
            let end = target.map { " local.set \($0) local.get \($0)" } ?? ""
            return head + " \(heat) \(gets.joined(separator: " ")) \(sample.text)\(end))"
        case .constants:
            return head + " \(arguments.map(constant).joined(separator: " ")) \(sample.text))"
        case .slots:
            // A call puts what is on the operand stack into memory.
            return head + " \(gets.joined(separator: " ")) call $nothing \(sample.text))"
        case .pressure:
            // More vectors alive than there are registers, below the operands; all of them count in the end.
            let fill = (0..<10).map { "v128.const i64x2 \($0) 7 local.get \($0 % 3 + types.count) v128.xor " }.joined()
            let locals = "(local v128 v128 v128) (local \(sample.result))"
            let last = types.count + 3
            let fold = String(repeating: "i8x16.add ", count: 9)
            let check = "i64x2.extract_lane 0 i64.const 45 i64.ne if unreachable end "
            return head
                + " \(locals) \(fill) \(gets.joined(separator: " ")) \(sample.text) local.set \(last) \(fold) \(check) local.get \(last))"
        }
    }

    struct Case {
        var sample: Sample
        var place: Place
        var arguments: [[Value]]
    }

    static func cases(_ opcode: Opcode, _ random: inout Xorshift) -> [Case] {
        samples(of: opcode).flatMap { sample in
            Place.allCases.map { place in
                let rounds = place == .constants ? 1 : place == .parameters ? 60 : 12
                return Case(
                    sample: sample, place: place,
                    arguments: (0..<rounds).map { _ in sample.operands.map { Self.value($0, &random) } })
            }
        }
    }

    @Test(arguments: Self.configurations) func everyInstructionGivesWhatItsDefinitionSays(_ names: String) throws {
        var random = Xorshift(seed: 3)
        var complaints: [String] = []
        for group in Self.opcodes {
            let cases = Self.cases(group, &random)
            let functions = cases.enumerated().map { Self.function("f\($0)", $1.sample, $1.place, $1.arguments[0]) }
            let module = try Workbench(
                "(module (func $nothing) \(functions.joined(separator: "\n")))", options: Self.options(names))
            for (number, item) in cases.enumerated() {
                for arguments in item.arguments {
                    let values = item.place == .constants ? item.arguments[0] : arguments
                    let expected =
                        try NumericEvaluation.results(of: group, immediate: item.sample.immediate, values) ?? []
                    let outcome = try module.store.invoke(module.instance, "f\(number)", with: arguments)
                    if outcome != .returned(expected), !Self.isAllowed(outcome, expected, of: item.sample) {
                        complaints.append(
                            "\(item.sample.text) (\(item.place)) of \(values): \(outcome), not \(expected)")
                    }
                }
            }
        }
        #expect(complaints.isEmpty, "\(complaints.count)")
        for complaint in complaints.prefix(20) { Issue.record("\(complaint)") }
    }

    /// The same but for the payload of a NaN that arithmetic made; moving and selecting lanes keeps NaN as they are.
    static func isAllowed(_ outcome: Outcome, _ expected: [Value], of sample: Sample) -> Bool {
        guard case .returned(let values) = outcome, values.count == 1, expected.count == 1,
            case .v128(let low, let high) = values[0], case .v128(let expectedLow, let expectedHigh) = expected[0]
        else { return false }
        let name = "\(sample.opcode.definition.mnemonic)"
        let arithmetic = ["add", "sub", "mul", "div", "min", "max", "madd", "nmadd"]
        guard name.hasPrefix("f"), arithmetic.contains(where: { name.hasSuffix($0) }), !name.contains("pm") else {
            return false
        }
        let (result, definition) = (Vector128(low: low, high: high), Vector128(low: expectedLow, high: expectedHigh))
        if name.hasPrefix("f32") {
            return (0..<4).allSatisfy { lane in
                let (x, y) = (result.as32x4[lane], definition.as32x4[lane])
                return x == y || (Floating32.isArithmeticNaN(x) && Floating32.isArithmeticNaN(y))
            }
        }
        return (0..<2).allSatisfy { lane in
            let (x, y) = (result.as64x2[lane], definition.as64x2[lane])
            return x == y || (Floating64.isArithmeticNaN(x) && Floating64.isArithmeticNaN(y))
        }
    }
}
