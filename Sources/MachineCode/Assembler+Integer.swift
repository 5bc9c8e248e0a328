/// An operation of the arithmetic group, by its number in the opcode.
public enum ArithmeticOperation: UInt8, CaseIterable, Sendable {
    case add, or, adc, sbb, and, sub, xor, cmp
}

/// A shift or rotation, by its number in ModRM.reg.
public enum ShiftOperation: UInt8, CaseIterable, Sendable {
    case rol = 0, ror = 1, shl = 4, shr = 5, sar = 7
}

/// An operation on one operand; the last four work on `rdx:rax`.
public enum UnaryOperation: UInt8, CaseIterable, Sendable {
    case not = 2, neg = 3, mul = 4, imul = 5, div = 6, idiv = 7
}

/// Integer instructions. Operands stand in Intel's order: destination first.
extension Assembler {
    /// Byte operands in `rsp`…`rdi` need a REX prefix to mean `spl`…`dil` (Intel SDM volume 2, 2.2.1.2): 0x40, or zero.
    @inlinable @inline(__always)
    static func forcedREX(_ size: OperandSize, _ register: Register) -> UInt32 {
        let isByte = (UInt32(size.rawValue) &- 1) &>> 31
        let isOfThem = UInt32(register.rawValue &>> 2 & 1) & ~UInt32(register.rawValue &>> 3)
        return (isByte & isOfThem) &<< 6
    }

    @inlinable @inline(__always)
    static func immediateBytes(_ size: OperandSize) -> Int {
        switch size {
        case .byte: return 1
        case .word: return 2
        case .dword, .qword: return 4
        }
    }

    // MARK: Moves

    /// `mov destination, source`
    @inlinable
    public mutating func move(_ size: OperandSize, _ destination: Register, _ source: Register) {
        emit(
            0x88, size, reg: source.rawValue, rm: destination.rawValue,
            rex: Self.forcedREX(size, source) | Self.forcedREX(size, destination))
    }

    /// `mov destination, [address]`; byte and word loads keep the upper bits, see ``loadZeroExtended(_:_:_:)``.
    @inlinable
    public mutating func load(_ size: OperandSize, _ destination: Register, _ address: Address) {
        emit(
            0x8A, size, reg: destination.rawValue, address,
            rex: Self.forcedREX(size, destination))
    }

    /// The same, unless the value is there already; without a jump.
    @inlinable
    public mutating func load(_ size: OperandSize, _ destination: Register, _ source: Address, unless isThere: Bool) {
        let start = buffer.length
        load(size, destination, source)
        buffer.keep(from: start, if: !isThere)
    }

    /// `mov [address], source`
    @inlinable
    public mutating func store(_ size: OperandSize, _ address: Address, _ source: Register) {
        emit(
            0x88, size, reg: source.rawValue, address,
            rex: Self.forcedREX(size, source))
    }

    /// The same if `isMeant`, without a jump.
    @inlinable
    public mutating func store(_ size: OperandSize, _ address: Address, _ source: Register, if isMeant: Bool) {
        let start = buffer.length
        store(size, address, source)
        buffer.keep(from: start, if: isMeant)
    }

    /// `mov [address], immediate`, sign-extended to 64 bits if need be.
    @inlinable
    public mutating func store(_ size: OperandSize, _ address: Address, immediate: Int32) {
        let bytes = Self.immediateBytes(size)
        emit(0xC6, size, reg: 0, address, immediate: bytes)
        buffer.append(UInt64(UInt32(bitPattern: immediate)), bytes: bytes)
    }

    /// `mov destination, value` in its shortest form; flags are kept.
    @inlinable
    public mutating func move(_ destination: Register, immediate value: UInt64) {
        let low = destination.rawValue & 7
        if value <= 0xFFFF_FFFF {
            buffer.append(prefix: destination.rawValue > 7 ? 0x41 : 0)
            buffer.append(0xB8 | low)
            buffer.append32(UInt32(truncatingIfNeeded: value))
            buffer.settle()
        } else if Int64(bitPattern: value) == Int64(Int32(truncatingIfNeeded: value)) {
            emit(InstructionForm(.none, .primary, 0xC7, w: true), reg: 0, rm: destination.rawValue)
            buffer.append32(UInt32(truncatingIfNeeded: value))
        } else {
            moveWhole(destination, value)
        }
    }

    /// `movabs destination, value`: ten bytes whatever the value.
    @inlinable
    public mutating func moveWhole(_ destination: Register, _ value: UInt64) {
        buffer.append(0x48 | destination.rawValue &>> 3)
        buffer.append(0xB8 | destination.rawValue & 7)
        buffer.append(value, bytes: 8)
        buffer.settle()
    }

