import MachineCode
import Testing

/// Every instruction form, over registers, widths and addressing forms, against GNU `as`.
@Suite(.enabled(if: GNUAssembler.path != nil, "GNU as (binutils) is not installed"))
struct EncodingTests {
    /// What the same instruction is called, and what we make of it.
    struct Sample {
        var text: String
        var bytes: [UInt8]

        init(_ text: String, _ emit: (inout Assembler) -> Void) {
            self.text = text
            var assembler = Assembler(capacity: 16)
            emit(&assembler)
            bytes = assembler.bytes()
            // The order of legacy prefixes means nothing; GNU `as` puts the size before the lock.
            if bytes.starts(with: [0xF0, 0x66]) { bytes.swapAt(0, 1) }
        }
    }

    func check(_ samples: [Sample]) throws {
        let expected = try GNUAssembler.bytes(of: samples.map(\.text))
        let wrong = zip(samples, expected).filter { $0.bytes != $1 }
        #expect(expected.count == samples.count)
        #expect(wrong.isEmpty, "\(wrong.count) of \(samples.count)")
        for (sample, bytes) in wrong.prefix(10) {
            Issue.record("\(sample.text): \(Self.hexadecimal(sample.bytes)), not \(Self.hexadecimal(bytes))")
        }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { String($0, radix: 16) }.joined(separator: " ")
    }

    static let registers = (0..<16).map { Register(rawValue: $0) }
    /// One of each kind: plain, accumulator, shift count, REX-only bytes, special bases, upper half.
    static let chosen: [Register] = [.rax, .rcx, .rbx, .rsp, .rbp, .rsi, .r8, .r12, .r13, .r15]
    static let vectors = (0..<16).map { VectorRegister.xmm($0) }
    static let chosenVectors: [VectorRegister] = [.xmm(0), .xmm(7), .xmm(8), .xmm(15)]

    static func name(_ register: Register, _ size: OperandSize) -> String {
        let old = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"]
        let number = Int(register.rawValue)
        switch size {
        case .byte: return number < 4 ? ["al", "cl", "dl", "bl"][number] : number < 8 ? old[number] + "l" : "r\(number)b"
        case .word: return number < 8 ? old[number] : "r\(number)w"
        case .dword: return number < 8 ? "e" + old[number] : "r\(number)d"
        case .qword: return number < 8 ? "r" + old[number] : "r\(number)"
        }
    }

    static func name(_ register: VectorRegister) -> String { "xmm\(register.rawValue)" }

    static func keyword(_ size: OperandSize) -> String {
        switch size {
        case .byte: return "byte ptr"
        case .word: return "word ptr"
        case .dword: return "dword ptr"
        case .qword: return "qword ptr"
        }
    }

    /// Addressing forms with their text, without the size keyword.
    static let addresses: [(text: String, address: Address)] = {
        var list: [(String, Address)] = []
        for base in registers {
            for displacement: Int32 in [0, 1, -128, 127, 128, -129, 0x1234_5678] {
                list.append(("[\(name(base, .qword)) + \(displacement)]", Address(base, displacement)))
            }
        }
        for base in chosen {
            for (scale, factor) in zip(Scale.allCases, [1, 2, 4, 8]) {
                for index in chosen where index != .rsp {
                    let displacement = Int32(factor == 1 ? 0 : factor == 2 ? -4 : 0x1000 * factor)
                    list.append((
                        "[\(name(base, .qword)) + \(name(index, .qword))*\(factor) + \(displacement)]",
                        Address(base, index, scale, displacement)
                    ))
                }
            }
        }
        for index in chosen where index != .rsp {
            list.append(("[\(name(index, .qword))*8 + 16]", Address(index: index, .eight, 16)))
        }
        list.append(("ds:[0x12345678]", Address(absolute: 0x1234_5678)))
        list.append(("[rip + 64]", Address(afterInstruction: 64)))
        return list
    }()

    static let someAddresses = addresses.enumerated().filter { $0.offset % 7 == 0 }.map(\.element)
        + [("[rip + 64]", Address(afterInstruction: 64))]

    @Test func everyAddressingForm() throws {
        try check(Self.addresses.flatMap { text, address in
            [
                Sample("mov rax, \(text)") { $0.load(.qword, .rax, address) },
                Sample("mov \(text), r9d") { $0.store(.dword, address, .r9) },
                Sample("movss xmm9, dword ptr \(text)") { $0.vector(.movss, .xmm(9), address) },
                Sample("vaddsd xmm1, xmm10, qword ptr \(text)") { $0.vector(.addsd, .xmm(1), .xmm(10), address) },
            ]
        })
    }

