import WasmModel

/// Values.
extension FunctionGenerator {
    /// Leaves a value of any type on the stack; a reference may be of a type below.
    @discardableResult
    mutating func value(_ type: ValueType, depth: Int, _ stream: inout RandomStream) -> Bool {
        if let kind = Kind(type) { return expression(kind, depth: depth, &stream) }
        reference(type, depth: depth, &stream)
        return false
    }

    /// A value whose bits may be seen.
    mutating func visibleValue(_ type: ValueType, depth: Int, _ stream: inout RandomStream) {
        if value(type, depth: depth, &stream), let kind = Kind(type) { determine(kind, &stream) }
    }

    /// Leaves one value of the kind on the stack.
    ///
    /// - Returns: whether it may be a NaN that is not determined (see ``Operation/NaNBehaviour``).
    @discardableResult
    mutating func expression(
        _ kind: Kind, depth: Int, for use: ConstantUse = .any, _ stream: inout RandomStream
    ) -> Bool {
        guard depth > 0, !isFull else { return leaf(kind, for: use, &stream) }
        let mayNest = labels.count < plan.profile.blockNesting
        switch plan.choices.expressions.draw(&stream) {
        case .constant: return constant(kind, for: use, &stream)
        case .local: break
        case .tee:
            let mayBeAnyNaN = expression(kind, depth: depth - 1, &stream)
            emit(.localTee, index: free[kind.rawValue].pick(&stream))
            return mayBeAnyNaN
        case .global: return global(kind, &stream) ?? leaf(kind, for: use, &stream)
        case .operation:
            if let number = plan.swarm.pick(plan.operations.giving[kind.rawValue], &stream) {
                return operation(number, for: use, depth: depth, &stream)
            }
        case .select: return select(kind, depth: depth, &stream)
        case .conditional: if mayNest { return conditional(kind, depth: depth, &stream) }
        case .block: if mayNest { return block(kind, depth: depth, &stream) }
        case .call: if call(giving: kind.valueType, depth: depth, &stream) { return false }
        case .indirectCall: if indirectCall(giving: kind.valueType, depth: depth, &stream) { return false }
        case .size: if size(kind, depth: depth, &stream) { return false }
        case .reference: if let value = valueOfObject(kind, depth: depth, &stream) { return value }
        case .scaled: if kind.isFloat { return scaled(kind, depth: depth, &stream) }
        }
        return leaf(kind, for: use, &stream)
    }

    private mutating func leaf(_ kind: Kind, for use: ConstantUse, _ stream: inout RandomStream) -> Bool {
        // A constant vector is as long as nine reads of a local.
        if stream.chance(use == .sign ? 700 : kind == .v128 ? 200 : 350) { return constant(kind, for: use, &stream) }
        emit(.localGet, index: free[kind.rawValue].pick(&stream))
        return kind.isFloat
    }

    @discardableResult
    mutating func constant(_ kind: Kind, for use: ConstantUse, _ stream: inout RandomStream) -> Bool {
        let bits = constants.bits(kind, for: use, &stream)
        if kind == .v128 {
            emitVector(.v128Const, low: bits, high: constants.bits(kind, &stream))
        } else {
            emitConstant(kind, bits)
        }
        return false
    }

    private mutating func global(_ kind: Kind, _ stream: inout RandomStream) -> Bool? {
        guard let index = pickGlobal(&stream, where: { $0.type.value == kind.valueType }) else { return nil }
        emit(.globalGet, index: index)
        return false
    }

    /// One of the globals but those that hold the module together.
    func pickGlobal(_ stream: inout RandomStream, where isWanted: (ModulePlan.GlobalPlan) -> Bool) -> UInt32? {
        let globals = plan.globals
        let first = stream.below(globals.count)
        for offset in globals.indices {
            let index = (first + offset) % globals.count
            if plan.ownGlobals.contains(index) { continue }
            if isWanted(globals[index]) { return UInt32(index) }
        }
        return nil
    }

