import WasmModel

/// Which instructions are not computed by themselves but inside the one that uses them: constants, the instance, which
/// has a register, and comparisons whose only use is a branch, a `select` or a `trapIf` of their block.
package struct Selection {
    /// By value.
    package private(set) var isFolded: [Bool]
    package private(set) var useCount: [UInt32]

    package init(_ function: IRFunction) {
        var useCount = [UInt32](repeating: 0, count: function.instructions.count)
        var isFolded = [Bool](repeating: false, count: function.instructions.count)
        for block in function.blocks {
            for value in block.first..<block.end {
                function.forEachOperand(of: function.instructions[Int(value)]) { useCount[Int($0)] += 1 }
            }
            function.forEachOperand(ofTerminator: block.terminator) { useCount[Int($0)] += 1 }
        }
        for block in function.blocks {
            for value in block.first..<block.end {
                let instruction = function.instructions[Int(value)]
                switch instruction.kind {
                case .constant, .instance, .landed: isFolded[Int(value)] = true
                case .select: Self.fold(instruction.c, in: block, before: value, function, useCount, &isFolded)
                case .trapIf: Self.fold(instruction.a, in: block, before: value, function, useCount, &isFolded)
                default: break
                }
                if instruction.kind == .numeric, instruction.opcode == .i32Add || instruction.opcode == .i64Add {
                    Self.foldScaled(instruction, in: block, function, useCount, &isFolded)
                }
            }
            if case .branch(let condition, _, _) = block.terminator {
                Self.fold(condition, in: block, before: block.end, function, useCount, &isFolded)
            }
        }
        self.useCount = useCount
        self.isFolded = isFolded
    }

    /// Folds a comparison into the instruction that tests it, if it stands in the same block.
    private static func fold(
        _ condition: ValueID, in block: IRBlock, before user: ValueID, _ function: IRFunction, _ useCount: [UInt32],
        _ isFolded: inout [Bool]
    ) {
        guard condition >= block.first, condition < user, useCount[Int(condition)] == 1 else { return }
        let instruction = function.instructions[Int(condition)]
        guard instruction.kind == .numeric, Comparison(instruction.opcode) != nil else { return }
        isFolded[Int(condition)] = true
    }

    /// `x + (y << 1…3)` is one `lea`.
    private static func foldScaled(
        _ instruction: IRInstruction, in block: IRBlock, _ function: IRFunction, _ useCount: [UInt32], _ isFolded: inout [Bool]
    ) {
        guard let shifted = scaledOperand(instruction, function), shifted.value >= block.first,
            useCount[Int(shifted.value)] == 1
        else { return }
        isFolded[Int(shifted.value)] = true
    }

    /// The operand of an addition that is a shift by 1 to 3, and the other one; the right operand first.
    static func scaledOperand(_ instruction: IRInstruction, _ function: IRFunction) -> (value: ValueID, other: ValueID, shift: UInt8)? {
        for (value, other) in [(instruction.b, instruction.a), (instruction.a, instruction.b)] {
            let operand = function.instructions[Int(value)]
            guard operand.kind == .numeric, operand.opcode == .i32Shl || operand.opcode == .i64Shl,
                function.instructions[Int(operand.a)].kind != .constant, function.instructions[Int(other)].kind != .constant
            else { continue }
            let count = function.instructions[Int(operand.b)]
            if count.kind == .constant, (1...3).contains(count.bits & 31), count.bits < 4 {
                return (value, other, UInt8(count.bits))
            }
        }
        return nil
    }
}
