import EngineRuntime
import MachineCode
import NativeCode
import WasmModel
import WasmValidation

/// Exceptions (§4.4.8, §4.4.10), those of the legacy proposal included.
///
/// Code that throws nothing pays nothing: where exceptions are caught is written down in ``HandlerRegion``s, and
/// ``Unwinding`` finds the frame and the clause. Control arrives at a clause with the exception in `rax`, locals that
/// calls lose in their words, and the operands below the block in their slots.
extension Compiler {
    // MARK: Throwing

    mutating func compileThrow(_ index: UInt32) {
        let typeIndex = Int(module.spaces.tags[Int(index)])
        let signature = module.types.signatures[typeIndex]
        let exception = allocate(bytes: Layout.Exception.payload + Int32(signature.parameterSlots) * 8)
        writeHeader(exception, type: numbers[typeIndex])
        let scratch = Convention.scratch
        assembler.load(.qword, scratch, Address(Convention.context, Convention.instance))
        assembler.load(.qword, scratch, Address(scratch, Layout.Instance.tags))
        assembler.load(.qword, scratch, Address(scratch, Int32(truncatingIfNeeded: Int(index) &* 8)))
        assembler.store(.qword, Address(exception, Layout.Exception.tag), scratch)
        var place = Layout.Exception.payload + Int32(signature.parameterSlots) * 8
        for _ in 0..<signature.parameterCount {
            let operand = pop()
            place -= payloadBytes(operand.type)
            storeWord(operand, to: Address(exception, place))
        }
        throwObject(in: exception)
    }

    private mutating func payloadBytes(_ type: OperandType) -> Int32 { Int32(type.words) * 8 }

    mutating func compileThrowRef() {
        let register = use(pop())
        assembler.test(.qword, register, register)
        raise(.equal, .nullReference)
        throwObject(in: register)
    }

    /// The legacy `rethrow`: what the clause that the label names has caught.
    mutating func compileRethrow(_ depth: Int) {
        let frame = frames[frames.count - 1 - depth]
        assembler.load(.qword, .rax, slot(frame.base))
        throwObject(in: .rax)
    }

    private mutating func throwObject(in register: Register) {
        saveLostLocals()
        if register != .rax { assembler.move(.qword, .rax, register) }
        assembler.call(&throwLabel)
        dropOperands(to: frames[frames.count - 1].base)
        freeRegisters = operandRegisters
        freeVectors = operandVectors
        becomeUnreachable()
    }

    /// What a throw calls, with the exception in `rax`: finds where to go on and goes there. The return address says
    /// where it was thrown.
    mutating func emitThrow() {
        guard throwLabel.isAwaited else { return }
        let scratch = Convention.scratch
        assembler.bind(&throwLabel)
        for register in Convention.keptRegisters { assembler.push(register) }
        assembler.move(.qword, .rdi, Convention.context)
        assembler.move(.qword, .rsi, .rsp)
        assembler.move(.qword, .rdx, .rax)
        // With four registers and the return address a multiple of 16.
        assembler.arithmetic(.sub, .qword, .rsp, immediate: 8)
        assembler.move(.rax, immediate: Unwinding.entry)
        assembler.call(.rax)
        raiseStatus(in: .rax)
        assembler.arithmetic(.add, .qword, .rsp, immediate: 8)
        for register in Convention.keptRegisters.reversed() { assembler.pop(register) }
        assembler.load(.qword, scratch, Address(Convention.context, Convention.instance))
        assembler.load(.qword, Convention.memoryBase, Address(scratch, Convention.instanceMemoryBase))
        assembler.load(.qword, .rax, Address(Convention.context, Convention.caughtException))
        assembler.load(.qword, .rsp, Address(Convention.context, Convention.landingStack))
        assembler.jump(Address(Convention.context, Convention.landingCode))
    }

    // MARK: Catching

    private mutating func addRegion(_ kind: HandlerRegion.Kind, _ range: Range<Int>, depth: Int, tag: UInt32 = 0) {
        regions.append(
            HandlerRegion(
                start: UInt32(range.lowerBound), end: UInt32(range.upperBound), kind: kind, depth: UInt32(depth), tag: tag,
                target: UInt32(assembler.offset)))
    }

