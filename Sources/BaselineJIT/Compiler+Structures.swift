import EngineRuntime
import MachineCode
import WasmModel
import WasmValidation

/// Structures and arrays (§4.6.7). What makes or reads one object stands in line; what works on many elements is the
/// runtime's.
extension Compiler {
    // MARK: Structures

    mutating func compileStructNew(_ index: UInt32, isDefault: Bool) {
        let fields = module.types.structure(index) ?? []
        let offsets = StructureLayout.offsets(fields)
        let object = allocate(bytes: StructureLayout.objectBytes(fields))
        writeHeader(object, type: numbers[Int(index)])
        for position in fields.indices.reversed() {
            let place = Address(object, offsets[position])
            if isDefault {
                assembler.store(.qword, place, immediate: 0)
                if fields[position].storage.unpacked == .v128 {
                    assembler.store(.qword, Address(object, offsets[position] + 8), immediate: 0)
                }
            } else {
                storeField(pop(), fields[position].storage, place)
            }
        }
        push(.i64, object)
    }

    mutating func compileStructGet(_ instruction: Instruction) {
        let fields = module.types.structure(instruction.index) ?? []
        let number = Int(instruction.secondIndex)
        let object = useNonNull(pop())
        let place = Address(object, StructureLayout.offsets(fields)[number])
        release(object)
        loadElement(fields[number].storage, isSigned: instruction.opcode == .structGetS, place, keeping: object)
    }

    mutating func compileStructSet(_ instruction: Instruction) {
        let fields = module.types.structure(instruction.index) ?? []
        let number = Int(instruction.secondIndex)
        let value = pop()
        let object = useNonNull(pop())
        storeField(value, fields[number].storage, Address(object, StructureLayout.offsets(fields)[number]))
        release(object)
    }

    /// A register with the reference, after a trap if it is null. To be released.
    private mutating func useNonNull(_ operand: Operand) -> Register {
        let register = use(operand)
        assembler.test(.qword, register, register)
        raise(.equal, .nullReference)
        return register
    }

    // MARK: Fields and elements

    /// Writes a popped operand to a field, all 64 bits of it, and releases it.
    private mutating func storeField(_ operand: Operand, _ storage: StorageType, _ place: Address) {
        guard storage.isPacked else {
            storeWord(operand, to: place)
            return
        }
        let size: OperandSize = storage == .i8 ? .byte : .word
        if operand.kind == .constant {
            let mask: UInt64 = size == .byte ? 0xFF : 0xFFFF
            assembler.store(.qword, place, immediate: Int32(operand.bits & mask))
            return
        }
        let register = use(operand)
        assembler.zeroExtend(size, Convention.scratch, register)
        assembler.store(.qword, place, Convention.scratch)
        release(register)
    }

    /// Writes a popped operand to a word outside of the frame, zero-extended, and releases it; two words for a vector.
    mutating func storeWord(_ operand: Operand, to place: Address) {
        if operand.type == .f32, operand.kind != .constant {
            if operand.isInMemory {
                assembler.load(.dword, Convention.scratch, address(operand))
            } else {
                let vector = useVector(operand)
                assembler.vectorStore(.movdStore, Convention.scratch, vector)
                release(vector)
            }
            assembler.store(.qword, place, Convention.scratch)
            return
        }
        store(operand, to: place)
        release(operand)
    }

    /// Pushes what a field or an element holds. `held` registers have been released and are still part of the address.
    private mutating func loadElement(
        _ storage: StorageType, isSigned: Bool, _ place: Address, keeping held: Register, _ second: Register? = nil
    ) {
        guard storage.isPacked else {
            loadValue(OperandType(storage.unpacked), place, keeping: held, second)
            return
        }
        let size: OperandSize = storage == .i8 ? .byte : .word
        let target = targetOfResult(keeping: held, second)
        let register = target == Local.none ? takeRegister() : Register(rawValue: target)
        if isSigned {
            assembler.loadSignExtended(size, to: .dword, register, place)
        } else {
            assembler.loadZeroExtended(size, register, place)
        }
        if target == Local.none { push(.i32, register) } else { completeResult() }
    }

    // MARK: Arrays

    private mutating func element(_ index: UInt32) -> StorageType { module.types.array(index)?.storage ?? .i8 }

