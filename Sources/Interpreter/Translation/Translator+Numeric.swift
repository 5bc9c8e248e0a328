import WasmModel

// Instructions that take operands and leave results and do nothing else, and accesses to memory.

extension Translator {
    @inline(__always) mutating func finish(
        _ operation: Operation, _ opcode: Opcode, _ form: Form, at position: Int, slot: Int
    ) {
        define(slot, operation.result)
        producer = position
        transientProducer = position
        transientRow = HandlerTable.row(opcode, form)
    }

    /// Notes that an operand, which was taken off the stack, is read from the accumulator and nowhere else: then the
    /// instruction before need not write it to its place.
    @inline(__always) private mutating func consumeAccumulator(_ operand: Operand) {
        guard operand.kind == .place, producer != Self.none, transientProducer == producer,
            code[producer &+ 1] & 0xFFFF == Word(operand.slot)
        else { return }
        let handler = handlers.transientAddress(transientRow)
        if handler != 0 { code[producer] = handler }
    }

    @inline(__always) mutating func plain(_ instruction: Instruction) {
        let operation = operations[instruction.opcode]
        switch operation.operandCount {
        case 1: unary(instruction)
        case 2: operation.resultCount == 1 ? binary(instruction) : wide(instruction.opcode, 2)
        case 3: ternary(instruction)
        case 4: wide(instruction.opcode, 4)
        default: break
        }
    }

    private mutating func unary(_ instruction: Instruction) {
        let operation = operations[instruction.opcode]
        let opcode = instruction.opcode
        let operand = pop()
        let source = slot(of: operand)
        let before = (accumulator, floatAccumulator)
        var form = Form.slots
        if isAccumulated(source, operation.first), handlers.address(opcode, .accumulatorFirst) != 0 { form = .accumulatorFirst }
        let isComparison = opcode == .i32Eqz || opcode == .i64Eqz
        if form == .accumulatorFirst && !isComparison { consumeAccumulator(operand) }
        let position = code.count
        let negates =
            opcode == .i32Eqz && operand.kind == .place && comparison.last != Self.none && comparison.last == producer
            && code[producer &+ 1] & 0xFFFF == Word(operand.slot)
        let result = pushPlace(operation.result)
        emit(handlers.address(opcode, form), a: result, b: source, d: Int(instruction.small))
        finish(operation, opcode, form, at: position, slot: result)
        if negates {
            comparison.last = position
            comparison.isNegated.toggle()
        } else if isComparison {
            noteComparison(opcode, form, position, before)
        }
    }

