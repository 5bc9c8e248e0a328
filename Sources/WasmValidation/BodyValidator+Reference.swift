import WasmModel

/// Reference instructions (§3.3.8) and the branches that test references (§3.3.1).
extension BodyValidator {
    mutating func refNull(_ type: HeapType) throws(Flaw) {
        try checkHeapType(type)
        try push(.reference(type, nullable: true))
    }

    mutating func refFunc(_ index: UInt32) throws(Flaw) {
        guard index < spaces.functions.count else { throw .unknown(.function, index) }
        guard index < spaces.isDeclared.count, spaces.isDeclared[Int(index)] else { throw .undeclaredReference(index) }
        try push(.reference(.type(spaces.functions[Int(index)]), nullable: false))
    }

    mutating func refTest(_ type: HeapType) throws(Flaw) {
        try checkHeapType(type)
        try pop(.reference(types.top(of: type), nullable: true))
        try push(.i32)
    }

    mutating func refCast(_ type: HeapType, nullable: Bool) throws(Flaw) {
        try checkHeapType(type)
        try pop(.reference(types.top(of: type), nullable: true))
        try push(.reference(type, nullable: nullable))
    }

    mutating func convert(from: HeapType, to: HeapType) throws(Flaw) {
        let found = try popReference()
        let expected = ValueType.reference(from, nullable: found.isNullable)
        guard types.matches(found, expected) else { throw .mismatch(expected: expected, found: found) }
        try push(.reference(to, nullable: found.isNullable))
    }

    // MARK: Branches

    mutating func branchOnNull(_ index: UInt32) throws(Flaw) {
        let found = try popReference()
        let label = try label(index)
        try pop(label)
        try push(label)
        try push(found.nullable(false))
    }

    mutating func branchOnNonNull(_ index: UInt32) throws(Flaw) {
        let label = try label(index)
        let last = try lastType(of: label)
        guard last.isReference else {
            throw .labelMismatch("instruction requires reference type but label has \(last)")
        }
        try pop(last.nullable(true))
        let rest = TypeList(start: label.start, count: label.count - 1)
        try pop(rest)
        try push(rest)
    }

    mutating func branchOnCast(_ instruction: Instruction) throws(Flaw) {
        let (from, to) = try castTypes(of: instruction)
        try branchOnCast(instruction.index, from: from, taken: to, otherwise: difference(from, to))
    }

    mutating func branchOnCastFail(_ instruction: Instruction) throws(Flaw) {
        let (from, to) = try castTypes(of: instruction)
        try branchOnCast(instruction.index, from: from, taken: difference(from, to), otherwise: to)
    }

    /// What is left of `from` when it is not `to` (§3.1.4).
    private mutating func difference(_ from: ValueType, _ to: ValueType) -> ValueType {
        to.isNullable ? from.nullable(false) : from
    }

    private mutating func castTypes(of instruction: Instruction) throws(Flaw) -> (from: ValueType, to: ValueType) {
        let (from, to) = instruction.castTypes
        try checkHeapType(from.heapType)
        try checkHeapType(to.heapType)
        guard types.matches(to, from) else { throw .notSubtype(to, of: from, "cast target") }
        return (from, to)
    }

    private mutating func branchOnCast(
        _ index: UInt32, from: ValueType, taken: ValueType, otherwise: ValueType
    ) throws(Flaw) {
        let label = try label(index)
        let last = try lastType(of: label)
        guard types.matches(taken, last) else { throw .notSubtype(taken, of: last, "operand of the branch") }
        try pop(from)
        let rest = TypeList(start: label.start, count: label.count - 1)
        try pop(rest)
        try push(rest)
        try push(otherwise)
    }

    private mutating func lastType(of label: TypeList) throws(Flaw) -> ValueType {
        guard label.count > 0 else { throw .labelMismatch("instruction requires reference type but label has []") }
        return pool[Int(label.start + label.count) - 1]
    }
}
