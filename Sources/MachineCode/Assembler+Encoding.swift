/// Prefixes, opcode, ModRM, SIB and displacement: the one place that knows how operands become bytes
/// (Intel SDM volume 2, chapter 2).
extension Assembler {
    /// The bytes of an instruction up to its displacement, gathered in one word and stored at once. What prefixes there
    /// are differs from one instruction to the next, so the legacy encoding is put together without a jump.
    @usableFromInline
    struct Head {
        @usableFromInline var word: UInt64 = 0
        @usableFromInline var shift: UInt64 = 0

        @inlinable @inline(__always)
        mutating func add(_ byte: UInt32) {
            word |= UInt64(byte) &<< shift
            shift &+= 8
        }

        /// Puts a byte in front, unless it is zero.
        @inlinable @inline(__always)
        mutating func prepend(_ byte: UInt32) {
            let room: UInt64 = byte == 0 ? 0 : 8
            word = word &<< room | UInt64(byte)
            shift &+= room
        }

        /// Legacy prefix, REX, opcode and what follows it up to the displacement. `rex` holds R, X and B in their places,
        /// and bit 6 if a REX is needed anyway.
        @inlinable @inline(__always)
        init(legacy form: InstructionForm, rex: UInt32, _ operand: Operand) {
            word = form.escapes | (UInt64(form.opcode) | operand.word &<< 8) &<< form.escapeBits
            shift = form.escapeBits &+ 8 &+ operand.shift
            let whole = rex | form.w &<< 3
            prepend(whole == 0 ? 0 : 0x40 | whole)
            prepend(form.prefixByte)
        }

        /// A one-byte opcode on 32 bits, or 64 where `wide` is one: most integer instructions.
        @inlinable @inline(__always)
        init(primary opcode: UInt8, wide: UInt32, rex: UInt32, _ operand: Operand) {
            word = UInt64(opcode) | operand.word &<< 8
            shift = 8 &+ operand.shift
            let whole = rex | wide &<< 3
            prepend(whole == 0 ? 0 : 0x40 | whole)
        }

        /// VEX in its two- or three-byte form, opcode, and what follows it up to the displacement.
        @inlinable @inline(__always)
        init(vex form: InstructionForm, rex: UInt32, second: UInt32, wide: Bool, _ operand: Operand) {
            let tail = (second ^ 15) &<< 3 | (wide ? 4 : 0) | form.prefix
            if rex & 3 == 0, form.w == 0, form.map == 1 {
                add(0xC5)
                add((rex & 4 ^ 4) &<< 5 | tail)
            } else {
                add(0xC4)
                add((rex & 7 ^ 7) &<< 5 | form.map)
                add(form.w &<< 7 | tail)
            }
            add(form.opcode)
            word |= operand.word &<< shift
            shift &+= operand.shift
        }
    }

    /// ModRM and SIB, and how many bytes of displacement follow: 0, 1 or 4.
    @usableFromInline
    struct Operand {
        @usableFromInline var word: UInt64
        @usableFromInline var shift: UInt64
        @usableFromInline var displacement = 0

        @inlinable @inline(__always)
        init(reg: UInt8, rm: UInt8) {
            word = UInt64(0xC0 | UInt32(reg & 7) &<< 3 | UInt32(rm & 7))
            shift = 8
        }

        @inlinable @inline(__always)
        init(reg: UInt8, _ address: Address) {
            let form = address.form
            let reg = UInt32(reg & 7) &<< 3
            if form & Address.hasNoBase != 0 {
                word = UInt64(reg | form &>> 8 & 7 | (form & 0xFF) &<< 8)
                shift = form & Address.hasSIB != 0 ? 16 : 8
                displacement = 4
                return
            }
            // Each 0 or 1: whether there is a displacement, and whether it is too long for one byte.
            let value = UInt32(bitPattern: address.displacement)
            let beyond = (value &+ 0x80) &>> 8
            let isThere = (value | (0 &- value)) &>> 31 | form &>> 17 & 1
            let isLong = (beyond | (0 &- beyond)) &>> 31
            word = UInt64((isThere &+ isLong) &<< 6 | reg | form &>> 8 & 7 | (form & 0xFF) &<< 8)
            shift = UInt64(8 &+ (form &>> 13 & 8))
            displacement = Int(isThere &+ 3 &* isLong)
        }

        /// Counted from the instruction; the displacement follows.
        @inlinable @inline(__always)
        init(atLabel reg: UInt8) {
            word = UInt64(0x05 | UInt32(reg & 7) &<< 3)
            shift = 8
            displacement = 4
        }
    }

    /// REX.X and REX.B of a memory operand.
    @inlinable @inline(__always)
    static func rex(_ address: Address) -> UInt32 { address.form &>> 12 & 3 }

