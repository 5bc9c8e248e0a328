import WasmModel

/// Calls: direct, through tables, through references, and in the place of a return.
extension FunctionGenerator {
    /// What a call shall leave on the stack, or something below.
    private enum Wanted {
        case anything, one(ValueType), all([ValueType])
    }

    private func gives(_ typeIndex: UInt32, _ wanted: Wanted) -> Bool {
        switch wanted {
        case .anything: return true
        case .one(let type):
            let results = plan.types.function(typeIndex).results
            return results.count == 1 && plan.types.isSubtype(results[0], of: type)
        case .all(let types):
            let results = plan.types.function(typeIndex).results
            return results.count == types.count && zip(results, types).allSatisfy { plan.types.isSubtype($0, of: $1) }
        }
    }

    /// Functions that may be called from here: those before this one, so that there is no way back, and not so costly
    /// that the limit would be passed.
    private func callees(_ wanted: Wanted) -> [UInt32] {
        // Of very many functions the nearest.
        (index - min(index, 200)..<index).filter { callee in
            isAffordable(costs[Int(callee)]) && (!plan.functions[Int(callee)].mayThrow || catching > 0 || mayThrow)
                && gives(plan.functions[Int(callee)].typeIndex, wanted)
        }
    }

    /// Calls of functions that nothing else calls, as far as they cost no more than a few calls may.
    mutating func call(_ pending: [UInt32], _ stream: RandomStream) {
        for callee in pending where !reached.contains(callee) && cost + costs[Int(callee)] <= 2 * plan.profile.costLimit {
            var own = stream.split(UInt64(callee))
            if plan.functions[Int(callee)].mayThrow {
                tryStatement(calling: callee, depth: 2, &own)
            } else {
                emitCall(callee, depth: 2, &own)
                consume(plan.type(ofFunction: callee).results, &own)
            }
            reached.append(callee)
        }
    }

    private func isAffordable(_ calleeCost: Int) -> Bool { cost + multiplier * calleeCost <= plan.profile.costLimit }

    private func cost(of run: ModulePlan.Run) -> Int { run.foreignCost ?? run.functions.map { costs[Int($0)] }.max() ?? 0 }

    private func runs(_ wanted: Wanted) -> [(table: Int, run: ModulePlan.Run)] {
        var found: [(table: Int, run: ModulePlan.Run)] = []
        for (number, table) in plan.tables.enumerated() {
            for run in table.runs where run.bound <= index && gives(run.typeIndex, wanted) && isAffordable(cost(of: run)) {
                found.append((number, run))
            }
        }
        return found
    }

    private func isHost(_ callee: UInt32) -> Bool {
        Int(callee) < plan.importedFunctions && Int(callee) >= plan.importedFunctions - plan.hosts.count
    }

    private mutating func arguments(of type: FunctionType, toHost: Bool, depth: Int, _ stream: inout RandomStream) {
        for parameter in type.parameters {
            if toHost {
                visibleValue(parameter, depth: depth - 1, &stream)
            } else {
                value(parameter, depth: depth - 1, &stream)
            }
        }
    }

    /// A call of a function by any of the instructions that can; or its arguments and that instruction in the place of a
    /// return.
    private mutating func emitCall(_ callee: UInt32, isTail: Bool = false, depth: Int, _ stream: inout RandomStream) {
        let typeIndex = plan.functions[Int(callee)].typeIndex
        arguments(of: plan.types.function(typeIndex), toHost: isHost(callee), depth: depth, &stream)
        if plan.features.contains(.functionReferences), stream.chance(300) {
            knownFunction(callee, &stream)
            emit(isTail ? .returnCallRef : .callRef, index: typeIndex)
        } else {
            emit(isTail ? .returnCall : .call, index: callee)
        }
        cost += multiplier * costs[Int(callee)]
        if labels.isEmpty { reached.append(callee) }
    }

    /// A reference to a function that is known, by one way or another.
    private mutating func knownFunction(_ callee: UInt32, _ stream: inout RandomStream) {
        if stream.chance(unguardedChance) {
            return emit(.refNull, bits: UInt64(HeapType.type(plan.functions[Int(callee)].typeIndex).rawValue))
        }
        if stream.chance(500), let global = plan.globals.firstIndex(where: { $0.function == callee }) {
            return emit(.globalGet, index: UInt32(global))
        }
        emit(.refFunc, index: callee)
    }

    private mutating func emitIndirectCall(
        _ table: Int, _ run: ModulePlan.Run, isTail: Bool = false, depth: Int, _ stream: inout RandomStream
    ) {
        let type = plan.types.function(run.typeIndex)
        let mayBeHost = run.foreignCost == nil && run.functions.contains(where: isHost)
        arguments(of: type, toHost: mayBeHost, depth: depth, &stream)
        let kind = Kind(plan.tables[table].type.addressType)
        if stream.chance(unguardedChance) {
            trappingIndex(table, insteadOf: run.typeIndex, kind, depth: depth - 1, &stream)
        } else if run.count == 1 {
            emitConstant(kind, UInt64(run.base))
        } else {
            expression(kind, depth: depth - 1, &stream)
            emitMask(kind, run.count - 1)
            emitOffset(kind, run.base)
        }
        emit(isTail ? .returnCallIndirect : .callIndirect, index: run.typeIndex, bits: UInt64(table))
        cost += multiplier * cost(of: run)
    }

