import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Atomic accesses (threads proposal). Each checks the alignment, then the range.
extension Compiler {
    /// Where an atomic access goes, and the register that the address holds, to be released after it. The scratch register
    /// may be part of the address.
    private mutating func atomicAccess(_ instruction: Instruction, _ operand: Operand, _ size: OperandSize) -> (Address, Register) {
        let index = Int(instruction.index)
        let bytes = Int32(1) << Int32(size.rawValue)
        let start = own(operand)
        let scratch = Convention.scratch
        if instruction.bits > 0 {
            if instruction.bits <= UInt64(Int32.max) {
                assembler.arithmetic(.add, .qword, start, immediate: Int32(instruction.bits))
            } else {
                assembler.move(scratch, immediate: instruction.bits)
                assembler.arithmetic(.add, .qword, start, scratch)
            }
            if isGuarded(index) || bytes == 1 { raise(.below, .memoryOutOfBounds) }
        }
        if bytes > 1 {
            assembler.test(.dword, start, immediate: bytes - 1)
            raise(.notEqual, .unalignedAtomic)
            if !isGuarded(index), instruction.bits > 0 {
                // Alignment comes first. A sum that has wrapped around is below what was added.
                if instruction.bits <= UInt64(Int32.max) {
                    assembler.arithmetic(.cmp, .qword, start, immediate: Int32(instruction.bits))
                } else {
                    assembler.arithmetic(.cmp, .qword, start, scratch)
                }
                raise(.below, .memoryOutOfBounds)
            }
        }
        if isGuarded(index) {
            if index == 0 { return (Address(Convention.memoryBase, start), start) }
            loadMemoryBlock(index)
        } else {
            let last = takeRegister()
            loadMemoryBlock(index)
            assembler.load(.qword, last, Address(scratch, Layout.Memory.byteLength))
            assembler.arithmetic(.sub, .qword, last, immediate: bytes)
            raise(.below, .memoryOutOfBounds)
            assembler.arithmetic(.cmp, .qword, start, last)
            raise(.above, .memoryOutOfBounds)
            release(last)
        }
        assembler.load(.qword, scratch, Address(scratch, Layout.Memory.base))
        return (Address(scratch, start), start)
    }

    mutating func compileAtomicLoad(_ instruction: Instruction, _ type: OperandType, _ size: OperandSize) {
        let (place, register) = atomicAccess(instruction, pop(), size)
        assembler.loadZeroExtended(size, register, place)
        push(type, register)
    }

    /// An exchange, so that no later load passes it.
    mutating func compileAtomicStore(_ instruction: Instruction, _ size: OperandSize) {
        let value = own(pop())
        let (place, register) = atomicAccess(instruction, pop(), size)
        assembler.exchange(size, place, value)
        release(register)
        release(value)
    }

    /// What an atomic instruction does with the value in memory and its operand.
    enum AtomicOperation { case add, sub, and, or, xor, exchange }

    /// The result is what was there before.
    mutating func compileAtomicModify(
        _ operation: AtomicOperation, _ instruction: Instruction, _ type: OperandType, _ size: OperandSize
    ) {
        switch operation {
        case .add, .sub, .exchange:
            let value = own(pop())
            let (place, register) = atomicAccess(instruction, pop(), size)
            if operation == .sub { assembler.unary(.neg, type.size, value) }
            if operation == .exchange {
                assembler.exchange(size, place, value)
            } else {
                assembler.lockExchangeAdd(size, place, value)
            }
            if size.rawValue < type.size.rawValue { assembler.zeroExtend(size, value, value) }
            release(register)
            push(type, value)
        case .and: compileAtomicLoop(.and, instruction, type, size)
        case .or: compileAtomicLoop(.or, instruction, type, size)
        case .xor: compileAtomicLoop(.xor, instruction, type, size)
        }
    }

    /// Tries again until nobody came between.
    private mutating func compileAtomicLoop(
        _ operation: ArithmeticOperation, _ instruction: Instruction, _ type: OperandType, _ size: OperandSize
    ) {
        evict(.rax)
        take(.rax)
        let value = use(pop())
        let (place, register) = atomicAccess(instruction, pop(), size)
        let replacement = takeRegister()
        var again = Label()
        assembler.loadZeroExtended(size, .rax, place)
        assembler.bind(&again)
        assembler.move(.qword, replacement, .rax)
        assembler.arithmetic(operation, type.size, replacement, value)
        assembler.lockCompareExchange(size, place, replacement)
        assembler.jump(.notEqual, &again)
        release(value)
        release(register)
        release(replacement)
        push(type, Register.rax)
    }

    /// A narrow access compares and stores the low bits of its operands.
    mutating func compileAtomicCompareExchange(_ instruction: Instruction, _ type: OperandType, _ size: OperandSize) {
        evict(.rax)
        take(.rax)
        let replacement = use(pop())
        let expected = pop()
        let (place, register) = atomicAccess(instruction, pop(), size)
        load(expected, into: .rax)
        release(expected)
        assembler.lockCompareExchange(size, place, replacement)
        if size.rawValue < type.size.rawValue { assembler.zeroExtend(size, .rax, .rax) }
        release(register)
        release(replacement)
        push(type, Register.rax)
    }

    // MARK: Waiting

    /// `memory.atomic.wait32`, `wait64` and `notify`: the top `count` operands; a negative answer is a status.
    mutating func compileAtomicCall(_ entry: UInt64, _ instruction: Instruction, operands count: Int) {
        callRuntime(entry, immediates: [UInt64(instruction.index), instruction.bits], operands: count)
        var ended = Label(), done = Label()
        assembler.test(.qword, .rax, .rax)
        assembler.jump(.sign, &ended)
        assembler.jump(&done)
        assembler.bind(&ended)
        assembler.unary(.neg, .qword, .rax)
        raiseStatus(in: .rax)
        assembler.bind(&done)
        take(.rax)
        push(.i32, Register.rax)
    }
}
