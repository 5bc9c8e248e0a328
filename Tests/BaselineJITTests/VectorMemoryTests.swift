import BaselineJIT
import EngineInterface
import EngineRuntime
import NumericSemantics
import Testing
import WasmModel

/// Loads and stores of vectors, over every kind of memory, up to its last byte and beyond.
@Suite(.enabled(if: BaselineJIT().capabilities.unavailable == nil, "code cannot run here"))
struct VectorMemoryTests {
    /// Whether the processor finds what is out of bounds, where the base is, and who checks.
    enum Kind: CaseIterable {
        case guarded, second, wide, singleBytes

        var isWide: Bool { self == .wide }
        var index: Int { self == .second ? 1 : 0 }
        var declaration: String {
            switch self {
            case .guarded: "(memory 1)"
            case .second: "(memory 1) (memory 1)"
            case .wide: "(memory i64 1)"
            case .singleBytes: "(memory 65536 (pagesize 1))"
            }
        }
    }

    static let opcodes = Opcode.allCases.filter {
        $0.definition.feature == .simd
            && ($0.definition.immediates == .memarg || $0.definition.immediates == .memargLane)
    }

    /// What a load makes of the bytes at the address, and of the vector it takes a lane of.
    static func loaded(_ name: String, _ bytes: [UInt8], lane: Int, _ vector: [UInt8]) -> [UInt8] {
        func extended(_ width: Int, isSigned: Bool) -> [UInt8] {
            (0..<8 / width).flatMap { element in
                let part = bytes[(element * width)..<(element * width + width)]
                let fill: UInt8 = isSigned && part[part.endIndex - 1] >= 0x80 ? 0xFF : 0
                return Array(part) + [UInt8](repeating: fill, count: width)
            }
        }
        if name.hasSuffix("_splat") { return (0..<16).map { bytes[$0 % bytes.count] } }
        if name.hasSuffix("_zero") { return bytes + [UInt8](repeating: 0, count: 16 - bytes.count) }
        if name.hasSuffix("_lane") {
            return vector.enumerated().map {
                $0.offset / bytes.count == lane ? bytes[$0.offset % bytes.count] : $0.element
            }
        }
        if name.contains("8x8") { return extended(1, isSigned: name.hasSuffix("s")) }
        if name.contains("16x4") { return extended(2, isSigned: name.hasSuffix("s")) }
        if name.contains("32x2") { return extended(4, isSigned: name.hasSuffix("s")) }
        return bytes
    }

    static func value(_ bytes: [UInt8]) -> Value {
        let words = [0, 8].map { start in (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64($1 * 8) }
        }
        return .v128(low: words[0], high: words[1])
    }

    private static let memoryBytes = 65536
    /// What the memory holds at first.
    private static func byte(_ address: Int) -> UInt8 { UInt8(truncatingIfNeeded: address &* 37 &+ address >> 8) }

