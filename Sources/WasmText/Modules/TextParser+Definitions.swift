import WasmModel

// Fields that define something (WebAssembly 3.0, §6.6), with their abbreviations.
extension TextParser {
    // MARK: Functions and tags

    mutating func parseFunction(_ fieldStart: Int) throws(TextError) {
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

    mutating func takeHints() -> [BranchHint] {
        if body.hints.isEmpty { return [] }
        defer { body.hints.removeAll() }
        return body.hints
    }

    mutating func parseLocals() throws(TextError) -> [LocalGroup] {
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

    mutating func addLocal(_ type: ValueType, to groups: inout [LocalGroup]) throws(TextError) {
        body.localCount &+= 1
        if let last = groups.last, last.type == type {
            groups[groups.count - 1].count += 1
        } else {
            groups.append(LocalGroup(count: 1, type: type))
        }
    }

    mutating func parseTag(_ fieldStart: Int) throws(TextError) {
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

    mutating func parseFoldedExpression() throws(TextError) -> Expression {
        startExpression()
        try parseFoldedInstruction()
        return finishedExpression()
    }

    mutating func startExpression() {
        body.instructions.removeAll(keepingCapacity: true)
        if !body.pool.isEmpty { body.pool.removeAll(keepingCapacity: true) }
        if !body.positions.isEmpty { body.positions.removeAll(keepingCapacity: true) }
    }

    mutating func finishedExpression() -> Expression {
        emitEnd()
        // Copies, so that each has the size it needs and the buffers stay.
        return Expression(
            Array(body.instructions[...]), pool: Array(body.pool[...]), positions: Array(body.positions[...]))
    }

    // MARK: Globals, memories, tables

    mutating func parseGlobal() throws(TextError) {
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

    mutating func parseMemory() throws(TextError) {
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
                    limits: Limits(minimum: pages, maximum: pages), addressType: addressType,
                    pageSizeExponent: pageSizeExponent))
            let offset = Self.zero(addressType)
            state.module.data.append(DataSegment(mode: .active(memory: index, offset: offset), bytes: bytes))
            count(.data, defines: false)
        }
        count(.memory, defines: true)
    }

    static func zero(_ type: AddressType) -> Expression {
        Expression([type == .i32 ? .i32Const(0) : .i64Const(0), Instruction(.end)])
    }

    mutating func parseTable() throws(TextError) {
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
                Table(
                    TableType(element: element, limits: Limits(minimum: size, maximum: size), addressType: addressType))
            )
            let mode = ElementSegment.Mode.active(table: index, offset: Self.zero(addressType))
            // Before reference types a segment of indices had no type, and there was no expression to stand for one.
            let isUntyped = !options.features.contains(.referenceTypes)
            let type = isUntyped ? .reference(.func, nullable: false) : element
            state.module.elements.append(Self.segment(mode: mode, type: type, items: items))
            count(.element, defines: false)
        }
        count(.table, defines: true)
    }
}
