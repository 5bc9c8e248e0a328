import WasmModel

// Type definitions, and the uses that stand for a type without naming it (WebAssembly 3.0, §6.4.3).
extension TextParser {
    // MARK: Type definitions

    /// Reads the type definition whose parenthesis is the current token: `(type …)` or `(rec …)`. Its identifiers are
    /// bound already.
    mutating func parseTypeField() throws(TextError) {
        try expectLeft()
        if at(.rec) {
            try advance()
            var types: [SubType] = []
            while kind == .left { types.append(try parseTypeDefinition(at: UInt32(state.types.count))) }
            try expectClosed()
            let group = RecursionGroup(types, isExplicit: types.count == 1)
            if types.count == 1 { noteIfPlain(types[0], at: UInt32(state.types.count - 1)) }
            state.module.types.append(group)
        } else {
            let index = UInt32(state.types.count)
            let type = try parseTypeBody(at: index)
            noteIfPlain(type, at: index)
            state.module.types.append(RecursionGroup([type]))
        }
    }

    mutating func parseTypeDefinition(at index: UInt32) throws(TextError) -> SubType {
        try expectLeft()
        let type = try parseTypeBody(at: index)
        try advance()
        return type
    }

    /// From the keyword `type` up to the closing parenthesis, which is left as the current token.
    mutating func parseTypeBody(at index: UInt32) throws(TextError) -> SubType {
        try expect(.type)
        _ = try acceptIdentifier()
        if let name = takenName() { state.names.types.append(.init(index, name)) }
        let type = try parseSubType(at: index)
        try expectClosed()
        note(type)
        return type
    }

    mutating func expectClosed() throws(TextError) {
        guard kind == .right else { throw unexpected("`)`") }
    }

    mutating func note(_ type: SubType) {
        var signature = Signature()
        if case .function(let function) = type.composite {
            signature.start = UInt32(state.signatures.count)
            signature.parameterCount = UInt32(function.parameters.count)
            signature.resultCount = UInt32(function.results.count)
            signature.isFunction = true
            state.signatures += function.parameters
            state.signatures += function.results
        }
        state.types.append(signature)
    }

    mutating func noteIfPlain(_ type: SubType, at index: UInt32) {
        guard type.isFinal, type.supertypes.isEmpty, state.types[Int(index)].isFunction else { return }
        state.types[Int(index)].isPlain = true
        let signature = state.types[Int(index)]
        let first = Int(signature.start)
        let hash = Self.hash(state.signatures[first..<(first + signature.count)], signature.parameterCount)
        if state.plainTypes[hash] == nil { state.plainTypes[hash] = index }
    }

    // MARK: Type uses

    static func hash(_ types: ArraySlice<ValueType>, _ parameterCount: UInt32) -> UInt64 {
        var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(parameterCount)
        for type in types {
            hash = (hash ^ UInt64(type.rawValue)) &* 0xD6E8_FEB8_6659_FD93
            hash ^= hash >> 32
        }
        return hash
    }

    /// `(type x)?` and the inline types behind it.
    mutating func parseTypeUse(allowsNames: Bool = false, bindsLocals: Bool = false) throws(TextError) -> TypeUse {
        var use = TypeUse()
        use.scratchStart = UInt32(body.scratch.count)
        guard kind == .left else { return use }
        if try accept(clause: .type) {
            use.index = try parseIndex(.type)
            use.hasIndex = true
            try expectRight()
        }
        if kind == .left { try parseSignature(into: &use, allowsNames: allowsNames, bindsLocals: bindsLocals) }
        return use
    }

    /// The type index that a type use stands for. Appends a type to the module if it must; takes the inline types from
    /// the scratch.
    mutating func resolve(_ use: TypeUse, at offset: Int) throws(TextError) -> UInt32 {
        let first = Int(use.scratchStart)
        let count = Int(use.parameterCount &+ use.resultCount)
        defer { if count > 0 { body.scratch.removeSubrange(first..<(first + count)) } }
        if use.hasIndex {
            if use.isInlineEmpty { return use.index }
            guard Int(use.index) < state.types.count else { throw source.error(.unknownType(use.index), at: offset) }
            let signature = state.types[Int(use.index)]
            guard signature.isFunction else { throw source.error(.notAFunctionType(use.index), at: offset) }
            guard isSame(signature, use) else { throw source.error(.inlineTypeMismatch, at: offset) }
            return use.index
        }
        let types = body.scratch[first..<(first + count)]
        let hash = Self.hash(types, use.parameterCount)
        if let index = state.plainTypes[hash] {
            if isSame(state.types[Int(index)], use) { return index }
            // Two types with one hash: look at all of them.
            for (index, signature) in state.types.enumerated() where signature.isPlain && isSame(signature, use) {
                return UInt32(index)
            }
        }
        let index = UInt32(state.types.count)
        let middle = first + Int(use.parameterCount)
        let type = FunctionType(Array(body.scratch[first..<middle]), Array(body.scratch[middle..<(first + count)]))
        state.module.types.append(RecursionGroup([SubType(.function(type))]))
        state.types.append(
            Signature(
                start: UInt32(state.signatures.count), parameterCount: use.parameterCount, resultCount: use.resultCount,
                isFunction: true, isPlain: true))
        state.signatures += types
        if state.plainTypes[hash] == nil { state.plainTypes[hash] = index }
        return index
    }

    mutating func isSame(_ signature: Signature, _ use: TypeUse) -> Bool {
        guard signature.parameterCount == use.parameterCount, signature.resultCount == use.resultCount else {
            return false
        }
        let (a, b) = (Int(signature.start), Int(use.scratchStart))
        for offset in 0..<signature.count where state.signatures[a + offset] != body.scratch[b + offset] {
            return false
        }
        return true
    }

    /// The type of a block (§6.5.2).
    mutating func blockType(_ use: TypeUse, at offset: Int) throws(TextError) -> BlockType {
        if !use.hasIndex && use.parameterCount == 0 {
            if use.resultCount == 0 { return .empty }
            if use.resultCount == 1 { return .value(body.scratch.remove(at: Int(use.scratchStart))) }
        }
        return .type(try resolve(use, at: offset))
    }
}
