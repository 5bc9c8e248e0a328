// swift-format-ignore-file

/// Rows of the packed integer instructions up to SSE4.1, one line each: mandatory prefix, map, opcode. Each has a legacy
/// and a VEX encoding; ``Assembler`` has a method for each (`Assembler+Vector.swift`, `Assembler+Packed.swift`). The
/// mnemonic is Intel's, without the `v` of the VEX form; rows that have no legacy form stand in `WideForms.swift`.
extension InstructionForm {
    // Arithmetic
    @inlinable public static var paddb: InstructionForm { InstructionForm(.p66, .m0F, 0xFC) }
    @inlinable public static var paddw: InstructionForm { InstructionForm(.p66, .m0F, 0xFD) }
    @inlinable public static var paddd: InstructionForm { InstructionForm(.p66, .m0F, 0xFE) }
    @inlinable public static var paddq: InstructionForm { InstructionForm(.p66, .m0F, 0xD4) }
    @inlinable public static var psubb: InstructionForm { InstructionForm(.p66, .m0F, 0xF8) }
    @inlinable public static var psubw: InstructionForm { InstructionForm(.p66, .m0F, 0xF9) }
    @inlinable public static var psubd: InstructionForm { InstructionForm(.p66, .m0F, 0xFA) }
    @inlinable public static var psubq: InstructionForm { InstructionForm(.p66, .m0F, 0xFB) }
    @inlinable public static var paddsb: InstructionForm { InstructionForm(.p66, .m0F, 0xEC) }
    @inlinable public static var paddsw: InstructionForm { InstructionForm(.p66, .m0F, 0xED) }
    @inlinable public static var paddusb: InstructionForm { InstructionForm(.p66, .m0F, 0xDC) }
    @inlinable public static var paddusw: InstructionForm { InstructionForm(.p66, .m0F, 0xDD) }
    @inlinable public static var psubsb: InstructionForm { InstructionForm(.p66, .m0F, 0xE8) }
    @inlinable public static var psubsw: InstructionForm { InstructionForm(.p66, .m0F, 0xE9) }
    @inlinable public static var psubusb: InstructionForm { InstructionForm(.p66, .m0F, 0xD8) }
    @inlinable public static var psubusw: InstructionForm { InstructionForm(.p66, .m0F, 0xD9) }
    @inlinable public static var pavgb: InstructionForm { InstructionForm(.p66, .m0F, 0xE0) }
    @inlinable public static var pavgw: InstructionForm { InstructionForm(.p66, .m0F, 0xE3) }
    @inlinable public static var pmullw: InstructionForm { InstructionForm(.p66, .m0F, 0xD5) }
    @inlinable public static var pmulhw: InstructionForm { InstructionForm(.p66, .m0F, 0xE5) }
    @inlinable public static var pmulhuw: InstructionForm { InstructionForm(.p66, .m0F, 0xE4) }
    @inlinable public static var pmuludq: InstructionForm { InstructionForm(.p66, .m0F, 0xF4) }
    @inlinable public static var pmaddwd: InstructionForm { InstructionForm(.p66, .m0F, 0xF5) }
    @inlinable public static var psadbw: InstructionForm { InstructionForm(.p66, .m0F, 0xF6) }
    @inlinable public static var pminub: InstructionForm { InstructionForm(.p66, .m0F, 0xDA) }
    @inlinable public static var pmaxub: InstructionForm { InstructionForm(.p66, .m0F, 0xDE) }
    @inlinable public static var pminsw: InstructionForm { InstructionForm(.p66, .m0F, 0xEA) }
    @inlinable public static var pmaxsw: InstructionForm { InstructionForm(.p66, .m0F, 0xEE) }
    @inlinable public static var pmulld: InstructionForm { InstructionForm(.p66, .m0F38, 0x40) }
    @inlinable public static var pmuldq: InstructionForm { InstructionForm(.p66, .m0F38, 0x28) }
    @inlinable public static var pmulhrsw: InstructionForm { InstructionForm(.p66, .m0F38, 0x0B) }
    @inlinable public static var pmaddubsw: InstructionForm { InstructionForm(.p66, .m0F38, 0x04) }
    @inlinable public static var phaddw: InstructionForm { InstructionForm(.p66, .m0F38, 0x01) }
    @inlinable public static var phaddd: InstructionForm { InstructionForm(.p66, .m0F38, 0x02) }
    @inlinable public static var pabsb: InstructionForm { InstructionForm(.p66, .m0F38, 0x1C) }
    @inlinable public static var pabsw: InstructionForm { InstructionForm(.p66, .m0F38, 0x1D) }
    @inlinable public static var pabsd: InstructionForm { InstructionForm(.p66, .m0F38, 0x1E) }
    @inlinable public static var pminsb: InstructionForm { InstructionForm(.p66, .m0F38, 0x38) }
    @inlinable public static var pminsd: InstructionForm { InstructionForm(.p66, .m0F38, 0x39) }
    @inlinable public static var pminuw: InstructionForm { InstructionForm(.p66, .m0F38, 0x3A) }
    @inlinable public static var pminud: InstructionForm { InstructionForm(.p66, .m0F38, 0x3B) }
    @inlinable public static var pmaxsb: InstructionForm { InstructionForm(.p66, .m0F38, 0x3C) }
    @inlinable public static var pmaxsd: InstructionForm { InstructionForm(.p66, .m0F38, 0x3D) }
    @inlinable public static var pmaxuw: InstructionForm { InstructionForm(.p66, .m0F38, 0x3E) }
    @inlinable public static var pmaxud: InstructionForm { InstructionForm(.p66, .m0F38, 0x3F) }

