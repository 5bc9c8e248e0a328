import MachineCode
import WasmModel

extension CodeEmitter {
    private var savedInstance: Address { Address(.rsp, (outgoingWords - 2) * 8) }
    private var savedMemoryBase: Address { Address(.rsp, (outgoingWords - 1) * 8) }

    /// Moves arguments to where the convention wants them, and one more value into `rax` if there is one.
    private mutating func emitArguments(_ values: ArraySlice<ValueID>, and extra: ValueID? = nil) {
        let types = values.map { function.instructions[Int($0)].type }
        let places = RegisterConvention.arguments(types).places
        var moves: [ParallelMove.Move] = []
        for (index, value) in values.enumerated() {
            var place = places[index]
            if case .slot(let word) = place { place = .slot(word - outgoingWords) }
            moves.append(ParallelMove.Move(source: source(value), target: place, type: types[index]))
        }
        if let extra { moves.append(ParallelMove.Move(source: source(extra), target: .register(0), type: .i32)) }
        emit(ParallelMove(moves))
    }

    mutating func emitCall(_ value: ValueID, _ instruction: IRInstruction) {
        emitArguments(function.pool[Int(instruction.a)..<Int(instruction.a + instruction.b)])
        let index = Int(instruction.bits)
        if index >= shape.importedFunctionCount {
            assembler.call(symbol: Symbol.function(index - shape.importedFunctionCount))
        } else {
            let scratch = RegisterConvention.scratch
            assembler.load(.qword, scratch, Address(.r15, RuntimeOffsets.functions))
            assembler.load(.qword, scratch, Address(scratch, Int32(index) * 8))
            emitForeignCall(typeIndex: shape.functionTypeIndices[index])
        }
        takeResult(value, instruction)
    }

    mutating func emitCallIndirect(_ value: ValueID, _ instruction: IRInstruction) {
        let arguments = function.pool[Int(instruction.a)..<Int(instruction.a + instruction.b)]
        emitArguments(arguments.dropLast(), and: arguments.last)
        let typeIndex = UInt32(truncatingIfNeeded: instruction.bits)
        let scratch = RegisterConvention.scratch
        let second = RegisterConvention.secondScratch
        loadTable(Int32(instruction.bits >> 32), into: scratch)
        assembler.arithmetic(.cmp, .qword, .rax, Address(scratch, RuntimeOffsets.tableSize))
        assembler.jump(.aboveOrEqual, &trapLabels[TrapSlot.of(.undefinedElement)])
        assembler.load(.qword, scratch, Address(scratch, RuntimeOffsets.tableBase))
        assembler.load(.qword, scratch, Address(scratch, .rax, .eight))
        assembler.test(.qword, scratch, scratch)
        assembler.jump(.equal, &trapLabels[TrapSlot.of(.uninitializedElement)])
        // Types are final here, so equal canonical numbers are the whole check.
        assembler.load(.qword, second, Address(.r15, RuntimeOffsets.types))
        assembler.load(.dword, second, Address(second, Int32(typeIndex) * 4))
        assembler.arithmetic(.cmp, .dword, second, Address(scratch, RuntimeOffsets.functionType))
        assembler.jump(.notEqual, &trapLabels[TrapSlot.of(.indirectCallTypeMismatch)])
        emitForeignCall(typeIndex: typeIndex)
        takeResult(value, instruction)
    }

    /// Calls the function object in the scratch register, wherever it lives.
    private mutating func emitForeignCall(typeIndex: UInt32) {
        let object = RegisterConvention.scratch
        let code = RegisterConvention.secondScratch
        var isCode = Label()
        assembler.store(.qword, savedInstance, .r15)
        assembler.store(.qword, savedMemoryBase, .r14)
        assembler.load(.qword, code, Address(object, RuntimeOffsets.functionEntry))
        assembler.arithmetic(.cmp, .dword, Address(object, RuntimeOffsets.functionKind), immediate: 0)
        assembler.jump(.equal, &isCode)
        assembler.loadAddress(code, of: &hostThunks[Int(typeIndex)])
        assembler.bind(&isCode)
        assembler.load(.qword, .r15, Address(object, RuntimeOffsets.functionInstance))
        assembler.call(code)
        assembler.load(.qword, .r15, savedInstance)
        assembler.load(.qword, .r14, savedMemoryBase)
    }

