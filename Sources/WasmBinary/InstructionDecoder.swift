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
    private var pool: [UInt64] = []
    private var positions: [UInt32] = []
    private var isComplete = false

    init(recordsPositions: Bool) { self.recordsPositions = recordsPositions }

    /// What an open block is, as far as the grammar asks.
    private enum Block: UInt8 {
        case plain, ifThen, tryBody, tryCatch, tryCatchAll
    }

    /// Reads up to the `end` that closes the expression.
    mutating func expression(_ reader: inout ByteReader) throws(BinaryError) -> Expression {
        let source = reader.bytes
        let bytes = source.span.extracting(0..<reader.end)
        // Positions are noted where instructions are read that have no short form, and so all are read there.
        let rowArray = recordsPositions ? DecodingTable.longRows : DecodingTable.rows
        let rows = rowArray.span
        var position = reader.position

        var room = self.room
        self.room = []
        defer { self.room = room }
        blocks.removeAll(keepingCapacity: true)
        pool = []
        isComplete = false
        positions = []
        var count = 0

        while !isComplete {
            if count == room.count {
                room.append(contentsOf: repeatElement(Instruction(.nop), count: max(64, count)))
            }
            var instructions = room.mutableSpan
            while count < instructions.count {
                if let instruction = Self.shortForm(bytes, rows, at: &position) {
                    instructions[count] = instruction
                    count &+= 1
                    continue
                }
                // A copy, so that the position itself need not be in memory.
                var end = position
                instructions[count] = try instruction(&reader, bytes, rows, at: &end)
                position = end
                count &+= 1
                if isComplete { break }
            }
        }
        reader.position = position
        return Expression(Array(room[0..<count]), pool: pool, positions: positions)
    }

    /// The instruction at a position, if it has the short form and two bytes more stand there. Leaves the position where
    /// it is if not.
    @inline(__always)
    private static func shortForm(
        _ bytes: Span<UInt8>, _ rows: Span<DecodingRow>, at position: inout Int
    ) -> Instruction? {
        guard position &+ 2 < bytes.count else { return nil }
        let row = rows[Int(bytes[position])]
        guard row.length > 0 else { return nil }
        let first = bytes[position &+ 1]
        let second = bytes[position &+ 2]
        guard (UInt16(first) | UInt16(second) << 8) & row.rejected == 0 else { return nil }
        position &+= Int(row.length)
        let signed = UInt64(bitPattern: Int64(Int8(bitPattern: first << 1) >> 1))
        return Instruction(
            row.opcode, small: UInt16(first & row.smallMask), index: UInt32(first & row.indexMask),
            bits: signed & row.constantMask | UInt64(second) & row.offsetMask)
    }

    /// Any instruction, from its opcode on. The immediates that are most often met are read here, where the bytes are
    /// at hand; the rest by way of the reader.
    @inline(never)
    private mutating func instruction(
        _ reader: inout ByteReader, _ bytes: Span<UInt8>, _ rows: Span<DecodingRow>, at position: inout Int
    ) throws(BinaryError) -> Instruction {
        let start = position
        let features = reader.features.rawValue
        let byte = try bytes.byte(at: &position, end: bytes.count)
        if recordsPositions { positions.append(UInt32(truncatingIfNeeded: start)) }
        var row = rows[Int(byte)]
        if byte >= 0xFB && byte <= 0xFE {
            let code = try bytes.u32(at: &position, end: bytes.count)
            guard code < UInt32(DecodingTable.codesPerPrefix) else {
                throw .illegalOpcode(start, prefix: byte, code: code)
            }
            row = rows[256 + Int(byte - 0xFB) * DecodingTable.codesPerPrefix + Int(code)]
            guard row.features & features != 0 else { throw .illegalOpcode(start, prefix: byte, code: code) }
        } else if row.features & features == 0 {
            throw .illegalOpcode(start, byte: byte)
        }
        var instruction = Instruction(row.opcode)
        switch row.immediates {
        case .none: break
        case .localIndex, .label, .functionIndex, .globalIndex, .typeIndex, .tableIndex, .tagIndex, .elementIndex:
            instruction.index = try bytes.u32(at: &position, end: bytes.count)
        case .i32:
            instruction.bits = UInt64(UInt32(bitPattern: try bytes.s32(at: &position, end: bytes.count)))
        case .i64:
            instruction.bits = UInt64(bitPattern: try bytes.s64(at: &position, end: bytes.count))
        case .f32:
            instruction.bits = UInt64(try bytes.word32(at: &position, end: bytes.count))
        case .f64:
            instruction.bits = try bytes.word64(at: &position, end: bytes.count)
        case .blockType where position < bytes.count && bytes[position] == 0x40:
            position &+= 1
        case .memarg where position < bytes.count && bytes[position] < 0x20:
            // The alignment alone: the access is to the first memory, with whatever features.
            instruction.small = UInt16(bytes[position])
            position &+= 1
            instruction.bits =
                reader.features.contains(.memory64)
                ? try bytes.u64(at: &position, end: bytes.count) : UInt64(try bytes.u32(at: &position, end: bytes.count))
        case .v128, .memarg, .memargLane, .lane, .shuffle, .blockType, .labelTable, .tryTable, .memoryIndex, .dataIndex,
            .typeAndTable, .dataAndMemory, .memoryAndMemory, .elementAndTable, .tableAndTable, .typeAndField,
            .typeAndCount, .typeAndType, .typeAndData, .typeAndElement, .valueTypes, .heapType, .castBranch, .zeroByte:
            reader.position = position
            try immediates(row.immediates, of: &instruction, at: start, &reader)
            position = reader.position
        }
        if row.affectsBlocks { try noteStructure(row.opcode, at: start) }
        return instruction
    }

    /// Keeps account of the blocks that an instruction begins, divides or ends.
    private mutating func noteStructure(_ opcode: Opcode, at start: Int) throws(BinaryError) {
        if opcode == .end {
            isComplete = blocks.popLast() == nil
        } else if opcode == .block || opcode == .loop || opcode == .tryTable {
            blocks.append(.plain)
        } else if opcode == .if {
            blocks.append(.ifThen)
        } else if opcode == .else {
            guard blocks.last == .ifThen else { throw .misplaced(start, "else") }
            blocks[blocks.count - 1] = .plain
        } else if opcode == .try {
            blocks.append(.tryBody)
        } else if opcode == .catch || opcode == .catchAll {
            guard blocks.last == .tryBody || blocks.last == .tryCatch else { throw .misplaced(start, "catch") }
            blocks[blocks.count - 1] = opcode == .catch ? .tryCatch : .tryCatchAll
        } else if opcode == .delegate {
            // Ends a `try` that has no handler.
            guard blocks.popLast() == .tryBody else { throw .misplaced(start, "delegate") }
        }
    }

    private mutating func immediates(
        _ immediates: Opcode.Immediates, of instruction: inout Instruction, at start: Int, _ reader: inout ByteReader
    ) throws(BinaryError) {
        switch immediates {
        // Read already.
        case .none, .localIndex, .label, .functionIndex, .globalIndex, .typeIndex, .tableIndex, .tagIndex, .elementIndex,
            .i32, .i64, .f32, .f64:
            break
        case .memarg:
            try memoryArgument(of: &instruction, &reader)
        case .memargLane:
            try memoryArgument(of: &instruction, &reader)
            instruction.small |= UInt16(try reader.byte()) << 8
        case .lane:
            instruction.small = UInt16(try reader.byte())
        case .zeroByte:
            try reader.zeroByte()
        case .blockType:
            instruction.bits = try reader.blockType().rawValue
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
        }
    }

    /// Flags, an index if they say so, and an offset (§5.4.6). Before there could be more than one memory, the flags
    /// were the alignment.
    private func memoryArgument(
        of instruction: inout Instruction, _ reader: inout ByteReader
    ) throws(BinaryError) {
        let start = reader.position
        let flags = try reader.u32()
        guard flags < (reader.features.contains(.multiMemory) ? 0x80 : 0x20) else { throw .malformedMemoryFlags(start) }
        if flags & 0x40 != 0 { instruction.index = try reader.u32() }
        instruction.small = UInt16(flags & 0x3F)
        instruction.bits = reader.features.contains(.memory64) ? try reader.u64() : UInt64(try reader.u32())
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
