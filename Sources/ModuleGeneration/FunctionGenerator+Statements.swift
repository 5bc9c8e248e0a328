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
        let weights = plan.profile.statementWeights
        let nesting = labels.count < plan.profile.blockNesting ? 1 : 0
        let draw = stream.weighted([
            weights.assignLocal, weights.assignGlobal, weights.store, weights.fold, weights.conditional * nesting,
            weights.loop * nesting, weights.block * nesting, weights.switching * nesting, weights.call,
            weights.indirectCall, weights.bulk, weights.effect, weights.exit * nesting, weights.drop,
        ])
        switch draw {
        case 1: assignGlobal(depth: depth, &stream)
        case 2:
            guard let store = plan.swarm.store(plan.operations, &stream) else { return }
            _ = operands(of: store, depth: depth, &stream)
        case 3: foldStatement(depth: depth, &stream)
        case 4: conditionalStatement(depth: depth, &stream)
        case 5: loopStatement(depth: depth, &stream)
        case 6: blockStatement(depth: depth, &stream)
        case 7: switchStatement(depth: depth, &stream)
        case 8: callStatement(depth: depth, &stream)
        case 9: indirectCallStatement(depth: depth, &stream)
        case 10: bulk(depth: depth - 1, &stream)
        case 11: effect(depth: depth, &stream)
        case 12: exitStatement(depth: depth, &stream)
        case 13:
            expression(plan.kind(&stream), depth: depth, &stream)
            emit(.drop)
        default: assignLocal(depth: depth, &stream)
        }
    }

    private mutating func assignLocal(depth: Int, _ stream: inout RandomStream) {
        let kind = plan.kind(&stream)
        expression(kind, depth: depth, &stream)
        emit(.localSet, index: stream.pick(free[kind.rawValue]))
    }

    private mutating func assignGlobal(depth: Int, _ stream: inout RandomStream) {
        let candidates = plan.globals.indices.filter { $0 > 0 && plan.globals[$0].isMutable }
        guard !candidates.isEmpty else { return foldStatement(depth: depth, &stream) }
        let index = stream.pick(candidates)
        guard let kind = Kind(plan.globals[index].value) else { return }
        visibleExpression(kind, depth: depth, &stream)
        emit(.globalSet, index: UInt32(index))
    }

    private mutating func foldStatement(depth: Int, _ stream: inout RandomStream) {
        let kind = plan.kind(&stream)
        let mayBeAnyNaN = expression(kind, depth: depth, &stream)
        fold(kind, mayBeAnyNaN: mayBeAnyNaN)
    }

    /// An operation without result, or with several.
    private mutating func effect(depth: Int, _ stream: inout RandomStream) {
        guard let operation = plan.swarm.effect(plan.operations, &stream) else { return }
        _ = operands(of: operation, depth: depth, &stream)
        consume(operation.results.map(\.valueType), &stream)
    }
}