    @Test func movesBetweenRegisters() throws {
        var samples: [Sample] = []
        for a in Self.registers {
            for b in Self.chosen {
                for size in OperandSize.allCases {
                    samples.append(Sample("mov \(Self.name(a, size)), \(Self.name(b, size))") { $0.move(size, a, b) })
                    samples.append(Sample("xchg \(Self.name(a, size)), \(Self.name(b, size))") { $0.exchange(size, a, b) })
                }
                for size in [OperandSize.byte, .word] {
                    samples.append(Sample("movzx \(Self.name(a, .dword)), \(Self.name(b, size))") { $0.zeroExtend(size, a, b) })
                    for target in [OperandSize.dword, .qword] {
                        samples.append(Sample("movsx \(Self.name(a, target)), \(Self.name(b, size))") { $0.signExtend(size, to: target, a, b) })
                    }
                }
                samples.append(Sample("movsxd \(Self.name(a, .qword)), \(Self.name(b, .dword))") { $0.signExtend(.dword, to: .qword, a, b) })
            }
        }
        // `as` prefers a one-byte form for exchanges with the accumulator, which we do not need.
        samples.removeAll { $0.text.hasPrefix("xchg") && $0.text.contains(/\b[er]?ax\b/) }
        try check(samples)
    }

    @Test func loadsAndStores() throws {
        var samples: [Sample] = []
        for (text, address) in Self.someAddresses {
            for register in Self.chosen {
                for size in OperandSize.allCases {
                    let operand = "\(Self.keyword(size)) \(text)"
                    if !(register == .rax && text.hasPrefix("ds:")) {
                        samples.append(Sample("mov \(Self.name(register, size)), \(operand)") { $0.load(size, register, address) })
                        samples.append(Sample("mov \(operand), \(Self.name(register, size))") { $0.store(size, address, register) })
                    }
                    samples.append(Sample("xchg \(operand), \(Self.name(register, size))") { $0.exchange(size, address, register) })
                    samples.append(Sample("lock cmpxchg \(operand), \(Self.name(register, size))") { $0.lockCompareExchange(size, address, register) })
                    samples.append(Sample("lock xadd \(operand), \(Self.name(register, size))") { $0.lockExchangeAdd(size, address, register) })
                    samples.append(Sample("lock or \(operand), \(Self.name(register, size))") { $0.lockArithmetic(.or, size, address, register) })
                    if size != .byte {
                        samples.append(Sample("lea \(Self.name(register, size)), \(text)") { $0.loadAddress(size, register, address) })
                        samples.append(Sample("imul \(Self.name(register, size)), \(operand)") { $0.multiply(size, register, address) })
                        samples.append(Sample("cmovl \(Self.name(register, size)), \(operand)") { $0.moveIf(.less, size, register, address) })
                    }
                }
                for size in [OperandSize.byte, .word] {
                    let operand = "\(Self.keyword(size)) \(text)"
                    samples.append(Sample("movzx \(Self.name(register, .dword)), \(operand)") { $0.loadZeroExtended(size, register, address) })
                    for target in [OperandSize.dword, .qword] {
                        samples.append(Sample("movsx \(Self.name(register, target)), \(operand)") { $0.loadSignExtended(size, to: target, register, address) })
                    }
                }
                samples.append(Sample("movsxd \(Self.name(register, .qword)), dword ptr \(text)") { $0.loadSignExtended(.dword, to: .qword, register, address) })
                samples.append(Sample("popcnt \(Self.name(register, .qword)), qword ptr \(text)") { $0.integer(.popcnt, .qword, register, address) })
            }
            for size in OperandSize.allCases {
                let operand = "\(Self.keyword(size)) \(text)"
                samples.append(Sample("mov \(operand), 77") { $0.store(size, address, immediate: 77) })
                for operation in UnaryOperation.allCases {
                    samples.append(Sample("\(operation) \(operand)") { $0.unary(operation, size, address) })
                }
            }
        }
        try check(samples)
    }

