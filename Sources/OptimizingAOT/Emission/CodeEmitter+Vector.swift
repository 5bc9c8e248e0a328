import MachineCode
import WasmModel

/// Vector instructions (§4.3.5), by three-operand forms. Those that take several instructions have the three scratch
/// registers to themselves, and no operand stands in the register of the result: the allocator sees to it.
extension CodeEmitter {
    static var first: VectorRegister { RegisterConvention.vectorScratch }
    static var second: VectorRegister { RegisterConvention.secondVectorScratch }
    static var third: VectorRegister { RegisterConvention.thirdVectorScratch }

    mutating func emitVector(_ value: ValueID, _ instruction: IRInstruction) {
        if let operation = VectorOperation(instruction.opcode) {
            emitSingle(operation, value, instruction)
        } else if !emitLanes(value, instruction), !emitVectorInteger(value, instruction) {
            emitVectorFloat(value, instruction)
        }
    }

    private mutating func emitSingle(_ operation: VectorOperation, _ value: ValueID, _ instruction: IRInstruction) {
        let target = vectorTarget(value)
        switch operation {
        case .binary(let form): apply(form, target, vector(instruction.a), instruction.b)
        case .swapped(let form): apply(form, target, vector(instruction.b), instruction.a)
        case .relation(let form, let relation, let isSwapped):
            let left = isSwapped ? instruction.b : instruction.a
            let right = isSwapped ? instruction.a : instruction.b
            assembler.vector(form, target, vector(left), vector(right, Self.second), immediate: relation)
        case .unary(let form): apply(form, target, instruction.a)
        case .round(let form, let mode): assembler.vectorVEX(form, target, vector(instruction.a), immediate: mode | 8)
        case .constant(let form, let bits): assembler.vector(form, target, vector(instruction.a), constant(bits, bits))
        }
        finish(value, from: target)
    }

    // MARK: Operands

    /// Where a value can be read by an instruction that takes memory.
    private mutating func vectorAddress(_ value: ValueID) -> Address? {
        let instruction = function.instructions[Int(value)]
        if instruction.kind == .constant { return constant(instruction.bits, instruction.highBits) }
        if case .slot(let slot) = locations[Int(value)] { return address(ofSlot: slot) }
        return nil
    }

    /// `form target, operand, value`
    mutating func apply(_ form: InstructionForm, _ target: VectorRegister, _ operand: VectorRegister, _ value: ValueID)
    {
        if let address = vectorAddress(value) {
            assembler.vector(form, target, operand, address)
        } else {
            assembler.vector(form, target, operand, vector(value))
        }
    }

    /// `form target, value`
    mutating func apply(_ form: InstructionForm, _ target: VectorRegister, _ value: ValueID) {
        if let address = vectorAddress(value) {
            assembler.vectorVEX(form, target, address)
        } else {
            assembler.vectorVEX(form, target, vector(value))
        }
    }

    /// The same lanes in both halves.
    mutating func splat(_ bits: UInt64) -> Address { constant(bits, bits) }

    mutating func clear(_ target: VectorRegister) { assembler.vector(.pxor, target, target, target) }
    mutating func setOnes(_ target: VectorRegister) { assembler.vector(.pcmpeqd, target, target, target) }

    // MARK: Memory

    mutating func emitVectorLoad(_ value: ValueID, _ instruction: IRInstruction, _ address: Address) {
        let target = vectorTarget(value)
        switch instruction.opcode {
        case .v128Load8x8S: assembler.vectorVEX(.pmovsxbw, target, address)
        case .v128Load8x8U: assembler.vectorVEX(.pmovzxbw, target, address)
        case .v128Load16x4S: assembler.vectorVEX(.pmovsxwd, target, address)
        case .v128Load16x4U: assembler.vectorVEX(.pmovzxwd, target, address)
        case .v128Load32x2S: assembler.vectorVEX(.pmovsxdq, target, address)
        case .v128Load32x2U: assembler.vectorVEX(.pmovzxdq, target, address)
        case .v128Load8Splat: assembler.vectorVEX(.vpbroadcastb, target, address)
        case .v128Load16Splat: assembler.vectorVEX(.vpbroadcastw, target, address)
        case .v128Load32Splat: assembler.vectorVEX(.vpbroadcastd, target, address)
        case .v128Load64Splat: assembler.vectorVEX(.vpbroadcastq, target, address)
        case .v128Load32Zero: assembler.vector(.movss, target, address)
        case .v128Load64Zero: assembler.vector(.movsd, target, address)
        default: assembler.vector(.movups, target, address)
        }
        finish(value, from: target)
    }
}
