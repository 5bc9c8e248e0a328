import WasmModel

/// Which instructions are not computed by themselves but inside the one that uses them: constants, the instance, which
/// has a register, and comparisons whose only use is a branch, a `select` or a `trapIf` of their block.
package struct Selection: ~Copyable {
    /// By value.
    package private(set) var isFolded = FlatArray<Bool>()
    package private(set) var useCount = FlatArray<UInt32>()

    package init() {}

    /// Selects for another function.
    package mutating func select(_ function: borrowing IRFunction) {
        useCount.fill(0, count: function.instructions.count)
        isFolded.fill(false, count: function.instructions.count)
        for block in function.blocks.indices {
            for value in function.blocks[block].values { count(value, function) }
            function.forEachOperand(ofTerminator: function.blocks[block].terminator) { useCount[Int($0)] &+= 1 }
        }
        let folding = IRInstruction.bit(.select) | IRInstruction.bit(.trapIf) | IRInstruction.bit(.numeric)
        for block in function.blocks.indices {
            let block = function.blocks[block]
            for value in block.values {
                let instruction = function.instructions[Int(value)]
                guard instruction.isIn(folding) else { continue }
                switch instruction.kind {
                case .select: fold(instruction.c, in: block, before: value, function)
                case .trapIf: fold(instruction.a, in: block, before: value, function)
                case .numeric where instruction.opcode == .i32Add || instruction.opcode == .i64Add:
                    foldScaled(instruction, in: block, function)
                default: break
                }
            }
            if case .branch(let condition, _, _) = block.terminator { fold(condition, in: block, before: block.end, function) }
        }
    }

    /// Counts what an instruction uses, without a branch on how many operands it has, and folds what is nothing by itself.
    @inline(__always)
    private mutating func count(_ value: ValueID, _ function: borrowing IRFunction) {
        let instruction = function.instructions[Int(value)]
        if instruction.isIn(IRInstruction.pooledKinds) {
            for position in instruction.operandRange { useCount[Int(function.pool[position])] &+= 1 }
        } else {
            let count = instruction.operandCount(function.facts)
            useCount[Int(count > 0 ? instruction.a : value)] &+= count > 0 ? 1 : 0
            useCount[Int(count > 1 ? instruction.b : value)] &+= count > 1 ? 1 : 0
            useCount[Int(count > 2 ? instruction.c : value)] &+= count > 2 ? 1 : 0
        }
        isFolded[Int(value)] = instruction.isIn(
            IRInstruction.bit(.constant) | IRInstruction.bit(.instance) | IRInstruction.bit(.landed))
    }

    /// Folds a comparison into the instruction that tests it, if it stands in the same block.
    private mutating func fold(_ condition: ValueID, in block: IRBlock, before user: ValueID, _ function: borrowing IRFunction) {
        guard condition >= block.first, condition < user, useCount[Int(condition)] == 1 else { return }
        let instruction = function.instructions[Int(condition)]
        guard instruction.kind == .numeric, function.facts[instruction.opcode].isComparison else { return }
        isFolded[Int(condition)] = true
    }

    /// `x + (y << 1…3)` is one `lea`.
    private mutating func foldScaled(_ instruction: IRInstruction, in block: IRBlock, _ function: borrowing IRFunction) {
        guard let shifted = Self.scaledOperand(instruction, function), shifted.value >= block.first,
            useCount[Int(shifted.value)] == 1
        else { return }
        isFolded[Int(shifted.value)] = true
    }

    /// The operand of an addition that is a shift by 1 to 3, and the other one; the right operand first.
    @inline(__always)
    static func scaledOperand(_ instruction: IRInstruction, _ function: borrowing IRFunction)
        -> (value: ValueID, other: ValueID, shift: UInt8)?
    {
        if let shift = scale(of: instruction.b, besides: instruction.a, function) { return (instruction.b, instruction.a, shift) }
        if let shift = scale(of: instruction.a, besides: instruction.b, function) { return (instruction.a, instruction.b, shift) }
        return nil
    }

    /// By how much an operand is shifted, if a `lea` can do that.
    @inline(__always)
    private static func scale(of value: ValueID, besides other: ValueID, _ function: borrowing IRFunction) -> UInt8? {
        let operand = function.instructions[Int(value)]
        guard operand.kind == .numeric, operand.opcode == .i32Shl || operand.opcode == .i64Shl,
            function.constant(operand.a) == nil, function.constant(other) == nil,
            let count = function.constant(operand.b), count > 0, count < 4
        else { return nil }
        return UInt8(count)
    }

    mutating func shrink(ifOver bytes: Int) {
        isFolded.shrink(ifOver: bytes)
        useCount.shrink(ifOver: bytes)
    }
}
