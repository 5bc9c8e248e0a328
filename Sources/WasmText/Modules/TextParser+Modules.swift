public import WasmModel

extension Module {
    /// Reads the text of one module: `(module …)`, or its fields alone (WebAssembly 3.0, §6.6.2).
    public init(parsing text: [UInt8], options: TextOptions = TextOptions()) throws(TextError) {
        var parser = try TextParser(text, options: options)
        self = try parser.parseModuleText()
    }

    public init(parsing text: String, options: TextOptions = TextOptions()) throws(TextError) {
        try self.init(parsing: Array(text.utf8), options: options)
    }
}

// Modules and their fields.
extension TextParser {
    mutating func parseModuleText() throws(TextError) -> Module {
        // On from the beginning: annotations may stand before the first field.
        state.interpretsAnnotations = true
        annotationsSeen = 0
        try advance()
        let left = savedToken()
        if kind == .left {
            try advance()
            if at(.module) {
                annotations.removeAll()
                try advance()
                let identifierToken = kind
                if identifierToken == .identifier { _ = try acceptIdentifier() }
                let module = try parseFields(from: left.start)
                try expectClosed()
                state.interpretsAnnotations = false
                try advance()
                guard kind == .end else { throw unexpected("the end of the text") }
                return module
            }
            restore(left)
        }
        let module = try parseFields(from: nil)
        guard kind == .end else { throw unexpected("a module field") }
        return module
    }

    /// The fields from the current token on, up to what is no field any more.
    mutating func parseFields(from opening: Int?) throws(TextError) -> Module {
        state.reset()
        state.interpretsAnnotations = true
        if opening != nil { try takeModuleName() }
        try skim()
        try parseTypes()
        state.counts = InlineArray(repeating: 0)
        try settleAnnotations(within: nil)
        while kind == .left {
            let fieldStart = start
            try parseField()
            try settleAnnotations(within: fieldStart..<lastClosing)
        }
        try settleAnnotations(within: nil)
        if state.hasDataCount || state.usesDataIndex { state.module.dataCount = UInt32(state.module.data.count) }
        placeCustomSections()
        defer { state.module = Module() }
        return state.module
    }

    mutating func takeModuleName() throws(TextError) {
        guard let name = takenName() else { return }
        state.names.module = name
        for annotation in annotations {
            guard case .name = annotation.content else { continue }
            throw source.error(.customAnnotation("name", "multiple module names"), at: annotation.offset)
        }
    }

    /// All types come first, wherever they stand.
    mutating func parseTypes() throws(TextError) {
        if state.typeFields.isEmpty { return }
        let here = savedToken()
        for field in state.typeFields {
            end = field.start
            try advance()
            try parseTypeField()
            try settleAnnotations(within: field.start..<start)
        }
        restore(here)
    }

    mutating func parseField() throws(TextError) {
        let fieldStart = start
        try advance()
        guard kind == .keyword, let keyword = word.keyword else { throw unexpected("a module field") }
        switch keyword {
        case .type, .rec:
            try skipType(at: fieldStart)
            return
        case .import: try parseImport()
        case .func: try parseFunction(fieldStart)
        case .table: try parseTable()
        case .memory: try parseMemory()
        case .global: try parseGlobal()
        case .tag: try parseTag(fieldStart)
        case .export: try parseExport()
        case .start: try parseStart()
        case .elem: try parseElementSegment()
        case .data: try parseDataSegment()
        default: throw unexpected("a module field")
        }
        lastClosing = start
        try expectRight()
    }

    /// A type that was read before.
    mutating func skipType(at fieldStart: Int) throws(TextError) {
        guard state.nextTypeField < state.typeFields.count, state.typeFields[state.nextTypeField].start == fieldStart
        else {
            throw unexpected("a module field")
        }
        lastClosing = fieldStart
        end = state.typeFields[state.nextTypeField].end
        state.nextTypeField += 1
        try advance()
    }
}
