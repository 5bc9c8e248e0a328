import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Loads, stores and the size of memories (§4.4.7).
///
/// Guarded memories need no check: any 32-bit index plus offset lies in the reservation, and a fault there is a trap.
/// Others compare the end of the access with the length.
extension Compiler {
    func addressType(ofMemory index: Int) -> OperandType {
        module.spaces.memories[index].addressType == .i32 ? .i32 : .i64
    }

    private func isGuarded(_ index: Int) -> Bool {
        let type = module.spaces.memories[index]
        return type.addressType == .i32
            && (type.pageSizeExponent ?? MemoryType.defaultPageSizeExponent) == MemoryType.defaultPageSizeExponent
    }

    private mutating func loadMemoryBlock(_ index: Int) {
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
    private mutating func access(_ instruction: Instruction, _ operand: Operand, bytes: Int32) -> (Address, Register?)? {
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
        if offset > UInt64(Int32.max) {
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
        return (Address(base, register, .one, offset > UInt64(Int32.max) ? 0 : Int32(offset)), register)
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

    mutating func compileFloatLoad(_ instruction: Instruction, _ type: OperandType) {
        let operand = pop()
        guard let (address, held) = access(instruction, operand, bytes: type == .f64 ? 8 : 4) else {
            push(.constant(type, 0))
            return
        }
        if let held { release(held) }
        loadValue(type, address, keeping: held)
    }

    /// ``targetOfResult()`` while a released register is still to be read: settling must not take it.
    mutating func targetOfResult(keeping held: Register?) -> UInt8 {
        guard let held, isOwned(held) else { return targetOfResult() }
        take(held)
        let target = targetOfResult()
        release(held)
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
