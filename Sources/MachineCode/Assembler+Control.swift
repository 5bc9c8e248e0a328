/// Control flow, the stack, and atomic read-modify-write. Jumps to labels stand in `Label.swift`.
extension Assembler {
    /// `jmp target`
    @inlinable
    public mutating func jump(_ target: Register) {
        emit(InstructionForm(.none, .primary, 0xFF), reg: 4, rm: target.rawValue)
    }

    /// `jmp [target]`
    @inlinable
    public mutating func jump(_ target: Address) {
        emit(InstructionForm(.none, .primary, 0xFF), reg: 4, target)
    }

    /// `call target`
    @inlinable
    public mutating func call(_ target: Register) {
        emit(InstructionForm(.none, .primary, 0xFF), reg: 2, rm: target.rawValue)
    }

    /// `call [target]`
    @inlinable
    public mutating func call(_ target: Address) {
        emit(InstructionForm(.none, .primary, 0xFF), reg: 2, target)
    }

    @inlinable
    public mutating func `return`() {
        buffer.append(0xC3)
        buffer.settle()
    }

    /// `ret count`: also drops `count` bytes of arguments.
    @inlinable
    public mutating func `return`(dropping count: UInt16) {
        buffer.append(0xC2)
        buffer.append(UInt64(count), bytes: 2)
        buffer.settle()
    }

    @inlinable
    public mutating func push(_ source: Register) {
        if source.rawValue > 7 { buffer.append(0x41) }
        buffer.append(0x50 | source.rawValue & 7)
        buffer.settle()
    }

    @inlinable
    public mutating func push(_ source: Address) {
        emit(InstructionForm(.none, .primary, 0xFF), reg: 6, source)
    }

    @inlinable
    public mutating func push(immediate: Int32) {
        let short = Int32(Int8(truncatingIfNeeded: immediate)) == immediate
        buffer.append(short ? 0x6A : 0x68)
        buffer.append(UInt64(UInt32(bitPattern: immediate)), bytes: short ? 1 : 4)
        buffer.settle()
    }

    @inlinable
    public mutating func pop(_ destination: Register) {
        if destination.rawValue > 7 { buffer.append(0x41) }
        buffer.append(0x58 | destination.rawValue & 7)
        buffer.settle()
    }

    @inlinable
    public mutating func pop(_ destination: Address) {
        emit(InstructionForm(.none, .primary, 0x8F), reg: 0, destination)
    }

    /// `ud2`: an invalid opcode, for what must not be reached.
    @inlinable
    public mutating func undefined() {
        buffer.append(0x0F)
        buffer.append(0x0B)
        buffer.settle()
    }

    /// `int3`, which fills gaps.
    @inlinable
    public mutating func breakpoint() {
        buffer.append(0xCC)
        buffer.settle()
    }

    /// Fills with `int3` up to a multiple of `boundary`, a power of two. For gaps that nothing runs into.
    @inlinable
    public mutating func align(_ boundary: Int) {
        while buffer.count & (boundary &- 1) != 0 { breakpoint() }
    }

    /// Fills with `nop` up to a multiple of `boundary`, a power of two of at most 64. For loop heads.
    @inlinable
    public mutating func alignWithNops(_ boundary: Int) {
        var missing = (boundary &- buffer.count & (boundary &- 1)) & (boundary &- 1)
        while missing > 0 {
            buffer.reserve(16)
            switch missing {
            case 1: buffer.append(0x90, bytes: 1)
            case 2: buffer.append(0x9066, bytes: 2)
            case 3: buffer.append(0x001F0F, bytes: 3)
            case 4: buffer.append(0x00401F0F, bytes: 4)
            case 5: buffer.append(0x0000441F0F, bytes: 5)
            case 6: buffer.append(0x0000441F0F66, bytes: 6)
            case 7: buffer.append(0x00000000801F0F, bytes: 7)
            default: buffer.append(0x0000000000841F0F, bytes: 8)
            }
            missing &-= 8
        }
    }

    // MARK: Atomics

    @inlinable @inline(__always)
    mutating func lock() {
        buffer.append(0xF0)
    }

    /// `xchg [address], register`, which is atomic without a prefix.
    @inlinable
    public mutating func exchange(_ size: OperandSize, _ address: Address, _ register: Register) {
        emit(
            0x86, size, reg: register.rawValue, address,
            rex: Self.forcedREX(size, register))
    }

    /// `xchg first, second`
    @inlinable
    public mutating func exchange(_ size: OperandSize, _ first: Register, _ second: Register) {
        emit(
            0x86, size, reg: second.rawValue, rm: first.rawValue,
            rex: Self.forcedREX(size, first) | Self.forcedREX(size, second))
    }

    /// `lock cmpxchg [address], replacement`; the expected and the found value are in the accumulator.
    @inlinable
    public mutating func lockCompareExchange(_ size: OperandSize, _ address: Address, _ replacement: Register) {
        lock()
        emit(
            InstructionForm(.none, .m0F, 0xB0).sized(size), reg: replacement.rawValue, address,
            rex: Self.forcedREX(size, replacement))
    }

    /// `lock xadd [address], register`
    @inlinable
    public mutating func lockExchangeAdd(_ size: OperandSize, _ address: Address, _ register: Register) {
        lock()
        emit(
            InstructionForm(.none, .m0F, 0xC0).sized(size), reg: register.rawValue, address,
            rex: Self.forcedREX(size, register))
    }

    /// `lock add`, `lock or` and their kin, without the old value.
    @inlinable
    public mutating func lockArithmetic(_ operation: ArithmeticOperation, _ size: OperandSize, _ address: Address, _ source: Register) {
        lock()
        arithmetic(operation, size, address, source)
    }

    /// `mfence`
    @inlinable
    public mutating func fence() {
        buffer.append(0x0F)
        buffer.append(0xAE)
        buffer.append(0xF0)
        buffer.settle()
    }
}