    private static func module(_ kind: Kind, _ options: CompilerOptions) throws -> Workbench {
        let type = kind.isWide ? "i64" : "i32"
        var functions: [String] = []
        for opcode in opcodes {
            let definition = opcode.definition
            let name = "\(definition.mnemonic)"
            let lanes = definition.immediates == .memargLane ? 16 >> Int(definition.naturalAlignment) : 1
            for lane in 0..<lanes {
                let immediate = definition.immediates == .memargLane ? " \(lane)" : ""
                for offset in [0, 5] {
                    let text = "\(name) \(kind.index == 0 ? "" : "1 ")offset=\(offset)\(immediate)"
                    let takes = definition.immediates == .memargLane || name.contains("store") ? "local.get 1" : ""
                    let result = name.contains("store") ? "" : "(result v128)"
                    functions.append(
                        "(func (export \"\(name) \(offset) \(lane)\") (param \(type) v128) \(result) local.get 0 \(takes) \(text))"
                    )
                    // The address a constant, the vector in a local that has a register, the result into it.
                    let end = name.contains("store") ? "" : "local.set 1 local.get 1"
                    functions.append(
                        """
                        (func (export "constant \(name) \(offset) \(lane)") (param \(type) v128) \(result)
                          local.get 1 drop local.get 1 drop local.get 1 drop
                          \(type).const \(memoryBytes - 24) \(takes) \(text) \(end))
                        """)
                }
            }
        }
        let fill =
            """
            (func (export "fill") (local \(type))
              (loop $l
                (i32.store8 \(kind.index == 0 ? "" : "1") (local.get 0) \(kind.isWide ? "(i32.wrap_i64 " : "(i32.add ")
                  (\(type).add (\(type).mul (local.get 0) (\(type).const 37)) (\(type).shr_u (local.get 0) (\(type).const 8)))
                  \(kind.isWide ? "" : "(i32.const 0)")))
                (local.set 0 (\(type).add (local.get 0) (\(type).const 1)))
                (br_if $l (\(type).lt_u (local.get 0) (\(type).const \(memoryBytes))))))
            """
        let bench = try Workbench(
            "(module \(kind.declaration) (export \"m\" (memory \(kind.index))) \(fill) \(functions.joined(separator: "\n")))",
            features: .all, options: options)
        _ = try bench("fill")
        return bench
    }

    @Test(arguments: VectorTests.configurations, Kind.allCases)
    func everyLoadAndStoreReachesItsBytesAndNoOthers(_ names: String, _ kind: Kind) throws {
        let bench = try Self.module(kind, VectorTests.options(names))
        let vector = (0..<16).map { UInt8(0xA0 + $0) }
        for opcode in Self.opcodes {
            let definition = opcode.definition
            let name = "\(definition.mnemonic)"
            let count = 1 << Int(definition.naturalAlignment)
            let lanes = definition.immediates == .memargLane ? 16 / count : 1
            for lane in 0..<lanes {
                for offset in [0, 5] {
                    let last = Self.memoryBytes - count - offset
                    for (address, isConstant) in [
                        (0, false), (3, false), (4096 - 7, false), (last, false), (last + 1, false),
                        (Self.memoryBytes - 24, true),
                    ] {
                        let at = address + offset
                        let argument: Value = kind.isWide ? .i64(UInt64(address)) : .i32(UInt32(address))
                        let export = (isConstant ? "constant " : "") + "\(name) \(offset) \(lane)"
                        let outcome = try bench.store.invoke(
                            bench.instance, export, with: [argument, Self.value(vector)])
                        let bytes = (0..<count).map { Self.byte(at + $0) }
                        if at + count > Self.memoryBytes {
                            #expect(outcome == .trapped(.memoryOutOfBounds), "\(export) at \(address)")
                        } else if name.contains("store") {
                            #expect(outcome == .returned([]))
                            let written = try bench.store.memory(bench.instance, "m", from: UInt64(at), count: count)
                            let expected =
                                name.hasSuffix("_lane")
                                ? Array(vector[(lane * count)..<(lane * count + count)]) : vector
                            #expect(written == expected, "\(export) at \(address)")
                        } else {
                            #expect(
                                outcome == .returned([Self.value(Self.loaded(name, bytes, lane: lane, vector))]),
                                "\(export) at \(address)")
                        }
                        if name.contains("store") {
                            // What was not meant is as it was; then all is as it was.
                            for around in [
                                max(at - 8, 0)..<at,
                                min(at + count, Self.memoryBytes)..<min(at + count + 8, Self.memoryBytes),
                            ] {
                                let bytes = try bench.store.memory(
                                    bench.instance, "m", from: UInt64(around.lowerBound), count: around.count)
                                #expect(bytes == around.map(Self.byte), "\(export) at \(address)")
                            }
                            _ = try bench("fill")
                        }
                    }
                }
            }
        }
    }
}
