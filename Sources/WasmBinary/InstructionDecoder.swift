import WasmModel

/// Expressions (§5.4): bytes to a flat sequence of instructions. Blocks are counted, not entered, so nesting costs one
/// byte a level and no stack.
///
/// One decoder serves all expressions of a module; it keeps the room in which they are put together.
struct InstructionDecoder {
    /// Whether ``Expression/positions`` are wanted.
    var recordsPositions: Bool
    /// Where the first instruction stood that names a data segment.
    private(set) var firstDataUse: Int?

    private var room: [Instruction] = []
    private var blocks: [Block] = []

    init(recordsPositions: Bool) { self.recordsPositions = recordsPositions }

    /// What an open block is, as far as the grammar asks.
    private enum Block: UInt8 {
        case plain, ifThen, tryBody, tryCatch, tryCatchAll
    }

    /// Reads up to the `end` that closes the expression.
    mutating func expression(_ reader: inout ByteReader) throws(BinaryError) -> Expression {
        let source = reader.bytes
        let bytes = source.span
        let rowArray = DecodingTable.rows
        let rows = rowArray.span
        let end = reader.end
        let features = reader.features.rawValue
        let hasMultiMemory = reader.features.contains(.multiMemory)
        let memoryFlagsEnd: UInt32 = hasMultiMemory ? 0x80 : 0x20
        let hasWideOffsets = reader.features.contains(.memory64)
        var position = reader.position

        var room = self.room
        self.room = []
        defer { self.room = room }
        var blocks = self.blocks
        self.blocks = []
        blocks.removeAll(keepingCapacity: true)
        defer { self.blocks = blocks }
        var pool: [UInt64] = []
        var positions: [UInt32] = []
        var count = 0

        grow: while true {
            if count == room.count {
                room.append(contentsOf: repeatElement(Instruction(.nop), count: max(64, count)))
            }
            var instructions = room.mutableSpan
            let limit = instructions.count
            while count < limit {
                let start = position
                let byte = try bytes.byte(at: &position, end: end)
                var row = rows[Int(byte)]
                if byte >= 0xFB && byte <= 0xFE {
                    let code = try bytes.u32(at: &position, end: end)
                    guard code < 512 else { throw .illegalOpcode(start, prefix: byte, code: code) }
                    row = rows[256 &+ Int(byte &- 0xFB) &* 512 &+ Int(code)]
                    guard row.features & features != 0 else {
                        throw .illegalOpcode(start, prefix: byte, code: code)
                    }
                } else if row.features & features == 0 {
                    throw .illegalOpcode(start, byte: byte)
                }
                var instruction = Instruction(row.opcode)
                switch row.immediates {
                case .none:
                    if try Self.endsExpression(row.opcode, at: start, blocks: &blocks) {
                        instructions[count] = instruction
                        count &+= 1
                        if recordsPositions { positions.append(UInt32(truncatingIfNeeded: start)) }
                        break grow
                    }
                case .localIndex, .label, .functionIndex, .globalIndex, .typeIndex, .elementIndex:
                    instruction.index = try bytes.u32(at: &position, end: end)
                    if row.opcode == .delegate { try Self.delegate(at: start, blocks: &blocks) }
                case .i32:
                    let value = try bytes.s32(at: &position, end: end)
                    instruction.bits = UInt64(UInt32(bitPattern: value))
                case .i64:
                    instruction.bits = UInt64(bitPattern: try bytes.s64(at: &position, end: end))
                case .memarg, .memargLane:
                    let flagsAt = position
                    let flags = try bytes.u32(at: &position, end: end)
                    guard flags < memoryFlagsEnd else { throw .malformedMemoryFlags(flagsAt) }
                    if flags & 0x40 != 0 { instruction.index = try bytes.u32(at: &position, end: end) }
                    instruction.small = UInt16(flags & 0x3F)
                    instruction.bits =
                        hasWideOffsets
                        ? try bytes.u64(at: &position, end: end) : UInt64(try bytes.u32(at: &position, end: end))
                    if row.immediates == .memargLane {
                        instruction.small |= UInt16(try bytes.byte(at: &position, end: end)) << 8
                    }
                case .f32:
                    instruction.bits = UInt64(try bytes.word32(at: &position, end: end))
                case .f64:
                    instruction.bits = try bytes.word64(at: &position, end: end)
                case .blockType:
                    if position < end, bytes[position] == 0x40 {
                        position &+= 1
                    } else {
                        reader.position = position
                        instruction.bits = try reader.blockType().rawValue
                        position = reader.position
                    }
                    blocks.append(row.opcode == .if ? .ifThen : row.opcode == .try ? .tryBody : .plain)
                case .lane:
                    instruction.small = UInt16(try bytes.byte(at: &position, end: end))
                case .zeroByte:
                    guard try bytes.byte(at: &position, end: end) == 0 else { throw .zeroByteExpected(position &- 1) }
                case .tagIndex:
                    instruction.index = try bytes.u32(at: &position, end: end)
                    if row.opcode == .catch { try Self.catchClause(.tryCatch, at: start, blocks: &blocks) }
                case .v128, .shuffle, .labelTable, .tryTable, .tableIndex, .memoryIndex, .dataIndex, .typeAndTable,
                    .dataAndMemory, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField, .typeAndCount,
                    .typeAndType, .typeAndData, .typeAndElement, .valueTypes, .heapType, .castBranch:
                    reader.position = position
                    try uncommon(row.immediates, of: &instruction, at: start, &reader, &pool)
                    position = reader.position
                    if row.immediates == .tryTable { blocks.append(.plain) }
                }
                instructions[count] = instruction
                count &+= 1
                if recordsPositions { positions.append(UInt32(truncatingIfNeeded: start)) }
            }
        }
        reader.position = position
        return Expression(Array(room[0..<count]), pool: pool, positions: positions)
    }

