import WasmModel

extension Script {
    /// Reads a script. A text module in it that is malformed makes the script malformed.
    public init(parsing text: [UInt8], options: TextOptions = TextOptions()) throws(TextError) {
        var parser = try TextParser(text, options: options)
        self = try parser.parseScript()
    }

    public init(parsing text: String, options: TextOptions = TextOptions()) throws(TextError) {
        try self.init(parsing: Array(text.utf8), options: options)
    }
}

// Scripts: commands and assertions.
extension TextParser {
    mutating func parseScript() throws(TextError) -> Script {
        if try startsWithField() {
            let id = addModule(.text(try parseModuleText()))
            script.commands.append(Command(.module(id, name: nil, isDefinition: false), line: 1, column: 1))
            return script
        }
        while kind == .left {
            let offset = start
            let kind = try parseCommand()
            script.commands.append(Command(kind, line: 0, column: UInt32(truncatingIfNeeded: offset)))
        }
        guard kind == .end else { throw unexpected("a command") }
        script.strings = strings.strings
        placeAlternatives()
        locateCommands()
        return script
    }

    /// Whether the text is the fields of one module, which may stand for a script.
    private mutating func startsWithField() throws(TextError) -> Bool {
        try advance()
        guard let keyword = try clauseKeyword() else { return false }
        switch keyword {
        case .type, .rec, .import, .func, .table, .memory, .global, .tag, .export, .start, .elem, .data:
            end = 0
            return true
        default: return false
        }
    }

    /// Puts the alternatives of `either` behind all other expectations, and lets them be found there.
    private mutating func placeAlternatives() {
        if alternativesOfEither.isEmpty { return }
        let base = UInt32(script.expectations.count)
        for position in script.expectations.indices {
            guard case .either(let run) = script.expectations[position] else { continue }
            script.expectations[position] = .either(Script.Run(start: run.start + base, count: run.count))
        }
        script.expectations += alternativesOfEither
    }

    /// Turns the offsets that were kept as columns into lines and columns, in one walk over the text.
    private mutating func locateCommands() {
        var walk = LineWalk()
        var number = 0
        while number < script.commands.count {
            let offset = Int(script.commands[number].column)
            walk.advance(to: offset, in: source.bytes.span)
            script.commands[number].line = walk.line
            script.commands[number].column = UInt32(truncatingIfNeeded: offset &- walk.lineStart &+ 1)
            if case .thread(let thread) = script.commands[number].kind {
                for inner in script.threads[thread].commands.indices {
                    let place = TextPosition(of: Int(script.threads[thread].commands[inner].column), in: source.bytes)
                    script.threads[thread].commands[inner].line = UInt32(place.line)
                    script.threads[thread].commands[inner].column = UInt32(place.column)
                }
            }
            number += 1
        }
    }

    // MARK: Commands

    /// At the parenthesis of a command.
    @inline(__always) private mutating func parseCommand() throws(TextError) -> Command.Kind {
        try enter()
        if at(.assertReturn) {
            try advance()
            let action = try parseAction()
            let expected = try parseExpectations()
            try expectRight()
            return .assertReturn(action, expected: expected)
        }
        return try parseOtherCommand()
    }

