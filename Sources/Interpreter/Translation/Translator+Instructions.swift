import WasmModel
import WasmValidation

extension Translator {
    /// Translates one instruction; answers whether what follows it can be reached.
    mutating func translate(_ instruction: Instruction, _ body: borrowing Expression) -> Bool {
        switch operations[instruction.opcode].shape {
        case .getLocal: pushLocal(Int(instruction.index))
        case .setLocal: setLocal(Int(instruction.index))
        case .teeLocal:
            setLocal(Int(instruction.index))
            pushLocal(Int(instruction.index))
        case .plain: plain(instruction)
        case .constant: pushConstant(instruction.bits, operations[instruction.opcode].result)
        case .load: load(instruction)
        case .store: store(instruction)
        case .memoryOther: memoryOther(instruction)
        case .special: return special(instruction, body)
        }
        return true
    }

    /// Instructions without a signature, or with immediates of their own.
    private mutating func special(_ instruction: Instruction, _ body: borrowing Expression) -> Bool {
        let index = Int(instruction.index)
        switch instruction.opcode {
        // Control
        case .unreachable:
            emit(control.unreachable)
            return false
        case .block: open(.block, instruction.blockType)
        case .loop: openLoop(instruction.blockType)
        case .if: openIf(instruction.blockType)
        case .else: elseBlock(reachable: true)
        case .end: return endBlock(body, reachable: true)
        case .br:
            branch(instruction.index)
            return false
        case .brIf: branchIf(instruction.index)
        case .brTable:
            branchTable(instruction, body)
            return false
        case .return:
            emitReturn()
            return false
        case .call: call(instruction.index)
        case .callIndirect: callIndirect(instruction)
        case .callRef: callReference(instruction)
        case .returnCall:
            returnCall(instruction)
            return false
        case .returnCallIndirect:
            returnCallIndirect(instruction)
            return false
        case .returnCallRef:
            returnCallReference(instruction)
            return false
        // Exceptions
        case .tryTable: openTryTable(instruction)
        case .throw:
            throwException(instruction)
            return false
        case .throwRef:
            let reference = pop()
            emit(control.throwReference, a: slot(of: reference))
            return false
        case .try: openTry(instruction.blockType)
        case .catch, .catchAll: catchBlock(instruction, reachable: true)
        case .delegate: return delegateBlock(instruction, body, reachable: true)
        case .rethrow:
            emit(control.throwReference, a: frames[label(instruction.index)].height)
            return false
        // Parametric and variable
        case .drop: _ = pop()
        case .select, .selectTyped: select()
        case .globalGet: getGlobal(index)
        case .globalSet: setGlobal(index)
        default: return other(instruction, body)
        }
        return true
    }

    // MARK: Parametric and variable

    private mutating func select() {
        let condition = pop(), second = pop(), first = pop()
        let x = slot(of: first), y = slot(of: second), c = slot(of: condition)
        let isAccumulated = accumulator == c
        let position = code.count
        let result = pushPlace(first.valueClass)
        if first.valueClass == .vector {
            emit(control.selectVector, a: result, b: x, c: y, d: c)
            invalidate(result, 2)
        } else {
            emit(isAccumulated ? control.selectAccumulator : control.select, a: result, b: x, c: y, d: c)
            defineBoth(result, first.valueClass)
        }
        producer = position
    }

    private mutating func setLocal(_ index: Int) {
        let operand = pop()
        let target = local(index).slot
        if operand.kind == .local && operand.local == index { return }
        let isLast = producer != Self.none && operand.kind == .place && code[producer &+ 1] & 0xFFFF == Word(operand.slot)
        if isLast && (index >= locals.count || locals[index].waiting == 0) {
            // The instruction just emitted writes the local itself.
            code[producer &+ 1] = code[producer &+ 1] & ~0xFFFF | Word(target)
            let slot = Int(operand.slot)
            let inAccumulator = accumulator == slot, inFloatAccumulator = floatAccumulator == slot
            invalidate(target, operand.valueClass.slots)
            if inAccumulator { accumulator = target }
            if inFloatAccumulator { floatAccumulator = target }
            forgetInstructions()
            return
        }
        settleWaiting(for: index)
        switch operand.kind {
        case .placeSum, .localSum:
            add(operand, into: target)
            // The local is what it is called from here on.
            producer = Self.none
        case .constant: load(operand.bits, into: target)
        case .local: copy(Int(locals[Int(operand.bits)].slot), to: target, operand.valueClass)
        case .place: copy(Int(operand.slot), to: target, operand.valueClass)
        }
    }

    private mutating func getGlobal(_ index: Int) {
        let valueClass = globalClasses[index]
        let position = code.count
        let result = pushPlace(valueClass)
        emit(valueClass == .vector ? control.getVectorGlobal : control.getGlobal, a: result, immediate: UInt32(index))
        defineBoth(result, valueClass)
        producer = position
    }

    private mutating func setGlobal(_ index: Int) {
        let operand = pop()
        let source = slot(of: operand)
        producer = Self.none
        switch operand.valueClass {
        case .vector: emit(control.setVectorGlobal, a: source, immediate: UInt32(index))
        case .integer where accumulator == source: emit(control.setGlobalAccumulator, immediate: UInt32(index))
        case .integer, .float: emit(control.setGlobal, a: source, immediate: UInt32(index))
        }
    }
}
