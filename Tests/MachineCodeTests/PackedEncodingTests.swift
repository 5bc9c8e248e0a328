import MachineCode
import Testing

/// The packed instructions, legacy and VEX, over registers and addressing forms, against GNU `as`.
@Suite(.enabled(if: GNUAssembler.path != nil, "GNU as (binutils) is not installed"))
struct PackedEncodingTests {
    typealias Sample = EncodingTests.Sample
    typealias Row = (mnemonic: String, form: InstructionForm)

    static func check(_ samples: [Sample]) throws { try EncodingTests().check(samples) }
    static func name(_ register: VectorRegister) -> String { EncodingTests.name(register) }
    static func name(_ register: Register, _ size: OperandSize) -> String { EncodingTests.name(register, size) }

    static let vectors = EncodingTests.vectors
    static let chosen = EncodingTests.chosenVectors
    static let addresses = EncodingTests.someAddresses

    /// Two sources, of which the second may be in memory.
    // swift-format-ignore
    static let twoSources: [Row] = [
        ("paddb", .paddb), ("paddw", .paddw), ("paddd", .paddd), ("paddq", .paddq), ("psubb", .psubb), ("psubw", .psubw), ("psubd", .psubd), ("psubq", .psubq),
        ("paddsb", .paddsb), ("paddsw", .paddsw), ("paddusb", .paddusb), ("paddusw", .paddusw), ("psubsb", .psubsb), ("psubsw", .psubsw),
        ("psubusb", .psubusb), ("psubusw", .psubusw), ("pavgb", .pavgb), ("pavgw", .pavgw), ("pmullw", .pmullw), ("pmulhw", .pmulhw), ("pmulhuw", .pmulhuw),
        ("pmuludq", .pmuludq), ("pmaddwd", .pmaddwd), ("psadbw", .psadbw), ("pminub", .pminub), ("pmaxub", .pmaxub), ("pminsw", .pminsw), ("pmaxsw", .pmaxsw),
        ("pmulld", .pmulld), ("pmuldq", .pmuldq), ("pmulhrsw", .pmulhrsw), ("pmaddubsw", .pmaddubsw), ("phaddw", .phaddw), ("phaddd", .phaddd),
        ("pminsb", .pminsb), ("pminsd", .pminsd), ("pminuw", .pminuw), ("pminud", .pminud), ("pmaxsb", .pmaxsb), ("pmaxsd", .pmaxsd), ("pmaxuw", .pmaxuw), ("pmaxud", .pmaxud),
        ("pcmpeqb", .pcmpeqb), ("pcmpeqw", .pcmpeqw), ("pcmpeqq", .pcmpeqq), ("pcmpgtb", .pcmpgtb), ("pcmpgtw", .pcmpgtw), ("pcmpgtd", .pcmpgtd), ("pcmpgtq", .pcmpgtq),
        ("psrlw", .psrlw), ("psrld", .psrld), ("psrlq", .psrlq), ("psraw", .psraw), ("psrad", .psrad), ("psllw", .psllw), ("pslld", .pslld), ("psllq", .psllq),
        ("punpcklbw", .punpcklbw), ("punpcklwd", .punpcklwd), ("punpckldq", .punpckldq), ("punpcklqdq", .punpcklqdq),
        ("punpckhbw", .punpckhbw), ("punpckhwd", .punpckhwd), ("punpckhdq", .punpckhdq), ("punpckhqdq", .punpckhqdq),
        ("packsswb", .packsswb), ("packuswb", .packuswb), ("packssdw", .packssdw), ("packusdw", .packusdw), ("pshufb", .pshufb),
        ("addps", .addps), ("addpd", .addpd), ("subps", .subps), ("subpd", .subpd), ("mulps", .mulps), ("mulpd", .mulpd), ("divps", .divps), ("divpd", .divpd),
        ("minps", .minps), ("minpd", .minpd), ("maxps", .maxps), ("maxpd", .maxpd),
        ("unpcklps", .unpcklps), ("unpckhps", .unpckhps), ("unpcklpd", .unpcklpd), ("unpckhpd", .unpckhpd),
    ]

