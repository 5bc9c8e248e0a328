import MachineCode
import WasmModel

/// What the runtime does for compiled code, and accesses to tables.
extension CodeEmitter {
    mutating func loadTable(_ index: Int32, into target: Register) {
        assembler.load(.qword, target, Address(.r15, RuntimeOffsets.tables))
        assembler.load(.qword, target, Address(target, index * 8))
    }

    mutating func emitRuntime(_ value: ValueID, _ instruction: IRInstruction) {
        let operands = instruction.operandRange
        switch instruction.opcode {
        case .tableSize:
            let target = target(value)
            loadTable(Int32(truncatingIfNeeded: instruction.bits), into: target)
            assembler.load(.qword, target, Address(target, RuntimeOffsets.tableSize))
            finish(value, from: target)
        case .tableGet, .tableSet:
            guard !operands.isEmpty else { return }
            emitTableAccess(function.pool[operands.lowerBound], function.pool[operands.upperBound - 1], value, instruction)
        case .throwRef:
            guard !operands.isEmpty else { return }
            emitThrow(function.pool[operands.lowerBound])
        default:
            if let entry = RuntimeEntry(instruction.opcode) { emitRuntimeCall(entry, operands, value, instruction) }
        }
    }

    private mutating func emitThrow(_ exception: ValueID) {
        load(exception, into: .rax)
        assembler.load(.qword, RegisterConvention.scratch, Address(.r15, RuntimeOffsets.context))
        assembler.store(.qword, Address(RegisterConvention.scratch, RuntimeOffsets.pendingException), .rax)
        assembler.move(.rax, immediate: TrapSlot.exceptionStatus)
        assembler.jump(&unwindLabel)
    }

    private mutating func emitTableAccess(
        _ index: ValueID, _ stored: ValueID, _ value: ValueID, _ instruction: IRInstruction
    ) {
        let scratch = RegisterConvention.scratch
        loadTable(Int32(truncatingIfNeeded: instruction.bits), into: scratch)
        let position = register(index, RegisterConvention.secondScratch)
        assembler.arithmetic(.cmp, .qword, position, Address(scratch, RuntimeOffsets.tableSize))
        assembler.jump(.aboveOrEqual, &trapLabels[TrapSlot.of(.tableOutOfBounds)])
        assembler.load(.qword, scratch, Address(scratch, RuntimeOffsets.tableBase))
        let element = Address(scratch, position, .eight)
        if instruction.opcode == .tableGet {
            let target = target(value)
            assembler.load(.qword, target, element)
            finish(value, from: target)
        } else {
            assembler.loadAddress(.qword, scratch, element)
            assembler.store(.qword, Address(scratch), register(stored, RegisterConvention.secondScratch))
        }
    }

    /// Calls by the C convention: the instance, the indices, then the operands (`EngineRuntime`'s `MachineEntry`).
    private mutating func emitRuntimeCall(
        _ entry: RuntimeEntry, _ operands: Range<Int>, _ value: ValueID, _ instruction: IRInstruction
    ) {
        let first = ParallelMove.Source.constant(instruction.bits & 0xFFFF_FFFF)
        let second = ParallelMove.Source.constant(instruction.bits >> 32)
        beginRuntimeCall()
        switch entry {
        case .memoryGrow, .memoryFill, .tableFill, .arrayInitData, .arrayInitElement:
            addArgument(first)
            addArguments(operands)
        case .dataDrop, .elemDrop, .exceptionAllocate: addArgument(first)
        case .memoryCopy, .memoryInit, .tableCopy, .tableInit:
            addArgument(first)
            addArgument(second)
            addArguments(operands)
        case .arrayNewData, .arrayNewElement:
            // The type is the first operand.
            addArguments(operands.prefix(1))
            addArgument(first)
            addArguments(operands.dropFirst())
        case .tableGrow:
            addArgument(first)
            // The instruction has the reference first, the runtime the count.
            for position in operands.reversed() { addArgument(source(function.pool[position])) }
        case .structureAllocate, .structureNewDefault, .arrayAllocate, .arrayNew, .arrayNewDefault, .arrayFill,
            .arrayCopy:
            addArguments(operands)
        case .callHost, .atomicWait32, .atomicWait64, .atomicNotify: return
        }
        endRuntimeCall(entry)
        finishRuntimeCall(entry, value, instruction)
    }

    /// Begins the call of an operation: with the instance, to which up to five arguments are added.
    mutating func beginRuntimeCall() {
        plan.removeAll()
        runtimeArguments = 0
        addArgument(.location(.register(RegisterConvention.instance.rawValue)))
    }

    mutating func addArgument(_ argument: ParallelMove.Source) {
        guard runtimeArguments < RegisterConvention.integerArguments.count else { return }
        let register = RegisterConvention.integerArguments[runtimeArguments]
        plan.add(ParallelMove.Move(source: argument, target: .register(register), type: .i64))
        runtimeArguments += 1
    }

    mutating func addArguments(_ operands: Range<Int>) {
        for position in operands { addArgument(source(function.pool[position])) }
    }

    mutating func endRuntimeCall(_ entry: RuntimeEntry) {
        emitPlan()
        let scratch = RegisterConvention.scratch
        assembler.load(.qword, scratch, Address(.r15, RuntimeOffsets.context))
        assembler.load(.qword, scratch, Address(scratch, RuntimeOffsets.operations))
        assembler.call(Address(scratch, Int32(entry.rawValue) * 8))
    }

    /// Ends the call if its time passed while the runtime was at work: the tick that ends generated code came in vain.
    private mutating func raiseIfOverdue() {
        assembler.load(.qword, RegisterConvention.scratch, Address(.r15, RuntimeOffsets.context))
        assembler.arithmetic(.cmp, .dword, Address(RegisterConvention.scratch, RuntimeOffsets.overdue), immediate: 0)
        assembler.jump(.notEqual, &trapLabels[TrapSlot.time])
    }

    /// Takes the answer, or leaves with what went wrong.
    mutating func finishRuntimeCall(_ entry: RuntimeEntry, _ value: ValueID, _ instruction: IRInstruction) {
        defer { raiseIfOverdue() }
        switch entry.answer {
        case .nothing: break
        case .number:
            if instruction.type == .i32 { assembler.move(.dword, .rax, .rax) }
            emitRuntimeResult(value, instruction)
        case .status:
            assembler.test(.dword, .rax, .rax)
            assembler.jump(.notEqual, &raiseLabel)
        case .reference:
            // Null says that the context holds the status.
            assembler.test(.qword, .rax, .rax)
            assembler.jump(.equal, &raiseContextLabel)
            emitRuntimeResult(value, instruction)
        case .numberOrStatus:
            assembler.test(.qword, .rax, .rax)
            assembler.jump(.sign, &raiseNegativeLabel)
            assembler.move(.dword, .rax, .rax)
            emitRuntimeResult(value, instruction)
        }
    }
}
