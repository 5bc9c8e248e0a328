extension Module {
    /// Sub types in the order of their indices.
    public var subTypes: [SubType] { types.flatMap(\.types) }

    public func importCount(of kind: ExternalKind) -> Int {
        imports.reduce(0) { $0 + ($1.type.kind == kind ? 1 : 0) }
    }

    /// Type indices of all functions, imported ones first.
    public var functionTypeIndices: [UInt32] {
        imports.compactMap { if case .function(let index) = $0.type { index } else { nil } } + functions.map(\.typeIndex)
    }
    public var allTables: [TableType] {
        imports.compactMap { if case .table(let type) = $0.type { type } else { nil } } + tables.map(\.type)
    }
    public var allMemories: [MemoryType] {
        imports.compactMap { if case .memory(let type) = $0.type { type } else { nil } } + memories
    }
    public var allGlobals: [GlobalType] {
        imports.compactMap { if case .global(let type) = $0.type { type } else { nil } } + globals.map(\.type)
    }
    /// Type indices of all tags, imported ones first.
    public var allTags: [UInt32] {
        imports.compactMap { if case .tag(let index) = $0.type { index } else { nil } } + tags
    }
}
