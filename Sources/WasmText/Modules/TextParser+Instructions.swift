import WasmModel

// Instructions, flat and folded (WebAssembly 3.0, §6.5), and the legacy exception syntax. Nesting is kept on a stack of
// our own, so that depth costs memory in proportion to the text and nothing else.
extension TextParser {
    /// Reads instructions up to the parenthesis that closes what is around them; that stays the current token.
    mutating func parseInstructions() throws(TextError) {
        while true {
            switch kind {
            case .keyword: try parseWord()
            case .left: try parseParenthesis()
            case .right:
                if body.context == .sequence { return }
                try closeParenthesis()
            case .end, .identifier, .string, .number, .offset, .alignment: throw unexpected("an instruction")
            }
        }
    }

    /// Reads the one folded instruction that begins at the current parenthesis.
    mutating func parseFoldedInstruction() throws(TextError) {
        try parseParenthesis()
        while body.context != .sequence {
            switch kind {
            case .keyword: try parseWord()
            case .left: try parseParenthesis()
            case .right: try closeParenthesis()
            case .end, .identifier, .string, .number, .offset, .alignment: throw unexpected("an instruction")
            }
        }
    }

    @inline(__always) private mutating func emit(_ instruction: Instruction, at offset: UInt32) {
        body.instructions.append(instruction)
        if options.recordsPositions { body.positions.append(offset) }
    }

    private mutating func emit(_ instruction: Instruction, at offset: UInt32, hint: BranchHint?) {
        if var hint {
            hint.instruction = UInt32(body.instructions.count)
            body.hints.append(hint)
        }
        emit(instruction, at: offset)
    }

    mutating func emitEnd() { emit(Instruction(.end), at: UInt32(truncatingIfNeeded: start)) }

    @inline(__always) private mutating func push(_ frame: Frame) {
        body.frames.append(frame)
        body.context = frame.kind
    }

    @inline(__always) private mutating func pop() {
        body.frames.removeLast()
        body.context = body.frames.last?.kind ?? .sequence
    }

    /// The innermost frame goes on as another part of its construct.
    private mutating func turn(into kind: Frame.Kind) {
        body.frames[body.frames.count - 1].kind = kind
        body.context = kind
    }

    // MARK: Flat

    private mutating func parseWord() throws(TextError) {
        guard let opcode = word.opcode else { throw unexpected("an instruction") }
        switch body.context {
        case .sequence, .foldedBlock, .foldedThen, .foldedElse, .foldedDo, .foldedCatch, .foldedCatchAll, .block, .if,
            .else, .try,
            .catch, .catchAll:
            break
        case .foldedPlain, .foldedCondition, .foldedAfterThen, .foldedAfterElse, .foldedTry, .foldedAfterDo,
            .foldedAfterCatch,
            .foldedAfterCatchAll, .foldedAfterDelegate:
            throw unexpected("`(` or `)`")
        }
        let shape = keywords.shapes[Int(opcode.rawValue)]
        let offset = UInt32(truncatingIfNeeded: start)
        let hint = annotations.isEmpty ? nil : try takeBranchHint(for: opcode)
        if shape.isStructural { return try parseStructural(opcode, offset, hint) }
        var use: TypeUse?
        var instruction = try parsePlain(opcode, shape, &use)
        if let use { instruction.index = try resolve(use, at: Int(offset)) }
        emit(instruction, at: offset, hint: hint)
    }

    private mutating func parseStructural(_ opcode: Opcode, _ offset: UInt32, _ hint: BranchHint?) throws(TextError) {
        switch opcode {
        case .end:
            switch body.context {
            case .block, .if, .else, .try, .catch, .catchAll: break
            default: throw unexpected("an instruction")
            }
            emit(Instruction(.end), at: offset)
            try closeBlock()
        case .else:
            guard body.context == .if else { throw unexpected("an instruction") }
            emit(Instruction(.else), at: offset)
            try advance()
            try checkLabel()
            turn(into: .else)
        case .catch, .catchAll:
            guard body.context == .try || body.context == .catch else { throw unexpected("an instruction") }
            try advance()
            try emitCatch(opcode, offset)
            turn(into: opcode == .catch ? .catch : .catchAll)
        case .delegate:
            guard body.context == .try else { throw unexpected("an instruction") }
            try advance()
            body.labels.removeLast()
            emit(Instruction(.delegate, index: try parseLabelIndex()), at: offset)
            pop()
        default:
            try advance()
            let (instruction, label) = try parseBlockHead(opcode, offset)
            emit(instruction, at: offset, hint: hint)
            body.labels.append(label)
            push(
                Frame(
                    kind: opcode == .if ? .if : opcode == .try ? .try : .block, offset: offset,
                    instruction: instruction, label: label))
        }
    }