    /// An element that cannot be called as the type. Any element would not do: the function behind it might lead back
    /// here.
    private mutating func trappingIndex(
        _ table: Int, insteadOf typeIndex: UInt32, _ kind: Kind, depth: Int, _ stream: inout RandomStream
    ) {
        let type = plan.types.function(typeIndex)
        let others = plan.tables[table].runs.filter { plan.types.function($0.typeIndex) != type && $0.typeIndex != plan.types.subtypedFunctions?.derived }
        if !others.isEmpty, stream.chance(500) {
            emitConstant(kind, UInt64(stream.pick(others).base))
        } else {
            expression(kind, depth: depth, &stream)
            emitConstant(kind, 0x4000_0000)
            emit(kind == .i32 ? .i32Or : .i64Or)
        }
    }

    // MARK: As values

    /// A call as a value. Results are determined: whoever returns them has seen to that.
    mutating func call(giving type: ValueType, depth: Int, _ stream: inout RandomStream) -> Bool {
        let candidates = callees(.one(type))
        guard !candidates.isEmpty else { return false }
        emitCall(stream.pick(candidates), depth: depth, &stream)
        return true
    }

    mutating func indirectCall(giving type: ValueType, depth: Int, _ stream: inout RandomStream) -> Bool {
        let candidates = runs(.one(type))
        guard !candidates.isEmpty else { return false }
        let (table, run) = stream.pick(candidates)
        emitIndirectCall(table, run, depth: depth, &stream)
        return true
    }

    // MARK: As statements

    /// A call as a statement; its results go to locals or into the checksum.
    mutating func callStatement(depth: Int, _ stream: inout RandomStream) {
        let candidates = callees(.anything)
        guard !candidates.isEmpty else { return }
        let callee = stream.pick(candidates)
        emitCall(callee, depth: depth, &stream)
        consume(plan.type(ofFunction: callee).results, &stream)
    }

    /// A call of a function that may throw; `false` if there is none.
    mutating func throwingCall(of wanted: UInt32?, depth: Int, _ stream: inout RandomStream) -> Bool {
        let candidates = wanted.map { [$0] } ?? callees(.anything).filter { plan.functions[Int($0)].mayThrow }
        guard !candidates.isEmpty, wanted != nil || stream.chance(800) else { return false }
        let callee = stream.pick(candidates)
        emitCall(callee, depth: depth, &stream)
        consume(plan.type(ofFunction: callee).results, &stream)
        return true
    }

    mutating func indirectCallStatement(depth: Int, _ stream: inout RandomStream) {
        let candidates = runs(.anything)
        guard !candidates.isEmpty else { return callStatement(depth: depth, &stream) }
        let (table, run) = stream.pick(candidates)
        emitIndirectCall(table, run, depth: depth, &stream)
        consume(plan.types.function(run.typeIndex).results, &stream)
    }

    /// Takes determined values off the stack, the last first.
    mutating func consume(_ types: [ValueType], _ stream: inout RandomStream) {
        for type in types.reversed() {
            if stream.chance(600) {
                fold(type, mayBeAnyNaN: false, &stream)
            } else if let kind = Kind(type) {
                emit(.localSet, index: free[kind.rawValue].pick(&stream))
            } else {
                let fitting = stream.pick(references) { plan.types.isSubtype(type, of: $0.type) }
                if let fitting { emit(.localSet, index: fitting.local) } else { emit(.drop) }
            }
        }
    }

    /// A call of this very function, with its first parameter counted down; one in the body, and not in a loop.
    mutating func recursionStatement(depth: Int, _ stream: inout RandomStream) -> Bool {
        guard isRecursive, !hasRecursed, multiplier == 1, labels.count < plan.profile.blockNesting else { return false }
        guard !mayThrow || catching > 0 else { return false }
        hasRecursed = true
        let start = code.instructions.count
        emit(.localGet, index: 0)
        emit(.if)
        labels.append(Label(isPlain: true))
        emit(.localGet, index: 0)
        emitI32(-1)
        emit(.i32Add)
        markScaffolding(from: start)
        for parameter in type.parameters.dropFirst() { value(parameter, depth: depth - 1, &stream) }
        emit(.call, index: index)
        consume(type.results, &stream)
        labels.removeLast()
        emit(.end)
        return true
    }

    // MARK: In the place of a return

    /// A call that returns what this function returns; `false` if there is none.
    mutating func tailCall(depth: Int, _ stream: inout RandomStream) -> Bool {
        guard plan.features.contains(.tailCall) else { return false }
        // A handler of this function is gone when the other one runs.
        let candidates = callees(.all(type.results)).filter { !plan.functions[Int($0)].mayThrow || mayThrow }
        let others = runs(.all(type.results))
        guard !candidates.isEmpty || !others.isEmpty else { return false }
        flushChecksum(stream.split(stream.next()), withLocals: false)
        if candidates.isEmpty || (!others.isEmpty && stream.chance(500)) {
            let (table, run) = stream.pick(others)
            emitIndirectCall(table, run, isTail: true, depth: depth, &stream)
        } else {
            emitCall(stream.pick(candidates), isTail: true, depth: depth, &stream)
        }
        return true
    }

    mutating func tailCallInsteadOfEpilogue(_ stream: RandomStream) -> Bool {
        var own = stream
        return own.chance(250) && tailCall(depth: isFull ? 0 : 2, &own)
    }
}
