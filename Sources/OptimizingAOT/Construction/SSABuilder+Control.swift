import WasmModel

extension SSABuilder {
    /// An instruction that is not reached: only the nesting counts.
    mutating func skip(_ instruction: Instruction) {
        switch instruction.opcode {
        case .block, .loop, .if, .try, .tryTable:
            skippedDepth += 1
            nextConstruct += 1
        case .else where skippedDepth == 0: translateElse()
        case .catch where skippedDepth == 0, .catchAll where skippedDepth == 0: translateCatch(instruction)
        case .end where skippedDepth > 0, .delegate where skippedDepth > 0: skippedDepth -= 1
        case .end: translateEnd()
        case .delegate: translateDelegate(instruction.index)
        default: break
        }
    }

    /// A frame for the construct that an instruction opens.
    mutating func frame(_ kind: Frame.Kind, _ instruction: Instruction, target: BlockID) -> Frame {
        let construct = scan.constructs[nextConstruct]
        nextConstruct += 1
        let (parameters, results) = shape.types(of: instruction.blockType)
        return Frame(
            kind: kind, target: target, labelTypes: kind == .loop ? parameters : results, height: stack.count - parameters.count,
            construct: construct, outerLoop: currentLoop, opening: instruction)
    }

    mutating func translateBlock(_ instruction: Instruction) {
        let isTarget = scan.constructs[nextConstruct].isTarget
        let target = isTarget ? function.addBlock() : 0
        let frame = frame(.block, instruction, target: target)
        frames.append(frame)
    }

    mutating func translateLoop(_ instruction: Instruction) {
        var frame = frame(.loop, instruction, target: 0)
        guard frame.construct.isTarget else { return frames.append(frame) }
        let header = function.addBlock()
        frame.target = header
        let entry = edge(to: frame)
        terminate(.jump(entry))
        stack.truncate(to: frame.height)
        function.loops.append(IRLoop(header: header, last: header, parent: currentLoop))
        currentLoop = Int32(function.loops.count - 1)
        frames.append(frame)
        beginMerge(frame)
    }

    mutating func translateIf(_ instruction: Instruction) {
        let condition = pop()
        let then = function.addBlock()
        let otherwise = function.addBlock()
        let target = function.addBlock()
        var frame = frame(.if, instruction, target: target)
        frame.elseBlock = otherwise
        frame.savedStart = Int32(saved.count)
        saved.append(frame.height..<stack.count, of: stack)
        saveLocals(of: frame)
        frame.savedCount = Int32(saved.count) - frame.savedStart
        frames.append(frame)
        terminate(.branch(condition: condition, then: IREdge(target: then), otherwise: IREdge(target: otherwise)))
        enter(then)
    }

    /// Appends the values of the locals that a construct assigns to ``saved``.
    mutating func saveLocals(of frame: Frame) {
        for position in frame.assigned { saved.append(locals[Int(scan.assignedLocals[position])]) }
    }

    /// Gives the locals that a construct assigns the values that end what was saved for it.
    mutating func restoreLocals(of frame: Frame) {
        var position = Int(frame.savedStart + frame.savedCount) - frame.assigned.count
        for assigned in frame.assigned {
            locals[Int(scan.assignedLocals[assigned])] = saved[position]
            position += 1
        }
    }

    /// Begins the else arm of the innermost frame, with the operands and locals there were at its `if`.
    private mutating func beginElse() {
        let frame = frames[frames.count - 1]
        stack.truncate(to: frame.height)
        let start = Int(frame.savedStart)
        stack.append(start..<start + Int(frame.savedCount) - frame.assigned.count, of: saved)
        restoreLocals(of: frame)
        saved.truncate(to: start)
        frames[frames.count - 1].kind = .else
        enter(frame.elseBlock)
    }

    mutating func translateElse() {
        if isReachable { terminate(.jump(edge(to: frames[frames.count - 1]))) }
        beginElse()
    }