    /// Appends head and displacement. `immediate` bytes follow, which rip-relative addressing must count.
    @inlinable @inline(__always)
    mutating func append(_ head: Head, _ address: Address, displacement bytes: Int, immediate: Int) {
        buffer.append(head.word, bytes: Int(head.shift &>> 3))
        if address.form & Address.isSymbolic != 0 {
            relocate(.relative32, symbol: address.symbol, addend: Int64(address.displacement) - 4 - Int64(immediate))
            buffer.append32(0)
        } else {
            buffer.append(UInt64(UInt32(bitPattern: address.displacement)), bytes: bytes)
        }
        buffer.settle()
    }

    /// Legacy encoding, register operand. `reg` and `rm` are register numbers; a `rex` of 0x40 forces a REX
    /// prefix.
    @inlinable @inline(__always)
    public mutating func emit(_ form: InstructionForm, reg: UInt8, rm: UInt8, rex: UInt32 = 0) {
        let head = Head(
            legacy: form, rex: UInt32(reg &>> 3) &<< 2 | UInt32(rm &>> 3) | rex, Operand(reg: reg, rm: rm))
        buffer.append(head.word, bytes: Int(head.shift &>> 3))
        buffer.settle()
    }

    /// Legacy encoding, memory operand; `immediate` bytes will follow.
    @inlinable @inline(__always)
    public mutating func emit(_ form: InstructionForm, reg: UInt8, _ address: Address, immediate: Int = 0, rex: UInt32 = 0) {
        let operand = Operand(reg: reg, address)
        let head = Head(legacy: form, rex: UInt32(reg &>> 3) &<< 2 | Self.rex(address) | rex, operand)
        append(head, address, displacement: operand.displacement, immediate: immediate)
    }

    /// A one-byte integer opcode whose lowest bit says "not a byte", register operands. `rex` is ``forcedREX(_:_:)`` of
    /// those that are registers.
    @inlinable @inline(__always)
    mutating func emit(_ opcode: UInt8, _ size: OperandSize, reg: UInt8, rm: UInt8, rex: UInt32) {
        guard size.isFullWidth else { return emitNarrow(opcode, size, reg: reg, rm: rm, rex) }
        let head = Head(
            primary: opcode | 1, wide: size.wide, rex: UInt32(reg &>> 3) &<< 2 | UInt32(rm &>> 3), Operand(reg: reg, rm: rm))
        buffer.append(head.word, bytes: Int(head.shift &>> 3))
        buffer.settle()
    }

    /// The same with a memory operand; `immediate` bytes will follow.
    @inlinable @inline(__always)
    mutating func emit(
        _ opcode: UInt8, _ size: OperandSize, reg: UInt8, _ address: Address, immediate: Int = 0, rex: UInt32 = 0
    ) {
        guard size.isFullWidth else { return emitNarrow(opcode, size, reg: reg, address, immediate, rex) }
        let operand = Operand(reg: reg, address)
        let head = Head(primary: opcode | 1, wide: size.wide, rex: UInt32(reg &>> 3) &<< 2 | Self.rex(address), operand)
        append(head, address, displacement: operand.displacement, immediate: immediate)
    }

    /// Bytes and words.
    @usableFromInline @inline(never)
    mutating func emitNarrow(_ opcode: UInt8, _ size: OperandSize, reg: UInt8, rm: UInt8, _ rex: UInt32) {
        emit(InstructionForm(.none, .primary, opcode).sized(size), reg: reg, rm: rm, rex: rex)
    }

    @usableFromInline @inline(never)
    mutating func emitNarrow(
        _ opcode: UInt8, _ size: OperandSize, reg: UInt8, _ address: Address, _ immediate: Int, _ rex: UInt32
    ) {
        emit(InstructionForm(.none, .primary, opcode).sized(size), reg: reg, address, immediate: immediate, rex: rex)
    }

    /// VEX encoding, register operands. `second` is VEX.vvvv; `wide` selects 256 bits.
    @inlinable
    public mutating func emitVEX(_ form: InstructionForm, reg: UInt8, second: UInt8, rm: UInt8, wide: Bool = false) {
        let head = Head(
            vex: form, rex: UInt32(reg &>> 3) &<< 2 | UInt32(rm &>> 3), second: UInt32(second), wide: wide,
            Operand(reg: reg, rm: rm))
        buffer.append(head.word, bytes: Int(head.shift &>> 3))
        buffer.settle()
    }

    /// VEX encoding, memory operand; `immediate` bytes will follow.
    @inlinable
    public mutating func emitVEX(
        _ form: InstructionForm, reg: UInt8, second: UInt8, _ address: Address, immediate: Int = 0, wide: Bool = false
    ) {
        let operand = Operand(reg: reg, address)
        let head = Head(
            vex: form, rex: UInt32(reg &>> 3) &<< 2 | Self.rex(address), second: UInt32(second), wide: wide, operand)
        append(head, address, displacement: operand.displacement, immediate: immediate)
    }
}
