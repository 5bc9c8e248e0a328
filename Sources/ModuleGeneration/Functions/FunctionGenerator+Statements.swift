import WasmModel

/// Statements: code that leaves the stack as it was.
extension FunctionGenerator {
    mutating func statements(_ count: Int, _ stream: RandomStream) {
        for number in 0..<count where !isFull {
            var own = stream.split(UInt64(number))
            statement(&own)
        }
    }

    private mutating func statement(_ stream: inout RandomStream) {
        let depth = stream.within(plan.profile.expressionDepth)
        let mayNest = labels.count < plan.profile.blockNesting
        switch plan.choices.statements.draw(&stream) {
        case .assignLocal: break
        case .assignGlobal: return assignGlobal(depth: depth, &stream)
        case .store:
            guard let store = plan.swarm.pick(plan.operations.stores, &stream) else { break }
            _ = operands(of: store, depth: depth, &stream)
            return
        case .fold: return foldStatement(depth: depth, &stream)
        case .conditional: if mayNest { return conditionalStatement(depth: depth, &stream) }
        case .loop: if mayNest { return loopStatement(depth: depth, &stream) }
        case .block: if mayNest { return blockStatement(depth: depth, &stream) }
        case .switching: if mayNest { return switchStatement(depth: depth, &stream) }
        case .call: return callStatement(depth: depth, &stream)
        case .indirectCall: return indirectCallStatement(depth: depth, &stream)
        case .bulk: return bulk(depth: depth - 1, &stream)
        case .effect: return effect(depth: depth, &stream)
        case .exit: if mayNest { return exitStatement(depth: depth, &stream) }
        case .drop:
            expression(plan.types.kind(&stream), depth: depth, &stream)
            return emit(.drop)
        case .table: return tableStatement(depth: depth, &stream)
        case .object: return objectStatement(depth: depth, &stream)
        case .reference: return referenceStatement(depth: depth, &stream)
        case .exception: if labels.count < plan.profile.blockNesting + 4 { return exceptionStatement(depth: depth, &stream) }
        case .recursion: if recursionStatement(depth: depth, &stream) { return }
        }
        assignLocal(depth: depth, &stream)
    }

    private mutating func assignLocal(depth: Int, _ stream: inout RandomStream) {
        let kind = plan.types.kind(&stream)
        expression(kind, depth: depth, &stream)
        emit(.localSet, index: free[kind.rawValue].pick(&stream))
    }

    private mutating func assignGlobal(depth: Int, _ stream: inout RandomStream) {
        guard let index = pickGlobal(&stream, where: { $0.type.isMutable }) else { return foldStatement(depth: depth, &stream) }
        visibleValue(plan.globals[Int(index)].type.value, depth: depth, &stream)
        emit(.globalSet, index: index)
    }

    private mutating func foldStatement(depth: Int, _ stream: inout RandomStream) {
        if !references.isEmpty, stream.chance(250) {
            let type = stream.pick(plan.types.references)
            reference(type, depth: depth, &stream)
            return fold(type, mayBeAnyNaN: false, &stream)
        }
        let kind = plan.types.kind(&stream)
        let mayBeAnyNaN = expression(kind, depth: depth, &stream)
        fold(kind, mayBeAnyNaN: mayBeAnyNaN)
    }

    private mutating func referenceStatement(depth: Int, _ stream: inout RandomStream) {
        guard !references.isEmpty else { return foldStatement(depth: depth, &stream) }
        let (local, type) = stream.pick(references)
        reference(type, depth: depth, &stream)
        emit(.localSet, index: local)
    }

    /// An operation without result, or with several.
    private mutating func effect(depth: Int, _ stream: inout RandomStream) {
        if stream.chance(30) { return emit(.nop) }
        guard let operation = plan.swarm.pick(plan.operations.effects, &stream) else { return }
        _ = operands(of: operation, depth: depth, &stream)
        consume(plan.operations.drawn[operation].results.map(\.valueType), &stream)
    }
}
