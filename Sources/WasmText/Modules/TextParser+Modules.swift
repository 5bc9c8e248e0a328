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

    private mutating func takeModuleName() throws(TextError) {
        guard let name = takenName() else { return }
        state.names.module = name
        for annotation in annotations {
            guard case .name = annotation.content else { continue }
            throw source.error(.customAnnotation("name", "multiple module names"), at: annotation.offset)
        }
    }

    /// All types come first, wherever they stand.
    private mutating func parseTypes() throws(TextError) {
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

    private mutating func parseField() throws(TextError) {
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
    private mutating func skipType(at fieldStart: Int) throws(TextError) {
        guard state.nextTypeField < state.typeFields.count, state.typeFields[state.nextTypeField].start == fieldStart else {
            throw unexpected("a module field")
        }
        lastClosing = fieldStart
        end = state.typeFields[state.nextTypeField].end
        state.nextTypeField += 1
        try advance()
    }

    // MARK: Inline imports and exports

    /// `(export "name")*`, of what is about to be defined or imported.
    private mutating func parseInlineExports(_ kind: ExternalKind, _ space: Space) throws(TextError) {
        while try accept(clause: .export) {
            state.module.exports.append(Export(name: try parseName(), kind: kind, index: state.counts[Int(space.rawValue)]))
            try expectRight()
        }
    }

    private mutating func acceptInlineImport(_ space: Space) throws(TextError) -> (module: String, name: String)? {
        let offset = start
        guard try accept(clause: .import) else { return nil }
        try checkImportOrder(at: offset)
        let module = try parseName()
        let name = try parseName()
        try expectRight()
        return (module, name)
    }

    private mutating func checkImportOrder(at offset: Int) throws(TextError) {
        if let defined = state.definesAnything { throw source.error(.importAfterDefinition(defined.name), at: offset) }
    }

    /// Counts a definition or an import in its index space. The identifier was bound by the first look.
    private mutating func count(_ space: Space, defines: Bool) {
        state.counts[Int(space.rawValue)] &+= 1
        if defines && state.definesAnything == nil { state.definesAnything = space }
    }

    private mutating func skipIdentifier() throws(TextError) {
        if kind == .identifier { try advance() }
    }

    // MARK: Imports and exports

    private mutating func parseImport() throws(TextError) {
        try checkImportOrder(at: start)
        try advance()
        let module = try parseName()
        let name = try parseName()
        try expectLeft()
        guard kind == .keyword, let keyword = word.keyword else { throw unexpected("an external type") }
        let offset = start
        try advance()
        let type: ExternalType
        switch keyword {
        case .func:
            try skipIdentifier()
            noteName(of: .function) { $0.functions.append($1) }
            let use = try parseTypeUse(allowsNames: true)
            type = .function(typeIndex: try resolve(use, at: offset))
            count(.function, defines: false)
        case .tag:
            try skipIdentifier()
            noteName(of: .tag) { $0.tags.append($1) }
            let use = try parseTypeUse(allowsNames: true)
            type = .tag(typeIndex: try resolve(use, at: offset))
            count(.tag, defines: false)
        case .table:
            try skipIdentifier()
            noteName(of: .table) { $0.tables.append($1) }
            type = .table(try parseTableType())
            count(.table, defines: false)
        case .memory:
            try skipIdentifier()
            noteName(of: .memory) { $0.memories.append($1) }
            type = .memory(try parseMemoryType())
            count(.memory, defines: false)
        case .global:
            try skipIdentifier()
            noteName(of: .global) { $0.globals.append($1) }
            type = .global(try parseGlobalType())
            count(.global, defines: false)
        default: throw unexpected("an external type")
        }
        try expectRight()
        state.module.imports.append(Import(module: module, name: name, type: type))
    }

    private mutating func noteName(of space: Space, _ add: (inout NameSection, NameSection.Association) -> Void) {
        if annotations.isEmpty { return }
        let index = state.counts[Int(space.rawValue)]
        if let name = takenName() { add(&state.names, .init(index, name)) }
    }

    private mutating func parseExport() throws(TextError) {
        try advance()
        let name = try parseName()
        try expectLeft()
        guard kind == .keyword, let keyword = word.keyword else { throw unexpected("an external index") }
        try advance()
        let (externalKind, index): (ExternalKind, UInt32)
        switch keyword {
        case .func: (externalKind, index) = (.function, try parseIndex(.function))
        case .table: (externalKind, index) = (.table, try parseIndex(.table))
        case .memory: (externalKind, index) = (.memory, try parseIndex(.memory))
        case .global: (externalKind, index) = (.global, try parseIndex(.global))
        case .tag: (externalKind, index) = (.tag, try parseIndex(.tag))
        default: throw unexpected("an external index")
        }
        try expectRight()
        state.module.exports.append(Export(name: name, kind: externalKind, index: index))
    }

    private mutating func parseStart() throws(TextError) {
        let offset = start
        try advance()
        let index = try parseIndex(.function)
        if state.module.start != nil { throw source.error(.multipleStart, at: offset) }
        state.module.start = index
    }

    // MARK: Functions and tags

    private mutating func parseFunction(_ fieldStart: Int) throws(TextError) {
        try advance()
        try skipIdentifier()
        noteName(of: .function) { $0.functions.append($1) }
        try parseInlineExports(.function, .function)
        if let (module, name) = try acceptInlineImport(.function) {
            let use = try parseTypeUse(allowsNames: true)
            let type = try resolve(use, at: fieldStart)
            state.module.imports.append(Import(module: module, name: name, type: .function(typeIndex: type)))
            count(.function, defines: false)
            return
        }
        body.locals.removeAll()
        body.localCount = 0
        body.functionIndex = state.counts[Int(Space.function.rawValue)]
        let use = try parseTypeUse(allowsNames: true, bindsLocals: true)
        let hasOwnParameters = !(use.hasIndex && use.isInlineEmpty)
        let type = try resolve(use, at: fieldStart)
        if !hasOwnParameters, Int(type) < state.types.count { body.localCount = state.types[Int(type)].parameterCount }
        let locals = try parseLocals()
        let expression = try parseExpressionToEnd()
        state.module.functions.append(
            Function(typeIndex: type, locals: locals, body: expression, branchHints: takeHints()))
        count(.function, defines: true)
    }

    private mutating func takeHints() -> [BranchHint] {
        if body.hints.isEmpty { return [] }
        defer { body.hints.removeAll() }
        return body.hints
    }

    private mutating func parseLocals() throws(TextError) -> [LocalGroup] {
        var groups: [LocalGroup] = []
        let given = annotations.isEmpty ? nil : takeLocalGroups()
        while try accept(clause: .local) {
            if kind == .identifier {
                try bindLocal()
                try addLocal(try parseValueType(), to: &groups)
            } else {
                takeLocalName()
                while let type = try acceptValueType() { try addLocal(type, to: &groups) }
            }
            try expectRight()
        }
        return given ?? groups
    }

    private mutating func addLocal(_ type: ValueType, to groups: inout [LocalGroup]) throws(TextError) {
        body.localCount &+= 1
        if let last = groups.last, last.type == type {
            groups[groups.count - 1].count += 1
        } else {
            groups.append(LocalGroup(count: 1, type: type))
        }
    }

    private mutating func parseTag(_ fieldStart: Int) throws(TextError) {
        try advance()
        try skipIdentifier()
        noteName(of: .tag) { $0.tags.append($1) }
        try parseInlineExports(.tag, .tag)
        let inlineImport = try acceptInlineImport(.tag)
        let use = try parseTypeUse(allowsNames: true)
        let type = try resolve(use, at: fieldStart)
        if let (module, name) = inlineImport {
            state.module.imports.append(Import(module: module, name: name, type: .tag(typeIndex: type)))
        } else {
            state.module.tags.append(type)
        }
        count(.tag, defines: inlineImport == nil)
    }

    // MARK: Expressions

    /// Instructions up to the closing parenthesis, as one expression.
    mutating func parseExpressionToEnd() throws(TextError) -> Expression {
        startExpression()
        try parseInstructions()
        return finishedExpression()
    }

    private mutating func parseFoldedExpression() throws(TextError) -> Expression {
        startExpression()
        try parseFoldedInstruction()
        return finishedExpression()
    }

    private mutating func startExpression() {
        body.instructions.removeAll(keepingCapacity: true)
        if !body.pool.isEmpty { body.pool.removeAll(keepingCapacity: true) }
        if !body.positions.isEmpty { body.positions.removeAll(keepingCapacity: true) }
    }

    private mutating func finishedExpression() -> Expression {
        emitEnd()
        // Copies, so that each has the size it needs and the buffers stay.
        return Expression(Array(body.instructions[...]), pool: Array(body.pool[...]), positions: Array(body.positions[...]))
    }

    // MARK: Globals, memories, tables

    private mutating func parseGlobal() throws(TextError) {
        try advance()
        try skipIdentifier()
        noteName(of: .global) { $0.globals.append($1) }
        try parseInlineExports(.global, .global)
        if let (module, name) = try acceptInlineImport(.global) {
            state.module.imports.append(Import(module: module, name: name, type: .global(try parseGlobalType())))
            count(.global, defines: false)
            return
        }
        let type = try parseGlobalType()
        body.locals.removeAll()
        state.module.globals.append(Global(type, initializer: try parseExpressionToEnd()))
        count(.global, defines: true)
    }

    private mutating func parseMemory() throws(TextError) {
        try advance()
        try skipIdentifier()
        noteName(of: .memory) { $0.memories.append($1) }
        try parseInlineExports(.memory, .memory)
        if let (module, name) = try acceptInlineImport(.memory) {
            state.module.imports.append(Import(module: module, name: name, type: .memory(try parseMemoryType())))
            count(.memory, defines: false)
            return
        }
        let index = state.counts[Int(Space.memory.rawValue)]
        let addressType = try parseAddressType()
        let pageSizeExponent = try acceptPageSize()
        if pageSizeExponent == nil, kind != .left {
            state.module.memories.append(try parseMemoryType(addressType))
        } else {
            guard try accept(clause: .data) else { throw unexpected("memory limits or `(data`") }
            let bytes = try parseDataString()
            try expectRight()
            let exponent = UInt64(pageSizeExponent ?? MemoryType.defaultPageSizeExponent)
            let pages = (UInt64(bytes.count) >> exponent) + (UInt64(bytes.count) & (1 << exponent &- 1) == 0 ? 0 : 1)
            state.module.memories.append(
                MemoryType(
                    limits: Limits(minimum: pages, maximum: pages), addressType: addressType, pageSizeExponent: pageSizeExponent))
            let offset = Self.zero(addressType)
            state.module.data.append(DataSegment(mode: .active(memory: index, offset: offset), bytes: bytes))
            count(.data, defines: false)
        }
        count(.memory, defines: true)
    }

    private static func zero(_ type: AddressType) -> Expression {
        Expression([type == .i32 ? .i32Const(0) : .i64Const(0), Instruction(.end)])
    }

    private mutating func parseTable() throws(TextError) {
        try advance()
        try skipIdentifier()
        noteName(of: .table) { $0.tables.append($1) }
        try parseInlineExports(.table, .table)
        if let (module, name) = try acceptInlineImport(.table) {
            state.module.imports.append(Import(module: module, name: name, type: .table(try parseTableType())))
            count(.table, defines: false)
            return
        }
        let index = state.counts[Int(Space.table.rawValue)]
        let addressType = try parseAddressType()
        if kind == .number {
            let type = try parseTableType(addressType)
            body.locals.removeAll()
            let initializer = kind == .right ? nil : try parseExpressionToEnd()
            state.module.tables.append(Table(type, initializer: initializer))
        } else {
            let element = try parseReferenceType()
            guard try accept(clause: .elem) else { throw unexpected("`(elem`") }
            let items = kind == .left ? try parseItemExpressions() : .functions(try parseFunctionIndices())
            try expectRight()
            let size = UInt64(items.count)
            state.module.tables.append(
                Table(TableType(element: element, limits: Limits(minimum: size, maximum: size), addressType: addressType)))
            let mode = ElementSegment.Mode.active(table: index, offset: Self.zero(addressType))
            state.module.elements.append(Self.segment(mode: mode, type: element, items: items))
            count(.element, defines: false)
        }
        count(.table, defines: true)
    }

    // MARK: Segments

    /// Function indices of a type other than the one that stands for them in the binary format are expressions there.
    static func segment(mode: ElementSegment.Mode, type: ValueType, items: ElementSegment.Items) -> ElementSegment {
        guard case .functions(let indices) = items, type != .reference(.func, nullable: false) else {
            return ElementSegment(mode: mode, type: type, items: items)
        }
        let expressions = indices.map { Expression([Instruction(.refFunc, index: $0), Instruction(.end)]) }
        return ElementSegment(mode: mode, type: type, items: .expressions(expressions))
    }

    private mutating func parseFunctionIndices() throws(TextError) -> [UInt32] {
        var indices: [UInt32] = []
        while isAtIndex { indices.append(try parseIndex(.function)) }
        return indices
    }

    private mutating func parseItemExpressions() throws(TextError) -> ElementSegment.Items {
        var expressions: [Expression] = []
        body.locals.removeAll()
        while kind == .left {
            if try accept(clause: .item) {
                expressions.append(try parseExpressionToEnd())
                try expectRight()
            } else {
                expressions.append(try parseFoldedExpression())
            }
        }
        return .expressions(expressions)
    }

    /// `(offset …)` or one folded instruction.
    private mutating func parseOffset() throws(TextError) -> Expression {
        body.locals.removeAll()
        if try accept(clause: .offset) {
            let expression = try parseExpressionToEnd()
            try expectRight()
            return expression
        }
        guard kind == .left else { throw unexpected("an offset") }
        return try parseFoldedExpression()
    }

    /// Whether the number here is a table or memory, as it was written before there was `(table x)`.
    @inline(__always) private var mayBeBareIndex: Bool { kind == .number && !options.features.contains(.functionReferences) }

    private mutating func parseDataSegment() throws(TextError) {
        try advance()
        try skipIdentifier()
        noteName(of: .data) { $0.data.append($1) }
        var mode = DataSegment.Mode.passive
        var memory: UInt32 = 0
        var namesMemory = false
        if kind == .left || mayBeBareIndex {
            if mayBeBareIndex {
                memory = try parseIndex(.memory)
            } else if try accept(clause: .memory) {
                memory = try parseIndex(.memory)
                namesMemory = memory == 0
                try expectRight()
            }
            mode = .active(memory: memory, offset: try parseOffset())
        }
        state.module.data.append(DataSegment(mode: mode, bytes: try parseDataString(), namesMemory: namesMemory))
        count(.data, defines: false)
    }

    private mutating func parseElementSegment() throws(TextError) {
        try advance()
        try skipIdentifier()
        noteName(of: .element) { $0.elements.append($1) }
        var mode = ElementSegment.Mode.passive
        var mayOmitKind = false
        var namesTable = false
        if at(.declare) {
            try advance()
            mode = .declarative
        } else if try accept(clause: .table) {
            let table = try parseIndex(.table)
            try expectRight()
            mode = .active(table: table, offset: try parseOffset())
            namesTable = table == 0
        } else if mayBeBareIndex {
            let table = try parseIndex(.table)
            mode = .active(table: table, offset: try parseOffset())
            mayOmitKind = true
        } else if kind == .left, try clauseKeyword() != .ref {
            mode = .active(table: 0, offset: try parseOffset())
            mayOmitKind = true
        }
        if at(.func) {
            try advance()
            let items = ElementSegment.Items.functions(try parseFunctionIndices())
            state.module.elements.append(Self.segment(mode: mode, type: .reference(.func, nullable: false), items: items))
        } else if let type = try acceptReferenceType() {
            state.module.elements.append(Self.segment(mode: mode, type: type, items: try parseItemExpressions()))
        } else if mayOmitKind {
            let items = ElementSegment.Items.functions(try parseFunctionIndices())
            state.module.elements.append(Self.segment(mode: mode, type: .reference(.func, nullable: false), items: items))
        } else {
            throw unexpected("`func` or a reference type")
        }
        let last = state.module.elements.count - 1
        if namesTable { state.module.elements[last].namesTable = state.module.elements[last].hasShortForm }
        count(.element, defines: false)
    }
}

extension ElementSegment {
    /// Has a binary form without table index (§5.5.12).
    fileprivate var hasShortForm: Bool {
        switch items {
        case .functions: true
        case .expressions: type == .funcref
        }
    }
}