    @Test func arithmeticInEveryForm() throws {
        var samples: [Sample] = []
        for operation in ArithmeticOperation.allCases {
            for size in OperandSize.allCases {
                for a in Self.registers {
                    for b in Self.chosen {
                        samples.append(Sample("\(operation) \(Self.name(a, size)), \(Self.name(b, size))") { $0.arithmetic(operation, size, a, b) })
                    }
                    for value: Int32 in size == .byte ? [0, 1, -128, 127] : size == .word ? [1, -128, 127, 1000] : [1, -128, 127, 128, -129, .max, .min] {
                        samples.append(Sample("\(operation) \(Self.name(a, size)), \(value)") { $0.arithmetic(operation, size, a, immediate: value) })
                    }
                }
                for (text, address) in Self.someAddresses {
                    let operand = "\(Self.keyword(size)) \(text)"
                    samples.append(Sample("\(operation) \(operand), \(Self.name(.rsi, size))") { $0.arithmetic(operation, size, address, .rsi) })
                    samples.append(Sample("\(operation) \(Self.name(.r13, size)), \(operand)") { $0.arithmetic(operation, size, .r13, address) })
                    for value: Int32 in size == .byte ? [5] : [5, 300] {
                        samples.append(Sample("\(operation) \(operand), \(value)") { $0.arithmetic(operation, size, address, immediate: value) })
                    }
                }
            }
        }
        try check(samples)
    }

    @Test func testMultiplyAndUnary() throws {
        var samples: [Sample] = []
        for size in OperandSize.allCases {
            for a in Self.registers {
                for operation in UnaryOperation.allCases {
                    samples.append(Sample("\(operation) \(Self.name(a, size))") { $0.unary(operation, size, a) })
                }
                samples.append(Sample("test \(Self.name(a, size)), 100") { $0.test(size, a, immediate: 100) })
                for b in Self.chosen {
                    samples.append(Sample("test \(Self.name(a, size)), \(Self.name(b, size))") { $0.test(size, a, b) })
                    if size != .byte {
                        samples.append(Sample("imul \(Self.name(a, size)), \(Self.name(b, size))") { $0.multiply(size, a, b) })
                        for value: Int32 in [3, 1000] {
                            samples.append(Sample("imul \(Self.name(a, size)), \(Self.name(b, size)), \(value)") { $0.multiply(size, a, b, immediate: value) })
                        }
                    }
                }
            }
        }
        samples.append(Sample("cwd") { $0.signExtendAccumulator(.word) })
        samples.append(Sample("cdq") { $0.signExtendAccumulator(.dword) })
        samples.append(Sample("cqo") { $0.signExtendAccumulator(.qword) })
        try check(samples)
    }

    @Test func shiftsAndBits() throws {
        var samples: [Sample] = []
        for a in Self.registers {
            for size in OperandSize.allCases {
                for operation in ShiftOperation.allCases {
                    for count: UInt8 in [1, 7] {
                        samples.append(Sample("\(operation) \(Self.name(a, size)), \(count)") { $0.shift(operation, size, a, by: count) })
                    }
                    samples.append(Sample("\(operation) \(Self.name(a, size)), cl") { $0.shiftByCL(operation, size, a) })
                }
            }
            for b in Self.chosen {
                for size in [OperandSize.dword, .qword] {
                    let (x, y, z) = (Self.name(a, size), Self.name(b, size), Self.name(.r10, size))
                    samples.append(Sample("shlx \(x), \(y), \(z)") { $0.shift(.shl, size, a, b, by: .r10) })
                    samples.append(Sample("shrx \(x), \(z), \(y)") { $0.shift(.shr, size, a, .r10, by: b) })
                    samples.append(Sample("sarx \(x), \(y), \(z)") { $0.shift(.sar, size, a, b, by: .r10) })
                    samples.append(Sample("rorx \(x), \(y), 9") { $0.rotateRight(size, a, b, by: 9) })
                    samples.append(Sample("andn \(x), \(z), \(y)") { $0.andNot(size, a, .r10, b) })
                }
                for size in [OperandSize.word, .dword, .qword] {
                    for (mnemonic, form) in [("bsf", InstructionForm.bsf), ("bsr", .bsr), ("lzcnt", .lzcnt), ("tzcnt", .tzcnt), ("popcnt", .popcnt)] {
                        samples.append(Sample("\(mnemonic) \(Self.name(a, size)), \(Self.name(b, size))") { $0.integer(form, size, a, b) })
                    }
                }
            }
            for size in [OperandSize.dword, .qword] {
                samples.append(Sample("bswap \(Self.name(a, size))") { $0.reverseBytes(size, a) })
            }
        }
        try check(samples)
    }

