package import EngineInterface
import WasmBinary
import WasmModel

/// Holds an engine to its own choice: where a relaxed operation may give one of several results, an engine chooses once
/// (WebAssembly 3.0, §4.3, Relaxed Operations: the choice is a parameter of the environment, not of the execution).
///
/// Each operation is asked with operands that show the choice, as parameters and as constants, so that a compiler that
/// folds and the code that it makes are asked alike.
package enum RelaxedChoice {
    /// What is wrong: results that the specification does not allow, or that are not the same each time. Empty for an
    /// engine that is right, or has no relaxed operations.
    package static func faults(of engine: any Engine, limits: ExecutionLimits) -> [String] {
        guard engine.capabilities.features.contains(.relaxedSIMD) else { return [] }
        return probes.compactMap { probe in fault(of: engine, probe, limits) }
    }

    private static func fault(of engine: any Engine, _ probe: Probe, _ limits: ExecutionLimits) -> String? {
        let run = CaseRunner.run(probe.test, on: engine, limits: limits)
        var results: [Vector] = []
        for step in run.steps.dropFirst(2) {
            guard case .returned(let values) = step.outcome, case .v128(let low, let high)? = values.first else {
                return nil
            }
            results.append(Vector(low: low, high: high))
        }
        guard !results.isEmpty else { return nil }
        let name = "\(OpcodeTable.shared[probe.opcode].mnemonic)"
        for lane in 0..<(16 / probe.laneBytes) {
            let seen = Set(results.map { $0.lane(lane, bytes: probe.laneBytes) })
            guard seen.isSubset(of: probe.allowed[lane]) else { return "\(name): a result that is not allowed" }
            guard seen.count == 1 else { return "\(name): constants and parameters give different results" }
        }
        return nil
    }

    /// A vector, lane by lane.
    private struct Vector: Hashable {
        var low: UInt64
        var high: UInt64

        func lane(_ number: Int, bytes: Int) -> UInt64 {
            let bit = number * bytes * 8
            let word = bit < 64 ? low >> UInt64(bit) : high >> UInt64(bit - 64)
            return bytes == 8 ? word : word & (1 << UInt64(bytes * 8) - 1)
        }

        init(low: UInt64, high: UInt64) {
            self.low = low
            self.high = high
        }

        /// Lanes of `bytes` bytes, the lowest first; those that are missing repeat the first.
        init(_ lanes: [UInt64], bytes: Int) {
            low = 0
            high = 0
            for number in 0..<(16 / bytes) {
                let lane = number < lanes.count ? lanes[number] : lanes[0]
                let bit = number * bytes * 8
                if bit < 64 { low |= lane << UInt64(bit) } else { high |= lane << UInt64(bit - 64) }
            }
        }
    }

    private struct Probe {
        var opcode: Opcode
        var operands: [Vector]
        var laneBytes: Int
        /// By lane of the result.
        var allowed: [Set<UInt64>]

        init(_ opcode: Opcode, _ operands: [Vector], laneBytes: Int, _ allowed: [Set<UInt64>]) {
            self.opcode = opcode
            self.operands = operands
            self.laneBytes = laneBytes
            // As with operands, missing lanes are like the first.
            self.allowed = (0..<(16 / laneBytes)).map { $0 < allowed.count ? allowed[$0] : allowed[0] }
        }

        /// One function with parameters and one with constants, each called.
        var test: DifferentialCase {
            var module = Module()
            let parameters = FunctionType(Array(repeating: .v128, count: operands.count), [.v128])
            module.types = [
                RecursionGroup([SubType(.function(parameters))]),
                RecursionGroup([SubType(.function(FunctionType([], [.v128])))]),
            ]
            var general = Expression()
            var special = Expression()
            for (number, operand) in operands.enumerated() {
                general.instructions.append(Instruction(.localGet, index: UInt32(number)))
                special.appendVector(.v128Const, low: operand.low, high: operand.high)
            }
            general.instructions += [Instruction(opcode), Instruction(.end)]
            special.instructions += [Instruction(opcode), Instruction(.end)]
            module.functions = [Function(typeIndex: 0, body: general), Function(typeIndex: 1, body: special)]
            module.exports = [
                Export(name: "p", kind: .function, index: 0), Export(name: "c", kind: .function, index: 1),
            ]
            let arguments = operands.map { Value.v128(low: $0.low, high: $0.high) }
            return DifferentialCase(
                module: module.encoded(),
                calls: [.init(export: "p", arguments: arguments), .init(export: "c", arguments: [])], features: .wasm3)
        }
    }

    // MARK: Operands that show the choice

    private static func floats(_ values: Float...) -> Vector { Vector(values.map { UInt64($0.bitPattern) }, bytes: 4) }
    private static func doubles(_ values: Double...) -> Vector { Vector(values.map(\.bitPattern), bytes: 8) }

    private static let probes: [Probe] = [
        // An index from 16 to 127 may give 0 or wrap, one from 128 gives 0.
        Probe(
            .i8x16RelaxedSwizzle, [Vector([7], bytes: 1), Vector([0x11, 0x80, 0x02], bytes: 1)], laneBytes: 1,
            [[0, 7], [0], [7]] + Array(repeating: [0, 7], count: 13)),
        // NaN and numbers out of range.
        Probe(
            .i32x4RelaxedTruncF32x4S, [floats(.nan, 3e9, -3e9, 1.5)], laneBytes: 4,
            [[0, 0x8000_0000], [0x7FFF_FFFF, 0x8000_0000], [0x8000_0000], [1]]),
        Probe(
            .i32x4RelaxedTruncF32x4U, [floats(.nan, -1, 5e9, 1.5)], laneBytes: 4,
            [[0, 0xFFFF_FFFF], [0, 0xFFFF_FFFF], [0xFFFF_FFFF], [1]]),
        Probe(
            .i32x4RelaxedTruncF64x2SZero, [doubles(.nan, 3e9)], laneBytes: 4,
            [[0, 0x8000_0000], [0x7FFF_FFFF, 0x8000_0000], [0], [0]]),
        Probe(
            .i32x4RelaxedTruncF64x2UZero, [doubles(-1, 5e9)], laneBytes: 4,
            [[0, 0xFFFF_FFFF], [0xFFFF_FFFF], [0], [0]]),
        // Rounded once or twice.
        multiplyAdd(.f32x4RelaxedMadd, negates: false), multiplyAdd(.f32x4RelaxedNmadd, negates: true),
        multiplyAddDouble(.f64x2RelaxedMadd, negates: false), multiplyAddDouble(.f64x2RelaxedNmadd, negates: true),
        // By bits, or by the topmost bit of a lane.
        laneSelect(.i8x16RelaxedLaneselect, 1), laneSelect(.i16x8RelaxedLaneselect, 2),
        laneSelect(.i32x4RelaxedLaneselect, 4), laneSelect(.i64x2RelaxedLaneselect, 8),
        // The smaller of zeros of both signs is either of them.
        Probe(.f32x4RelaxedMin, [floats(0, 1), floats(-0.0, 2)], laneBytes: 4, zeros32([UInt64(Float(1).bitPattern)])),
        Probe(.f32x4RelaxedMax, [floats(0, 1), floats(-0.0, 2)], laneBytes: 4, zeros32([UInt64(Float(2).bitPattern)])),
        Probe(
            .f64x2RelaxedMin, [doubles(0, 1), doubles(-0.0, 2)], laneBytes: 8, [[0, 1 << 63], [Double(1).bitPattern]]),
        Probe(
            .f64x2RelaxedMax, [doubles(0, 1), doubles(-0.0, 2)], laneBytes: 8, [[0, 1 << 63], [Double(2).bitPattern]]),
        // -1 times -1 in Q15 saturates or wraps.
        Probe(
            .i16x8RelaxedQ15mulrS, [Vector([0x8000], bytes: 2), Vector([0x8000], bytes: 2)], laneBytes: 2,
            [[0x7FFF, 0x8000]]),
        // The second operand's bytes have seven bits, or the topmost may be a sign.
        Probe(
            .i16x8RelaxedDotI8x16I7x16S, [Vector([2], bytes: 1), Vector([0x81], bytes: 1)], laneBytes: 2,
            [
                [UInt64(UInt16(bitPattern: -508)), 516]
            ]),
        Probe(
            .i32x4RelaxedDotI8x16I7x16AddS, [Vector([2], bytes: 1), Vector([0x81], bytes: 1), Vector([1], bytes: 4)],
            laneBytes: 4, [[UInt64(UInt32(bitPattern: -1015)), 1033]]),
    ]

    private static func zeros32(_ second: Set<UInt64>) -> [Set<UInt64>] {
        [[0, 0x8000_0000], second, [0, 0x8000_0000], [0, 0x8000_0000]]
    }

    private static func multiplyAdd(_ opcode: Opcode, negates: Bool) -> Probe {
        let a: Float = 1 + 0x1p-12
        let c: Float = -1
        let product = negates ? -(a * a) : a * a
        let once = c.addingProduct(negates ? -a : a, a)
        return Probe(
            opcode, [floats(a), floats(a), floats(c)], laneBytes: 4,
            [[UInt64((product + c).bitPattern), UInt64(once.bitPattern)]])
    }

    private static func multiplyAddDouble(_ opcode: Opcode, negates: Bool) -> Probe {
        let a = 1 + 0x1p-27
        let c = -1.0
        let product = negates ? -(a * a) : a * a
        let once = c.addingProduct(negates ? -a : a, a)
        return Probe(
            opcode, [doubles(a), doubles(a), doubles(c)], laneBytes: 8, [[(product + c).bitPattern, once.bitPattern]])
    }

    private static func laneSelect(_ opcode: Opcode, _ bytes: Int) -> Probe {
        // The mask has its topmost bit and no other: the whole first operand, or one bit of it.
        let top: UInt64 = 1 << UInt64(bytes * 8 - 1)
        let ones = top | (top - 1)
        return Probe(
            opcode, [Vector([ones], bytes: bytes), Vector([0], bytes: bytes), Vector([top], bytes: bytes)],
            laneBytes: bytes,
            [[ones, top]])
    }
}