    @inline(never) private mutating func parseOtherCommand() throws(TextError) -> Command.Kind {
        guard kind == .keyword, let keyword = word.keyword else { throw unexpected("a command") }
        if !annotations.isEmpty { annotations.removeAll() }
        let command: Command.Kind
        switch keyword {
        case .module: return try parseModuleCommand()
        case .invoke, .get: return .action(try parseActionBody())
        case .register:
            try advance()
            let name = try parseStringID()
            command = .register(name, instance: try acceptNameID())
        case .assertTrap:
            try advance()
            if try clauseKeyword() == .module {
                command = .assertInstantiationTrap(try parseInstanceSource(), message: try parseStringID())
            } else {
                command = .assertTrap(try parseAction(), message: try parseStringID())
            }
        case .assertException:
            try advance()
            command = .assertException(try parseAction())
            if kind == .string { try advance() }
        case .assertSuspension:
            try advance()
            command = .assertSuspension(try parseAction(), message: try parseStringID())
        case .assertExhaustion:
            try advance()
            command = .assertExhaustion(try parseAction(), message: try parseStringID())
        case .assertUnlinkable:
            try advance()
            command = .assertUnlinkable(try parseInstanceSource(), message: try parseStringID())
        case .assertMalformed:
            command = .assertMalformed(try parseAssertedModule(keepsText: false), message: try parseStringID())
        case .assertInvalid:
            command = .assertInvalid(try parseAssertedModule(keepsText: false), message: try parseStringID())
        case .assertMalformedCustom:
            command = .assertMalformedCustom(try parseAssertedModule(keepsText: true), message: try parseStringID())
        case .assertInvalidCustom:
            command = .assertInvalidCustom(try parseAssertedModule(keepsText: true), message: try parseStringID())
        case .thread: command = try parseThread()
        case .wait:
            try advance()
            guard let name = try acceptNameID() else { throw unexpected("the name of a thread") }
            command = .wait(name)
        default: throw unexpected("a command")
        }
        try expectRight()
        return command
    }

    private mutating func parseThread() throws(TextError) -> Command.Kind {
        if isInThread { throw unexpected("a command outside of threads") }
        isInThread = true
        defer { isInThread = false }
        try advance()
        var thread = Script.Thread(name: try acceptNameID(), shared: [], commands: [])
        while try accept(clause: .shared) {
            try expectLeft()
            try expect(.module)
            guard let name = try acceptNameID() else { throw unexpected("the name of a module") }
            thread.shared.append(name)
            try expectRight()
            try expectRight()
        }
        while kind == .left {
            let offset = start
            thread.commands.append(Command(try parseCommand(), line: 0, column: UInt32(truncatingIfNeeded: offset)))
        }
        script.threads.append(thread)
        return .thread(script.threads.count - 1)
    }

    // MARK: Actions

    @inline(__always) private mutating func parseAction() throws(TextError) -> Action {
        try expectLeft()
        return try parseActionBody()
    }

    /// From the keyword to behind the closing parenthesis.
    @inline(__always) private mutating func parseActionBody() throws(TextError) -> Action {
        if at(.invoke) {
            try advance()
            let instance = try acceptNameID()
            let export = try parseStringID()
            let first = script.values.count
            while kind == .left { script.values.append(try parseArgument()) }
            try expectRight()
            let count = script.values.count &- first
            return .invoke(
                instance, export: export,
                arguments: Script.Run(start: UInt32(truncatingIfNeeded: first), count: UInt32(truncatingIfNeeded: count)))
        }
        guard at(.get) else { throw unexpected("`invoke` or `get`") }
        try advance()
        let instance = try acceptNameID()
        let export = try parseStringID()
        try expectRight()
        return .get(instance, export: export)
    }

    @inline(__always) private mutating func acceptNameID() throws(TextError) -> Script.StringID? {
        if kind != .identifier { return nil }
        return try parseNameID()
    }

    mutating func parseNameID() throws(TextError) -> Script.StringID {
        let identifier = try identifier()
        let id: Script.StringID
        if identifier.start & IdentifierCharacters.decodedBase != 0 {
            id = stringID(of: Array(characters[identifier]))
        } else {
            id = stringID(Int(identifier.start), Int(identifier.start) + Int(identifier.length))
        }
        try advance()
        return id
    }

    @inline(__always) private mutating func parseStringID() throws(TextError) -> Script.StringID {
        guard kind == .string else { throw unexpected("a string") }
        let id: Script.StringID
        if hasEscapes {
            let bytes = source.stringBytes(start, end)
            if !UTF8Form.isValid(bytes) { throw source.error(.malformedUTF8, at: start) }
            id = stringID(of: bytes)
        } else {
            id = stringID(start &+ 1, end &- 1)
        }
        try advance()
        return id
    }