    /// `movabs destination, symbol + addend`
    @inlinable
    public mutating func move(_ destination: Register, symbol: UInt32, addend: Int64 = 0) {
        buffer.append(0x48 | destination.rawValue &>> 3)
        buffer.append(0xB8 | destination.rawValue & 7)
        relocate(.absolute64, symbol: symbol, addend: addend)
        buffer.append(0, bytes: 8)
        buffer.settle()
    }

    /// `movzx destination, source`: the whole register is defined. For dwords and qwords a `mov`.
    @inlinable
    public mutating func zeroExtend(_ size: OperandSize, _ destination: Register, _ source: Register) {
        switch size {
        case .byte: emit(InstructionForm(.none, .m0F, 0xB6), reg: destination.rawValue, rm: source.rawValue, rex: Self.forcedREX(.byte, source))
        case .word: emit(InstructionForm(.none, .m0F, 0xB7), reg: destination.rawValue, rm: source.rawValue)
        case .dword, .qword: move(size, destination, source)
        }
    }

    /// `movzx destination, [address]`: the whole register is defined. For dwords and qwords a `mov`.
    @inlinable
    public mutating func loadZeroExtended(_ size: OperandSize, _ destination: Register, _ address: Address) {
        switch size {
        case .byte: emit(InstructionForm(.none, .m0F, 0xB6), reg: destination.rawValue, address)
        case .word: emit(InstructionForm(.none, .m0F, 0xB7), reg: destination.rawValue, address)
        case .dword, .qword: load(size, destination, address)
        }
    }

    /// `movsx`/`movsxd`; `target` is `.dword` or `.qword` and wider than `size`.
    @inlinable
    public mutating func signExtend(_ size: OperandSize, to target: OperandSize, _ destination: Register, _ source: Register) {
        emit(
            Self.signExtension(size).sizedWithoutByte(target), reg: destination.rawValue, rm: source.rawValue,
            rex: Self.forcedREX(size, source))
    }

    /// `movsx`/`movsxd` from memory; `target` is `.dword` or `.qword` and wider than `size`.
    @inlinable
    public mutating func loadSignExtended(_ size: OperandSize, to target: OperandSize, _ destination: Register, _ address: Address) {
        emit(Self.signExtension(size).sizedWithoutByte(target), reg: destination.rawValue, address)
    }

    @inlinable @inline(__always)
    static func signExtension(_ size: OperandSize) -> InstructionForm {
        switch size {
        case .byte: return InstructionForm(.none, .m0F, 0xBE)
        case .word: return InstructionForm(.none, .m0F, 0xBF)
        case .dword, .qword: return InstructionForm(.none, .primary, 0x63)
        }
    }

    /// `lea destination, [address]`
    @inlinable
    public mutating func loadAddress(_ size: OperandSize, _ destination: Register, _ address: Address) {
        emit(InstructionForm(.none, .primary, 0x8D).sizedWithoutByte(size), reg: destination.rawValue, address)
    }

    // MARK: Arithmetic

    @inlinable
    public mutating func arithmetic(_ operation: ArithmeticOperation, _ size: OperandSize, _ destination: Register, _ source: Register) {
        emit(
            operation.rawValue &<< 3, size, reg: source.rawValue, rm: destination.rawValue,
            rex: Self.forcedREX(size, source) | Self.forcedREX(size, destination))
    }

    @inlinable
    public mutating func arithmetic(_ operation: ArithmeticOperation, _ size: OperandSize, _ destination: Register, _ source: Address) {
        emit(
            operation.rawValue &<< 3 | 2, size, reg: destination.rawValue, source,
            rex: Self.forcedREX(size, destination))
    }

    @inlinable
    public mutating func arithmetic(_ operation: ArithmeticOperation, _ size: OperandSize, _ destination: Address, _ source: Register) {
        emit(
            operation.rawValue &<< 3, size, reg: source.rawValue, destination,
            rex: Self.forcedREX(size, source))
    }

    /// The immediate is sign-extended to the operand size; bytes and words take its low bits.
    @inlinable
    public mutating func arithmetic(_ operation: ArithmeticOperation, _ size: OperandSize, _ destination: Register, immediate: Int32) {
        let short = Int32(Int8(truncatingIfNeeded: immediate)) == immediate && size != .byte
        if destination == .rax, !short {
            accumulator(operation.rawValue &<< 3 | 4, size, immediate)
            return
        }
        emit(
            short ? 0x82 : 0x80, size, reg: operation.rawValue, rm: destination.rawValue,
            rex: Self.forcedREX(size, destination))
        buffer.append(UInt64(UInt32(bitPattern: immediate)), bytes: short ? 1 : Self.immediateBytes(size))
    }

