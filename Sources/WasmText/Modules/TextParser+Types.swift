import WasmModel

// Types (WebAssembly 3.0, §6.4).
extension TextParser {
    // MARK: Value types

    /// The value type at the current token; `nil`, without moving, if there is none.
    mutating func acceptValueType() throws(TextError) -> ValueType? {
        if kind == .left {
            guard try accept(clause: .ref) else { return nil }
            let isNullable = at(.null)
            if isNullable { try advance() }
            let heapType = try parseHeapType()
            try expectRight()
            return .reference(heapType, nullable: isNullable)
        }
        guard kind == .keyword, let keyword = word.keyword, let type = keyword.valueType else { return nil }
        try advance()
        return type
    }

    mutating func parseValueType() throws(TextError) -> ValueType {
        guard let type = try acceptValueType() else { throw unexpected("a value type") }
        return type
    }

    mutating func acceptReferenceType() throws(TextError) -> ValueType? {
        if kind == .keyword, let type = word.keyword?.valueType, !type.isReference { return nil }
        return try acceptValueType()
    }

    mutating func parseReferenceType() throws(TextError) -> ValueType {
        guard let type = try acceptReferenceType() else { throw unexpected("a reference type") }
        return type
    }

    mutating func parseHeapType() throws(TextError) -> HeapType {
        if kind == .keyword, let type = word.keyword?.heapType {
            try advance()
            return type
        }
        guard isAtIndex else { throw unexpected("a heap type") }
        return .type(try parseIndex(.type))
    }

    mutating func parseGlobalType() throws(TextError) -> GlobalType {
        if try accept(clause: .mut) {
            let type = try parseValueType()
            try expectRight()
            return GlobalType(type, isMutable: true)
        }
        return GlobalType(try parseValueType())
    }

    // MARK: Composite types

    private mutating func parseStorageType() throws(TextError) -> StorageType {
        if at(.i8) || at(.i16) {
            let storage: StorageType = at(.i8) ? .i8 : .i16
            try advance()
            return storage
        }
        return .value(try parseValueType())
    }

    private mutating func parseFieldType() throws(TextError) -> FieldType {
        if try accept(clause: .mut) {
            let storage = try parseStorageType()
            try expectRight()
            return FieldType(storage, isMutable: true)
        }
        return FieldType(try parseStorageType(), isMutable: false)
    }

    private mutating func parseFields(of typeIndex: UInt32) throws(TextError) -> [FieldType] {
        var fields: [FieldType] = []
        while try accept(clause: .field) {
            let offset = start
            let identifier = try acceptIdentifier()
            if identifier.isPresent {
                let scope = Space.fields(of: typeIndex)
                if lookUp(identifier, in: scope) != nil { throw source.error(.duplicate("field", characters.name(of: identifier)), at: offset) }
                state.bindings.insert(identifier, scope: scope, index: UInt32(fields.count))
                if let name = takenName() { state.names.fields.add(name, at: UInt32(fields.count), of: typeIndex) }
                fields.append(try parseFieldType())
            } else {
                if let name = takenName() { state.names.fields.add(name, at: UInt32(fields.count), of: typeIndex) }
                while kind != .right { fields.append(try parseFieldType()) }
            }
            try expectRight()
        }
        return fields
    }

    /// Parameters and results at the end of ``BodyState/scratch``; with names if the place allows them.
    mutating func parseSignature(into use: inout TypeUse, allowsNames: Bool, bindsLocals: Bool) throws(TextError) {
        use.scratchStart = UInt32(body.scratch.count)
        while try accept(clause: .param) {
            if kind == .identifier {
                guard allowsNames else { throw unexpected("a value type") }
                if bindsLocals {
                    try bindLocal()
                } else {
                    _ = try acceptIdentifier()
                }
                let type = try parseValueType()
                body.scratch.append(type)
                use.parameterCount &+= 1
                if bindsLocals { body.localCount &+= 1 }
            } else {
                if bindsLocals { takeLocalName() }
                while let type = try acceptValueType() {
                    body.scratch.append(type)
                    use.parameterCount &+= 1
                    if bindsLocals { body.localCount &+= 1 }
                }
            }
            try expectRight()
        }
        while try accept(clause: .result) {
            while let type = try acceptValueType() {
                body.scratch.append(type)
                use.resultCount &+= 1
            }
            try expectRight()
        }
    }

    mutating func bindLocal() throws(TextError) {
        let identifier = try identifier()
        if body.locals.index(of: identifier, scope: 0, in: characters) != nil {
            throw source.error(.duplicate("local", characters.name(of: identifier)), at: start)
        }
        body.locals.insert(identifier, scope: 0, index: body.localCount)
        try advance()
        takeLocalName()
    }

    private mutating func parseCompositeType(at typeIndex: UInt32) throws(TextError) -> CompositeType {
        let type: CompositeType
        guard kind == .left else { throw unexpected("a composite type") }
        try advance()
        if at(.func) {
            try advance()
            var use = TypeUse()
            try parseSignature(into: &use, allowsNames: true, bindsLocals: false)
            let start = Int(use.scratchStart)
            let middle = start + Int(use.parameterCount)
            type = .function(FunctionType(Array(body.scratch[start..<middle]), Array(body.scratch[middle...])))
            body.scratch.removeSubrange(start...)
        } else if at(.struct) {
            try advance()
            type = .structure(try parseFields(of: typeIndex))
        } else if at(.array) {
            try advance()
            type = .array(try parseFieldType())
        } else {
            throw unexpected("`func`, `struct` or `array`")
        }
        try expectRight()
        return type
    }

