import EngineRuntime
import WasmModel
import WasmValidation

// References, tables, aggregates, and what is left of memories. All but the cheapest go through the runtime.

extension Translator {
    /// The heap type with the store's number for a type index.
    private func canonical(_ type: HeapType) -> HeapType {
        type.typeIndex.map { .type(canonicalTypes[Int($0)]) } ?? type
    }
    private func canonical(_ index: UInt32) -> UInt32 { canonicalTypes[Int(index)] }

    /// Emits an instruction that takes `count` operands from slots and leaves `result`; `extra` follows it if not nil.
    /// Fields are the result, then the operands.
    private mutating func operate(
        _ handler: Word, _ count: Int, result: ValueClass? = .integer, immediate: UInt32? = nil, extra: Word? = nil
    ) {
        var x = 0, y = 0, z = 0
        if count > 2 {
            let operand = pop()
            z = slot(of: operand)
        }
        if count > 1 {
            let operand = pop()
            y = slot(of: operand)
        }
        if count > 0 {
            let operand = pop()
            x = slot(of: operand)
        }
        let position = code.count
        let target = result.map { pushPlace($0) } ?? 0
        if let immediate {
            emit(handler, a: target, b: x, immediate: immediate)
        } else {
            emit(handler, a: target, b: x, c: y, d: z)
        }
        if let extra { code.append(extra) }
        producer = Self.none
        if let result {
            if result == .vector { invalidate(target, 2) } else { defineBoth(target, result) }
            producer = position
        }
    }

    /// Translates what is neither numeric nor control; answers whether what follows can be reached.
    mutating func other(_ instruction: Instruction, _ body: borrowing Expression) -> Bool {
        let index = instruction.index
        let second = instruction.secondIndex
        let pair = Word(index) | Word(second) << 32
        switch instruction.opcode {
        // References
        case .refNull: pushConstant(0, .integer)
        case .refFunc: operate(control.referenceFunction, 0, immediate: index)
        case .refIsNull: plain(Instruction(.i64Eqz))
        case .refEq: plain(Instruction(.i64Eq))
        case .refAsNonNull: check(control.assertNonNull, nil)
        case .brOnNull:
            // The reference is off the stack where it is null, and on it where it is not.
            let operand = operands[operands.count - 1]
            if operand.kind == .constant { settle(operands.count - 1) }
            let reference = pop()
            let condition = Condition(opcode: .i64Eqz, a: slot(of: reference))
            branch(index, on: condition, if: true)
            if reference.kind == .local { pushLocal(Int(reference.bits)) } else { pushPlace(.integer) }
            producer = Self.none
        case .brOnNonNull:
            if operands[operands.count - 1].kind == .constant { settle(operands.count - 1) }
            let condition = Condition(opcode: .i64Eqz, a: slot(of: operands[operands.count - 1]))
            branch(index, on: condition, if: false)
            _ = pop()
        case .brOnCast, .brOnCastFail:
            let to = instruction.castTypes.to
            let type = ValueType.reference(canonical(to.heapType), nullable: to.isNullable)
            if operands[operands.count - 1].kind == .constant { settle(operands.count - 1) }
            let condition = Condition(
                opcode: .brOnCast, a: slot(of: operands[operands.count - 1]), immediate: Word(type.rawValue))
            branch(index, on: condition, if: instruction.opcode == .brOnCast)
        case .refTest, .refTestNull:
            let type = ValueType.reference(canonical(instruction.heapType), nullable: instruction.opcode == .refTestNull)
            operate(control.referenceTest, 1, extra: Word(type.rawValue))
        case .refCast, .refCastNull:
            let type = ValueType.reference(canonical(instruction.heapType), nullable: instruction.opcode == .refCastNull)
            check(control.referenceCast, Word(type.rawValue))
        case .anyConvertExtern, .externConvertAny: break
        case .refI31: operate(control.referenceI31, 1)
        case .i31GetS: operate(control.i31GetSigned, 1)
        case .i31GetU: operate(control.i31GetUnsigned, 1)
        // Tables
        case .tableGet: operate(control.tableGet, 1, immediate: index)
        case .tableSet: operate(control.tableSet, 2, result: nil, extra: Word(index))
        case .tableSize: operate(control.tableSize, 0, immediate: index)
        case .tableGrow:
            let is64 = module.spaces.tables[Int(index)].addressType == .i64
            operate(control.tableGrow, 2, extra: Word(index) | (is64 ? 1 << 32 : 0))
        case .tableFill: operate(control.tableFill, 3, result: nil, extra: Word(index))
        case .tableCopy: operate(control.tableCopy, 3, result: nil, extra: pair)
        case .tableInit: operate(control.tableInit, 3, result: nil, extra: pair)
        case .elemDrop: operate(control.elementDrop, 0, result: nil, immediate: index)
        // Memories
        case .memorySize: operate(control.memorySize, 0, immediate: index)
        case .memoryGrow:
            let is64 = module.spaces.memories[Int(index)].addressType == .i64
            operate(control.memoryGrow, 1, extra: Word(index) | (is64 ? 1 << 32 : 0))
        case .memoryFill: operate(control.memoryFill, 3, result: nil, extra: Word(index))
        case .memoryCopy: operate(control.memoryCopy, 3, result: nil, extra: pair)
        case .memoryInit: operate(control.memoryInit, 3, result: nil, extra: pair)
        case .dataDrop: operate(control.dataDrop, 0, result: nil, immediate: index)
        case .atomicFence: break
        // Vectors with immediates of their own
        case .v128Const:
            let vector = body.vector(of: instruction)
            let position = code.count
            let result = pushPlace(.vector)
            emit(control.constantVector, a: result)
            code.append(vector.low, vector.high)
            invalidate(result, 2)
            producer = position
        case .i8x16Shuffle:
            let lanes = body.vector(of: instruction)
            operate(control.shuffle, 2, result: .vector)
            code.append(lanes.low, lanes.high)
        default: aggregate(instruction)
        }
        return true
    }

