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

    mutating func parseStorageType() throws(TextError) -> StorageType {
        if at(.i8) || at(.i16) {
            let storage: StorageType = at(.i8) ? .i8 : .i16
            try advance()
            return storage
        }
        return .value(try parseValueType())
    }

    mutating func parseFieldType() throws(TextError) -> FieldType {
        if try accept(clause: .mut) {
            let storage = try parseStorageType()
            try expectRight()
            return FieldType(storage, isMutable: true)
        }
        return FieldType(try parseStorageType(), isMutable: false)
    }

    mutating func parseFields(of typeIndex: UInt32) throws(TextError) -> [FieldType] {
        var fields: [FieldType] = []
        while try accept(clause: .field) {
            let offset = start
            let identifier = try acceptIdentifier()
            if identifier.isPresent {
                let scope = Space.fields(of: typeIndex)
                if lookUp(identifier, in: scope) != nil {
                    throw source.error(.duplicate("field", characters.name(of: identifier)), at: offset)
                }
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

    mutating func parseCompositeType(at typeIndex: UInt32) throws(TextError) -> CompositeType {
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
    mutating func parseSubType(at typeIndex: UInt32) throws(TextError) -> SubType {
        guard try accept(clause: .sub) else { return SubType(try parseCompositeType(at: typeIndex)) }
        let isFinal = at(.final)
        if isFinal { try advance() }
        var supertypes: [UInt32] = []
        while isAtIndex { supertypes.append(try parseIndex(.type)) }
        let composite = try parseCompositeType(at: typeIndex)
        try expectRight()
        return SubType(composite, isFinal: isFinal, supertypes: supertypes, isExplicit: isFinal && supertypes.isEmpty)
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

    mutating func parseBound() throws(TextError) -> UInt64 {
        options.features.contains(.memory64) ? try parseU64() : UInt64(try parseU32())
    }

    mutating func parseLimits() throws(TextError) -> Limits {
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
