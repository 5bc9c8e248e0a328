import MachineCode
import WasmModel

/// An entry of the operand stack at compile time: where its value is.
struct Operand: BitwiseCopyable {
    /// In the order in which a commutative instruction wants them last.
    enum Kind: UInt8, BitwiseCopyable {
        /// ``bits``; of a v128 the position of its two words in the pool of the function, plus one, in ``index``: 0 is
        /// zero.
        case constant
        /// The value that local ``index`` has now, in ``register`` if it has one, else in the frame. Whoever changes the
        /// local settles these first.
        case local
        /// The word of the frame, or two, that belongs to this height of the operand stack: number ``index`` of those that
        /// begin with the locals.
        case slot
        /// ``register``, a vector register for floats. Each operand register belongs to at most one entry.
        case register
        /// An i32 that is still in the flags: ``condition``, with ``parity``. Always the top, consumed by the next
        /// instruction.
        case condition
    }

    /// What the parity flag, which means "unordered", does to a condition.
    enum Parity: UInt32, BitwiseCopyable { case ignored, excludes, includes }

    /// All but ``bits`` in one word, so that an operand is copied and passed on in two registers: kind, type, register,
    /// and ``index`` in the high half.
    private var word: UInt64
    var bits: UInt64

    @inline(__always)
    init(kind: Kind, type: OperandType, register: UInt8 = Local.none, index: UInt32 = 0, bits: UInt64 = 0) {
        word = UInt64(kind.rawValue) | UInt64(type.rawValue) &<< 8 | UInt64(register) &<< 16 | UInt64(index) &<< 32
        self.bits = bits
    }

    /// The operand that an instruction of a ``LeafRow`` is: a constant, or the local that it names.
    @inline(__always)
    init(leaf row: LeafRow, bits: UInt64, _ local: Operand) {
        word = local.word & UInt64(bitPattern: Int64(row.localMask)) | UInt64(row.form & 0xFF_FFFF)
        self.bits = bits
    }

    /// Of a constant all but its value, as in ``word``, and one above it.
    static func leafForm(_ type: OperandType) -> UInt32 {
        UInt32(truncatingIfNeeded: Operand.constant(type, 0).word) | 1 &<< 24
    }

    @inline(__always) var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: word)) ?? .slot }
    @inline(__always) var type: OperandType { OperandType(rawValue: UInt8(truncatingIfNeeded: word &>> 8)) ?? .i64 }
    @inline(__always) var index: UInt32 { UInt32(truncatingIfNeeded: word &>> 32) }
    /// Whether its registers are those of vectors.
    @inline(__always) var isFloat: Bool { word & 0x600 != 0 }
    /// How little it wants to be the second operand: a constant 0, what an instruction must not write 1, a register of its
    /// own 2.
    @inline(__always) var precedence: UInt64 { (word & 3 &+ 1) &>> 1 }
    /// Whether it is the value of the local of this number.
    @inline(__always) func isLocal(_ number: UInt32) -> Bool {
        word & 0xFFFF_FFFF_0000_00FF == UInt64(number) &<< 32 | UInt64(Kind.local.rawValue)
    }
    /// Whether the value is in ``register``: its own, or that of the local. Of a condition it says nothing.
    @inline(__always) var isInRegister: Bool { register != Local.none }
    /// Whether it is in the frame, where an instruction can read it.
    @inline(__always) var isInMemory: Bool { register == Local.none && kind != .constant }
    @inline(__always) var register: UInt8 {
        get { UInt8(truncatingIfNeeded: word &>> 16) }
        set { word = word & ~0xFF_0000 | UInt64(newValue) &<< 16 }
    }

    @inline(__always) static func constant(_ type: OperandType, _ bits: UInt64) -> Operand { Operand(kind: .constant, type: type, bits: bits) }
    @inline(__always) static func vectorConstant(at position: UInt32) -> Operand {
        Operand(kind: .constant, type: .v128, index: position &+ 1)
    }
    @inline(__always) static func register(_ type: OperandType, _ register: Register) -> Operand {
        Operand(kind: .register, type: type, register: register.rawValue)
    }
    @inline(__always) static func vector(_ type: OperandType, _ register: VectorRegister) -> Operand {
        Operand(kind: .register, type: type, register: register.rawValue)
    }
    @inline(__always) static func slot(_ type: OperandType, _ number: Int) -> Operand {
        Operand(kind: .slot, type: type, index: UInt32(truncatingIfNeeded: number))
    }
    @inline(__always) static func condition(_ condition: Condition, _ parity: Parity = .ignored) -> Operand {
        Operand(kind: .condition, type: .i32, register: condition.rawValue, index: parity.rawValue)
    }

    @inline(__always) var general: Register { Register(rawValue: register) }
    @inline(__always) var vector: VectorRegister { VectorRegister(rawValue: register) }
    @inline(__always) var condition: Condition { Condition(rawValue: register) ?? .equal }
    @inline(__always) var parity: Parity { Parity(rawValue: index) ?? .ignored }

    /// The constant as a sign-extended 32-bit immediate of an instruction on operands of this type.
    @inline(__always) var immediate: Int32? {
        guard kind == .constant, type != .v128 else { return nil }
        if type == .i32 { return Int32(truncatingIfNeeded: bits) }
        let short = Int32(truncatingIfNeeded: bits)
        return Int64(short) == Int64(bitPattern: bits) ? short : nil
    }
}

