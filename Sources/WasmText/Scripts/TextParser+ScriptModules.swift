import WasmModel

// Modules as the commands and assertions of a script write them.
extension TextParser {
    mutating func addModule(_ source: ModuleSource) -> Script.ModuleID {
        script.modules.append(source)
        return Script.ModuleID(rawValue: UInt32(script.modules.count - 1))
    }

    /// At the keyword `module`, to behind the closing parenthesis.
    mutating func parseModuleCommand() throws(TextError) -> Command.Kind {
        let opening = start
        state.interpretsAnnotations = true
        try advance()
        if at(.instance) {
            state.interpretsAnnotations = false
            return try parseInstanceCommand()
        }
        let isDefinition = at(.definition)
        if isDefinition { try advance() }
        let name = try acceptModuleName()
        let id = try parseModuleBody(opening)
        return .module(id, name: name, isDefinition: isDefinition)
    }

    /// `(module instance $I $M)`, from `instance` on.
    private mutating func parseInstanceCommand() throws(TextError) -> Command.Kind {
        try advance()
        let first = try acceptModuleName()
        let second = try acceptModuleName()
        try expectRight()
        return second == nil ? .instance(name: nil, of: first) : .instance(name: first, of: second)
    }

    private mutating func acceptModuleName() throws(TextError) -> Script.StringID? {
        kind == .identifier ? try parseNameID() : nil
    }

    /// Behind the name; to behind the closing parenthesis.
    private mutating func parseModuleBody(_ opening: Int) throws(TextError) -> Script.ModuleID {
        let source: ModuleSource
        if at(.binary) || at(.quote) {
            let isBinary = at(.binary)
            state.interpretsAnnotations = false
            try advance()
            let bytes = try parseDataString()
            source = isBinary ? .binary(bytes) : .quote(bytes)
        } else {
            source = .text(try parseFields(from: opening))
            try expectClosed()
            state.interpretsAnnotations = false
        }
        annotations.removeAll()
        try expectRight()
        return addModule(source)
    }

    /// In an assertion, from its keyword on. With `keepsText` the module stays text, because it may have annotations
    /// that are wrong without making the script wrong.
    mutating func parseAssertedModule(keepsText: Bool) throws(TextError) -> Script.ModuleID {
        try advance()
        let opening = start
        try expectLeft()
        guard at(.module) else { throw unexpected("`module`") }
        if keepsText { return try keepModuleText(opening) }
        guard case .module(let id, name: _, isDefinition: false) = try parseModuleCommand() else {
            throw source.error(.misplacedModuleDefinition, at: opening)
        }
        return id
    }

    private mutating func keepModuleText(_ opening: Int) throws(TextError) -> Script.ModuleID {
        try advance()
        _ = try acceptModuleName()
        if at(.binary) || at(.quote) { return try parseModuleBody(opening) }
        try skipToEnd(depth: 1)
        return addModule(.quote(Array(source.bytes[opening..<lastSkipped])))
    }

    /// A module to be instantiated: `(module …)` or `(module instance $M)`.
    mutating func parseInstanceSource() throws(TextError) -> InstanceSource {
        let opening = start
        try expectLeft()
        switch try parseModuleCommand() {
        case .module(let id, name: _, isDefinition: false): return .module(id)
        case .instance(name: nil, of: let definition): return .definition(definition)
        default: throw source.error(.misplacedModuleDefinition, at: opening)
        }
    }
}
