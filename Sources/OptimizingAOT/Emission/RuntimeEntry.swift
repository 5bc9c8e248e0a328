import WasmModel

/// The runtime's operations that compiled code calls, by their place in the table that the context points to. The numbers
/// are part of the artifact format: append, never reorder.
package enum RuntimeEntry: Int, CaseIterable, Sendable {
    case memoryGrow, memoryFill, memoryCopy, memoryInit, dataDrop
    case tableGrow, tableFill, tableCopy, tableInit, elemDrop
    case callHost
    case atomicWait32, atomicWait64, atomicNotify
    case structureAllocate, structureNewDefault
    case arrayAllocate, arrayNew, arrayNewDefault, arrayNewData, arrayNewElement
    case arrayFill, arrayCopy, arrayInitData, arrayInitElement
    case exceptionAllocate

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
        case .structNew: self = .structureAllocate
        case .structNewDefault: self = .structureNewDefault
        case .arrayNew: self = .arrayNew
        case .arrayNewDefault: self = .arrayNewDefault
        case .arrayNewFixed: self = .arrayAllocate
        case .arrayNewData: self = .arrayNewData
        case .arrayNewElem: self = .arrayNewElement
        case .arrayFill: self = .arrayFill
        case .arrayCopy: self = .arrayCopy
        case .arrayInitData: self = .arrayInitData
        case .arrayInitElem: self = .arrayInitElement
        case .throw: self = .exceptionAllocate
        default: return nil
        }
    }

    /// What comes back.
    enum Answer {
        case nothing
        /// A status, 0 for success.
        case status
        /// The result.
        case number
        /// A reference, or null if the context holds a status.
        case reference
        /// The result in 32 bits, or the negative of a status.
        case numberOrStatus
    }

    var answer: Answer {
        switch self {
        case .dataDrop, .elemDrop: .nothing
        case .memoryGrow, .tableGrow: .number
        case .memoryFill, .memoryCopy, .memoryInit, .tableFill, .tableCopy, .tableInit, .callHost, .arrayFill, .arrayCopy,
            .arrayInitData, .arrayInitElement:
            .status
        case .atomicWait32, .atomicWait64, .atomicNotify: .numberOrStatus
        case .structureAllocate, .structureNewDefault, .arrayAllocate, .arrayNew, .arrayNewDefault, .arrayNewData,
            .arrayNewElement, .exceptionAllocate:
            .reference
        }
    }
}
