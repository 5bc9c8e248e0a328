import WasmModel

// What stands between a mnemonic and the next instruction (WebAssembly 3.0, §6.5).
extension TextParser {
    /// The instruction whose mnemonic is the current token, with its immediates. Of `call_indirect` the type use is
    /// left in `use`, to be resolved when its turn comes.
    @inline(__always) mutating func parsePlain(_ opcode: Opcode, _ shape: KeywordTable.Shape, _ use: inout TypeUse?)
        throws(TextError) -> Instruction
    {
        try advance()
        switch shape.immediates {
        case .none, .zeroByte:
            if opcode == .select { return try parseSelect() }
            return Instruction(opcode)
        case .localIndex: return Instruction(opcode, index: try parseLocalIndex())
        case .i32: return Instruction(opcode, bits: try parseInteger(width: 32, "i32"))
        case .i64: return Instruction(opcode, bits: try parseInteger(width: 64, "i64"))
        case .f32: return Instruction(opcode, bits: try parseFloat(.f32, "f32"))
        case .f64: return Instruction(opcode, bits: try parseFloat(.f64, "f64"))
        case .memarg: return try parseMemoryArgument(opcode, shape)
        default: return try parseUncommon(opcode, shape, &use)
        }
    }

    @inline(never) private mutating func parseUncommon(
        _ opcode: Opcode, _ shape: KeywordTable.Shape, _ use: inout TypeUse?
    ) throws(TextError) -> Instruction {
        switch shape.immediates {
        case .none, .zeroByte, .localIndex, .i32, .i64, .f32, .f64, .memarg, .blockType, .tryTable:
            return Instruction(opcode)
        case .v128: return try parseVector(opcode)
        case .memargLane: return try parseMemoryArgumentAndLane(opcode, shape)
        case .lane: return Instruction(opcode, small: UInt16(try parseLane()))
        case .shuffle: return try parseShuffle(opcode)
        case .label: return Instruction(opcode, index: try parseLabelIndex())
        case .labelTable: return try parseBranchTable()
        case .functionIndex: return Instruction(opcode, index: try parseIndex(.function))
        case .typeIndex: return Instruction(opcode, index: try parseIndex(.type))
        case .globalIndex: return Instruction(opcode, index: try parseIndex(.global))
        case .tableIndex: return Instruction(opcode, index: isAtIndex ? try parseIndex(.table) : 0)
        case .memoryIndex: return Instruction(opcode, index: isAtIndex ? try parseIndex(.memory) : 0)
        case .tagIndex: return Instruction(opcode, index: try parseIndex(.tag))
        case .elementIndex: return Instruction(opcode, index: try parseIndex(.element))
        case .dataIndex:
            state.usesDataIndex = true
            return Instruction(opcode, index: try parseIndex(.data))
        case .typeAndTable:
            let table = isAtIndex ? try parseIndex(.table) : 0
            use = try parseTypeUse()
            return Instruction(opcode, bits: UInt64(table))
        case .dataAndMemory:
            state.usesDataIndex = true
            let (memory, data) = try parseSpaceAndSegment(.memory, .data)
            return Instruction(opcode, index: data, bits: UInt64(memory))
        case .elementAndTable:
            let (table, element) = try parseSpaceAndSegment(.table, .element)
            return Instruction(opcode, index: element, bits: UInt64(table))
        case .memoryAndMemory: return try parsePair(opcode, .memory)
        case .tableAndTable: return try parsePair(opcode, .table)
        case .typeAndField:
            let type = try parseIndex(.type)
            return Instruction(opcode, index: type, bits: UInt64(try parseFieldIndex(of: type)))
        case .typeAndCount:
            let type = try parseIndex(.type)
            return Instruction(opcode, index: type, bits: UInt64(try parseU32()))
        case .typeAndType:
            let type = try parseIndex(.type)
            return Instruction(opcode, index: type, bits: UInt64(try parseIndex(.type)))
        case .typeAndData:
            state.usesDataIndex = true
            let type = try parseIndex(.type)
            return Instruction(opcode, index: type, bits: UInt64(try parseIndex(.data)))
        case .typeAndElement:
            let type = try parseIndex(.type)
            return Instruction(opcode, index: type, bits: UInt64(try parseIndex(.element)))
        case .heapType: return try parseHeapTypeInstruction(opcode)
        case .castBranch: return try parseCastBranch(opcode)
        case .valueTypes: return try parseSelect()
        }
    }

