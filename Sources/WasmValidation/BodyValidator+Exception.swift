import WasmModel

/// `try_table` (§3.3.1), and the instructions of the legacy exception-handling proposal.
extension BodyValidator {
    mutating func tryTable(_ instruction: Instruction) throws(Flaw) {
        let types = try resolve(instruction.blockType)
        var position = Int(instruction.index)
        let count = immediates[position]
        position += 1
        for _ in 0..<count {
            let word = immediates[position]
            let target = try label(UInt32(truncatingIfNeeded: immediates[position + 1]))
            position += 2
            let kind = CatchClause.Kind(rawValue: UInt8(truncatingIfNeeded: word >> 32)) ?? .catchAll
            let caught = kind.hasTag ? try tag(UInt32(truncatingIfNeeded: word)) : .empty
            try checkCatch(caught, withReference: kind.pushesReference, target)
        }
        try pop(types.parameters)
        try open(.tryTable, parameters: types.parameters, results: types.results)
    }

    /// What a clause catches must be what its label takes.
    private mutating func checkCatch(_ caught: TypeList, withReference: Bool, _ target: TypeList) throws(Flaw) {
        let count = Int(caught.count) + (withReference ? 1 : 0)
        guard count == target.count else {
            throw .labelMismatch("catch clause brings \(count) operands but its label takes \(target.count)")
        }
        for offset in 0..<count {
            let expected = pool[Int(target.start) + offset]
            let found = offset < caught.count ? pool[Int(caught.start) + offset] : .reference(.exn, nullable: false)
            guard types.matches(found, expected) else { throw .notSubtype(found, of: expected, "catch clause brings") }
        }
    }

    // MARK: Legacy

    mutating func legacyCatch(_ tagIndex: UInt32) throws(Flaw) {
        guard frame.opcode == .try || frame.opcode == .catch else { throw .misplaced(.catch) }
        try beginHandler(.catch)
        try push(tag(tagIndex))
    }

    mutating func legacyCatchAll() throws(Flaw) {
        guard frame.opcode == .try || frame.opcode == .catch else { throw .misplaced(.catchAll) }
        try beginHandler(.catchAll)
    }

    private mutating func beginHandler(_ opcode: Opcode) throws(Flaw) {
        try leave()
        frame.opcode = opcode
        frame.isUnreachable = false
    }

    /// Ends its `try`; the label is seen from outside of it.
    mutating func delegate(_ index: UInt32) throws(Flaw) {
        guard frame.opcode == .try, !outer.isEmpty else { throw .misplaced(.delegate) }
        try leave()
        guard index < outer.count else { throw .unknown(.label, index) }
        try close()
    }

    mutating func rethrow(_ index: UInt32) throws(Flaw) {
        guard index <= outer.count else { throw .unknown(.label, index) }
        let opcode = index == 0 ? frame.opcode : outer[outer.count - Int(index)].opcode
        guard opcode == .catch || opcode == .catchAll else { throw .invalidRethrowLabel }
        markUnreachable()
    }
}
