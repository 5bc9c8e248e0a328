import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Calls (§4.4.8.9 and on).
extension Compiler {
    mutating func compileCall(_ instruction: Instruction) {
        let signature = module.signature(instruction.index)
        placeArguments(signature)
        let number = Int(instruction.index) - importedFunctions
        if number >= 0 {
            assembler.call(&functionLabels[number])
        } else {
            loadFunction(Int(instruction.index), into: Convention.scratch)
            assembler.call(&foreignLabels[Int(module.spaces.functions[Int(instruction.index)])])
        }
        receiveResults(signature)
    }

    mutating func compileIndirectCall(_ instruction: Instruction, isTail: Bool) {
        let signature = module.types.signatures[Int(instruction.index)]
        let index = setAside(pop(), signature)
        placeArguments(signature, isTail: isTail, inPlace: wordsOfArea(signature: signature) <= incomingWords)
        let register = bringBack(index)
        loadTableBlock(Int(instruction.secondIndex), into: Convention.scratch)
        assembler.arithmetic(.cmp, .qword, register, Address(Convention.scratch, Layout.Table.size))
        raise(.aboveOrEqual, .undefinedElement)
        assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Layout.Table.base))
        assembler.load(.qword, Convention.scratch, Address(Convention.scratch, register, .eight))
        assembler.test(.qword, Convention.scratch, Convention.scratch)
        raise(.equal, .uninitializedElement)
        checkType(Int(instruction.index))
        finishCall(through: Int(instruction.index), signature, isTail: isTail)
    }

    mutating func compileReferenceCall(_ instruction: Instruction, isTail: Bool) {
        let signature = module.types.signatures[Int(instruction.index)]
        let reference = setAside(pop(), signature)
        placeArguments(signature, isTail: isTail, inPlace: wordsOfArea(signature: signature) <= incomingWords)
        let register = bringBack(reference)
        assembler.move(.qword, Convention.scratch, register)
        assembler.test(.qword, Convention.scratch, Convention.scratch)
        raise(.equal, .nullReference)
        finishCall(through: Int(instruction.index), signature, isTail: isTail)
    }

    /// Calls the function at `r11`: at its code if it belongs to the running instance, else by way of the code that
    /// changes the instance. `r8` … `r10` hold nothing.
    private mutating func finishCall(through typeIndex: Int, _ signature: ModuleTypes.Signature, isTail: Bool) {
        if isTail {
            finishTailCall(through: typeIndex, signature)
            return
        }
        assembler.loadAddress(.r9, of: &foreignLabels[typeIndex])
        assembler.load(.qword, .r10, Address(Convention.context, Convention.instance))
        assembler.arithmetic(.cmp, .qword, .r10, Address(Convention.scratch, Layout.Function.instance))
        assembler.moveIf(.equal, .qword, .r9, Address(Convention.scratch, Layout.Function.tierWord))
        assembler.call(.r9)
        receiveResults(signature)
    }

    /// Compares the type of the function at `r11` with a type of the module; a subtype will do.
    private mutating func checkType(_ typeIndex: Int) {
        let number = numbers[typeIndex]
        assembler.arithmetic(.cmp, .dword, Address(Convention.scratch, Layout.Function.type), immediate: Int32(bitPattern: number))
        if module.types.subTypes[typeIndex].isFinal {
            raise(.notEqual, .indirectCallTypeMismatch)
            return
        }
        var same = Label()
        let depth = depth(ofType: typeIndex)
        assembler.jump(.equal, &same)
        assembler.load(.dword, .r8, Address(Convention.scratch, Layout.Function.type))
        assembler.multiply(.qword, .r8, .r8, immediate: Layout.TypeDescriptor.bytes)
        assembler.arithmetic(.add, .qword, .r8, Address(Convention.context, Layout.Context.typeDescriptors))
        assembler.arithmetic(.cmp, .dword, Address(.r8, Layout.TypeDescriptor.depth), immediate: Int32(bitPattern: depth))
        raise(.belowOrEqual, .indirectCallTypeMismatch)
        assembler.load(.qword, .r8, Address(.r8, Layout.TypeDescriptor.display))
        assembler.arithmetic(.cmp, .dword, Address(.r8, Int32(bitPattern: depth) &* 4), immediate: Int32(bitPattern: number))
        raise(.notEqual, .indirectCallTypeMismatch)
        assembler.bind(&same)
    }

    // MARK: What is called

    /// Keeps an operand out of the way of the arguments: in a register that they do not use, or in its slot.
    private mutating func setAside(_ operand: Operand, _ signature: ModuleTypes.Signature) -> Operand {
        guard operand.kind == .register else { return operand }
        // Constants of vector arguments pass through `r11` and nothing else; the registers of locals are not touched.
        if operand.general == .r8 || operand.general == .r9 || operand.general == .r10 { return operand }
        store(operand, to: slot(height))
        release(operand)
        return self.operand(operand.type, inSlot: height)
    }

    /// The operand in a register: `r8`, or where it is. The arguments are in place and locals are saved.
    private mutating func bringBack(_ operand: Operand) -> Register {
        if operand.kind == .register {
            release(operand)
            return operand.general
        }
        if operand.isInRegister { return operand.general }
        load(operand, into: .r8)
        return .r8
    }

    /// The block of a function of the running instance.
    mutating func loadFunction(_ index: Int, into register: Register) {
        assembler.load(.qword, register, Address(Convention.context, Convention.instance))
        assembler.load(.qword, register, Address(register, Layout.Instance.functions))
        assembler.load(.qword, register, Address(register, Int32(truncatingIfNeeded: index &* 8)))
    }

    // MARK: Arguments

    /// Pops the arguments into the places where the callee expects them. What stays on the operand stack survives the
    /// call. The words of a tail call go to the caller's area if they fit there: `inPlace`.
    mutating func placeArguments(_ signature: ModuleTypes.Signature, isTail: Bool = false, inPlace: Bool = false) {
        let count = Int(signature.parameterCount)
        let first = height - count
        spillRegisters(below: first)
        if !isTail { saveLostLocals() }

        // Words of the area first: they need no register but the scratch. Then registers to registers, then the rest.
        var cursor = ParameterCursor()
        var registerTargets: UInt32 = 0, vectorTargets: UInt32 = 0
        for index in 0..<count {
            let operand = operands[first + index]
            switch cursor.place(operand.type) {
            case .area(let word):
                store(operand, to: isTail && inPlace ? incoming(word) : area(word))
                release(operand)
                operands[first + index] = .constant(operand.type, 0)
            case .register(let register):
                if operand.kind == .register { registerTargets |= 1 &<< UInt32(register.rawValue) }
            case .vector(let vector):
                if operand.kind == .register { vectorTargets |= 1 &<< UInt32(vector.rawValue) }
            }
        }
        moveArguments(first, count, &registerTargets, vectors: false)
        moveArguments(first, count, &vectorTargets, vectors: true)
        cursor = ParameterCursor()
        for index in 0..<count {
            let operand = operands[first + index]
            switch cursor.place(operand.type) {
            case .area: break
            case .register(let register): if operand.kind != .register { load(operand, into: register) }
            case .vector(let vector): if operand.kind != .register { load(operand, into: vector) }
            }
        }
        dropOperands(to: first)
    }

    /// Moves arguments that are in registers of one class at once; `pending` are the registers still to be written.
    private mutating func moveArguments(_ first: Int, _ count: Int, _ pending: inout UInt32, vectors: Bool) {
        while pending != 0 {
            var progressed = false
            var cycle = -1
            var cycleTarget: UInt8 = 0
            var cursor = ParameterCursor()
            for index in 0..<count {
                let operand = operands[first + index]
                let place = cursor.place(operand.type)
                guard operand.kind == .register, operand.type.isFloat == vectors, let target = place.number,
                    pending &>> UInt32(target) & 1 != 0
                else { continue }
                if operand.register == target {
                    pending &= ~(1 &<< UInt32(target))
                    progressed = true
                } else if isRead(target, first, count, pending, vectors) {
                    cycle = index
                    cycleTarget = target
                } else {
                    moveArgument(operand.register, to: target, vectors)
                    operands[first + index].register = target
                    pending &= ~(1 &<< UInt32(target))
                    progressed = true
                }
            }
            if !progressed, cycle >= 0 { turn(cycle, cycleTarget, first, count, &pending, vectors) }
        }
    }

    /// Whether a register is the source of a move that is still to be made.
    private mutating func isRead(_ register: UInt8, _ first: Int, _ count: Int, _ pending: UInt32, _ vectors: Bool) -> Bool {
        var cursor = ParameterCursor()
        for index in 0..<count {
            let operand = operands[first + index]
            let place = cursor.place(operand.type)
            guard operand.kind == .register, operand.type.isFloat == vectors, operand.register == register,
                let target = place.number
            else { continue }
            if target != register, pending &>> UInt32(target) & 1 != 0 { return true }
        }
        return false
    }

    private mutating func moveArgument(_ source: UInt8, to target: UInt8, _ vectors: Bool) {
        if vectors {
            assembler.vector(.movaps, .xmm(target), .xmm(source))
        } else {
            assembler.move(.qword, Register(rawValue: target), Register(rawValue: source))
        }
    }

    /// Exchanges two registers of a cycle; one of them then holds what it should.
    private mutating func turn(
        _ index: Int, _ target: UInt8, _ first: Int, _ count: Int, _ pending: inout UInt32, _ vectors: Bool
    ) {
        let source = operands[first + index].register
        if vectors {
            let scratch = Convention.vectorScratch
            assembler.vector(.movaps, scratch, .xmm(target))
            assembler.vector(.movaps, .xmm(target), .xmm(source))
            assembler.vector(.movaps, .xmm(source), scratch)
        } else {
            assembler.exchange(.qword, Register(rawValue: target), Register(rawValue: source))
        }
        for other in 0..<count where operands[first + other].kind == .register
            && operands[first + other].type.isFloat == vectors && operands[first + other].register == target
        {
            operands[first + other].register = source
        }
        operands[first + index].register = target
        pending &= ~(1 &<< UInt32(target))
    }

    /// After the call: no operand register is in use.
    private mutating func receiveResults(_ signature: ModuleTypes.Signature) {
        freeRegisters = operandRegisters
        freeVectors = operandVectors
        restoreLostLocals()
        let start = Int(signature.start + signature.parameterCount)
        var word = 0
        for index in 0..<Int(signature.resultCount) {
            let type = OperandType(signatureTypes[start + index])
            if index > 0 {
                copy(type, from: area(word), to: slot(height))
                word += type.words
                push(operand(type, inSlot: height))
            } else if type.isFloat {
                take(.xmm(0))
                push(type, .xmm(0))
            } else {
                take(.rax)
                push(type, Register.rax)
            }
        }
    }

    // MARK: Operations of the runtime

    /// Calls an operation of ``MachineEntry`` with the running instance, `indices`, and the top `count` operands, which it
    /// pops. Its answer is in `rax`; no operand register is in use.
    mutating func callRuntime(_ entry: UInt64, _ indices: [UInt32], operands count: Int) {
        callRuntime(entry, immediates: indices.map(UInt64.init), operands: count)
    }

    mutating func callRuntime(_ entry: UInt64, immediates: [UInt64], operands count: Int) {
        flush()
        let first = height - count
        saveLostLocals()
        assembler.load(.qword, .rdi, Address(Convention.context, Convention.instance))
        var position = 1
        for immediate in immediates {
            assembler.move(Self.systemParameter(position), immediate: immediate)
            position += 1
        }
        for offset in 0..<count {
            let operand = operands[first + offset]
            if operand.type == .v128 {
                loadHalves(operand, into: Self.systemParameter(position), Self.systemParameter(position + 1))
            } else {
                load(operand, into: Self.systemParameter(position))
            }
            position += operand.type.words
        }
        dropOperands(to: first)
        assembler.move(.rax, immediate: entry)
        assembler.call(.rax)
        raiseIfOverdue()
        freeRegisters = operandRegisters
        freeVectors = operandVectors
        restoreLostLocals()
    }

    /// `rdi rsi rdx rcx r8 r9`, the parameters of System V.
    private static func systemParameter(_ position: Int) -> Register {
        Register(rawValue: UInt8(truncatingIfNeeded: 0x09_08_01_02_06_07 as UInt64 &>> UInt64(position &* 8)))
    }

    /// Calls an operation that answers a ``Status``.
    mutating func callRuntimeForStatus(_ entry: UInt64, _ indices: [UInt32], operands count: Int) {
        callRuntime(entry, indices, operands: count)
        raiseStatus(in: .rax)
    }

    /// Calls an operation that answers a size of the given type: all ones if it could not be done.
    mutating func callRuntimeForSize(_ entry: UInt64, _ index: UInt32, operands count: Int, _ type: OperandType) {
        callRuntime(entry, [index], operands: count)
        if type == .i32 { assembler.move(.dword, .rax, .rax) }
        take(.rax)
        push(type, Register.rax)
    }
}

extension ParameterCursor.Place {
    /// The register's number in its class; nil for a word of the area.
    var number: UInt8? {
        switch self {
        case .register(let register): register.rawValue
        case .vector(let vector): vector.rawValue
        case .area: nil
        }
    }
}
