import WasmModel

/// The runtime's operations that compiled code calls, by their place in the table that the context points to. The numbers
/// are part of the artifact format: append, never reorder.
package enum RuntimeEntry: Int, CaseIterable, Sendable {
    case memoryGrow, memoryFill, memoryCopy, memoryInit, dataDrop
    case tableGrow, tableFill, tableCopy, tableInit, elemDrop
    case callHost
    case atomicWait, atomicNotify
    case allocateStructure, newDefaultStructure
    case allocateArray, newArray, newDefaultArray, newArrayOfData, newArrayOfElements
    case fillArray, copyArray, initializeArrayOfData, initializeArrayOfElements
    case allocateException

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
        case .structNew: self = .allocateStructure
        case .structNewDefault: self = .newDefaultStructure
        case .arrayNew: self = .newArray
        case .arrayNewDefault: self = .newDefaultArray
        case .arrayNewFixed: self = .allocateArray
        case .arrayNewData: self = .newArrayOfData
        case .arrayNewElem: self = .newArrayOfElements
        case .arrayFill: self = .fillArray
        case .arrayCopy: self = .copyArray
        case .arrayInitData: self = .initializeArrayOfData
        case .arrayInitElem: self = .initializeArrayOfElements
        case .throw: self = .allocateException
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
        case .memoryFill, .memoryCopy, .memoryInit, .tableFill, .tableCopy, .tableInit, .callHost, .fillArray, .copyArray,
            .initializeArrayOfData, .initializeArrayOfElements:
            .status
        case .atomicWait, .atomicNotify: .numberOrStatus
        case .allocateStructure, .newDefaultStructure, .allocateArray, .newArray, .newDefaultArray, .newArrayOfData,
            .newArrayOfElements, .allocateException:
            .reference
        }
    }
}
