import WasmModel

/// Table instructions (§3.3.6), and `memory.copy` (§3.3.7), which names two memories and so has no signature.
extension BodyValidator {
    mutating func tableGet(_ index: UInt32) throws(Flaw) {
        let table = try table(index)
        try pop(table.addressType.valueType)
        try push(table.element)
    }

    mutating func tableSet(_ index: UInt32) throws(Flaw) {
        let table = try table(index)
        try pop(table.element)
        try pop(table.addressType.valueType)
    }

    mutating func tableGrow(_ index: UInt32) throws(Flaw) {
        let table = try table(index)
        try pop(table.addressType.valueType)
        try pop(table.element)
        try push(table.addressType.valueType)
    }

    mutating func tableFill(_ index: UInt32) throws(Flaw) {
        let table = try table(index)
        try pop(table.addressType.valueType)
        try pop(table.element)
        try pop(table.addressType.valueType)
    }

    mutating func tableCopy(_ instruction: Instruction) throws(Flaw) {
        let destination = try table(instruction.index)
        let source = try table(instruction.secondIndex)
        guard types.matches(source.element, destination.element) else {
            throw .notSubtype(source.element, of: destination.element, "source element type")
        }
        try popCopyOperands(destination.addressType, source.addressType)
    }

    mutating func tableInit(_ instruction: Instruction) throws(Flaw) {
        let table = try table(instruction.secondIndex)
        let element = try element(instruction.index)
        guard types.matches(element, table.element) else {
            throw .notSubtype(element, of: table.element, "element segment type")
        }
        try pop(.i32)
        try pop(.i32)
        try pop(table.addressType.valueType)
    }

    mutating func memoryCopy(_ instruction: Instruction) throws(Flaw) {
        try popCopyOperands(memory(instruction.index).addressType, memory(instruction.secondIndex).addressType)
    }

    /// Destination, source, and a length of the smaller address type.
    private mutating func popCopyOperands(_ destination: AddressType, _ source: AddressType) throws(Flaw) {
        try pop(destination == .i64 && source == .i64 ? .i64 : .i32)
        try pop(source.valueType)
        try pop(destination.valueType)
    }
}
