import MachineCode
import WasmModel

/// Vector instructions (§4.3.5), by three-operand forms. Those that take several instructions have the three scratch
/// registers to themselves, and no operand stands in the register of the result: the allocator sees to it.
extension CodeEmitter {
    static var first: VectorRegister { RegisterConvention.vectorScratch }
    static var second: VectorRegister { RegisterConvention.secondVectorScratch }
    static var third: VectorRegister { RegisterConvention.thirdVectorScratch }

    mutating func emitVector(_ value: ValueID, _ instruction: IRInstruction) {
        if function.facts[instruction.opcode].isOneInstruction, let operation = VectorOperation(instruction.opcode) {
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
            combine(form, target, vector(left), vector(right, Self.second), immediate: relation)
        case .unary(let form): apply(form, target, instruction.a)
        case .round(let form, let mode): convert(form, target, vector(instruction.a), immediate: mode | 8)
        case .constant(let form, let bits): combine(form, target, vector(instruction.a), constant(bits, bits))
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
            combine(form, target, operand, address)
        } else {
            combine(form, target, operand, vector(value))
        }
    }

    /// `form target, value`
    mutating func apply(_ form: InstructionForm, _ target: VectorRegister, _ value: ValueID) {
        if let address = vectorAddress(value) {
            convert(form, target, address)
        } else {
            convert(form, target, vector(value))
        }
    }

    /// The same lanes in both halves.
    mutating func splat(_ bits: UInt64) -> Address { constant(bits, bits) }

    mutating func clear(_ target: VectorRegister) { combine(.pxor, target, target, target) }
    mutating func setOnes(_ target: VectorRegister) { combine(.pcmpeqd, target, target, target) }

    // MARK: Memory

    mutating func emitVectorLoad(_ value: ValueID, _ instruction: IRInstruction, _ address: Address) {
        let target = vectorTarget(value)
        switch instruction.opcode {
        case .v128Load8x8S: extend(.pmovsxbw, target, address)
        case .v128Load8x8U: extend(.pmovzxbw, target, address)
        case .v128Load16x4S: extend(.pmovsxwd, target, address)
        case .v128Load16x4U: extend(.pmovzxwd, target, address)
        case .v128Load32x2S: extend(.pmovsxdq, target, address)
        case .v128Load32x2U: extend(.pmovzxdq, target, address)
        case .v128Load8Splat: broadcast(.bytes, target, address)
        case .v128Load16Splat: broadcast(.words, target, address)
        case .v128Load32Splat: broadcast(.dwords, target, address)
        case .v128Load64Splat: broadcast(.qwords, target, address)
        case .v128Load32Zero: assembler.vector(.movss, target, address)
        case .v128Load64Zero: assembler.vector(.movsd, target, address)
        default: assembler.vector(.movups, target, address)
        }
        finish(value, from: target)
    }
}
