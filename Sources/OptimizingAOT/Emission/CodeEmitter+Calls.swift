import MachineCode
import WasmModel

/// Calls. The caller lays the arguments that have no register down at the bottom of its frame; the callee drops them when
/// it returns, so that a tail call may have more of them than its caller. Results beyond the first come back in the
/// words above.
extension CodeEmitter {
    @inline(__always) private var recordWord: Int32 { outgoingWords - CallRecord.words }
    @inline(__always) private func record(_ field: Int32) -> Address { Address(.rsp, recordWord * 8 + field) }

    /// Moves arguments, which stand in the pool, to where the convention wants them, and one more value into `rax` if there
    /// is one.
    private mutating func emitArguments(_ range: Range<Int>, and extra: ValueID?) {
        var places = ArgumentPlaces()
        plan.removeAll()
        for position in range {
            let value = function.pool[position]
            let type = function.type(of: value)
            var place = places.next(type)
            if case .slot(let word) = place { place = .slot(word - outgoingWords) }
            plan.add(ParallelMove.Move(source: source(value), target: place, type: type))
        }
        if let extra { plan.add(ParallelMove.Move(source: source(extra), target: .register(0), type: .i64)) }
        emitPlan()
    }

    /// What a call calls.
    private enum Callee {
        case function(Int)
        /// The object is in `rax`.
        case object
    }

    /// Brings the arguments where they belong, and the object of the callee into `rax` unless it is a function of the
    /// module.
    private mutating func emitCallee(_ instruction: IRInstruction) -> Callee {
        let operands = instruction.operandRange
        switch instruction.kind {
        case .callIndirect: emitIndirect(operands, instruction)
        case .callReference: emitReference(operands)
        default:
            switch instruction.opcode {
            case .callIndirect, .returnCallIndirect: emitIndirect(operands, instruction)
            case .callRef, .returnCallRef: emitReference(operands)
            default:
                emitArguments(operands, and: nil)
                let index = Int(instruction.bits)
                if index >= shape.importedFunctionCount { return .function(index - shape.importedFunctionCount) }
                assembler.load(.qword, .rax, Address(.r15, RuntimeOffsets.functions))
                assembler.load(.qword, .rax, Address(.rax, Int32(index) * 8))
            }
        }
        return .object
    }

    private mutating func emitReference(_ operands: Range<Int>) {
        emitArguments(operands.dropLast(), and: function.pool[operands.upperBound - 1])
        assembler.test(.qword, .rax, .rax)
        assembler.jump(.equal, &trapLabels[TrapSlot.of(.nullReference)])
    }

    private mutating func emitIndirect(_ operands: Range<Int>, _ instruction: IRInstruction) {
        emitArguments(operands.dropLast(), and: function.pool[operands.upperBound - 1])
        let scratch = RegisterConvention.scratch
        let second = RegisterConvention.secondScratch
        loadTable(Int32(instruction.bits >> 32), into: scratch)
        assembler.arithmetic(.cmp, .qword, .rax, Address(scratch, RuntimeOffsets.tableSize))
        assembler.jump(.aboveOrEqual, &trapLabels[TrapSlot.of(.undefinedElement)])
        assembler.load(.qword, scratch, Address(scratch, RuntimeOffsets.tableBase))
        assembler.load(.qword, .rax, Address(scratch, .rax, .eight))
        assembler.test(.qword, .rax, .rax)
        assembler.jump(.equal, &trapLabels[TrapSlot.of(.uninitializedElement)])
        let typeIndex = Int(UInt32(truncatingIfNeeded: instruction.bits))
        assembler.load(.qword, second, Address(.r15, RuntimeOffsets.types))
        assembler.load(.dword, second, Address(second, Int32(typeIndex) * 4))
        assembler.load(.dword, scratch, Address(.rax, RuntimeOffsets.functionType))
        assembler.arithmetic(.cmp, .dword, second, scratch)
        if shape.subTypes[typeIndex].isFinal {
            assembler.jump(.notEqual, &trapLabels[TrapSlot.of(.indirectCallTypeMismatch)])
        } else {
            var same = Label()
            assembler.jump(.equal, &same)
            var differs = Label()
            emitSubtypeTest(of: scratch, typeIndex, &differs)
            assembler.jump(&same)
            assembler.bind(&differs)
            assembler.jump(&trapLabels[TrapSlot.of(.indirectCallTypeMismatch)])
            assembler.bind(&same)
        }
    }

