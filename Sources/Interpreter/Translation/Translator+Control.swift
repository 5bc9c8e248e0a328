import WasmModel
import WasmValidation

// Blocks and branches. What only reads is inlined: a call would get a copy of the whole translator.

extension Translator {
    // MARK: Block types

    @inline(__always)
    func parameters(of block: BlockType) -> TypeList {
        guard let index = block.typeIndex else { return .empty }
        let signature = module.types.signatures[Int(index)]
        return TypeList(signature.start, signature.parameterCount)
    }
    @inline(__always)
    func results(of block: BlockType) -> TypeList {
        if let index = block.typeIndex {
            let signature = module.types.signatures[Int(index)]
            return TypeList(signature.start + signature.parameterCount, signature.resultCount)
        }
        guard let type = block.valueType else { return .empty }
        // The list begins with the number and vector types; a reference stands in a slot as an i64 does.
        return TypeList(type.isReference ? ValueType.i64.rawValue : type.rawValue, 1)
    }
    @inline(__always) func valueClass(_ list: TypeList, _ position: Int) -> ValueClass {
        classes[Int(list.start) &+ position]
    }
    @inline(__always)
    func slots(_ list: TypeList) -> Int {
        var sum = 0
        for position in 0..<Int(list.count) { sum += valueClass(list, position).slots }
        return sum
    }

    // MARK: Blocks

    mutating func open(_ kind: ControlFrame.Kind, _ type: BlockType) {
        settleAll()
        let parameters = parameters(of: type)
        frames.append(
            ControlFrame(
                kind: kind, parameters: parameters, results: results(of: type),
                operandCount: operands.count - Int(parameters.count), height: height - slots(parameters)))
    }

    mutating func openLoop(_ type: BlockType) {
        open(.loop, type)
        forgetAccumulators()
        let last = frames.count - 1
        frames[last].fixups = Fixup(.instruction, code.count)
        if isMetered {
            frames[last].meter = meter
            frames[last].cost = cost
            beginMeter()
        }
    }

    mutating func openIf(_ type: BlockType) {
        var condition = popCondition()
        // Putting operands in their places leaves the slots of the condition alone, but not the accumulators.
        // The code need not grow for that: a copy may join the one before it.
        let before = (accumulator, floatAccumulator)
        settleAll()
        if (accumulator, floatAccumulator) != before { condition.usesAccumulator = false }
        let last = frames.count
        let parameters = parameters(of: type)
        frames.append(
            ControlFrame(
                kind: .if, parameters: parameters, results: results(of: type),
                operandCount: operands.count - Int(parameters.count), height: height - slots(parameters)))
        frames[last].elseFixups = Fixup(.instruction, emitBranch(condition, if: false))
        setLink(Fixup(.instruction, frames[last].elseFixups.position), to: .none)
    }

    /// Moves the results to where the end of the block expects them, and goes there.
    private mutating func leave(_ frame: ControlFrame) {
        move(frame.results, to: frame.height)
    }

    mutating func elseBlock(reachable: Bool) {
        let last = frames.count - 1
        if reachable {
            leave(frames[last])
            emitJump(to: last)
        }
        bind(frames[last].elseFixups)
        frames[last].elseFixups = .none
        frames[last].kind = .else
        forgetAccumulators()
        restart(frames[last].parameters, of: frames[last], at: frames[last].height)
    }

    /// Makes the operand stack that of the beginning of a block, or of its end.
    mutating func restart(_ types: TypeList, of frame: ControlFrame, at height: Int) {
        dropOperands(to: frame.operandCount)
        self.height = height
        for position in 0..<Int(types.count) { pushPlace(valueClass(types, position)) }
        forgetInstructions()
    }

