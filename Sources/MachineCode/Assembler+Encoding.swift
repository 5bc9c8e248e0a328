/// Prefixes, opcode, ModRM, SIB and displacement: the one place that knows how operands become bytes
/// (Intel SDM volume 2, chapter 2).
///
/// What bytes there are differs from one instruction to the next, so they are put together without a jump, and stored at
/// once as far as a word holds them.
extension Assembler {
    /// The bytes of an instruction before its memory operand, or up to ModRM if it has none.
    @usableFromInline
    struct Head {
        @usableFromInline var word: UInt64
        /// A multiple of eight.
        @usableFromInline var bits: UInt64

        /// REX and what follows it. `rex` holds W, R, X and B in their places, and bit 6 if a REX is needed anyway.
        @inlinable @inline(__always)
        init(rex: UInt64, _ word: UInt64, bits: UInt64) {
            let room: UInt64 = rex == 0 ? 0 : 8
            self.word = word &<< room | (rex == 0 ? 0 : rex | 0x40)
            self.bits = bits &+ room
        }

        /// VEX in its two- or three-byte form, and opcode.
        @inlinable @inline(__always)
        init(vex form: InstructionForm, rex: UInt64, second: UInt8, wide: Bool) {
            let tail = UInt64(second ^ 15) &<< 3 | (wide ? 4 : 0) | form.prefix
            let short = 0xC5 | (rex &<< 5 & 0x80 ^ 0x80 | tail) &<< 8 | form.opcode &<< 16
            let long = 0xC4 | ((rex ^ 7) &<< 5 | form.map) &<< 8 | (form.w &<< 7 | tail) &<< 16 | form.opcode &<< 24
            // One of the two by a mask: what differs is guessed wrong about too often.
            let other = rex & 3 | form.w | (form.map ^ 1)
            let isLong = (0 &- other) &>> 63
            word = short ^ (short ^ long) & (0 &- isLong)
            bits = 24 &+ isLong &<< 3
        }
    }

    /// ModRM with a register operand.
    @inlinable @inline(__always)
    static func modRM(_ reg: UInt8, _ rm: UInt8) -> UInt64 { UInt64(0xC0 | (reg & 7) &<< 3 | rm & 7) }

    /// REX.R of a register in ModRM.reg.
    @inlinable @inline(__always)
    static func rex(_ reg: UInt8) -> UInt64 { UInt64(reg &>> 1 & 4) }

    /// REX.R and REX.B.
    @inlinable @inline(__always)
    static func rex(_ reg: UInt8, _ rm: UInt8) -> UInt64 { UInt64(reg &>> 1 & 4 | rm &>> 3) }

    /// REX.R, REX.X and REX.B.
    @inlinable @inline(__always)
    static func rex(_ reg: UInt8, _ address: Address) -> UInt64 { rex(reg) | address.word &>> 52 & 3 }

    @inlinable @inline(__always)
    mutating func append(_ head: Head) { buffer.append(head.word, bytes: Int(head.bits &>> 3)) }

    /// Appends head and memory operand. `immediate` bytes follow, which rip-relative addressing must count.
    @inlinable @inline(__always)
    mutating func append(_ head: Head, reg: UInt8, _ address: Address, immediate: Int) {
        append(head)
        let word = address.word | UInt64((reg & 7) &<< 3)
        if address.word & Address.isSymbolic != 0 { return appendSymbolic(word, address.symbol, immediate) }
        buffer.append(word, bytes: Int(address.word &>> 48 & 15))
        buffer.settle()
    }

    @usableFromInline @inline(never)
    mutating func appendSymbolic(_ word: UInt64, _ symbol: UInt32, _ immediate: Int) {
        buffer.append(word, bytes: 1)
        let addend = Int64(Int32(truncatingIfNeeded: Int64(bitPattern: word &>> 8)))
        relocate(.relative32, symbol: symbol, addend: addend - 4 - Int64(immediate))
        buffer.append32(0)
        buffer.settle()
    }