    private mutating func emitCatch(_ opcode: Opcode, _ offset: UInt32) throws(TextError) {
        emit(Instruction(opcode, index: opcode == .catch ? try parseIndex(.tag) : 0), at: offset)
    }

    /// At `end`: checks the label behind it and leaves the block.
    private mutating func closeBlock() throws(TextError) {
        try advance()
        try checkLabel()
        body.labels.removeLast()
        pop()
    }

    /// The label behind `else` or `end`, if there is one, must be the block's.
    private mutating func checkLabel() throws(TextError) {
        guard kind == .identifier else { return }
        let label = try identifier()
        let expected = body.frames[body.frames.count - 1].label
        guard expected.isPresent, characters.areSame(label, expected) else {
            throw source.error(.mismatchingLabel(characters.name(of: label)), at: start)
        }
        try advance()
    }

    /// Label, type and catch clauses of a block. The type is resolved.
    private mutating func parseBlockHead(_ opcode: Opcode, _ offset: UInt32) throws(TextError) -> (
        Instruction, Identifier
    ) {
        let label = try acceptIdentifier()
        let type = try blockType(try parseTypeUse(), at: Int(offset))
        if opcode != .tryTable { return (Instruction(opcode, bits: type.rawValue), label) }
        let first = body.pool.count
        body.pool.append(0)
        while let clause = try parseCatchClause() {
            body.pool.append(UInt64(clause.kind.rawValue) << 32 | UInt64(clause.tagIndex))
            body.pool.append(UInt64(clause.label))
            body.pool[first] += 1
        }
        return (Instruction(opcode, index: UInt32(first), bits: type.rawValue), label)
    }

    private mutating func parseCatchClause() throws(TextError) -> CatchClause? {
        guard kind == .left else { return nil }
        let left = savedToken()
        try advance()
        let clauseKind: CatchClause.Kind
        if kind == .keyword, word == Word(Opcode.catch) {
            clauseKind = .catch
        } else if kind == .keyword, word == Word(Opcode.catchAll) {
            clauseKind = .catchAll
        } else if at(.catchRef) {
            clauseKind = .catchRef
        } else if at(.catchAllRef) {
            clauseKind = .catchAllRef
        } else {
            restore(left)
            return nil
        }
        try advance()
        let tag = clauseKind.hasTag ? try parseIndex(.tag) : 0
        let label = try parseLabelIndex()
        try expectRight()
        return CatchClause(clauseKind, tagIndex: tag, label: label)
    }

    // MARK: Folded

    private mutating func parseParenthesis() throws(TextError) {
        let offset = UInt32(truncatingIfNeeded: start)
        try enter()
        switch body.context {
        case .sequence, .foldedPlain, .foldedBlock, .foldedThen, .foldedElse, .foldedDo, .foldedCatch, .foldedCatchAll,
            .block, .if,
            .else, .try, .catch, .catchAll:
            try parseFolded(offset)
        case .foldedCondition:
            if at(.then) { try enterThen() } else { try parseFolded(offset) }
        case .foldedAfterThen:
            guard kind == .keyword, word == Word(Opcode.else) else { throw unexpected("`else`") }
            emit(Instruction(.else), at: UInt32(truncatingIfNeeded: start))
            try advance()
            turn(into: .foldedElse)
        case .foldedTry:
            try expect(.do)
            turn(into: .foldedDo)
        case .foldedAfterDo, .foldedAfterCatch:
            try parseFoldedHandler()
        case .foldedAfterElse, .foldedAfterCatchAll, .foldedAfterDelegate:
            throw unexpected("`)`")
        }
    }

    private mutating func enterThen() throws(TextError) {
        let frame = body.frames[body.frames.count - 1]
        var instruction = frame.instruction
        instruction.bits = try blockType(frame.typeUse, at: Int(frame.offset)).rawValue
        emit(instruction, at: frame.offset, hint: frame.hint)
        body.labels.append(frame.label)
        try advance()
        turn(into: .foldedThen)
    }

