import EngineInterface
import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Which locals get registers, and how a function begins and ends.
extension Compiler {
    /// One look at the body before it is compiled: how often each local is used, and what calls need.
    mutating func survey(_ signature: ModuleTypes.Signature) {
        // One bit for each open block that is a loop; deeper nesting than 64 counts as the 64th.
        var loops: UInt64 = 0
        var depth = 0
        var weight: UInt32 = 1
        var callWeight: UInt32 = 0
        areaWords = 0
        hasCalls = false
        legacyTries = 0
        incomingWords = max(wordsOfArea(signature: signature), Convention.minimumAreaWords)

        func isLoop(_ depth: Int) -> Bool { depth < 64 && loops >> UInt64(depth) & 1 != 0 }

        let nobody = UInt32(truncatingIfNeeded: localCount)
        let table = SurveyRow.all
        let rows = table.span
        for position in 0..<code.count {
            let instruction = code[position]
            let row = rows[Int(instruction.opcode.rawValue)]
            // What names no local counts for one that nobody has.
            let mask = row.localMask
            use(Int(instruction.index & mask | nobody & ~mask), weight: weight & mask)
            // Most instructions; said apart, so that it is not a jump through a table.
            if row.role == .none { continue }
            switch row.role {
            case .none: break
            case .block:
                if instruction.opcode == .try { legacyTries += 1 }
                if depth < 64 { loops &= ~(1 << UInt64(depth)) }
                depth += 1
            case .loop:
                if depth < 64 { loops |= 1 << UInt64(depth) }
                depth += 1
                weight = Self.weight(inside: loops, depth)
            case .end:
                depth -= 1
                if depth >= 0, isLoop(depth) {
                    loops &= ~(1 << UInt64(depth))
                    weight = Self.weight(inside: loops, depth)
                }
            case .call:
                hasCalls = true
                callWeight &+= weight
                areaWords = max(areaWords, wordsOfArea(signature: callee(instruction)))
            case .tailCall:
                hasCalls = true
                let words = wordsOfArea(signature: callee(instruction))
                if words > incomingWords { areaWords = max(areaWords, words) }
            case .runtime: callWeight &+= weight
            case .vector: slotExponent = 4
            }
        }
        if hasCalls { areaWords = max(areaWords, Convention.minimumAreaWords) }
        assignRegisters(callWeight)
    }

    private static func weight(inside loops: UInt64, _ depth: Int) -> UInt32 {
        let open = depth >= 64 ? loops : loops & (1 << UInt64(depth) - 1)
        return 1 << UInt32(3 * min(open.nonzeroBitCount, 4))
    }

    /// Signature of what a call instruction calls.
    mutating func callee(_ instruction: Instruction) -> ModuleTypes.Signature {
        switch instruction.opcode {
        case .call, .returnCall: return module.signature(instruction.index)
        default: return module.types.signatures[Int(instruction.index)]
        }
    }

    /// Words of the caller's area for parameters and results without a register.
    mutating func wordsOfArea(signature: ModuleTypes.Signature) -> Int {
        var cursor = ParameterCursor()
        if signature.parameterCount > Convention.registerParameters {
            for type in module.types.parameters(signature) { _ = cursor.place(OperandType(type)) }
        }
        return max(cursor.areaWords, wordsOfResults(signature))
    }

    /// Words of the caller's area for results, of which the first needs none.
    mutating func wordsOfResults(_ signature: ModuleTypes.Signature) -> Int {
        if signature.resultCount < 2 { return 0 }
        // Counted in words already, two for a v128.
        return Int(signature.resultSlots) - OperandType(signatureTypes[Int(signature.start + signature.parameterCount)]).words
    }

