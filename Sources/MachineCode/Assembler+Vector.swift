/// Instructions with a vector register, by row (`VectorForms.swift`). Two operands take the legacy encoding,
/// three take VEX.
extension Assembler {
    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ source: VectorRegister) {
        emit(form, reg: destination.rawValue, rm: source.rawValue)
    }

    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ source: Address) {
        emit(form, reg: destination.rawValue, source)
    }

    /// A row that ends in "Store", to memory.
    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: Address, _ source: VectorRegister) {
        emit(form, reg: source.rawValue, destination)
    }

    /// The same if `isMeant`, without a jump.
    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: Address, _ source: VectorRegister, if isMeant: Bool) {
        let start = buffer.length
        vector(form, destination, source)
        buffer.keep(from: start, if: isMeant)
    }

    /// `movups [rsp + displacement], source` for each 16 bytes of a stretch of at least as many; the last store overlaps the one
    /// before if need be. Each takes eight bytes, so that it is one word. `source` is one of the first eight.
    @inlinable
    public mutating func fill(fromStack start: Int32, bytes: Int32, _ source: VectorRegister) {
        assert(bytes >= 16 && source.rawValue < 8, "no room for a store, or no encoding")
        let head = UInt64(0x2484_110F | UInt32(source.rawValue) &<< 19)
        let last = start &+ bytes &- 16
        var place = start
        while true {
            buffer.append(head | UInt64(UInt32(bitPattern: min(place, last))) &<< 32, bytes: 8)
            buffer.settle()
            if place >= last { return }
            place &+= 16
        }
    }

    /// `xor register, register` on 32 bits, or `xorps`, by the number of a register; nothing unless `isMeant`. Without a jump.
    @inlinable
    public mutating func clear(register number: UInt8, isVector: Bool, if isMeant: Bool) {
        let start = buffer.length
        let modRM = Self.modRM(number, number)
        let word = isVector ? 0x570F | modRM &<< 16 : 0x31 | modRM &<< 8
        append(Head(rex: Self.rex(number, number), word, bits: isVector ? 24 : 16))
        buffer.settle()
        buffer.keep(from: start, if: isMeant)
    }

    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ source: VectorRegister, immediate: UInt8) {
        emit(form, reg: destination.rawValue, rm: source.rawValue)
        buffer.append(immediate)
    }

    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ source: Address, immediate: UInt8) {
        emit(form, reg: destination.rawValue, source, immediate: 1)
        buffer.append(immediate)
    }

    /// A shift of a vector by a constant: the row's operation number stands in ModRM.reg.
    @inlinable
    public mutating func vectorShift(_ form: InstructionForm, operation: UInt8, _ operand: VectorRegister, by count: UInt8) {
        emit(form, reg: operation, rm: operand.rawValue)
        buffer.append(count)
    }

    /// From a general register: `movd`, `movq`, `cvtsi2sd`, …
    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ source: Register) {
        emit(form, reg: destination.rawValue, rm: source.rawValue)
    }

    /// Into a general register that stands in ModRM.reg: `cvttsd2si`, `movmskpd`, …
    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: Register, _ source: VectorRegister) {
        emit(form, reg: destination.rawValue, rm: source.rawValue)
    }

    /// A row that ends in "Store", into a general register (ModRM.rm): `movd`, `movq`.
    @inlinable
    public mutating func vectorStore(_ form: InstructionForm, _ destination: Register, _ source: VectorRegister) {
        emit(form, reg: source.rawValue, rm: destination.rawValue)
    }

    // MARK: VEX

    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: VectorRegister) {
        emitVEX(form, reg: destination.rawValue, second: first.rawValue, rm: second.rawValue)
    }

    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: Address) {
        emitVEX(form, reg: destination.rawValue, second: first.rawValue, second)
    }

    @inlinable
    public mutating func vector(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: VectorRegister, immediate: UInt8
    ) {
        emitVEX(form, reg: destination.rawValue, second: first.rawValue, rm: second.rawValue)
        buffer.append(immediate)
    }

    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: Register) {
        emitVEX(form, reg: destination.rawValue, second: first.rawValue, rm: second.rawValue)
    }

    /// The VEX encoding of a row with two operands (VEX.vvvv unused): `vsqrtps`, `vpabsd`, …
    @inlinable
    public mutating func vectorVEX(_ form: InstructionForm, _ destination: VectorRegister, _ source: VectorRegister) {
        emitVEX(form, reg: destination.rawValue, second: 0, rm: source.rawValue)
    }
}
