/// One instruction with its immediates: sixteen bytes, no references. A function body is a flat sequence of these, with
/// `block` … `end` as in the binary format; what does not fit stands in the ``Expression/pool`` of the same expression.
///
/// Where each kind of immediate is kept (see ``Opcode/Immediates``):
///
/// | immediates | `small` | `index` | `bits` |
/// |---|---|---|---|
/// | i32, i64, f32, f64 | | | the constant's bits, zero-extended |
/// | v128, shuffle | | pool position of two words, low first (byte or lane 0 is the lowest byte) | |
/// | memarg | alignment exponent | memory | offset |
/// | memargLane | alignment exponent, lane in the high byte | memory | offset |
/// | lane | lane | | |
/// | blockType | | | ``BlockType/rawValue`` |
/// | label | | label | |
/// | labelTable | | number of labels without the default | pool position of the labels, default last, one word each |
/// | tryTable | | pool position of the catch clauses: their number, then two words each | ``BlockType/rawValue`` |
/// | one index | | the index | |
/// | two indices | | the first in binary order | the second |
/// | valueTypes | | number | pool position, one ``ValueType/rawValue`` each |
/// | heapType | | | ``HeapType/rawValue`` |
/// | castBranch | bit 0: first is nullable, bit 1: second is nullable | label | first heap type, second in the high half |
/// | zeroByte, none | | | |
///
/// `call_indirect` has the type in `index` and the table in `bits`; `memory.copy` and `table.copy` have the destination
/// in `index` and the source in `bits`.
public struct Instruction: Hashable, Sendable, BitwiseCopyable {
    public var opcode: Opcode
    public var small: UInt16
    public var index: UInt32
    public var bits: UInt64

    @inlinable public init(_ opcode: Opcode, small: UInt16 = 0, index: UInt32 = 0, bits: UInt64 = 0) {
        self.opcode = opcode
        self.small = small
        self.index = index
        self.bits = bits
    }
}

extension Instruction {
    @inlinable public static func i32Const(_ value: Int32) -> Instruction {
        Instruction(.i32Const, bits: UInt64(UInt32(bitPattern: value)))
    }
    @inlinable public static func i64Const(_ value: Int64) -> Instruction {
        Instruction(.i64Const, bits: UInt64(bitPattern: value))
    }
    @inlinable public static func block(_ opcode: Opcode, _ type: BlockType) -> Instruction {
        Instruction(opcode, bits: type.rawValue)
    }

    /// For `block`, `loop`, `if`, `try` and `try_table`.
    @inlinable public var blockType: BlockType { BlockType(rawValue: bits) }
    /// For ``Opcode/Immediates/heapType``.
    @inlinable public var heapType: HeapType { HeapType(rawValue: UInt32(truncatingIfNeeded: bits)) }
    /// For ``Opcode/Immediates/memarg`` and `memargLane`: the exponent.
    @inlinable public var alignment: UInt8 { UInt8(truncatingIfNeeded: small) }
    /// For `lane` and `memargLane`.
    @inlinable public var lane: UInt8 {
        opcode.rawValue >= Opcode.v128Load8Lane.rawValue && opcode.rawValue <= Opcode.v128Store64Lane.rawValue
            ? UInt8(truncatingIfNeeded: small >> 8) : UInt8(truncatingIfNeeded: small)
    }
    /// The second of two indices.
    @inlinable public var secondIndex: UInt32 { UInt32(truncatingIfNeeded: bits) }
    /// For `br_on_cast` and `br_on_cast_fail`: the type of the operand and the type it is cast to.
    @inlinable public var castTypes: (from: ValueType, to: ValueType) {
        (
            .reference(HeapType(rawValue: UInt32(truncatingIfNeeded: bits)), nullable: small & 1 != 0),
            .reference(HeapType(rawValue: UInt32(truncatingIfNeeded: bits >> 32)), nullable: small & 2 != 0)
        )
    }
}

/// The type of a block (§2.4.8): nothing, one result, or a function type by index.
///
/// Layout of ``rawValue``: `0` empty, bit 32 a value type in the low half, bit 33 a type index in the low half.
public struct BlockType: Hashable, Sendable {
    public var rawValue: UInt64
    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

    @inlinable public static var empty: BlockType { BlockType(rawValue: 0) }
    @inlinable public static func value(_ type: ValueType) -> BlockType { BlockType(rawValue: 1 << 32 | UInt64(type.rawValue)) }
    @inlinable public static func type(_ index: UInt32) -> BlockType { BlockType(rawValue: 2 << 32 | UInt64(index)) }