    // Comparison
    @inlinable public static var pcmpeqb: InstructionForm { InstructionForm(.p66, .m0F, 0x74) }
    @inlinable public static var pcmpeqw: InstructionForm { InstructionForm(.p66, .m0F, 0x75) }
    @inlinable public static var pcmpgtb: InstructionForm { InstructionForm(.p66, .m0F, 0x64) }
    @inlinable public static var pcmpgtw: InstructionForm { InstructionForm(.p66, .m0F, 0x65) }
    @inlinable public static var pcmpgtd: InstructionForm { InstructionForm(.p66, .m0F, 0x66) }
    @inlinable public static var pcmpeqq: InstructionForm { InstructionForm(.p66, .m0F38, 0x29) }
    /// SSE4.2.
    @inlinable public static var pcmpgtq: InstructionForm { InstructionForm(.p66, .m0F38, 0x37) }
    /// Sets the zero flag if no bit is in both operands.
    @inlinable public static var ptest: InstructionForm { InstructionForm(.p66, .m0F38, 0x17) }
    /// Into a general register, which stands in ModRM.reg.
    @inlinable public static var pmovmskb: InstructionForm { InstructionForm(.p66, .m0F, 0xD7) }

    // Shifts by the low 64 bits of a vector; by a constant: `shiftWords` and its kin
    @inlinable public static var psrlw: InstructionForm { InstructionForm(.p66, .m0F, 0xD1) }
    @inlinable public static var psrld: InstructionForm { InstructionForm(.p66, .m0F, 0xD2) }
    @inlinable public static var psrlq: InstructionForm { InstructionForm(.p66, .m0F, 0xD3) }
    @inlinable public static var psraw: InstructionForm { InstructionForm(.p66, .m0F, 0xE1) }
    @inlinable public static var psrad: InstructionForm { InstructionForm(.p66, .m0F, 0xE2) }
    @inlinable public static var psllw: InstructionForm { InstructionForm(.p66, .m0F, 0xF1) }
    @inlinable public static var pslld: InstructionForm { InstructionForm(.p66, .m0F, 0xF2) }
    @inlinable public static var psllq: InstructionForm { InstructionForm(.p66, .m0F, 0xF3) }

