import WasmModel

/// What it takes to check an instruction without asking which it is: most of all code is numeric instructions, accesses
/// to the first memory, and locals, and a processor guesses wrong about once for each when they are told apart.
///
/// The topmost operands stand in one word, one byte each, so that all that an instruction takes are compared at once.
/// What fails here may still be valid: it is looked at again by ``BodyValidator/check(_:)``, which also says what is wrong.
struct PlainRow: Sendable {
    /// What the instruction is about: ``memory``, ``vectors``, the feature it belongs to, or
    /// ``anything``.
    var subjects = PlainRow.anything
    /// The result: ``ValueType/rawValue``, which is its byte, too.
    var result: UInt32 = 0
    /// The operands as they stand in the word, the topmost in the lowest byte; what of the word they are.
    var operands: UInt32 = 0
    var operandMask: UInt32 = 0
    /// All ones where ``Instruction/index`` names a local.
    var localMask: UInt32 = 0
    /// What of the byte that the local takes is the operand.
    var takenMask: UInt32 = 0
    /// All ones where the result is the local's.
    var givenMask: UInt32 = 0
    var operandCount: UInt8 = 0
    var resultCount: UInt8 = 0
    /// Bits of the word that the operands, and that the results take.
    var operandBits: UInt8 = 0
    var resultBits: UInt8 = 0
    /// What of ``Instruction/index``, and of the high half of ``Instruction/bits``, must be zero.
    var zeroMask: UInt32 = 0
    /// The largest value that ``Instruction/small`` may have.
    var smallLimit: UInt32 = 0xFFFF

    /// The first memory, with addresses of i32.
    static let memory: UInt32 = 1 << 30
    /// Looked at again until it is known that there are such.
    static let vectors: UInt32 = 1 << 29
    /// Always looked at again.
    static let anything: UInt32 = 1 << 28

    /// Subjects of what a module without these features must not have, or must have looked at again.
    static func subjects(without features: FeatureSet) -> UInt32 {
        ~features.rawValue & (anything - 1) | anything | vectors
    }

    /// The byte of a reference, which no row expects.
    static let reference: UInt8 = 0xFE
    /// The byte of what is not on the operand stack at all.
    static let mismatch: UInt8 = 0xFF

    /// The byte of an operand.
    @inline(__always) static func byte(of type: ValueType) -> UInt8 {
        type.isReference ? reference : UInt8(truncatingIfNeeded: type.rawValue)
    }

    /// By raw value of the opcode.
    static let all: [PlainRow] = zip(Opcode.allCases, InstructionRow.all).map(PlainRow.init)

    private init(_ opcode: Opcode, _ row: InstructionRow) {
        switch opcode {
        case .localGet: describeLocal(takes: false, gives: true)
        case .localSet: describeLocal(takes: true, gives: false)
        case .localTee: describeLocal(takes: true, gives: true)
        default: describe(row)
        }
    }

    /// Its operand and result have the type of the local.
    private mutating func describeLocal(takes: Bool, gives: Bool) {
        subjects = 0
        localMask = .max
        if takes {
            operandCount = 1
            operandMask = 0xFF
            takenMask = 0xFF
        }
        if gives {
            resultCount = 1
            givenMask = .max
        }
        finish()
    }

    private mutating func describe(_ row: InstructionRow) {
        switch row.form {
        case .plain:
            subjects = row.features
        case .lane:
            guard row.laneCount > 0 else { return }
            smallLimit = UInt32(row.laneCount) - 1
            subjects = row.features
        case .memoryAccess:
            guard !row.needsExactAlignment, row.laneCount == 0 else { return }
            smallLimit = UInt32(row.naturalAlignment)
            subjects = row.features | Self.memory
            zeroMask = .max
        case .special, .shuffle, .memoryIndex, .dataAndMemory, .dataIndex, .elementIndex: return
        }
        // An instruction that does nothing writes nothing.
        guard row.resultCount <= 1, row.operandCount + row.resultCount > 0 else {
            subjects = Self.anything
            return
        }
        if row.isVector { subjects |= Self.vectors }
        operandCount = row.operandCount
        resultCount = row.resultCount
        var codes = row.operands
        for position in 0..<UInt32(operandCount) {
            operands |= Self.type(codes & 0xFF) << (8 * position)
            operandMask |= 0xFF << (8 * position)
            codes >>= 8
        }
        if resultCount > 0 { result = Self.type(row.results & 0xFF) }
        finish()
    }

    private mutating func finish() {
        operandBits = 8 * operandCount
        resultBits = 8 * resultCount
    }

    /// Addresses are those of a memory of address type i32.
    private static func type(_ code: UInt32) -> UInt32 {
        code == InstructionRow.address ? ValueType.i32.rawValue : code
    }
}
