public import WasmModel

/// Where the fields of a structure stand in its object.
public enum StructureLayout {
    /// Byte offset of each field from the address of the object.
    public static func offsets(_ fields: [FieldType]) -> [Int32] {
        var next = Layout.Structure.fields
        return fields.map { field in
            defer { next += field.storage.fieldBytes }
            return next
        }
    }

    /// Bytes of an object.
    public static func objectBytes(_ fields: [FieldType]) -> Int32 {
        fields.reduce(Layout.Structure.fields) { $0 + $1.storage.fieldBytes }
    }
}

extension StorageType {
    /// Bytes of a field of a structure: one word, v128 two.
    var fieldBytes: Int32 { unpacked == .v128 ? 16 : 8 }

    /// Exponent of the bytes of an element of an array.
    public var sizeExponent: UInt8 {
        switch self {
        case .i8: 0
        case .i16: 1
        case .value(.i32), .value(.f32): 2
        case .value(.v128): 4
        case .value: 3
        }
    }
}
