import MachineCode
import WasmModel

extension CodeEmitter {
    mutating func emitInstruction(_ value: ValueID) {
        let instruction = function.instructions[Int(value)]
        switch instruction.kind {
        case .none, .parameter, .constant: break
        case .numeric: emitNumeric(value, instruction)
        case .select: emitSelect(value, instruction)
        case .load: emitLoad(value, instruction)
        case .store: emitStore(instruction)
        case .globalGet: emitGlobalGet(value, instruction)
        case .globalSet: emitGlobalSet(instruction)
        case .functionReference:
            let target = target(value)
            assembler.load(.qword, target, Address(.r15, RuntimeOffsets.functions))
            assembler.load(.qword, target, Address(target, Int32(instruction.bits) * 8))
            finish(value, from: target)
        case .memorySize:
            let target = target(value)
            assembler.load(.qword, target, Address(.r15, RuntimeOffsets.memories))
            assembler.load(.qword, target, Address(target))
            assembler.load(.qword, target, Address(target, RuntimeOffsets.memoryByteLength))
            assembler.shift(.shr, .qword, target, by: 16)
            finish(value, from: target)
        case .call: emitCall(value, instruction)
        case .callIndirect: emitCallIndirect(value, instruction)
        case .extraResult: emitExtraResult(value, instruction)
        case .runtime: emitRuntime(value, instruction)
        }
    }

    private mutating func emitSelect(_ value: ValueID, _ instruction: IRInstruction) {
        if instruction.type.isFloat {
            // Flags first: no move touches them.
            let condition = emitCondition(instruction.c)
            let target = vectorTarget(value)
            loadKeepingFlags(instruction.b, into: target)
            var done = Label()
            assembler.jump(condition.negated, &done)
            loadKeepingFlags(instruction.a, into: target)
            assembler.bind(&done)
            finish(value, from: target)
            return
        }
        let size: OperandSize = instruction.type == .i32 ? .dword : .qword
        let condition = emitCondition(instruction.c)
        let target = target(value)
        load(instruction.b, into: target)
        if case .slot(let slot) = locations[Int(instruction.a)], constantBits(instruction.a) == nil {
            assembler.moveIf(condition, .qword, target, address(ofSlot: slot))
        } else {
            assembler.moveIf(condition, size, target, register(instruction.a, RegisterConvention.secondScratch))
        }
        finish(value, from: target)
    }

    private mutating func loadKeepingFlags(_ value: ValueID, into target: VectorRegister) {
        move(target, vector(value, target))
    }

    // MARK: Memory

    /// The memory operand of an access to memory 0. The guard region behind it takes what is out of bounds; an offset
    /// that no displacement can hold is added first, in 64 bits, so nothing wraps.
    private mutating func memoryOperand(_ instruction: IRInstruction) -> Address {
        let offset = instruction.bits
        if let base = constantBits(instruction.a) {
            let sum = base + offset
            if sum <= UInt64(Int32.max) { return Address(.r14, Int32(sum)) }
            assembler.move(RegisterConvention.scratch, immediate: sum)
            return Address(.r14, RegisterConvention.scratch)
        }
        let base = register(instruction.a)
        if offset <= UInt64(Int32.max) { return Address(.r14, base, .one, Int32(offset)) }
        assembler.move(RegisterConvention.secondScratch, immediate: offset)
        assembler.arithmetic(.add, .qword, RegisterConvention.secondScratch, base)
        return Address(.r14, RegisterConvention.secondScratch)
    }

    private mutating func emitLoad(_ value: ValueID, _ instruction: IRInstruction) {
        let address = memoryOperand(instruction)
        if instruction.type.isFloat {
            let target = vectorTarget(value)
            assembler.vector(instruction.type == .f32 ? .movss : .movsd, target, address)
            finish(value, from: target)
            return
        }
        let target = target(value)
        switch instruction.opcode {
        case .i32Load8S: assembler.loadSignExtended(.byte, to: .dword, target, address)
        case .i32Load16S: assembler.loadSignExtended(.word, to: .dword, target, address)
        case .i64Load8S: assembler.loadSignExtended(.byte, to: .qword, target, address)
        case .i64Load16S: assembler.loadSignExtended(.word, to: .qword, target, address)
        case .i64Load32S: assembler.loadSignExtended(.dword, to: .qword, target, address)
        case .i32Load8U, .i64Load8U: assembler.loadZeroExtended(.byte, target, address)
        case .i32Load16U, .i64Load16U: assembler.loadZeroExtended(.word, target, address)
        case .i64Load: assembler.load(.qword, target, address)
        default: assembler.load(.dword, target, address)
        }
        finish(value, from: target)
    }

    private mutating func emitStore(_ instruction: IRInstruction) {
        let size: OperandSize =
            switch instruction.opcode.definition.naturalAlignment {
            case 0: .byte
            case 1: .word
            case 2: .dword
            default: .qword
            }
        // The address may take both scratch registers; the value then comes through the vector scratch or a push.
        let address = memoryOperand(instruction)
        if function.instructions[Int(instruction.b)].type.isFloat {
            assembler.vector(size == .dword ? .movssStore : .movsdStore, address, vector(instruction.b))
        } else if let immediate = immediate(instruction.b, size) {
            assembler.store(size, address, immediate: immediate)
        } else {
            let usesSecond = instruction.bits > UInt64(Int32.max) && constantBits(instruction.a) == nil
            let scratch = usesSecond ? RegisterConvention.scratch : RegisterConvention.secondScratch
            assembler.store(size, address, register(instruction.b, scratch))
        }
    }

    // MARK: Globals

    private mutating func globalAddress(_ instruction: IRInstruction) -> Address {
        let scratch = RegisterConvention.scratch
        assembler.load(.qword, scratch, Address(.r15, RuntimeOffsets.globals))
        assembler.load(.qword, scratch, Address(scratch, Int32(instruction.bits) * 8))
        return Address(scratch, RuntimeOffsets.globalValue)
    }

    private mutating func emitGlobalGet(_ value: ValueID, _ instruction: IRInstruction) {
        let address = globalAddress(instruction)
        if instruction.type.isFloat {
            let target = vectorTarget(value)
            assembler.vector(.movsd, target, address)
            finish(value, from: target)
        } else {
            let target = target(value)
            assembler.load(.qword, target, address)
            finish(value, from: target)
        }
    }

    private mutating func emitGlobalSet(_ instruction: IRInstruction) {
        let type = function.instructions[Int(instruction.a)].type
        let address = globalAddress(instruction)
        switch type {
        case .f32:
            // The whole word is written: an f32 is zero-extended in it.
            let source = vector(instruction.a)
            assembler.vectorStore(.movdStore, RegisterConvention.secondScratch, source)
            assembler.store(.qword, address, RegisterConvention.secondScratch)
        case .f64: assembler.vector(.movsdStore, address, vector(instruction.a))
        case .void, .i32, .i64: assembler.store(.qword, address, register(instruction.a, RegisterConvention.secondScratch))
        }
    }
}
