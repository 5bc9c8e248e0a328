import WasmModel

/// Exceptions: thrown only where everything is caught, here or, in a function that may throw, by its callers.
extension FunctionGenerator {
    mutating func exceptionStatement(depth: Int, _ stream: inout RandomStream) {
        guard !plan.tags.isEmpty else { return }
        if catching > 0 || mayThrow, stream.chance(500) {
            throwStatement(depth: depth, &stream)
        } else if plan.features.contains(.legacyExceptions), stream.chance(500) {
            legacyTryStatement(depth: depth, &stream)
        } else {
            tryStatement(depth: depth, &stream)
        }
    }

    /// `throw`, behind a condition, so that what follows can be reached: the phase of that is returned.
    @discardableResult
    mutating func throwStatement(depth: Int, _ stream: inout RandomStream) -> Phase {
        let inner = condition(depth: depth, &stream)
        emit(.if)
        labels.append(Label(isPlain: true))
        // Mostly what is waited for by name.
        let tag = caughtTags.isEmpty || stream.chance(300) ? stream.below(plan.tags.count) : stream.pick(caughtTags)
        for parameter in plan.types.function(plan.types.tags[plan.tags[tag]].type).parameters {
            visibleValue(parameter, depth: depth - 1, &stream)
        }
        emit(.throw, index: UInt32(tag))
        labels.removeLast()
        emit(.end)
        return inner
    }

    /// A clause and the block that takes what it catches.
    private struct Handler {
        var kind: CatchClause.Kind
        var tag: Int
        var block: BlockType
        var payload: [ValueType]
    }

    /// `try_table` with a block behind it for each of its clauses, of which the last catches all.
    ///
    /// - Parameter callee: a function that may throw and is called.
    mutating func tryStatement(calling callee: UInt32? = nil, depth: Int, _ stream: inout RandomStream) {
        var handlers: [Handler] = []
        for _ in 0..<stream.below(3) {
            let tag = stream.below(plan.tags.count)
            let type = plan.types.tags[plan.tags[tag]]
            let payload = plan.types.function(type.type).parameters
            if stream.chance(500) {
                handlers.append(Handler(kind: .catch, tag: tag, block: type.payload, payload: payload))
            } else {
                handlers.append(Handler(kind: .catchRef, tag: tag, block: type.withReference, payload: payload + [.exnref]))
            }
        }
        if stream.chance(500) {
            handlers.append(Handler(kind: .catchAll, tag: 0, block: .empty, payload: []))
        } else {
            handlers.append(Handler(kind: .catchAllRef, tag: 0, block: .value(.exnref), payload: [.exnref]))
        }
        emit(.block)
        labels.append(Label(isPlain: true))
        for handler in handlers.reversed() {
            emit(.block, bits: handler.block.rawValue)
            labels.append(Label(isPlain: handler.payload.isEmpty))
        }
        let clauses = handlers.enumerated().map { number, handler in
            CatchClause(handler.kind, tagIndex: UInt32(handler.tag), label: UInt32(number))
        }
        code.appendTryTable(.empty, clauses)
        cost += multiplier
        labels.append(Label(isPlain: true))
        catching += 1
        let (outerTags, outer) = (caughtTags, phase)
        caughtTags = handlers.filter(\.kind.hasTag).map(\.tag)
        statements(1 + stream.below(2), stream.split(stream.next()))
        if !throwingCall(of: callee, depth: depth, &stream) || stream.chance(300) { phase = throwStatement(depth: depth - 1, &stream) }
        statements(stream.below(2), stream.split(stream.next()))
        (caughtTags, phase) = (outerTags, outer)
        catching -= 1
        labels.removeLast()
        emit(.end)
        for (number, handler) in handlers.enumerated() {
            // Out of what was tried, or out of the handler before.
            emit(.br, index: UInt32(handlers.count - number))
            labels.removeLast()
            emit(.end)
            handle(handler, depth: depth, &stream)
        }
        labels.removeLast()
        emit(.end)
    }

    /// `try` with `catch` clauses in the form of before 3.0: handlers stand in the block, may throw again what they caught,
    /// and an inner `try` leaves what it does not catch to this one by `delegate`.
    private mutating func legacyTryStatement(depth: Int, _ stream: inout RandomStream) {
        let tags = (0..<stream.below(3)).map { _ in stream.below(plan.tags.count) }
        emit(.try)
        labels.append(Label(isPlain: true))
        catching += 1
        let (outerTags, outer) = (caughtTags, phase)
        caughtTags = tags
        statements(1 + stream.below(2), stream.split(stream.next()))
        if stream.chance(400) {
            emit(.try)
            labels.append(Label(isPlain: true))
            statements(1, stream.split(stream.next()))
            throwStatement(depth: depth - 1, &stream)
            labels.removeLast()
            emit(.delegate, index: 0)
        } else if !throwingCall(of: nil, depth: depth, &stream) {
            phase = throwStatement(depth: depth - 1, &stream)
        }
        (caughtTags, phase) = (outerTags, outer)
        catching -= 1
        for tag in tags {
            emit(.catch, index: UInt32(tag))
            consume(plan.types.function(plan.types.tags[plan.tags[tag]].type).parameters, &stream)
            legacyHandler(depth: depth, &stream)
        }
        emit(.catchAll)
        legacyHandler(depth: depth, &stream)
        labels.removeLast()
        emit(.end)
    }

    private mutating func legacyHandler(depth: Int, _ stream: inout RandomStream) {
        statements(1, stream.split(stream.next()))
        guard catching > 0 || mayThrow, stream.chance(500) else { return }
        condition(depth: depth - 1, &stream)
        emit(.if)
        emit(.rethrow, index: 1)
        emit(.end)
    }

    private mutating func handle(_ handler: Handler, depth: Int, _ stream: inout RandomStream) {
        var payload = handler.payload
        if payload.last == .exnref {
            payload.removeLast()
            if catching > 0 || mayThrow, stream.chance(700) {
                let local = scratchReference(.exnref)
                emit(.localSet, index: local)
                consume(payload, &stream)
                condition(depth: depth - 1, &stream)
                emit(.if)
                emit(.localGet, index: local)
                emit(.throwRef)
                emit(.end)
                return
            }
            emit(.refIsNull)
            fold(.i32, mayBeAnyNaN: false)
        }
        consume(payload, &stream)
        if stream.chance(500) { statements(1, stream.split(stream.next())) }
    }
}