    /// Goes on if the canonical type in the scratch register is below a type of the module, and not the same; else jumps.
    /// Uses both scratch registers.
    mutating func emitSubtypeTest(of type: Register, _ typeIndex: Int, _ otherwise: inout Label) {
        let second = RegisterConvention.secondScratch
        let depth = shape.typeDepths[typeIndex]
        // A descriptor takes 24 bytes.
        assembler.loadAddress(.qword, type, Address(type, type, .two))
        assembler.load(.qword, second, Address(.r15, RuntimeOffsets.context))
        assembler.load(.qword, second, Address(second, RuntimeOffsets.typeDescriptors))
        assembler.loadAddress(.qword, type, Address(second, type, .eight))
        assembler.arithmetic(.cmp, .dword, Address(type, RuntimeOffsets.descriptorDepth), immediate: depth)
        assembler.jump(.belowOrEqual, &otherwise)
        assembler.load(.qword, type, Address(type, RuntimeOffsets.descriptorDisplay))
        assembler.load(.dword, type, Address(type, depth * 4))
        assembler.load(.qword, second, Address(.r15, RuntimeOffsets.types))
        assembler.arithmetic(.cmp, .dword, type, Address(second, Int32(typeIndex) * 4))
        assembler.jump(.notEqual, &otherwise)
    }

    mutating func emitCall(_ value: ValueID, _ instruction: IRInstruction) {
        let callee = emitCallee(instruction)
        var keepsInstance = false
        if case .function(let index) = callee { keepsInstance = !shape.mayChangeInstance[index] }
        let isTry = instruction.kind == .tryCall
        if !keepsInstance || isTry {
            assembler.store(.qword, record(CallRecord.instance), .r15)
            if shape.hasMemory { assembler.store(.qword, record(CallRecord.memoryBase), .r14) }
        }
        if isTry { beginCatching() }
        switch callee {
        case .function(let index): assembler.call(symbol: Symbol.function(index))
        case .object:
            loadCode(ofTypeIndex: shape.typeIndex(ofCall: instruction))
            assembler.call(RegisterConvention.scratch)
        }
        let dropped = shape.signature(ofCall: instruction).argumentWords
        if dropped > 0 { assembler.arithmetic(.sub, .qword, .rsp, immediate: dropped * 8) }
        if !keepsInstance {
            assembler.load(.qword, .r15, record(CallRecord.instance))
            if shape.hasMemory { assembler.load(.qword, .r14, record(CallRecord.memoryBase)) }
        }
        if isTry { endCatching() }
        takeResult(value, instruction)
    }

    /// The code of the object in `rax` goes into the scratch register, its instance into `r15`.
    private mutating func loadCode(ofTypeIndex typeIndex: UInt32) {
        let code = RegisterConvention.scratch
        var isCode = Label()
        assembler.load(.qword, code, Address(.rax, RuntimeOffsets.functionEntry))
        assembler.arithmetic(.cmp, .dword, Address(.rax, RuntimeOffsets.functionKind), immediate: 0)
        assembler.jump(.equal, &isCode)
        assembler.loadAddress(code, of: &hostThunks[Int(typeIndex)])
        assembler.bind(&isCode)
        assembler.load(.qword, .r15, Address(.rax, RuntimeOffsets.functionInstance))
    }

