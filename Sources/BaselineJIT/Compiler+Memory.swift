import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Loads, stores and the size of memories (§4.4.7).
///
/// Guarded memories need no check: any 32-bit index plus offset lies in the reservation, and a fault there is a trap.
/// Others compare the end of the access with the length.
extension Compiler {
    mutating func addressType(ofMemory index: Int) -> OperandType {
        module.spaces.memories[index].addressType == .i32 ? .i32 : .i64
    }

    mutating func isGuarded(_ index: Int) -> Bool {
        let type = module.spaces.memories[index]
        return type.addressType == .i32
            && (type.pageSizeExponent ?? MemoryType.defaultPageSizeExponent) == MemoryType.defaultPageSizeExponent
    }

    mutating func loadMemoryBlock(_ index: Int) {
        assembler.load(.qword, Convention.scratch, Address(Convention.context, Convention.instance))
        if index == 0 {
            assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Convention.instanceMemory))
        } else {
            assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Layout.Instance.memories))
            assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Int32(truncatingIfNeeded: index &* 8)))
        }
    }

    /// Where an access goes, and the register that the address holds, to be released after it. The scratch register may be
    /// part of the address. Nil, after a trap, if no address of the memory can be that large.
    mutating func access(_ instruction: Instruction, _ operand: Operand, bytes: Int32) -> (Address, Register?)? {
        let index = Int(instruction.index)
        return isGuarded(index)
            ? guardedAccess(index, operand, offset: instruction.bits)
            : checkedAccess(index, operand, offset: instruction.bits, bytes)
    }

    private mutating func guardedAccess(_ index: Int, _ operand: Operand, offset: UInt64) -> (Address, Register?)? {
        var base = Convention.memoryBase
        if index == 0, operand.kind == .constant {
            let address = operand.bits &+ offset
            if address <= UInt64(Int32.max) { return (Address(base, Int32(address)), nil) }
            assembler.move(Convention.scratch, immediate: address)
            return (Address(base, Convention.scratch), nil)
        }
        var register = use(operand)
        let isAdded = offset > UInt64(Int32.max) || (!options.folds && offset > 0)
        if isAdded {
            let sum = isOwned(register) ? register : own(operand)
            assembler.move(Convention.scratch, immediate: offset)
            assembler.arithmetic(.add, .qword, sum, Convention.scratch)
            register = sum
        }
        if index != 0 {
            loadMemoryBlock(index)
            assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Layout.Memory.base))
            base = Convention.scratch
        }
        return (Address(base, register, .one, isAdded ? 0 : Int32(offset)), register)
    }

    private mutating func checkedAccess(
        _ index: Int, _ operand: Operand, offset: UInt64, _ bytes: Int32
    ) -> (Address, Register?)? {
        let (span, overflow) = offset.addingReportingOverflow(UInt64(bytes))
        guard !overflow else {
            release(operand)
            raise(.memoryOutOfBounds)
            return nil
        }
        let end = own(operand)
        if span <= UInt64(Int32.max) {
            assembler.arithmetic(.add, .qword, end, immediate: Int32(span))
        } else {
            assembler.move(Convention.scratch, immediate: span)
            assembler.arithmetic(.add, .qword, end, Convention.scratch)
        }
        raise(.below, .memoryOutOfBounds)
        loadMemoryBlock(index)
        assembler.arithmetic(.cmp, .qword, end, Address(Convention.scratch, Layout.Memory.byteLength))
        raise(.above, .memoryOutOfBounds)
        assembler.load(.qword, Convention.scratch, Address(Convention.scratch, Layout.Memory.base))
        return (Address(Convention.scratch, end, .one, -bytes), end)
    }

    // MARK: Loads

    /// What a load does with the bytes it reads.
    enum Extension { case zero, sign, none }

    mutating func compileLoad(_ instruction: Instruction, _ type: OperandType, _ size: OperandSize, _ extend: Extension) {
        let operand = pop()
        if extend == .none, compileLoadInto(instruction, operand, type) { return }
        guard let (address, held) = access(instruction, operand, bytes: 1 << Int32(size.rawValue)) else {
            push(.constant(type, 0))
            return
        }
        if let held { release(held) }
        let target = targetOfResult(keeping: held)
        let register = target == Local.none ? takeRegister() : Register(rawValue: target)
        switch extend {
        case .sign: assembler.loadSignExtended(size, to: type.size, register, address)
        case .zero, .none: assembler.loadZeroExtended(size, register, address)
        }
        if target == Local.none { push(type, register) } else { completeResult() }
    }

    /// A load whose value the next instruction adds to an operand that may be overwritten: one instruction does both.
    private mutating func compileLoadInto(_ instruction: Instruction, _ operand: Operand, _ type: OperandType) -> Bool {
        guard options.folds, let operation = Self.arithmetic(code[position &+ 1].opcode, type), height > settledHeight else {
            return false
        }
        let first = operands[height - 1]
        let next = code[position &+ 2]
        let register: Register
        let isTarget = first.kind == .local && first.isInRegister && next.opcode == .localSet && next.index == first.index
        if isTarget {
            register = first.general
        } else if first.kind == .register {
            register = first.general
        } else {
            return false
        }
        position &+= 1
        _ = pop()
        guard let (address, held) = access(instruction, operand, bytes: type == .i64 ? 8 : 4) else {
            push(.constant(type, 0))
            return true
        }
        if let held { release(held) }
        if isTarget { _ = targetOfResult(keeping: held) }
        assembler.arithmetic(operation, type.size, register, address)
        if isTarget { completeResult() } else { push(type, register) }
        return true
    }

    private static func arithmetic(_ opcode: Opcode, _ type: OperandType) -> ArithmeticOperation? {
        switch (opcode, type) {
        case (.i32Add, .i32), (.i64Add, .i64): .add
        case (.i32Sub, .i32), (.i64Sub, .i64): .sub
        case (.i32And, .i32), (.i64And, .i64): .and
        case (.i32Or, .i32), (.i64Or, .i64): .or
        case (.i32Xor, .i32), (.i64Xor, .i64): .xor
        default: nil  // Not a judge: other instructions load first.
        }
    }

    /// The row of an instruction that reads its second operand from memory.
    private static func floatArithmetic(_ opcode: Opcode, _ type: OperandType) -> InstructionForm? {
        switch (opcode, type) {
        case (.f32Add, .f32): .addss
        case (.f32Sub, .f32): .subss
        case (.f32Mul, .f32): .mulss
        case (.f32Div, .f32): .divss
        case (.f64Add, .f64): .addsd
        case (.f64Sub, .f64): .subsd
        case (.f64Mul, .f64): .mulsd
        case (.f64Div, .f64): .divsd
        default: nil  // Not a judge: other instructions load first.
        }
    }

    mutating func compileFloatLoad(_ instruction: Instruction, _ type: OperandType) {
        let operand = pop()
        if options.folds, let form = Self.floatArithmetic(code[position &+ 1].opcode, type) {
            // The first operand comes into its register before the address takes the scratch register.
            let a = useVector(pop())
            position &+= 1
            guard let (address, held) = access(instruction, operand, bytes: type == .f64 ? 8 : 4) else {
                release(a)
                push(.constant(type, 0))
                return
            }
            if let held { release(held) }
            let (vector, isTarget) = resultVector(a)
            combine(form, vector, a, address)
            finish(type, vector, isTarget)
            return
        }
        guard let (address, held) = access(instruction, operand, bytes: type == .f64 ? 8 : 4) else {
            push(.constant(type, 0))
            return
        }
        if let held { release(held) }
        loadValue(type, address, keeping: held)
    }

    /// ``targetOfResult()`` while released registers are still to be read: settling must not take them.
    mutating func targetOfResult(keeping held: Register?, _ second: Register? = nil) -> UInt8 {
        if let held, isOwned(held) { take(held) }
        if let second, isOwned(second) { take(second) }
        let target = targetOfResult()
        if let held { release(held) }
        if let second { release(second) }
        return target
    }

    // MARK: Stores

    mutating func compileStore(_ instruction: Instruction, _ size: OperandSize) {
        let value = pop(), operand = pop()
        let bytes = 1 << Int32(size.rawValue)
        if let immediate = value.immediate {
            guard let (address, held) = access(instruction, operand, bytes: Int32(bytes)) else { return }
            assembler.store(size, address, immediate: immediate)
            if let held { release(held) }
            return
        }
        let register = use(value)
        if let (address, held) = access(instruction, operand, bytes: Int32(bytes)) {
            assembler.store(size, address, register)
            if let held { release(held) }
        }
        release(register)
    }

    mutating func compileFloatStore(_ instruction: Instruction, _ type: OperandType) {
        let value = pop(), operand = pop()
        let vector = useVector(value)
        if let (address, held) = access(instruction, operand, bytes: type == .f64 ? 8 : 4) {
            assembler.vector(type == .f64 ? .movsdStore : .movssStore, address, vector)
            if let held { release(held) }
        }
        release(vector)
    }

    // MARK: Size

    mutating func compileMemorySize(_ index: Int) {
        let exponent = module.spaces.memories[index].pageSizeExponent ?? MemoryType.defaultPageSizeExponent
        let register = takeRegister()
        loadMemoryBlock(index)
        assembler.load(.qword, register, Address(Convention.scratch, Layout.Memory.byteLength))
        if exponent > 0 { assembler.shift(.shr, .qword, register, by: UInt8(exponent)) }
        push(addressType(ofMemory: index), register)
    }
}
