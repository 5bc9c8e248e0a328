import WasmModel

/// Calls, direct and through the table.
extension FunctionGenerator {
    /// Functions that may be called from here: those before this one, so that there is no way back, and not so costly
    /// that the limit would be passed.
    private func callees(where isWanted: (FunctionType) -> Bool) -> [UInt32] {
        (0..<index).filter { callee in isAffordable(callee) && isWanted(plan.type(ofFunction: callee)) }
    }

    private func isAffordable(_ callee: UInt32) -> Bool {
        cost + multiplier * costs[Int(callee)] <= plan.profile.costLimit
    }

    private func runs(where isWanted: (FunctionType) -> Bool) -> [ModulePlan.Run] {
        (plan.table?.runs ?? []).filter { run in
            run.highest < index && run.functions.allSatisfy(isAffordable) && isWanted(plan.types[Int(run.typeIndex)])
        }
    }

    private mutating func arguments(of type: FunctionType, toHost: Bool, depth: Int, _ stream: inout RandomStream) {
        for parameter in type.parameters {
            guard let kind = Kind(parameter) else { continue }
            if toHost {
                visibleExpression(kind, depth: depth - 1, &stream)
            } else {
                expression(kind, depth: depth - 1, &stream)
            }
        }
    }

    private mutating func emitCall(_ callee: UInt32, depth: Int, _ stream: inout RandomStream) {
        let type = plan.type(ofFunction: callee)
        arguments(of: type, toHost: Int(callee) < plan.importCount, depth: depth, &stream)
        emit(.call, index: callee)
        cost += multiplier * costs[Int(callee)]
    }

    private mutating func emitIndirectCall(_ run: ModulePlan.Run, depth: Int, _ stream: inout RandomStream) {
        let type = plan.types[Int(run.typeIndex)]
        let mayBeHost = run.functions.contains { Int($0) < plan.importCount }
        arguments(of: type, toHost: mayBeHost, depth: depth, &stream)
        if stream.chance(unguardedChance) {
            trappingIndex(insteadOf: type, depth: depth - 1, &stream)
        } else if run.count == 1 {
            emitI32(run.base)
        } else {
            expression(.i32, depth: depth - 1, &stream)
            emitI32(run.count - 1)
            emit(.i32And)
            if run.base > 0 {
                emitI32(run.base)
                emit(.i32Add)
            }
        }
        emit(.callIndirect, index: run.typeIndex)
        cost += multiplier * (run.functions.map { costs[Int($0)] }.max() ?? 0)
    }

    /// An element that cannot be called as the type. Any element would not do: the function behind it might lead back
    /// here.
    private mutating func trappingIndex(insteadOf type: FunctionType, depth: Int, _ stream: inout RandomStream) {
        let others = (plan.table?.runs ?? []).filter { plan.types[Int($0.typeIndex)] != type }
        if !others.isEmpty, stream.chance(500) {
            emitI32(stream.pick(others).base)
        } else {
            expression(.i32, depth: depth, &stream)
            emitI32(0x4000_0000)
            emit(.i32Or)
        }
    }

    /// A call as a value. Results are determined: whoever returns them has seen to that.
    mutating func call(giving kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool? {
        let candidates = callees { $0.results == [kind.valueType] }
        guard !candidates.isEmpty else { return nil }
        emitCall(stream.pick(candidates), depth: depth, &stream)
        return false
    }

    mutating func indirectCall(giving kind: Kind, depth: Int, _ stream: inout RandomStream) -> Bool? {
        let candidates = runs { $0.results == [kind.valueType] }
        guard !candidates.isEmpty else { return nil }
        emitIndirectCall(stream.pick(candidates), depth: depth, &stream)
        return false
    }

    /// A call as a statement; its results go to locals or into the checksum.
    mutating func callStatement(depth: Int, _ stream: inout RandomStream) {
        let candidates = callees { _ in true }
        guard !candidates.isEmpty else { return }
        let callee = stream.pick(candidates)
        emitCall(callee, depth: depth, &stream)
        consume(plan.type(ofFunction: callee).results, &stream)
    }

    mutating func indirectCallStatement(depth: Int, _ stream: inout RandomStream) {
        let candidates = runs { _ in true }
        guard !candidates.isEmpty else { return }
        let run = stream.pick(candidates)
        emitIndirectCall(run, depth: depth, &stream)
        consume(plan.types[Int(run.typeIndex)].results, &stream)
    }

    /// Takes determined values off the stack, the last first.
    mutating func consume(_ types: [ValueType], _ stream: inout RandomStream) {
        for type in types.reversed() {
            guard let kind = Kind(type) else { continue }
            if stream.chance(500) {
                fold(kind, mayBeAnyNaN: false)
            } else {
                emit(.localSet, index: stream.pick(free[kind.rawValue]))
            }
        }
    }
}