    private mutating func binary(_ instruction: Instruction) {
        let operation = operations[instruction.opcode]
        var opcode = instruction.opcode
        var second = pop()
        var first = pop()
        var exchanged = operation.exchanged
        if first.kind == .constant, second.kind != .constant, let other = exchanged {
            // A constant fits the second operand only.
            (first, second) = (second, first)
            exchanged = opcode
            opcode = other
        }
        if second.kind == .constant && first.kind != .constant && (opcode == .i32Add || opcode == .i32Sub) {
            // Most often an address or the step of a loop: it is added where it is used.
            let addend = UInt32(truncatingIfNeeded: second.bits)
            return pushSum(first, opcode == .i32Add ? addend : 0 &- addend)
        }
        if opcode == .f64Add || opcode == .f64Sub, joinMultiplication(opcode, first, second) { return }
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
            } else if let exchanged, handlers.address(exchanged, .accumulatorFirst) != 0 {
                if !isComparison(opcode) { consumeAccumulator(second) }
                let position = code.count
                let result = pushPlace(operation.result)
                emit(handlers.address(exchanged, .accumulatorFirst), a: result, b: y, c: x)
                finish(operation, exchanged, .accumulatorFirst, at: position, slot: result)
                noteComparison(exchanged, .accumulatorFirst, position, before)
                return
            }
        }
        // A comparison may yet become a branch that is to read the slot.
        if !isComparison(opcode) {
            switch form {
            case .accumulatorFirst, .accumulatorImmediate: consumeAccumulator(first)
            case .accumulatorSecond: consumeAccumulator(second)
            default: break
            }
        }
        let stepBefore = lastStep
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
        finish(operation, opcode, form, at: position, slot: result)
        noteComparison(opcode, form, position, before)
        if opcode == .f64Mul && !hasImmediate {
            multiplication = Comparison(
                position: position, last: position, opcode: opcode, form: form, accumulator: before.0,
                floatAccumulator: before.1, stepBefore: stepBefore)
        }
    }

    /// Makes one instruction of a product, the last instruction, and the addition that takes it.
    private mutating func joinMultiplication(_ opcode: Opcode, _ first: Operand, _ second: Operand) -> Bool {
        guard multiplication.last != Self.none, multiplication.last == producer, producer == code.count &- 2 else { return false }
        let word = code[producer &+ 1]
        let isSecond = second.kind == .place && word & 0xFFFF == Word(second.slot)
        let isFirst = first.kind == .place && word & 0xFFFF == Word(first.slot)
        guard isFirst || isSecond else { return false }
        let other = isSecond ? first : second
        guard other.kind == .place || other.kind == .local else { return false }
        var factors = (Int(word >> 16 & 0xFFFF), Int(word >> 32 & 0xFFFF))
        if multiplication.form == .accumulatorSecond { factors = (factors.1, factors.0) }
        let isAccumulated = multiplication.form != .slots
        let handler =
            switch (opcode == .f64Add, isSecond) {
            case (true, true): isAccumulated ? control.addProductAccumulator : control.addProduct
            case (true, false): isAccumulated ? control.productAddAccumulator : control.productAdd
            case (false, true): isAccumulated ? control.subtractProductAccumulator : control.subtractProduct
            case (false, false): isAccumulated ? control.productSubtractAccumulator : control.productSubtract
            }
        let term = slot(of: other)
        code.truncate(to: producer)
        let position = code.count
        let result = pushPlace(.float)
        emit(handler, a: result, b: term, c: factors.0, d: factors.1)
        define(result, .float)
        forgetInstructions()
        producer = position
        return true
    }

    @inline(__always) private func isInteger32(_ opcode: Opcode) -> Bool {
        opcode.rawValue >= Opcode.i32Clz.rawValue && opcode.rawValue <= Opcode.i32Rotr.rawValue
    }

    @inline(__always) private func isComparison(_ opcode: Opcode) -> Bool {
        opcode.rawValue >= Opcode.i32Eqz.rawValue && opcode.rawValue <= Opcode.f64Ge.rawValue
    }

    @inline(__always) private mutating func noteComparison(
        _ opcode: Opcode, _ form: Form, _ position: Int, _ before: (Int, Int)
    ) {
        if isComparison(opcode) {
            comparison = Comparison(
                position: position, last: position, opcode: opcode, form: form, accumulator: before.0,
                floatAccumulator: before.1, stepBefore: lastStep)
        }
    }

    private mutating func ternary(_ instruction: Instruction) {
        let operation = operations[instruction.opcode]
        let third = pop(), second = pop(), first = pop()
        let x = slot(of: first), y = slot(of: second), z = slot(of: third)
        let position = code.count
        let result = pushPlace(operation.result)
        emit(handlers.address(instruction.opcode, .slots), a: result, b: x, c: y, d: z)
        finish(operation, instruction.opcode, .slots, at: position, slot: result)
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

    mutating func load(_ instruction: Instruction) {
        let operation = operations[instruction.opcode]
        let operand = pop()
        let position: Int
        let result: Int
        if operand.isSum, instruction.bits == 0, isShort(instruction), handlers.address(instruction.opcode, .sum) != 0 {
            let source = base(of: operand)
            result = pushPlace(operation.result)
            position = code.count
            emit(handlers.address(instruction.opcode, .sum), a: result, b: source, immediate: operand.addend)
            return finish(operation, instruction.opcode, .sum, at: position, slot: result)
        }
        let address = slot(of: operand)
        var form = Form.general
        if isShort(instruction), handlers.address(instruction.opcode, .slots) != 0 {
            let isAccumulated =
                isAccumulated(address, .integer) && handlers.address(instruction.opcode, .accumulatorFirst) != 0
            if isAccumulated { consumeAccumulator(operand) }
            form = isAccumulated ? .accumulatorFirst : .slots
            result = pushPlace(operation.result)
            position = code.count
            emit(
                handlers.address(instruction.opcode, form), a: result, b: address,
                immediate: UInt32(truncatingIfNeeded: instruction.bits))
        } else {
            result = pushPlace(operation.result)
            position = code.count
            emit(handlers.address(instruction.opcode, .general), a: result, b: address, c: Int(instruction.index))
            code.append(instruction.bits)
        }
        finish(operation, instruction.opcode, form, at: position, slot: result)
    }

    mutating func store(_ instruction: Instruction) {
        let operation = operations[instruction.opcode]
        let second = pop(), first = pop()
        if first.isSum, instruction.bits == 0, isShort(instruction), handlers.address(instruction.opcode, .sum) != 0 {
            let source = base(of: first)
            if second.kind == .constant, handlers.address(instruction.opcode, .sumImmediate) != 0 {
                producer = Self.none
                emit(handlers.address(instruction.opcode, .sumImmediate), a: source, immediate: first.addend)
                code.append(second.bits)
                return
            }
            let value = slot(of: second)
            let isAccumulated = isAccumulated(value, operation.second)
            if isAccumulated { consumeAccumulator(second) }
            producer = Self.none
            emit(
                handlers.address(instruction.opcode, isAccumulated ? .sumAccumulator : .sum), a: source, b: value,
                immediate: first.addend)
            return
        }
        let address = slot(of: first)
        if second.kind == .constant, isShort(instruction), handlers.address(instruction.opcode, .immediate) != 0 {
            producer = Self.none
            emit(
                handlers.address(instruction.opcode, .immediate), a: address,
                immediate: UInt32(truncatingIfNeeded: instruction.bits))
            code.append(second.bits)
            return
        }
        let value = slot(of: second)
        guard isShort(instruction), handlers.address(instruction.opcode, .slots) != 0 else {
            producer = Self.none
            emit(handlers.address(instruction.opcode, .general), a: address, b: value, c: Int(instruction.index))
            code.append(instruction.bits)
            return
        }
        var form = Form.slots
        if isAccumulated(value, operation.second), handlers.address(instruction.opcode, .accumulatorSecond) != 0 {
            form = .accumulatorSecond
            consumeAccumulator(second)
        } else if isAccumulated(address, .integer), handlers.address(instruction.opcode, .accumulatorFirst) != 0 {
            form = .accumulatorFirst
            consumeAccumulator(first)
        }
        producer = Self.none
        emit(
            handlers.address(instruction.opcode, form), a: address, b: value,
            immediate: UInt32(truncatingIfNeeded: instruction.bits))
    }

    /// Four slots, then memory and lane, then the offset.
    mutating func memoryOther(_ instruction: Instruction) {
        let operation = operations[instruction.opcode]
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
        // An integer goes into its accumulator too, a vector into none.
        if operation.resultCount > 0 { define(result, operation.result) }
    }
}
