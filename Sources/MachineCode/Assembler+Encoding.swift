/// Prefixes, opcode, ModRM, SIB and displacement: the one place that knows how operands become bytes
/// (Intel SDM volume 2, chapter 2).
extension Assembler {
    /// The bytes of an instruction up to its displacement, gathered in one word and stored at once.
    @usableFromInline
    struct Head {
        @usableFromInline var word: UInt64 = 0
        @usableFromInline var shift: UInt64 = 0

        @inlinable @inline(__always) init() {}

        @inlinable @inline(__always)
        mutating func add(_ byte: UInt32) {
            word |= UInt64(byte) &<< shift
            shift &+= 8
        }

        /// Legacy prefix, REX and opcode. `rex` holds R, X and B in their places, and bit 6 if a REX is needed anyway.
        @inlinable @inline(__always)
        mutating func legacy(_ form: InstructionForm, rex: UInt32) {
            if form.prefix != 0 { add(0xF2F3_6600 &>> (form.prefix &* 8) & 0xFF) }
            let whole = rex | form.w &<< 3
            if whole != 0 { add(0x40 | whole) }
            if form.map != 0 {
                add(0x0F)
                if form.map != 1 { add(form.map == 2 ? 0x38 : 0x3A) }
            }
            add(form.opcode)
        }

        /// VEX in its two- or three-byte form, and opcode.
        @inlinable @inline(__always)
        mutating func vex(_ form: InstructionForm, rex: UInt32, second: UInt32, wide: Bool) {
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
        }

        /// ModRM and SIB of a memory operand. Returns how many bytes of displacement follow: 0, 1 or 4.
        @inlinable @inline(__always)
        mutating func memory(_ field: UInt32, _ address: Address) -> Int {
            let reg = (field & 7) &<< 3
            if address.base >= Address.symbolic {
                if address.base != Address.none {
                    add(0x05 | reg)
                    return 4
                }
                add(0x04 | reg)
                let index = address.index == Address.none ? 4 : UInt32(address.index & 7)
                add(UInt32(address.scale.rawValue) &<< 6 | index &<< 3 | 5)
                return 4
            }
            let low = UInt32(address.base & 7)
            let bytes = address.displacement == 0 && low != 5 ? 0 : Int32(Int8(truncatingIfNeeded: address.displacement)) == address.displacement ? 1 : 4
            let mode: UInt32 = bytes == 0 ? 0 : bytes == 1 ? 0x40 : 0x80
            if address.index != Address.none {
                add(mode | reg | 4)
                add(UInt32(address.scale.rawValue) &<< 6 | UInt32(address.index & 7) &<< 3 | low)
            } else if low == 4 {
                add(mode | reg | 4)
                add(0x24)
            } else {
                add(mode | reg | low)
            }
            return bytes
        }
    }

    /// REX.X and REX.B of a memory operand.
    @inlinable @inline(__always)
    static func rex(_ address: Address) -> UInt32 {
        let base = address.base >= Address.symbolic ? 0 : UInt32(address.base &>> 3)
        let index = address.index == Address.none ? 0 : UInt32(address.index &>> 3)
        return index &<< 1 | base
    }

    /// Appends head and displacement. `immediate` bytes follow, which rip-relative addressing must count.
    @inlinable @inline(__always)
    mutating func append(_ head: Head, _ address: Address, displacement bytes: Int, immediate: Int) {
        buffer.append(head.word, bytes: Int(head.shift &>> 3))
        if bytes == 0 { return }
        if address.base == Address.symbolic {
            relocate(.relative32, symbol: address.symbol, addend: Int64(address.displacement) - 4 - Int64(immediate))
            buffer.append32(0)
        } else {
            buffer.append(UInt64(UInt32(bitPattern: address.displacement)), bytes: bytes)
        }
    }

    /// Legacy encoding, register operand. `reg` and `rm` are register numbers; `rex` forces a REX prefix.
    @inlinable
    public mutating func emit(_ form: InstructionForm, reg: UInt8, rm: UInt8, rex: Bool = false) {
        buffer.reserve(Self.longestInstruction)
        var head = Head()
        head.legacy(form, rex: UInt32(reg &>> 3) &<< 2 | UInt32(rm &>> 3) | (rex ? 0x40 : 0))
        head.add(0xC0 | UInt32(reg & 7) &<< 3 | UInt32(rm & 7))
        buffer.append(head.word, bytes: Int(head.shift &>> 3))
    }

    /// Legacy encoding, memory operand; `immediate` bytes will follow.
    @inlinable
    public mutating func emit(_ form: InstructionForm, reg: UInt8, _ address: Address, immediate: Int = 0, rex: Bool = false) {
        buffer.reserve(Self.longestInstruction)
        var head = Head()
        head.legacy(form, rex: UInt32(reg &>> 3) &<< 2 | Self.rex(address) | (rex ? 0x40 : 0))
        let bytes = head.memory(UInt32(reg), address)
        append(head, address, displacement: bytes, immediate: immediate)
    }

    /// VEX encoding, register operands. `second` is VEX.vvvv; `wide` selects 256 bits.
    @inlinable
    public mutating func emitVEX(_ form: InstructionForm, reg: UInt8, second: UInt8, rm: UInt8, wide: Bool = false) {
        buffer.reserve(Self.longestInstruction)
        var head = Head()
        head.vex(form, rex: UInt32(reg &>> 3) &<< 2 | UInt32(rm &>> 3), second: UInt32(second), wide: wide)
        head.add(0xC0 | UInt32(reg & 7) &<< 3 | UInt32(rm & 7))
        buffer.append(head.word, bytes: Int(head.shift &>> 3))
    }

    /// VEX encoding, memory operand; `immediate` bytes will follow.
    @inlinable
    public mutating func emitVEX(
        _ form: InstructionForm, reg: UInt8, second: UInt8, _ address: Address, immediate: Int = 0, wide: Bool = false
    ) {
        buffer.reserve(Self.longestInstruction)
        var head = Head()
        head.vex(form, rex: UInt32(reg &>> 3) &<< 2 | Self.rex(address), second: UInt32(second), wide: wide)
        let bytes = head.memory(UInt32(reg), address)
        append(head, address, displacement: bytes, immediate: immediate)
    }
}
