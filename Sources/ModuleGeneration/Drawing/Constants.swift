import WasmModel

/// What a constant is for; some consumers have boundaries of their own.
enum ConstantUse {
    case any, shiftCount, address
    /// Floats of four or eight bytes in a vector, of which any NaN will do: the consumer computes with them or compares.
    case singles, doubles
    /// Has its sign bit set.
    case sign
}

/// Constants: a third from the boundaries of the type, a third near constants that the module has already, a third raw.
struct ConstantSource {
    /// Constants made so far, as bits; a few, the newest in the place of the oldest.
    private var recent: [8 of UInt64] = .init(repeating: 0)
    private var made = 0

    mutating func bits(_ kind: Kind, for use: ConstantUse = .any, _ stream: inout RandomStream) -> UInt64 {
        let mask: UInt64 = kind == .i32 || kind == .f32 ? 0xFFFF_FFFF : .max
        var bits: UInt64
        switch (stream.below(kind.isFloat ? 5 : 3), use) {
        case (0...1, .shiftCount): bits = stream.pick(Self.shiftCounts)
        case (0...1, .address): bits = stream.pick(Self.addresses)
        case (_, .sign): bits = raw(kind, &stream) | (kind == .i32 ? 1 << 31 : 1 << 63)
        case (0, .any): bits = Self.boundary(kind, &stream)
        case (0, .singles): bits = UInt64(stream.pick(Self.singles)) | UInt64(stream.pick(Self.singles)) << 32
        case (0, .doubles): bits = stream.pick(Self.doubles)
        case (1, .singles): bits = raw(.f32, &stream) | raw(.f32, &stream) << 32
        case (1, .doubles): bits = raw(.f64, &stream)
        case (1, .any) where made > 0: bits = derived(kind, &stream)
        default: bits = raw(kind, &stream)
        }
        bits &= mask
        recent[made & 7] = bits
        made += 1
        return bits
    }

    private func raw(_ kind: Kind, _ stream: inout RandomStream) -> UInt64 {
        switch kind {
        // Small numbers are the common case of programs; a raw word is one of four thousand million.
        case .i32, .i64: return stream.chance(300) ? UInt64(bitPattern: Int64(stream.below(512)) - 128) : stream.next()
        // Finite, of either sign, with a fraction: what most float operations can be told apart by.
        case .f32: return UInt64((Float(stream.below(1 << 16) - (1 << 15)) / 32).bitPattern)
        case .f64: return (Double(Int64(bitPattern: stream.next()) >> 40) / 1024).bitPattern
        case .v128: return stream.next()
        }
    }

    private func derived(_ kind: Kind, _ stream: inout RandomStream) -> UInt64 {
        let base = recent[stream.below(min(made, 8))]
        switch stream.below(6) {
        case 0: return base &+ 1
        case 1: return base &- 1
        case 2: return 0 &- base
        case 3: return ~base
        case 4: return kind == .i32 ? UInt64(UInt32(truncatingIfNeeded: base).byteSwapped) : base.byteSwapped
        default: return base << UInt64(stream.below(32))
        }
    }

    private static func boundary(_ kind: Kind, _ stream: inout RandomStream) -> UInt64 {
        switch kind {
        case .i32, .i64: return stream.pick(integers)
        case .f32: return UInt64(stream.pick(singles))
        case .f64: return stream.pick(doubles)
        case .v128:
            switch stream.below(4) {
            case 0: return stream.pick(integers)
            case 1: return UInt64(stream.pick(singles)) | UInt64(stream.pick(singles)) << 32
            case 2: return stream.pick(doubles)
            default: return stream.pick(lanePatterns)
            }
        }
    }