    @Test func conditions() throws {
        let names = ["o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"]
        var samples: [Sample] = []
        for (condition, suffix) in zip(Condition.allCases, names) {
            for a in Self.registers {
                samples.append(Sample("set\(suffix) \(Self.name(a, .byte))") { $0.set(condition, a) })
                for size in [OperandSize.word, .dword, .qword] {
                    samples.append(Sample("cmov\(suffix) \(Self.name(a, size)), \(Self.name(.r9, size))") { $0.moveIf(condition, size, a, .r9) })
                }
            }
        }
        try check(samples)
    }

    @Test func controlAndStack() throws {
        var samples: [Sample] = [
            Sample("ret") { $0.return() }, Sample("ud2") { $0.undefined() }, Sample("int3") { $0.breakpoint() },
            Sample("mfence") { $0.fence() }, Sample("push 5") { $0.push(immediate: 5) }, Sample("push 500") { $0.push(immediate: 500) },
        ]
        for a in Self.registers {
            let name = Self.name(a, .qword)
            samples.append(Sample("push \(name)") { $0.push(a) })
            samples.append(Sample("pop \(name)") { $0.pop(a) })
            samples.append(Sample("jmp \(name)") { $0.jump(a) })
            samples.append(Sample("call \(name)") { $0.call(a) })
            for value: UInt64 in [0, 0x7FFF_FFFF, 0xFFFF_FFFF] {
                samples.append(Sample("mov \(Self.name(a, .dword)), \(value)") { $0.move(a, immediate: value) })
            }
            for value: UInt64 in [0xFFFF_FFFF_FFFF_FFFE, 0xFFFF_FFFF_8000_0000] {
                samples.append(Sample("mov \(name), \(Int64(bitPattern: value))") { $0.move(a, immediate: value) })
            }
            samples.append(Sample("movabs \(name), 0x123456789abcdef0") { $0.move(a, immediate: 0x1234_5678_9ABC_DEF0) })
        }
        for (text, address) in Self.someAddresses {
            samples.append(Sample("push qword ptr \(text)") { $0.push(address) })
            samples.append(Sample("pop qword ptr \(text)") { $0.pop(address) })
            samples.append(Sample("jmp qword ptr \(text)") { $0.jump(address) })
            samples.append(Sample("call qword ptr \(text)") { $0.call(address) })
        }
        try check(samples)
    }

    // swift-format-ignore
    static let vectorRows: [(mnemonic: String, form: InstructionForm)] = [
        ("movss", .movss), ("movsd", .movsd), ("movaps", .movaps), ("movups", .movups), ("movdqu", .movdqu), ("movq", .movq),
        ("addss", .addss), ("addsd", .addsd), ("subss", .subss), ("subsd", .subsd), ("mulss", .mulss), ("mulsd", .mulsd),
        ("divss", .divss), ("divsd", .divsd), ("minss", .minss), ("minsd", .minsd), ("maxss", .maxss), ("maxsd", .maxsd),
        ("sqrtss", .sqrtss), ("sqrtsd", .sqrtsd), ("ucomiss", .ucomiss), ("ucomisd", .ucomisd), ("cvtss2sd", .cvtss2sd), ("cvtsd2ss", .cvtsd2ss),
        ("andps", .andps), ("andpd", .andpd), ("andnps", .andnps), ("andnpd", .andnpd), ("orps", .orps), ("orpd", .orpd),
        ("xorps", .xorps), ("xorpd", .xorpd), ("pand", .pand), ("pandn", .pandn), ("por", .por), ("pxor", .pxor), ("pcmpeqd", .pcmpeqd),
    ]

    @Test(arguments: Self.vectorRows.indices) func vectorRow(_ row: Int) throws {
        let (mnemonic, form) = Self.vectorRows[row]
        var samples: [Sample] = []
        for a in Self.vectors {
            for b in Self.vectors {
                samples.append(Sample("\(mnemonic) \(Self.name(a)), \(Self.name(b))") { $0.vector(form, a, b) })
            }
        }
        for (text, address) in Self.someAddresses {
            for a in Self.chosenVectors {
                samples.append(Sample("\(mnemonic) \(Self.name(a)), \(text)") { $0.vector(form, a, address) })
            }
        }
        let twoOperands: Set = ["movaps", "movups", "movdqu", "movq", "ucomiss", "ucomisd", "movss", "movsd"]
        if !twoOperands.contains(mnemonic) {
            for a in Self.chosenVectors {
                for b in Self.vectors {
                    for c in Self.chosenVectors {
                        // `as` swaps the operands of a commutative operation when that saves a byte.
                        if c.rawValue > 7, b.rawValue < 8 { continue }
                        samples.append(Sample("v\(mnemonic) \(Self.name(a)), \(Self.name(b)), \(Self.name(c))") { $0.vector(form, a, b, c) })
                    }
                }
                samples.append(Sample("v\(mnemonic) \(Self.name(a)), xmm3, [r12]") { $0.vector(form, a, .xmm(3), Address(.r12)) })
            }
        }
        try check(samples)
    }