    private mutating func takeResult(_ value: ValueID, _ instruction: IRInstruction) {
        guard instruction.type != .void else { return }
        if instruction.type.isFloat {
            switch locations[Int(value)] {
            case .vector(let register): move(.xmm(register), .xmm(0))
            case .slot(let slot): assembler.vector(.movsdStore, address(ofSlot: slot), .xmm(0))
            case .none, .register: break
            }
        } else {
            switch locations[Int(value)] {
            case .register(let register):
                if register != Register.rax.rawValue { assembler.move(.qword, Register(rawValue: register), .rax) }
            case .slot(let slot): assembler.store(.qword, address(ofSlot: slot), .rax)
            case .none, .vector: break
            }
        }
    }

    mutating func emitExtraResult(_ value: ValueID, _ instruction: IRInstruction) {
        let source = Address(.rsp, (Int32(instruction.bits) - 1) * 8)
        if instruction.type.isFloat {
            let target = vectorTarget(value)
            assembler.vector(.movsd, target, source)
            finish(value, from: target)
        } else {
            let target = target(value)
            assembler.load(.qword, target, source)
            finish(value, from: target)
        }
    }

    // MARK: The runtime

    private mutating func loadTable(_ index: Int32, into target: Register) {
        assembler.load(.qword, target, Address(.r15, RuntimeOffsets.tables))
        assembler.load(.qword, target, Address(target, index * 8))
    }

    mutating func emitRuntime(_ value: ValueID, _ instruction: IRInstruction) {
        let operands = function.pool[Int(instruction.a)..<Int(instruction.a + instruction.b)]
        switch instruction.opcode {
        case .tableSize:
            let target = target(value)
            loadTable(Int32(truncatingIfNeeded: instruction.bits), into: target)
            assembler.load(.qword, target, Address(target, RuntimeOffsets.tableSize))
            finish(value, from: target)
        case .tableGet, .tableSet:
            guard let index = operands.first else { return }
            emitTableAccess(index, operands.last, value, instruction)
        default:
            if let entry = RuntimeEntry(instruction.opcode) { emitRuntimeCall(entry, operands, value, instruction) }
        }
    }

    private mutating func emitTableAccess(_ index: ValueID, _ stored: ValueID?, _ value: ValueID, _ instruction: IRInstruction) {
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

    /// Calls by the C convention: the instance, the indices, then the operands (`EngineRuntime`'s `MachineEntry`). The
    /// answer is a status, or for `grow` the result.
    private mutating func emitRuntimeCall(
        _ entry: RuntimeEntry, _ operands: ArraySlice<ValueID>, _ value: ValueID, _ instruction: IRInstruction
    ) {
        let first = ParallelMove.Source.constant(instruction.bits & 0xFFFF_FFFF)
        let second = ParallelMove.Source.constant(instruction.bits >> 32)
        let values = operands.map { source($0) }
        let arguments: [ParallelMove.Source]
        switch entry {
        case .memoryGrow, .memoryFill, .tableFill: arguments = [first] + values
        case .dataDrop, .elemDrop: arguments = [first]
        case .memoryCopy, .memoryInit, .tableCopy, .tableInit: arguments = [first, second] + values
        // The instruction has the reference first, the runtime the count.
        case .tableGrow: arguments = [first] + values.reversed()
        case .callHost: arguments = []
        }
        var moves: [ParallelMove.Move] = []
        let all = [.location(.register(Register.r15.rawValue))] + arguments
        for (argument, register) in zip(all, RegisterConvention.integerArguments) {
            moves.append(ParallelMove.Move(source: argument, target: .register(register), type: .i64))
        }
        emit(ParallelMove(moves))
        let scratch = RegisterConvention.scratch
        assembler.load(.qword, scratch, Address(.r15, RuntimeOffsets.context))
        assembler.load(.qword, scratch, Address(scratch, RuntimeOffsets.operations))
        assembler.call(Address(scratch, Int32(entry.rawValue) * 8))
        switch entry {
        case .memoryGrow, .tableGrow:
            assembler.move(.dword, .rax, .rax)
            takeResult(value, instruction)
        case .dataDrop, .elemDrop: break
        case .memoryFill, .memoryCopy, .memoryInit, .tableFill, .tableCopy, .tableInit, .callHost:
            assembler.test(.dword, .rax, .rax)
            assembler.jump(.notEqual, &raiseLabel)
        }
    }
}
