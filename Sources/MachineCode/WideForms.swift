// swift-format-ignore-file

/// Rows of the packed floating-point instructions, of moves of half a vector, and of what only the VEX encoding has.
extension InstructionForm {
    // Arithmetic
    @inlinable public static var addps: InstructionForm { InstructionForm(.none, .m0F, 0x58) }
    @inlinable public static var addpd: InstructionForm { InstructionForm(.p66, .m0F, 0x58) }
    @inlinable public static var subps: InstructionForm { InstructionForm(.none, .m0F, 0x5C) }
    @inlinable public static var subpd: InstructionForm { InstructionForm(.p66, .m0F, 0x5C) }
    @inlinable public static var mulps: InstructionForm { InstructionForm(.none, .m0F, 0x59) }
    @inlinable public static var mulpd: InstructionForm { InstructionForm(.p66, .m0F, 0x59) }
    @inlinable public static var divps: InstructionForm { InstructionForm(.none, .m0F, 0x5E) }
    @inlinable public static var divpd: InstructionForm { InstructionForm(.p66, .m0F, 0x5E) }
    @inlinable public static var minps: InstructionForm { InstructionForm(.none, .m0F, 0x5D) }
    @inlinable public static var minpd: InstructionForm { InstructionForm(.p66, .m0F, 0x5D) }
    @inlinable public static var maxps: InstructionForm { InstructionForm(.none, .m0F, 0x5F) }
    @inlinable public static var maxpd: InstructionForm { InstructionForm(.p66, .m0F, 0x5F) }
    @inlinable public static var sqrtps: InstructionForm { InstructionForm(.none, .m0F, 0x51) }
    @inlinable public static var sqrtpd: InstructionForm { InstructionForm(.p66, .m0F, 0x51) }
    /// The immediate is the relation: 0 eq, 1 lt, 2 le, 3 unord, 4 neq, 5 nlt, 6 nle, 7 ord.
    @inlinable public static var cmpps: InstructionForm { InstructionForm(.none, .m0F, 0xC2) }
    @inlinable public static var cmppd: InstructionForm { InstructionForm(.p66, .m0F, 0xC2) }
    @inlinable public static var roundps: InstructionForm { InstructionForm(.p66, .m0F3A, 0x08) }
    @inlinable public static var roundpd: InstructionForm { InstructionForm(.p66, .m0F3A, 0x09) }

    // Conversions
    @inlinable public static var cvtdq2ps: InstructionForm { InstructionForm(.none, .m0F, 0x5B) }
    @inlinable public static var cvttps2dq: InstructionForm { InstructionForm(.pF3, .m0F, 0x5B) }
    @inlinable public static var cvtdq2pd: InstructionForm { InstructionForm(.pF3, .m0F, 0xE6) }
    @inlinable public static var cvttpd2dq: InstructionForm { InstructionForm(.p66, .m0F, 0xE6) }
    @inlinable public static var cvtps2pd: InstructionForm { InstructionForm(.none, .m0F, 0x5A) }
    @inlinable public static var cvtpd2ps: InstructionForm { InstructionForm(.p66, .m0F, 0x5A) }

    // Moving lanes
    /// `movlps xmm, m64`; on two registers it is `movhlps`.
    @inlinable public static var movlps: InstructionForm { InstructionForm(.none, .m0F, 0x12) }
    @inlinable public static var movlpsStore: InstructionForm { InstructionForm(.none, .m0F, 0x13) }
    /// `movhps xmm, m64`; on two registers it is `movlhps`.
    @inlinable public static var movhps: InstructionForm { InstructionForm(.none, .m0F, 0x16) }
    @inlinable public static var movhpsStore: InstructionForm { InstructionForm(.none, .m0F, 0x17) }
    /// Two operands. SSE3.
    @inlinable public static var movddup: InstructionForm { InstructionForm(.pF2, .m0F, 0x12) }
    @inlinable public static var unpcklps: InstructionForm { InstructionForm(.none, .m0F, 0x14) }
    @inlinable public static var unpckhps: InstructionForm { InstructionForm(.none, .m0F, 0x15) }
    @inlinable public static var unpcklpd: InstructionForm { InstructionForm(.p66, .m0F, 0x14) }
    @inlinable public static var unpckhpd: InstructionForm { InstructionForm(.p66, .m0F, 0x15) }
    @inlinable public static var shufps: InstructionForm { InstructionForm(.none, .m0F, 0xC6) }
    @inlinable public static var shufpd: InstructionForm { InstructionForm(.p66, .m0F, 0xC6) }
    @inlinable public static var insertps: InstructionForm { InstructionForm(.p66, .m0F3A, 0x21) }
    /// Into a general register (ModRM.rm) or memory.
    @inlinable public static var extractpsStore: InstructionForm { InstructionForm(.p66, .m0F3A, 0x17) }
    @inlinable public static var blendps: InstructionForm { InstructionForm(.p66, .m0F3A, 0x0C) }
    @inlinable public static var blendpd: InstructionForm { InstructionForm(.p66, .m0F3A, 0x0D) }
    /// The legacy form, whose mask is `xmm0`; the VEX form is ``vblendvps``.
    @inlinable public static var blendvps: InstructionForm { InstructionForm(.p66, .m0F38, 0x14) }
    @inlinable public static var blendvpd: InstructionForm { InstructionForm(.p66, .m0F38, 0x15) }

