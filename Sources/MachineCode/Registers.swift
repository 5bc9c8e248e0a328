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

/// A memory operand.
public struct Address: Hashable, Sendable {
    @usableFromInline static var none: UInt8 { 0xFF }
    @usableFromInline static var instructionPointer: UInt8 { 0xFE }
    @usableFromInline static var symbolic: UInt8 { 0xFD }

    @usableFromInline var base: UInt8
    @usableFromInline var index: UInt8
    @usableFromInline var scale: Scale
    public var displacement: Int32
    @usableFromInline var symbol: UInt32 = 0

    @usableFromInline @inline(__always)
    init(base: UInt8, index: UInt8, scale: Scale, displacement: Int32) {
        self.base = base
        self.index = index
        self.scale = scale
        self.displacement = displacement
    }

    /// `[base + displacement]`
    @inlinable @inline(__always)
    public init(_ base: Register, _ displacement: Int32 = 0) {
        self.init(base: base.rawValue, index: Self.none, scale: .one, displacement: displacement)
    }

    /// `[base + index * scale + displacement]`; `rsp` cannot be an index.
    @inlinable @inline(__always)
    public init(_ base: Register, _ index: Register, _ scale: Scale = .one, _ displacement: Int32 = 0) {
        assert(index != .rsp, "rsp cannot be an index")
        self.init(base: base.rawValue, index: index.rawValue, scale: scale, displacement: displacement)
    }

    /// `[index * scale + displacement]` with no base.
    @inlinable
    public init(index: Register, _ scale: Scale, _ displacement: Int32) {
        assert(index != .rsp, "rsp cannot be an index")
        self.init(base: Self.none, index: index.rawValue, scale: scale, displacement: displacement)
    }

    /// `[displacement]`, the lowest or highest 2 GiB of the address space.
    @inlinable
    public init(absolute displacement: Int32) {
        self.init(base: Self.none, index: Self.none, scale: .one, displacement: displacement)
    }

    /// `[rip + displacement]`, counted from the end of the instruction.
    @inlinable
    public init(afterInstruction displacement: Int32) {
        self.init(base: Self.instructionPointer, index: Self.none, scale: .one, displacement: displacement)
    }

    /// `[rip + symbol + addend]`: the assembler leaves a ``Relocation`` behind.
    @inlinable
    public init(symbol: UInt32, addend: Int32 = 0) {
        self.init(base: Self.symbolic, index: Self.none, scale: .one, displacement: addend)
        self.symbol = symbol
    }
}
