import EngineRuntime

/// The offsets of the runtime's blocks that the code here names.
enum RuntimeOffsets {
    static let context = Layout.Instance.context
    static let functions = Layout.Instance.functions
    static let memories = Layout.Instance.memories
    static let tables = Layout.Instance.tables
    static let globals = Layout.Instance.globals
    static let types = Layout.Instance.types
    static let memoryBase = Layout.Memory.base
    static let memoryByteLength = Layout.Memory.byteLength
    static let tableBase = Layout.Table.base
    static let tableSize = Layout.Table.size
    static let globalValue = Layout.Global.value
    static let functionType = Layout.Function.type
    static let functionKind = Layout.Function.kind
    static let functionEntry = Layout.Function.entry
    static let functionInstance = Layout.Function.instance
    static let stackLimit = Layout.Context.stackLimit
    /// The tier's first word of the context: the table of the runtime's operations.
    static let operations = Layout.Context.tierWords
    // The head of the context, which belongs to `NativeCode`.
    static let savedStackPointer: Int32 = 0
    static let exitStub: Int32 = 8
    static let raised: Int32 = 16
}
