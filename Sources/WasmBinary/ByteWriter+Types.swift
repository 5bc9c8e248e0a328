import WasmModel

/// Types (§5.3).
extension ByteWriter {
    mutating func heapType(_ type: HeapType) {
        if let index = type.typeIndex {
            signed(Int64(index))
        } else {
            byte(Self.abstractHeapTypeBytes[Int(type.rawValue)])
        }
    }

    /// By raw value of the heap type. Index 0 is the bottom type, which no module holds.
    private static let abstractHeapTypeBytes: [UInt8] = {
        var bytes = [UInt8](repeating: 0x71, count: HeapType.abstract.count + 1)
        for entry in HeapType.abstract { bytes[Int(entry.type.rawValue)] = entry.byte }
        return bytes
    }()

    mutating func valueType(_ type: ValueType) {
        switch type {
        case .i32: byte(0x7F)
        case .i64: byte(0x7E)
        case .f32: byte(0x7D)
        case .f64: byte(0x7C)
        case .v128: byte(0x7B)
        default:
            if !type.isNullable {
                byte(0x64)
            } else if !type.heapType.isAbstract {
                byte(0x63)
            }
            heapType(type.heapType)
        }
    }

    mutating func blockType(_ type: BlockType) {
        if let valueType = type.valueType {
            self.valueType(valueType)
        } else if let index = type.typeIndex {
            signed(Int64(index))
        } else {
            byte(0x40)
        }
    }

    private mutating func fieldType(_ field: FieldType) {
        switch field.storage {
        case .value(let type): valueType(type)
        case .i8: byte(0x78)
        case .i16: byte(0x77)
        }
        byte(field.isMutable ? 1 : 0)
    }

    private mutating func compositeType(_ type: CompositeType) {
        switch type {
        case .function(let function):
            byte(0x60)
            list(function.parameters) { $0.valueType($1) }
            list(function.results) { $0.valueType($1) }
        case .structure(let fields):
            byte(0x5F)
            list(fields) { $0.fieldType($1) }
        case .array(let field):
            byte(0x5E)
            fieldType(field)
        }
    }

    private mutating func subType(_ type: SubType) {
        if !type.isFinal || !type.supertypes.isEmpty || type.isExplicit {
            byte(type.isFinal ? 0x4F : 0x50)
            list(type.supertypes) { $0.unsigned($1) }
        }
        compositeType(type.composite)
    }

    mutating func recursionGroup(_ group: RecursionGroup) {
        if group.types.count == 1, !group.isExplicit {
            subType(group.types[0])
        } else {
            byte(0x4E)
            list(group.types) { $0.subType($1) }
        }
    }

    mutating func memoryType(_ type: MemoryType) {
        byte(
            (type.limits.maximum == nil ? 0 : 1) | (type.isShared ? 2 : 0) | (type.addressType == .i64 ? 4 : 0)
                | (type.pageSizeExponent == nil ? 0 : 8))
        bounds(type.limits)
        if let exponent = type.pageSizeExponent { unsigned(exponent) }
    }

    mutating func tableType(_ type: TableType) {
        valueType(type.element)
        byte((type.limits.maximum == nil ? 0 : 1) | (type.addressType == .i64 ? 4 : 0))
        bounds(type.limits)
    }

    private mutating func bounds(_ limits: Limits) {
        unsigned(limits.minimum)
        if let maximum = limits.maximum { unsigned(maximum) }
    }

    mutating func globalType(_ type: GlobalType) {
        valueType(type.value)
        byte(type.isMutable ? 1 : 0)
    }

    mutating func tagType(_ index: UInt32) {
        byte(0)
        unsigned(index)
    }

    mutating func externalType(_ type: ExternalType) {
        byte(type.kind.rawValue)
        switch type {
        case .function(let index): unsigned(index)
        case .table(let type): tableType(type)
        case .memory(let type): memoryType(type)
        case .global(let type): globalType(type)
        case .tag(let index): tagType(index)
        }
    }
}
