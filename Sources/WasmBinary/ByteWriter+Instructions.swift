import WasmModel

/// What the encoder needs of the instruction table, eight bytes to a row.
struct EncodingRow: Sendable {
    var prefix: UInt8
    var immediates: Opcode.Immediates
    var code: UInt32

    static let rows: [EncodingRow] = OpcodeTable.shared.definitions.map {
        EncodingRow(prefix: $0.prefix, immediates: $0.immediates, code: $0.code)
    }
}

/// Expressions (§5.4). An ``Instruction`` whose entries in the pool are missing is a mistake of whoever built it.
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
        let pool = expression.pool.span
        let isRecording = starts != nil
        var index = 0
        while index < instructions.count {
            let base = count
            let first = index
            let end = min(instructions.count, first + 256)
            // Runs of instructions whose length has a bound; the others are written one at a time.
            room(for: (end - first) * Self.longestPlainInstruction) { output in
                // A variable of the closure's own stays in a register.
                var number = first
                defer { index = number }
                while number < end {
                    let instruction = instructions[number]
                    let row = rows[Int(instruction.opcode.rawValue)]
                    if isRecording { starts?.append(UInt32(truncatingIfNeeded: base + output.count)) }
                    if row.prefix == 0 {
                        output.append(UInt8(truncatingIfNeeded: row.code))
                    } else {
                        output.append(row.prefix)
                        output.unsigned(row.code)
                    }
                    guard output.immediates(row.immediates, of: instruction, pool) else { break }
                    number += 1
                }
            }
            if index < end {
                let instruction = instructions[index]
                pooledImmediates(rows[Int(instruction.opcode.rawValue)].immediates, of: instruction, in: expression)
                index += 1
            }
        }
    }

    /// Opcode with prefix, and either flags, memory index, offset and lane, or three numbers; a vector is shorter.
    private static var longestPlainInstruction: Int { 6 + 2 + 3 * OutputSpan<UInt8>.longestNumber }

    private mutating func pooledImmediates(
        _ immediates: Opcode.Immediates, of instruction: Instruction, in expression: Expression
    ) {
        switch immediates {
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
        case .valueTypes:
            list(expression.valueTypes(of: instruction)) { $0.valueType($1) }
        case .blockType:
            blockType(instruction.blockType)
        case .heapType:
            heapType(instruction.heapType)
        case .castBranch:
            byte(UInt8(truncatingIfNeeded: instruction.small & 3))
            unsigned(instruction.index)
            let (from, to) = instruction.castTypes
            heapType(from.heapType)
            heapType(to.heapType)
        case .none, .localIndex, .label, .functionIndex, .globalIndex, .typeIndex, .tableIndex, .memoryIndex,
            .tagIndex, .elementIndex, .dataIndex, .i32, .i64, .f32, .f64, .v128, .shuffle, .memarg, .memargLane, .lane, .zeroByte,
            .typeAndTable, .dataAndMemory, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField,
            .typeAndCount, .typeAndType, .typeAndData, .typeAndElement:
            // `OutputSpan.immediates(_:of:_:)` has written these.
            break
        }
    }
}

extension OutputSpan<UInt8> {
    /// Writes the immediates that stand in the instruction itself, or are a vector in the pool. False for those that name a
    /// type or are a list.
    @inline(__always)
    fileprivate mutating func immediates(_ immediates: Opcode.Immediates, of instruction: Instruction, _ pool: Span<UInt64>) -> Bool {
        switch immediates {
        case .none: break
        case .localIndex, .label, .functionIndex, .globalIndex, .typeIndex, .tableIndex, .memoryIndex, .tagIndex,
            .elementIndex, .dataIndex:
            unsigned(instruction.index)
        case .i32: signed(Int64(Int32(truncatingIfNeeded: instruction.bits)))
        case .i64: signed(Int64(bitPattern: instruction.bits))
        case .memarg: memoryArgument(instruction)
        case .memargLane:
            memoryArgument(instruction)
            append(instruction.lane)
        case .f32: word32(UInt32(truncatingIfNeeded: instruction.bits))
        case .f64: word64(instruction.bits)
        case .v128, .shuffle:
            word64(pool[Int(instruction.index)])
            word64(pool[Int(instruction.index) + 1])
        case .lane: append(UInt8(truncatingIfNeeded: instruction.small))
        case .zeroByte: append(0)
        case .typeAndTable, .dataAndMemory, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField,
            .typeAndCount, .typeAndType, .typeAndData, .typeAndElement:
            unsigned(instruction.index)
            unsigned(instruction.secondIndex)
        case .blockType:
            guard instruction.bits == BlockType.empty.rawValue else { return false }
            append(0x40)
        case .labelTable, .tryTable, .valueTypes, .heapType, .castBranch: return false
        }
        return true
    }

    /// Alignment and offset (§5.4.6), with a memory index only where it is not zero.
    @inline(__always)
    private mutating func memoryArgument(_ instruction: Instruction) {
        if instruction.index == 0 {
            append(instruction.alignment & 0x3F)
        } else {
            append(instruction.alignment & 0x3F | 0x40)
            unsigned(instruction.index)
        }
        unsigned(instruction.bits)
    }
}