    @inline(__always) private mutating func stringID(_ first: Int, _ last: Int) -> Script.StringID {
        if let id = strings.id(of: source.bytes.span, first, last) { return Script.StringID(rawValue: id) }
        return addString(first, last)
    }

    @inline(never) private mutating func addString(_ first: Int, _ last: Int) -> Script.StringID {
        let string = String(decoding: source.bytes[first..<last], as: UTF8.self)
        let hash = StringTable.hash(source.bytes.span, first, last)
        return Script.StringID(rawValue: strings.add(string, hash: hash, place: first))
    }

    /// Of bytes that stand nowhere in the text.
    @inline(never) private mutating func stringID(of bytes: [UInt8]) -> Script.StringID {
        let string = String(decoding: bytes, as: UTF8.self)
        if let id = escapedStrings[ExactName(string)] { return Script.StringID(rawValue: id) }
        let id: UInt32 = strings.add(string, hash: 0, place: -1)
        escapedStrings[ExactName(string)] = id
        return Script.StringID(rawValue: id)
    }

    // MARK: Constants

    /// `(i32.const 1)` and its kin.
    @inline(__always) private mutating func parseArgument() throws(TextError) -> Value {
        guard case .value(let value) = try parseConstant(patterns: false) else { throw unexpected("a constant") }
        return value
    }

    @inline(__always) private mutating func parseExpectations() throws(TextError) -> Script.Run {
        let first = script.expectations.count
        while kind == .left { script.expectations.append(try parseConstant(patterns: true)) }
        return Script.Run(
            start: UInt32(truncatingIfNeeded: first), count: UInt32(truncatingIfNeeded: script.expectations.count &- first))
    }

    /// From the parenthesis to behind the closing one.
    private mutating func parseConstant(patterns: Bool) throws(TextError) -> ExpectedValue {
        try expectLeft()
        guard kind == .keyword else { throw unexpected("a constant") }
        let result: ExpectedValue
        if let opcode = word.opcode {
            switch opcode {
            case .i32Const:
                try advance()
                result = .value(.i32(UInt32(truncatingIfNeeded: try parseInteger(width: 32, "i32"))))
            case .i64Const:
                try advance()
                result = .value(.i64(try parseInteger(width: 64, "i64")))
            case .f32Const:
                try advance()
                if patterns, let pattern = try acceptNaNPattern() {
                    result = .f32(pattern)
                } else {
                    result = .value(.f32(bits: UInt32(truncatingIfNeeded: try parseFloat(.f32, "f32"))))
                }
            case .f64Const:
                try advance()
                if patterns, let pattern = try acceptNaNPattern() {
                    result = .f64(pattern)
                } else {
                    result = .value(.f64(bits: try parseFloat(.f64, "f64")))
                }
            case .v128Const:
                try advance()
                result = try parseVectorConstant(patterns: patterns)
            default: result = try parseReferenceConstant(opcode, patterns: patterns)
            }
        } else {
            result = try parseKeywordConstant(patterns: patterns)
        }
        try expectRight()
        return result
    }

    private mutating func acceptNaNPattern() throws(TextError) -> NaNPattern? {
        guard kind == .keyword else { return nil }
        guard at(.nanCanonical) || at(.nanArithmetic) else { throw unexpected("a number or a NaN pattern") }
        let pattern: NaNPattern = at(.nanCanonical) ? .canonical : .arithmetic
        try advance()
        return pattern
    }

    private mutating func parseVectorConstant(patterns: Bool) throws(TextError) -> ExpectedValue {
        guard kind == .keyword, let shape = word.keyword?.vectorShape else { throw unexpected("a vector shape") }
        try advance()
        let offset = start
        var pattern = VectorPattern(shape: shape, low: 0, high: 0)
        var number = 0
        let laneCount = shape.laneCount
        while kind != .right {
            if kind == .keyword {
                guard patterns else { throw unexpected("a lane") }
                guard shape.isFloat else { throw source.error(.invalidVectorPattern, at: start) }
                if let nan = try acceptNaNPattern(), number < laneCount {
                    if nan == .canonical { pattern.canonicalLanes |= 1 << UInt8(number) } else { pattern.arithmeticLanes |= 1 << UInt8(number) }
                }
            } else {
                let bits = try parseLaneConstant(shape)
                if number < laneCount { shape.insert(bits, at: number, &pattern.low, &pattern.high) }
            }
            number += 1
        }
        if number != laneCount { throw source.error(.wrongLaneCount(expected: laneCount, found: number), at: offset) }
        if pattern.canonicalLanes | pattern.arithmeticLanes == 0 { return .value(.v128(low: pattern.low, high: pattern.high)) }
        return .vector(pattern)
    }

