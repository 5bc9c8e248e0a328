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
    mutating func startsWithField() throws(TextError) -> Bool {
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
    mutating func placeAlternatives() {
        if alternativesOfEither.isEmpty { return }
        let base = UInt32(script.expectations.count)
        for position in script.expectations.indices {
            guard case .either(let run) = script.expectations[position] else { continue }
            script.expectations[position] = .either(Script.Run(start: run.start + base, count: run.count))
        }
        script.expectations += alternativesOfEither
    }

    /// Turns the offsets that were kept as columns into lines and columns, in one walk over the text.
    mutating func locateCommands() {
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
    @inline(__always) mutating func parseCommand() throws(TextError) -> Command.Kind {
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

    @inline(never) mutating func parseOtherCommand() throws(TextError) -> Command.Kind {
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

    mutating func parseThread() throws(TextError) -> Command.Kind {
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

    @inline(__always) mutating func parseAction() throws(TextError) -> Action {
        try expectLeft()
        return try parseActionBody()
    }

    /// From the keyword to behind the closing parenthesis.
    @inline(__always) mutating func parseActionBody() throws(TextError) -> Action {
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
                arguments: Script.Run(
                    start: UInt32(truncatingIfNeeded: first), count: UInt32(truncatingIfNeeded: count)))
        }
        guard at(.get) else { throw unexpected("`invoke` or `get`") }
        try advance()
        let instance = try acceptNameID()
        let export = try parseStringID()
        try expectRight()
        return .get(instance, export: export)
    }

    @inline(__always) mutating func acceptNameID() throws(TextError) -> Script.StringID? {
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

    @inline(__always) mutating func parseStringID() throws(TextError) -> Script.StringID {
        guard kind == .string else { throw unexpected("a string") }
        let id: Script.StringID
        if hasEscapes {
            let bytes = source.stringBytes(start, end)
            if !UTF8Form.isValid(bytes) { throw source.error(.malformedUTF8, at: start) }
            id = stringID(of: bytes)
        } else {
            id = stringID(start &+ 1, end &- 1)
        }
        try step()
        return id
    }

    @inline(__always) mutating func stringID(_ first: Int, _ last: Int) -> Script.StringID {
        if let id = strings.id(of: source.bytes.span, first, last) { return Script.StringID(rawValue: id) }
        return addString(first, last)
    }

    @inline(never) mutating func addString(_ first: Int, _ last: Int) -> Script.StringID {
        let string = String(decoding: source.bytes[first..<last], as: UTF8.self)
        let hash = StringTable.hash(source.bytes.span, first, last)
        return Script.StringID(rawValue: strings.add(string, hash: hash, place: first))
    }

    /// Of bytes that stand nowhere in the text.
    @inline(never) mutating func stringID(of bytes: [UInt8]) -> Script.StringID {
        let string = String(decoding: bytes, as: UTF8.self)
        if let id = escapedStrings[ExactName(string)] { return Script.StringID(rawValue: id) }
        let id: UInt32 = strings.add(string, hash: 0, place: -1)
        escapedStrings[ExactName(string)] = id
        return Script.StringID(rawValue: id)
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
            // As many as eight counters of one byte can hold.
            let limit = min(position &+ 8 * 255, offset &- 7)
            var counters: UInt64 = 0
            while position < limit {
                counters &+= text.word(at: position).ones(equalTo: 0x0A)
                position &+= 8
            }
            count &+= UInt32(truncatingIfNeeded: counters.sumOfBytes)
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
