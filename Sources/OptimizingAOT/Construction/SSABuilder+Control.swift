import WasmModel

extension SSABuilder {
    func types(of block: BlockType) -> FunctionType {
        if let value = block.valueType { return FunctionType([], [value]) }
        if let index = block.typeIndex { return shape.functionTypes[Int(index)] ?? FunctionType() }
        return FunctionType()
    }

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

    mutating func translateBlock(_ instruction: Instruction) {
        let construct = scan.constructs[nextConstruct]
        nextConstruct += 1
        let type = types(of: instruction.blockType)
        let height = stack.count - type.parameters.count
        frames.append(
            Frame(
                kind: .block, target: construct.isTarget ? function.addBlock() : 0, labelTypes: type.results,
                resultTypes: type.results, height: height, assigned: construct.assigned, isTarget: construct.isTarget,
                outerLoop: currentLoop))
    }

    mutating func translateLoop(_ instruction: Instruction) {
        let construct = scan.constructs[nextConstruct]
        nextConstruct += 1
        let type = types(of: instruction.blockType)
        let height = stack.count - type.parameters.count
        var frame = Frame(
            kind: .loop, target: 0, labelTypes: type.parameters, resultTypes: type.results, height: height,
            assigned: construct.assigned, isTarget: construct.isTarget, outerLoop: currentLoop)
        guard construct.isTarget else { return frames.append(frame) }
        let header = function.addBlock()
        frame.target = header
        let entry = edge(to: frame)
        terminate(.jump(entry))
        stack.removeLast(type.parameters.count)
        function.loops.append(IRLoop(header: header, last: header, parent: currentLoop))
        currentLoop = Int32(function.loops.count - 1)
        frames.append(frame)
        beginMerge(frame)
    }

    mutating func translateIf(_ instruction: Instruction) {
        let construct = scan.constructs[nextConstruct]
        nextConstruct += 1
        let type = types(of: instruction.blockType)
        let condition = pop()
        let height = stack.count - type.parameters.count
        let then = function.addBlock()
        let otherwise = function.addBlock()
        var frame = Frame(
            kind: .if, target: function.addBlock(), labelTypes: type.results, resultTypes: type.results, height: height,
            assigned: construct.assigned, isTarget: true, outerLoop: currentLoop)
        frame.elseBlock = otherwise
        frame.elseValues = stack.suffix(type.parameters.count) + construct.assigned.map { locals[Int(scan.assignedLocals[$0])] }
        frames.append(frame)
        terminate(
            .branch(
                condition: condition, then: IREdge(target: then, start: 0, count: 0),
                otherwise: IREdge(target: otherwise, start: 0, count: 0)))
        enter(then)
    }

    /// Begins the else arm of the innermost frame, with the operands and locals there were at its `if`.
    private mutating func beginElse() {
        let frame = frames[frames.count - 1]
        let parameters = frame.elseValues.count - frame.assigned.count
        stack.removeLast(stack.count - frame.height)
        stack.append(contentsOf: frame.elseValues.prefix(parameters))
        for (position, value) in zip(frame.assigned, frame.elseValues.dropFirst(parameters)) {
            locals[Int(scan.assignedLocals[position])] = value
        }
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
            if frame.isTarget {
                function.loops[Int(currentLoop)].last = BlockID(layout.count - 1)
                currentLoop = frame.outerLoop
                // What follows is outside, so it must not share the loop's last block.
                if isReachable {
                    let after = function.addBlock()
                    terminate(.jump(IREdge(target: after, start: 0, count: 0)))
                    enter(after)
                }
            }
        case .block where !frame.isTarget: break
        case .tryTable: endTryTable(frame)
        case .try, .catch: endTry(frame)
        case .block, .if, .else:
            if isReachable { terminate(.jump(edge(to: frame))) }
            guard isReached(frame.target) else { break }
            stack.removeLast(stack.count - frame.height)
            beginMerge(frame)
        }
    }

    /// Begins a label's block: its parameters are what a branch carries, then the locals that the construct assigns.
    mutating func beginMerge(_ frame: Frame) {
        for type in frame.labelTypes { stack.append(function.addParameter(to: frame.target, IRType(type) ?? .i64)) }
        for position in frame.assigned {
            let local = Int(scan.assignedLocals[position])
            locals[local] = function.addParameter(to: frame.target, function.instructions[Int(locals[local])].type)
        }
        enter(frame.target)
    }

    // MARK: Branches

    /// The way to a label; a branch to the function's own label becomes a block that returns.
    mutating func branchEdge(_ label: UInt32) -> IREdge {
        let frame = frames[frames.count - 1 - Int(label)]
        guard frame.kind == .function else { return edge(to: frame) }
        let block = returnBlock()
        let arguments = function.addToPool(stack.suffix(frame.labelTypes.count))
        return IREdge(target: block, start: arguments.start, count: arguments.count)
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
        terminate(.branch(condition: condition, then: taken, otherwise: IREdge(target: next, start: 0, count: 0)))
        emitReturnBlocks()
        enter(next)
    }

    mutating func translateBranchTable(_ instruction: Instruction) {
        let index = pop()
        let edges = body.labels(of: instruction).map { branchEdge(UInt32($0)) }
        let start = UInt32(function.tableEdges.count)
        function.tableEdges.append(contentsOf: edges)
        terminate(.table(index: index, start: start, count: UInt32(edges.count)))
        emitReturnBlocks()
    }

    mutating func translateReturn() {
        let values = function.addToPool(stack.suffix(function.results.count))
        terminate(.return(start: values.start, count: values.count))
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
        let values = function.results.map { function.addParameter(to: block, $0) }
        enter(block)
        let range = function.addToPool(values)
        terminate(.return(start: range.start, count: range.count))
    }
}
