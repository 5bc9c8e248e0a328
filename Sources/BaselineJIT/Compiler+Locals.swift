import EngineInterface
import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Which locals get registers, and how a function begins and ends.
extension Compiler {
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
    mutating func assignRegisters(_ callWeight: UInt32) {
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

        rankedIntegers.clear()
        rankedVectors.clear()
        for position in 0..<usedLocals.count {
            let local = locals[Int(usedLocals[position])]
            rankedIntegers.append(local.uses, position, if: !local.operand.isFloat)
            rankedVectors.append(local.uses, position, if: local.operand.isFloat)
        }
        // Without calls a register that they lose costs nothing; one that must be saved has to gain something.
        let leastOfLost = callWeight == 0 ? 0 : max(callWeight &* 2, 2)
        // Where all can have one, or all a register that calls keep, it does not matter who comes first.
        rankedVectors.sort(atMost: vectorsLeft, unlessAtMost: vectorsLeft)
        for rank in 0..<min(vectorsLeft, rankedVectors.count) where rankedVectors.uses(rank) > leastOfLost {
            let local = Int(usedLocals[rankedVectors.position(rank)])
            locals[local].register = Convention.firstLocalVector + UInt8(truncatingIfNeeded: rank)
            lostLocals.append(UInt32(truncatingIfNeeded: local))
        }
        rankedIntegers.sort(atMost: keptLeft + lostLeft, unlessAtMost: callWeight == 0 ? keptLeft + lostLeft : keptLeft)
        for rank in 0..<min(keptLeft + lostLeft, rankedIntegers.count) {
            let uses = rankedIntegers.uses(rank)
            let local = Int(usedLocals[rankedIntegers.position(rank)])
            if lostLeft > 0, uses > leastOfLost, callWeight == 0 || keptLeft == 0 {
                let register = Convention.lostRegisters[3 - lostLeft]
                locals[local].register = register.rawValue
                freeRegisters &= ~(1 << UInt32(register.rawValue))
                lostLeft -= 1
                lostLocals.append(UInt32(truncatingIfNeeded: local))
            } else if keptLeft > 0, uses > 2 {
                locals[local].register = Convention.keptRegisters[keptRegisterCount].rawValue
                keptRegisterCount += 1
                keptLeft -= 1
            }
        }
        operandRegisters = freeRegisters
        operandVectors = freeVectors
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
        var first = localCount, last = 0
        for position in parameterCount..<usedLocals.count {
            let local = locals[Int(usedLocals[position])].operand
            let isInMemory = !local.isInRegister
            inMemory &+= isInMemory ? 1 : 0
            first = min(first, isInMemory ? Int(local.index) : first)
            last = max(last, isInMemory ? Int(local.index) : last)
            assembler.clear(register: local.register & 15, isVector: local.isFloat, if: local.isInRegister)
        }
        let stretch = last &- first &+ 1
        if inMemory > 16 {
            clearHomes(first..<(last + 1))
        } else if inMemory > 1, stretch < 4 &* inMemory {
            assembler.clear(register: Convention.vectorScratch.rawValue, isVector: true, if: true)
            assembler.fill(
                fromStack: localOffset &+ Int32(truncatingIfNeeded: first) &<< slotExponent,
                bytes: Int32(truncatingIfNeeded: stretch) &<< slotExponent, Convention.vectorScratch)
        } else if inMemory > 0 {
            let isWide = slotExponent > 3
            assembler.clear(register: isWide ? Convention.vectorScratch.rawValue : Convention.scratch.rawValue, isVector: isWide, if: true)
            for position in parameterCount..<usedLocals.count {
                let local = locals[Int(usedLocals[position])].operand
                if isWide {
                    assembler.vector(.movupsStore, address(local), Convention.vectorScratch, if: !local.isInRegister)
                } else {
                    assembler.store(.qword, address(local), Convention.scratch, if: !local.isInRegister)
                }
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
            load(operand(OperandType(signatureTypes[start]), inSlot: 0), into: .rax, .xmm(0))
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
