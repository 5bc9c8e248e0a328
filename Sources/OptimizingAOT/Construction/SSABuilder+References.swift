import EngineRuntime
import WasmModel

/// References, structures and arrays (§4.6.6 and §4.6.7). Checks are `trapIf`s, fields and elements are loads and stores
/// of the objects' blocks; the runtime allocates and does what takes loops.
extension SSABuilder {
    mutating func numeric(_ opcode: Opcode, _ type: IRType, _ a: ValueID, _ b: ValueID = 0) -> ValueID {
        append(IRInstruction(.numeric, type, opcode: opcode, a: a, b: b))
    }

    mutating func constant(_ type: IRType, _ bits: UInt64) -> ValueID {
        append(IRInstruction(.constant, type, bits: bits))
    }

    mutating func trap(_ kind: TrapKind, if condition: ValueID) {
        append(IRInstruction(.trapIf, .void, a: condition, bits: UInt64(kind.rawValue)))
    }

    mutating func trapIfNull(_ reference: ValueID) {
        let isNull = numeric(.i64Eqz, .i32, reference)
        trap(.nullReference, if: isNull)
    }

    mutating func storeObject(_ value: ValueID, at address: ValueID, _ displacement: Int32, _ opcode: Opcode) {
        append(IRInstruction(.objectStore, .void, opcode: opcode, a: address, b: value, bits: UInt64(displacement)))
    }

    /// The load of a whole value, and the store.
    static func wordLoad(_ type: IRType) -> Opcode {
        switch type {
        case .i32: .i32Load
        case .f32: .f32Load
        case .f64: .f64Load
        case .v128: .v128Load
        case .i64, .void: .i64Load
        }
    }
    static func wordStore(_ type: IRType) -> Opcode {
        switch type {
        case .i32: .i32Store
        case .f32: .f32Store
        case .f64: .f64Store
        case .v128: .v128Store
        case .i64, .void: .i64Store
        }
    }

    private static func load(_ storage: StorageType, isSigned: Bool) -> (opcode: Opcode, type: IRType) {
        switch storage {
        case .i8: (isSigned ? .i32Load8S : .i32Load8U, .i32)
        case .i16: (isSigned ? .i32Load16S : .i32Load16U, .i32)
        case .value(let value):
            (wordLoad(IRType(value) ?? .i64), IRType(value) ?? .i64)
        }
    }
    private static func store(_ storage: StorageType) -> Opcode {
        switch storage {
        case .i8: .i32Store8
        case .i16: .i32Store16
        case .value(let value): wordStore(IRType(value) ?? .i64)
        }
    }

    private func fields(_ typeIndex: UInt32) -> [FieldType] {
        if case .structure(let fields) = shape.subTypes[Int(typeIndex)].composite { fields } else { [] }
    }
    private func element(_ typeIndex: UInt32) -> StorageType {
        if case .array(let field) = shape.subTypes[Int(typeIndex)].composite { field.storage } else { .i8 }
    }

    mutating func translateReference(_ instruction: Instruction) {
        switch instruction.opcode {
        case .refAsNonNull: trapIfNull(stack[stack.count - 1])
        case .refEq:
            let second = pop()
            let first = pop()
            stack.append(numeric(.i64Eq, .i32, first, second))
        case .refTest, .refTestNull:
            let reference = pop()
            stack.append(test(reference, instruction.heapType, isNullable: instruction.opcode == .refTestNull))
        case .refCast, .refCastNull:
            let matches = test(
                stack[stack.count - 1], instruction.heapType, isNullable: instruction.opcode == .refCastNull)
            let fails = numeric(.i32Eqz, .i32, matches)
            trap(.castFailure, if: fails)
        case .refI31:
            let value = pop()
            let one = constant(.i32, 1)
            let shifted = numeric(.i32Shl, .i32, value, one)
            let marked = numeric(.i32Or, .i32, shifted, one)
            stack.append(numeric(.i64ExtendI32U, .i64, marked))
        case .i31GetS, .i31GetU:
            let reference = pop()
            trapIfNull(reference)
            let word = numeric(.i32WrapI64, .i32, reference)
            let one = constant(.i32, 1)
            stack.append(numeric(instruction.opcode == .i31GetS ? .i32ShrS : .i32ShrU, .i32, word, one))
        case .structNew, .structNewDefault: translateStructureNew(instruction)
        case .structGet, .structGetS, .structGetU, .structSet: translateField(instruction)
        case .arrayGet, .arrayGetS, .arrayGetU, .arraySet: translateElement(instruction)
        case .arrayLen:
            let reference = pop()
            trapIfNull(reference)
            stack.append(length(of: reference))
        default: translateArray(instruction)
        }
    }