    /// `ref.null`, `ref.func`, `ref.i31`, `ref.eq`: mnemonics that the scripts use for more.
    @inline(never) private mutating func parseReferenceConstant(_ opcode: Opcode, patterns: Bool) throws(TextError) -> ExpectedValue {
        switch opcode {
        case .refNull:
            try advance()
            if kind == .right && patterns { return .anyNull }
            // Types of a module have no meaning here.
            guard kind == .keyword, let type = word.keyword?.heapType else { throw unexpected("an abstract heap type") }
            try advance()
            return patterns ? .null(type) : .value(.reference(.null(type.top)))
        case .refFunc where patterns: return try parseReferencePattern(.func)
        case .refI31 where patterns: return try parseReferencePattern(.i31)
        case .refEq where patterns: return try parseReferencePattern(.eq)
        default: throw unexpected("a constant")
        }
    }

    private mutating func parseReferencePattern(_ type: HeapType) throws(TextError) -> ExpectedValue {
        try advance()
        return .reference(type)
    }

    @inline(never) private mutating func parseKeywordConstant(patterns: Bool) throws(TextError) -> ExpectedValue {
        switch word.keyword {
        case .refExtern:
            try advance()
            if kind == .right && patterns { return .reference(.extern) }
            return .value(.reference(.extern(try parseU32())))
        case .refHost:
            try advance()
            return .value(.reference(.host(try parseU32())))
        case .refStruct where patterns: return try parseReferencePattern(.struct)
        case .refArray where patterns: return try parseReferencePattern(.array)
        case .refExn where patterns: return try parseReferencePattern(.exn)
        case .refAny where patterns, .ref where patterns: return try parseReferencePattern(.any)
        case .either where patterns: return try parseEither()
        default: throw unexpected("a constant")
        }
    }

    private mutating func parseEither() throws(TextError) -> ExpectedValue {
        if isInEither { throw unexpected("a result that is no `either`") }
        isInEither = true
        defer { isInEither = false }
        try advance()
        var alternatives: [ExpectedValue] = []
        while kind == .left { alternatives.append(try parseConstant(patterns: true)) }
        if alternatives.isEmpty { throw unexpected("a result") }
        // They must not stand inside the run of results that is being built, so they are put behind everything when the
        // script is done.
        let run = Script.Run(start: UInt32(alternativesOfEither.count), count: UInt32(alternatives.count))
        alternativesOfEither += alternatives
        return .either(run)
    }
}

extension HeapType {
    /// The top of its hierarchy (§3.1.3), for an abstract type.
    var top: HeapType {
        switch self {
        case .func, .nofunc: .func
        case .extern, .noextern: .extern
        case .exn, .noexn: .exn
        default: .any
        }
    }
}

/// Counts lines up to growing offsets.
struct LineWalk {
    private(set) var line: UInt32 = 1
    private(set) var lineStart = 0
    private var position = 0

    @inline(__always) mutating func advance(to offset: Int, in text: Span<UInt8>) {
        if offset <= position { return }
        var count: UInt32 = 0
        while position &+ 8 <= offset {
            count &+= UInt32(truncatingIfNeeded: text.word(at: position).count(of: 0x0A))
            position &+= 8
        }
        while position < offset {
            if text[position] == 0x0A { count &+= 1 }
            position &+= 1
        }
        if count > 0 {
            line &+= count
            lineStart = offset
            while text[lineStart &- 1] != 0x0A { lineStart &-= 1 }
        }
    }
}
