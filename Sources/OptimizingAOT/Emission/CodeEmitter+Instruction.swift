import MachineCode
import WasmModel

extension CodeEmitter {
    mutating func emitInstruction(_ value: ValueID) {
        let instruction = function.instructions[Int(value)]
        switch instruction.kind {
        case .none, .parameter, .constant: break
        case .copy:
            guard locations[Int(value)] != .none else { break }
            plan.removeAll()
            plan.add(ParallelMove.Move(source: source(instruction.a), target: locations[Int(value)], type: instruction.type))
            emitPlan()
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
        case .memorySize: emitMemorySize(value, instruction)
        case .atomic: emitAtomic(value, instruction)
        // It has a register of its own, and whether an exception landed is known by where the code goes on.
        case .instance, .landed: break
        case .constantLoad, .objectLoad: emitObjectLoad(value, instruction)
        case .objectStore: emitObjectStore(instruction)
        case .referenceTest: emitReferenceTest(value, instruction)
        case .trapIf:
            let condition = emitCondition(instruction.a)
            assembler.jump(condition, &trapLabels[Int(instruction.bits)])
        case .call, .callIndirect, .callReference, .tryCall: emitCall(value, instruction)
        case .tailCall: emitTailCall(instruction)
        case .extraResult: emitExtraResult(value, instruction)
        case .runtime: emitRuntime(value, instruction)
        }
    }

    private mutating func emitSelect(_ value: ValueID, _ instruction: IRInstruction) {
        if instruction.type.isVectorClass {
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
}