    private mutating func takeResult(_ value: ValueID, _ instruction: IRInstruction) {
        guard instruction.type != .void else { return }
        if instruction.type.isVectorClass {
            switch locations[Int(value)] {
            case .vector(let register): move(.xmm(register), .xmm(0))
            case .slot: finish(value, from: .xmm(0))
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
        let call = function.instructions[Int(instruction.a)]
        let signature = shape.signature(ofCall: call)
        var places = ResultPlaces()
        for position in 0..<Int(instruction.bits) { _ = places.next(shape[signature.results, position]) }
        let word = signature.argumentWords + (places.next(instruction.type) ?? 0)
        let source = Address(.rsp, word * 8)
        if instruction.type.isVectorClass {
            let target = vectorTarget(value)
            assembler.vector(instruction.type == .v128 ? .movups : .movsd, target, source)
            finish(value, from: target)
        } else {
            let target = target(value)
            assembler.load(.qword, target, source)
            finish(value, from: target)
        }
    }

    mutating func emitRuntimeResult(_ value: ValueID, _ instruction: IRInstruction) { takeResult(value, instruction) }

    // MARK: Exceptions

    /// Makes the frame's record the one that an exception finds. `rax` and the arguments stay.
    private mutating func beginCatching() {
        let context = RegisterConvention.scratch
        let other = RegisterConvention.secondScratch
        landingStub = stubs.count
        stubs.append(Stub(edge: IREdge(target: 0), isLanding: true))
        assembler.load(.qword, context, Address(.r15, RuntimeOffsets.context))
        assembler.load(.qword, other, Address(context, RuntimeOffsets.catchRecord))
        assembler.store(.qword, record(CallRecord.previous), other)
        assembler.loadAddress(other, of: &stubs[stubs.count - 1].label)
        assembler.store(.qword, record(CallRecord.landing), other)
        assembler.loadAddress(.qword, other, record(0))
        assembler.store(.qword, Address(context, RuntimeOffsets.catchRecord), other)
    }

    private mutating func endCatching() {
        let context = RegisterConvention.scratch
        let other = RegisterConvention.secondScratch
        assembler.load(.qword, context, Address(.r15, RuntimeOffsets.context))
        assembler.load(.qword, other, record(CallRecord.previous))
        assembler.store(.qword, Address(context, RuntimeOffsets.catchRecord), other)
    }

    /// Where an exception comes in, with the address of the record in the scratch register: no other register holds
    /// anything.
    mutating func emitLanding() {
        let context = RegisterConvention.scratch
        assembler.loadAddress(.qword, .rsp, Address(context, -recordWord * 8))
        assembler.load(.qword, .r15, record(CallRecord.instance))
        if shape.hasMemory { assembler.load(.qword, .r14, record(CallRecord.memoryBase)) }
        endCatching()
    }

    // MARK: Tail calls

    /// Replaces the frame by the callee's. The arguments are first brought together at the bottom of the frame and moved up
    /// when nothing above is needed any more; the highest word goes first, since they only move up.
    mutating func emitTailCall(_ instruction: IRInstruction) {
        let callee = emitCallee(instruction)
        let words = shape.signature(ofCall: instruction).argumentWords
        let scratch = RegisterConvention.scratch
        let returnAddress = RegisterConvention.secondScratch
        let frame = frameBytes
        let saved = Int32(savedRegisters.count) * 8
        assembler.load(.qword, returnAddress, Address(.rsp, frame + saved))
        for position in 0..<savedRegisters.count {
            assembler.load(.qword, Register(rawValue: savedRegisters[position]), Address(.rsp, frame + saved - 8 * Int32(position + 1)))
        }
        // Above the return address stand the words of this function's own arguments, which end where the callee's will.
        let end = frame + saved + 8 + incomingStackWords * 8
        for word in (0..<words).reversed() {
            assembler.load(.qword, scratch, Address(.rsp, word * 8))
            assembler.store(.qword, Address(.rsp, end - (words - word) * 8), scratch)
        }
        let newTop = end - words * 8 - 8
        assembler.store(.qword, Address(.rsp, newTop), returnAddress)
        if newTop != 0 { assembler.arithmetic(.add, .qword, .rsp, immediate: newTop) }
        switch callee {
        case .function(let index): assembler.jump(symbol: Symbol.function(index))
        case .object:
            loadCode(ofTypeIndex: shape.typeIndex(ofCall: instruction))
            assembler.jump(scratch)
        }
    }
}
