import MachineCode
import WasmModel

/// Atomic instructions (threads proposal). Every aligned access of the processor is atomic; stores and modifications lock.
extension CodeEmitter {
    mutating func emitAtomic(_ value: ValueID, _ instruction: IRInstruction) {
        let operands = instruction.operandRange
        let first = operands.lowerBound
        switch instruction.opcode {
        case .atomicFence: return assembler.fence()
        case .memoryAtomicNotify: return emitWaiting(.atomicNotify, operands, value, instruction)
        case .memoryAtomicWait32, .memoryAtomicWait64:
            return emitWaiting(
                instruction.opcode == .memoryAtomicWait32 ? .atomicWait32 : .atomicWait64, operands, value, instruction)
        default: break
        }
        let fact = function.facts[instruction.opcode]
        let exponent = fact.alignment
        let size: OperandSize = exponent == 0 ? .byte : exponent == 1 ? .word : exponent == 2 ? .dword : .qword
        let place = alignedOperand(function.pool[first], instruction, 1 << exponent)
        let second = RegisterConvention.secondScratch
        switch fact.atomic {
        case .load:
            let target = target(value)
            zeroExtendingLoad(size, target, place)
            finish(value, from: target)
        case .store:
            load(function.pool[first + 1], into: second)
            assembler.exchange(size, place, second)
        case .exchange:
            load(function.pool[first + 1], into: second)
            assembler.exchange(size, place, second)
            finishAtomic(value, size, second)
        case .add, .subtract:
            load(function.pool[first + 1], into: second)
            if fact.atomic == .subtract { assembler.unary(.neg, .qword, second) }
            assembler.lockExchangeAdd(size, place, second)
            finishAtomic(value, size, second)
        case .compareExchange:
            load(function.pool[first + 1], into: .rax)
            load(function.pool[first + 2], into: .rdx)
            assembler.lockCompareExchange(size, place, .rdx)
            finishAtomic(value, size, .rax)
        case .and, .or, .xor:
            let operation: ArithmeticOperation = fact.atomic == .and ? .and : fact.atomic == .or ? .or : .xor
            load(function.pool[first + 1], into: .rdx)
            zeroExtendingLoad(size, .rax, place)
            var again = Label()
            assembler.bind(&again)
            assembler.move(.qword, second, .rax)
            assembler.arithmetic(operation, .qword, second, .rdx)
            assembler.lockCompareExchange(size, place, second)
            assembler.jump(.notEqual, &again)
            finishAtomic(value, size, .rax)
        }
    }

    private mutating func zeroExtendingLoad(_ size: OperandSize, _ target: Register, _ place: Address) {
        if size == .byte || size == .word {
            assembler.loadZeroExtended(size, target, place)
        } else {
            assembler.load(size, target, place)
        }
    }

    private mutating func finishAtomic(_ value: ValueID, _ size: OperandSize, _ found: Register) {
        let target = target(value)
        if size == .byte || size == .word {
            assembler.zeroExtend(size, target, found)
        } else {
            assembler.move(size, target, found)
        }
        finish(value, from: target)
    }

    /// `wait` and `notify`: the runtime gets memory and offset, then the operands.
    private mutating func emitWaiting(
        _ entry: RuntimeEntry, _ operands: Range<Int>, _ value: ValueID, _ instruction: IRInstruction
    ) {
        beginRuntimeCall()
        addArgument(.constant(UInt64(instruction.c)))
        addArgument(.constant(instruction.bits))
        addArguments(operands)
        endRuntimeCall(entry)
        finishRuntimeCall(entry, value, instruction)
    }
}