    /// Answers whether what follows can be reached.
    mutating func endBlock(_ body: borrowing Expression, reachable: Bool) -> Bool {
        let last = frames.count - 1
        var frame = frames[last]
        if frame.kind == .function {
            endFunction(reachable: reachable)
            return false
        }
        if reachable { leave(frame) }
        if frame.kind == .tryTable { closeTryTable(body) }
        if frame.kind == .loop && isMetered {
            endMeter()
            (meter, cost) = (frame.meter, frame.cost)
        }
        frame = frames.removeLast()
        var isReached = reachable
        if frame.kind == .if {
            // Without `else` the parameters are the results, and are in their places already.
            bind(frame.elseFixups)
            isReached = true
        }
        if frame.kind != .loop && frame.fixups != .none {
            bind(frame.fixups)
            isReached = true
            forgetAccumulators()
        } else if frame.kind == .if {
            forgetAccumulators()
        }
        restart(frame.results, of: frame, at: frame.height)
        return isReached
    }

    private mutating func endFunction(reachable: Bool) {
        let frame = frames[0]
        if reachable { emitReturn() }
        if frame.fixups != .none {
            // A catch clause that returns.
            bind(frame.fixups)
            forgetAccumulators()
            restart(frame.results, of: frame, at: frame.height)
            emitReturn()
        }
        if isMetered { endMeter() }
        dropOperands(to: 0)
        frames.truncate(to: 0)
    }

    // MARK: Branches

    @inline(__always) func label(_ depth: UInt32) -> Int { frames.count &- 1 &- Int(depth) }

    /// A place where a block's position will be written. A loop's is known.
    mutating func link(_ fixup: Fixup, to frame: Int) {
        if frames[frame].kind == .loop {
            resolve(fixup, to: frames[frame].fixups.position)
        } else {
            setLink(fixup, to: frames[frame].fixups)
            frames[frame].fixups = fixup
        }
    }
    mutating func setLink(_ fixup: Fixup, to next: Fixup) {
        switch fixup.kind {
        case .instruction:
            code[fixup.position + 1] = code[fixup.position + 1] & 0xFFFF_FFFF | Word(next.rawValue) << 32
        case .tableEntry: code[fixup.position] = Word(next.rawValue) << 32
        case .region: regions[fixup.position].target = next.rawValue
        }
    }
    @inline(__always)
    private func resolve(_ fixup: Fixup, to target: Int) {
        switch fixup.kind {
        case .instruction: setDistance(at: fixup.position, to: target)
        case .tableEntry: code[fixup.position] = Word(UInt32(truncatingIfNeeded: target - fixup.position)) << 32
        case .region: regions[fixup.position].target = UInt32(truncatingIfNeeded: target)
        }
    }
    /// All places that waited for the position at hand get it.
    mutating func bind(_ first: Fixup) {
        var fixup = first
        while fixup != .none {
            let next: UInt32
            switch fixup.kind {
            case .instruction: next = UInt32(truncatingIfNeeded: code[fixup.position + 1] >> 32)
            case .tableEntry: next = UInt32(truncatingIfNeeded: code[fixup.position] >> 32)
            case .region: next = regions[fixup.position].target
            }
            resolve(fixup, to: code.count)
            fixup = Fixup(rawValue: next)
        }
        forgetInstructions()
    }

    mutating func emitJump(to frame: Int) {
        let position = code.count
        emit(control.jump)
        link(Fixup(.instruction, position), to: frame)
        producer = Self.none
    }

    /// Whether the top operands of these types are where a label at `height` expects them.
    @inline(__always)
    func isInPlace(_ types: TypeList, _ height: Int) -> Bool {
        let first = operands.count - Int(types.count)
        if types.count == 0 { return true }
        if Int(operands[first].slot) != height { return false }
        for index in first..<operands.count where operands[index].kind != .place { return false }
        return true
    }

