public import WasmModel

/// The types of one module, resolved.
public struct ModuleTypes: Sendable {
    /// A function type as a place in ``signatureTypes``: the parameters, then the results.
    public struct Signature: Hashable, Sendable {
        public var start: UInt32
        public var parameterCount: UInt32
        public var resultCount: UInt32
        /// Words that the parameters take in a frame of 64-bit slots: two for a `v128`, one for everything else.
        public var parameterSlots: UInt32
        public var resultSlots: UInt32

        /// For a type index that is no function type.
        static let none = Signature(start: 0, parameterCount: 0, resultCount: 0, parameterSlots: 0, resultSlots: 0)
    }

    /// By type index.
    public internal(set) var subTypes: [SubType] = []
    /// By type index; meaningful for function types only.
    public internal(set) var signatures: [Signature] = []
    /// What ``signatures`` point into. It begins with ``bottom`` and the number and vector types by raw value, so that
    /// one of them alone is a list as well.
    public internal(set) var signatureTypes: [ValueType] = [.bottom, .i32, .i64, .f32, .f64, .v128]
    /// By type index: whether every field of a structure has a default value.
    var isDefaultable: [Bool] = []
    /// The module's own canonical types.
    public internal(set) var canonical = CanonicalTypes()
    /// Number in ``canonical`` by type index.
    public internal(set) var canonicalNumbers: [UInt32] = []

    init() {}

    @inlinable public var count: Int { subTypes.count }

    /// The function type at a type index; `nil` for other types and beyond the end.
    public func function(_ typeIndex: UInt32) -> FunctionType? {
        guard typeIndex < subTypes.count else { return nil }
        guard case .function(let type) = subTypes[Int(typeIndex)].composite else { return nil }
        return type
    }
    public func structure(_ typeIndex: UInt32) -> [FieldType]? {
        guard typeIndex < subTypes.count else { return nil }
        guard case .structure(let fields) = subTypes[Int(typeIndex)].composite else { return nil }
        return fields
    }
    public func array(_ typeIndex: UInt32) -> FieldType? {
        guard typeIndex < subTypes.count else { return nil }
        guard case .array(let field) = subTypes[Int(typeIndex)].composite else { return nil }
        return field
    }
    @inlinable public func kind(_ typeIndex: UInt32) -> CanonicalTypes.Kind {
        canonical.descriptors[Int(canonicalNumbers[Int(typeIndex)])].kind
    }

    // MARK: Function types without copying them

    @inlinable public func parameters(_ signature: Signature) -> ArraySlice<ValueType> {
        signatureTypes[Int(signature.start)..<Int(signature.start + signature.parameterCount)]
    }
    @inlinable public func results(_ signature: Signature) -> ArraySlice<ValueType> {
        let start = Int(signature.start + signature.parameterCount)
        return signatureTypes[start..<(start + Int(signature.resultCount))]
    }

    /// Parameters of a block; empty unless its type is an index.
    public func parameters(of block: BlockType) -> ArraySlice<ValueType> {
        guard let index = block.typeIndex else { return [] }
        return parameters(signatures[Int(index)])
    }
    public func results(of block: BlockType) -> ArraySlice<ValueType> {
        if let index = block.typeIndex { return results(signatures[Int(index)]) }
        guard let type = block.valueType else { return [] }
        return type.isReference ? [type] : signatureTypes[Int(type.rawValue)..<(Int(type.rawValue) + 1)]
    }

    // MARK: Matching (§3.3)

    /// Whether `a` matches `b`; both may name types of the module.
    @inlinable public func matches(_ a: ValueType, _ b: ValueType) -> Bool {
        a == b || matchesByRules(a, b)
    }

    @inline(never) @usableFromInline func matchesByRules(_ a: ValueType, _ b: ValueType) -> Bool {
        if a == .bottom { return true }
        guard a.isReference, b.isReference, !a.isNullable || b.isNullable else { return false }
        return matches(a.heapType, b.heapType)
    }

    public func matches(_ a: HeapType, _ b: HeapType) -> Bool {
        canonical.matches(canonicalHeapType(a), canonicalHeapType(b))
    }

    /// The top of the hierarchy that the type stands in.
    public func top(of type: HeapType) -> HeapType { canonical.top(of: canonicalHeapType(type)) }

    private func canonicalHeapType(_ type: HeapType) -> HeapType {
        type.typeIndex.map { .type(canonicalNumbers[Int($0)]) } ?? type
    }
}
