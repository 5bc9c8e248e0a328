import WasmModel

/// Types (§5.3). What a feature that is off would name is malformed, as it was before the feature existed.
extension ByteReader {
    /// The heap type with this one-byte form, if there is one and its feature is on.
    private func abstractHeapType(_ byte: UInt8) -> HeapType? {
        switch byte {
        case 0x70: features.contains(.referenceTypes) ? .func : nil
        case 0x6F: features.contains(.referenceTypes) ? .extern : nil
        case 0x69: features.contains(.exceptions) ? .exn : nil
        case 0x74: features.contains(.exceptions) ? .noexn : nil
        case 0x73: features.contains(.gc) ? .nofunc : nil
        case 0x72: features.contains(.gc) ? .noextern : nil
        case 0x71: features.contains(.gc) ? HeapType.none : nil
        case 0x6E: features.contains(.gc) ? .any : nil
        case 0x6D: features.contains(.gc) ? .eq : nil
        case 0x6C: features.contains(.gc) ? .i31 : nil
        case 0x6B: features.contains(.gc) ? .struct : nil
        case 0x6A: features.contains(.gc) ? .array : nil
        default: nil
        }
    }

    /// A heap type (§5.3.3): a type index, or the byte of an abstract type.
    mutating func heapType() throws(BinaryError) -> HeapType {
        let start = position
        let number = try s33()
        if number >= 0 {
            guard features.contains(.functionReferences) else { throw .malformedReferenceType(start) }
            return .type(UInt32(truncatingIfNeeded: number))
        }
        guard position == start + 1, let type = abstractHeapType(bytes[start]) else { throw .malformedHeapType(start) }
        return type
    }

    /// A reference type if the next byte begins one (§5.3.4).
    private mutating func referenceTypeIfAny() throws(BinaryError) -> ValueType? {
        guard let byte = peek() else { throw .unexpectedEndOfContents(position) }
        if byte == 0x63 || byte == 0x64, features.contains(.functionReferences) {
            position += 1
            return .reference(try heapType(), nullable: byte == 0x63)
        }
        guard let type = abstractHeapType(byte) else { return nil }
        position += 1
        return .reference(type, nullable: true)
    }

    mutating func referenceType() throws(BinaryError) -> ValueType {
        let start = position
        guard let type = try referenceTypeIfAny() else { throw .malformedReferenceType(start) }
        return type
    }

    /// The element type of a table; in WebAssembly 1.0 only `funcref` could stand there.
    private mutating func elementType() throws(BinaryError) -> ValueType {
        if !features.contains(.referenceTypes), peek() == 0x70 {
            position += 1
            return .funcref
        }
        return try referenceType()
    }

    private mutating func valueTypeIfAny() throws(BinaryError) -> ValueType? {
        guard let byte = peek() else { throw .unexpectedEndOfContents(position) }
        let type: ValueType
        switch byte {
        case 0x7F: type = .i32
        case 0x7E: type = .i64
        case 0x7D: type = .f32
        case 0x7C: type = .f64
        case 0x7B where features.contains(.simd): type = .v128
        default: return try referenceTypeIfAny()
        }
        position += 1
        return type
    }

    mutating func valueType() throws(BinaryError) -> ValueType {
        let start = position
        guard let type = try valueTypeIfAny() else { throw .malformedValueType(start) }
        return type
    }

    /// A block type (§5.4.1).
    mutating func blockType() throws(BinaryError) -> BlockType {
        let start = position
        if peek() == 0x40 {
            position += 1
            return .empty
        }
        if let type = try valueTypeIfAny() { return .value(type) }
        let index = try s33()
        guard index >= 0, features.contains(.multiValue) else { throw .malformedValueType(start) }
        return .type(UInt32(truncatingIfNeeded: index))
    }

