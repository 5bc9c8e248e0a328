import WasmModel

/// Control instructions (§3.3.1).
extension BodyValidator {
    typealias BlockTypes = (parameters: TypeList, results: TypeList)

    mutating func resolve(_ type: BlockType) throws(Flaw) -> BlockTypes {
        if let index = type.typeIndex {
            guard features.contains(.multiValue) else { throw .needs(.multiValue, for: "block type \(index)") }
            let signature = try signature(index)
            return (
                TypeList(start: signature.start, count: signature.parameterCount),
                TypeList(start: signature.start + signature.parameterCount, count: signature.resultCount)
            )
        }
        guard let result = type.valueType else { return (.empty, .empty) }
        try checkValueType(result)
        return (.empty, list(of: result))
    }

    /// A list of one type.
    mutating func list(of type: ValueType) -> TypeList {
        if !type.isReference { return TypeList(start: type.rawValue, count: 1) }
        if pool.count == poolStart || pool[pool.count - 1] != type { pool.append(type) }
        return TypeList(start: UInt32(pool.count - 1), count: 1)
    }

    mutating func block(_ opcode: Opcode, _ type: BlockType) throws(Flaw) {
        let types = try resolve(type)
        try pop(types.parameters)
        try open(opcode, parameters: types.parameters, results: types.results)
    }

    mutating func checkElse() throws(Flaw) {
        guard frame.opcode == .if else { throw .misplaced(.else) }
        try leave()
        frame.opcode = .else
        frame.isUnreachable = false
        try push(frame.parameters)
    }

    mutating func end() throws(Flaw) {
        try leave()
        if frame.opcode == .if, !matches(frame.parameters, frame.results) { throw .elseMissing() }
        try close()
    }

    // MARK: Branches

    mutating func branchIf(_ index: UInt32) throws(Flaw) {
        try pop(.i32)
        let label = try label(index)
        try pop(label)
        try push(label)
    }

    /// Every label must take what stands on the stack. A label is looked at once for each instruction, however often
    /// the table names it.
    mutating func branchTable(_ instruction: Instruction) throws(Flaw) {
        try pop(.i32)
        let start = Int(instruction.bits)
        let count = Int(instruction.index)
        let last = try label(UInt32(truncatingIfNeeded: immediates[start + count]))
        for position in start..<(start + count) {
            let index = UInt32(truncatingIfNeeded: immediates[position])
            let label = try label(index)
            guard label.count == last.count else {
                throw .labelMismatch("labels of br_table take \(label.count) and \(last.count) operands")
            }
            if label != last, try isFirstLook(at: index) { try checkOperands(label) }
        }
        try pop(last)
        markUnreachable()
    }

    private mutating func isFirstLook(at index: UInt32) throws(Flaw) -> Bool {
        let mark = UInt32(truncatingIfNeeded: number + 1)
        if index == 0 {
            defer { frame.checkedBy = mark }
            return frame.checkedBy != mark
        }
        let position = outer.count - Int(index)
        defer { outer[position].checkedBy = mark }
        return outer[position].checkedBy != mark
    }

    /// Checks the topmost operands without popping them.
    private mutating func checkOperands(_ list: TypeList) throws(Flaw) {
        for offset in 0..<Int(list.count) {
            let expected = pool[Int(list.start + list.count) - 1 - offset]
            let position = height - 1 - offset
            guard position >= frame.base else {
                if frame.isUnreachable { return }
                throw .underflow(expected: expected)
            }
            guard types.matches(operands[position], expected) else {
                throw .mismatch(expected: expected, found: operands[position])
            }
        }
    }

    // MARK: Calls

    private mutating func apply(_ signature: ModuleTypes.Signature) throws(Flaw) {
        try pop(TypeList(start: signature.start, count: signature.parameterCount))
        try push(TypeList(start: signature.start + signature.parameterCount, count: signature.resultCount))
    }

    private mutating func applyTail(_ signature: ModuleTypes.Signature) throws(Flaw) {
        let returned = TypeList(start: signature.start + signature.parameterCount, count: signature.resultCount)
        guard matches(returned, results) else { throw .tailCallResults }
        try pop(TypeList(start: signature.start, count: signature.parameterCount))
        markUnreachable()
    }

    private mutating func signature(ofFunction index: UInt32) throws(Flaw) -> ModuleTypes.Signature {
        guard index < spaces.functions.count else { throw .unknown(.function, index) }
        return types.signatures[Int(spaces.functions[Int(index)])]
    }

    /// Checks table and type of an indirect call and pops the element index.
    private mutating func indirectSignature(_ instruction: Instruction) throws(Flaw) -> ModuleTypes.Signature {
        let table = try table(instruction.secondIndex)
        let signature = try signature(instruction.index)
        guard types.matches(table.element, .funcref) else { throw .notFunctionTable(table.element) }
        try pop(table.addressType.valueType)
        return signature
    }

    private mutating func referenceSignature(_ typeIndex: UInt32) throws(Flaw) -> ModuleTypes.Signature {
        let signature = try signature(typeIndex)
        try pop(.reference(.type(typeIndex), nullable: true))
        return signature
    }

    mutating func call(_ index: UInt32) throws(Flaw) { try apply(signature(ofFunction: index)) }
    mutating func callIndirect(_ instruction: Instruction) throws(Flaw) { try apply(indirectSignature(instruction)) }
    mutating func callReference(_ typeIndex: UInt32) throws(Flaw) { try apply(referenceSignature(typeIndex)) }
    mutating func returnCall(_ index: UInt32) throws(Flaw) { try applyTail(signature(ofFunction: index)) }
    mutating func returnCallIndirect(_ instruction: Instruction) throws(Flaw) {
        try applyTail(indirectSignature(instruction))
    }
    mutating func returnCallReference(_ typeIndex: UInt32) throws(Flaw) { try applyTail(referenceSignature(typeIndex)) }
}