    @inlinable
    public mutating func arithmetic(_ operation: ArithmeticOperation, _ size: OperandSize, _ destination: Address, immediate: Int32) {
        let short = Int32(Int8(truncatingIfNeeded: immediate)) == immediate && size != .byte
        let bytes = short ? 1 : Self.immediateBytes(size)
        emit(short ? 0x82 : 0x80, size, reg: operation.rawValue, destination, immediate: bytes)
        buffer.append(UInt64(UInt32(bitPattern: immediate)), bytes: bytes)
    }

    /// The short form that works on `al`, `ax`, `eax` or `rax` only: no ModRM byte.
    @usableFromInline
    mutating func accumulator(_ opcode: UInt8, _ size: OperandSize, _ immediate: Int32) {
        if size == .word { buffer.append(0x66) }
        if size == .qword { buffer.append(0x48) }
        buffer.append(size == .byte ? opcode : opcode | 1)
        buffer.append(UInt64(UInt32(bitPattern: immediate)), bytes: Self.immediateBytes(size))
        buffer.settle()
    }

    @inlinable
    public mutating func test(_ size: OperandSize, _ first: Register, _ second: Register) {
        emit(
            0x84, size, reg: second.rawValue, rm: first.rawValue,
            rex: Self.forcedREX(size, first) | Self.forcedREX(size, second))
    }

    @inlinable
    public mutating func test(_ size: OperandSize, _ first: Register, immediate: Int32) {
        if first == .rax {
            accumulator(0xA8, size, immediate)
            return
        }
        emit(0xF6, size, reg: 0, rm: first.rawValue, rex: Self.forcedREX(size, first))
        buffer.append(UInt64(UInt32(bitPattern: immediate)), bytes: Self.immediateBytes(size))
    }

    /// `imul destination, source`; words and wider.
    @inlinable
    public mutating func multiply(_ size: OperandSize, _ destination: Register, _ source: Register) {
        emit(InstructionForm(.none, .m0F, 0xAF).sizedWithoutByte(size), reg: destination.rawValue, rm: source.rawValue)
    }

    @inlinable
    public mutating func multiply(_ size: OperandSize, _ destination: Register, _ source: Address) {
        emit(InstructionForm(.none, .m0F, 0xAF).sizedWithoutByte(size), reg: destination.rawValue, source)
    }

    /// `imul destination, source, immediate`; words and wider.
    @inlinable
    public mutating func multiply(_ size: OperandSize, _ destination: Register, _ source: Register, immediate: Int32) {
        let short = Int32(Int8(truncatingIfNeeded: immediate)) == immediate
        emit(InstructionForm(.none, .primary, short ? 0x6B : 0x69).sizedWithoutByte(size), reg: destination.rawValue, rm: source.rawValue)
        buffer.append(UInt64(UInt32(bitPattern: immediate)), bytes: short ? 1 : Self.immediateBytes(size))
    }

    @inlinable
    public mutating func multiply(_ size: OperandSize, _ destination: Register, _ source: Address, immediate: Int32) {
        let short = Int32(Int8(truncatingIfNeeded: immediate)) == immediate
        let bytes = short ? 1 : Self.immediateBytes(size)
        emit(InstructionForm(.none, .primary, short ? 0x6B : 0x69).sizedWithoutByte(size), reg: destination.rawValue, source, immediate: bytes)
        buffer.append(UInt64(UInt32(bitPattern: immediate)), bytes: bytes)
    }

    @inlinable
    public mutating func unary(_ operation: UnaryOperation, _ size: OperandSize, _ operand: Register) {
        emit(
            0xF6, size, reg: operation.rawValue, rm: operand.rawValue,
            rex: Self.forcedREX(size, operand))
    }

    @inlinable
    public mutating func unary(_ operation: UnaryOperation, _ size: OperandSize, _ operand: Address) {
        emit(0xF6, size, reg: operation.rawValue, operand)
    }

    /// `cwd`, `cdq` or `cqo`: the sign of the accumulator fills `rdx`.
    @inlinable
    public mutating func signExtendAccumulator(_ size: OperandSize) {
        if size == .word { buffer.append(0x66) }
        if size == .qword { buffer.append(0x48) }
        buffer.append(0x99)
        buffer.settle()
    }

    // MARK: Shifts and bits

    /// Shift by a constant below the operand's width.
    @inlinable
    public mutating func shift(_ operation: ShiftOperation, _ size: OperandSize, _ operand: Register, by count: UInt8) {
        let once = count == 1
        emit(
            once ? 0xD0 : 0xC0, size, reg: operation.rawValue, rm: operand.rawValue,
            rex: Self.forcedREX(size, operand))
        if !once { buffer.append(count) }
    }

    /// Shift by `cl`.
    @inlinable
    public mutating func shiftByCL(_ operation: ShiftOperation, _ size: OperandSize, _ operand: Register) {
        emit(
            0xD2, size, reg: operation.rawValue, rm: operand.rawValue,
            rex: Self.forcedREX(size, operand))
    }