    // MARK: Numbers

    @inline(__always) mutating func parseInteger(width: UInt64, _ type: StaticString) throws(TextError) -> UInt64 {
        guard kind == .number else { throw unexpected("an \(type) constant") }
        let literal = source.integer(start, end)
        guard literal.isWellFormed else { throw unexpected("an \(type) constant") }
        guard let bits = literal.bits(width: width) else {
            throw source.error(.constantOutOfRange(source.text(start, end), type: "\(type)"), at: start)
        }
        try step()
        return bits
    }

    mutating func parseFloat(_ format: BinaryFormat, _ type: StaticString) throws(TextError) -> UInt64 {
        guard kind == .number else { throw unexpected("an \(type) constant") }
        let (bits, isWellFormed) = source.float(start, end, format)
        guard let bits else {
            if !isWellFormed { throw unexpected("an \(type) constant") }
            throw source.error(.constantOutOfRange(source.text(start, end), type: "\(type)"), at: start)
        }
        try step()
        return bits
    }

    private mutating func parseLane() throws(TextError) -> UInt8 {
        guard kind == .number else { throw unexpected("a lane index") }
        let literal = source.integer(start, end)
        guard literal.isUnsigned else { throw unexpected("a lane index") }
        guard !literal.overflows, let lane = UInt8(exactly: literal.magnitude) else {
            throw source.error(.indexOutOfRange(source.text(start, end), type: "i8"), at: start)
        }
        try advance()
        return lane
    }

    // MARK: Vectors

    /// From the shape on.
    private mutating func parseVector(_ opcode: Opcode) throws(TextError) -> Instruction {
        guard kind == .keyword, let shape = word.keyword?.vectorShape else { throw unexpected("a vector shape") }
        try advance()
        let (low, high) = try parseLanes(shape)
        body.pool.append(low)
        body.pool.append(high)
        return Instruction(opcode, index: UInt32(body.pool.count - 2))
    }

    mutating func parseLanes(_ shape: VectorShape) throws(TextError) -> (low: UInt64, high: UInt64) {
        var (low, high): (UInt64, UInt64) = (0, 0)
        var number = 0
        let offset = start
        while kind == .number {
            let bits = try parseLaneConstant(shape)
            if number < shape.laneCount { shape.insert(bits, at: number, &low, &high) }
            number += 1
        }
        if number != shape.laneCount {
            throw source.error(.wrongLaneCount(expected: shape.laneCount, found: number), at: offset)
        }
        return (low, high)
    }

    @inline(__always) mutating func parseLaneConstant(_ shape: VectorShape) throws(TextError) -> UInt64 {
        switch shape {
        case .i8x16: try parseInteger(width: 8, "i8")
        case .i16x8: try parseInteger(width: 16, "i16")
        case .i32x4: try parseInteger(width: 32, "i32")
        case .i64x2: try parseInteger(width: 64, "i64")
        case .f32x4: try parseFloat(.f32, "f32")
        case .f64x2: try parseFloat(.f64, "f64")
        }
    }

    private mutating func parseShuffle(_ opcode: Opcode) throws(TextError) -> Instruction {
        var (low, high): (UInt64, UInt64) = (0, 0)
        var number = 0
        let offset = start
        while kind == .number {
            let lane = try parseLane()
            if number < 16 { VectorShape.i8x16.insert(UInt64(lane), at: number, &low, &high) }
            number += 1
        }
        if number != 16 { throw source.error(.invalidLaneLength, at: offset) }
        body.pool.append(low)
        body.pool.append(high)
        return Instruction(opcode, index: UInt32(body.pool.count - 2))
    }

    // MARK: Memory arguments

    @inline(__always) private mutating func parseMemoryArgument(
        _ opcode: Opcode, _ shape: KeywordTable.Shape
    ) throws(TextError) -> Instruction {
        let memory = isAtIndex ? try parseIndex(.memory) : 0
        if kind == .right || kind == .left {
            return Instruction(opcode, small: UInt16(shape.naturalAlignment), index: memory)
        }
        let offset = kind == .offset ? try parseAssigned(prefix: 7) : 0
        let alignment = kind == .alignment ? try parseAlignment() : shape.naturalAlignment
        return Instruction(opcode, small: UInt16(alignment), index: memory, bits: offset)
    }

