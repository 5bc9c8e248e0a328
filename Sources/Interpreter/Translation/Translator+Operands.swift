import WasmModel

// The operand stack, the accumulators, and how operands get into instructions.

extension Translator {
    // MARK: Pushing

    /// The place for one more operand.
    @inline(__always) mutating func raise(_ valueClass: ValueClass) -> Int {
        let slot = height
        height &+= valueClass.slots
        if height > greatestHeight { greatestHeight = height }
        return slot
    }

    /// An operand that the instruction about to be emitted puts in its place.
    @discardableResult
    @inline(__always) mutating func pushPlace(_ valueClass: ValueClass) -> Int {
        let slot = raise(valueClass)
        operands.append(Operand(bits: 0, slot: UInt32(truncatingIfNeeded: slot), kind: .place, valueClass: valueClass))
        return slot
    }
    @inline(__always) mutating func pushConstant(_ bits: Word, _ valueClass: ValueClass) {
        let slot = raise(valueClass)
        operands.append(Operand(bits: bits, slot: UInt32(truncatingIfNeeded: slot), kind: .constant, valueClass: valueClass))
    }
    /// An operand that is one that was just taken off the stack, plus a constant.
    @inline(__always) mutating func pushSum(_ base: Operand, _ addend: UInt32) {
        let slot = raise(.integer)
        var operand = base
        operand.kind = base.waitsForLocal ? .localSum : .placeSum
        operand.bits = Word(UInt32(truncatingIfNeeded: base.bits)) | Word(addend &+ (base.isSum ? base.addend : 0)) << 32
        if operand.kind == .placeSum && Int(base.slot) != slot {
            // The constant came first, and its place is the one of the sum.
            add(operand, into: slot)
            operand.kind = .place
        }
        operand.slot = UInt32(truncatingIfNeeded: slot)
        if operand.kind == .localSum { locals[operand.local].waiting &+= 1 }
        operands.append(operand)
        if operands.count &- frames[frames.count &- 1].operandCount > Self.mostWaiting { settle(operands.count &- 1) }
    }
    @inline(__always) mutating func pushLocal(_ index: Int) {
        if index >= locals.count { return pushFarLocal(index) }
        let valueClass = locals[index].valueClass
        let slot = raise(valueClass)
        locals[index].waiting &+= 1
        operands.append(Operand(bits: Word(index), slot: UInt32(truncatingIfNeeded: slot), kind: .local, valueClass: valueClass))
        if operands.count &- frames[frames.count &- 1].operandCount > Self.mostWaiting { settle(operands.count &- 1) }
    }

    private mutating func pushFarLocal(_ index: Int) {
        let (source, valueClass) = local(index)
        let slot = pushPlace(valueClass)
        copy(source, to: slot, valueClass)
    }

    // MARK: Popping

    @inline(__always) mutating func pop() -> Operand {
        let operand = operands.removeLast()
        height = Int(operand.slot)
        if operand.waitsForLocal { locals[operand.local].waiting &-= 1 }
        return operand
    }

    /// Forgets the operands from `count` on.
    mutating func dropOperands(to count: Int) {
        while operands.count > count { _ = pop() }
    }

    // MARK: Where operands are

    /// The slot an operand can be read from.
    @inline(__always) mutating func slot(of operand: Operand) -> Int {
        switch operand.kind {
        case .place: return Int(operand.slot)
        case .local: return Int(locals[Int(operand.bits)].slot)
        case .constant:
            load(operand.bits, into: Int(operand.slot))
            return Int(operand.slot)
        case .placeSum, .localSum:
            add(operand, into: Int(operand.slot))
            return Int(operand.slot)
        }
    }
    /// The slot that a sum adds to.
    @inline(__always) func base(of sum: Operand) -> Int {
        sum.kind == .localSum ? Int(locals[sum.local].slot) : Int(sum.slot)
    }
    /// Computes a sum.
    mutating func add(_ sum: Operand, into target: Int) {
        let source = base(of: sum)
        let position = code.count
        emit(
            handlers.address(.i32Add, accumulator == source ? .accumulatorImmediate : .immediate), a: target, b: source,
            immediate: sum.addend)
        define(target, .integer)
        producer = position
        lastStep = source == target ? position : Self.none
    }
    /// Whether the accumulator of its class repeats the slot.
    @inline(__always) func isAccumulated(_ slot: Int, _ valueClass: ValueClass) -> Bool {
        switch valueClass {
        case .integer: accumulator == slot
        case .float: floatAccumulator == slot
        case .vector: false
        }
    }