    /// Copies the top operands of these types to the slots from `target` on, upwards: no source lies below its target,
    /// and operands of blocks do not go to locals. The operands stay what they are.
    mutating func move(_ types: TypeList, to target: Int) {
        var target = target
        for index in (operands.count - Int(types.count))..<operands.count {
            let operand = operands[index]
            switch operand.kind {
            case .place: if Int(operand.slot) != target { copy(Int(operand.slot), to: target, operand.valueClass) }
            case .local: copy(Int(locals[Int(operand.bits)].slot), to: target, operand.valueClass)
            case .constant: load(operand.bits, into: target)
            case .placeSum, .localSum: add(operand, into: target)
            }
            target += operand.valueClass.slots
        }
    }

    mutating func branch(_ depth: UInt32) {
        let target = label(depth)
        if target == 0 { return emitReturn() }
        let types = frames[target].labelTypes
        move(types, to: frames[target].height)
        emitJump(to: target)
    }

    mutating func branchIf(_ depth: UInt32) {
        let condition = popCondition()
        branch(depth, on: condition, if: true)
    }

    /// Branches if the condition is `sense`; goes on otherwise, with the operands as they are.
    mutating func branch(_ depth: UInt32, on condition: Condition, if sense: Bool) {
        let target = label(depth)
        if target != 0 && isInPlace(frames[target].labelTypes, frames[target].height) {
            let position = emitBranch(condition, if: sense)
            link(Fixup(.instruction, position), to: target)
            return
        }
        let over = emitBranch(condition, if: !sense)
        let before = (accumulator, floatAccumulator)
        branch(depth)
        setDistance(at: over, to: code.count)
        (accumulator, floatAccumulator) = before
        forgetInstructions()
    }

    mutating func branchTable(_ instruction: Instruction, _ body: borrowing Expression) {
        let index = pop()
        let count = Int(instruction.index)
        // The default's label has as many operands as the others; if they have any, each label gets them by a stub.
        let first = body.pool[Int(instruction.bits) + count]
        let types = frames[label(UInt32(truncatingIfNeeded: first))].labelTypes
        if types.count > 0 { settleTop(Int(types.count)) }
        var source = 0, addend = 0
        if index.isSum && Int32(bitPattern: index.addend) == Int32(Int16(truncatingIfNeeded: index.addend)) {
            // Most tables begin at another number than the cases do.
            source = base(of: index)
            addend = Int(index.addend & 0xFFFF)
        } else {
            source = slot(of: index)
        }
        let position = code.count
        emit(control.branchTable, a: source, b: addend, immediate: UInt32(count))
        for _ in 0...count { code.append(0) }
        producer = Self.none
        for entry in 0...count {
            let target = label(UInt32(truncatingIfNeeded: body.pool[Int(instruction.bits) + entry]))
            let place = Fixup(.tableEntry, position + 2 + entry)
            if target != 0 && isInPlace(frames[target].labelTypes, frames[target].height) {
                link(place, to: target)
            } else {
                resolve(place, to: code.count)
                forgetAccumulators()
                branch(UInt32(frames.count - 1 - target))
            }
        }
    }

    // MARK: Returning

    mutating func emitReturn() {
        let results = frames[0].results
        producer = Self.none
        switch results.count {
        case 0: emit(control.return0, a: 0, b: header)
        case 1 where valueClass(results, 0) != .vector:
            let operand = operands[operands.count - 1]
            let source = slot(of: operand)
            let valueClass = operand.valueClass
            if isAccumulated(source, valueClass) {
                emit(valueClass == .integer ? control.returnAccumulator : control.returnFloatAccumulator, b: header)
            } else {
                emit(control.return1, a: source, b: header)
            }
        default:
            // Results go to slots where parameters may still be wanted as results.
            let first = operands.count - Int(results.count)
            for index in first..<operands.count where operands[index].waitsForLocal {
                let operand = operands[index]
                if operand.isSum {
                    add(operand, into: Int(operand.slot))
                } else {
                    copy(Int(locals[operand.local].slot), to: Int(operand.slot), operand.valueClass)
                }
            }
            var target = 0
            for index in first..<operands.count {
                let operand = operands[index]
                switch operand.kind {
                case .constant: load(operand.bits, into: target)
                case .placeSum: add(operand, into: target)
                case .place, .local, .localSum: copy(Int(operand.slot), to: target, operand.valueClass)
                }
                target += operand.valueClass.slots
            }
            emit(control.return0, b: header)
        }
    }

