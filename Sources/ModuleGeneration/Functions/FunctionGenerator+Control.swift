import WasmModel

/// Blocks, branches and loops.
extension FunctionGenerator {
    /// The number of statements inside another.
    private func innerCount(_ stream: inout RandomStream) -> Int { 1 + stream.below(3) }

    // MARK: Conditions

    /// How many conditions around the code at hand go by bits of the counters, which therefore do not change there.
    struct Phase {
        /// Of the counter of calls.
        var calls = 0
        /// Of the counter of the innermost loop.
        var iterations = 0
    }

    /// A condition. Most change from call to call or from one iteration to the next, whatever is computed, so that both
    /// ways are taken; each goes by a bit that no condition around it goes by.
    ///
    /// - Returns: the phase of code that runs only if the condition holds, or only if not.
    @discardableResult
    mutating func condition(depth: Int, _ stream: inout RandomStream) -> Phase {
        let isComputed = !stream.chance(plan.profile.alternatingChance)
        if isComputed {
            expression(.i32, depth: depth, &stream)
            if stream.chance(500) { return phase }
        }
        var inner = phase
        let start = code.instructions.count
        let bit: Int
        if openLoops > 0, phase.iterations < 2, stream.chance(500) {
            emit(.localGet, index: counter(atDepth: openLoops - 1))
            bit = phase.iterations
            inner.iterations += 1
        } else {
            emit(.globalGet, index: callCounter)
            bit = min(phase.calls, 3)
            inner.calls += 1
        }
        if isComputed { emit(.i32Xor) }
        emitI32(1 << bit)
        emit(.i32And)
        markScaffolding(from: start)
        return inner
    }

    // MARK: As values