    private mutating func mutability() throws(BinaryError) -> Bool {
        let start = position
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw .malformedMutability(start)
        }
    }

    private mutating func fieldType() throws(BinaryError) -> FieldType {
        let start = position
        let storage: StorageType
        switch peek() {
        case 0x78:
            position += 1
            storage = .i8
        case 0x77:
            position += 1
            storage = .i16
        default:
            guard let type = try valueTypeIfAny() else { throw .malformedStorageType(start) }
            storage = .value(type)
        }
        return FieldType(storage, isMutable: try mutability())
    }

    private mutating func compositeType() throws(BinaryError) -> CompositeType {
        let start = position
        switch try byte() {
        case 0x60:
            let parameters = try list { reader throws(BinaryError) in try reader.valueType() }
            let results = try list { reader throws(BinaryError) in try reader.valueType() }
            return .function(FunctionType(parameters, results))
        case 0x5F where features.contains(.gc):
            return .structure(try list { reader throws(BinaryError) in try reader.fieldType() })
        case 0x5E where features.contains(.gc):
            return .array(try fieldType())
        default:
            throw .malformedDefinitionType(start)
        }
    }

    private mutating func subType() throws(BinaryError) -> SubType {
        guard features.contains(.gc), let form = peek(), form == 0x50 || form == 0x4F else {
            return SubType(try compositeType())
        }
        position += 1
        let supertypes = try list { reader throws(BinaryError) in try reader.u32() }
        let isFinal = form == 0x4F
        return SubType(
            try compositeType(), isFinal: isFinal, supertypes: supertypes,
            isExplicit: isFinal && supertypes.isEmpty)
    }

    /// A recursive type (§5.3.11).
    mutating func recursionGroup() throws(BinaryError) -> RecursionGroup {
        guard features.contains(.gc), peek() == 0x4E else { return RecursionGroup([try subType()]) }
        position += 1
        let types = try list { reader throws(BinaryError) in try reader.subType() }
        return RecursionGroup(types, isExplicit: types.count == 1)
    }

    /// Flags and bounds (§5.3.13). Bit 0: there is a maximum; bit 1: shared (threads); bit 2: 64-bit addresses
    /// (memory64); bit 3: a page size follows (custom-page-sizes).
    private mutating func limits(allowing mask: UInt8) throws(BinaryError) -> (flags: UInt8, limits: Limits) {
        let start = position
        let flags = try byte()
        guard flags & ~mask == 0 else { throw .malformedLimits(start) }
        let isWide = features.contains(.memory64)
        let minimum = isWide ? try u64() : UInt64(try u32())
        guard flags & 1 != 0 else { return (flags, Limits(minimum: minimum)) }
        return (flags, Limits(minimum: minimum, maximum: isWide ? try u64() : UInt64(try u32())))
    }

    mutating func memoryType() throws(BinaryError) -> MemoryType {
        var mask: UInt8 = 1
        if features.contains(.threads) { mask |= 2 }
        if features.contains(.memory64) { mask |= 4 }
        if features.contains(.customPageSizes) { mask |= 8 }
        let (flags, limits) = try limits(allowing: mask)
        return MemoryType(
            limits: limits, addressType: flags & 4 != 0 ? .i64 : .i32, isShared: flags & 2 != 0,
            pageSizeExponent: flags & 8 != 0 ? try pageSizeExponent() : nil)
    }

    /// The exponent of a page size (custom-page-sizes). One that no 64-bit size has is malformed; one that the proposal
    /// does not allow is invalid.
    private mutating func pageSizeExponent() throws(BinaryError) -> UInt32 {
        let start = position
        let exponent = try u32()
        guard exponent < 64 else { throw .malformedPageSize(start) }
        return exponent
    }

    mutating func tableType() throws(BinaryError) -> TableType {
        let element = try elementType()
        let (flags, limits) = try limits(allowing: features.contains(.memory64) ? 5 : 1)
        return TableType(element: element, limits: limits, addressType: flags & 4 != 0 ? .i64 : .i32)
    }

    mutating func globalType() throws(BinaryError) -> GlobalType {
        let type = try valueType()
        return GlobalType(type, isMutable: try mutability())
    }

    /// A tag type (§5.3.18): an attribute that must be zero, and the index of a function type.
    mutating func tagType() throws(BinaryError) -> UInt32 {
        try zeroByte()
        return try u32()
    }

    mutating func externalType() throws(BinaryError) -> ExternalType {
        let start = position
        switch try byte() {
        case 0: return .function(typeIndex: try u32())
        case 1: return .table(try tableType())
        case 2: return .memory(try memoryType())
        case 3: return .global(try globalType())
        case 4 where features.contains(.exceptions) || features.contains(.legacyExceptions):
            return .tag(typeIndex: try tagType())
        default: throw .malformedImportKind(start)
        }
    }
}