    private mutating func test(_ reference: ValueID, _ type: HeapType, isNullable: Bool) -> ValueID {
        append(
            IRInstruction(.referenceTest, .i32, a: reference, bits: UInt64(type.rawValue) | (isNullable ? 1 << 32 : 0)))
    }

    // MARK: Branches

    mutating func translateBranchOnNull(_ label: UInt32) {
        let reference = pop()
        let isNull = numeric(.i64Eqz, .i32, reference)
        branch(isNull, label)
        stack.append(reference)
    }

    mutating func translateBranchOnNonNull(_ label: UInt32) {
        let isNull = numeric(.i64Eqz, .i32, stack[stack.count - 1])
        branch(isNull, label, ifZero: true)
        _ = pop()
    }

    mutating func translateBranchOnCast(_ instruction: Instruction) {
        let type = instruction.castTypes.to
        let matches = test(stack[stack.count - 1], type.heapType, isNullable: type.isNullable)
        branch(matches, instruction.index, ifZero: instruction.opcode == .brOnCastFail)
    }

    /// Branches to a label with what is on the stack, and goes on with it.
    private mutating func branch(_ condition: ValueID, _ label: UInt32, ifZero: Bool = false) {
        let taken = branchEdge(label)
        let next = function.addBlock()
        let on = IREdge(target: next)
        terminate(.branch(condition: condition, then: ifZero ? on : taken, otherwise: ifZero ? taken : on))
        emitReturnBlocks()
        enter(next)
    }

    // MARK: Structures

    private mutating func translateStructureNew(_ instruction: Instruction) {
        let fields = fields(instruction.index)
        let type = canonicalType(instruction.index)
        let reference = runtime(instruction.opcode, .i64, [type])
        if instruction.opcode == .structNew {
            for (place, (field, offset)) in zip(top(fields.count), zip(fields, StructureLayout.offsets(fields))) {
                storeObject(stack[place], at: reference, offset, Self.store(field.storage))
            }
            stack.truncate(to: stack.count - fields.count)
        }
        stack.append(reference)
    }

    private mutating func translateField(_ instruction: Instruction) {
        let fields = fields(instruction.index)
        let number = Int(instruction.secondIndex)
        let offset = StructureLayout.offsets(fields)[number]
        if instruction.opcode == .structSet {
            let value = pop()
            let reference = pop()
            trapIfNull(reference)
            storeObject(value, at: reference, offset, Self.store(fields[number].storage))
        } else {
            let reference = pop()
            trapIfNull(reference)
            let load = Self.load(fields[number].storage, isSigned: instruction.opcode == .structGetS)
            push(IRInstruction(.objectLoad, load.type, opcode: load.opcode, a: reference, bits: UInt64(offset)))
        }
    }

    // MARK: Arrays

    private mutating func length(of array: ValueID) -> ValueID {
        append(IRInstruction(.objectLoad, .i32, opcode: .i32Load, a: array, bits: UInt64(Layout.Array.length)))
    }

