import NumericSemantics
import WasmModel
import WasmValidation

/// Evaluates constant expressions (§3.4.11, §4.7.1) of a valid module.
///
/// What makes it safe: validation has checked every index and the types of all operands, and only constant instructions
/// come here.
struct ConstantExpression {
    /// One operand: a word, or two for a v128.
    struct Operand {
        var low: UInt64
        var high: UInt64 = 0
    }

    let instance: InstanceBlock
    let facts: ModuleFacts
    private var stack: [Operand] = []

    init(_ instance: InstanceBlock, _ facts: ModuleFacts) {
        self.instance = instance
        self.facts = facts
    }

    /// The value; nil, with the reason in the context, if the heap came to its end.
    mutating func value(of expression: Expression) -> Operand? {
        // Almost every constant expression is one instruction and its end.
        if expression.instructions.count == 2, let operand = leaf(expression.instructions[0], expression) { return operand }
        stack.removeAll(keepingCapacity: true)
        for instruction in expression.instructions {
            if let operand = leaf(instruction, expression) {
                stack.append(operand)
            } else {
                guard run(instruction) else { return nil }
            }
        }
        return stack.last
    }

    /// Of an instruction without operands.
    private func leaf(_ instruction: Instruction, _ expression: Expression) -> Operand? {
        switch instruction.opcode {
        case .i32Const, .i64Const, .f32Const, .f64Const: return Operand(low: instruction.bits)
        case .v128Const:
            let (low, high) = expression.vector(of: instruction)
            return Operand(low: low, high: high)
        case .refNull: return Operand(low: 0)
        case .refFunc: return Operand(low: instance.function(Int(instruction.index)).address)
        case .globalGet:
            let global = instance.global(Int(instruction.index))
            return Operand(low: global.low, high: global.high)
        default: return nil
        }
    }

    private mutating func pop() -> UInt64 { stack.popLast()?.low ?? 0 }
    private mutating func pop32() -> UInt32 { UInt32(truncatingIfNeeded: pop()) }

    /// Pops operands and pushes a result; false if the heap came to its end.
    private mutating func run(_ instruction: Instruction) -> Bool {
        switch instruction.opcode {
        case .i32Add: binary32(Integer32.add)
        case .i32Sub: binary32(Integer32.sub)
        case .i32Mul: binary32(Integer32.mul)
        case .i64Add: binary64(Integer64.add)
        case .i64Sub: binary64(Integer64.sub)
        case .i64Mul: binary64(Integer64.mul)
        case .refI31: stack.append(Operand(low: ReferenceOperation.i31(pop32())))
        case .structNew, .structNewDefault: return newStructure(instruction)
        case .arrayNew, .arrayNewDefault, .arrayNewFixed: return newArray(instruction)
        // `any.convert_extern` and `extern.convert_any` change no word; `end` is the last.
        default: break
        }
        return true
    }

    private mutating func binary32(_ operation: (UInt32, UInt32) -> UInt32) {
        let b = pop32(), a = pop32()
        stack.append(Operand(low: UInt64(operation(a, b))))
    }
    private mutating func binary64(_ operation: (UInt64, UInt64) -> UInt64) {
        let b = pop(), a = pop()
        stack.append(Operand(low: operation(a, b)))
    }

    private mutating func newStructure(_ instruction: Instruction) -> Bool {
        let context = instance.context, type = instance.type(Int(instruction.index))
        let reference = HeapOperation.newDefaultStructure(context, type: type)
        guard reference != 0 else { return false }
        if instruction.opcode == .structNew {
            let fields = facts.validated.types.structure(instruction.index) ?? []
            let object = unsafe ObjectBlock(at: reference)
            let first = max(stack.count - fields.count, 0)
            var offset = Layout.Structure.fields
            for (operand, field) in zip(stack[first...], fields) {
                switch field.storage {
                case .i8: object.setWord(offset, operand.low & 0xFF)
                case .i16: object.setWord(offset, operand.low & 0xFFFF)
                case .value(let type):
                    object.setWord(offset, operand.low)
                    if type == .v128 { object.setWord(offset + 8, operand.high) }
                }
                offset += field.storage.fieldBytes
            }
            stack.removeLast(stack.count - first)
        }
        stack.append(Operand(low: reference))
        return true
    }

    private mutating func newArray(_ instruction: Instruction) -> Bool {
        let context = instance.context, type = instance.type(Int(instruction.index))
        let fixedCount = Int(instruction.bits)
        let length =
            instruction.opcode == .arrayNewFixed ? UInt32(truncatingIfNeeded: instruction.bits) : pop32()
        var filler = Operand(low: 0)
        if instruction.opcode == .arrayNew { filler = stack.popLast() ?? filler }
        let reference = HeapOperation.newArray(context, type: type, length: length, low: filler.low, high: filler.high)
        guard reference != 0 else { return false }
        if instruction.opcode == .arrayNewFixed {
            for (index, operand) in stack.suffix(fixedCount).enumerated() {
                _ = HeapOperation.fillArray(
                    context, reference, at: UInt32(index), low: operand.low, high: operand.high, count: 1)
            }
            stack.removeLast(min(fixedCount, stack.count))
        }
        stack.append(Operand(low: reference))
        return true
    }
}
