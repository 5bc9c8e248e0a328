/// A general-purpose register, by its number in an instruction.
public struct Register: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt8
    @inlinable @inline(__always) public init(rawValue: UInt8) { self.rawValue = rawValue }

    @inlinable public static var rax: Register { Register(rawValue: 0) }
    @inlinable public static var rcx: Register { Register(rawValue: 1) }
    @inlinable public static var rdx: Register { Register(rawValue: 2) }
    @inlinable public static var rbx: Register { Register(rawValue: 3) }
    @inlinable public static var rsp: Register { Register(rawValue: 4) }
    @inlinable public static var rbp: Register { Register(rawValue: 5) }
    @inlinable public static var rsi: Register { Register(rawValue: 6) }
    @inlinable public static var rdi: Register { Register(rawValue: 7) }
    @inlinable public static var r8: Register { Register(rawValue: 8) }
    @inlinable public static var r9: Register { Register(rawValue: 9) }
    @inlinable public static var r10: Register { Register(rawValue: 10) }
    @inlinable public static var r11: Register { Register(rawValue: 11) }
    @inlinable public static var r12: Register { Register(rawValue: 12) }
    @inlinable public static var r13: Register { Register(rawValue: 13) }
    @inlinable public static var r14: Register { Register(rawValue: 14) }
    @inlinable public static var r15: Register { Register(rawValue: 15) }
}

/// A vector register, by its number; `ymm` and `xmm` of one number are the same register.
public struct VectorRegister: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt8
    @inlinable @inline(__always) public init(rawValue: UInt8) { self.rawValue = rawValue }

    @inlinable @inline(__always)
    public static func xmm(_ number: UInt8) -> VectorRegister { VectorRegister(rawValue: number) }
}

/// How many bytes an integer instruction works on.
public enum OperandSize: UInt8, CaseIterable, Sendable {
    case byte, word, dword, qword

    /// 32 or 64 bits.
    @inlinable @inline(__always) var isFullWidth: Bool { rawValue >= 2 }
    /// Of these two, 1 for 64 bits: REX.W.
    @inlinable @inline(__always) var wide: UInt32 { UInt32(rawValue & 1) }
}

/// A condition of `jcc`, `setcc` and `cmovcc`, by its number in the opcode. Flipping bit 0 negates it.
public enum Condition: UInt8, CaseIterable, Sendable {
    case overflow, noOverflow, below, aboveOrEqual, equal, notEqual, belowOrEqual, above
    case sign, noSign, parity, noParity, less, greaterOrEqual, lessOrEqual, greater

    @inlinable public var negated: Condition { Condition(rawValue: rawValue ^ 1) ?? self }

    /// The condition that holds of (b, a) when this one holds of (a, b).
    @inlinable public var swapped: Condition {
        switch self {
        case .below: return .above
        case .above: return .below
        case .aboveOrEqual: return .belowOrEqual
        case .belowOrEqual: return .aboveOrEqual
        case .less: return .greater
        case .greater: return .less
        case .greaterOrEqual: return .lessOrEqual
        case .lessOrEqual: return .greaterOrEqual
        case .overflow, .noOverflow, .equal, .notEqual, .sign, .noSign, .parity, .noParity: return self
        }
    }
}

/// What an index register is multiplied by.
public enum Scale: UInt8, CaseIterable, Sendable {
    case one, two, four, eight
}

/// A memory operand, as far encoded as it can be without the register that stands beside it: whoever makes one mostly
/// does so with a base that the compiler knows.
public struct Address: Hashable, Sendable {
    /// ModRM without its register, SIB if there is one, and all of the displacement, as they stand in the code, in bits 0-47;
    /// how many of these bytes count, in 48-51; REX.B and REX.X in 52 and 53; and the flags below.
    @usableFromInline var word: UInt64
    @usableFromInline var symbol: UInt32 = 0

    @inlinable static var hasSIB: UInt64 { 1 &<< 54 }
    /// The base would mean something else without a displacement.
    @inlinable static var needsDisplacement: UInt64 { 1 &<< 55 }
    /// ModRM.mod is zero, and four bytes of displacement follow all the same.
    @inlinable static var hasNoBase: UInt64 { 1 &<< 56 }
    @inlinable static var isSymbolic: UInt64 { 1 &<< 57 }