    // Moving lanes
    @inlinable public static var punpcklbw: InstructionForm { InstructionForm(.p66, .m0F, 0x60) }
    @inlinable public static var punpcklwd: InstructionForm { InstructionForm(.p66, .m0F, 0x61) }
    @inlinable public static var punpckldq: InstructionForm { InstructionForm(.p66, .m0F, 0x62) }
    @inlinable public static var punpcklqdq: InstructionForm { InstructionForm(.p66, .m0F, 0x6C) }
    @inlinable public static var punpckhbw: InstructionForm { InstructionForm(.p66, .m0F, 0x68) }
    @inlinable public static var punpckhwd: InstructionForm { InstructionForm(.p66, .m0F, 0x69) }
    @inlinable public static var punpckhdq: InstructionForm { InstructionForm(.p66, .m0F, 0x6A) }
    @inlinable public static var punpckhqdq: InstructionForm { InstructionForm(.p66, .m0F, 0x6D) }
    @inlinable public static var packsswb: InstructionForm { InstructionForm(.p66, .m0F, 0x63) }
    @inlinable public static var packuswb: InstructionForm { InstructionForm(.p66, .m0F, 0x67) }
    @inlinable public static var packssdw: InstructionForm { InstructionForm(.p66, .m0F, 0x6B) }
    @inlinable public static var packusdw: InstructionForm { InstructionForm(.p66, .m0F38, 0x2B) }
    @inlinable public static var pshufb: InstructionForm { InstructionForm(.p66, .m0F38, 0x00) }
    @inlinable public static var pshufd: InstructionForm { InstructionForm(.p66, .m0F, 0x70) }
    @inlinable public static var pshufhw: InstructionForm { InstructionForm(.pF3, .m0F, 0x70) }
    @inlinable public static var pshuflw: InstructionForm { InstructionForm(.pF2, .m0F, 0x70) }
    @inlinable public static var palignr: InstructionForm { InstructionForm(.p66, .m0F3A, 0x0F) }
    @inlinable public static var pblendw: InstructionForm { InstructionForm(.p66, .m0F3A, 0x0E) }
    /// The legacy form, whose mask is `xmm0`; the VEX form is ``vpblendvb``.
    @inlinable public static var pblendvb: InstructionForm { InstructionForm(.p66, .m0F38, 0x10) }
    /// From a general register or memory.
    @inlinable public static var pinsrb: InstructionForm { InstructionForm(.p66, .m0F3A, 0x20) }
    /// From a general register or memory.
    @inlinable public static var pinsrw: InstructionForm { InstructionForm(.p66, .m0F, 0xC4) }
    /// From a general register or memory; `.wide` is `pinsrq`.
    @inlinable public static var pinsrd: InstructionForm { InstructionForm(.p66, .m0F3A, 0x22) }
    /// Into a general register (ModRM.rm) or memory.
    @inlinable public static var pextrbStore: InstructionForm { InstructionForm(.p66, .m0F3A, 0x14) }
    /// Into a general register (ModRM.rm) or memory.
    @inlinable public static var pextrwStore: InstructionForm { InstructionForm(.p66, .m0F3A, 0x15) }
    /// Into a general register (ModRM.rm) or memory; `.wide` is `pextrq`.
    @inlinable public static var pextrdStore: InstructionForm { InstructionForm(.p66, .m0F3A, 0x16) }

    // Widening
    @inlinable public static var pmovsxbw: InstructionForm { InstructionForm(.p66, .m0F38, 0x20) }
    @inlinable public static var pmovsxbd: InstructionForm { InstructionForm(.p66, .m0F38, 0x21) }
    @inlinable public static var pmovsxbq: InstructionForm { InstructionForm(.p66, .m0F38, 0x22) }
    @inlinable public static var pmovsxwd: InstructionForm { InstructionForm(.p66, .m0F38, 0x23) }
    @inlinable public static var pmovsxwq: InstructionForm { InstructionForm(.p66, .m0F38, 0x24) }
    @inlinable public static var pmovsxdq: InstructionForm { InstructionForm(.p66, .m0F38, 0x25) }
    @inlinable public static var pmovzxbw: InstructionForm { InstructionForm(.p66, .m0F38, 0x30) }
    @inlinable public static var pmovzxbd: InstructionForm { InstructionForm(.p66, .m0F38, 0x31) }
    @inlinable public static var pmovzxbq: InstructionForm { InstructionForm(.p66, .m0F38, 0x32) }
    @inlinable public static var pmovzxwd: InstructionForm { InstructionForm(.p66, .m0F38, 0x33) }
    @inlinable public static var pmovzxwq: InstructionForm { InstructionForm(.p66, .m0F38, 0x34) }
    @inlinable public static var pmovzxdq: InstructionForm { InstructionForm(.p66, .m0F38, 0x35) }
}
