import WasmModel

/// The *short form* of an instruction: an opcode of one byte that is always on, and then at most two bytes, each a
/// whole number. Two of three instructions have it.
///
/// It is read without a branch on what the instruction is, which the processor would guess wrong about once an
/// instruction: every mask is applied, and those of parts that are not there are zero.
struct ShortRow: Sendable {
    var opcode: Opcode
    /// Bytes of the short form; zero if there is none.
    var length: UInt8 = 0
    /// What of the byte after the opcode goes to ``Instruction/index`` and to ``Instruction/small``.
    var indexMask: UInt8 = 0
    var smallMask: UInt8 = 0
    /// Bits that must be zero in the two bytes after the opcode, the first of them in the low half.
    var rejected: UInt16 = 0
    /// What of the byte after the opcode, as a signed number, and of the byte behind it goes to ``Instruction/bits``.
    var constantMask: UInt64 = 0
    var offsetMask: UInt64 = 0

    static let none = ShortRow(opcode: .unreachable)

    /// The short form of an instruction with a one-byte opcode that neither begins nor ends a block, if it has one.
    init?(_ row: DecodingRow) {
        opcode = row.opcode
        switch row.immediates {
        case .none:
            length = 1
        case .label, .functionIndex, .localIndex, .globalIndex:
            length = 2
            rejected = 0x0080
            indexMask = 0x7F
        case .memarg:
            length = 3
            rejected = 0x80E0
            smallMask = 0x1F
            offsetMask = 0x7F
        case .i32, .i64:
            length = 2
            rejected = 0x0080
            constantMask = row.numberBits
        case .f32, .f64, .v128, .memargLane, .lane, .shuffle, .blockType, .labelTable, .tryTable, .typeIndex,
            .tableIndex, .memoryIndex, .tagIndex, .elementIndex, .dataIndex, .typeAndTable, .dataAndMemory,
            .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField, .typeAndCount, .typeAndType,
            .typeAndData, .typeAndElement, .valueTypes, .heapType, .castBranch, .zeroByte:
            return nil
        }
    }

    private init(opcode: Opcode) { self.opcode = opcode }
}

/// What the decoder needs of the instruction table.
///
/// The masks describe the *wide form* of an instruction: behind the opcode, at most one byte or one number of fixed
/// width, and then at most one LEB128 number of eight bytes or fewer. It is read as the short form is.
struct DecodingRow: Sendable {
    var opcode: Opcode
    var immediates: Opcode.Immediates
    /// Whether it begins, divides or ends a block.
    var affectsBlocks = false
    /// The features of which one must be on; zero where no instruction has the code.
    var features: UInt32
    /// The same, if there is a wide form; zero if there is none.
    var wideFeatures: UInt32 = 0
    /// Bytes of the wide form between the opcode and the number, or the end.
    var fixedLength: UInt8 = 0
    /// The most bytes that the number may have; zero where there is none.
    var numberLength: UInt8 = 0
    /// All ones where there is a number.
    var numberMask: UInt8 = 0
    /// Bits that must be zero in the byte after the opcode.
    var rejected: UInt8 = 0
    /// What of the two bytes after the opcode goes to ``Instruction/small``.
    var smallMask: UInt16 = 0
    /// Where in the eight bytes after the opcode the number begins, in bits.
    var numberShift: UInt8 = 0
    /// All ones where the number is signed.
    var signedMask: UInt64 = 0
    /// What must be zero in the number after `bias` was added, so that it is in range.
    var overflow: UInt64 = 0
    var bias: UInt64 = 0
    /// What of the number goes to ``Instruction/index``.
    var indexMask: UInt32 = 0
    /// What of the number, and what of the eight bytes after the opcode, goes to ``Instruction/bits``.
    var numberBits: UInt64 = 0
    var fixedBits: UInt64 = 0

    static let unassigned = DecodingRow(opcode: .unreachable, immediates: .none, features: 0)