    private mutating func parseFoldedHandler() throws(TextError) {
        let offset = UInt32(truncatingIfNeeded: start)
        guard kind == .keyword, let opcode = word.opcode else { throw unexpected("`catch`, `catch_all` or `delegate`") }
        switch opcode {
        case .catch, .catchAll:
            try advance()
            try emitCatch(opcode, offset)
            turn(into: opcode == .catch ? .foldedCatch : .foldedCatchAll)
        case .delegate where body.context == .foldedAfterDo:
            try advance()
            body.labels.removeLast()
            emit(Instruction(.delegate, index: try parseLabelIndex()), at: offset)
            try expectRight()
            turn(into: .foldedAfterDelegate)
        default: throw unexpected("`catch`, `catch_all` or `delegate`")
        }
    }

    /// Behind the parenthesis at `offset`.
    private mutating func parseFolded(_ offset: UInt32) throws(TextError) {
        guard kind == .keyword, let opcode = word.opcode else { throw unexpected("an instruction") }
        let shape = keywords.shapes[Int(opcode.rawValue)]
        let hint = annotations.isEmpty ? nil : try takeBranchHint(for: opcode)
        if shape.isStructural { return try parseFoldedStructural(opcode, offset, hint) }
        var use: TypeUse?
        var instruction = try parsePlain(opcode, shape, &use)
        if kind == .right {
            if let use { instruction.index = try resolve(use, at: Int(offset)) }
            emit(instruction, at: offset, hint: hint)
            try advance()
            return
        }
        var frame = Frame(kind: .foldedPlain, offset: offset, instruction: instruction)
        frame.hint = hint
        deferPool(&frame)
        if let use {
            frame.hasTypeUse = true
            frame.typeUse = use
        }
        push(frame)
    }

    /// Takes the words of an instruction out of the pool until its operands have been written.
    @inline(__always) private mutating func deferPool(_ frame: inout Frame) {
        switch frame.instruction.opcode {
        case .v128Const, .i8x16Shuffle: frame.deferredCount = 2
        case .brTable: frame.deferredCount = frame.instruction.index &+ 1
        case .selectTyped: frame.deferredCount = frame.instruction.index
        default: return
        }
        let count = Int(frame.deferredCount)
        body.deferred.append(contentsOf: body.pool.suffix(count))
        body.pool.removeLast(count)
    }

    private mutating func restorePool(of instruction: inout Instruction, _ count: Int) {
        let position = body.pool.count
        body.pool.append(contentsOf: body.deferred.suffix(count))
        body.deferred.removeLast(count)
        if instruction.opcode == .brTable || instruction.opcode == .selectTyped {
            instruction.bits = UInt64(position)
        } else {
            instruction.index = UInt32(position)
        }
    }

    private mutating func parseFoldedStructural(_ opcode: Opcode, _ offset: UInt32, _ hint: BranchHint?)
        throws(TextError)
    {
        switch opcode {
        case .block, .loop, .tryTable, .try:
            try advance()
            let (instruction, label) = try parseBlockHead(opcode, offset)
            emit(instruction, at: offset)
            body.labels.append(label)
            push(
                Frame(
                    kind: opcode == .try ? .foldedTry : .foldedBlock, offset: offset, instruction: instruction,
                    label: label))
        case .if:
            try advance()
            var frame = Frame(kind: .foldedCondition, offset: offset, instruction: Instruction(.if))
            frame.label = try acceptIdentifier()
            frame.typeUse = try parseTypeUse()
            frame.hint = hint
            push(frame)
        default: throw unexpected("an instruction")
        }
    }

    private mutating func closeParenthesis() throws(TextError) {
        switch body.context {
        case .foldedPlain:
            let frame = body.frames[body.frames.count - 1]
            var instruction = frame.instruction
            if frame.hasTypeUse { instruction.index = try resolve(frame.typeUse, at: Int(frame.offset)) }
            if frame.deferredCount > 0 { restorePool(of: &instruction, Int(frame.deferredCount)) }
            emit(instruction, at: frame.offset, hint: frame.hint)
            pop()
        case .foldedBlock, .foldedAfterThen, .foldedAfterElse, .foldedAfterDo, .foldedAfterCatch, .foldedAfterCatchAll:
            emitEnd()
            body.labels.removeLast()
            pop()
        case .foldedAfterDelegate: pop()
        case .foldedThen: turn(into: .foldedAfterThen)
        case .foldedElse: turn(into: .foldedAfterElse)
        case .foldedDo: turn(into: .foldedAfterDo)
        case .foldedCatch: turn(into: .foldedAfterCatch)
        case .foldedCatchAll: turn(into: .foldedAfterCatchAll)
        case .foldedCondition: throw unexpected("`(then`")
        case .foldedTry: throw unexpected("`(do`")
        case .sequence, .block, .if, .else, .try, .catch, .catchAll: throw unexpected("`end`")
        }
        try advance()
    }
}
