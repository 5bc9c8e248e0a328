import WasmModel

// Element and data segments (WebAssembly 3.0, §6.6).
extension TextParser {
    /// Function indices of a type other than the one that stands for them in the binary format are expressions there.
    static func segment(mode: ElementSegment.Mode, type: ValueType, items: ElementSegment.Items) -> ElementSegment {
        guard case .functions(let indices) = items, type != .reference(.func, nullable: false) else {
            return ElementSegment(mode: mode, type: type, items: items)
        }
        let expressions = indices.map { Expression([Instruction(.refFunc, index: $0), Instruction(.end)]) }
        return ElementSegment(mode: mode, type: type, items: .expressions(expressions))
    }

    mutating func parseFunctionIndices() throws(TextError) -> [UInt32] {
        var indices: [UInt32] = []
        while isAtIndex { indices.append(try parseIndex(.function)) }
        return indices
    }

    mutating func parseItemExpressions() throws(TextError) -> ElementSegment.Items {
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
    mutating func parseOffset() throws(TextError) -> Expression {
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
    @inline(__always) var mayBeBareIndex: Bool { kind == .number && !options.features.contains(.functionReferences) }

    mutating func parseDataSegment() throws(TextError) {
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

    mutating func parseElementSegment() throws(TextError) {
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
            state.module.elements.append(
                Self.segment(mode: mode, type: .reference(.func, nullable: false), items: items))
        } else if let type = try acceptReferenceType() {
            state.module.elements.append(Self.segment(mode: mode, type: type, items: try parseItemExpressions()))
        } else if mayOmitKind {
            let items = ElementSegment.Items.functions(try parseFunctionIndices())
            state.module.elements.append(
                Self.segment(mode: mode, type: .reference(.func, nullable: false), items: items))
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