    /// Fills in the wide form of an instruction that neither begins nor ends a block.
    mutating func describeWideForm() {
        guard !affectsBlocks else { return }
        switch immediates {
        case .none: break
        case .label, .functionIndex, .typeIndex, .localIndex, .globalIndex, .tableIndex, .tagIndex, .elementIndex:
            describeNumber(bytes: 5)
            indexMask = .max
        case .memarg:
            // The alignment alone: the access is to the first memory, with whatever features.
            fixedLength = 1
            rejected = 0xE0
            smallMask = 0x1F
            describeNumber(bytes: 5)
            numberBits = .max
        case .lane:
            fixedLength = 1
            smallMask = 0xFF
        case .i32:
            describeNumber(bytes: 5)
            signedMask = .max
            bias = 1 << 31
            numberBits = 0xFFFF_FFFF
        case .i64:
            describeNumber(bytes: 8)
            signedMask = .max
            overflow = 0
            numberBits = .max
        case .f32:
            fixedLength = 4
            fixedBits = 0xFFFF_FFFF
        case .f64:
            fixedLength = 8
            fixedBits = .max
        case .v128, .memargLane, .shuffle, .blockType, .labelTable, .tryTable, .memoryIndex, .dataIndex, .typeAndTable,
            .dataAndMemory, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField, .typeAndCount,
            .typeAndType, .typeAndData, .typeAndElement, .valueTypes, .heapType, .castBranch, .zeroByte:
            return
        }
        wideFeatures = features
    }

    /// A number of 32 bits, unless more is said.
    private mutating func describeNumber(bytes: UInt8) {
        numberLength = bytes
        numberMask = .max
        numberShift = fixedLength * 8
        overflow = 0xFFFF_FFFF_0000_0000
    }
}

/// Rows by byte, and behind them by prefix and code, 512 to a prefix from `0xFB`.
enum DecodingTable {
    /// The opcode that ends a block.
    static let end: UInt8 = 0x0B
    static let firstPrefix: UInt8 = 0xFB
    static let lastPrefix: UInt8 = 0xFE
    static let codesPerPrefix = 512

    /// Where the row of a code behind a prefix stands.
    @inline(__always)
    static func index(prefix: UInt8, code: Int) -> Int { 256 &+ Int(prefix &- firstPrefix) &* codesPerPrefix &+ code }

    static let rows: [DecodingRow] = {
        var rows = [DecodingRow](repeating: .unassigned, count: Self.index(prefix: lastPrefix, code: codesPerPrefix))
        let table = OpcodeTable.shared
        for opcode in Opcode.allCases {
            let definition = table[opcode]
            var features = FeatureSet([definition.feature]).rawValue
            if definition.feature != .core1 { features &= ~1 }
            // Both designs of exception handling throw with the same instruction.
            if opcode == .throw { features |= 1 << UInt32(Feature.legacyExceptions.rawValue) }
            let index =
                definition.prefix == 0
                ? Int(definition.code) : Self.index(prefix: definition.prefix, code: Int(definition.code))
            rows[index] = DecodingRow(opcode: opcode, immediates: definition.immediates, features: features)
            rows[index].affectsBlocks = affectsBlocks(opcode)
            rows[index].describeWideForm()
        }
        return rows
    }()

    /// The same rows without a wide form.
    static let longRows: [DecodingRow] = rows.map { row in
        var row = row
        row.wideFeatures = 0
        return row
    }

    /// By byte.
    static let shortRows: [ShortRow] = rows.prefix(256).map { row in
        row.features & 1 == 0 || row.affectsBlocks ? .none : ShortRow(row) ?? .none
    }

    /// By byte: no short form.
    static let noShortRows = [ShortRow](repeating: .none, count: 256)

    private static func affectsBlocks(_ opcode: Opcode) -> Bool {
        switch opcode {
        case .block, .loop, .if, .else, .end, .tryTable, .try, .catch, .catchAll, .delegate: true
        default: false  // Not a judge: everything else stands in a block and leaves it as it is.
        }
    }
}
