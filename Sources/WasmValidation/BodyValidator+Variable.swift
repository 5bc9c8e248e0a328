import WasmModel

/// Variable and parametric instructions (§3.3.4, §3.3.5).
extension BodyValidator {
    /// Mutating, as ``farLocal(_:)`` is, so that no copy of the validator is made for the call.
    @inline(__always) private mutating func local(_ index: UInt32) throws(Flaw) -> ValueType {
        if Local.place(index) < locals.count { return locals[Local.place(index)].type }
        return try farLocal(index)
    }

    /// A local behind the first ``flatLocals``, by binary search for its group.
    @inline(never) private mutating func farLocal(_ index: UInt32) throws(Flaw) -> ValueType {
        guard index < localCount else { throw .unknown(.local, index) }
        var low = 0
        var high = localGroups.count - 1
        while low < high {
            let middle = (low + high) / 2
            if localGroups[middle].end > index { high = middle } else { low = middle + 1 }
        }
        return localGroups[low].type
    }

    @inline(__always) mutating func localGet(_ index: UInt32) throws(Flaw) {
        let type = try local(index)
        if tracksInitialization, !isSet[Int(index)] { throw .uninitializedLocal(index) }
        countUse(of: index)
        try push(type)
    }

    @inline(__always) mutating func localSet(_ index: UInt32) throws(Flaw) {
        let type = try local(index)
        try pop(type)
        countUse(of: index)
        if tracksInitialization { markSet(index) }
    }

    @inline(__always) mutating func localTee(_ index: UInt32) throws(Flaw) {
        let type = try local(index)
        try pop(type)
        countUse(of: index)
        if tracksInitialization { markSet(index) }
        try push(type)
    }

    private mutating func markSet(_ index: UInt32) {
        guard !isSet[Int(index)] else { return }
        isSet[Int(index)] = true
        inits.append(index)
        if Local.place(index) < locals.count { locals[Local.place(index)].isUnset = 0 }
    }

    /// The local is as it was before it was set.
    mutating func forget(_ index: UInt32) {
        isSet[Int(index)] = false
        if Local.place(index) < locals.count { locals[Local.place(index)].isUnset = 1 }
    }

    private mutating func global(_ index: UInt32) throws(Flaw) -> GlobalType {
        guard index < spaces.globals.count else { throw .unknown(.global, index) }
        return spaces.globals[Int(index)]
    }

    mutating func globalGet(_ index: UInt32) throws(Flaw) {
        try push(global(index).value)
    }

    mutating func globalSet(_ index: UInt32) throws(Flaw) {
        let global = try global(index)
        guard global.isMutable else { throw .immutableGlobal(index) }
        try pop(global.value)
    }

    mutating func select() throws(Flaw) {
        try pop(.i32)
        let second = try pop()
        let first = try pop()
        if first.isReference { throw .notNumeric(first) }
        if second.isReference { throw .notNumeric(second) }
        guard first == second || first == .bottom || second == .bottom else {
            throw .mismatch(expected: first, found: second)
        }
        try push(first == .bottom ? second : first)
    }

    mutating func selectTyped(_ instruction: Instruction) throws(Flaw) {
        guard instruction.index == 1 else { throw .invalidResultArity }
        let type = ValueType(rawValue: UInt32(truncatingIfNeeded: immediates[Int(instruction.bits)]))
        try checkValueType(type)
        try pop(.i32)
        try pop(type)
        try pop(type)
        try push(type)
    }
}