    /// What stands behind `(type $id`.
    private mutating func parseSubType(at typeIndex: UInt32) throws(TextError) -> SubType {
        guard try accept(clause: .sub) else { return SubType(try parseCompositeType(at: typeIndex)) }
        let isFinal = at(.final)
        if isFinal { try advance() }
        var supertypes: [UInt32] = []
        while isAtIndex { supertypes.append(try parseIndex(.type)) }
        let composite = try parseCompositeType(at: typeIndex)
        try expectRight()
        return SubType(composite, isFinal: isFinal, supertypes: supertypes, isExplicit: isFinal && supertypes.isEmpty)
    }

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

    private mutating func parseTypeDefinition(at index: UInt32) throws(TextError) -> SubType {
        try expectLeft()
        let type = try parseTypeBody(at: index)
        try advance()
        return type
    }

    /// From the keyword `type` up to the closing parenthesis, which is left as the current token.
    private mutating func parseTypeBody(at index: UInt32) throws(TextError) -> SubType {
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

    private mutating func note(_ type: SubType) {
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

    private mutating func noteIfPlain(_ type: SubType, at index: UInt32) {
        guard type.isFinal, type.supertypes.isEmpty, state.types[Int(index)].isFunction else { return }
        state.types[Int(index)].isPlain = true
        let signature = state.types[Int(index)]
        let first = Int(signature.start)
        let hash = Self.hash(state.signatures[first..<(first + signature.count)], signature.parameterCount)
        if state.plainTypes[hash] == nil { state.plainTypes[hash] = index }
    }

    // MARK: Type uses

    private static func hash(_ types: ArraySlice<ValueType>, _ parameterCount: UInt32) -> UInt64 {
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

    private mutating func isSame(_ signature: Signature, _ use: TypeUse) -> Bool {
        guard signature.parameterCount == use.parameterCount, signature.resultCount == use.resultCount else { return false }
        let (a, b) = (Int(signature.start), Int(use.scratchStart))
        for offset in 0..<signature.count where state.signatures[a + offset] != body.scratch[b + offset] { return false }
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

    // MARK: Limits

    mutating func parseAddressType() throws(TextError) -> AddressType {
        guard kind == .keyword, let keyword = word.keyword else { return .i32 }
        switch keyword {
        case .i32, .i64:
            try advance()
            return keyword == .i64 ? .i64 : .i32
        case .f32, .f64: throw source.error(.malformedAddressType, at: start)
        default: return .i32
        }
    }

    private mutating func parseBound() throws(TextError) -> UInt64 {
        options.features.contains(.memory64) ? try parseU64() : UInt64(try parseU32())
    }

    private mutating func parseLimits() throws(TextError) -> Limits {
        let minimum = try parseBound()
        return Limits(minimum: minimum, maximum: kind == .number ? try parseBound() : nil)
    }

    /// `(pagesize n)`, as its exponent.
    mutating func acceptPageSize() throws(TextError) -> UInt32? {
        guard kind == .left, try accept(clause: .pagesize) else { return nil }
        let offset = start
        let size = try parseU64()
        guard size.nonzeroBitCount == 1 else { throw source.error(.invalidPageSize, at: offset) }
        try expectRight()
        return UInt32(size.trailingZeroBitCount)
    }

    mutating func parseMemoryType() throws(TextError) -> MemoryType {
        let addressType = try parseAddressType()
        return try parseMemoryType(addressType)
    }

    mutating func parseMemoryType(_ addressType: AddressType) throws(TextError) -> MemoryType {
        var type = MemoryType(limits: try parseLimits(), addressType: addressType)
        if at(.shared) {
            type.isShared = true
            try advance()
        }
        type.pageSizeExponent = try acceptPageSize()
        return type
    }

    mutating func parseTableType() throws(TextError) -> TableType {
        let addressType = try parseAddressType()
        return try parseTableType(addressType)
    }

    mutating func parseTableType(_ addressType: AddressType) throws(TextError) -> TableType {
        let limits = try parseLimits()
        return TableType(element: try parseReferenceType(), limits: limits, addressType: addressType)
    }

}

extension Keyword {
    /// Of a value type that is one word (§6.4.5 with its abbreviations).
    var valueType: ValueType? {
        switch self {
        case .i32: .i32
        case .i64: .i64
        case .f32: .f32
        case .f64: .f64
        case .v128: .v128
        case .anyref: .anyref
        case .nullref: .reference(.none, nullable: true)
        case .eqref: .eqref
        case .i31ref: .i31ref
        case .structref: .structref
        case .arrayref: .arrayref
        case .funcref: .funcref
        case .nullfuncref: .reference(.nofunc, nullable: true)
        case .exnref: .exnref
        case .nullexnref: .reference(.noexn, nullable: true)
        case .externref: .externref
        case .nullexternref: .reference(.noextern, nullable: true)
        default: nil
        }
    }

    var heapType: HeapType? {
        switch self {
        case .any: .any
        case .none: HeapType.none
        case .eq: .eq
        case .i31: .i31
        case .struct: .struct
        case .array: .array
        case .func: .func
        case .nofunc: .nofunc
        case .exn: .exn
        case .noexn: .noexn
        case .extern: .extern
        case .noextern: .noextern
        default: nil
        }
    }
}
