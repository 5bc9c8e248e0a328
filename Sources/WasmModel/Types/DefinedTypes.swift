/// A function type (§2.3.10).
public struct FunctionType: Hashable, Sendable {
    public var parameters: [ValueType]
    public var results: [ValueType]
    public init(_ parameters: [ValueType] = [], _ results: [ValueType] = []) {
        self.parameters = parameters
        self.results = results
    }
}

/// What a field holds: a value, or an integer packed into fewer bits (§2.3.8).
public enum StorageType: Hashable, Sendable {
    case value(ValueType)
    case i8, i16

    /// The type on the operand stack: `i32` for packed fields.
    public var unpacked: ValueType {
        switch self {
        case .value(let type): type
        case .i8, .i16: .i32
        }
    }
    public var isPacked: Bool {
        switch self {
        case .value: false
        case .i8, .i16: true
        }
    }
}

/// A field of a structure or array (§2.3.8).
public struct FieldType: Hashable, Sendable {
    public var storage: StorageType
    public var isMutable: Bool
    public init(_ storage: StorageType, isMutable: Bool) {
        self.storage = storage
        self.isMutable = isMutable
    }
}

/// A composite type (§2.3.9).
public enum CompositeType: Hashable, Sendable {
    case function(FunctionType)
    case structure([FieldType])
    case array(FieldType)
}

/// A sub type (§2.3.11): a composite type with its place in the hierarchy.
public struct SubType: Hashable, Sendable {
    public var isFinal: Bool
    /// Type indices. The specification allows at most one; the binary format can hold more.
    public var supertypes: [UInt32]
    public var composite: CompositeType
    /// Written with `sub` although `sub final` without supertype is what a bare type means. Kept so that a module
    /// survives decoding and encoding byte for byte; without meaning.
    public var isExplicit: Bool

    public init(_ composite: CompositeType, isFinal: Bool = true, supertypes: [UInt32] = [], isExplicit: Bool = false) {
        self.composite = composite
        self.isFinal = isFinal
        self.supertypes = supertypes
        self.isExplicit = isExplicit
    }
}

/// A recursive type (§2.3.12): a group of sub types that may refer to each other.
public struct RecursionGroup: Hashable, Sendable {
    public var types: [SubType]
    /// Written with `rec` although it holds one type. Kept for round trips; without meaning.
    public var isExplicit: Bool
    public init(_ types: [SubType], isExplicit: Bool = false) {
        self.types = types
        self.isExplicit = isExplicit
    }
}

/// The type of addresses of a memory or table (§2.3.14).
public enum AddressType: UInt8, Hashable, Sendable {
    case i32, i64
    @inlinable public var valueType: ValueType { self == .i32 ? .i32 : .i64 }
}

/// Size bounds in units of pages or elements (§2.3.13).
public struct Limits: Hashable, Sendable {
    public var minimum: UInt64
    public var maximum: UInt64?
    public init(minimum: UInt64, maximum: UInt64? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// A memory type (§2.3.15), with the additions of the threads and custom-page-sizes proposals.
public struct MemoryType: Hashable, Sendable {
    public var addressType: AddressType
    public var limits: Limits
    public var isShared: Bool
    /// The page size as a power of two; `nil` where the module does not say, which means 16 (65,536 bytes).
    public var pageSizeExponent: UInt32?
    public init(limits: Limits, addressType: AddressType = .i32, isShared: Bool = false, pageSizeExponent: UInt32? = nil) {
        self.limits = limits
        self.addressType = addressType
        self.isShared = isShared
        self.pageSizeExponent = pageSizeExponent
    }
    public static let defaultPageSizeExponent: UInt32 = 16
}

/// A table type (§2.3.16).
public struct TableType: Hashable, Sendable {
    public var addressType: AddressType
    public var limits: Limits
    /// A reference type.
    public var element: ValueType
    public init(element: ValueType, limits: Limits, addressType: AddressType = .i32) {
        self.element = element
        self.limits = limits
        self.addressType = addressType
    }
}

/// A global type (§2.3.17).
public struct GlobalType: Hashable, Sendable {
    public var value: ValueType
    public var isMutable: Bool
    public init(_ value: ValueType, isMutable: Bool = false) {
        self.value = value
        self.isMutable = isMutable
    }
}

/// What an import or export is (§2.3.18). Functions and tags name their type by index.
public enum ExternalType: Hashable, Sendable {
    case function(typeIndex: UInt32)
    case table(TableType)
    case memory(MemoryType)
    case global(GlobalType)
    case tag(typeIndex: UInt32)

    public var kind: ExternalKind {
        switch self {
        case .function: .function
        case .table: .table
        case .memory: .memory
        case .global: .global
        case .tag: .tag
        }
    }
}

/// The index spaces that can be imported and exported. Raw values are those of the binary format (§5.5.5).
public enum ExternalKind: UInt8, CaseIterable, Hashable, Sendable {
    case function = 0, table = 1, memory = 2, global = 3, tag = 4
    /// The keyword of the text format.
    public var keyword: String {
        switch self {
        case .function: "func"
        case .table: "table"
        case .memory: "memory"
        case .global: "global"
        case .tag: "tag"
        }
    }
}