    @inlinable public var valueType: ValueType? {
        rawValue >> 32 == 1 ? ValueType(rawValue: UInt32(truncatingIfNeeded: rawValue)) : nil
    }
    @inlinable public var typeIndex: UInt32? { rawValue >> 32 == 2 ? UInt32(truncatingIfNeeded: rawValue) : nil }
}

/// A catch clause of `try_table` (§2.4.8).
public struct CatchClause: Hashable, Sendable {
    /// Raw values are those of the binary format.
    public enum Kind: UInt8, Hashable, Sendable {
        case `catch` = 0, catchRef = 1, catchAll = 2, catchAllRef = 3
        public var hasTag: Bool { self == .catch || self == .catchRef }
        public var pushesReference: Bool { self == .catchRef || self == .catchAllRef }
    }
    public var kind: Kind
    /// Zero where the kind has none.
    public var tagIndex: UInt32
    public var label: UInt32
    public init(_ kind: Kind, tagIndex: UInt32 = 0, label: UInt32) {
        self.kind = kind
        self.tagIndex = tagIndex
        self.label = label
    }
}

/// A sequence of instructions, the last of which is its `end`.
public struct Expression: Hashable, Sendable {
    public var instructions: [Instruction]
    /// Immediates that do not fit into an ``Instruction``.
    public var pool: [UInt64]
    /// Where each instruction began, if that was recorded: a byte offset in the module, or a position in the text.
    /// Either empty or as long as ``instructions``. Without meaning: two expressions that differ here are equal.
    public var positions: [UInt32]

    public init(_ instructions: [Instruction] = [], pool: [UInt64] = [], positions: [UInt32] = []) {
        self.instructions = instructions
        self.pool = pool
        self.positions = positions
    }

    public static func == (a: Expression, b: Expression) -> Bool { a.instructions == b.instructions && a.pool == b.pool }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(instructions)
        hasher.combine(pool)
    }
}

extension Expression {
    /// Labels of a `br_table`, the default last.
    public func labels(of instruction: Instruction) -> ArraySlice<UInt64> {
        pool[Int(instruction.bits)...(Int(instruction.bits) + Int(instruction.index))]
    }
    /// Types of a typed `select`.
    public func valueTypes(of instruction: Instruction) -> [ValueType] {
        pool[Int(instruction.bits)..<(Int(instruction.bits) + Int(instruction.index))]
            .map { ValueType(rawValue: UInt32(truncatingIfNeeded: $0)) }
    }
    /// The two words of a `v128.const` or `i8x16.shuffle`.
    public func vector(of instruction: Instruction) -> (low: UInt64, high: UInt64) {
        (pool[Int(instruction.index)], pool[Int(instruction.index) + 1])
    }
    /// Catch clauses of a `try_table`.
    public func catchClauses(of instruction: Instruction) -> [CatchClause] {
        let start = Int(instruction.index)
        return (0..<Int(pool[start])).map { number in
            let word = pool[start + 1 + 2 * number]
            return CatchClause(
                CatchClause.Kind(rawValue: UInt8(truncatingIfNeeded: word >> 32)) ?? .catchAll,
                tagIndex: UInt32(truncatingIfNeeded: word), label: UInt32(truncatingIfNeeded: pool[start + 2 + 2 * number]))
        }
    }

    /// Appends `br_table`; `labels` holds the default last and so is never empty.
    public mutating func appendBranchTable(labels: some Collection<UInt32>) {
        instructions.append(Instruction(.brTable, index: UInt32(labels.count - 1), bits: UInt64(pool.count)))
        pool.append(contentsOf: labels.lazy.map(UInt64.init))
    }
    public mutating func appendTypedSelect(_ types: some Collection<ValueType>) {
        instructions.append(Instruction(.selectTyped, index: UInt32(types.count), bits: UInt64(pool.count)))
        pool.append(contentsOf: types.lazy.map { UInt64($0.rawValue) })
    }
    /// Appends `v128.const` or `i8x16.shuffle`.
    public mutating func appendVector(_ opcode: Opcode, low: UInt64, high: UInt64) {
        instructions.append(Instruction(opcode, index: UInt32(pool.count)))
        pool.append(low)
        pool.append(high)
    }
    public mutating func appendTryTable(_ type: BlockType, _ clauses: some Collection<CatchClause>) {
        instructions.append(Instruction(.tryTable, index: UInt32(pool.count), bits: type.rawValue))
        pool.append(UInt64(clauses.count))
        for clause in clauses {
            pool.append(UInt64(clause.kind.rawValue) << 32 | UInt64(clause.tagIndex))
            pool.append(UInt64(clause.label))
        }
    }
}
