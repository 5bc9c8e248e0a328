import EngineRuntime
import NativeCode

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
    static let pendingException = Layout.Context.pendingException
    static let status = Layout.Context.status
    static let typeDescriptors = Layout.Context.typeDescriptors
    static let descriptorDepth = Layout.TypeDescriptor.depth
    static let descriptorKind = Layout.TypeDescriptor.kind
    static let descriptorDisplay = Layout.TypeDescriptor.display
    static let objectType = Layout.Header.type
    /// The tier's first word of the context: the table of the runtime's operations.
    static let operations = Layout.Context.tierWords
    /// The second: the innermost frame that catches exceptions, as the address of its ``CallRecord``, or 0.
    static let catchRecord = Layout.Context.tierWords + 8
    // The head of the context, which belongs to `NativeCode`.
    static let savedStackPointer = NativeContext.stackPointerOffset
    static let exitStub = NativeContext.exitOffset
    static let raised = NativeContext.raisedOffset
    static let overdue = NativeContext.overdueOffset
}
