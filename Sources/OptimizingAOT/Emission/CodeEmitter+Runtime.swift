import MachineCode
import WasmModel

/// What the runtime does for compiled code, and accesses to tables.
extension CodeEmitter {
    mutating func loadTable(_ index: Int32, into target: Register) {
        assembler.load(.qword, target, Address(.r15, RuntimeOffsets.tables))
        assembler.load(.qword, target, Address(target, index * 8))
    }

    mutating func emitRuntime(_ value: ValueID, _ instruction: IRInstruction) {
        let operands = instruction.operandRange.map { function.pool[$0] }
        switch instruction.opcode {
        case .tableSize:
            let target = target(value)
            loadTable(Int32(truncatingIfNeeded: instruction.bits), into: target)
            assembler.load(.qword, target, Address(target, RuntimeOffsets.tableSize))
            finish(value, from: target)
        case .tableGet, .tableSet:
            guard let index = operands.first else { return }
            emitTableAccess(index, operands.last, value, instruction)
        case .throwRef:
            guard let exception = operands.first else { return }
            emitThrow(exception)
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
        _ index: ValueID, _ stored: ValueID?, _ value: ValueID, _ instruction: IRInstruction
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
        } else if let stored {
            assembler.loadAddress(.qword, scratch, element)
            assembler.store(.qword, Address(scratch), register(stored, RegisterConvention.secondScratch))
        }
    }

    /// Calls by the C convention: the instance, the indices, then the operands (`EngineRuntime`'s `MachineEntry`).
    private mutating func emitRuntimeCall(
        _ entry: RuntimeEntry, _ operands: [ValueID], _ value: ValueID, _ instruction: IRInstruction
    ) {
        let first = ParallelMove.Source.constant(instruction.bits & 0xFFFF_FFFF)
        let second = ParallelMove.Source.constant(instruction.bits >> 32)
        let values = operands.map { source($0) }
        switch entry {
        case .memoryGrow, .memoryFill, .tableFill, .arrayInitData, .arrayInitElement: call(entry, [first] + values)
        case .dataDrop, .elemDrop, .exceptionAllocate: call(entry, [first])
        case .memoryCopy, .memoryInit, .tableCopy, .tableInit: call(entry, [first, second] + values)
        // The type is the first operand.
        case .arrayNewData, .arrayNewElement: call(entry, values.prefix(1) + [first] + values.dropFirst())
        // The instruction has the reference first, the runtime the count.
        case .tableGrow: call(entry, [first] + values.reversed())
        case .structureAllocate, .structureNewDefault, .arrayAllocate, .arrayNew, .arrayNewDefault, .arrayFill,
            .arrayCopy:
            call(entry, values)
        case .callHost, .atomicWait32, .atomicWait64, .atomicNotify: return
        }
        finishRuntimeCall(entry, value, instruction)
    }

    /// Calls an operation with the instance and up to five arguments.
    mutating func call(_ entry: RuntimeEntry, _ arguments: [ParallelMove.Source]) {
        plan.removeAll()
        let all = [.location(.register(RegisterConvention.instance.rawValue))] + arguments
        for (position, argument) in all.enumerated() where position < RegisterConvention.integerArguments.count {
            let register = RegisterConvention.integerArguments[position]
            plan.add(ParallelMove.Move(source: argument, target: .register(register), type: .i64))
        }
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
