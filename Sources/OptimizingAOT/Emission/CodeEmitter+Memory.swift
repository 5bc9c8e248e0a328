import MachineCode
import WasmModel

/// Accesses to linear memories and globals.
///
/// A guarded memory's guard takes what is out of bounds. Where there is none, the end of the access is compared with the
/// length; the sums are made in 64 bits and the carry is a trap, so nothing wraps.
extension CodeEmitter {
    mutating func emitMemorySize(_ value: ValueID, _ instruction: IRInstruction) {
        let target = target(value)
        let type = shape.memories[Int(instruction.bits)]
        loadMemory(UInt32(instruction.bits), into: target)
        assembler.load(.qword, target, Address(target, RuntimeOffsets.memoryByteLength))
        let exponent = UInt8(type.pageSizeExponent ?? MemoryType.defaultPageSizeExponent)
        if exponent > 0 { assembler.shift(.shr, .qword, target, by: exponent) }
        finish(value, from: target)
    }

    /// The memory's block.
    private mutating func loadMemory(_ index: UInt32, into target: Register) {
        assembler.load(.qword, target, Address(.r15, RuntimeOffsets.memories))
        assembler.load(.qword, target, Address(target, Int32(index) * 8))
    }

    /// The memory operand of an access of `count` bytes. It does not name the second scratch register.
    private mutating func memoryOperand(_ address: ValueID, _ instruction: IRInstruction, _ count: UInt64) -> Address {
        let memory = instruction.memoryIndex
        guard shape.isGuarded(memory) else { return checkedOperand(address, instruction, count) }
        let offset = instruction.bits
        let scratch = RegisterConvention.scratch
        if memory == 0 {
            if let base = constantBits(address) {
                let sum = base + offset
                if sum <= UInt64(Int32.max) { return Address(.r14, Int32(sum)) }
                assembler.move(scratch, immediate: sum)
                return Address(.r14, scratch)
            }
            let base = register(address)
            if offset <= UInt64(Int32.max) { return Address(.r14, base, .one, Int32(offset)) }
            if base != scratch {
                assembler.move(scratch, immediate: offset)
                assembler.arithmetic(.add, .qword, scratch, base)
            } else {
                assembler.move(RegisterConvention.secondScratch, immediate: offset)
                assembler.arithmetic(.add, .qword, scratch, RegisterConvention.secondScratch)
            }
            return Address(.r14, scratch)
        }
        let second = RegisterConvention.secondScratch
        loadMemory(memory, into: scratch)
        assembler.load(.qword, scratch, Address(scratch, RuntimeOffsets.memoryBase))
        assembler.arithmetic(.add, .qword, scratch, register(address, second))
        if offset <= UInt64(Int32.max) { return Address(scratch, Int32(offset)) }
        assembler.move(second, immediate: offset)
        assembler.arithmetic(.add, .qword, scratch, second)
        return Address(scratch)
    }

    /// The same for a memory without a guard.
    private mutating func checkedOperand(
        _ address: ValueID, _ instruction: IRInstruction, _ count: UInt64, aligned: Bool = false
    ) -> Address {
        let scratch = RegisterConvention.scratch
        let end = RegisterConvention.secondScratch
        if !aligned, isWithinBounds(address, instruction, count) {
            load(address, into: end)
            if let short = Int32(exactly: instruction.bits) {
                if short != 0 { assembler.arithmetic(.add, .qword, end, immediate: short) }
            } else {
                assembler.move(scratch, immediate: instruction.bits)
                assembler.arithmetic(.add, .qword, end, scratch)
            }
            loadMemory(instruction.memoryIndex, into: scratch)
            assembler.load(.qword, scratch, Address(scratch, RuntimeOffsets.memoryBase))
            assembler.arithmetic(.add, .qword, scratch, end)
            return Address(scratch)
        }
        add(address, instruction.bits, into: end, alignedTo: aligned ? count : 1)
        assembler.arithmetic(.add, .qword, end, immediate: Int32(count))
        assembler.jump(.below, &trapLabels[TrapSlot.of(.memoryOutOfBounds)])
        loadMemory(instruction.memoryIndex, into: scratch)
        assembler.arithmetic(.cmp, .qword, end, Address(scratch, RuntimeOffsets.memoryByteLength))
        assembler.jump(.above, &trapLabels[TrapSlot.of(.memoryOutOfBounds)])
        assembler.load(.qword, scratch, Address(scratch, RuntimeOffsets.memoryBase))
        assembler.arithmetic(.add, .qword, scratch, end)
        return Address(scratch, -Int32(count))
    }

    /// Whether an earlier access, or the memory's least size, says that this one is not out of bounds.
    @inline(__always)
    private func isWithinBounds(_ address: ValueID, _ instruction: IRInstruction, _ count: UInt64) -> Bool {
        if instruction.isWithinBounds { return true }
        guard let base = constantBits(address) else { return false }
        let type = shape.memories[Int(instruction.memoryIndex)]
        let exponent = UInt64(type.pageSizeExponent ?? MemoryType.defaultPageSizeExponent)
        let least = type.limits.minimum.multipliedReportingOverflow(by: 1 << exponent)
        let end = base.addingReportingOverflow(instruction.bits)
        let last = end.partialValue.addingReportingOverflow(count)
        return !least.overflow && !end.overflow && !last.overflow && last.partialValue <= least.partialValue
    }