    @Test(arguments: Self.twoSources.indices) func twoSourcesRow(_ row: Int) throws {
        let (mnemonic, form) = Self.twoSources[row]
        var samples: [Sample] = []
        for a in Self.vectors {
            for b in Self.vectors {
                samples.append(Sample("\(mnemonic) \(Self.name(a)), \(Self.name(b))") { $0.vector(form, a, b) })
                for c in Self.chosen {
                    // `as` swaps the operands of a commutative operation when that saves a byte.
                    if c.rawValue > 7, b.rawValue < 8 { continue }
                    samples.append(Sample("v\(mnemonic) \(Self.name(a)), \(Self.name(b)), \(Self.name(c))") { $0.vector(form, a, b, c) })
                }
            }
        }
        for (text, address) in Self.addresses {
            for a in Self.chosen {
                samples.append(Sample("\(mnemonic) \(Self.name(a)), \(text)") { $0.vector(form, a, address) })
                samples.append(Sample("v\(mnemonic) xmm2, \(Self.name(a)), \(text)") { $0.vector(form, .xmm(2), a, address) })
            }
        }
        try Self.check(samples)
    }

    /// One source, which may be in memory.
    // swift-format-ignore
    static let oneSource: [Row] = [
        ("pabsb", .pabsb), ("pabsw", .pabsw), ("pabsd", .pabsd), ("ptest", .ptest),
        ("pmovsxbw", .pmovsxbw), ("pmovsxbd", .pmovsxbd), ("pmovsxbq", .pmovsxbq), ("pmovsxwd", .pmovsxwd), ("pmovsxwq", .pmovsxwq), ("pmovsxdq", .pmovsxdq),
        ("pmovzxbw", .pmovzxbw), ("pmovzxbd", .pmovzxbd), ("pmovzxbq", .pmovzxbq), ("pmovzxwd", .pmovzxwd), ("pmovzxwq", .pmovzxwq), ("pmovzxdq", .pmovzxdq),
        ("sqrtps", .sqrtps), ("sqrtpd", .sqrtpd), ("cvtdq2ps", .cvtdq2ps), ("cvttps2dq", .cvttps2dq), ("cvtdq2pd", .cvtdq2pd), ("cvtps2pd", .cvtps2pd),
        ("movddup", .movddup), ("movaps", .movaps), ("movups", .movups), ("movdqu", .movdqu), ("movq", .movq),
    ]

    /// The same in VEX alone.
    // swift-format-ignore
    static let oneSourceInVEX: [Row] = [
        ("vbroadcastss", .vbroadcastss), ("vpbroadcastb", .vpbroadcastb), ("vpbroadcastw", .vpbroadcastw), ("vpbroadcastd", .vpbroadcastd), ("vpbroadcastq", .vpbroadcastq),
    ]

