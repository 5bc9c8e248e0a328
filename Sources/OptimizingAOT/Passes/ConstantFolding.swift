import WasmModel

/// Evaluates operations whose operands are constants, and uses the laws of integer arithmetic: neutral and absorbing
/// elements, constants moved to the right. Floats are left alone but for folding: x + 0 is not x.
package enum ConstantFolding: Pass {
    package static let name = "fold-constants"

    package static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch) {
        scratch.replacements.begin(function)
        for block in function.blocks.indices {
            for value in function.blocks[block].values {
                function.rename(operandsOf: value, scratch.replacements)
                var instruction = function.instructions[Int(value)]
                switch instruction.kind {
                case .numeric:
                    guard isScalar(instruction, function) else { continue }
                    if let same = simplify(&instruction, function) { scratch.replacements.replace(value, by: same) }
                    function.instructions[Int(value)] = instruction
                case .select:
                    if let condition = function.constant(instruction.c) {
                        scratch.replacements.replace(value, by: condition != 0 ? instruction.a : instruction.b)
                    } else if instruction.a == instruction.b {
                        scratch.replacements.replace(value, by: instruction.a)
                    }
                default: continue
                }
            }
            function.rename(terminatorOf: block, scratch.replacements)
        }
        if !scratch.replacements.isEmpty { scratch.isPruned = false }
    }

    /// Whether neither operands nor result are vectors.
    private static func isScalar(_ instruction: IRInstruction, _ function: borrowing IRFunction) -> Bool {
        instruction.type != .v128 && function.instructions[Int(instruction.a)].type != .v128
    }

    /// Rewrites a numeric instruction in place, or names the value that it equals.
    private static func simplify(_ instruction: inout IRInstruction, _ function: borrowing IRFunction) -> ValueID? {
        let first = function.constant(instruction.a)
        let fact = function.facts[instruction.opcode]
        if fact.operandCount == 1 {
            if let first, let folded = Evaluation.result(of: instruction.opcode, first, 0) {
                instruction = IRInstruction(.constant, instruction.type, bits: folded)
            }
            return nil
        }
        var second = function.constant(instruction.b)
        if let first, let second, let folded = Evaluation.result(of: instruction.opcode, first, second) {
            instruction = IRInstruction(.constant, instruction.type, bits: folded)
            return nil
        }
        if first != nil, second == nil, fact.isCommutative {
            swap(&instruction.a, &instruction.b)
            second = first
        }
        guard let second else { return sameOperands(&instruction) }
        return withConstant(&instruction, second)
    }

    static func isCommutative(_ opcode: Opcode) -> Bool {
        switch opcode {
        case .i32Add, .i32Mul, .i32And, .i32Or, .i32Xor, .i32Eq, .i32Ne, .i64Add, .i64Mul, .i64And, .i64Or, .i64Xor, .i64Eq, .i64Ne:
            true
        default: false
        }
    }

    private static func sameOperands(_ instruction: inout IRInstruction) -> ValueID? {
        guard instruction.a == instruction.b else { return nil }
        switch instruction.opcode {
        case .i32And, .i32Or, .i64And, .i64Or: return instruction.a
        case .i32Sub, .i32Xor, .i64Sub, .i64Xor, .i32Ne, .i32LtS, .i32LtU, .i32GtS, .i32GtU, .i64Ne, .i64LtS, .i64LtU, .i64GtS, .i64GtU:
            instruction = IRInstruction(.constant, instruction.type)
        case .i32Eq, .i32LeS, .i32LeU, .i32GeS, .i32GeU, .i64Eq, .i64LeS, .i64LeU, .i64GeS, .i64GeU:
            instruction = IRInstruction(.constant, instruction.type, bits: 1)
        default: break
        }
        return nil
    }

    /// `instruction` has the constant `second` on the right.
    private static func withConstant(_ instruction: inout IRInstruction, _ second: UInt64) -> ValueID? {
        let ones: UInt64 = instruction.type == .i32 ? 0xFFFF_FFFF : .max
        switch instruction.opcode {
        case .i32Add, .i32Sub, .i32Or, .i32Xor, .i64Add, .i64Sub, .i64Or, .i64Xor:
            if second == 0 { return instruction.a }
        case .i32Shl, .i32ShrS, .i32ShrU, .i32Rotl, .i32Rotr:
            if second & 31 == 0 { return instruction.a }
        case .i64Shl, .i64ShrS, .i64ShrU, .i64Rotl, .i64Rotr:
            if second & 63 == 0 { return instruction.a }
        case .i32Mul, .i64Mul:
            if second == 1 { return instruction.a }
            if second == 0 { instruction = IRInstruction(.constant, instruction.type) }
        case .i32And, .i64And:
            if second == ones { return instruction.a }
            if second == 0 { instruction = IRInstruction(.constant, instruction.type) }
        case .i32DivU, .i32DivS, .i64DivU, .i64DivS:
            if second == 1 { return instruction.a }
        case .i32Eq, .i64Eq:
            if second == 0 {
                instruction = IRInstruction(.numeric, .i32, opcode: instruction.opcode == .i32Eq ? .i32Eqz : .i64Eqz, a: instruction.a)
            }
        default: break
        }
        return nil
    }
}
