import WasmModel

// Instructions that take operands and leave results and do nothing else, and accesses to memory.

extension Translator {
    @inline(__always) mutating func finish(_ operation: Operation, at position: Int, slot: Int) {
        define(slot, operation.result)
        producer = operation.result == .vector ? Self.none : position
    }

    mutating func plain(_ instruction: Instruction, _ operation: Operation) {
        switch operation.operandCount {
        case 1: unary(instruction, operation)
        case 2: operation.resultCount == 1 ? binary(instruction, operation) : wide(instruction.opcode, 2)
        case 3: ternary(instruction, operation)
        case 4: wide(instruction.opcode, 4)
        default: break
        }
    }

    private mutating func unary(_ instruction: Instruction, _ operation: Operation) {
        let opcode = instruction.opcode
        let operand = pop()
        let source = slot(of: operand)
        let before = (accumulator, floatAccumulator)
        var form = Form.slots
        if isAccumulated(source, operation.first), handlers.address(opcode, .accumulatorFirst) != 0 { form = .accumulatorFirst }
        let position = code.count
        let result = pushPlace(operation.result)
        emit(handlers.address(opcode, form), a: result, b: source, d: Int(instruction.small))
        finish(operation, at: position, slot: result)
        if opcode == .i32Eqz || opcode == .i64Eqz {
            comparison = Comparison(
                position: position, opcode: opcode, form: form, accumulator: before.0, floatAccumulator: before.1)
        }
    }

    private mutating func binary(_ instruction: Instruction, _ operation: Operation) {
        var opcode = instruction.opcode
        var second = pop()
        var first = pop()
        if first.kind == .constant, second.kind != .constant, let exchanged = operation.exchanged {
            // A constant fits the second operand only.
            (first, second) = (second, first)
            opcode = exchanged
        }
        var form = Form.slots
        var immediate: Word = 0
        var hasImmediate = false
        if second.kind == .constant, handlers.address(opcode, .immediate) != 0 {
            immediate = second.bits
            hasImmediate =
                operation.second == .float || opcode.rawValue < Opcode.i64Eqz.rawValue || isInteger32(opcode)
                || Int64(bitPattern: immediate) == Int64(Int32(truncatingIfNeeded: immediate))
        }
        let x = slot(of: first)
        let y = hasImmediate ? 0 : slot(of: second)
        let before = (accumulator, floatAccumulator)
        if hasImmediate {
            form = isAccumulated(x, operation.first) ? .accumulatorImmediate : .immediate
        } else if isAccumulated(x, operation.first), handlers.address(opcode, .accumulatorFirst) != 0 {
            form = .accumulatorFirst
        } else if isAccumulated(y, operation.second) {
            if handlers.address(opcode, .accumulatorSecond) != 0 {
                form = .accumulatorSecond
            } else if let exchanged = operation.exchanged, handlers.address(exchanged, .accumulatorFirst) != 0 {
                let position = code.count
                let result = pushPlace(operation.result)
                emit(handlers.address(exchanged, .accumulatorFirst), a: result, b: y, c: x)
                finish(operation, at: position, slot: result)
                noteComparison(exchanged, .accumulatorFirst, position, before)
                return
            }
        }
        let position = code.count
        let result = pushPlace(operation.result)
        if hasImmediate {
            if operation.second == .float {
                emit(handlers.address(opcode, form), a: result, b: x)
                code.append(immediate)
            } else {
                emit(handlers.address(opcode, form), a: result, b: x, immediate: UInt32(truncatingIfNeeded: immediate))
            }
        } else {
            emit(handlers.address(opcode, form), a: result, b: x, c: y, d: Int(instruction.small))
        }
        finish(operation, at: position, slot: result)
        noteComparison(opcode, form, position, before)
    }

    @inline(__always) private func isInteger32(_ opcode: Opcode) -> Bool {
        opcode.rawValue >= Opcode.i32Clz.rawValue && opcode.rawValue <= Opcode.i32Rotr.rawValue
    }