/// A local of the function being compiled.
struct Local: BitwiseCopyable {
    static var none: UInt8 { 0xFF }
    static var unused: Local { Local(.i32, 0) }

    /// Its value as an operand.
    private(set) var operand: Operand
    /// Occurrences, each counted eight times for each loop around it.
    var uses: UInt32 = 0

    @inline(__always)
    init(_ type: OperandType, _ index: Int) {
        operand = Operand(kind: .local, type: type, index: UInt32(truncatingIfNeeded: index))
    }

    @inline(__always) var type: OperandType { operand.type }
    /// The register it lives in, or ``none``: then it lives in its word of the frame.
    @inline(__always) var register: UInt8 {
        get { operand.register }
        set { operand.register = newValue }
    }

    /// Says what it is, and forgets its register.
    @inline(__always)
    mutating func describe(_ type: OperandType, _ index: Int) {
        operand = Operand(kind: .local, type: type, index: UInt32(truncatingIfNeeded: index))
    }
}

/// A group of locals of one type.
struct LocalRange: BitwiseCopyable {
    /// One past its last local.
    var end: Int
    var type: OperandType
}

/// A block that is open.
struct ControlFrame: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
        case function, block, loop, `if`, `else`, tryTable
        /// `try` of the legacy proposal: its body, and after a `catch`.
        case `try`, `catch`
    }

    var kind: Kind
    /// Operands below its parameters.
    var base: Int
    /// The head of a loop, the end of everything else.
    var label = Label()
    /// Where the `else` of an `if` begins.
    var otherwise = Label()
    /// Places in the signature types of the module.
    var parameterStart: Int
    var parameterCount: Int
    var resultStart: Int
    var resultCount: Int
    /// Of a `try_table` or `try`: the offset where its body begins.
    var handlerStart: UInt32 = 0
    /// Of a `try_table`: its clauses in the pool. Of a `try` that has clauses: the offset where its body ends.
    var clauses: UInt32 = 0
    /// Of a loop whose code counts fuel: what it was outside.
    var meter: UInt32 = 0
    var cost: UInt32 = 0

    var labelStart: Int { kind == .loop ? parameterStart : resultStart }
    var labelCount: Int { kind == .loop ? parameterCount : resultCount }
    /// A branch brings its only operand in `rax` or `xmm0`. Otherwise operands are in their slots.
    var bringsRegister: Bool { kind != .loop && resultCount == 1 }
}
