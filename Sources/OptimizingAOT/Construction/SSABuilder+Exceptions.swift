import EngineRuntime
import WasmModel

/// Exceptions (§4.6.12). A call whose exceptions are caught here is a `tryCall`, whose block has two ways out: to what
/// follows, and to the landing of the innermost construct that catches. There the clauses are asked one after the other,
/// and what none of them wants goes on to the landing of the next construct, or out of the function.
extension SSABuilder {
    // MARK: Values of the runtime

    mutating func instance() -> ValueID { append(IRInstruction(.instance, .i64)) }

    mutating func constantLoad(_ opcode: Opcode, _ type: IRType, _ address: ValueID, _ displacement: Int32) -> ValueID {
        append(IRInstruction(.constantLoad, type, opcode: opcode, a: address, bits: UInt64(displacement)))
    }

    private mutating func context() -> ValueID {
        let instance = instance()
        return constantLoad(.i64Load, .i64, instance, Layout.Instance.context)
    }

    private mutating func pendingException() -> ValueID {
        let context = context()
        return append(
            IRInstruction(
                .objectLoad, .i64, opcode: .i64Load, a: context, bits: UInt64(Layout.Context.pendingException)))
    }

    private mutating func tag(_ index: UInt32) -> ValueID {
        let instance = instance()
        let tags = constantLoad(.i64Load, .i64, instance, Layout.Instance.tags)
        return constantLoad(.i64Load, .i64, tags, Int32(index) * 8)
    }

    /// The types of what an exception carries.
    private func payloadTypes(_ tag: UInt32) -> TypeList { shape.signatures[Int(shape.tagTypeIndices[Int(tag)])].parameters }

    // MARK: Throwing

    mutating func translateThrow(_ tag: UInt32) {
        let types = payloadTypes(tag)
        let exception = append(IRInstruction(.runtime, .i64, opcode: .throw, bits: UInt64(tag)))
        var offset = Layout.Exception.payload
        for (position, place) in top(types.count).enumerated() {
            let type = shape[types, position]
            storeObject(stack[place], at: exception, offset, Self.wordStore(type))
            offset += type.words * 8
        }
        stack.truncate(to: stack.count - types.count)
        raise(exception, isPending: false)
    }

    mutating func translateThrowReference() {
        let exception = pop()
        trapIfNull(exception)
        raise(exception, isPending: false)
    }

    mutating func translateRethrow(_ label: UInt32) {
        raise(frames[frames.count - 1 - Int(label)].exception, isPending: false)
    }

    /// Ends the block by throwing: to the innermost landing, or out of the function.
    private mutating func raise(_ exception: ValueID, isPending: Bool) {
        guard let number = tries.last else { return raiseOut(exception) }
        raise(exception, isPending: isPending, to: Int(number))
    }

    private mutating func raise(_ exception: ValueID, isPending: Bool, to number: Int) {
        if !isPending {
            let context = context()
            storeObject(exception, at: context, Layout.Context.pendingException, .i64Store)
        }
        terminate(.jump(landingEdge(of: number)))
    }

    private mutating func raiseOut(_ exception: ValueID) {
        let operands = function.addToPool([exception])
        append(IRInstruction(.runtime, .void, opcode: .throwRef, a: operands.start, b: 1))
        terminate(.trap(.unreachable))
    }

    /// The way to the landing of a frame, with the present values of the locals that its body assigns.
    private mutating func landingEdge(of number: Int) -> IREdge {
        let landing: BlockID
        if let known = frames[number].landing {
            landing = known
        } else {
            landing = function.addBlock()
            frames[number].landing = landing
        }
        let start = UInt32(function.pool.count)
        carryLocals(of: frames[number])
        return IREdge(target: landing, start: start, count: UInt32(function.pool.count) - start)
    }

    /// Ends the block of a `tryCall`.
    mutating func branchToLanding(of call: ValueID) {
        guard let number = tries.last else { return }
        let landed = append(IRInstruction(.landed, .i32, a: call))
        let edge = landingEdge(of: Int(number))
        let next = function.addBlock()
        terminate(.branch(condition: landed, then: edge, otherwise: IREdge(target: next)))
        enter(next)
    }

    // MARK: try_table

    mutating func translateTryTable(_ instruction: Instruction) {
        let target = function.addBlock()
        let frame = frame(.tryTable, instruction, target: target)
        tries.append(Int32(frames.count))
        frames.append(frame)
    }