    mutating func conditional(_ kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool {
        let outer = phase
        phase = condition(depth: depth - 1, &stream)
        emit(.if, bits: BlockType.value(kind.valueType).rawValue)
        labels.append(Label(isPlain: false))
        if stream.chance(200) { statements(1, stream.split(stream.next())) }
        let first = expression(kind, depth: depth - 1, &stream)
        emit(.else)
        let second = expression(kind, depth: depth - 1, &stream)
        phase = outer
        labels.removeLast()
        emit(.end)
        return first || second
    }

    /// A block with a value, which a branch may leave with another one.
    mutating func block(_ kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool {
        if plan.features.contains(.multiValue), stream.chance(400) { return wideBlock(kind, depth: depth, &stream) }
        emit(.block, bits: BlockType.value(kind.valueType).rawValue)
        labels.append(Label(isPlain: false))
        if stream.chance(300) { statements(1, stream.split(stream.next())) }
        var mayBeAnyNaN = expression(kind, depth: depth - 1, &stream)
        if stream.chance(600) {
            let outer = phase
            phase = condition(depth: depth - 1, &stream)
            emit(.brIf, index: 0)
            consume(kind, mayBeAnyNaN: mayBeAnyNaN, &stream)
            if expression(kind, depth: depth - 1, &stream) { mayBeAnyNaN = true }
            phase = outer
        }
        labels.removeLast()
        emit(.end)
        return mayBeAnyNaN
    }

    /// A block or loop with parameters and several results, by a type of the module that ends in the kind.
    private mutating func wideBlock(_ kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool {
        let candidate = stream.pick(plan.types.functions) { plan.types.function($0).results.last == kind.valueType }
        guard let typeIndex = candidate else { return expression(kind, depth: 0, &stream) }
        let type = plan.types.function(typeIndex)
        for parameter in type.parameters { value(parameter, depth: depth - 2, &stream) }
        let isLoop = stream.chance(300)
        emit(isLoop ? .loop : .block, bits: BlockType.type(typeIndex).rawValue)
        labels.append(Label(isPlain: false))
        for parameter in type.parameters.reversed() {
            if let kind = Kind(parameter) {
                emit(.localSet, index: free[kind.rawValue].pick(&stream))
            } else if let fitting = stream.pick(references, where: { plan.types.isSubtype(parameter, of: $0.type) }) {
                emit(.localSet, index: fitting.local)
            } else {
                emit(.drop)
            }
        }
        for result in type.results { visibleValue(result, depth: depth - 2, &stream) }
        if stream.chance(500), !isLoop {
            condition(depth: depth - 2, &stream)
            emit(.brIf, index: 0)
        }
        labels.removeLast()
        emit(.end)
        if type.results.count > 1 {
            // The wanted value lies on top: it waits in a local while the others go.
            let local = free[kind.rawValue].pick(&stream)
            emit(.localSet, index: local)
            for result in type.results.dropLast().reversed() { fold(result, mayBeAnyNaN: false, &stream) }
            emit(.localGet, index: local)
        }
        return false
    }

    /// Takes one value off the stack.
    private mutating func consume(_ kind: Kind, mayBeAnyNaN: Bool, _ stream: inout RandomStream) {
        if stream.chance(300) {
            emit(.drop)
        } else if stream.chance(500) {
            emit(.localSet, index: free[kind.rawValue].pick(&stream))
        } else {
            fold(kind, mayBeAnyNaN: mayBeAnyNaN)
        }
    }

    // MARK: As statements

    mutating func conditionalStatement(depth: Int, _ stream: inout RandomStream) {
        let outer = phase
        phase = condition(depth: depth, &stream)
        emit(.if)
        labels.append(Label(isPlain: true))
        statements(innerCount(&stream), stream.split(stream.next()))
        if stream.chance(500) {
            emit(.else)
            statements(innerCount(&stream), stream.split(stream.next()))
        }
        phase = outer
        labels.removeLast()
        emit(.end)
    }

    /// A block of statements, with branches out of it here and there.
    mutating func blockStatement(depth: Int, _ stream: inout RandomStream) {
        emit(.block)
        labels.append(Label(isPlain: true))
        statements(innerCount(&stream), stream.split(stream.next()))
        let outer = phase
        phase = condition(depth: depth, &stream)
        emit(.brIf, index: plainLabel(&stream))
        statements(innerCount(&stream), stream.split(stream.next()))
        phase = outer
        labels.removeLast()
        emit(.end)
    }

    /// The distance of a label that takes no values; there is one wherever this is asked.
    private func plainLabel(_ stream: inout RandomStream) -> UInt32 {
        guard let plain = stream.pick(labels.indices, where: { labels[$0].isPlain }) else { return 0 }
        return UInt32(labels.count - 1 - plain)
    }

    /// A loop that runs a counted number of times, by a counter that nothing else writes.
    mutating func loopStatement(depth: Int, _ stream: inout RandomStream) {
        let most = stream.pick([1, 3, 3, 7, 7, 15])
        guard openLoops < 3, cost + multiplier * most * 30 < plan.profile.costLimit else { return }
        let counter = counter(atDepth: openLoops)
        let bound = code.instructions.count
        if stream.chance(600) {
            emitI32(1 + stream.below(most + 1))
            markScaffolding(from: bound)
        } else {
            expression(.i32, depth: depth, &stream)
            emitMask(.i32, most)
            emitOffset(.i32, 1)
        }
        let start = code.instructions.count
        emit(.localSet, index: counter)
        markScaffolding(from: start)
        // Branches leave the loop through the block around it; only the counter leads back.
        emit(.block)
        labels.append(Label(isPlain: true))
        emit(.loop)
        labels.append(Label(isPlain: false))
        openLoops += 1
        let (outer, outerPhase) = (multiplier, phase)
        multiplier *= most + 1
        phase.iterations = 0
        statements(innerCount(&stream), stream.split(stream.next()))
        let step = code.instructions.count
        emit(.localGet, index: counter)
        emitI32(-1)
        emit(.i32Add)
        emit(.localTee, index: counter)
        emit(.brIf, index: 0)
        markScaffolding(from: step)
        multiplier = outer
        phase = outerPhase
        openLoops -= 1
        labels.removeLast()
        emit(.end)
        labels.removeLast()
        emit(.end)
    }

    /// `br_table` over nested blocks, one case behind each.
    mutating func switchStatement(depth: Int, _ stream: inout RandomStream) {
        let cases = 1 + stream.below(3)
        for _ in 0...cases {
            emit(.block)
            labels.append(Label(isPlain: true))
        }
        let outer = phase
        if stream.chance(plan.profile.alternatingChance) {
            // One case after the other, from call to call.
            let start = code.instructions.count
            emit(.globalGet, index: callCounter)
            if phase.calls > 0 {
                emitI32(min(phase.calls, 3))
                emit(.i32ShrU)
            }
            emitI32(cases + 1)
            emit(.i32RemU)
            markScaffolding(from: start)
            phase.calls += cases == 1 ? 1 : 2
        } else {
            expression(.i32, depth: depth, &stream)
            if stream.chance(700) { emitMask(.i32, stream.pick([1, 3, 7])) }
        }
        // Every case is there, so that none is out of reach; some twice, and one of them is the default.
        var targets = (0...cases).map(UInt32.init)
        for _ in 0...stream.below(4) {
            targets.insert(UInt32(stream.below(cases + 1)), at: stream.below(targets.count))
        }
        code.appendBranchTable(labels: targets)
        cost += multiplier
        labels.removeLast()
        emit(.end)
        for number in 0..<cases {
            statements(1, stream.split(stream.next()))
            let isLast = number == cases - 1
            if !isLast, stream.chance(500) {
                // Out of the switch, if the case says so; on into the next one if not.
                condition(depth: 1, &stream)
                emit(.brIf, index: UInt32(cases - 1 - number))
            }
            labels.removeLast()
            emit(.end)
        }
        phase = outer
    }

    /// `br`, `return` or, where a trap is wanted, `unreachable`, behind a condition: what follows can be reached.
    mutating func exitStatement(depth: Int, _ stream: inout RandomStream) {
        let isTrap = stream.chance(20 * unguardedChance)
        if stream.chance(plan.profile.alternatingChance) {
            // In one call of four; a trap in one of sixteen.
            let start = code.instructions.count
            let shift = min(phase.calls, 3)
            emit(.globalGet, index: callCounter)
            emitI32((isTrap ? 15 : 3) << shift)
            emit(.i32And)
            emitI32(stream.below(4) << shift)
            emit(.i32Eq)
            markScaffolding(from: start)
        } else {
            expression(.i32, depth: depth, &stream)
            emitI32(stream.below(4))
            emit(.i32Eq)
        }
        emit(.if)
        labels.append(Label(isPlain: true))
        let hasOuterLabel = labels.dropLast().contains { $0.isPlain }
        if isTrap {
            emit(.unreachable)
        } else if hasOuterLabel, stream.chance(600) {
            emit(.br, index: plainLabel(&stream))
        } else if !stream.chance(300) || !tailCall(depth: 1, &stream) {
            epilogue(stream.split(stream.next()))
            emit(.return)
        }
        labels.removeLast()
        emit(.end)
    }
}