    /// A finite float with a fraction, out of an integer.
    private mutating func scaled(_ kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool {
        expression(.i32, depth: depth - 1, for: stream.chance(500) ? .sign : .any, &stream)
        if stream.chance(500) { emitBits(.i32, 1 << 31) }
        if kind == .f32 {
            // So many bits that a fraction is left.
            let start = code.instructions.count
            emitI32(12)
            emit(.i32ShrS)
            markScaffolding(from: start)
            emit(.f32ConvertI32S)
            emit(.f32Const, bits: UInt64(stream.pick([Float(0.5), 0.125, -0.375, 0.0625]).bitPattern))
            emit(.f32Mul)
        } else {
            emit(.f64ConvertI32S)
            emit(.f64Const, bits: stream.pick([0.5, 0.125, -0.375, 0.0009765625]).bitPattern)
            emit(.f64Mul)
        }
        return false
    }

    /// A float that the operation converts without a trap, out of an integer.
    private mutating func convertible(_ kind: Kind, _ opcode: Opcode, depth: Int, _ stream: inout RandomStream) {
        let isSigned = [.i32TruncF32S, .i32TruncF64S, .i64TruncF32S, .i64TruncF64S].contains(opcode)
        let isLong = [.i64TruncF32U, .i64TruncF64U].contains(opcode)
        // What is negative tells signed from unsigned, and so does what is too large for the one and not for the other.
        expression(isLong ? .i64 : .i32, depth: depth, for: .sign, &stream)
        if stream.chance(700) { emitBits(isLong ? .i64 : .i32, isLong ? 1 << 63 : 1 << 31) }
        let start = code.instructions.count
        if kind == .f32 {
            emit(isSigned ? .f32ConvertI32S : isLong ? .f32ConvertI64U : .f32ConvertI32U)
            emit(.f32Const, bits: UInt64(stream.pick([Float(0.75), 0.875, 0.96875]).bitPattern))
            emit(.f32Mul)
        } else {
            emit(isSigned ? .f64ConvertI32S : isLong ? .f64ConvertI64U : .f64ConvertI32U)
            emit(.f64Const, bits: stream.pick([0.75, 0.875, 0.96875]).bitPattern)
            emit(.f64Mul)
        }
        markScaffolding(from: start)
    }


    /// An operation with its operands. The result may be folded on the way.
    mutating func operation(_ number: Int, for use: ConstantUse, depth: Int, _ stream: inout RandomStream) -> Bool {
        guard let mayBeAnyNaN = operands(of: number, depth: depth, &stream) else { return false }
        let operation = plan.operations.drawn[number]
        guard let result = operation.results.first, operation.results.count == 1 else { return false }
        var isUndetermined = false
        switch operation.nan {
        case .determined, .revealing: break
        case .propagating: isUndetermined = mayBeAnyNaN
        case .arithmetic: isUndetermined = true
        }
        let isFolded = stream.chance(foldChance)
        if isUndetermined, result == .v128, isFolded || use != (operation.isDouble ? .doubles : .singles) {
            // Most operations on vectors show their bits, so what is for none of the others is set right at once.
            canonicaliseVector(isDouble: operation.isDouble)
            isUndetermined = false
        }
        if isFolded {
            foldThrough(result, mayBeAnyNaN: isUndetermined)
        }
        return isUndetermined
    }

    /// Writes operands, guards and the operation itself.
    ///
    /// - Returns: whether the first operand may be an undetermined NaN; `nil` if a value took the operation's place.
    mutating func operands(of number: Int, depth: Int, _ stream: inout RandomStream) -> Bool? {
        let operation = plan.operations.drawn[number]
        switch operation.guard {
        case .relaxed(let relaxed):
            relaxedOperands(relaxed, operation.opcode, depth: depth, &stream)
            emit(operation.opcode)
            return false
        case .wait:
            wait(operation, depth: depth, &stream)
            return false
        case .none, .divisor, .truncation, .address: break
        }
        var firstMayBeAnyNaN = false
        var offset = 0
        var memory = 0
        let isGuarded = !stream.chance(unguardedChance)
        let isTelling = stream.chance(plan.profile.tellingChance)
        for position in 0..<operation.operands.endIndex {
            let kind = operation.operands[position]
            if position == 0, case .address = operation.guard {
                memory = stream.below(plan.memories.count)
                offset = address(
                    memory: memory, bytes: 1 << Int(operation.naturalAlignment), isAligned: operation.isAtomic,
                    isGuarded: isGuarded, depth: depth - 1, &stream)
                continue
            }
            let mayBeAnyNaN: Bool
            if isGuarded, case .truncation = operation.guard, stream.chance(600) {
                convertible(kind, operation.opcode, depth: depth - 1, &stream)
                write(operation, memory: 0, offset: 0, &stream)
                return false
            }
            if isTelling, operation.isTold {
                mayBeAnyNaN = tellingOperand(operation.telling, kind, isFirst: position == 0, depth: depth - 1, &stream)
            } else {
                let use = operation.vectorUse ?? (position == 1 && operation.isShift ? .shiftCount : .any)
                mayBeAnyNaN = expression(kind, depth: depth - 1, for: use, &stream)
            }
            let isRevealed = operation.nan == .revealing || (operation.nan == .propagating && position == 1)
            if mayBeAnyNaN, isRevealed { determine(kind, &stream) }
            if position == 0 { firstMayBeAnyNaN = mayBeAnyNaN }
        }
        if isGuarded {
            switch operation.guard {
            case .divisor(let isSigned): guardDivisor(operation.operands[1], isSigned: isSigned)
            case .truncation: guardTruncation(operation)
            case .none, .address, .wait, .relaxed: break
            }
        }
        write(operation, memory: memory, offset: offset, &stream)
        return firstMayBeAnyNaN
    }

    /// An operand by which an operation can be told from its neighbours.
    private mutating func tellingOperand(
        _ telling: Operation.Telling, _ kind: Kind, isFirst: Bool, depth: Int, _ stream: inout RandomStream
    ) -> Bool {
        switch telling {
        case .none: return expression(kind, depth: depth, &stream)
        case .sign:
            guard isFirst else { return expression(kind, depth: depth, for: .any, &stream) }
            if depth <= 0 { return constant(kind, for: .sign, &stream) }
            expression(kind, depth: depth - 1, for: .sign, &stream)
            emitBits(kind, kind == .i32 ? 1 << 31 : 1 << 63)
            return false
        case .extreme:
            if kind.isFloat, stream.chance(isFirst ? 500 : 300) {
                emitConstant(kind, kind == .f32 ? UInt64(stream.pick(ConstantSource.extremeSingles)) : stream.pick(ConstantSource.extremeDoubles))
                return false
            }
            return kind.isFloat ? scaled(kind, depth: depth, &stream) : expression(kind, depth: depth, &stream)
        case .lanes, .fractions: return tellingVector(telling, kind, isFirst: isFirst, depth: depth, &stream)
        case .fraction: return kind.isFloat ? scaled(kind, depth: depth, &stream) : expression(kind, depth: depth, &stream)
        case .near:
            if kind.isFloat {
                expression(.i32, depth: depth - 1, &stream)
                emitMask(.i32, Int(bitPattern: 0x8000_0001))
                emit(kind == .f32 ? .f32ConvertI32S : .f64ConvertI32S)
            } else {
                expression(kind, depth: depth - 1, &stream)
                emitMask(kind, kind == .i32 ? Int(bitPattern: 0x8000_0001) : Int(bitPattern: 0x8000_0000_0000_0001))
            }
            return false
        }
    }

    /// A vector made out of another one: lanes that differ, or floats from 2 to 8 of either sign.
    private mutating func tellingVector(
        _ telling: Operation.Telling, _ kind: Kind, isFirst: Bool, depth: Int, _ stream: inout RandomStream
    ) -> Bool {
        let mayBeAnyNaN = expression(kind, depth: depth, &stream)
        guard kind == .v128 else { return mayBeAnyNaN }
        let start = code.instructions.count
        if case .fractions(let isDouble) = telling {
            let (kept, set) = isDouble ? (0x801F_FFFF_FFFF_FFFF, 0x4000_0000_0000_0000) : (0x80FF_FFFF_80FF_FFFF, 0x4000_0000_4000_0000) as (UInt64, UInt64)
            emitVector(.v128Const, low: kept, high: kept)
            emit(.v128And)
            emitVector(.v128Const, low: set, high: set)
            emit(.v128Or)
        } else if isFirst {
            let pattern = stream.pick(ConstantSource.unlike)
            emitVector(.v128Const, low: pattern, high: pattern.byteSwapped &+ 0x0102_0304_0506_0708)
            emit(.v128Xor)
        }
        markScaffolding(from: start)
        return false
    }

    private mutating func write(_ operation: Operation, memory: Int, offset: Int, _ stream: inout RandomStream) {
        switch operation.immediates {
        case .memarg, .memargLane:
            let natural = Int(operation.naturalAlignment)
            var small = UInt16(operation.isAtomic ? natural : stream.within(0...natural))
            if operation.lanes > 0 { small |= UInt16(stream.below(operation.lanes)) << 8 }
            emit(operation.opcode, small: small, index: UInt32(memory), bits: UInt64(offset))
        case .lane: emit(operation.opcode, small: UInt16(stream.below(operation.lanes)))
        case .shuffle:
            func word(_ stream: inout RandomStream) -> UInt64 { stream.next() & 0x1F1F_1F1F_1F1F_1F1F }
            emitVector(operation.opcode, low: word(&stream), high: word(&stream))
        default: emit(operation.opcode)
        }
    }

    private mutating func select(_ kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool {
        let first = expression(kind, depth: depth - 1, &stream)
        let second = expression(kind, depth: depth - 1, &stream)
        // Both operands are there whatever the condition is.
        if stream.chance(700) { expression(.i32, depth: depth - 1, &stream) } else { condition(depth: depth - 1, &stream) }
        if plan.features.contains(.referenceTypes), stream.chance(300) {
            code.appendTypedSelect([kind.valueType])
            cost += multiplier
        } else {
            emit(.select)
        }
        return first || second
    }
}