    /// Gives registers to the locals that gain most. A register that calls lose must gain more than it costs around them.
    private mutating func assignRegisters(_ callWeight: UInt32) {
        var keptLeft = Convention.keptRegisters.count
        var lostLeft = Convention.lostRegisters.count
        var vectorsLeft = 16 - Int(Convention.firstLocalVector)
        keptRegisterCount = 0
        lostLocals.resize(0, filling: 0)
        freeRegisters = Convention.operandRegisters
        for register in Convention.lostRegisters { freeRegisters |= 1 << UInt32(register.rawValue) }
        freeVectors = Convention.operandVectors
        if options.stress {
            keptLeft = 1
            lostLeft = 1
            vectorsLeft = 1
            freeRegisters = Convention.fewRegisters | 1 << UInt32(Convention.lostRegisters[2].rawValue)
            freeVectors = Convention.fewVectors
        }

        // Each used local as its uses, above its place from the end: the greatest is the most used one, and the first of
        // several. Found without a jump for each, which the processor would guess wrong about.
        rankedIntegers.resize(0, filling: 0)
        rankedVectors.resize(0, filling: 0)
        for position in 0..<usedLocals.count {
            let local = locals[Int(usedLocals[position])]
            let rank = UInt64(local.uses) &<< 32 | UInt64(~UInt32(truncatingIfNeeded: position))
            if local.type.isFloat { rankedVectors.append(rank) } else { rankedIntegers.append(rank) }
        }
        let callCost = callWeight &* 2
        let leastOfVectors = callWeight == 0 ? 0 : max(callCost, 2)
        var integer = Self.greatest(rankedIntegers, below: .max), vector = Self.greatest(rankedVectors, below: .max)
        while true {
            // Without calls a register that they lose costs nothing; one that must be saved has to gain something.
            var leastOfIntegers = UInt32.max
            if lostLeft > 0 { leastOfIntegers = callWeight == 0 ? 0 : max(callCost, 2) }
            if keptLeft > 0 { leastOfIntegers = min(leastOfIntegers, 2) }
            let mayBeInteger = UInt32(integer &>> 32) > leastOfIntegers
            let mayBeVector = vectorsLeft > 0 && UInt32(vector &>> 32) > leastOfVectors
            guard mayBeInteger || mayBeVector else { break }
            let takesInteger = mayBeInteger && (!mayBeVector || integer > vector)
            let position = Int(~UInt32(truncatingIfNeeded: takesInteger ? integer : vector))
            let best = Int(usedLocals[position])
            if locals[best].type.isFloat {
                locals[best].register = Convention.firstLocalVector + UInt8(8 - vectorsLeft)
                vectorsLeft -= 1
                lostLocals.append(UInt32(best))
                vector = Self.greatest(rankedVectors, below: vector)
                continue
            } else if lostLeft > 0, callWeight == 0 || keptLeft == 0 {
                let register = Convention.lostRegisters[3 - lostLeft]
                locals[best].register = register.rawValue
                freeRegisters &= ~(1 << UInt32(register.rawValue))
                lostLeft -= 1
                lostLocals.append(UInt32(best))
            } else {
                locals[best].register = Convention.keptRegisters[keptRegisterCount].rawValue
                keptRegisterCount += 1
                keptLeft -= 1
            }
            integer = Self.greatest(rankedIntegers, below: integer)
        }
        operandRegisters = freeRegisters
        operandVectors = freeVectors
    }

    /// The greatest rank below another; 0 if there is none.
    private static func greatest(_ ranks: borrowing ScratchArray<UInt64>, below limit: UInt64) -> UInt64 {
        var greatest: UInt64 = 0
        for position in 0..<ranks.count {
            let rank = ranks[position]
            greatest = max(greatest, rank < limit ? rank : 0)
        }
        return greatest
    }

    // MARK: Beginning and end

    mutating func emitPrologue(_ signature: ModuleTypes.Signature) {
        if frameBytes > Self.uncheckedFrameBytes {
            assembler.loadAddress(.qword, .r11, Address(.rsp, -frameBytes))
            assembler.arithmetic(.cmp, .qword, .r11, Address(Convention.context, Layout.Context.stackLimit))
            raise(.below, .exhausted(.callStack))
        }
        let callsLeft = Address(Convention.context, Layout.Context.callsLeft)
        if hasCalls {
            assembler.arithmetic(.sub, .qword, callsLeft, immediate: 1)
            raise(.less, .exhausted(.callStack))
        } else {
            assembler.arithmetic(.cmp, .qword, callsLeft, immediate: 0)
            raise(.lessOrEqual, .exhausted(.callStack))
        }
        assembler.arithmetic(.sub, .qword, .rsp, immediate: frameBytes)
        for position in 0..<keptRegisterCount {
            assembler.store(.qword, area(areaWords + position), Convention.keptRegisters[position])
        }
        var cursor = ParameterCursor()
        let parameters = Int(signature.parameterCount)
        for index in 0..<parameters { receive(index, from: cursor.place(locals[index].type)) }
        clearLocals()
        if options.countsFuel { beginMeter() }
    }