    static let shiftCounts: [UInt64] = [0, 1, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 255, 0xFFFF_FFFF]
    static let addresses: [UInt64] = [0, 1, 2, 3, 4, 7, 8, 15, 16, 255, 256, 4095, 4096, 65_527, 65_528, 65_532, 65_535]
    static let lanePatterns: [UInt64] = [
        0, .max, 0x8080_8080_8080_8080, 0x7F7F_7F7F_7F7F_7F7F, 0x8000_8000_8000_8000, 0x7FFF_7FFF_7FFF_7FFF,
        0x0001_0203_0405_0607, 0x8000_0000_7FFF_FFFF, 0x00FF_00FF_00FF_00FF,
    ]
    /// Lanes of every width unlike each other, and every second of them negative.
    static let unlike: [UInt64] = [0x8001_7F02_80FF_7FFE, 0x7F80_0180_C03F_8100, 0x80FE_0100_7F01_8002, 0xFF00_8000_0001_7FFF]
    static let extremeSingles: [UInt32] = [0, 0x8000_0000, 0x8000_0000, 0x7FC0_0000, 0x7FA0_0001, 0xFFC0_0000, 0x7F80_0000, 0xFF80_0000, 1, 0x8000_0001]
    static let extremeDoubles: [UInt64] = [
        0, 0x8000_0000_0000_0000, 0x8000_0000_0000_0000, 0x7FF8_0000_0000_0000, 0x7FF4_0000_0000_0001, 0xFFF8_0000_0000_0000,
        0x7FF0_0000_0000_0000, 0xFFF0_0000_0000_0000, 1, 0x8000_0000_0000_0001,
    ]
    static let integers: [UInt64] = [
        0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0xFFFF_FFFE,
        0xFFFF_FFFF, 0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, .max, .max - 1, 0x5555_5555_5555_5555,
        0xAAAA_AAAA_AAAA_AAAA, 0xFFFF_FF80, 0xFFFF_8000, 0xFFFF_FFFF_8000_0000,
    ]
    /// Zeros, ones, subnormals, the largest, infinities, NaNs quiet and signalling, and the limits of integer types.
    static let singles: [UInt32] = [
        0, 0x8000_0000, 0x3F80_0000, 0xBF80_0000, 0x3F00_0000, 0x3FC0_0000, 0x4020_0000, 1, 0x007F_FFFF, 0x0080_0000,
        0x7F7F_FFFF, 0xFF7F_FFFF, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0000, 0xFFC0_0000, 0x7FA0_0000, 0x7F80_0001,
        0x4EFF_FFFF, 0x4F00_0000, 0xCF00_0000, 0xCF00_0001, 0x4F7F_FFFF, 0x4F80_0000, 0x5EFF_FFFF, 0x5F00_0000,
        0xDF00_0000, 0x5F80_0000, 0x4B00_0000, 0x4B7F_FFFF, 0xBF7F_FFFF,
    ]
    static let doubles: [UInt64] = [
        0, 0x8000_0000_0000_0000, 0x3FF0_0000_0000_0000, 0xBFF0_0000_0000_0000, 0x3FE0_0000_0000_0000,
        0x3FF8_0000_0000_0000, 0x4004_0000_0000_0000, 1, 0x000F_FFFF_FFFF_FFFF, 0x0010_0000_0000_0000,
        0x7FEF_FFFF_FFFF_FFFF, 0xFFEF_FFFF_FFFF_FFFF, 0x7FF0_0000_0000_0000, 0xFFF0_0000_0000_0000,
        0x7FF8_0000_0000_0000, 0xFFF8_0000_0000_0000, 0x7FF4_0000_0000_0000, 0x7FF0_0000_0000_0001,
        0x41DF_FFFF_FFC0_0000, 0x41E0_0000_0000_0000, 0xC1E0_0000_0000_0000, 0xC1E0_0000_0020_0000,
        0x41EF_FFFF_FFE0_0000, 0x41F0_0000_0000_0000, 0x43DF_FFFF_FFFF_FFFF, 0x43E0_0000_0000_0000,
        0xC3E0_0000_0000_0000, 0x43F0_0000_0000_0000, 0x47EF_FFFF_E000_0000, 0x3690_0000_0000_0000,
        0xBFEF_FFFF_FFFF_FFFF,
    ]
}