    /// The sum of an address and an offset; a carry is out of bounds, but before that a sum must be aligned. Uses the
    /// scratch register.
    private mutating func add(_ address: ValueID, _ offset: UInt64, into target: Register, alignedTo count: UInt64 = 1) {
        load(address, into: target)
        guard offset != 0 else { return checkAlignment(target, count) }
        if let short = Int32(exactly: offset) {
            assembler.arithmetic(.add, .qword, target, immediate: short)
        } else {
            assembler.move(RegisterConvention.scratch, immediate: offset)
            assembler.arithmetic(.add, .qword, target, RegisterConvention.scratch)
        }
        if count > 1 {
            checkAlignment(target, count)
            // A sum that has wrapped around is below what was added.
            if let short = Int32(exactly: offset) {
                assembler.arithmetic(.cmp, .qword, target, immediate: short)
            } else {
                assembler.arithmetic(.cmp, .qword, target, RegisterConvention.scratch)
            }
        }
        assembler.jump(.below, &trapLabels[TrapSlot.of(.memoryOutOfBounds)])
    }

    private mutating func checkAlignment(_ address: Register, _ count: UInt64) {
        guard count > 1 else { return }
        assembler.test(.dword, address, immediate: Int32(count) - 1)
        assembler.jump(.notEqual, &trapLabels[TrapSlot.of(.unalignedAtomic)])
    }

    /// The memory operand of an aligned access; the second scratch register is free afterwards.
    mutating func alignedOperand(_ address: ValueID, _ instruction: IRInstruction, _ count: UInt64) -> Address {
        guard shape.isGuarded(instruction.c) else { return checkedOperand(address, instruction, count, aligned: true) }
        let scratch = RegisterConvention.scratch
        let second = RegisterConvention.secondScratch
        add(address, instruction.bits, into: second)
        checkAlignment(second, count)
        if instruction.c == 0 {
            assembler.loadAddress(.qword, scratch, Address(.r14, second))
        } else {
            loadMemory(instruction.c, into: scratch)
            assembler.load(.qword, scratch, Address(scratch, RuntimeOffsets.memoryBase))
            assembler.arithmetic(.add, .qword, scratch, second)
        }
        return Address(scratch)
    }

    @inline(__always)
    private func byteCount(_ opcode: Opcode) -> UInt64 { 1 << function.facts[opcode].alignment }

    mutating func emitLoad(_ value: ValueID, _ instruction: IRInstruction) {
        let address = memoryOperand(instruction.a, instruction, byteCount(instruction.opcode))
        emitLoad(value, instruction, address)
    }

    mutating func emitObjectLoad(_ value: ValueID, _ instruction: IRInstruction) {
        let base = register(instruction.a)
        emitLoad(value, instruction, Address(base, Int32(truncatingIfNeeded: instruction.bits)))
    }

    private mutating func emitLoad(_ value: ValueID, _ instruction: IRInstruction, _ address: Address) {
        if instruction.type == .v128 { return emitVectorLoad(value, instruction, address) }
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

    mutating func emitStore(_ instruction: IRInstruction) {
        let address = memoryOperand(instruction.a, instruction, byteCount(instruction.opcode))
        emitStore(instruction, address)
    }

    mutating func emitObjectStore(_ instruction: IRInstruction) {
        let base = register(instruction.a)
        emitStore(instruction, Address(base, Int32(truncatingIfNeeded: instruction.bits)))
    }

    private mutating func emitStore(_ instruction: IRInstruction, _ address: Address) {
        let type = function.instructions[Int(instruction.b)].type
        let size: OperandSize =
            switch function.facts[instruction.opcode].alignment {
            case 0: .byte
            case 1: .word
            case 2: .dword
            default: .qword
            }
        if type == .v128 {
            assembler.vector(.movupsStore, address, vector(instruction.b))
        } else if type.isFloat {
            assembler.vector(size == .dword ? .movssStore : .movsdStore, address, vector(instruction.b))
        } else if let immediate = immediate(instruction.b, size) {
            assembler.store(size, address, immediate: immediate)
        } else {
            assembler.store(size, address, register(instruction.b, RegisterConvention.secondScratch))
        }
    }

    // MARK: Globals

    private mutating func globalAddress(_ instruction: IRInstruction) -> Address {
        let scratch = RegisterConvention.scratch
        assembler.load(.qword, scratch, Address(.r15, RuntimeOffsets.globals))
        assembler.load(.qword, scratch, Address(scratch, Int32(instruction.bits) * 8))
        return Address(scratch, RuntimeOffsets.globalValue)
    }

    mutating func emitGlobalGet(_ value: ValueID, _ instruction: IRInstruction) {
        let address = globalAddress(instruction)
        if instruction.type.isVectorClass {
            let target = vectorTarget(value)
            assembler.vector(instruction.type == .v128 ? .movups : .movsd, target, address)
            finish(value, from: target)
        } else {
            let target = target(value)
            assembler.load(.qword, target, address)
            finish(value, from: target)
        }
    }

    mutating func emitGlobalSet(_ instruction: IRInstruction) {
        let type = function.instructions[Int(instruction.a)].type
        let address = globalAddress(instruction)
        switch type {
        case .f32:
            // The whole word is written: an f32 is zero-extended in it.
            let source = vector(instruction.a)
            assembler.vectorStore(.movdStore, RegisterConvention.secondScratch, source)
            assembler.store(.qword, address, RegisterConvention.secondScratch)
        case .f64: assembler.vector(.movsdStore, address, vector(instruction.a))
        case .v128: assembler.vector(.movupsStore, address, vector(instruction.a))
        case .void, .i32, .i64:
            assembler.store(.qword, address, register(instruction.a, RegisterConvention.secondScratch))
        }
    }
}
