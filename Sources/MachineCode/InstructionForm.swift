/// The fixed part of an instruction that has a ModRM byte: mandatory prefix, opcode map, opcode and the W bit.
/// One value serves the legacy and the VEX encoding, which say the same four things in other places
/// (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, 2.1 and 2.3).
public struct InstructionForm: Hashable, Sendable {
    /// The mandatory prefix, numbered as VEX.pp numbers it.
    public enum Prefix: UInt8, Sendable { case none, p66, pF3, pF2 }
    /// The opcode map, numbered as VEX.mmmmm numbers it.
    public enum Map: UInt8, Sendable { case primary, m0F, m0F38, m0F3A }

    /// Opcode in bits 0-7, map in 8-9, prefix in 10-11, W in 12. What the legacy encoding makes of them stands behind it:
    /// the prefix byte in 16-23, the escape bytes in 24-39, the bits that those take in 40-47.
    @usableFromInline var bits: UInt64

    @inlinable @inline(__always)
    public init(_ prefix: Prefix, _ map: Map, _ opcode: UInt8, w: Bool = false) {
        let escapes: UInt64 = map == .primary ? 0 : map == .m0F ? 0x0F : map == .m0F38 ? 0x380F : 0x3A0F
        let escapeBits: UInt64 = map == .primary ? 0 : map == .m0F ? 8 : 16
        let byte: UInt64 = prefix == .none ? 0 : prefix == .p66 ? 0x66 : prefix == .pF3 ? 0xF3 : 0xF2
        let four = UInt64(opcode) | UInt64(map.rawValue) &<< 8 | UInt64(prefix.rawValue) &<< 10 | (w ? 1 &<< 12 : 0)
        bits = four | byte &<< 16 | escapes &<< 24 | escapeBits &<< 40
    }

    @usableFromInline @inline(__always) var opcode: UInt32 { UInt32(truncatingIfNeeded: bits) & 0xFF }
    @usableFromInline @inline(__always) var map: UInt32 { UInt32(truncatingIfNeeded: bits) &>> 8 & 3 }
    @usableFromInline @inline(__always) var prefix: UInt32 { UInt32(truncatingIfNeeded: bits) &>> 10 & 3 }
    @usableFromInline @inline(__always) var w: UInt32 { UInt32(truncatingIfNeeded: bits) &>> 12 & 1 }
    @usableFromInline @inline(__always) var prefixByte: UInt32 { UInt32(truncatingIfNeeded: bits) &>> 16 & 0xFF }
    @usableFromInline @inline(__always) var escapes: UInt64 { bits &>> 24 & 0xFFFF }
    @usableFromInline @inline(__always) var escapeBits: UInt64 { bits &>> 40 }

    /// The prefix `66` in the place of none.
    @usableFromInline @inline(__always) static var operandSizePrefix: UInt64 { 1 &<< 10 | 0x66 &<< 16 }

    /// The same instruction on 64-bit operands.
    @inlinable @inline(__always)
    public var wide: InstructionForm {
        var form = self
        form.bits |= 1 &<< 12
        return form
    }

    /// The same instruction on 64-bit operands if `isWide`.
    @inlinable @inline(__always)
    public func wide(_ isWide: Bool) -> InstructionForm { isWide ? wide : self }

    /// An integer opcode whose lowest bit says "not a byte", for operands of `size`.
    @usableFromInline @inline(__always)
    func sized(_ size: OperandSize) -> InstructionForm {
        var form = self
        switch size {
        case .byte: break
        case .word: form.bits |= 1 | Self.operandSizePrefix
        case .dword: form.bits |= 1
        case .qword: form.bits |= 1 | 1 &<< 12
        }
        return form
    }

    /// An integer opcode that has no byte form, for operands of `size`.
    @usableFromInline @inline(__always)
    func sizedWithoutByte(_ size: OperandSize) -> InstructionForm {
        var form = self
        if size == .word { form.bits |= Self.operandSizePrefix }
        form.bits |= UInt64(size.wide & (size.isFullWidth ? 1 : 0)) &<< 12
        return form
    }
}
