import WasmModel

/// Immediates of instructions that have a signature.
extension BodyValidator {
    /// Checks the immediates and returns the address type of the memory that they name.
    @inline(__always) mutating func checkImmediates(
        of instruction: Instruction, _ row: InstructionRow
    ) throws(Flaw) -> ValueType {
        switch row.form {
        case .memoryAccess: return try checkMemoryAccess(instruction, row)
        case .lane:
            guard instruction.lane < row.laneCount else { throw .invalidLane }
        case .shuffle:
            let first = Int(instruction.index)
            guard (immediates[first] | immediates[first + 1]) & 0xE0E0_E0E0_E0E0_E0E0 == 0 else { throw .invalidLane }
        case .memoryIndex: return try memory(instruction.index).addressType.valueType
        case .dataAndMemory:
            let address = try memory(instruction.secondIndex).addressType.valueType
            try checkData(instruction.index)
            return address
        case .dataIndex: try checkData(instruction.index)
        case .elementIndex: _ = try element(instruction.index)
        case .special, .plain: break
        }
        return .i32
    }

    /// §3.3.9: alignment at most that of the access (exactly that for atomics), offset within the address type.
    @inline(__always) private mutating func checkMemoryAccess(
        _ instruction: Instruction, _ row: InstructionRow
    ) throws(Flaw) -> ValueType {
        let memory = try memory(instruction.index)
        guard instruction.alignment <= row.naturalAlignment else { throw .alignmentTooLarge }
        if row.needsExactAlignment, instruction.alignment != row.naturalAlignment { throw .atomicAlignment }
        if row.laneCount != 0, instruction.small >> 8 >= UInt16(row.laneCount) { throw .invalidLane }
        if memory.addressType == .i32, instruction.bits >> 32 != 0 { throw .offsetOutOfRange(instruction.bits) }
        return memory.addressType.valueType
    }

    @inline(__always) mutating func memory(_ index: UInt32) throws(Flaw) -> MemoryType {
        guard index < spaces.memories.count else { throw .unknown(.memory, index) }
        return spaces.memories[Int(index)]
    }
    mutating func table(_ index: UInt32) throws(Flaw) -> TableType {
        guard index < spaces.tables.count else { throw .unknown(.table, index) }
        return spaces.tables[Int(index)]
    }
    mutating func element(_ index: UInt32) throws(Flaw) -> ValueType {
        guard index < spaces.elements.count else { throw .unknown(.element, index) }
        return spaces.elements[Int(index)]
    }
    mutating func checkData(_ index: UInt32) throws(Flaw) {
        guard index < spaces.dataCount else { throw .unknown(.data, index) }
    }
    mutating func tag(_ index: UInt32) throws(Flaw) -> TypeList {
        guard index < spaces.tags.count else { throw .unknown(.tag, index) }
        return parameters(spaces.tags[Int(index)])
    }

    // MARK: Types

    mutating func signature(_ typeIndex: UInt32) throws(Flaw) -> ModuleTypes.Signature {
        guard typeIndex < types.count else { throw .unknown(.type, typeIndex) }
        guard types.kind(typeIndex) == .function else { throw .nonFunctionType(typeIndex) }
        return types.signatures[Int(typeIndex)]
    }
    mutating func fields(_ typeIndex: UInt32) throws(Flaw) -> [FieldType] {
        guard typeIndex < types.count else { throw .unknown(.type, typeIndex) }
        guard let fields = types.structure(typeIndex) else { throw .nonStructureType(typeIndex) }
        return fields
    }
    mutating func element(ofArray typeIndex: UInt32) throws(Flaw) -> FieldType {
        guard typeIndex < types.count else { throw .unknown(.type, typeIndex) }
        guard let field = types.array(typeIndex) else { throw .nonArrayType(typeIndex) }
        return field
    }

    /// Parameters of a type that is known to be a function type.
    mutating func parameters(_ typeIndex: UInt32) -> TypeList {
        let signature = types.signatures[Int(typeIndex)]
        return TypeList(start: signature.start, count: signature.parameterCount)
    }

    mutating func checkValueType(_ type: ValueType) throws(Flaw) { try TypeRules.check(type, typeCount: types.count, features) }
    mutating func checkHeapType(_ type: HeapType) throws(Flaw) { try TypeRules.check(type, typeCount: types.count, features) }
}
