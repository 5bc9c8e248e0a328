// swift-format-ignore-file

/// Rows of the vector instructions, one line each: mandatory prefix, map, opcode. The mnemonic is Intel's; a row
/// whose memory operand is the destination ends in "Store".
extension InstructionForm {
    // Moves
    @inlinable public static var movss: InstructionForm { InstructionForm(.pF3, .m0F, 0x10) }
    @inlinable public static var movssStore: InstructionForm { InstructionForm(.pF3, .m0F, 0x11) }
    @inlinable public static var movsd: InstructionForm { InstructionForm(.pF2, .m0F, 0x10) }
    @inlinable public static var movsdStore: InstructionForm { InstructionForm(.pF2, .m0F, 0x11) }
    @inlinable public static var movaps: InstructionForm { InstructionForm(.none, .m0F, 0x28) }
    @inlinable public static var movapsStore: InstructionForm { InstructionForm(.none, .m0F, 0x29) }
    @inlinable public static var movups: InstructionForm { InstructionForm(.none, .m0F, 0x10) }
    @inlinable public static var movupsStore: InstructionForm { InstructionForm(.none, .m0F, 0x11) }
    @inlinable public static var movdqu: InstructionForm { InstructionForm(.pF3, .m0F, 0x6F) }
    @inlinable public static var movdquStore: InstructionForm { InstructionForm(.pF3, .m0F, 0x7F) }
    /// `movd xmm, r32`; `.wide` is `movq xmm, r64`.
    @inlinable public static var movd: InstructionForm { InstructionForm(.p66, .m0F, 0x6E) }
    /// `movd r32, xmm`; `.wide` is `movq r64, xmm`.
    @inlinable public static var movdStore: InstructionForm { InstructionForm(.p66, .m0F, 0x7E) }
    /// `movq xmm, xmm/m64`
    @inlinable public static var movq: InstructionForm { InstructionForm(.pF3, .m0F, 0x7E) }
    @inlinable public static var movqStore: InstructionForm { InstructionForm(.p66, .m0F, 0xD6) }

    // Scalar arithmetic
    @inlinable public static var addss: InstructionForm { InstructionForm(.pF3, .m0F, 0x58) }
    @inlinable public static var addsd: InstructionForm { InstructionForm(.pF2, .m0F, 0x58) }
    @inlinable public static var subss: InstructionForm { InstructionForm(.pF3, .m0F, 0x5C) }
    @inlinable public static var subsd: InstructionForm { InstructionForm(.pF2, .m0F, 0x5C) }
    @inlinable public static var mulss: InstructionForm { InstructionForm(.pF3, .m0F, 0x59) }
    @inlinable public static var mulsd: InstructionForm { InstructionForm(.pF2, .m0F, 0x59) }
    @inlinable public static var divss: InstructionForm { InstructionForm(.pF3, .m0F, 0x5E) }
    @inlinable public static var divsd: InstructionForm { InstructionForm(.pF2, .m0F, 0x5E) }
    @inlinable public static var minss: InstructionForm { InstructionForm(.pF3, .m0F, 0x5D) }
    @inlinable public static var minsd: InstructionForm { InstructionForm(.pF2, .m0F, 0x5D) }
    @inlinable public static var maxss: InstructionForm { InstructionForm(.pF3, .m0F, 0x5F) }
    @inlinable public static var maxsd: InstructionForm { InstructionForm(.pF2, .m0F, 0x5F) }
    @inlinable public static var sqrtss: InstructionForm { InstructionForm(.pF3, .m0F, 0x51) }
    @inlinable public static var sqrtsd: InstructionForm { InstructionForm(.pF2, .m0F, 0x51) }
    @inlinable public static var ucomiss: InstructionForm { InstructionForm(.none, .m0F, 0x2E) }
    @inlinable public static var ucomisd: InstructionForm { InstructionForm(.p66, .m0F, 0x2E) }
    @inlinable public static var cmpss: InstructionForm { InstructionForm(.pF3, .m0F, 0xC2) }
    @inlinable public static var cmpsd: InstructionForm { InstructionForm(.pF2, .m0F, 0xC2) }
    @inlinable public static var roundss: InstructionForm { InstructionForm(.p66, .m0F3A, 0x0A) }
    @inlinable public static var roundsd: InstructionForm { InstructionForm(.p66, .m0F3A, 0x0B) }

    // Scalar conversions; `.wide` takes or yields a 64-bit integer.
    @inlinable public static var cvtsi2ss: InstructionForm { InstructionForm(.pF3, .m0F, 0x2A) }
    @inlinable public static var cvtsi2sd: InstructionForm { InstructionForm(.pF2, .m0F, 0x2A) }
    @inlinable public static var cvttss2si: InstructionForm { InstructionForm(.pF3, .m0F, 0x2C) }
    @inlinable public static var cvttsd2si: InstructionForm { InstructionForm(.pF2, .m0F, 0x2C) }
    @inlinable public static var cvtss2sd: InstructionForm { InstructionForm(.pF3, .m0F, 0x5A) }
    @inlinable public static var cvtsd2ss: InstructionForm { InstructionForm(.pF2, .m0F, 0x5A) }

    // Bits
    @inlinable public static var andps: InstructionForm { InstructionForm(.none, .m0F, 0x54) }
    @inlinable public static var andpd: InstructionForm { InstructionForm(.p66, .m0F, 0x54) }
    @inlinable public static var andnps: InstructionForm { InstructionForm(.none, .m0F, 0x55) }
    @inlinable public static var andnpd: InstructionForm { InstructionForm(.p66, .m0F, 0x55) }
    @inlinable public static var orps: InstructionForm { InstructionForm(.none, .m0F, 0x56) }
    @inlinable public static var orpd: InstructionForm { InstructionForm(.p66, .m0F, 0x56) }
    @inlinable public static var xorps: InstructionForm { InstructionForm(.none, .m0F, 0x57) }
    @inlinable public static var xorpd: InstructionForm { InstructionForm(.p66, .m0F, 0x57) }
    @inlinable public static var pand: InstructionForm { InstructionForm(.p66, .m0F, 0xDB) }
    @inlinable public static var pandn: InstructionForm { InstructionForm(.p66, .m0F, 0xDF) }
    @inlinable public static var por: InstructionForm { InstructionForm(.p66, .m0F, 0xEB) }
    @inlinable public static var pxor: InstructionForm { InstructionForm(.p66, .m0F, 0xEF) }
    @inlinable public static var pcmpeqd: InstructionForm { InstructionForm(.p66, .m0F, 0x76) }
    /// Shifts by a constant, with their operation: right logical 2, right arithmetic 4, left 6.
    @inlinable public static var shiftWords: InstructionForm { InstructionForm(.p66, .m0F, 0x71) }
    @inlinable public static var shiftDwords: InstructionForm { InstructionForm(.p66, .m0F, 0x72) }
    @inlinable public static var shiftQwords: InstructionForm { InstructionForm(.p66, .m0F, 0x73) }
    @inlinable public static var movmskps: InstructionForm { InstructionForm(.none, .m0F, 0x50) }
    @inlinable public static var movmskpd: InstructionForm { InstructionForm(.p66, .m0F, 0x50) }
}