    /// Legacy encoding, register operand. `reg` and `rm` are register numbers; a `rex` of 0x40 forces a REX
    /// prefix.
    @inlinable @inline(__always)
    public mutating func emit(_ form: InstructionForm, reg: UInt8, rm: UInt8, rex: UInt32 = 0) {
        buffer.append(prefix: form.prefixByte)
        let word = form.escapedOpcode | Self.modRM(reg, rm) &<< form.escapedBits
        append(Head(rex: Self.rex(reg, rm) | form.w &<< 3 | UInt64(rex), word, bits: form.escapedBits &+ 8))
        buffer.settle()
    }

    /// Legacy encoding, memory operand; `immediate` bytes will follow.
    @inlinable @inline(__always)
    public mutating func emit(_ form: InstructionForm, reg: UInt8, _ address: Address, immediate: Int = 0, rex: UInt32 = 0) {
        buffer.append(prefix: form.prefixByte)
        let head = Head(
            rex: Self.rex(reg, address) | form.w &<< 3 | UInt64(rex), form.escapedOpcode, bits: form.escapedBits)
        append(head, reg: reg, address, immediate: immediate)
    }

    /// A one-byte integer opcode whose lowest bit says "not a byte", register operands. `rex` is ``forcedREX(_:_:)`` of
    /// those that are registers.
    @inlinable @inline(__always)
    mutating func emit(_ opcode: UInt8, _ size: OperandSize, reg: UInt8, rm: UInt8, rex: UInt32) {
        guard size.isFullWidth else { return emitNarrow(opcode, size, reg: reg, rm: rm, rex) }
        let word = UInt64(opcode | 1) | Self.modRM(reg, rm) &<< 8
        append(Head(rex: Self.rex(reg, rm) | UInt64(size.wide) &<< 3, word, bits: 16))
        buffer.settle()
    }

    /// The same with a memory operand; `immediate` bytes will follow.
    @inlinable @inline(__always)
    mutating func emit(
        _ opcode: UInt8, _ size: OperandSize, reg: UInt8, _ address: Address, immediate: Int = 0, rex: UInt32 = 0
    ) {
        guard size.isFullWidth else { return emitNarrow(opcode, size, reg: reg, address, immediate, rex) }
        let head = Head(rex: Self.rex(reg, address) | UInt64(size.wide) &<< 3, UInt64(opcode | 1), bits: 8)
        append(head, reg: reg, address, immediate: immediate)
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
        append(Head(vex: form, rex: Self.rex(reg, rm), second: second, wide: wide))
        buffer.append(UInt8(truncatingIfNeeded: Self.modRM(reg, rm)))
        buffer.settle()
    }

    /// VEX encoding, memory operand; `immediate` bytes will follow.
    @inlinable
    public mutating func emitVEX(
        _ form: InstructionForm, reg: UInt8, second: UInt8, _ address: Address, immediate: Int = 0, wide: Bool = false
    ) {
        let head = Head(vex: form, rex: Self.rex(reg, address), second: second, wide: wide)
        append(head, reg: reg, address, immediate: immediate)
    }

    // MARK: Operands at labels

    /// A vector instruction whose second operand, or only one, is at a label: a constant that stands in the code. Legacy.
    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ source: inout Label) {
        buffer.append(prefix: form.prefixByte)
        append(Head(rex: Self.rex(destination.rawValue) | form.w &<< 3, form.escapedOpcode, bits: form.escapedBits))
        appendModRM(atLabel: destination.rawValue, &source)
    }

    /// VEX.
    @inlinable
    public mutating func vector(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: inout Label
    ) {
        append(Head(vex: form, rex: Self.rex(destination.rawValue), second: first.rawValue, wide: false))
        appendModRM(atLabel: destination.rawValue, &second)
    }

    /// Counted from the instruction, which ends with it.
    @inlinable @inline(__always)
    mutating func appendModRM(atLabel reg: UInt8, _ label: inout Label) {
        buffer.append(0x05 | (reg & 7) &<< 3)
        appendDisplacement(to: &label)
        buffer.settle()
    }
}