    // MARK: Conditions

    /// What `br_if`, `if` and the like branch on: a comparison, or another question about a slot.
    struct Condition {
        var opcode: Opcode
        /// It holds if the comparison does not.
        var isNegated = false
        var a: Int
        var b = 0
        var immediate: Word?
        /// It reads its first operand, which is in slot `a` as well, from the accumulator.
        var usesAccumulator = false
    }

    mutating func popCondition() -> Condition {
        let isFresh = comparison.last != Self.none && comparison.last == producer
        let operand = pop()
        if isFresh, operand.kind == .place, code[producer &+ 1] & 0xFFFF == Word(operand.slot), let fused = fuse() {
            return fused
        }
        let source = slot(of: operand)
        return Condition(opcode: .i32Eqz, isNegated: true, a: source, usesAccumulator: accumulator == source)
    }

    /// Takes back the comparison just emitted.
    private mutating func fuse() -> Condition? {
        guard comparison.form != .accumulatorSecond else { return nil }
        let word = code[comparison.position + 1]
        var condition = Condition(
            opcode: comparison.opcode, isNegated: comparison.isNegated, a: Int(word >> 16 & 0xFFFF))
        if comparison.form == .immediate || comparison.form == .accumulatorImmediate {
            condition.immediate = Word(truncatingIfNeeded: Int32(truncatingIfNeeded: word >> 32))
        } else if comparison.opcode != .i32Eqz && comparison.opcode != .i64Eqz {
            condition.b = Int(word >> 32 & 0xFFFF)
        }
        condition.usesAccumulator = comparison.form == .accumulatorFirst || comparison.form == .accumulatorImmediate
        code.truncate(to: comparison.position)
        (accumulator, floatAccumulator) = (comparison.accumulator, comparison.floatAccumulator)
        forgetInstructions()
        if comparison.stepBefore == code.count &- 2 { lastStep = comparison.stepBefore }
        return condition
    }

    /// Joins the branch with the instruction before, if that adds to the local that is compared: the end of most loops.
    private mutating func emitStep(_ condition: Condition, if sense: Bool) -> Int? {
        guard condition.usesAccumulator, lastStep != Self.none, lastStep == code.count &- 2 else { return nil }
        let word = code[lastStep &+ 1]
        guard word & 0xFFFF == Word(condition.a) else { return nil }
        var opcode = condition.opcode
        var immediate = condition.immediate
        if opcode == .i32Eqz { (opcode, immediate) = (.i32Eq, 0) }
        let isPositive = sense != condition.isNegated
        let form: Form = immediate != nil ? (isPositive ? .stepImmediate : .stepNotImmediate) : (isPositive ? .step : .stepNot)
        let handler = handlers.address(opcode, form)
        guard handler != 0 else { return nil }
        let position = lastStep
        code.truncate(to: position)
        emit(handler, a: condition.a, b: condition.b)
        code.append(word >> 32 | (immediate ?? 0) << 32)
        forgetInstructions()
        return position
    }

    /// Emits the branch; its distance is still to be written.
    mutating func emitBranch(_ condition: Condition, if sense: Bool) -> Int {
        if let position = emitStep(condition, if: sense) { return position }
        let position = code.count
        var form = sense != condition.isNegated ? Form.branch.rawValue : Form.branchNot.rawValue
        if condition.immediate != nil && condition.opcode != .brOnCast { form += 2 }
        if condition.usesAccumulator { form += 1 }
        emit(handlers.address(condition.opcode, Form(rawValue: form) ?? .branch), a: condition.a, b: condition.b)
        if let immediate = condition.immediate { code.append(immediate) }
        producer = Self.none
        return position
    }
}