    /// Notes that the last instruction wrote a slot and the accumulator of its class.
    @inline(__always) mutating func define(_ slot: Int, _ valueClass: ValueClass) {
        switch valueClass {
        case .integer:
            accumulator = slot
            if floatAccumulator == slot { floatAccumulator = Self.noSlot }
        case .float:
            floatAccumulator = slot
            if accumulator == slot { accumulator = Self.noSlot }
        case .vector: invalidate(slot, 2)
        }
    }
    /// Notes that the last instruction wrote a slot and both accumulators.
    @inline(__always) mutating func defineBoth(_ slot: Int, _ valueClass: ValueClass) {
        if valueClass == .vector { return invalidate(slot, 2) }
        accumulator = slot
        floatAccumulator = slot
    }
    /// Notes that slots were written and no accumulator.
    @inline(__always) mutating func invalidate(_ slot: Int, _ count: Int) {
        if accumulator >= slot && accumulator < slot &+ count { accumulator = Self.noSlot }
        if floatAccumulator >= slot && floatAccumulator < slot &+ count { floatAccumulator = Self.noSlot }
    }

    // MARK: Putting operands in their places

    mutating func load(_ bits: Word, into slot: Int) {
        if bits <= 0xFFFF_FFFF {
            emit(control.constant32, a: slot, immediate: UInt32(truncatingIfNeeded: bits))
        } else {
            emit(control.constant64, a: slot)
            code.append(bits)
        }
        defineBoth(slot, .integer)
        producer = Self.none
    }

    mutating func copy(_ source: Int, to target: Int, _ valueClass: ValueClass) {
        producer = Self.none
        if valueClass == .vector {
            emit(control.copyVector, a: target, b: source)
            return invalidate(target, 2)
        }
        if isAccumulated(source, valueClass) {
            if valueClass == .integer {
                emit(control.copyAccumulator, a: target)
                // Both slots hold it now; the one that was written is the one that is asked for next.
                if floatAccumulator == target { floatAccumulator = Self.noSlot }
                accumulator = target
            } else {
                emit(control.copyFloatAccumulator, a: target)
                if accumulator == target { accumulator = Self.noSlot }
                floatAccumulator = target
            }
            return
        }
        if lastCopy != Self.none && lastCopy == code.count &- 2 {
            // Two copies in one instruction.
            code[lastCopy] = control.copyTwo
            code[lastCopy &+ 1] = code[lastCopy &+ 1] & 0xFFFF_FFFF | Word(target) << 32 | Word(source) << 48
            lastCopy = Self.none
        } else {
            lastCopy = code.count
            emit(control.copy, a: target, b: source)
        }
        defineBoth(target, valueClass)
    }

    /// Puts the operand at `index` in its place.
    mutating func settle(_ index: Int) {
        let operand = operands[index]
        switch operand.kind {
        case .place: return
        case .local:
            locals[Int(operand.bits)].waiting &-= 1
            copy(Int(locals[Int(operand.bits)].slot), to: Int(operand.slot), operand.valueClass)
        case .constant: load(operand.bits, into: Int(operand.slot))
        case .placeSum: add(operand, into: Int(operand.slot))
        case .localSum:
            locals[operand.local].waiting &-= 1
            add(operand, into: Int(operand.slot))
        }
        operands[index].kind = .place
    }
    /// Puts the top `count` operands in their places.
    @inline(__always) mutating func settleTop(_ count: Int) {
        for index in (operands.count &- count)..<operands.count { settle(index) }
    }
    /// Puts all operands of the block in their places; those below it are there.
    @inline(__always) mutating func settleAll() {
        for index in frames[frames.count &- 1].operandCount..<operands.count where operands[index].kind != .place {
            settle(index)
        }
    }

    /// Before a local is written: operands that mean its old value get their own copy.
    @inline(__always) mutating func settleWaiting(for local: Int) {
        if local < locals.count && locals[local].waiting != 0 { settleAllWaiting(for: local) }
    }
    @inline(never) private mutating func settleAllWaiting(for local: Int) {
        var index = operands.count &- 1
        while locals[local].waiting != 0 && index >= 0 {
            if operands[index].waitsForLocal && operands[index].local == local { settle(index) }
            index &-= 1
        }
    }
}