    mutating func translateEnd() {
        if frames[frames.count - 1].kind == .if {
            // An `if` without `else`: the other arm hands its parameters on.
            if isReachable { terminate(.jump(edge(to: frames[frames.count - 1]))) }
            beginElse()
        }
        let frame = frames.removeLast()
        switch frame.kind {
        case .function:
            if isReachable { translateReturn() }
        case .loop:
            if frame.construct.isTarget {
                function.loops[Int(currentLoop)].last = BlockID(layout.count - 1)
                currentLoop = frame.outerLoop
                // What follows is outside, so it must not share the loop's last block.
                if isReachable {
                    let after = function.addBlock()
                    terminate(.jump(IREdge(target: after)))
                    enter(after)
                }
            }
        case .block where !frame.construct.isTarget: break
        case .tryTable: endTryTable(frame)
        case .try, .catch: endTry(frame)
        case .block, .if, .else:
            if isReachable { terminate(.jump(edge(to: frame))) }
            guard isReached(frame.target) else { break }
            stack.truncate(to: frame.height)
            beginMerge(frame)
        }
    }

    /// Begins a label's block: its parameters are what a branch carries, then the locals that the construct assigns.
    mutating func beginMerge(_ frame: Frame) {
        for position in frame.labelTypes.indices {
            stack.append(function.addParameter(to: frame.target, shape[frame.labelTypes, position]))
        }
        renameLocals(of: frame, in: frame.target)
        enter(frame.target)
    }

    /// Makes the locals that a construct assigns parameters of a block.
    mutating func renameLocals(of frame: Frame, in block: BlockID) {
        for position in frame.assigned {
            let local = Int(scan.assignedLocals[position])
            locals[local] = function.addParameter(to: block, function.type(of: locals[local]))
        }
    }

    // MARK: Branches

    /// The way to a label; a branch to the function's own label becomes a block that returns.
    mutating func branchEdge(_ label: UInt32) -> IREdge {
        let frame = frames[frames.count - 1 - Int(label)]
        guard frame.kind == .function else { return edge(to: frame) }
        let block = returnBlock()
        return IREdge(target: block, start: poolOperands(frame.labelTypes.count), count: UInt32(frame.labelTypes.count))
    }

    mutating func translateBranch(_ label: UInt32) {
        let frame = frames[frames.count - 1 - Int(label)]
        guard frame.kind != .function else { return translateReturn() }
        terminate(.jump(edge(to: frame)))
    }

    mutating func translateBranchIf(_ label: UInt32) {
        let condition = pop()
        let taken = branchEdge(label)
        let next = function.addBlock()
        terminate(.branch(condition: condition, then: taken, otherwise: IREdge(target: next)))
        emitReturnBlocks()
        enter(next)
    }

    mutating func translateBranchTable(_ instruction: Instruction) {
        let index = pop()
        let start = UInt32(function.tableEdges.count)
        for label in body.labels(of: instruction) {
            let edge = branchEdge(UInt32(label))
            function.tableEdges.append(edge)
        }
        terminate(.table(index: index, start: start, count: UInt32(function.tableEdges.count) - start))
        emitReturnBlocks()
    }

    mutating func translateReturn() {
        let count = function.results.count
        terminate(.return(start: poolOperands(count), count: UInt32(count)))
    }

    /// A block, not begun yet, that returns its parameters.
    private mutating func returnBlock() -> BlockID {
        if let block = pendingReturn { return block }
        let block = function.addBlock()
        pendingReturn = block
        return block
    }

    /// Begins the return block that the terminator just set goes to, if it does.
    mutating func emitReturnBlocks() {
        guard let block = pendingReturn else { return }
        pendingReturn = nil
        let start = UInt32(function.pool.count)
        for position in function.results.indices {
            let value = function.addParameter(to: block, function.results[position])
            function.pool.append(value)
        }
        enter(block)
        terminate(.return(start: start, count: UInt32(function.results.count)))
    }
}
