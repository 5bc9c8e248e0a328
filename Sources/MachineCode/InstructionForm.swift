/// The fixed part of an instruction that has a ModRM byte: mandatory prefix, opcode map, opcode and the W bit.
/// One value serves the legacy and the VEX encoding, which say the same four things in other places
/// (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, 2.1 and 2.3).
public struct InstructionForm: Hashable, Sendable, BitwiseCopyable {
    /// The mandatory prefix, numbered as VEX.pp numbers it.
    public enum Prefix: UInt8, Sendable { case none, p66, pF3, pF2 }
    /// The opcode map, numbered as VEX.mmmmm numbers it.
    public enum Map: UInt8, Sendable { case primary, m0F, m0F38, m0F3A }

    /// Escape bytes and opcode as the legacy encoding has them in bits 0-23, and in 24-31 the bits that they take; the legacy
    /// prefix in 32-39. What the VEX encoding says in other places: opcode in 40-47, map in 48-49, prefix in 50-51. W in 52.
    @usableFromInline var bits: UInt64

    @inlinable @inline(__always)
    public init(_ prefix: Prefix, _ map: Map, _ opcode: UInt8, w: Bool = false) {
        let escapes: UInt64 = map == .primary ? 0 : map == .m0F ? 0x0F : map == .m0F38 ? 0x380F : 0x3A0F
        let escapeBits: UInt64 = map == .primary ? 0 : map == .m0F ? 8 : 16
        let byte: UInt64 = prefix == .none ? 0 : prefix == .p66 ? 0x66 : prefix == .pF3 ? 0xF3 : 0xF2
        let legacy = escapes | UInt64(opcode) &<< escapeBits | (escapeBits &+ 8) &<< 24 | byte &<< 32
        bits = legacy | UInt64(opcode) &<< 40 | UInt64(map.rawValue) &<< 48 | UInt64(prefix.rawValue) &<< 50 | (w ? 1 &<< 52 : 0)
    }

    @inlinable @inline(__always) var opcode: UInt64 { bits &>> 40 & 0xFF }
    @inlinable @inline(__always) var map: UInt64 { bits &>> 48 & 3 }
    @inlinable @inline(__always) var prefix: UInt64 { bits &>> 50 & 3 }
    @inlinable @inline(__always) var w: UInt64 { bits &>> 52 & 1 }
    @inlinable @inline(__always) var prefixByte: UInt8 { UInt8(truncatingIfNeeded: bits &>> 32) }
    @inlinable @inline(__always) var escapedOpcode: UInt64 { bits & 0xFF_FFFF }
    @inlinable @inline(__always) var escapedBits: UInt64 { bits &>> 24 & 0xFF }

    /// The prefix `66` in the place of none.
    @inlinable @inline(__always) static var operandSizePrefix: UInt64 { 1 &<< 50 | 0x66 &<< 32 }
    /// W.
    @inlinable @inline(__always) static var wideBit: UInt64 { 1 &<< 52 }

    /// The same instruction on 64-bit operands.
    @inlinable @inline(__always)
    public var wide: InstructionForm {
        var form = self
        form.bits |= Self.wideBit
        return form
    }

    /// The same instruction on 64-bit operands if `isWide`.
    @inlinable @inline(__always)
    public func wide(_ isWide: Bool) -> InstructionForm { isWide ? wide : self }

    /// An integer opcode whose lowest bit says "not a byte", for operands of `size`.
    @inlinable @inline(__always)
    func sized(_ size: OperandSize) -> InstructionForm {
        var form = self
        let notByte: UInt64 = 1 &<< (escapedBits &- 8) | 1 &<< 40
        switch size {
        case .byte: break
        case .word: form.bits |= notByte | Self.operandSizePrefix
        case .dword: form.bits |= notByte
        case .qword: form.bits |= notByte | Self.wideBit
        }
        return form
    }

    /// An integer opcode that has no byte form, for operands of `size`.
    @inlinable @inline(__always)
    func sizedWithoutByte(_ size: OperandSize) -> InstructionForm {
        var form = self
        if size == .word { form.bits |= Self.operandSizePrefix }
        form.bits |= UInt64(size.wide & (size.isFullWidth ? 1 : 0)) &<< 52
        return form
    }
}
