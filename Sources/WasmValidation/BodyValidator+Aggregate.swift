import WasmModel

/// Structure and array instructions (§3.3.8).
extension BodyValidator {
    private mutating func reference(_ typeIndex: UInt32) -> ValueType { .reference(.type(typeIndex), nullable: true) }
    private mutating func object(_ typeIndex: UInt32) -> ValueType { .reference(.type(typeIndex), nullable: false) }

    // MARK: Structures

    mutating func structNew(_ typeIndex: UInt32) throws(Flaw) {
        for field in try fields(typeIndex).reversed() {
            if takesAnything { break }
            try pop(field.storage.unpacked)
        }
        try push(object(typeIndex))
    }

    mutating func structNewDefault(_ typeIndex: UInt32) throws(Flaw) {
        _ = try fields(typeIndex)
        guard types.isDefaultable[Int(typeIndex)] else { throw .fieldNotDefaultable }
        try push(object(typeIndex))
    }

    private mutating func field(_ instruction: Instruction) throws(Flaw) -> FieldType {
        let fields = try fields(instruction.index)
        guard instruction.secondIndex < fields.count else { throw .unknown(.field, instruction.secondIndex) }
        return fields[Int(instruction.secondIndex)]
    }

    mutating func structGet(_ instruction: Instruction, extends: Bool) throws(Flaw) {
        let storage = try field(instruction).storage
        guard storage.isPacked == extends else { throw .fieldPacking(isPacked: storage.isPacked) }
        try pop(reference(instruction.index))
        try push(storage.unpacked)
    }

    mutating func structSet(_ instruction: Instruction) throws(Flaw) {
        let field = try field(instruction)
        guard field.isMutable else { throw .immutableField(instruction.secondIndex) }
        try pop(field.storage.unpacked)
        try pop(reference(instruction.index))
    }

    // MARK: Arrays

    mutating func arrayNew(_ typeIndex: UInt32) throws(Flaw) {
        let field = try element(ofArray: typeIndex)
        try pop(.i32)
        try pop(field.storage.unpacked)
        try push(object(typeIndex))
    }

    mutating func arrayNewDefault(_ typeIndex: UInt32) throws(Flaw) {
        guard try element(ofArray: typeIndex).storage.unpacked.isDefaultable else { throw .arrayNotDefaultable }
        try pop(.i32)
        try push(object(typeIndex))
    }

    mutating func arrayNewFixed(_ instruction: Instruction) throws(Flaw) {
        let type = try element(ofArray: instruction.index).storage.unpacked
        let count = instruction.secondIndex
        guard count <= ImplementationLimits.fixedArrayLength else {
            throw .limit(ImplementationLimits.fixedArrayLength, "operands of array.new_fixed")
        }
        for _ in 0..<count {
            if takesAnything { break }
            try pop(type)
        }
        try push(object(instruction.index))
    }

    mutating func arrayNewData(_ instruction: Instruction) throws(Flaw) {
        try checkNumeric(element(ofArray: instruction.index))
        try checkData(instruction.secondIndex)
        try pop(.i32)
        try pop(.i32)
        try push(object(instruction.index))
    }

    mutating func arrayNewElement(_ instruction: Instruction) throws(Flaw) {
        try checkSegment(instruction.secondIndex, fits: element(ofArray: instruction.index))
        try pop(.i32)
        try pop(.i32)
        try push(object(instruction.index))
    }

    mutating func arrayGet(_ typeIndex: UInt32, extends: Bool) throws(Flaw) {
        let storage = try element(ofArray: typeIndex).storage
        guard storage.isPacked == extends else { throw .arrayPacking(isPacked: storage.isPacked) }
        try pop(.i32)
        try pop(reference(typeIndex))
        try push(storage.unpacked)
    }

    private mutating func mutableElement(ofArray typeIndex: UInt32) throws(Flaw) -> FieldType {
        let field = try element(ofArray: typeIndex)
        guard field.isMutable else { throw .immutableArray(typeIndex) }
        return field
    }

    mutating func arraySet(_ typeIndex: UInt32) throws(Flaw) {
        try pop(mutableElement(ofArray: typeIndex).storage.unpacked)
        try pop(.i32)
        try pop(reference(typeIndex))
    }

    mutating func arrayFill(_ typeIndex: UInt32) throws(Flaw) {
        let field = try mutableElement(ofArray: typeIndex)
        try pop(.i32)
        try pop(field.storage.unpacked)
        try pop(.i32)
        try pop(reference(typeIndex))
    }

    mutating func arrayCopy(_ instruction: Instruction) throws(Flaw) {
        let destination = try mutableElement(ofArray: instruction.index)
        let source = try element(ofArray: instruction.secondIndex)
        guard types.matches(source.storage, destination.storage) else { throw .arrayTypesDoNotMatch }
        try pop(.i32)
        try pop(.i32)
        try pop(reference(instruction.secondIndex))
        try pop(.i32)
        try pop(reference(instruction.index))
    }

    mutating func arrayInitData(_ instruction: Instruction) throws(Flaw) {
        try checkNumeric(mutableElement(ofArray: instruction.index))
        try checkData(instruction.secondIndex)
        try popInitOperands(instruction.index)
    }

    mutating func arrayInitElement(_ instruction: Instruction) throws(Flaw) {
        try checkSegment(instruction.secondIndex, fits: mutableElement(ofArray: instruction.index))
        try popInitOperands(instruction.index)
    }

    private mutating func popInitOperands(_ typeIndex: UInt32) throws(Flaw) {
        try pop(.i32)
        try pop(.i32)
        try pop(.i32)
        try pop(reference(typeIndex))
    }

    private mutating func checkNumeric(_ field: FieldType) throws(Flaw) {
        if field.storage.unpacked.isReference { throw .arrayNotNumeric }
    }

    private mutating func checkSegment(_ index: UInt32, fits field: FieldType) throws(Flaw) {
        let segment = try element(index)
        guard types.matches(segment, field.storage.unpacked) else {
            throw .notSubtype(segment, of: field.storage.unpacked, "element segment type")
        }
    }
}
