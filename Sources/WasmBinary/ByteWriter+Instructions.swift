import WasmModel

/// What the encoder needs of the instruction table, eight bytes to a row.
private struct EncodingRow: Sendable {
    var prefix: UInt8
    var immediates: Opcode.Immediates
    var code: UInt32

    static let rows: [EncodingRow] = OpcodeTable.shared.definitions.map {
        EncodingRow(prefix: $0.prefix, immediates: $0.immediates, code: $0.code)
    }
}

/// Expressions (§5.4). Positions in the pool are trusted no further than Swift checks them: an ``Instruction`` whose
/// pool entries are missing is a mistake of whoever built it.
extension ByteWriter {
    mutating func expression(_ expression: Expression) {
        var starts: [UInt32]?
        self.expression(expression, starts: &starts)
    }

    /// Writes an expression and, where `starts` is not nil, adds the offset in ``bytes`` of each instruction to it.
    mutating func expression(_ expression: Expression, starts: inout [UInt32]?) {
        let rowArray = EncodingRow.rows
        let rows = rowArray.span
        let instructions = expression.instructions.span
        for index in instructions.indices {
            let instruction = instructions[index]
            let row = rows[Int(instruction.opcode.rawValue)]
            if starts != nil { starts?.append(UInt32(truncatingIfNeeded: count)) }
            if row.prefix == 0 {
                byte(UInt8(truncatingIfNeeded: row.code))
            } else {
                byte(row.prefix)
                unsigned(row.code)
            }
            switch row.immediates {
            case .none: break
            case .localIndex, .label, .functionIndex, .globalIndex, .typeIndex, .tableIndex, .memoryIndex, .tagIndex,
                .elementIndex, .dataIndex:
                unsigned(instruction.index)
            case .i32: signed(Int64(Int32(truncatingIfNeeded: instruction.bits)))
            case .i64: signed(Int64(bitPattern: instruction.bits))
            case .memarg, .memargLane: memoryArgument(instruction, hasLane: row.immediates == .memargLane)
            case .blockType: blockType(instruction.blockType)
            case .f32: word32(UInt32(truncatingIfNeeded: instruction.bits))
            case .f64: word64(instruction.bits)
            case .lane: byte(UInt8(truncatingIfNeeded: instruction.small))
            case .zeroByte: byte(0)
            case .v128, .shuffle:
                let vector = expression.vector(of: instruction)
                word64(vector.low)
                word64(vector.high)
            case .labelTable:
                let labels = expression.labels(of: instruction)
                count(labels.count - 1)
                for label in labels { unsigned(label) }
            case .tryTable:
                blockType(instruction.blockType)
                list(expression.catchClauses(of: instruction)) { writer, clause in
                    writer.byte(clause.kind.rawValue)
                    if clause.kind.hasTag { writer.unsigned(clause.tagIndex) }
                    writer.unsigned(clause.label)
                }
            case .typeAndTable, .dataAndMemory, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField,
                .typeAndCount, .typeAndType, .typeAndData, .typeAndElement:
                unsigned(instruction.index)
                unsigned(instruction.secondIndex)
            case .valueTypes: list(expression.valueTypes(of: instruction)) { $0.valueType($1) }
            case .heapType: heapType(instruction.heapType)
            case .castBranch:
                byte(UInt8(truncatingIfNeeded: instruction.small & 3))
                unsigned(instruction.index)
                let (from, to) = instruction.castTypes
                heapType(from.heapType)
                heapType(to.heapType)
            }
        }
    }

    /// Alignment and offset (§5.4.6), with a memory index only where it is not zero.
    @inline(__always)
    private mutating func memoryArgument(_ instruction: Instruction, hasLane: Bool) {
        if instruction.index == 0 {
            byte(instruction.alignment & 0x3F)
        } else {
            byte(instruction.alignment & 0x3F | 0x40)
            unsigned(instruction.index)
        }
        unsigned(instruction.bits)
        if hasLane { byte(instruction.lane) }
    }
}