    /// `modRM` has neither register nor mod; `flags` stand where they do in ``word``, REX.B and REX.X among them.
    @inlinable @inline(__always)
    init(modRM: UInt64, sib: UInt64, flags: UInt64, displacement: Int32) {
        // Each 0 or 1: whether there is a displacement, and whether it is too long for one byte.
        let isNeeded = flags & (Self.needsDisplacement | Self.hasNoBase) != 0
        let isThere: UInt64 = displacement != 0 || isNeeded ? 1 : 0
        let isLong: UInt64 = Int32(Int8(truncatingIfNeeded: displacement)) != displacement || flags & Self.hasNoBase != 0 ? 1 : 0
        let mod = flags & Self.hasNoBase != 0 ? 0 : isThere &+ isLong
        let sibBytes: UInt64 = flags & Self.hasSIB != 0 ? 1 : 0
        let bytes = 1 &+ sibBytes &+ isThere &+ 3 &* isLong
        word = modRM | mod &<< 6 | sib &<< 8 | UInt64(UInt32(bitPattern: displacement)) &<< (8 &+ sibBytes &<< 3) | bytes &<< 48 | flags
    }

    /// A register where a memory operand may stand, in an instruction on 32 bits or more.
    @inlinable @inline(__always)
    public init(register: Register) {
        word = 0xC0 | UInt64(register.rawValue & 7) | 1 &<< 48 | UInt64(register.rawValue &>> 3) &<< 52
    }

    @inlinable @inline(__always)
    public init(register: VectorRegister) { self.init(register: Register(rawValue: register.rawValue)) }

    /// `[base + displacement]`
    @inlinable @inline(__always)
    public init(_ base: Register, _ displacement: Int32 = 0) {
        let low = UInt64(base.rawValue & 7)
        // Where the base is `rsp` or `r12` there must be a SIB byte, whose index 4 means that there is none.
        let sib = low == 4 ? 4 &<< 3 | low : 0
        let flags = low == 4 ? Self.hasSIB : low == 5 ? Self.needsDisplacement : 0
        self.init(modRM: low, sib: sib, flags: flags | UInt64(base.rawValue &>> 3) &<< 52, displacement: displacement)
    }

    /// `[base + index * scale + displacement]`; `rsp` cannot be an index.
    @inlinable @inline(__always)
    public init(_ base: Register, _ index: Register, _ scale: Scale = .one, _ displacement: Int32 = 0) {
        assert(index != .rsp, "rsp cannot be an index")
        let low = UInt64(base.rawValue & 7)
        let sib = UInt64(scale.rawValue) &<< 6 | UInt64(index.rawValue & 7) &<< 3 | low
        let rex = UInt64(index.rawValue &>> 3) &<< 53 | UInt64(base.rawValue &>> 3) &<< 52
        self.init(
            modRM: 4, sib: sib, flags: Self.hasSIB | (low == 5 ? Self.needsDisplacement : 0) | rex,
            displacement: displacement)
    }

    /// `[index * scale + displacement]` with no base.
    @inlinable
    public init(index: Register, _ scale: Scale, _ displacement: Int32) {
        assert(index != .rsp, "rsp cannot be an index")
        let sib = UInt64(scale.rawValue) &<< 6 | UInt64(index.rawValue & 7) &<< 3 | 5
        self.init(
            modRM: 4, sib: sib, flags: Self.hasSIB | Self.hasNoBase | UInt64(index.rawValue &>> 3) &<< 53,
            displacement: displacement)
    }

    /// `[displacement]`, the lowest or highest 2 GiB of the address space.
    @inlinable
    public init(absolute displacement: Int32) {
        self.init(modRM: 4, sib: 4 &<< 3 | 5, flags: Self.hasSIB | Self.hasNoBase, displacement: displacement)
    }

    /// `[rip + displacement]`, counted from the end of the instruction.
    @inlinable
    public init(afterInstruction displacement: Int32) {
        self.init(modRM: 5, sib: 0, flags: Self.hasNoBase, displacement: displacement)
    }

    /// `[rip + symbol + addend]`: the assembler leaves a ``Relocation`` behind.
    @inlinable
    public init(symbol: UInt32, addend: Int32 = 0) {
        self.init(modRM: 5, sib: 0, flags: Self.hasNoBase | Self.isSymbolic, displacement: addend)
        self.symbol = symbol
    }
}