    @inline(__always) private mutating func noteComparison(
        _ opcode: Opcode, _ form: Form, _ position: Int, _ before: (Int, Int)
    ) {
        if opcode.rawValue >= Opcode.i32Eqz.rawValue && opcode.rawValue <= Opcode.f64Ge.rawValue {
            comparison = Comparison(
                position: position, opcode: opcode, form: form, accumulator: before.0, floatAccumulator: before.1)
        }
    }

    private mutating func ternary(_ instruction: Instruction, _ operation: Operation) {
        let third = pop(), second = pop(), first = pop()
        let x = slot(of: first), y = slot(of: second), z = slot(of: third)
        let position = code.count
        let result = pushPlace(operation.result)
        emit(handlers.address(instruction.opcode, .slots), a: result, b: x, c: y, d: z)
        finish(operation, at: position, slot: result)
    }

    /// Two or four operands in their places; both results there.
    private mutating func wide(_ opcode: Opcode, _ count: Int) {
        settleTop(count)
        for _ in 0..<count { _ = pop() }
        let result = pushPlace(.integer)
        pushPlace(.integer)
        emit(handlers.address(opcode, .slots), a: result)
        invalidate(result, 2)
        producer = Self.none
    }

    // MARK: Memory

    /// Whether an access has the short forms: memory 0, 32-bit addresses, an offset of 32 bits.
    @inline(__always) private func isShort(_ instruction: Instruction) -> Bool {
        instruction.index == 0 && instruction.bits <= 0xFFFF_FFFF && memoryZeroIs32
    }

    mutating func load(_ instruction: Instruction, _ operation: Operation) {
        let operand = pop()
        let address = slot(of: operand)
        let position: Int
        let result: Int
        if isShort(instruction), handlers.address(instruction.opcode, .slots) != 0 {
            let isAccumulated =
                isAccumulated(address, .integer) && handlers.address(instruction.opcode, .accumulatorFirst) != 0
            result = pushPlace(operation.result)
            position = code.count
            emit(
                handlers.address(instruction.opcode, isAccumulated ? .accumulatorFirst : .slots), a: result, b: address,
                immediate: UInt32(truncatingIfNeeded: instruction.bits))
        } else {
            result = pushPlace(operation.result)
            position = code.count
            emit(handlers.address(instruction.opcode, .general), a: result, b: address, c: Int(instruction.index))
            code.append(instruction.bits)
        }
        finish(operation, at: position, slot: result)
    }

    mutating func store(_ instruction: Instruction, _ operation: Operation) {
        let second = pop(), first = pop()
        let address = slot(of: first)
        let value = slot(of: second)
        producer = Self.none
        guard isShort(instruction), handlers.address(instruction.opcode, .slots) != 0 else {
            emit(handlers.address(instruction.opcode, .general), a: address, b: value, c: Int(instruction.index))
            code.append(instruction.bits)
            return
        }
        var form = Form.slots
        if isAccumulated(value, operation.second), handlers.address(instruction.opcode, .accumulatorSecond) != 0 {
            form = .accumulatorSecond
        } else if isAccumulated(address, .integer), handlers.address(instruction.opcode, .accumulatorFirst) != 0 {
            form = .accumulatorFirst
        }
        emit(
            handlers.address(instruction.opcode, form), a: address, b: value,
            immediate: UInt32(truncatingIfNeeded: instruction.bits))
    }

    /// Four slots, then memory and lane, then the offset.
    mutating func memoryOther(_ instruction: Instruction, _ operation: Operation) {
        var slots = (0, 0, 0)
        var operand = pop()
        slots.2 = slot(of: operand)
        if operation.operandCount > 1 {
            operand = pop()
            slots = (0, slot(of: operand), slots.2)
            if operation.operandCount > 2 {
                operand = pop()
                slots.0 = slot(of: operand)
            } else {
                slots = (slots.1, slots.2, 0)
            }
        } else {
            slots = (slots.2, 0, 0)
        }
        producer = Self.none
        let result = operation.resultCount > 0 ? pushPlace(operation.result) : 0
        emit(handlers.address(instruction.opcode, .general), a: result, b: slots.0, c: slots.1, d: slots.2)
        code.append(Word(instruction.index) | Word(instruction.small >> 8) << 32, instruction.bits)
        if operation.resultCount > 0 { invalidate(result, 2) }
    }
}