    /// Pops index and array, and checks both. The registers are to be released; an index that is a constant has none.
    /// The scratch register may be part of the address.
    private mutating func elementPlace(_ storage: StorageType) -> (Address, array: Register, index: Register?) {
        let index = pop()
        let exponent = storage.sizeExponent
        if index.kind == .constant, index.bits < 1 << 24 {
            let array = useNonNull(pop())
            assembler.arithmetic(
                .cmp, .dword, Address(array, Layout.Array.length), immediate: Int32(truncatingIfNeeded: index.bits))
            raise(.belowOrEqual, .arrayOutOfBounds)
            let offset = Layout.Array.elements + Int32(truncatingIfNeeded: index.bits << UInt64(exponent))
            return (Address(array, offset), array, nil)
        }
        let register = use(index)
        let array = useNonNull(pop())
        assembler.arithmetic(.cmp, .dword, register, Address(array, Layout.Array.length))
        raise(.aboveOrEqual, .arrayOutOfBounds)
        guard exponent > 3 else {
            let scale = Scale(rawValue: exponent) ?? .one
            return (Address(array, register, scale, Layout.Array.elements), array, register)
        }
        // Vectors: two words each, and no scale that large.
        assembler.loadAddress(.qword, Convention.scratch, Address(index: register, .eight, 0))
        return (Address(array, Convention.scratch, .two, Layout.Array.elements), array, register)
    }

    mutating func compileArrayGet(_ instruction: Instruction) {
        let storage = element(instruction.index)
        let (place, array, index) = elementPlace(storage)
        if let index { release(index) }
        release(array)
        loadElement(storage, isSigned: instruction.opcode == .arrayGetS, place, keeping: array, index)
    }

    mutating func compileArraySet(_ index: UInt32) {
        let storage = element(index)
        let value = pop()
        if storage.unpacked == .v128 || value.type.isFloat {
            // In a register before the address takes the scratch register.
            let vector = useVector(value)
            let (place, array, index) = elementPlace(storage)
            storeVector(value.type, place, vector)
            release(vector)
            release(array)
            if let index { release(index) }
            return
        }
        let register = use(value)
        let (place, array, index) = elementPlace(storage)
        assembler.store(OperandSize(rawValue: storage.sizeExponent) ?? .qword, place, register)
        release(register)
        release(array)
        if let index { release(index) }
    }

    mutating func compileArrayLength() {
        let array = useNonNull(pop())
        release(array)
        loadValue(.i32, Address(array, Layout.Array.length), keeping: array)
    }

    mutating func compileArrayNewFixed(_ instruction: Instruction) {
        let storage = element(instruction.index)
        let length = instruction.secondIndex
        let exponent = Int32(storage.sizeExponent)
        // Validation bounds the operand stack, and with it the length.
        let bytes = (Layout.Array.elements + Int32(truncatingIfNeeded: length) << exponent + 7) & ~7
        let array = allocate(bytes: bytes)
        writeHeader(array, type: numbers[Int(instruction.index)], length: length)
        for position in (0..<Int32(truncatingIfNeeded: length)).reversed() {
            storeElement(pop(), storage, Address(array, Layout.Array.elements + position << exponent))
        }
        push(.i64, array)
    }

    private mutating func storeElement(_ operand: Operand, _ storage: StorageType, _ place: Address) {
        if storage.sizeExponent >= 3 {
            storeWord(operand, to: place)
        } else if operand.type.isFloat {
            let vector = useVector(operand)
            storeVector(operand.type, place, vector)
            release(vector)
        } else {
            let register = use(operand)
            assembler.store(OperandSize(rawValue: storage.sizeExponent) ?? .qword, place, register)
            release(register)
        }
    }

    mutating func compileArrayNew(_ index: UInt32) {
        if element(index).unpacked == .v128 {
            callRuntimeForObject(MachineEntry.arrayNewVector, [numbers[Int(index)]], operands: 2)
        } else {
            callRuntimeForObject(MachineEntry.arrayNew, [numbers[Int(index)]], operands: 2)
        }
    }

    mutating func compileArrayNewSegment(_ entry: UInt64, _ instruction: Instruction) {
        callRuntimeForObject(entry, [numbers[Int(instruction.index)], instruction.secondIndex], operands: 2)
    }

    mutating func compileArrayFill(_ index: UInt32) {
        let isVector = element(index).unpacked == .v128
        callRuntimeForStatus(isVector ? MachineEntry.arrayFillVector : MachineEntry.arrayFill, [], operands: 4)
    }
}
