/// A place in the code, used before or after it is known.
///
/// The uses of an unbound label are chained through their own 32-bit fields, so a label is eight bytes and
/// costs no allocation. A field holds the displacement from its own end to the label.
public struct Label: BitwiseCopyable, Sendable {
    /// The bound offset, or -1.
    @usableFromInline var position: Int32 = -1
    /// One past the offset of the field used last, or 0.
    @usableFromInline var lastUse: Int32 = 0

    @inlinable @inline(__always) public init() {}

    @inlinable @inline(__always) public var isBound: Bool { position >= 0 }
    /// Whether something refers to the label that ``Assembler/bind(_:)`` has not resolved.
    @inlinable @inline(__always) public var isAwaited: Bool { lastUse != 0 }
    /// The offset the label stands for, once bound.
    @inlinable public var offset: Int? { position >= 0 ? Int(position) : nil }
}

extension Assembler {
    /// The label is here.
    @inlinable
    public mutating func bind(_ label: inout Label) {
        assert(!label.isBound, "a label is bound once")
        let here = Int32(truncatingIfNeeded: buffer.count)
        label.position = here
        var use = label.lastUse
        label.lastUse = 0
        while use != 0 {
            let field = Int(use) - 1
            use = Int32(bitPattern: buffer.word32(at: field))
            buffer.patch32(UInt32(bitPattern: here &- Int32(truncatingIfNeeded: field &+ 4)), at: field)
        }
    }

    /// Appends the 32-bit field of a jump to `label`; it must end the instruction.
    @inlinable @inline(__always)
    mutating func appendDisplacement(to label: inout Label) {
        let field = Int32(truncatingIfNeeded: buffer.count)
        if label.position >= 0 {
            buffer.append32(UInt32(bitPattern: label.position &- field &- 4))
        } else {
            buffer.append32(UInt32(bitPattern: label.lastUse))
            label.lastUse = field &+ 1
        }
    }

    /// An entry of a jump table: the displacement of `label` from the end of the entry.
    @inlinable
    public mutating func tableEntry(_ label: inout Label) {
        appendDisplacement(to: &label)
        buffer.settle()
    }

    /// `lea destination, [rip + label]`
    @inlinable
    public mutating func loadAddress(_ destination: Register, of label: inout Label) {
        buffer.append(0x48 | destination.rawValue &>> 1 & 4)
        buffer.append(0x8D)
        buffer.append(0x05 | (destination.rawValue & 7) &<< 3)
        appendDisplacement(to: &label)
        buffer.settle()
    }

    @inlinable
    public mutating func jump(_ label: inout Label) {
        buffer.append(0xE9)
        appendDisplacement(to: &label)
        buffer.settle()
    }

    @inlinable
    public mutating func jump(_ condition: Condition, _ label: inout Label) {
        buffer.append(UInt64(0x800F | UInt32(condition.rawValue) &<< 8), bytes: 2)
        appendDisplacement(to: &label)
        buffer.settle()
    }

    @inlinable
    public mutating func call(_ label: inout Label) {
        buffer.append(0xE8)
        appendDisplacement(to: &label)
        buffer.settle()
    }

    /// A call of a symbol the linker knows.
    @inlinable
    public mutating func call(symbol: UInt32) {
        buffer.append(0xE8)
        relocate(.relative32, symbol: symbol, addend: -4)
        buffer.append32(0)
        buffer.settle()
    }

    /// A jump to a symbol the linker knows.
    @inlinable
    public mutating func jump(symbol: UInt32) {
        buffer.append(0xE9)
        relocate(.relative32, symbol: symbol, addend: -4)
        buffer.append32(0)
        buffer.settle()
    }
}