    /// The frame has been taken off already.
    mutating func endTryTable(_ frame: Frame) {
        _ = tries.removeLast()
        if isReachable { terminate(.jump(edge(to: frame))) }
        if beginLanding(of: frame) {
            let exception = pendingException()
            let tag = constantLoad(.i64Load, .i64, exception, Layout.Exception.tag)
            for clause in body.catchClauses(of: frame.opening) {
                var next: BlockID?
                if clause.kind.hasTag {
                    next = branchUnless(tag, is: clause.tagIndex)
                    pushPayload(of: exception, clause.tagIndex)
                }
                if clause.kind.pushesReference { stack.append(exception) }
                translateBranch(clause.label)
                stack.truncate(to: frame.height)
                guard let next else { break }
                enter(next)
            }
            if isReachable { raise(exception, isPending: true) }
        }
        endMerge(frame)
    }

    /// Begins the block that exceptions out of the frame's body go to, if there is one.
    private mutating func beginLanding(of frame: Frame) -> Bool {
        guard let landing = frame.landing else { return false }
        stack.truncate(to: frame.height)
        renameLocals(of: frame, in: landing)
        enter(landing)
        return true
    }

    /// Goes on in a new block if the tag is the one with this index; else, in the block that is the result.
    private mutating func branchUnless(_ found: ValueID, is index: UInt32) -> BlockID {
        let wanted = tag(index)
        let same = append(IRInstruction(.numeric, .i32, opcode: .i64Eq, a: found, b: wanted))
        let then = function.addBlock()
        let otherwise = function.addBlock()
        terminate(
            .branch(
                condition: same, then: IREdge(target: then), otherwise: IREdge(target: otherwise)))
        enter(then)
        return otherwise
    }

    private mutating func pushPayload(of exception: ValueID, _ tag: UInt32) {
        let types = payloadTypes(tag)
        var offset = Layout.Exception.payload
        for position in types.indices {
            let type = shape[types, position]
            push(IRInstruction(.objectLoad, type, opcode: Self.wordLoad(type), a: exception, bits: UInt64(offset)))
            offset += type.words * 8
        }
    }

    private mutating func endMerge(_ frame: Frame) {
        guard isReached(frame.target) else { return }
        stack.truncate(to: frame.height)
        beginMerge(frame)
    }

    // MARK: Legacy

    mutating func translateTry(_ instruction: Instruction) {
        let target = function.addBlock()
        let frame = frame(.try, instruction, target: target)
        tries.append(Int32(frames.count))
        frames.append(frame)
    }

    /// `catch` and `catch_all`. The block in which the clauses are asked goes on at ``Frame/elseBlock``, with the locals in
    /// ``Frame/elseValues``.
    mutating func translateCatch(_ instruction: Instruction) {
        if isReachable { terminate(.jump(edge(to: frames[frames.count - 1]))) }
        let last = frames.count - 1
        if frames[last].kind == .try {
            _ = tries.removeLast()
            frames[last].kind = .catch
            guard beginLanding(of: frames[last]) else { return }
            let exception = pendingException()
            frames[last].exception = exception
            let tag = constantLoad(.i64Load, .i64, exception, Layout.Exception.tag)
            frames[last].savedStart = Int32(saved.count)
            saved.append(tag)
            saveLocals(of: frames[last])
            frames[last].savedCount = Int32(saved.count) - frames[last].savedStart
        } else {
            guard frames[last].landing != nil else { return }
            resumeClauses(of: frames[last])
        }
        let frame = frames[last]
        if instruction.opcode == .catch {
            frames[last].elseBlock = branchUnless(saved[Int(frame.savedStart)], is: instruction.index)
            pushPayload(of: frame.exception, instruction.index)
        } else {
            frames[last].landing = nil
        }
    }

    /// Goes on where the clause before did not match. After `catch_all` nothing does.
    private mutating func resumeClauses(of frame: Frame) {
        stack.truncate(to: frame.height)
        restoreLocals(of: frame)
        enter(frame.elseBlock)
    }

    /// The frame has been taken off already.
    mutating func endTry(_ frame: Frame) {
        if isReachable { terminate(.jump(edge(to: frame))) }
        if frame.kind == .try {
            _ = tries.removeLast()
            if beginLanding(of: frame) {
                let exception = pendingException()
                raise(exception, isPending: true)
            }
        } else if frame.landing != nil {
            resumeClauses(of: frame)
            raise(frame.exception, isPending: false)
        }
        endMerge(frame)
    }

    /// Ends a `try` whose exceptions are those of the block that the label names.
    mutating func translateDelegate(_ label: UInt32) {
        let frame = frames.removeLast()
        _ = tries.removeLast()
        if isReachable { terminate(.jump(edge(to: frame))) }
        if beginLanding(of: frame) {
            let exception = pendingException()
            let block = frames.count - 1 - Int(label)
            if let number = tries.indices.last(where: { Int(tries[$0]) <= block }) {
                raise(exception, isPending: true, to: Int(tries[number]))
            } else {
                raiseOut(exception)
            }
        }
        endMerge(frame)
    }
}
