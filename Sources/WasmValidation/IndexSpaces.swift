public import WasmModel

/// The index spaces of one module: what is imported, then what is defined.
public struct IndexSpaces: Sendable {
    /// Type index of each function.
    public internal(set) var functions: [UInt32] = []
    public internal(set) var tables: [TableType] = []
    public internal(set) var memories: [MemoryType] = []
    public internal(set) var globals: [GlobalType] = []
    /// Type index of each tag.
    public internal(set) var tags: [UInt32] = []
    /// Type of each element segment.
    public internal(set) var elements: [ValueType] = []
    public internal(set) var dataCount = 0

    public internal(set) var importedFunctions = 0
    public internal(set) var importedTables = 0
    public internal(set) var importedMemories = 0
    public internal(set) var importedGlobals = 0
    public internal(set) var importedTags = 0

    /// By function index: whether it occurs outside function bodies, so that `ref.func` may name it (§3.4.10). Empty
    /// if none does.
    public internal(set) var isDeclared: [Bool] = []

    init() {}
}
