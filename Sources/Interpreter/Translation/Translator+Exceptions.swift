import WasmModel
import WasmValidation

// Exceptions: where they are caught is written down in ``HandlerRegion``s, so that code that throws nothing pays
// nothing. Unwinding puts the payload where the label of the clause expects its operands.

extension Translator {
    mutating func throwException(_ instruction: Instruction) {
        let signature = module.types.signatures[Int(module.spaces.tags[Int(instruction.index)])]
        settleTop(Int(signature.parameterCount))
        dropOperands(to: operands.count - Int(signature.parameterCount))
        emit(control.throwTag, a: height, immediate: instruction.index)
    }

    private mutating func addRegion(_ kind: HandlerRegion.Kind, from start: Int, depth: Int, tag: UInt32 = 0, slot: Int = 0) {
        regions.append(
            HandlerRegion(
                start: UInt32(start), end: UInt32(code.count), kind: kind, depth: UInt32(depth), tag: tag,
                slot: UInt32(truncatingIfNeeded: slot), target: 0))
    }

    // MARK: try_table

    mutating func openTryTable(_ instruction: Instruction) {
        open(.tryTable, instruction.blockType)
        frames[frames.count - 1].start = code.count
        frames[frames.count - 1].clauses = Int(instruction.index)
        // An instruction that ends where the block begins is not in it.
        producer = Self.none
    }

    mutating func closeTryTable(_ body: borrowing Expression) {
        let last = frames.count - 1
        let frame = frames[last]
        guard code.count > frame.start else { return }
        let count = Int(body.pool[frame.clauses])
        for number in 0..<count {
            let word = body.pool[frame.clauses + 1 + 2 * number]
            let target = last - 1 - Int(body.pool[frame.clauses + 2 + 2 * number])
            let kind: HandlerRegion.Kind =
                switch CatchClause.Kind(rawValue: UInt8(truncatingIfNeeded: word >> 32)) ?? .catchAll {
                case .catch: .catch
                case .catchRef: .catchReference
                case .catchAll: .catchAll
                case .catchAllRef: .catchAllReference
                }
            addRegion(kind, from: frame.start, depth: last, tag: UInt32(truncatingIfNeeded: word), slot: frames[target].height)
            let height = frames[target].height + slots(frames[target].labelTypes)
            greatestHeight = max(greatestHeight, height)
            link(Fixup(.region, regions.count - 1), to: target)
        }
    }

    // MARK: Legacy

    /// The slot below the operands of the block, where its results will be, holds the exception while a `catch` runs.
    mutating func openTry(_ type: BlockType) {
        open(.try, type)
        let last = frames.count - 1
        let frame = frames[last]
        // The parameters move up by one, from the top.
        var slot = height
        for position in (0..<Int(frame.parameters.count)).reversed() {
            let valueClass = valueClass(frame.parameters, position)
            slot -= valueClass.slots
            copy(slot, to: slot + 1, valueClass)
        }
        restart(frame.parameters, of: frame, at: frame.height + 1)
        greatestHeight = max(greatestHeight, frame.height + 1)
        frames[last].start = code.count
    }

    mutating func catchBlock(_ instruction: Instruction, reachable: Bool) {
        let last = frames.count - 1
        let frame = frames[last]
        if reachable {
            move(frame.results, to: frame.height)
            emitJump(to: last)
        }
        if frame.kind == .try {
            // Every clause covers the body and nothing else.
            frames[last].clauses = code.count
            frames[last].kind = .catch
        }
        let isAll = instruction.opcode == .catchAll
        regions.append(
            HandlerRegion(
                start: UInt32(frame.start), end: UInt32(frames[last].clauses), kind: isAll ? .legacyCatchAll : .legacyCatch,
                depth: UInt32(last), tag: instruction.index, slot: UInt32(frame.height + 1), target: UInt32(code.count)))
        var types = TypeList.empty
        if !isAll {
            let signature = module.types.signatures[Int(module.spaces.tags[Int(instruction.index)])]
            types = TypeList(signature.start, signature.parameterCount)
        }
        forgetAccumulators()
        restart(types, of: frame, at: frame.height + 1)
    }

    mutating func delegateBlock(_ instruction: Instruction, _ body: borrowing Expression, reachable: Bool) -> Bool {
        let last = frames.count - 1
        addRegion(.delegate, from: frames[last].start, depth: last - 1 - Int(instruction.index))
        return endBlock(body, reachable: reachable)
    }
}
