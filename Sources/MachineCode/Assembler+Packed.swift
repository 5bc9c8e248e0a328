/// The vector encodings that `Assembler+Vector.swift` has not: lanes to and from general registers and memory, VEX forms
/// with two operands, and VEX blends.
///
/// How a compiler picks an encoding of a row (``InstructionForm``):
///
/// | operands | legacy (destination is the first source) | VEX (destination apart) |
/// |---|---|---|
/// | two sources (`paddd`, `shufps`) | `vector(row, d, b[, immediate:])` | `vector(row, d, a, b[, immediate:])` |
/// | one source (`pshufd`, `pabsb`, loads) | `vector(row, d, a[, immediate:])` | `vectorVEX(row, d, a[, immediate:])` |
/// | a store, or into a general register by a row in `…Store` | `vector(row, address, s)`, `vectorStore(row, r, s)` | `vectorVEX(row, address, s)`, `vectorStoreVEX(row, r, s)` |
/// | from a general register: `movd`, `pinsrb` | `vector(row, d, r[, immediate:])` | `vectorVEX(row, d, r)`, `vector(row, d, a, r, immediate:)` |
/// | shift by a constant | `vectorShift(row, operation:, d, by:)` | `vectorShift(row, operation:, d, s, by:)` |
/// | blend by a mask | `vector(.pblendvb, d, b)`, mask in `xmm0` | `vectorBlend(.vpblendvb, d, a, b, mask:)` |
///
/// A source `b` or `a` may be an ``Address``, and in rows without immediate a ``Label``, wherever the instruction has a memory operand. Memory operands of legacy rows
/// of 16 bytes must be aligned, except those of `movups` and `movdqu`; those of VEX need not be. Encodings are of 128 bits:
/// code that uses nothing wider may mix both kinds freely.
extension Assembler {
    // MARK: Lanes, legacy

    /// `pinsrb`, `pinsrw`, `pinsrd`: from a general register into a lane.
    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: VectorRegister, _ source: Register, immediate: UInt8) {
        emit(form, reg: destination.rawValue, rm: source.rawValue)
        buffer.append(immediate)
    }

    /// `pextrb` and its kin: a lane into a general register, zero-extended.
    @inlinable
    public mutating func vectorStore(_ form: InstructionForm, _ destination: Register, _ source: VectorRegister, immediate: UInt8) {
        emit(form, reg: source.rawValue, rm: destination.rawValue)
        buffer.append(immediate)
    }

    /// `pextrb` and its kin: a lane into memory.
    @inlinable
    public mutating func vector(_ form: InstructionForm, _ destination: Address, _ source: VectorRegister, immediate: UInt8) {
        emit(form, reg: source.rawValue, destination, immediate: 1)
        buffer.append(immediate)
    }

    // MARK: VEX, two operands

    @inlinable
    public mutating func vectorVEX(_ form: InstructionForm, _ destination: VectorRegister, _ source: Address) {
        emitVEX(form, reg: destination.rawValue, second: 0, source)
    }

    @inlinable
    public mutating func vectorVEX(_ form: InstructionForm, _ destination: VectorRegister, _ source: VectorRegister, immediate: UInt8) {
        emitVEX(form, reg: destination.rawValue, second: 0, rm: source.rawValue)
        buffer.append(immediate)
    }

    @inlinable
    public mutating func vectorVEX(_ form: InstructionForm, _ destination: VectorRegister, _ source: Address, immediate: UInt8) {
        emitVEX(form, reg: destination.rawValue, second: 0, source, immediate: 1)
        buffer.append(immediate)
    }

    /// A row that ends in "Store", to memory.
    @inlinable
    public mutating func vectorVEX(_ form: InstructionForm, _ destination: Address, _ source: VectorRegister) {
        emitVEX(form, reg: source.rawValue, second: 0, destination)
    }

    /// `vpextrb` and its kin: a lane into memory.
    @inlinable
    public mutating func vectorVEX(_ form: InstructionForm, _ destination: Address, _ source: VectorRegister, immediate: UInt8) {
        emitVEX(form, reg: source.rawValue, second: 0, destination, immediate: 1)
        buffer.append(immediate)
    }

    /// From a general register: `vmovd`, `vmovq`.
    @inlinable
    public mutating func vectorVEX(_ form: InstructionForm, _ destination: VectorRegister, _ source: Register) {
        emitVEX(form, reg: destination.rawValue, second: 0, rm: source.rawValue)
    }

    /// Into a general register that stands in ModRM.reg: `vpmovmskb`, `vmovmskpd`, `vcvttsd2si`, …
    @inlinable
    public mutating func vectorVEX(_ form: InstructionForm, _ destination: Register, _ source: VectorRegister) {
        emitVEX(form, reg: destination.rawValue, second: 0, rm: source.rawValue)
    }

    /// A row that ends in "Store", into a general register (ModRM.rm): `vmovd`, `vmovq`.
    @inlinable
    public mutating func vectorStoreVEX(_ form: InstructionForm, _ destination: Register, _ source: VectorRegister) {
        emitVEX(form, reg: source.rawValue, second: 0, rm: destination.rawValue)
    }

    /// `vpextrb` and its kin: a lane into a general register, zero-extended.
    @inlinable
    public mutating func vectorStoreVEX(_ form: InstructionForm, _ destination: Register, _ source: VectorRegister, immediate: UInt8) {
        emitVEX(form, reg: source.rawValue, second: 0, rm: destination.rawValue)
        buffer.append(immediate)
    }

    // MARK: VEX, three and four operands

    @inlinable
    public mutating func vector(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: Address, immediate: UInt8
    ) {
        emitVEX(form, reg: destination.rawValue, second: first.rawValue, second, immediate: 1)
        buffer.append(immediate)
    }

    /// `vpinsrb` and its kin: `first` with one lane from a general register.
    @inlinable
    public mutating func vector(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: Register, immediate: UInt8
    ) {
        emitVEX(form, reg: destination.rawValue, second: first.rawValue, rm: second.rawValue)
        buffer.append(immediate)
    }

    /// A shift by a constant into another register: the destination stands in VEX.vvvv.
    @inlinable
    public mutating func vectorShift(
        _ form: InstructionForm, operation: UInt8, _ destination: VectorRegister, _ source: VectorRegister, by count: UInt8
    ) {
        emitVEX(form, reg: operation, second: destination.rawValue, rm: source.rawValue)
        buffer.append(count)
    }

    /// Lanes of `second` where the highest bit of the mask's lane is set, of `first` elsewhere. The mask stands in the
    /// upper half of an immediate byte.
    @inlinable
    public mutating func vectorBlend(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: VectorRegister, mask: VectorRegister
    ) {
        emitVEX(form, reg: destination.rawValue, second: first.rawValue, rm: second.rawValue)
        buffer.append(mask.rawValue &<< 4)
    }

    @inlinable
    public mutating func vectorBlend(
        _ form: InstructionForm, _ destination: VectorRegister, _ first: VectorRegister, _ second: Address, mask: VectorRegister
    ) {
        emitVEX(form, reg: destination.rawValue, second: first.rawValue, second, immediate: 1)
        buffer.append(mask.rawValue &<< 4)
    }
}
