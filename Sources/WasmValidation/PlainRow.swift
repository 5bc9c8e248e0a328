import WasmModel

/// What it takes to check an instruction without asking which it is: most of all code is numeric instructions, accesses
/// to the first memory, and locals, and a processor guesses wrong about once for each when they are told apart.
///
/// Every mask is applied to every instruction; those of parts that are not there are zero. What fails here may still be
/// valid: it is looked at again by ``BodyValidator/check(_:)``, which also says what is wrong.
struct PlainRow: Sendable {
    /// What the instruction is about: ``memory``, ``vectors``, the feature it belongs to, or ``anything``.
    var subjects = PlainRow.anything
    var operandCount: UInt8 = 0
    var resultCount: UInt8 = 0
    /// The largest value that ``Instruction/small`` may have.
    var smallLimit: UInt16 = 0x7FFF
    /// What of ``Instruction/index``, and of the high half of ``Instruction/bits``, must be zero.
    var zeroMask: UInt32 = 0
    /// What of ``Instruction/index`` plus one is the place of a local in ``BodyValidator/locals``.
    var localMask: UInt32 = 0
    /// Types of the topmost operand and of the one below; where a mask is zero, any type will do.
    var top: UInt32 = 0
    var below: UInt32 = 0
    var topMask: UInt32 = 0
    var belowMask: UInt32 = 0
    var result: UInt32 = 0
    /// All ones where the topmost operand, or the result, has the type of the local.
    var topOfLocal: UInt32 = 0
    var resultOfLocal: UInt32 = 0

    /// The first memory, with addresses of i32.
    static let memory: UInt32 = 1 << 30
    /// Looked at again until it is known that there are such.
    static let vectors: UInt32 = 1 << 29
    /// Always looked at again.
    static let anything: UInt32 = 1 << 28

    /// What a module without these features must not have, or must have looked at again.
    static func subjects(without features: FeatureSet) -> UInt32 {
        ~features.rawValue & (anything - 1) | anything | vectors
    }

    /// Operands that are compared; an instruction with more is always looked at again.
    static let mostOperands = 2

    /// By raw value of the opcode.
    static let all: [PlainRow] = zip(Opcode.allCases, InstructionRow.all).map(PlainRow.init)

    private init(_ opcode: Opcode, _ row: InstructionRow) {
        switch opcode {
        case .localGet: describeLocal(row, takes: false, gives: true)
        case .localSet: describeLocal(row, takes: true, gives: false)
        case .localTee: describeLocal(row, takes: true, gives: true)
        case .drop:
            subjects = row.features
            operandCount = 1
        default: describe(row)
        }
    }

    private mutating func describeLocal(_ row: InstructionRow, takes: Bool, gives: Bool) {
        subjects = 0
        localMask = .max
        if takes {
            operandCount = 1
            topMask = .max
            topOfLocal = .max
        }
        if gives {
            resultCount = 1
            resultOfLocal = .max
        }
    }

    private mutating func describe(_ row: InstructionRow) {
        var subjects = row.features
        switch row.form {
        case .plain: break
        case .lane:
            guard row.laneCount > 0 else { return }
            smallLimit = UInt16(row.laneCount) - 1
        case .memoryAccess:
            guard !row.needsExactAlignment, row.laneCount == 0 else { return }
            smallLimit = UInt16(row.naturalAlignment)
            subjects |= Self.memory
            zeroMask = .max
        case .memoryIndex:
            subjects |= Self.memory
            zeroMask = .max
        case .special, .shuffle, .dataAndMemory, .dataIndex, .elementIndex: return
        }
        // An instruction that does nothing must write nothing, and growth is counted.
        guard row.operandCount <= Self.mostOperands, row.resultCount <= 1, row.operandCount + row.resultCount > 0,
            row.note == .none || row.isVector
        else { return }
        if row.isVector { subjects |= Self.vectors }
        self.subjects = subjects
        operandCount = row.operandCount
        resultCount = row.resultCount
        if operandCount > 0 {
            top = Self.type(row.operands & 0xFF)
            topMask = .max
        }
        if operandCount > 1 {
            below = Self.type(row.operands >> 8 & 0xFF)
            belowMask = .max
        }
        if resultCount > 0 { result = Self.type(row.results & 0xFF) }
    }

    /// Addresses are those of a memory of address type i32.
    private static func type(_ code: UInt32) -> UInt32 {
        code == InstructionRow.address ? ValueType.i32.rawValue : code
    }
}
