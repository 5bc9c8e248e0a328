import WasmModel

/// Values.
extension FunctionGenerator {
    /// Leaves one value of the kind on the stack.
    ///
    /// - Returns: whether it may be a NaN that is not determined (see ``Operation/NaNBehaviour``).
    @discardableResult
    mutating func expression(
        _ kind: Kind, depth: Int, for use: ConstantUse = .any, _ stream: inout RandomStream
    ) -> Bool {
        guard depth > 0, !isFull else { return leaf(kind, for: use, &stream) }
        let weights = plan.profile.expressions
        let nesting = labels.count < plan.profile.blockNesting ? 1 : 0
        let draw = stream.weighted([
            weights.constant, weights.local, weights.tee, weights.global, weights.operation,
            weights.select, weights.conditional * nesting, weights.block * nesting, weights.call, weights.indirectCall,
        ])
        switch draw {
        case 0: return constant(kind, for: use, &stream)
        case 2:
            let mayBeAnyNaN = expression(kind, depth: depth - 1, &stream)
            emit(.localTee, index: stream.pick(free[kind.rawValue]))
            return mayBeAnyNaN
        case 3: return global(kind, &stream) ?? leaf(kind, for: use, &stream)
        case 4:
            guard let operation = plan.swarm.operation(giving: kind, plan.operations, &stream) else { break }
            return self.operation(operation, depth: depth, &stream)
        case 5: return select(kind, depth: depth, &stream)
        case 6: return conditional(kind, depth: depth, &stream)
        case 7: return block(kind, depth: depth, &stream)
        case 8: if let value = call(giving: kind, depth: depth, &stream) { return value }
        case 9: if let value = indirectCall(giving: kind, depth: depth, &stream) { return value }
        default: break
        }
        return leaf(kind, for: use, &stream)
    }

    /// A value whose bits may be seen.
    mutating func visibleExpression(_ kind: Kind, depth: Int, _ stream: inout RandomStream) {
        if expression(kind, depth: depth, &stream) { canonicalise(kind) }
    }

    private mutating func leaf(_ kind: Kind, for use: ConstantUse, _ stream: inout RandomStream) -> Bool {
        if stream.chance(400) { return constant(kind, for: use, &stream) }
        emit(.localGet, index: stream.pick(free[kind.rawValue]))
        return kind.isFloat
    }

    private mutating func constant(_ kind: Kind, for use: ConstantUse, _ stream: inout RandomStream) -> Bool {
        let bits = constants.bits(kind, for: use, &stream)
        if kind == .v128 {
            emitVector(.v128Const, low: bits, high: constants.bits(kind, &stream))
        } else {
            emitConstant(kind, bits)
        }
        return false
    }

    private mutating func global(_ kind: Kind, _ stream: inout RandomStream) -> Bool? {
        let candidates = plan.globals.indices.filter { $0 > 0 && plan.globals[$0].value == kind.valueType }
        guard !candidates.isEmpty else { return nil }
        emit(.globalGet, index: UInt32(stream.pick(candidates)))
        return false
    }

    /// An operation with its operands. The result may be folded on the way.
    mutating func operation(_ operation: Operation, depth: Int, _ stream: inout RandomStream) -> Bool {
        let mayBeAnyNaN = operands(of: operation, depth: depth, &stream)
        guard let result = operation.results.first, operation.results.count == 1 else { return false }
        var isUndetermined = false
        switch operation.nan {
        case .determined, .revealing: break
        case .propagating: isUndetermined = mayBeAnyNaN
        case .arithmetic:
            // Every other operation on vectors shows their bits, so a vector is set right at once.
            if result == .v128 { canonicaliseVector(operation.opcode) } else { isUndetermined = true }
        }
        if stream.chance(foldChance) {
            let local = scratchLocal(result)
            emit(.localTee, index: local)
            emit(.localGet, index: local)
            fold(result, mayBeAnyNaN: isUndetermined)
        }
        return isUndetermined
    }

    /// Writes operands, guards and the operation itself.
    ///
    /// - Returns: whether the first operand may be an undetermined NaN.
    mutating func operands(of operation: Operation, depth: Int, _ stream: inout RandomStream) -> Bool {
        var firstMayBeAnyNaN = false
        var offset = 0
        let isGuarded = !stream.chance(unguardedChance)
        for (number, kind) in operation.operands.enumerated() {
            if number == 0, case .address = operation.guard {
                offset = address(
                    bytes: 1 << Int(operation.naturalAlignment), isAligned: operation.isAtomic, isGuarded: isGuarded,
                    depth: depth - 1, &stream)
                continue
            }
            let use: ConstantUse = number == 1 && operation.isShift ? .shiftCount : .any
            let mayBeAnyNaN = expression(kind, depth: depth - 1, for: use, &stream)
            let isRevealed = operation.nan.isRevealing || (operation.nan.isPropagating && number == 1)
            if mayBeAnyNaN, isRevealed { canonicalise(kind) }
            if number == 0 { firstMayBeAnyNaN = mayBeAnyNaN }
        }
        if isGuarded {
            switch operation.guard {
            case .none, .address: break
            case .divisor(let isSigned): guardDivisor(operation.operands[1], isSigned: isSigned)
            case .truncation: guardTruncation(operation)
            case .growth:
                // More than a page or two seldom, and the limit is a few pages anyway.
                emitI32(3)
                emit(.i32And)
            }
        }
        write(operation, offset: offset, &stream)
        return firstMayBeAnyNaN
    }

    private mutating func write(_ operation: Operation, offset: Int, _ stream: inout RandomStream) {
        switch operation.immediates {
        case .memarg, .memargLane:
            let natural = Int(operation.naturalAlignment)
            var small = UInt16(operation.isAtomic ? natural : stream.within(0...natural))
            if operation.lanes > 0 { small |= UInt16(stream.below(operation.lanes)) << 8 }
            emit(operation.opcode, small: small, bits: UInt64(offset))
        case .lane: emit(operation.opcode, small: UInt16(stream.below(operation.lanes)))
        case .shuffle:
            let words = (0..<2).map { _ in
                (0..<8).reduce(UInt64(0)) { word, _ in word << 8 | UInt64(stream.below(32)) }
            }
            emitVector(operation.opcode, low: words[0], high: words[1])
        default: emit(operation.opcode)
        }
    }

    private mutating func select(_ kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool {
        let first = expression(kind, depth: depth - 1, &stream)
        let second = expression(kind, depth: depth - 1, &stream)
        expression(.i32, depth: depth - 1, &stream)
        emit(.select)
        return first || second
    }
}

extension Operation.NaNBehaviour {
    var isRevealing: Bool {
        switch self {
        case .revealing: true
        case .determined, .arithmetic, .propagating: false
        }
    }
    var isPropagating: Bool {
        switch self {
        case .propagating: true
        case .determined, .arithmetic, .revealing: false
        }
    }
}