    /// A check that leaves its operand as it is.
    private mutating func check(_ handler: Word, _ extra: Word?) {
        if operands[operands.count - 1].kind == .constant { settle(operands.count - 1) }
        let source = slot(of: operands[operands.count - 1])
        emit(handler, a: source)
        if let extra { code.append(extra) }
        producer = Self.none
    }

    // MARK: Structures and arrays

    private mutating func aggregate(_ instruction: Instruction) {
        let index = instruction.index
        let second = instruction.secondIndex
        switch instruction.opcode {
        case .structNew: newStructure(index)
        case .structNewDefault: operate(control.structNewDefault, 0, immediate: canonical(index))
        case .structGet, .structGetS, .structGetU: getField(instruction)
        case .structSet: setField(instruction)
        case .arrayNew:
            let isVector = elementType(index) == .vector
            operate(isVector ? control.arrayNewVector : control.arrayNew, 2, extra: Word(canonical(index)))
        case .arrayNewDefault: operate(control.arrayNewDefault, 1, immediate: canonical(index))
        case .arrayNewFixed:
            settleTop(Int(second))
            dropOperands(to: operands.count - Int(second))
            let first = height
            let position = code.count
            let result = pushPlace(.integer)
            emit(control.arrayNewFixed, a: result, b: first, immediate: second)
            code.append(Word(canonical(index)))
            defineBoth(result, .integer)
            producer = position
        case .arrayNewData: operate(control.arrayNewData, 2, extra: Word(canonical(index)) | Word(second) << 32)
        case .arrayNewElem: operate(control.arrayNewElement, 2, extra: Word(canonical(index)) | Word(second) << 32)
        case .arrayGet, .arrayGetS, .arrayGetU:
            let field = arrayField(index)
            let isSigned = instruction.opcode == .arrayGetS
            let handler =
                switch field.storage {
                case .i8: isSigned ? control.arrayGet8S : control.arrayGet8U
                case .i16: isSigned ? control.arrayGet16S : control.arrayGet16U
                case .value(.i32), .value(.f32): control.arrayGet32
                case .value(.v128): control.arrayGetVector
                case .value: control.arrayGet64
                }
            operate(handler, 2, result: elementType(index))
        case .arraySet:
            let handler =
                switch arrayField(index).storage {
                case .i8: control.arraySet8
                case .i16: control.arraySet16
                case .value(.i32), .value(.f32): control.arraySet32
                case .value(.v128): control.arraySetVector
                case .value: control.arraySet64
                }
            operate(handler, 3, result: nil)
        case .arrayLen: operate(control.arrayLength, 1)
        case .arrayFill:
            settleTop(4)
            dropOperands(to: operands.count - 4)
            emit(elementType(index) == .vector ? control.arrayFillVector : control.arrayFill, a: height)
            producer = Self.none
        case .arrayCopy:
            settleTop(5)
            dropOperands(to: operands.count - 5)
            emit(control.arrayCopy, a: height)
            producer = Self.none
        case .arrayInitData, .arrayInitElem:
            settleTop(4)
            dropOperands(to: operands.count - 4)
            emit(
                instruction.opcode == .arrayInitData ? control.arrayInitData : control.arrayInitElement, a: height,
                immediate: second)
            producer = Self.none
        default: assertionFailure("no translation of \(instruction.opcode)")
        }
    }

    private func arrayField(_ index: UInt32) -> FieldType {
        module.types.array(index) ?? FieldType(.value(.i64), isMutable: true)
    }
    private func elementType(_ index: UInt32) -> ValueClass { ValueClass(arrayField(index).storage.unpacked) }

    /// Fields follow one another in the object as they do on the operand stack.
    private mutating func newStructure(_ index: UInt32) {
        let fields = module.types.structure(index) ?? []
        let first = operands.count - fields.count
        settleTop(fields.count)
        for (position, field) in fields.enumerated() where field.storage.isPacked {
            let slot = Int(operands[first + position].slot)
            emit(handlers.address(.i32And, .immediate), a: slot, b: slot, immediate: field.storage == .i8 ? 0xFF : 0xFFFF)
            define(slot, .integer)
        }
        dropOperands(to: first)
        let position = code.count
        let source = height
        let result = pushPlace(.integer)
        emit(control.structNew, a: result, b: source, immediate: canonical(index))
        defineBoth(result, .integer)
        producer = position
    }

    private mutating func getField(_ instruction: Instruction) {
        let fields = module.types.structure(instruction.index) ?? []
        let number = Int(instruction.secondIndex)
        let storage = fields[number].storage
        let isSigned = instruction.opcode == .structGetS
        let handler =
            switch storage {
            case .i8: isSigned ? control.structGet8S : control.structGet
            case .i16: isSigned ? control.structGet16S : control.structGet
            case .value(.v128): control.structGetVector
            case .value: control.structGet
            }
        operate(
            handler, 1, result: ValueClass(storage.unpacked), immediate: UInt32(StructureLayout.offsets(fields)[number]))
    }

    private mutating func setField(_ instruction: Instruction) {
        let fields = module.types.structure(instruction.index) ?? []
        let number = Int(instruction.secondIndex)
        let handler =
            switch fields[number].storage {
            case .i8: control.structSet8
            case .i16: control.structSet16
            case .value(.v128): control.structSetVector
            case .value: control.structSet
            }
        operate(handler, 2, result: nil, extra: Word(UInt32(StructureLayout.offsets(fields)[number])))
    }
}
