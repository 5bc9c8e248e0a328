import MachineCode
import WasmModel

/// Floating point.
extension CodeEmitter {
    mutating func emitFloat(_ value: ValueID, _ instruction: IRInstruction) {
        switch instruction.opcode {
        case .f32Add: emitBinary(.addss, value, instruction)
        case .f32Sub: emitBinary(.subss, value, instruction)
        case .f32Mul: emitBinary(.mulss, value, instruction)
        case .f32Div: emitBinary(.divss, value, instruction)
        case .f64Add: emitBinary(.addsd, value, instruction)
        case .f64Sub: emitBinary(.subsd, value, instruction)
        case .f64Mul: emitBinary(.mulsd, value, instruction)
        case .f64Div: emitBinary(.divsd, value, instruction)
        case .f32Min: emitExtremum(.minss, .orps, .addss, value, instruction)
        case .f32Max: emitExtremum(.maxss, .andps, .addss, value, instruction)
        case .f64Min: emitExtremum(.minsd, .orps, .addsd, value, instruction)
        case .f64Max: emitExtremum(.maxsd, .andps, .addsd, value, instruction)
        case .f32Sqrt: emitUnary(.sqrtss, value, instruction)
        case .f64Sqrt: emitUnary(.sqrtsd, value, instruction)
        case .f32Ceil, .f64Ceil: emitRound(2, value, instruction)
        case .f32Floor, .f64Floor: emitRound(1, value, instruction)
        case .f32Trunc, .f64Trunc: emitRound(3, value, instruction)
        case .f32Nearest, .f64Nearest: emitRound(0, value, instruction)
        case .f32Abs, .f64Abs: emitSign(.andps, mask: signMask(instruction) ^ allBits(instruction), value, instruction)
        case .f32Neg, .f64Neg: emitSign(.xorps, mask: signMask(instruction), value, instruction)
        case .f32Copysign, .f64Copysign: emitCopySign(value, instruction)
        case .f32Eq, .f32Ne, .f64Eq, .f64Ne: emitEquality(value, instruction)
        default: emitConversion(value, instruction)
        }
    }

    private func isSingle(_ instruction: IRInstruction) -> Bool { instruction.type == .f32 }
    private func signMask(_ instruction: IRInstruction) -> UInt64 { isSingle(instruction) ? 1 << 31 : 1 << 63 }
    private func allBits(_ instruction: IRInstruction) -> UInt64 { isSingle(instruction) ? 0xFFFF_FFFF : .max }

    private mutating func emitBinary(_ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let first = vector(instruction.a)
        if let bits = constantBits(instruction.b), bits != 0 {
            combine(form, target, first, constant(bits))
        } else if case .slot(let slot) = locations[Int(instruction.b)], constantBits(instruction.b) == nil {
            combine(form, target, first, address(ofSlot: slot))
        } else {
            combine(form, target, first, vector(instruction.b, RegisterConvention.secondVectorScratch))
        }
        finish(value, from: target)
    }

    private mutating func emitUnary(_ form: InstructionForm, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let source = vector(instruction.a)
        combine(form, target, source, source)
        finish(value, from: target)
    }

    /// `mode` is the rounding control of the instruction; 8 keeps it from raising flags.
    private mutating func emitRound(_ mode: UInt8, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let source = vector(instruction.a)
        combine(isSingle(instruction) ? .roundss : .roundsd, target, source, source, immediate: mode | 8)
        finish(value, from: target)
    }

    /// The hardware's minimum is right when the operands are ordered and differ. Equal ones are the same or zeros, whose
    /// signs combine bitwise; with a NaN the sum is a NaN as the specification wants it (§4.3.3, fmin and fmax).
    private mutating func emitExtremum(
        _ form: InstructionForm, _ whenEqual: InstructionForm, _ whenUnordered: InstructionForm, _ value: ValueID,
        _ instruction: IRInstruction
    ) {
        let target = vectorTarget(value)
        let first = vector(instruction.a)
        let second = vector(instruction.b, RegisterConvention.secondVectorScratch)
        var unordered = Label()
        var different = Label()
        var done = Label()
        assembler.vector(isSingle(instruction) ? .ucomiss : .ucomisd, first, second)
        assembler.jump(.parity, &unordered)
        assembler.jump(.notEqual, &different)
        combine(whenEqual, target, first, second)
        assembler.jump(&done)
        assembler.bind(&unordered)
        combine(whenUnordered, target, first, second)
        assembler.jump(&done)
        assembler.bind(&different)
        combine(form, target, first, second)
        assembler.bind(&done)
        finish(value, from: target)
    }

    private mutating func emitSign(_ form: InstructionForm, mask: UInt64, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        let source = vector(instruction.a)
        combine(form, target, source, constant(mask))
        finish(value, from: target)
    }

    private mutating func emitCopySign(_ value: ValueID, _ instruction: IRInstruction) {
        let mask = signMask(instruction)
        let magnitude = RegisterConvention.vectorScratch
        let sign = RegisterConvention.secondVectorScratch
        let first = vector(instruction.a, magnitude)
        combine(.andps, magnitude, first, constant(mask ^ allBits(instruction)))
        let second = vector(instruction.b, sign)
        combine(.andps, sign, second, constant(mask))
        let target = vectorTarget(value)
        combine(.orps, target, magnitude, sign)
        finish(value, from: target)
    }

    /// Equal takes two conditions: the zero flag is also set for unordered operands, which the parity flag tells.
    private mutating func emitEquality(_ value: ValueID, _ instruction: IRInstruction) {
        let isSingle = instruction.opcode == .f32Eq || instruction.opcode == .f32Ne
        let isEqual = instruction.opcode == .f32Eq || instruction.opcode == .f64Eq
        let first = vector(instruction.a)
        let second = vector(instruction.b, RegisterConvention.secondVectorScratch)
        assembler.vector(isSingle ? .ucomiss : .ucomisd, first, second)
        let target = target(value)
        let other = RegisterConvention.secondScratch
        assembler.set(isEqual ? .noParity : .parity, other)
        assembler.set(isEqual ? .equal : .notEqual, target)
        assembler.arithmetic(isEqual ? .and : .or, .dword, target, other)
        assembler.zeroExtend(.byte, target, target)
        finish(value, from: target)
    }
}
