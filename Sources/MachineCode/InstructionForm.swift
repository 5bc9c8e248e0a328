/// The fixed part of an instruction that has a ModRM byte: mandatory prefix, opcode map, opcode and the W bit.
/// One value serves the legacy and the VEX encoding, which say the same four things in other places
/// (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, 2.1 and 2.3).
public struct InstructionForm: Hashable, Sendable {
    /// The mandatory prefix, numbered as VEX.pp numbers it.
    public enum Prefix: UInt8, Sendable { case none, p66, pF3, pF2 }
    /// The opcode map, numbered as VEX.mmmmm numbers it.
    public enum Map: UInt8, Sendable { case primary, m0F, m0F38, m0F3A }

    /// opcode in bits 0-7, map in 8-9, prefix in 10-11, W in 12.
    @usableFromInline var bits: UInt32

    @inlinable @inline(__always)
    public init(_ prefix: Prefix, _ map: Map, _ opcode: UInt8, w: Bool = false) {
        bits = UInt32(opcode) | UInt32(map.rawValue) &<< 8 | UInt32(prefix.rawValue) &<< 10 | (w ? 1 &<< 12 : 0)
    }

    @usableFromInline @inline(__always) var opcode: UInt32 { bits & 0xFF }
    @usableFromInline @inline(__always) var map: UInt32 { bits &>> 8 & 3 }
    @usableFromInline @inline(__always) var prefix: UInt32 { bits &>> 10 & 3 }
    @usableFromInline @inline(__always) var w: UInt32 { bits &>> 12 & 1 }

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
        case .word: form.bits |= 1 | 1 &<< 10
        case .dword: form.bits |= 1
        case .qword: form.bits |= 1 | 1 &<< 12
        }
        return form
    }

    /// An integer opcode that has no byte form, for operands of `size`.
    @usableFromInline @inline(__always)
    func sizedWithoutByte(_ size: OperandSize) -> InstructionForm {
        var form = self
        switch size {
        case .byte, .dword: break
        case .word: form.bits |= 1 &<< 10
        case .qword: form.bits |= 1 &<< 12
        }
        return form
    }
}