    // VEX alone: blends whose mask is any register
    @inlinable public static var vblendvps: InstructionForm { InstructionForm(.p66, .m0F3A, 0x4A) }
    @inlinable public static var vblendvpd: InstructionForm { InstructionForm(.p66, .m0F3A, 0x4B) }
    @inlinable public static var vpblendvb: InstructionForm { InstructionForm(.p66, .m0F3A, 0x4C) }

    // VEX alone: one lane to all lanes (AVX2; `vbroadcastss` from memory is AVX)
    @inlinable public static var vbroadcastss: InstructionForm { InstructionForm(.p66, .m0F38, 0x18) }
    @inlinable public static var vpbroadcastb: InstructionForm { InstructionForm(.p66, .m0F38, 0x78) }
    @inlinable public static var vpbroadcastw: InstructionForm { InstructionForm(.p66, .m0F38, 0x79) }
    @inlinable public static var vpbroadcastd: InstructionForm { InstructionForm(.p66, .m0F38, 0x58) }
    @inlinable public static var vpbroadcastq: InstructionForm { InstructionForm(.p66, .m0F38, 0x59) }

    // VEX alone: a count for each lane (AVX2); `.wide` works on 64-bit lanes, except `vpsravd`
    @inlinable public static var vpsrlvd: InstructionForm { InstructionForm(.p66, .m0F38, 0x45) }
    @inlinable public static var vpsravd: InstructionForm { InstructionForm(.p66, .m0F38, 0x46) }
    @inlinable public static var vpsllvd: InstructionForm { InstructionForm(.p66, .m0F38, 0x47) }

    // VEX alone: multiply and add, rounding once (FMA). The digits say which operands are multiplied, then added
    @inlinable public static var vfmadd132ps: InstructionForm { InstructionForm(.p66, .m0F38, 0x98) }
    @inlinable public static var vfmadd132pd: InstructionForm { InstructionForm(.p66, .m0F38, 0x98, w: true) }
    @inlinable public static var vfmadd132ss: InstructionForm { InstructionForm(.p66, .m0F38, 0x99) }
    @inlinable public static var vfmadd132sd: InstructionForm { InstructionForm(.p66, .m0F38, 0x99, w: true) }
    @inlinable public static var vfmadd213ps: InstructionForm { InstructionForm(.p66, .m0F38, 0xA8) }
    @inlinable public static var vfmadd213pd: InstructionForm { InstructionForm(.p66, .m0F38, 0xA8, w: true) }
    @inlinable public static var vfmadd213ss: InstructionForm { InstructionForm(.p66, .m0F38, 0xA9) }
    @inlinable public static var vfmadd213sd: InstructionForm { InstructionForm(.p66, .m0F38, 0xA9, w: true) }
    @inlinable public static var vfmadd231ps: InstructionForm { InstructionForm(.p66, .m0F38, 0xB8) }
    @inlinable public static var vfmadd231pd: InstructionForm { InstructionForm(.p66, .m0F38, 0xB8, w: true) }
    @inlinable public static var vfmadd231ss: InstructionForm { InstructionForm(.p66, .m0F38, 0xB9) }
    @inlinable public static var vfmadd231sd: InstructionForm { InstructionForm(.p66, .m0F38, 0xB9, w: true) }
    @inlinable public static var vfnmadd132ps: InstructionForm { InstructionForm(.p66, .m0F38, 0x9C) }
    @inlinable public static var vfnmadd132pd: InstructionForm { InstructionForm(.p66, .m0F38, 0x9C, w: true) }
    @inlinable public static var vfnmadd132ss: InstructionForm { InstructionForm(.p66, .m0F38, 0x9D) }
    @inlinable public static var vfnmadd132sd: InstructionForm { InstructionForm(.p66, .m0F38, 0x9D, w: true) }
    @inlinable public static var vfnmadd213ps: InstructionForm { InstructionForm(.p66, .m0F38, 0xAC) }
    @inlinable public static var vfnmadd213pd: InstructionForm { InstructionForm(.p66, .m0F38, 0xAC, w: true) }
    @inlinable public static var vfnmadd213ss: InstructionForm { InstructionForm(.p66, .m0F38, 0xAD) }
    @inlinable public static var vfnmadd213sd: InstructionForm { InstructionForm(.p66, .m0F38, 0xAD, w: true) }
    @inlinable public static var vfnmadd231ps: InstructionForm { InstructionForm(.p66, .m0F38, 0xBC) }
    @inlinable public static var vfnmadd231pd: InstructionForm { InstructionForm(.p66, .m0F38, 0xBC, w: true) }
    @inlinable public static var vfnmadd231ss: InstructionForm { InstructionForm(.p66, .m0F38, 0xBD) }
    @inlinable public static var vfnmadd231sd: InstructionForm { InstructionForm(.p66, .m0F38, 0xBD, w: true) }
}
