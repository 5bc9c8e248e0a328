/// What values are replaced by, while a pass goes through a function in layout order. Definitions come before uses, so
/// whoever renames operands as it goes renames them all.
package struct Replacements: ~Copyable {
    /// By value; not filled before something is replaced.
    private var names = FlatArray<ValueID>()
    private var valueCount = 0
    package private(set) var isEmpty = true

    /// Begins anew for a function with so many values.
    mutating func begin(_ function: borrowing IRFunction) {
        valueCount = function.instructions.count
        isEmpty = true
    }

    /// `other` must be what is used: nothing replaces it.
    mutating func replace(_ value: ValueID, by other: ValueID) {
        if isEmpty {
            names.removeAll()
            names.reserve(valueCount)
            for value in 0..<valueCount { names.append(ValueID(truncatingIfNeeded: value)) }
            isEmpty = false
        }
        names[Int(value)] = other
    }

    @inline(__always)
    subscript(_ value: ValueID) -> ValueID { isEmpty ? value : names[Int(value)] }

    /// The same, if something was replaced.
    @inline(__always)
    func name(_ value: ValueID) -> ValueID { names[Int(value)] }

    /// The same, through replacements of replacements.
    func resolved(_ value: ValueID) -> ValueID {
        guard !isEmpty else { return value }
        var value = value
        while names[Int(value)] != value { value = names[Int(value)] }
        return value
    }

    /// Makes every replacement final, so that none leads to another.
    mutating func resolveAll() {
        guard !isEmpty else { return }
        for value in names.indices { names[value] = resolved(ValueID(truncatingIfNeeded: value)) }
    }

    /// Gives room back that only a huge function needs.
    mutating func shrink(ifOver bytes: Int) { names.shrink(ifOver: bytes) }
}

extension IRFunction {
    /// Renames what an instruction uses.
    @inline(__always)
    mutating func rename(operandsOf value: ValueID, _ replacements: borrowing Replacements) {
        guard !replacements.isEmpty else { return }
        let instruction = instructions[Int(value)]
        if instruction.isIn(IRInstruction.pooledKinds) {
            for position in instruction.operandRange { pool[position] = replacements[pool[position]] }
        } else {
            // Without a branch on how many there are; what is no operand is written back as it was.
            let count = instruction.operandCount(facts)
            let a = replacements.name(count > 0 ? instruction.a : 0)
            let b = replacements.name(count > 1 ? instruction.b : 0)
            let c = replacements.name(count > 2 ? instruction.c : 0)
            instructions[Int(value)].a = count > 0 ? a : instruction.a
            instructions[Int(value)].b = count > 1 ? b : instruction.b
            instructions[Int(value)].c = count > 2 ? c : instruction.c
        }
    }

    /// Renames what the end of a block uses.
    mutating func rename(terminatorOf block: Int, _ replacements: borrowing Replacements) {
        guard !replacements.isEmpty else { return }
        rename(terminatorOf: block) { replacements[$0] }
    }

    /// Renames everything that is used.
    mutating func renameAll(_ replacements: borrowing Replacements) {
        guard !replacements.isEmpty else { return }
        for block in blocks.indices {
            for value in blocks[block].values { rename(operandsOf: value, replacements) }
            rename(terminatorOf: block, replacements)
        }
    }

    @inline(__always)
    mutating func rename(terminatorOf block: Int, _ name: (ValueID) -> ValueID) {
        switch blocks[block].terminator {
        case .none, .trap: break
        case .jump(let edge): for position in edge.range { pool[position] = name(pool[position]) }
        case .branch(let condition, let then, let otherwise):
            blocks[block].terminator = .branch(condition: name(condition), then: then, otherwise: otherwise)
            for position in then.range { pool[position] = name(pool[position]) }
            for position in otherwise.range { pool[position] = name(pool[position]) }
        case .table(let index, let start, let count):
            blocks[block].terminator = .table(index: name(index), start: start, count: count)
            for edge in Int(start)..<Int(start + count) {
                for position in tableEdges[edge].range { pool[position] = name(pool[position]) }
            }
        case .return(let start, let count):
            for position in Int(start)..<Int(start + count) { pool[position] = name(pool[position]) }
        }
    }
}