    @Test func vectorStoresMovesAndConversions() throws {
        var samples: [Sample] = []
        // swift-format-ignore
        let stores: [(String, InstructionForm)] = [
            ("movss", .movssStore), ("movsd", .movsdStore), ("movaps", .movapsStore), ("movups", .movupsStore),
            ("movdqu", .movdquStore), ("movq", .movqStore), ("movd", .movdStore),
        ]
        for (mnemonic, form) in stores {
            for (text, address) in Self.someAddresses {
                for a in Self.chosenVectors {
                    samples.append(Sample("\(mnemonic) \(text), \(Self.name(a))") { $0.vector(form, address, a) })
                }
            }
        }
        for v in Self.vectors {
            for r in Self.registers {
                let (x, d, q) = (Self.name(v), Self.name(r, .dword), Self.name(r, .qword))
                samples.append(Sample("movd \(x), \(d)") { $0.vector(.movd, v, r) })
                samples.append(Sample("movq \(x), \(q)") { $0.vector(.movd.wide, v, r) })
                samples.append(Sample("movd \(d), \(x)") { $0.vectorStore(.movdStore, r, v) })
                samples.append(Sample("movq \(q), \(x)") { $0.vectorStore(.movdStore.wide, r, v) })
                for (mnemonic, form) in [("cvtsi2ss", InstructionForm.cvtsi2ss), ("cvtsi2sd", .cvtsi2sd)] {
                    samples.append(Sample("\(mnemonic) \(x), \(d)") { $0.vector(form, v, r) })
                    samples.append(Sample("\(mnemonic) \(x), \(q)") { $0.vector(form.wide, v, r) })
                }
                for (mnemonic, form) in [("cvttss2si", InstructionForm.cvttss2si), ("cvttsd2si", .cvttsd2si)] {
                    samples.append(Sample("\(mnemonic) \(d), \(x)") { $0.vector(form, r, v) })
                    samples.append(Sample("\(mnemonic) \(q), \(x)") { $0.vector(form.wide, r, v) })
                }
                for (mnemonic, form) in [("movmskps", InstructionForm.movmskps), ("movmskpd", .movmskpd)] {
                    samples.append(Sample("\(mnemonic) \(d), \(x)") { $0.vector(form, r, v) })
                }
            }
            for w in Self.chosenVectors {
                for (mnemonic, form) in [("roundss", InstructionForm.roundss), ("roundsd", .roundsd)] {
                    samples.append(Sample("\(mnemonic) \(Self.name(v)), \(Self.name(w)), 11") { $0.vector(form, v, w, immediate: 11) })
                }
                for (mnemonic, form) in [("cmpss", InstructionForm.cmpss), ("cmpsd", .cmpsd)] {
                    samples.append(Sample("\(mnemonic) \(Self.name(v)), \(Self.name(w)), 3") { $0.vector(form, v, w, immediate: 3) })
                }
            }
            for (text, address) in Self.someAddresses {
                samples.append(Sample("roundsd \(Self.name(v)), \(text), 9") { $0.vector(.roundsd, v, address, immediate: 9) })
            }
            for (mnemonic, operation) in [("psrlq", 2), ("psllq", 6)] as [(String, UInt8)] {
                samples.append(Sample("\(mnemonic) \(Self.name(v)), 5") { $0.vectorShift(.shiftQwords, operation: operation, v, by: 5) })
            }
            samples.append(Sample("psrad \(Self.name(v)), 31") { $0.vectorShift(.shiftDwords, operation: 4, v, by: 31) })
            samples.append(Sample("psllw \(Self.name(v)), 3") { $0.vectorShift(.shiftWords, operation: 6, v, by: 3) })
        }
        try check(samples)
    }
}