    /// Keeps account of the blocks that an instruction without immediates begins or ends.
    @inline(__always)
    private static func endsExpression(
        _ opcode: Opcode, at start: Int, blocks: inout [Block]
    ) throws(BinaryError) -> Bool {
        if opcode == .end { return blocks.popLast() == nil }
        if opcode == .else {
            guard blocks.last == .ifThen else { throw .misplaced(start, "else") }
            blocks[blocks.count - 1] = .plain
        } else if opcode == .catchAll {
            try catchClause(.tryCatchAll, at: start, blocks: &blocks)
        }
        return false
    }

    private static func catchClause(_ block: Block, at start: Int, blocks: inout [Block]) throws(BinaryError) {
        guard blocks.last == .tryBody || blocks.last == .tryCatch else { throw .misplaced(start, "catch") }
        blocks[blocks.count - 1] = block
    }

    /// `delegate` ends a `try` that has no handler.
    private static func delegate(at start: Int, blocks: inout [Block]) throws(BinaryError) {
        guard blocks.popLast() == .tryBody else { throw .misplaced(start, "delegate") }
    }

    /// Immediates that are rare, or that need the pool.
    @inline(never)
    private mutating func uncommon(
        _ immediates: Opcode.Immediates, of instruction: inout Instruction, at start: Int,
        _ reader: inout ByteReader, _ pool: inout [UInt64]
    ) throws(BinaryError) {
        switch immediates {
        case .v128, .shuffle:
            instruction.index = UInt32(truncatingIfNeeded: pool.count)
            pool.append(try reader.word64())
            pool.append(try reader.word64())
        case .labelTable:
            let count = try reader.count()
            instruction.index = UInt32(truncatingIfNeeded: count)
            instruction.bits = UInt64(pool.count)
            for _ in 0...count { pool.append(UInt64(try reader.u32())) }
        case .tryTable:
            instruction.bits = try reader.blockType().rawValue
            let count = try reader.count()
            instruction.index = UInt32(truncatingIfNeeded: pool.count)
            pool.append(UInt64(count))
            for _ in 0..<count {
                let clauseAt = reader.position
                guard let kind = CatchClause.Kind(rawValue: try reader.byte()) else {
                    throw .malformedCatchClause(clauseAt)
                }
                pool.append(UInt64(kind.rawValue) << 32 | (kind.hasTag ? UInt64(try reader.u32()) : 0))
                pool.append(UInt64(try reader.u32()))
            }
        case .tableIndex:
            instruction.index = try reader.u32()
        case .memoryIndex:
            instruction.index = try memoryIndex(&reader)
        case .dataIndex:
            noteDataUse(start)
            instruction.index = try reader.u32()
        case .typeAndTable:
            instruction.index = try reader.u32()
            instruction.bits = UInt64(try tableIndex(&reader))
        case .dataAndMemory:
            noteDataUse(start)
            instruction.index = try reader.u32()
            instruction.bits = UInt64(try memoryIndex(&reader))
        case .memoryAndMemory:
            instruction.index = try memoryIndex(&reader)
            instruction.bits = UInt64(try memoryIndex(&reader))
        case .elementAndTable:
            instruction.index = try reader.u32()
            instruction.bits = UInt64(try tableIndex(&reader))
        case .tableAndTable:
            instruction.index = try tableIndex(&reader)
            instruction.bits = UInt64(try tableIndex(&reader))
        case .typeAndField, .typeAndCount, .typeAndType, .typeAndElement:
            instruction.index = try reader.u32()
            instruction.bits = UInt64(try reader.u32())
        case .typeAndData:
            noteDataUse(start)
            instruction.index = try reader.u32()
            instruction.bits = UInt64(try reader.u32())
        case .valueTypes:
            let count = try reader.count()
            instruction.index = UInt32(truncatingIfNeeded: count)
            instruction.bits = UInt64(pool.count)
            for _ in 0..<count { pool.append(UInt64(try reader.valueType().rawValue)) }
        case .heapType:
            instruction.bits = UInt64(try reader.heapType().rawValue)
        case .castBranch:
            let flagsAt = reader.position
            let flags = try reader.byte()
            guard flags < 4 else { throw .malformedCastFlags(flagsAt) }
            instruction.small = UInt16(flags)
            instruction.index = try reader.u32()
            let from = try reader.heapType()
            let to = try reader.heapType()
            instruction.bits = UInt64(from.rawValue) | UInt64(to.rawValue) << 32
        case .none, .i32, .i64, .f32, .f64, .memarg, .memargLane, .lane, .blockType, .label, .functionIndex,
            .typeIndex, .localIndex, .globalIndex, .tagIndex, .elementIndex, .zeroByte:
            // The loop has read these.
            return
        }
    }

    private mutating func noteDataUse(_ start: Int) {
        if firstDataUse == nil { firstDataUse = start }
    }

    /// Forgets the data uses seen so far: they count in function bodies only.
    mutating func beginFunctions() { firstDataUse = nil }

    /// Before there could be more than one memory, a zero byte stood in place of its index.
    private func memoryIndex(_ reader: inout ByteReader) throws(BinaryError) -> UInt32 {
        if reader.features.contains(.multiMemory) { return try reader.u32() }
        try reader.zeroByte()
        return 0
    }

    /// Before there could be more than one table, a zero byte stood in place of its index.
    private func tableIndex(_ reader: inout ByteReader) throws(BinaryError) -> UInt32 {
        if reader.features.contains(.referenceTypes) { return try reader.u32() }
        try reader.zeroByte()
        return 0
    }
}
