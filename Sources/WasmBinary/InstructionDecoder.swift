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
    private var blocks = BlockStack()
    private var pool: [UInt64] = []
    private var positions: [UInt32] = []
    private var isComplete = false

    init(recordsPositions: Bool) { self.recordsPositions = recordsPositions }

    /// Reads a constant expression. Most are one number or one index, which is read without making ready for more.
    mutating func constant(_ reader: inout ByteReader) throws(BinaryError) -> Expression {
        let start = reader.position
        if !recordsPositions, let instruction = Self.plainConstant(&reader), reader.peek() == DecodingTable.end {
            reader.position += 1
            return Expression([instruction, Instruction(.end)])
        }
        reader.position = start
        return try expression(&reader)
    }

    /// One instruction that gives a constant; `nil` if it is another one, or malformed. The reader is then anywhere.
    private static func plainConstant(_ reader: inout ByteReader) -> Instruction? {
        guard let byte = reader.peek() else { return nil }
        reader.position += 1
        do {
            switch byte {
            case 0x41: return .i32Const(try reader.s32())
            case 0x42: return .i64Const(try reader.s64())
            case 0x23: return Instruction(.globalGet, index: try reader.u32())
            case 0xD2 where reader.features.contains(.referenceTypes):
                return Instruction(.refFunc, index: try reader.u32())
            default: return nil
            }
        } catch {
            return nil
        }
    }

    /// Reads up to the `end` that closes the expression.
    mutating func expression(_ reader: inout ByteReader) throws(BinaryError) -> Expression {
        let source = reader.bytes
        let end = reader.end
        let features = reader.features.rawValue
        // Positions are noted where instructions are read that have neither form, and so all are read there.
        let rowArray = recordsPositions ? DecodingTable.longRows : DecodingTable.rows
        let shortRowArray = recordsPositions ? DecodingTable.noShortRows : DecodingTable.shortRows

        blocks.removeAll()
        if !pool.isEmpty { pool.removeAll(keepingCapacity: true) }
        if !positions.isEmpty { positions = [] }
        isComplete = false
        // Put together where the last expression was, which the processor has at hand.
        var instructions = room
        room = []
        defer { room = instructions }
        if !instructions.isEmpty { instructions.removeAll(keepingCapacity: true) }
        while !isComplete {
            try instructions.append(addingCapacity: max(256, instructions.count)) { output throws(BinaryError) in
                let bytes = source.span, rows = rowArray.span, shortRows = shortRowArray.span
                let section = bytes.extracting(0..<end)
                var position = reader.position
                while !output.isFull {
                    if let instruction = Self.shortForm(section, shortRows, at: &position) {
                        output.append(instruction)
                        continue
                    }
                    if let instruction = Self.wideForm(bytes, rows, at: &position, end: end, features) {
                        output.append(instruction)
                        continue
                    }
                    if position < end, section[position] == DecodingTable.end, !recordsPositions {
                        output.append(Instruction(.end))
                        position &+= 1
                        if !blocks.isEmpty {
                            blocks.pop()
                            continue
                        }
                        isComplete = true
                        break
                    }
                    // A copy, so that the position itself need not be in memory.
                    var next = position
                    output.append(try instruction(&reader, bytes, rows, at: &next))
                    position = next
                    if isComplete { break }
                }
                reader.position = position
            }
        }
        return Expression(Self.copy(of: instructions), pool: Self.copy(of: pool), positions: positions)
    }

    /// The same items in an array of their own that has no room for more.
    @inline(__always) private static func copy<Item: BitwiseCopyable>(of items: [Item]) -> [Item] {
        if items.isEmpty { return [] }
        var copy: [Item] = []
        copy.reserveCapacity(items.count)
        copy.append(contentsOf: items)
        return copy
    }

    /// The instruction at a position, if it has the short form and two bytes more stand there. Leaves the position where
    /// it is if not.
    @inline(__always)
    private static func shortForm(
        _ bytes: Span<UInt8>, _ rows: Span<ShortRow>, at position: inout Int
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

    /// The instruction at a position, if it has the wide form, ends before `end`, and sixteen bytes more stand in the
    /// module. Leaves the position where it is if not.
    @inline(__always)
    private static func wideForm(
        _ bytes: Span<UInt8>, _ rows: Span<DecodingRow>, at position: inout Int, end: Int, _ features: UInt32
    ) -> Instruction? {
        guard position &+ 16 <= bytes.count else { return nil }
        let byte = bytes[position]
        var at = position &+ 1
        var code = Int(byte)
        if byte >= DecodingTable.firstPrefix {
            // A code of one byte or two.
            let low = Int(bytes[at]), high = Int(bytes[at &+ 1])
            let isLong = low &>> 7
            code = low & 0x7F | (high &<< 7) & (0 &- isLong)
            guard byte <= DecodingTable.lastPrefix, code < DecodingTable.codesPerPrefix else { return nil }
            at &+= 1 &+ isLong
            code = DecodingTable.index(prefix: byte, code: code)
        }
        let row = rows[code]
        guard row.wideFeatures & features != 0 else { return nil }
        let word = bytes.eightBytes(at: at)

        // The number: seven bits of each byte up to the first whose highest bit is clear.
        var number = word &>> UInt64(row.numberShift)
        let ends = ~number & 0x8080_8080_8080_8080
        let length = UInt8(truncatingIfNeeded: ends.trailingZeroBitCount &>> 3 &+ 1) & row.numberMask
        number = number & 0x007F_007F_007F_007F | (number & 0x7F00_7F00_7F00_7F00) &>> 1
        number = number & 0x0000_3FFF_0000_3FFF | (number & 0x3FFF_0000_3FFF_0000) &>> 2
        number = number & 0x0000_0000_0FFF_FFFF | (number & 0x0FFF_FFFF_0000_0000) &>> 4
        let unused = 64 &- 7 &* UInt64(length)
        number = number &<< unused
        let signed = UInt64(bitPattern: Int64(bitPattern: number) &>> Int64(bitPattern: unused))
        let unsigned = number &>> unused
        number = unsigned ^ (unsigned ^ signed) & row.signedMask

        let next = at &+ Int(row.fixedLength) &+ Int(length)
        let wrong = (number &+ row.bias) & row.overflow | word & UInt64(row.rejected)
        guard wrong == 0, length <= row.numberLength, next <= end else { return nil }
        position = next
        return Instruction(
            row.opcode, small: UInt16(truncatingIfNeeded: word) & row.smallMask,
            index: UInt32(truncatingIfNeeded: number) & row.indexMask,
            bits: number & row.numberBits | word & row.fixedBits)
    }

    /// Any instruction, from its opcode on. The immediates that are most often met are read here, where the bytes are
    /// at hand; the rest by way of the reader.
    @inline(never)
    private mutating func instruction(
        _ reader: inout ByteReader, _ bytes: Span<UInt8>, _ rows: Span<DecodingRow>, at position: inout Int
    ) throws(BinaryError) -> Instruction {
        let start = position
        let end = reader.end
        let features = reader.features.rawValue
        let byte = try bytes.byte(at: &position, end: end)
        if recordsPositions { positions.append(UInt32(truncatingIfNeeded: start)) }
        var row = rows[Int(byte)]
        if byte >= DecodingTable.firstPrefix && byte <= DecodingTable.lastPrefix {
            let code = try bytes.u32(at: &position, end: end)
            guard code < UInt32(DecodingTable.codesPerPrefix) else {
                throw .illegalOpcode(start, prefix: byte, code: code)
            }
            row = rows[DecodingTable.index(prefix: byte, code: Int(code))]
            guard row.features & features != 0 else { throw .illegalOpcode(start, prefix: byte, code: code) }
        } else if row.features & features == 0 {
            throw .illegalOpcode(start, byte: byte)
        }
        var instruction = Instruction(row.opcode)
        switch row.immediates {
        case .none: break
        case .blockType where position < end && bytes[position] == 0x40:
            position &+= 1
        case .v128, .shuffle:
            instruction.index = UInt32(truncatingIfNeeded: pool.count)
            pool.append(try bytes.word64(at: &position, end: end))
            pool.append(try bytes.word64(at: &position, end: end))
        case .localIndex, .label, .functionIndex, .globalIndex, .typeIndex, .tableIndex, .tagIndex, .elementIndex:
            instruction.index = try bytes.u32(at: &position, end: end)
        case .i32:
            instruction.bits = UInt64(UInt32(bitPattern: try bytes.s32(at: &position, end: end)))
        case .i64:
            instruction.bits = UInt64(bitPattern: try bytes.s64(at: &position, end: end))
        case .f32:
            instruction.bits = UInt64(try bytes.word32(at: &position, end: end))
        case .f64:
            instruction.bits = try bytes.word64(at: &position, end: end)
        case .memarg, .memargLane, .lane, .blockType, .labelTable, .tryTable, .memoryIndex, .dataIndex,
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
        switch opcode {
        case .end:
            if blocks.isEmpty { isComplete = true } else { blocks.pop() }
        case .if: blocks.push(.ifThen)
        case .try: blocks.push(.tryBody)
        case .else:
            guard blocks.top == .ifThen else { throw .misplaced(start, "else") }
            blocks.replaceTop(by: .plain)
        case .catch, .catchAll:
            guard blocks.top == .tryBody || blocks.top == .tryCatch else { throw .misplaced(start, "catch") }
            blocks.replaceTop(by: opcode == .catch ? .tryCatch : .tryCatchAll)
        case .delegate:
            // Ends a `try` that has no handler.
            guard blocks.top == .tryBody else { throw .misplaced(start, "delegate") }
            blocks.pop()
        default: blocks.push(.plain)  // Not a judge: `block`, `loop` and `try_table` are left.
        }
    }

    private mutating func immediates(
        _ immediates: Opcode.Immediates, of instruction: inout Instruction, at start: Int, _ reader: inout ByteReader
    ) throws(BinaryError) {
        switch immediates {
        // Read already.
        case .none, .localIndex, .label, .functionIndex, .globalIndex, .typeIndex, .tableIndex, .tagIndex, .elementIndex,
            .i32, .i64, .f32, .f64, .v128, .shuffle:
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
