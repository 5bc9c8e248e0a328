package import WasmModel

/// What a function body's translation must know about its module.
package struct ModuleShape: Sendable {
    /// By type index; `nil` for types that are not functions.
    package var functionTypes: [FunctionType?]
    /// Type index by function index, imported ones first.
    package var functionTypeIndices: [UInt32]
    package var importedFunctionCount: Int
    package var globals: [GlobalType]
    package var tables: [TableType]
    package var hasMemory: Bool

    package init(
        functionTypes: [FunctionType?], functionTypeIndices: [UInt32], importedFunctionCount: Int, globals: [GlobalType],
        tables: [TableType], hasMemory: Bool
    ) {
        self.functionTypes = functionTypes
        self.functionTypeIndices = functionTypeIndices
        self.importedFunctionCount = importedFunctionCount
        self.globals = globals
        self.tables = tables
        self.hasMemory = hasMemory
    }

    package init(_ module: Module) {
        self.init(
            functionTypes: module.subTypes.map { if case .function(let type) = $0.composite { type } else { nil } },
            functionTypeIndices: module.functionTypeIndices,
            importedFunctionCount: module.importCount(of: .function),
            globals: module.allGlobals, tables: module.allTables,
            hasMemory: !module.allMemories.isEmpty)
    }

    package func functionType(ofFunction index: UInt32) -> FunctionType {
        functionTypes[Int(functionTypeIndices[Int(index)])] ?? FunctionType()
    }
}
