import WasmModel

/// The runtime's operations that compiled code calls, by their place in the table that the context points to. The numbers
/// are part of the artifact format: append, never reorder.
package enum RuntimeEntry: Int, CaseIterable, Sendable {
    case memoryGrow, memoryFill, memoryCopy, memoryInit, dataDrop
    case tableGrow, tableFill, tableCopy, tableInit, elemDrop
    case callHost

    init?(_ opcode: Opcode) {
        switch opcode {
        case .memoryGrow: self = .memoryGrow
        case .memoryFill: self = .memoryFill
        case .memoryCopy: self = .memoryCopy
        case .memoryInit: self = .memoryInit
        case .dataDrop: self = .dataDrop
        case .tableGrow: self = .tableGrow
        case .tableFill: self = .tableFill
        case .tableCopy: self = .tableCopy
        case .tableInit: self = .tableInit
        case .elemDrop: self = .elemDrop
        default: return nil
        }
    }
}
