import WasmModel

/// What the decoder needs of the instruction table.
///
/// The masks describe the *short form* of an instruction: a one-byte opcode and then at most two bytes, each a whole
/// number. It is read without a branch on what the instruction is, which the processor would guess wrong about once an
/// instruction: every mask is applied, and those of parts that are not there are zero.
struct DecodingRow: Sendable {
    var opcode: Opcode
    var immediates: Opcode.Immediates
    /// Whether it begins, divides or ends a block.
    var affectsBlocks = false
    /// Bytes of the short form; zero if there is none.
    var length: UInt8 = 0
    /// The features of which one must be on; zero where no instruction has the code.
    var features: UInt32
    /// Bits that must be zero in the two bytes after the opcode, the first of them in the low half.
    var rejected: UInt16 = 0
    /// What of the byte after the opcode goes to ``Instruction/index`` and to ``Instruction/small``.
    var indexMask: UInt8 = 0
    var smallMask: UInt8 = 0
    /// What of the byte after the opcode, as a signed number, and of the byte behind it goes to ``Instruction/bits``.
    var constantMask: UInt64 = 0
    var offsetMask: UInt64 = 0

    static let unassigned = DecodingRow(opcode: .unreachable, immediates: .none, features: 0)

    /// Fills in the short form of an instruction with a one-byte opcode that is always on and that neither begins nor
    /// ends a block.
    mutating func describeShortForm() {
        switch immediates {
        case .none:
            guard opcode != .end, opcode != .else else { return }
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
            constantMask = immediates == .i32 ? 0xFFFF_FFFF : .max
        case .f32, .f64, .v128, .memargLane, .lane, .shuffle, .blockType, .labelTable, .tryTable, .typeIndex,
            .tableIndex, .memoryIndex, .tagIndex, .elementIndex, .dataIndex, .typeAndTable, .dataAndMemory,
            .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField, .typeAndCount, .typeAndType,
            .typeAndData, .typeAndElement, .valueTypes, .heapType, .castBranch, .zeroByte:
            return
        }
    }
}

/// Rows by byte, and behind them by prefix and code, 512 to a prefix from `0xFB`.
enum DecodingTable {
    static let codesPerPrefix = 512

    static let rows: [DecodingRow] = {
        var rows = [DecodingRow](repeating: .unassigned, count: 256 + 4 * codesPerPrefix)
        let table = OpcodeTable.shared
        for opcode in Opcode.allCases {
            let definition = table[opcode]
            var features = FeatureSet([definition.feature]).rawValue
            if definition.feature != .core1 { features &= ~1 }
            // Both designs of exception handling throw with the same instruction.
            if opcode == .throw { features |= 1 << UInt32(Feature.legacyExceptions.rawValue) }
            let index =
                definition.prefix == 0
                ? Int(definition.code) : 256 + Int(definition.prefix - 0xFB) * codesPerPrefix + Int(definition.code)
            rows[index] = DecodingRow(opcode: opcode, immediates: definition.immediates, features: features)
            rows[index].affectsBlocks = affectsBlocks(opcode)
            if definition.prefix == 0, definition.feature == .core1 { rows[index].describeShortForm() }
        }
        return rows
    }()

    /// The same rows without a short form.
    static let longRows: [DecodingRow] = rows.map { row in
        var row = row
        row.length = 0
        return row
    }

    private static func affectsBlocks(_ opcode: Opcode) -> Bool {
        switch opcode {
        case .block, .loop, .if, .else, .end, .tryTable, .try, .catch, .catchAll, .delegate: true
        default: false  // Not a judge: everything else stands in a block and leaves it as it is.
        }
    }
}
