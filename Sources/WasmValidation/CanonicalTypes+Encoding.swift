public import WasmModel

/// The words of a sub type: a header, the supertype if there is one, then one word for each parameter and result or
/// field.
///
/// | word | bits |
/// |---|---|
/// | header | 0–1 kind, 2 final, 3 has a supertype, 8–35 parameters or fields, 36–63 results |
/// | supertype | 0–31 position in the group or canonical number, 33 position |
/// | type | 0–31 ``ValueType/rawValue`` (6 for `i8`, 7 for `i16`), 32 mutable, 33 its heap type is a position |
///
/// Heap types name canonical numbers, or positions in the group; so equal groups have equal words.
extension CanonicalTypes {
    private static let mutableBit: UInt64 = 1 << 32
    private static let positionBit: UInt64 = 1 << 33
    private static let i8: UInt64 = 6
    private static let i16: UInt64 = 7

    /// How many words belong to a header.
    static func wordCount(ofHeader header: UInt64) -> Int {
        1 + Int(header >> 3 & 1) + Int(header >> 8 & 0xFFF_FFFF) + Int(header >> 36)
    }

    static func kind(ofHeader header: UInt64) -> Kind {
        switch header & 3 {
        case 0: .function
        case 1: .structure
        default: .array
        }
    }

    /// Appends the words of a group.
    mutating func encode(_ group: RecursionGroup, firstIndex: UInt32, numbers: [UInt32]) {
        let types = group.types.span
        for position in types.indices { encode(types[position], firstIndex: firstIndex, numbers: numbers) }
    }

    /// Of the words from a place on, which are those of as many types.
    func hash(from start: Int, typeCount: Int) -> UInt64 {
        var hash = UInt64(typeCount)
        for position in start..<words.count {
            hash = (hash ^ words[position]) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
        }
        return hash
    }

    /// Appends the words of a function type without supertype.
    mutating func encode(_ function: FunctionType, isFinal: Bool, firstIndex: UInt32, numbers: [UInt32]) {
        let header: UInt64 = isFinal ? 4 : 0
        words.append(header | UInt64(function.parameters.count) << 8 | UInt64(function.results.count) << 36)
        for parameter in function.parameters { words.append(word(parameter, firstIndex, numbers)) }
        for result in function.results { words.append(word(result, firstIndex, numbers)) }
    }

    private mutating func encode(_ type: SubType, firstIndex: UInt32, numbers: [UInt32]) {
        var header: UInt64 = (type.isFinal ? 4 : 0) | (type.supertypes.isEmpty ? 0 : 8)
        switch type.composite {
        case .function(let function):
            header |= UInt64(function.parameters.count) << 8 | UInt64(function.results.count) << 36
            words.append(header)
            encodeSupertype(of: type, firstIndex: firstIndex, numbers: numbers)
            for parameter in function.parameters { words.append(word(parameter, firstIndex, numbers)) }
            for result in function.results { words.append(word(result, firstIndex, numbers)) }
        case .structure(let fields):
            header |= 1 | UInt64(fields.count) << 8
            words.append(header)
            encodeSupertype(of: type, firstIndex: firstIndex, numbers: numbers)
            for field in fields { words.append(word(field, firstIndex, numbers)) }
        case .array(let field):
            header |= 2 | 1 << 8
            words.append(header)
            encodeSupertype(of: type, firstIndex: firstIndex, numbers: numbers)
            words.append(word(field, firstIndex, numbers))
        }
    }

    private mutating func encodeSupertype(of type: SubType, firstIndex: UInt32, numbers: [UInt32]) {
        guard let index = type.supertypes.first else { return }
        words.append(index >= firstIndex ? Self.positionBit | UInt64(index - firstIndex) : UInt64(numbers[Int(index)]))
    }

    @inline(__always) private func word(_ type: ValueType, _ firstIndex: UInt32, _ numbers: [UInt32]) -> UInt64 {
        guard type.isReference, let index = type.heapType.typeIndex else { return UInt64(type.rawValue) }
        if index >= firstIndex {
            let inner = ValueType.reference(.type(index - firstIndex), nullable: type.isNullable)
            return Self.positionBit | UInt64(inner.rawValue)
        }
        return UInt64(ValueType.reference(.type(numbers[Int(index)]), nullable: type.isNullable).rawValue)
    }

    private func word(_ field: FieldType, _ firstIndex: UInt32, _ numbers: [UInt32]) -> UInt64 {
        let storage: UInt64 =
            switch field.storage {
            case .value(let type): word(type, firstIndex, numbers)
            case .i8: Self.i8
            case .i16: Self.i16
            }
        return storage | (field.isMutable ? Self.mutableBit : 0)
    }

    // MARK: Back

    /// A type of this collection with canonical numbers in place of type indices, everywhere in it.
    public func subType(_ number: UInt32) -> SubType {
        let descriptor = descriptors[Int(number)]
        var position = Int(descriptor.wordStart)
        let header = words[position]
        position += 1
        var supertypes: [UInt32] = []
        if header & 8 != 0 {
            let word = words[position]
            supertypes = [UInt32(truncatingIfNeeded: word) + (word & Self.positionBit != 0 ? descriptor.groupStart : 0)]
            position += 1
        }
        let first = position + Int(header >> 8 & 0xFFF_FFFF)
        let second = first + Int(header >> 36)
        let composite: CompositeType =
            switch descriptor.kind {
            case .function:
                .function(
                    FunctionType(
                        words[position..<first].map { valueType($0, in: descriptor.groupStart) },
                        words[first..<second].map { valueType($0, in: descriptor.groupStart) }))
            case .structure: .structure(words[position..<first].map { field($0, in: descriptor.groupStart) })
            case .array: .array(field(words[position], in: descriptor.groupStart))
            }
        return SubType(composite, isFinal: descriptor.isFinal, supertypes: supertypes)
    }

    private func valueType(_ word: UInt64, in groupStart: UInt32) -> ValueType {
        let type = ValueType(rawValue: UInt32(truncatingIfNeeded: word))
        guard word & Self.positionBit != 0, let position = type.heapType.typeIndex else { return type }
        return .reference(.type(groupStart + position), nullable: type.isNullable)
    }

    private func field(_ word: UInt64, in groupStart: UInt32) -> FieldType {
        let storage: StorageType =
            switch word & 0xFFFF_FFFF {
            case Self.i8: .i8
            case Self.i16: .i16
            default: .value(valueType(word, in: groupStart))
            }
        return FieldType(storage, isMutable: word & Self.mutableBit != 0)
    }
}