    private mutating func translateElement(_ instruction: Instruction) {
        let storage = element(instruction.index)
        let value = instruction.opcode == .arraySet ? pop() : 0
        let index = pop()
        let array = pop()
        trapIfNull(array)
        let length = length(of: array)
        let isBeyond = numeric(.i32GeU, .i32, index, length)
        trap(.arrayOutOfBounds, if: isBeyond)
        let wide = numeric(.i64ExtendI32U, .i64, index)
        let exponent = constant(.i64, UInt64(storage.sizeExponent))
        let distance = numeric(.i64Shl, .i64, wide, exponent)
        let address = numeric(.i64Add, .i64, array, distance)
        if instruction.opcode == .arraySet {
            storeObject(value, at: address, Layout.Array.elements, Self.store(storage))
        } else {
            let load = Self.load(storage, isSigned: instruction.opcode == .arrayGetS)
            push(
                IRInstruction(
                    .objectLoad, load.type, opcode: load.opcode, a: address, bits: UInt64(Layout.Array.elements)))
        }
    }

    /// What the runtime does. Its operands are integers, and vectors come in two words.
    private mutating func translateArray(_ instruction: Instruction) {
        switch instruction.opcode {
        case .arrayNew:
            let length = pop()
            let words = words(of: pop())
            let type = canonicalType(instruction.index)
            stack.append(runtime(.arrayNew, .i64, [type] + words + [length]))
        case .arrayNewDefault:
            let length = pop()
            let type = canonicalType(instruction.index)
            stack.append(runtime(.arrayNewDefault, .i64, [type, length]))
        case .arrayNewFixed:
            let storage = element(instruction.index)
            let count = Int(instruction.secondIndex)
            let length = constant(.i32, UInt64(count))
            let type = canonicalType(instruction.index)
            let array = runtime(.arrayNewFixed, .i64, [type, length])
            for (position, place) in top(count).enumerated() {
                storeObject(
                    stack[place], at: array, Layout.Array.elements + Int32(position) << Int32(storage.sizeExponent),
                    Self.store(storage))
            }
            stack.truncate(to: stack.count - count)
            stack.append(array)
        case .arrayNewData, .arrayNewElem:
            let length = pop()
            let offset = pop()
            let type = canonicalType(instruction.index)
            stack.append(runtime(instruction.opcode, .i64, [type, offset, length], instruction.secondIndex))
        case .arrayFill:
            let count = pop()
            let words = words(of: pop())
            let index = pop()
            let array = pop()
            _ = runtime(.arrayFill, .void, [array, index] + words + [count])
        case .arrayCopy:
            let operands = top(5).map { stack[$0] }
            stack.truncate(to: stack.count - 5)
            _ = runtime(.arrayCopy, .void, operands)
        case .arrayInitData, .arrayInitElem:
            let operands = top(4).map { stack[$0] }
            stack.truncate(to: stack.count - 4)
            _ = runtime(instruction.opcode, .void, operands, instruction.secondIndex)
        default: break
        }
    }

    private mutating func runtime(_ opcode: Opcode, _ type: IRType, _ operands: [ValueID], _ segment: UInt32 = 0)
        -> ValueID
    {
        let pool = function.addToPool(operands)
        return append(
            IRInstruction(.runtime, type, opcode: opcode, a: pool.start, b: pool.count, bits: UInt64(segment)))
    }

    /// The store's number of a type of the module.
    private mutating func canonicalType(_ index: UInt32) -> ValueID {
        let instance = instance()
        let types = constantLoad(.i64Load, .i64, instance, Layout.Instance.types)
        return constantLoad(.i32Load, .i32, types, Int32(index) * 4)
    }

    /// The two words of a value as integers: the second is zero unless it is a vector.
    private mutating func words(of value: ValueID) -> [ValueID] {
        let zero = constant(.i64, 0)
        switch type(of: value) {
        case .f32: return [numeric(.i32ReinterpretF32, .i32, value), zero]
        case .f64: return [numeric(.i64ReinterpretF64, .i64, value), zero]
        case .v128:
            let low = append(IRInstruction(.numeric, .i64, opcode: .i64x2ExtractLane, a: value, bits: 0))
            return [low, append(IRInstruction(.numeric, .i64, opcode: .i64x2ExtractLane, a: value, bits: 1))]
        case .i32, .i64, .void: return [value, zero]
        }
    }
}