    mutating func openTryTable(_ instruction: Instruction) {
        compileBlock(.tryTable, instruction.blockType)
        frames[frames.count - 1].handlerStart = UInt32(assembler.offset)
        frames[frames.count - 1].clauses = instruction.index
    }

    /// The clauses of a `try_table` that ends and has been removed: one piece of code for each, which brings the payload to
    /// its label.
    mutating func emitClauses(of frame: inout ControlFrame) {
        let body = Int(frame.handlerStart)..<assembler.offset
        let clauses = Int(frame.clauses)
        let count = Int(pool[clauses])
        guard count > 0, !body.isEmpty else { return }
        if isReachable { leave(&frame) }
        isReachable = false
        for number in 0..<count {
            let word = pool[clauses + 1 + 2 * number]
            let target = frames.count - 1 - Int(pool[clauses + 2 + 2 * number])
            let kind = CatchClause.Kind(rawValue: UInt8(truncatingIfNeeded: word >> 32)) ?? .catchAll
            let tag = UInt32(truncatingIfNeeded: word)
            addRegion(kind.hasTag ? .tag : .all, body, depth: frames.count, tag: tag)
            restoreLostLocals()
            bringPayload(kind, tag, to: frames[target])
            assembler.jump(&frames[target].label)
        }
    }

    /// Where the label of `frame` expects them: the values of the exception in `rax`, and its reference.
    private mutating func bringPayload(_ kind: CatchClause.Kind, _ tag: UInt32, to frame: ControlFrame) {
        var types: ArraySlice<ValueType> = []
        if kind.hasTag { types = module.types.parameters(module.types.signatures[Int(module.spaces.tags[Int(tag)])]) }
        if frame.bringsRegister {
            // One value. The reference alone is where it should be.
            guard let type = types.first else { return }
            load(OperandType(type), from: Address(.rax, Layout.Exception.payload), into: .rax, .xmm(0))
            return
        }
        let next = unpackPayload(types, from: frame.base)
        if kind.pushesReference { assembler.store(.qword, slot(next), .rax) }
    }

    /// Writes the payload of the exception in `rax` to the slots from `base`; answers with the slot behind it.
    private mutating func unpackPayload(_ types: ArraySlice<ValueType>, from base: Int) -> Int {
        var height = base
        var place = Layout.Exception.payload
        for type in types {
            let type = OperandType(type)
            for word in 0..<Int32(type.words) {
                assembler.load(.qword, Convention.scratch, Address(.rax, place + word * 8))
                assembler.store(.qword, home(localCount + height, plus: word * 8), Convention.scratch)
            }
            place += payloadBytes(type)
            height += 1
        }
        return height
    }

    // MARK: Legacy

    mutating func openTry(_ type: BlockType) {
        compileBlock(.try, type)
        frames[frames.count - 1].handlerStart = UInt32(assembler.offset)
    }

    /// `catch` and `catch_all`. While the clause runs, the exception stands in the slot below its operands, for `rethrow`.
    mutating func compileCatch(_ instruction: Instruction) {
        let last = frames.count - 1
        if isReachable {
            var frame = frames[last]
            leave(&frame)
            frames[last].label = frame.label
        }
        if frames[last].kind == .try {
            // Every clause covers the body and nothing else.
            frames[last].kind = .catch
            frames[last].clauses = UInt32(assembler.offset)
        }
        let isAll = instruction.opcode == .catchAll
        addRegion(
            isAll ? .all : .tag, Int(frames[last].handlerStart)..<Int(frames[last].clauses), depth: last,
            tag: instruction.index)
        dropOperands(to: frames[last].base)
        isReachable = true
        restoreLostLocals()
        assembler.store(.qword, slot(height), .rax)
        push(operand(.i64, inSlot: height))
        guard !isAll else { return }
        let signature = module.types.signatures[Int(module.spaces.tags[Int(instruction.index)])]
        let types = module.types.parameters(signature)
        _ = unpackPayload(types, from: height)
        for type in types { push(operand(OperandType(type), inSlot: height)) }
    }

    mutating func compileDelegate(_ instruction: Instruction) {
        let last = frames.count - 1
        addRegion(
            .delegate, Int(frames[last].handlerStart)..<assembler.offset, depth: last - 1 - Int(instruction.index))
        compileEnd()
    }
}