    /// `shlx`, `shrx` or `sarx` (BMI2): shift by any register, flags kept. Dwords and qwords; not for rotations.
    @inlinable
    public mutating func shift(_ operation: ShiftOperation, _ size: OperandSize, _ destination: Register, _ source: Register, by count: Register) {
        let prefix: InstructionForm.Prefix = operation == .shl ? .p66 : operation == .shr ? .pF2 : .pF3
        emitVEX(
            InstructionForm(prefix, .m0F38, 0xF7).wide(size == .qword), reg: destination.rawValue, second: count.rawValue,
            rm: source.rawValue)
    }

    @inlinable
    public mutating func shift(_ operation: ShiftOperation, _ size: OperandSize, _ destination: Register, _ source: Address, by count: Register) {
        let prefix: InstructionForm.Prefix = operation == .shl ? .p66 : operation == .shr ? .pF2 : .pF3
        emitVEX(
            InstructionForm(prefix, .m0F38, 0xF7).wide(size == .qword), reg: destination.rawValue, second: count.rawValue, source)
    }

    /// `rorx destination, source, count` (BMI2).
    @inlinable
    public mutating func rotateRight(_ size: OperandSize, _ destination: Register, _ source: Register, by count: UInt8) {
        emitVEX(InstructionForm(.pF2, .m0F3A, 0xF0).wide(size == .qword), reg: destination.rawValue, second: 0, rm: source.rawValue)
        buffer.append(count)
    }

    /// `andn destination, inverted, source` (BMI1).
    @inlinable
    public mutating func andNot(_ size: OperandSize, _ destination: Register, _ inverted: Register, _ source: Register) {
        emitVEX(
            InstructionForm(.none, .m0F38, 0xF2).wide(size == .qword), reg: destination.rawValue, second: inverted.rawValue,
            rm: source.rawValue)
    }

    /// One of the rows `bsf`, `bsr`, `lzcnt`, `tzcnt`, `popcnt`, register operands, words and wider.
    @inlinable
    public mutating func integer(_ form: InstructionForm, _ size: OperandSize, _ destination: Register, _ source: Register) {
        if size == .word {
            // The size prefix stands before the mandatory one.
            buffer.append(0x66)
        }
        emit(form.wide(size == .qword), reg: destination.rawValue, rm: source.rawValue)
    }

    /// The same rows with a memory source, dwords and qwords.
    @inlinable
    public mutating func integer(_ form: InstructionForm, _ size: OperandSize, _ destination: Register, _ source: Address) {
        emit(form.wide(size == .qword), reg: destination.rawValue, source)
    }

    /// `bswap`, dwords and qwords.
    @inlinable
    public mutating func reverseBytes(_ size: OperandSize, _ operand: Register) {
        let rex = (size == .qword ? 0x48 : 0x40) | operand.rawValue &>> 3
        if rex != 0x40 { buffer.append(rex) }
        buffer.append(0x0F)
        buffer.append(0xC8 | operand.rawValue & 7)
        buffer.settle()
    }

    // MARK: Conditions

    /// `setcc destination`: one byte, the rest of the register is kept.
    @inlinable
    public mutating func set(_ condition: Condition, _ destination: Register) {
        emit(
            InstructionForm(.none, .m0F, 0x90 | condition.rawValue), reg: 0, rm: destination.rawValue,
            rex: Self.forcedREX(.byte, destination))
    }

    /// `cmovcc destination, source`; words and wider.
    @inlinable
    public mutating func moveIf(_ condition: Condition, _ size: OperandSize, _ destination: Register, _ source: Register) {
        emit(
            InstructionForm(.none, .m0F, 0x40 | condition.rawValue).sizedWithoutByte(size), reg: destination.rawValue, rm: source.rawValue)
    }

    @inlinable
    public mutating func moveIf(_ condition: Condition, _ size: OperandSize, _ destination: Register, _ source: Address) {
        emit(InstructionForm(.none, .m0F, 0x40 | condition.rawValue).sizedWithoutByte(size), reg: destination.rawValue, source)
    }
}

/// Integer rows for ``Assembler/integer(_:_:_:_:)``.
extension InstructionForm {
    @inlinable public static var bsf: InstructionForm { InstructionForm(.none, .m0F, 0xBC) }
    @inlinable public static var bsr: InstructionForm { InstructionForm(.none, .m0F, 0xBD) }
    @inlinable public static var tzcnt: InstructionForm { InstructionForm(.pF3, .m0F, 0xBC) }
    @inlinable public static var lzcnt: InstructionForm { InstructionForm(.pF3, .m0F, 0xBD) }
    @inlinable public static var popcnt: InstructionForm { InstructionForm(.pF3, .m0F, 0xB8) }
}