    private mutating func parseAlignment() throws(TextError) -> UInt8 {
        let offset = start
        let alignment = try parseAssigned(prefix: 6)
        guard alignment.nonzeroBitCount == 1 else { throw source.error(.alignmentNotPowerOfTwo, at: offset) }
        return UInt8(alignment.trailingZeroBitCount)
    }

    /// A number that stands first is the memory if a lane still follows, else the lane.
    private mutating func parseMemoryArgumentAndLane(
        _ opcode: Opcode, _ shape: KeywordTable.Shape
    ) throws(TextError) -> Instruction {
        var memory: UInt32 = 0
        if kind == .identifier {
            memory = try parseIndex(.memory)
        } else if kind == .number {
            let first = savedToken()
            try advance()
            let isMemory = kind == .offset || kind == .alignment || kind == .number
            restore(first)
            if isMemory { memory = try parseIndex(.memory) }
        }
        let offset = kind == .offset ? try parseAssigned(prefix: 7) : 0
        let alignment = kind == .alignment ? try parseAlignment() : shape.naturalAlignment
        let lane = try parseLane()
        return Instruction(opcode, small: UInt16(alignment) | UInt16(lane) << 8, index: memory, bits: offset)
    }

    // MARK: Several indices

    /// `memory.init x? y` and `table.init x? y`: the first is left out if only one stands there.
    private mutating func parseSpaceAndSegment(_ space: Space, _ segment: Space) throws(TextError) -> (UInt32, UInt32) {
        guard isAtIndex else { throw unexpected("an index of a \(segment.name)") }
        let first = savedToken()
        try advance()
        let hasSecond = isAtIndex
        restore(first)
        let spaceIndex = hasSecond ? try parseIndex(space) : 0
        return (spaceIndex, try parseIndex(segment))
    }

    private mutating func parsePair(_ opcode: Opcode, _ space: Space) throws(TextError) -> Instruction {
        guard isAtIndex else { return Instruction(opcode) }
        let destination = try parseIndex(space)
        return Instruction(opcode, index: destination, bits: UInt64(try parseIndex(space)))
    }

    private mutating func parseBranchTable() throws(TextError) -> Instruction {
        let first = body.pool.count
        body.pool.append(UInt64(try parseLabelIndex()))
        while isAtIndex { body.pool.append(UInt64(try parseLabelIndex())) }
        return Instruction(.brTable, index: UInt32(body.pool.count - first - 1), bits: UInt64(first))
    }

    // MARK: Types

    /// Behind `select`.
    private mutating func parseSelect() throws(TextError) -> Instruction {
        let first = body.pool.count
        var isTyped = false
        while try accept(clause: .result) {
            isTyped = true
            while let type = try acceptValueType() { body.pool.append(UInt64(type.rawValue)) }
            try expectRight()
        }
        if !isTyped { return Instruction(.select) }
        return Instruction(.selectTyped, index: UInt32(body.pool.count - first), bits: UInt64(first))
    }

    private mutating func parseHeapTypeInstruction(_ opcode: Opcode) throws(TextError) -> Instruction {
        if opcode == .refNull { return Instruction(opcode, bits: UInt64(try parseHeapType().rawValue)) }
        let type = try parseReferenceType()
        let nullable: Opcode = opcode == .refTest ? .refTestNull : .refCastNull
        return Instruction(type.isNullable ? nullable : opcode, bits: UInt64(type.heapType.rawValue))
    }

    private mutating func parseCastBranch(_ opcode: Opcode) throws(TextError) -> Instruction {
        let label = try parseLabelIndex()
        let from = try parseReferenceType()
        let to = try parseReferenceType()
        return Instruction(
            opcode, small: (from.isNullable ? 1 : 0) | (to.isNullable ? 2 : 0), index: label,
            bits: UInt64(from.heapType.rawValue) | UInt64(to.heapType.rawValue) << 32)
    }
}