    @Test func oneSourceRows() throws {
        var samples: [Sample] = []
        for (mnemonic, form) in Self.oneSource + [("cvttpd2dq", .cvttpd2dq), ("cvtpd2ps", .cvtpd2ps)] {
            // `as` turns the operands of a plain move around when that saves a byte.
            let isMove = mnemonic.hasPrefix("mov") && mnemonic != "movddup"
            let size = mnemonic.hasPrefix("cvttpd") || mnemonic.hasPrefix("cvtpd") ? "xmmword ptr " : ""
            for a in Self.vectors {
                for b in Self.vectors {
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), \(Self.name(b))") { $0.vector(form, a, b) })
                    if isMove, b.rawValue > 7, a.rawValue < 8 { continue }
                    samples.append(Sample("v\(mnemonic) \(Self.name(a)), \(Self.name(b))") { $0.vectorVEX(form, a, b) })
                }
            }
            for (text, address) in Self.addresses {
                for a in Self.chosen {
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), \(size)\(text)") { $0.vector(form, a, address) })
                    samples.append(Sample("v\(mnemonic) \(Self.name(a)), \(size)\(text)") { $0.vectorVEX(form, a, address) })
                }
            }
        }
        for (mnemonic, form) in Self.oneSourceInVEX {
            for a in Self.vectors {
                for b in Self.chosen {
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), \(Self.name(b))") { $0.vectorVEX(form, a, b) })
                }
            }
            for (text, address) in Self.addresses {
                samples.append(Sample("\(mnemonic) xmm9, \(text)") { $0.vectorVEX(form, .xmm(9), address) })
            }
        }
        try Self.check(samples)
    }

    @Test func immediates() throws {
        var samples: [Sample] = []
        // swift-format-ignore
        let two: [Row] = [
            ("palignr", .palignr), ("pblendw", .pblendw), ("cmpps", .cmpps), ("cmppd", .cmppd), ("shufps", .shufps), ("shufpd", .shufpd),
            ("insertps", .insertps), ("blendps", .blendps), ("blendpd", .blendpd),
        ]
        let one: [Row] = [
            ("pshufd", .pshufd), ("pshufhw", .pshufhw), ("pshuflw", .pshuflw), ("roundps", .roundps), ("roundpd", .roundpd),
        ]
        for a in Self.vectors {
            for b in Self.chosen {
                for (mnemonic, form) in two + one {
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), \(Self.name(b)), 2") { $0.vector(form, a, b, immediate: 2) })
                }
                for (mnemonic, form) in two {
                    samples.append(Sample("v\(mnemonic) \(Self.name(a)), xmm9, \(Self.name(b)), 5") { $0.vector(form, a, .xmm(9), b, immediate: 5) })
                }
                for (mnemonic, form) in one {
                    samples.append(Sample("v\(mnemonic) \(Self.name(a)), \(Self.name(b)), 9") { $0.vectorVEX(form, a, b, immediate: 9) })
                }
            }
        }
        for (text, address) in Self.addresses {
            for (mnemonic, form) in two + one {
                samples.append(Sample("\(mnemonic) xmm3, \(text), 3") { $0.vector(form, .xmm(3), address, immediate: 3) })
            }
            for (mnemonic, form) in two {
                samples.append(Sample("v\(mnemonic) xmm11, xmm4, \(text), 3") { $0.vector(form, .xmm(11), .xmm(4), address, immediate: 3) })
            }
            for (mnemonic, form) in one {
                samples.append(Sample("v\(mnemonic) xmm11, \(text), 3") { $0.vectorVEX(form, .xmm(11), address, immediate: 3) })
            }
        }
        try Self.check(samples)
    }

    @Test func lanes() throws {
        var samples: [Sample] = []
        // swift-format-ignore
        let inserts: [(String, InstructionForm, OperandSize)] = [
            ("pinsrb", .pinsrb, .dword), ("pinsrw", .pinsrw, .dword), ("pinsrd", .pinsrd, .dword), ("pinsrq", .pinsrd.wide, .qword),
        ]
        // swift-format-ignore
        let extracts: [(String, InstructionForm, OperandSize)] = [
            ("pextrb", .pextrbStore, .dword), ("pextrd", .pextrdStore, .dword), ("pextrq", .pextrdStore.wide, .qword), ("extractps", .extractpsStore, .dword),
        ]
        for v in Self.vectors {
            for r in EncodingTests.registers {
                for (mnemonic, form, size) in inserts {
                    samples.append(Sample("\(mnemonic) \(Self.name(v)), \(Self.name(r, size)), 1") { $0.vector(form, v, r, immediate: 1) })
                    samples.append(Sample("v\(mnemonic) \(Self.name(v)), xmm12, \(Self.name(r, size)), 1") { $0.vector(form, v, .xmm(12), r, immediate: 1) })
                }
                for (mnemonic, form, size) in extracts {
                    samples.append(Sample("\(mnemonic) \(Self.name(r, size)), \(Self.name(v)), 1") { $0.vectorStore(form, r, v, immediate: 1) })
                    samples.append(Sample("v\(mnemonic) \(Self.name(r, size)), \(Self.name(v)), 1") { $0.vectorStoreVEX(form, r, v, immediate: 1) })
                }
                let (x, d, q) = (Self.name(v), Self.name(r, .dword), Self.name(r, .qword))
                samples.append(Sample("vmovd \(x), \(d)") { $0.vectorVEX(.movd, v, r) })
                samples.append(Sample("vmovq \(x), \(q)") { $0.vectorVEX(.movd.wide, v, r) })
                samples.append(Sample("vmovd \(d), \(x)") { $0.vectorStoreVEX(.movdStore, r, v) })
                samples.append(Sample("vmovq \(q), \(x)") { $0.vectorStoreVEX(.movdStore.wide, r, v) })
                for (mnemonic, form) in [("pmovmskb", InstructionForm.pmovmskb), ("movmskps", .movmskps), ("movmskpd", .movmskpd)] {
                    samples.append(Sample("\(mnemonic) \(d), \(x)") { $0.vector(form, r, v) })
                    samples.append(Sample("v\(mnemonic) \(d), \(x)") { $0.vectorVEX(form, r, v) })
                }
            }
        }
        for (text, address) in Self.addresses {
            for v in Self.chosen {
                for (mnemonic, form, _) in inserts {
                    samples.append(Sample("\(mnemonic) \(Self.name(v)), \(text), 1") { $0.vector(form, v, address, immediate: 1) })
                    samples.append(Sample("v\(mnemonic) xmm1, \(Self.name(v)), \(text), 1") { $0.vector(form, .xmm(1), v, address, immediate: 1) })
                }
                for (mnemonic, form, _) in extracts + [("pextrw", .pextrwStore, .word)] {
                    samples.append(Sample("\(mnemonic) \(text), \(Self.name(v)), 1") { $0.vector(form, address, v, immediate: 1) })
                    samples.append(Sample("v\(mnemonic) \(text), \(Self.name(v)), 1") { $0.vectorVEX(form, address, v, immediate: 1) })
                }
            }
        }
        try Self.check(samples)
    }

    /// `as` gives the word form with a general register as the destination another opcode: compared by hand.
    @Test func aWordOfAVectorIntoARegister() {
        #expect(Sample("") { $0.vectorStore(.pextrwStore, .rcx, .xmm(2), immediate: 3) }.bytes == [0x66, 0x0F, 0x3A, 0x15, 0xD1, 3])
        #expect(Sample("") { $0.vectorStoreVEX(.pextrwStore, .r9, .xmm(2), immediate: 3) }.bytes == [0xC4, 0xC3, 0x79, 0x15, 0xD1, 3])
    }

    @Test func halvesAndStores() throws {
        var samples: [Sample] = []
        for (text, address) in Self.addresses {
            for v in Self.chosen {
                for (mnemonic, form) in [("movlps", InstructionForm.movlps), ("movhps", .movhps)] {
                    samples.append(Sample("\(mnemonic) \(Self.name(v)), \(text)") { $0.vector(form, v, address) })
                    samples.append(Sample("v\(mnemonic) xmm6, \(Self.name(v)), \(text)") { $0.vector(form, .xmm(6), v, address) })
                }
                // swift-format-ignore
                let stores: [Row] = [
                    ("movlps", .movlpsStore), ("movhps", .movhpsStore), ("movups", .movupsStore), ("movaps", .movapsStore), ("movdqu", .movdquStore),
                    ("movq", .movqStore), ("movd", .movdStore), ("movss", .movssStore), ("movsd", .movsdStore),
                ]
                for (mnemonic, form) in stores {
                    samples.append(Sample("\(mnemonic) \(text), \(Self.name(v))") { $0.vector(form, address, v) })
                    samples.append(Sample("v\(mnemonic) \(text), \(Self.name(v))") { $0.vectorVEX(form, address, v) })
                }
                for (mnemonic, form) in [("vmovss", InstructionForm.movss), ("vmovsd", .movsd), ("vmovd", .movd)] {
                    samples.append(Sample("\(mnemonic) \(Self.name(v)), \(text)") { $0.vectorVEX(form, v, address) })
                }
            }
        }
        for a in Self.vectors {
            for b in Self.chosen {
                for (mnemonic, form) in [("movhlps", InstructionForm.movlps), ("movlhps", .movhps)] {
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), \(Self.name(b))") { $0.vector(form, a, b) })
                    samples.append(Sample("v\(mnemonic) \(Self.name(a)), xmm10, \(Self.name(b))") { $0.vector(form, a, .xmm(10), b) })
                }
            }
        }
        try Self.check(samples)
    }

    @Test func blends() throws {
        var samples: [Sample] = []
        for a in Self.vectors {
            for b in Self.chosen {
                for (mnemonic, form) in [("pblendvb", InstructionForm.pblendvb), ("blendvps", .blendvps), ("blendvpd", .blendvpd)] {
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), \(Self.name(b)), xmm0") { $0.vector(form, a, b) })
                }
                for c in Self.chosen {
                    for (mnemonic, form) in [("vpblendvb", InstructionForm.vpblendvb), ("vblendvps", .vblendvps), ("vblendvpd", .vblendvpd)] {
                        samples.append(Sample("\(mnemonic) xmm3, \(Self.name(a)), \(Self.name(b)), \(Self.name(c))") { $0.vectorBlend(form, .xmm(3), a, b, mask: c) })
                        samples.append(Sample("\(mnemonic) \(Self.name(c)), xmm13, [r12 + 8], \(Self.name(a))") { $0.vectorBlend(form, c, .xmm(13), Address(.r12, 8), mask: a) })
                    }
                }
            }
        }
        for (text, address) in Self.addresses {
            samples.append(Sample("pblendvb xmm5, \(text), xmm0") { $0.vector(.pblendvb, .xmm(5), address) })
            samples.append(Sample("vpblendvb xmm5, xmm2, \(text), xmm8") { $0.vectorBlend(.vpblendvb, .xmm(5), .xmm(2), address, mask: .xmm(8)) })
        }
        try Self.check(samples)
    }

    @Test func shifts() throws {
        var samples: [Sample] = []
        // swift-format-ignore
        let rows: [(String, InstructionForm, UInt8)] = [
            ("psrlw", .shiftWords, 2), ("psraw", .shiftWords, 4), ("psllw", .shiftWords, 6), ("psrld", .shiftDwords, 2), ("psrad", .shiftDwords, 4), ("pslld", .shiftDwords, 6),
            ("psrlq", .shiftQwords, 2), ("psllq", .shiftQwords, 6), ("psrldq", .shiftQwords, 3), ("pslldq", .shiftQwords, 7),
        ]
        for (mnemonic, form, operation) in rows {
            for a in Self.vectors {
                samples.append(Sample("\(mnemonic) \(Self.name(a)), 5") { $0.vectorShift(form, operation: operation, a, by: 5) })
                for b in Self.vectors {
                    samples.append(Sample("v\(mnemonic) \(Self.name(a)), \(Self.name(b)), 5") { $0.vectorShift(form, operation: operation, a, b, by: 5) })
                }
            }
        }
        // swift-format-ignore
        let variable: [Row] = [
            ("vpsrlvd", .vpsrlvd), ("vpsrlvq", .vpsrlvd.wide), ("vpsllvd", .vpsllvd), ("vpsllvq", .vpsllvd.wide), ("vpsravd", .vpsravd),
        ]
        for (mnemonic, form) in variable {
            for a in Self.vectors {
                for b in Self.chosen {
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), xmm7, \(Self.name(b))") { $0.vector(form, a, .xmm(7), b) })
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), \(Self.name(b)), [r13]") { $0.vector(form, a, b, Address(.r13)) })
                }
            }
        }
        try Self.check(samples)
    }

    // swift-format-ignore
    static let fused: [Row] = [
        ("vfmadd132ps", .vfmadd132ps), ("vfmadd213ps", .vfmadd213ps), ("vfmadd231ps", .vfmadd231ps), ("vfmadd132pd", .vfmadd132pd), ("vfmadd213pd", .vfmadd213pd), ("vfmadd231pd", .vfmadd231pd),
        ("vfmadd132ss", .vfmadd132ss), ("vfmadd213ss", .vfmadd213ss), ("vfmadd231ss", .vfmadd231ss), ("vfmadd132sd", .vfmadd132sd), ("vfmadd213sd", .vfmadd213sd), ("vfmadd231sd", .vfmadd231sd),
        ("vfnmadd132ps", .vfnmadd132ps), ("vfnmadd213ps", .vfnmadd213ps), ("vfnmadd231ps", .vfnmadd231ps), ("vfnmadd132pd", .vfnmadd132pd), ("vfnmadd213pd", .vfnmadd213pd), ("vfnmadd231pd", .vfnmadd231pd),
        ("vfnmadd132ss", .vfnmadd132ss), ("vfnmadd213ss", .vfnmadd213ss), ("vfnmadd231ss", .vfnmadd231ss), ("vfnmadd132sd", .vfnmadd132sd), ("vfnmadd213sd", .vfnmadd213sd), ("vfnmadd231sd", .vfnmadd231sd),
    ]

    @Test func multiplyAndAdd() throws {
        var samples: [Sample] = []
        for (mnemonic, form) in Self.fused {
            for a in Self.vectors {
                for b in Self.chosen {
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), xmm7, \(Self.name(b))") { $0.vector(form, a, .xmm(7), b) })
                    samples.append(Sample("\(mnemonic) \(Self.name(a)), \(Self.name(b)), [r13]") { $0.vector(form, a, b, Address(.r13)) })
                }
            }
        }
        try Self.check(samples)
    }
}