    /// Frames up to this size need no look at the native stack: it has room for as many as calls may be inside each other.
    static let uncheckedFrameBytes: Int32 = 4096

    private mutating func receive(_ index: Int, from place: ParameterCursor.Place) {
        let local = locals[index]
        if local.uses == 0 { return }
        switch place {
        case .register(let register):
            if local.register == Local.none {
                assembler.store(.qword, home(index), register)
            } else {
                assembler.move(.qword, Register(rawValue: local.register), register)
            }
        case .vector(let vector):
            if local.register == Local.none {
                store(.vector(local.type, vector), to: home(index))
            } else {
                assembler.vector(.movaps, .xmm(local.register), vector)
            }
        case .area(let word):
            if local.register == Local.none {
                copy(local.type, from: incoming(word), to: home(index))
            } else if local.type.isFloat {
                loadVector(local.type, .xmm(local.register), incoming(word))
            } else {
                assembler.load(.qword, Register(rawValue: local.register), incoming(word))
            }
        }
    }

    /// Locals begin as zero (§4.4.10.1). Those that nothing names are left alone.
    private mutating func clearLocals() {
        var inMemory = 0
        for position in parameterCount..<usedLocals.count {
            let local = locals[Int(usedLocals[position])]
            if local.register == Local.none {
                inMemory += 1
            } else if local.type.isFloat {
                assembler.vector(.xorps, .xmm(local.register), .xmm(local.register))
            } else {
                let register = Register(rawValue: local.register)
                assembler.arithmetic(.xor, .dword, register, register)
            }
        }
        if inMemory > 16 {
            clearHomes(parameterCount..<localCount)
        } else if inMemory > 0 {
            for position in parameterCount..<usedLocals.count {
                let index = Int(usedLocals[position])
                if locals[index].register == Local.none { store(.constant(locals[index].type, 0), to: home(index)) }
            }
        }
    }

    private mutating func clearHomes(_ range: Range<Int>) {
        var again = Label()
        // Parameters have been received: their registers are free, and no operand exists yet.
        assembler.loadAddress(.qword, .rax, home(range.lowerBound))
        assembler.loadAddress(.qword, .rcx, home(range.upperBound))
        assembler.bind(&again)
        assembler.store(.qword, Address(.rax), immediate: 0)
        assembler.arithmetic(.add, .qword, .rax, immediate: 8)
        assembler.arithmetic(.cmp, .qword, .rax, .rcx)
        assembler.jump(.notEqual, &again)
    }

    /// Results are in `rax` or `xmm0`, or in the first slots.
    mutating func emitEpilogue(_ signature: ModuleTypes.Signature) {
        let count = Int(signature.resultCount)
        if count > 1 {
            let start = Int(signature.start + signature.parameterCount)
            var word = 0
            for index in 1..<count {
                let type = OperandType(signatureTypes[start + index])
                copy(type, from: slot(index), to: incoming(word))
                word += type.words
            }
            load(.slot(OperandType(signatureTypes[start]), 0), into: .rax, .xmm(0))
        }
        emitLeave()
        assembler.return()
    }

    /// Gives back the frame. Keeps everything that may hold a parameter or a result, and `r9`, `r11`.
    mutating func emitLeave() {
        for position in 0..<keptRegisterCount {
            assembler.load(.qword, Convention.keptRegisters[position], area(areaWords + position))
        }
        assembler.arithmetic(.add, .qword, .rsp, immediate: frameBytes)
        if hasCalls {
            assembler.arithmetic(.add, .qword, Address(Convention.context, Layout.Context.callsLeft), immediate: 1)
        }
    }

    // MARK: Locals that calls lose

    mutating func saveLostLocals() {
        for position in 0..<lostLocals.count {
            let index = Int(lostLocals[position])
            if locals[index].type.isFloat {
                store(.vector(locals[index].type, .xmm(locals[index].register)), to: home(index))
            } else {
                assembler.store(.qword, home(index), Register(rawValue: locals[index].register))
            }
        }
    }

    mutating func restoreLostLocals() {
        for position in 0..<lostLocals.count {
            let index = Int(lostLocals[position])
            if locals[index].type.isFloat {
                loadVector(locals[index].type, .xmm(locals[index].register), home(index))
            } else {
                assembler.load(.qword, Register(rawValue: locals[index].register), home(index))
            }
        }
    }
}
