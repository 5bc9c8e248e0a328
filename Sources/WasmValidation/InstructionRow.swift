import WasmModel

/// What the checker needs of one row of the instruction table, packed into a few words.
struct InstructionRow: Sendable {
    /// Which immediates must be checked; `special` if the row has no signature.
    enum Form: UInt8, Sendable {
        case special, plain, memoryAccess, lane, shuffle, memoryIndex, dataAndMemory, dataIndex, elementIndex
    }
    var form: Form
    var operandCount: UInt8
    var resultCount: UInt8
    /// The exponent.
    var naturalAlignment: UInt8
    var needsExactAlignment: Bool
    /// Lanes that the lane immediate can name; zero where there is none.
    var laneCount: UInt8
    /// One byte for each operand, the one that is popped first in the lowest: ``ValueType/rawValue``, or ``address``.
    var operands: UInt32
    /// One byte for each result, the one that is pushed first in the lowest.
    var results: UInt32
    /// One of these features must be on.
    var features: UInt32

    /// What it is to the ``BodySurvey``.
    var note: Note

    enum Note: UInt8, Sendable {
        case none, vector, call, tailCall, runtime, legacyTry
    }

    var isVector: Bool { note == .vector }

    /// Stands for the address type of the memory.
    static let address: UInt32 = 6

    /// By raw value of the opcode.
    static let all: [InstructionRow] = Opcode.allCases.map(InstructionRow.init)

    private init(_ opcode: Opcode) {
        let definition = opcode.definition
        let operands = definition.signature?.operands ?? []
        let results = definition.signature?.results ?? []
        form = Self.form(of: definition)
        operandCount = UInt8(operands.count)
        resultCount = UInt8(results.count)
        naturalAlignment = definition.naturalAlignment
        needsExactAlignment = definition.prefix == 0xFE
        laneCount = Self.laneCount(of: definition)
        self.operands = operands.reduce(0) { $0 << 8 | Self.code($1) }
        self.results = results.reversed().reduce(0) { $0 << 8 | Self.code($1) }
        features = FeatureSet([definition.feature]).rawValue & ~1
        if definition.feature == .core1 { features = 1 }
        if opcode == .throw { features |= FeatureSet([.legacyExceptions]).rawValue & ~1 }
        note = Self.note(of: opcode)
    }

    private static func note(of opcode: Opcode) -> Note {
        switch opcode {
        case .call, .callIndirect, .callRef: return .call
        case .returnCall, .returnCallIndirect, .returnCallRef: return .tailCall
        case .try: return .legacyTry
        case .memoryGrow, .memoryCopy, .memoryFill, .memoryInit, .tableGrow, .tableCopy, .tableFill, .tableInit,
            .arrayNew, .arrayNewDefault, .arrayNewData, .arrayNewElem, .arrayFill, .arrayCopy, .arrayInitData,
            .arrayInitElem, .throw, .throwRef, .rethrow, .memoryAtomicWait32, .memoryAtomicWait64, .memoryAtomicNotify:
            return .runtime
        default:  // Not a judge: nothing else calls. All behind the prefix 0xFD are vector instructions.
            return opcode.definition.prefix == 0xFD ? .vector : .none
        }
    }

    private static func code(_ letter: Signature.Letter) -> UInt32 {
        letter == .address ? address : letter.type(address: .i32).rawValue
    }

    private static func form(of definition: Opcode.Definition) -> Form {
        guard definition.signature != nil else { return .special }
        return switch definition.immediates {
        case .none, .i32, .i64, .f32, .f64, .v128, .zeroByte: .plain
        case .memarg, .memargLane: .memoryAccess
        case .lane: .lane
        case .shuffle: .shuffle
        case .memoryIndex: .memoryIndex
        case .dataAndMemory: .dataAndMemory
        case .dataIndex: .dataIndex
        case .elementIndex: .elementIndex
        case .blockType, .label, .labelTable, .tryTable, .functionIndex, .typeIndex, .localIndex, .globalIndex,
            .tableIndex, .tagIndex, .typeAndTable, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField,
            .typeAndCount, .typeAndType, .typeAndData, .typeAndElement, .valueTypes, .heapType, .castBranch:
            .special
        }
    }

    private static func laneCount(of definition: Opcode.Definition) -> UInt8 {
        switch definition.immediates {
        case .memargLane: return 16 >> definition.naturalAlignment
        case .lane:
            let shape = "\(definition.mnemonic)".prefix { $0 != "." }
            return shape.split(separator: "x").last.flatMap { UInt8($0) } ?? 0
        default: return 0
        }
    }
}
