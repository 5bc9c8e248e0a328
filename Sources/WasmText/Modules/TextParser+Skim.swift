import WasmModel

// The first look at a module: which names its fields bind, and where its types are. Everything in a module may be named
// before it is defined (WebAssembly 3.0, §6.6.2), so this has to be known before anything is read.
extension TextParser {
    /// Walks over the fields from the current token to the parenthesis that closes the module, or to the end of the
    /// text, and comes back.
    mutating func skim() throws(TextError) {
        let here = savedToken()
        let interprets = state.interpretsAnnotations
        state.interpretsAnnotations = false
        while kind == .left { try skimField() }
        state.interpretsAnnotations = interprets
        restore(here)
    }

    /// From the parenthesis of a field to behind the one that closes it.
    private mutating func skimField() throws(TextError) {
        let fieldStart = start
        try advance()
        guard kind == .keyword, let keyword = word.keyword else { return try skipToEnd(depth: 1) }
        switch keyword {
        case .type:
            try skimBinding(.type)
            try skipToEnd(depth: 1)
            state.typeFields.append((fieldStart, start))
        case .rec:
            try advance()
            while kind == .left {
                try advance()
                if at(.type) { try skimBinding(.type) }
                try skipToEnd(depth: 1)
            }
            try skipToEnd(depth: 1)
            state.typeFields.append((fieldStart, start))
        case .import:
            try advance()
            while kind == .string { try advance() }
            if kind == .left {
                try advance()
                if kind == .keyword, let space = word.keyword?.importedSpace { try skimBinding(space) }
                try skipToEnd(depth: 2)
            } else {
                try skipToEnd(depth: 1)
            }
        case .func: try skimDefinition(.function)
        case .table: try skimDefinition(.table, segment: .elem)
        case .memory: try skimDefinition(.memory, segment: .data)
        case .global: try skimDefinition(.global)
        case .tag: try skimDefinition(.tag)
        case .elem: try skimDefinition(.element)
        case .data: try skimDefinition(.data)
        default: try skipToEnd(depth: 1)
        }
    }

    private mutating func skimDefinition(_ space: Space) throws(TextError) {
        try skimBinding(space)
        try skipToEnd(depth: 1)
    }

    /// A table or memory: a segment inside it is one more of its own space.
    private mutating func skimDefinition(_ space: Space, segment: Keyword) throws(TextError) {
        try skimBinding(space)
        while kind != .right && kind != .end {
            if kind == .left {
                try advance()
                if at(segment) { try bind(.none, segment == .elem ? .element : .data, at: start) }
                try skipToEnd(depth: 1)
            } else {
                try advance()
            }
        }
        try skipToEnd(depth: 1)
    }

    /// At the keyword of a field: binds the identifier behind it, and moves behind that.
    private mutating func skimBinding(_ space: Space) throws(TextError) {
        try advance()
        let offset = start
        try bind(try acceptIdentifier(), space, at: offset)
    }

    /// Moves behind the parenthesis that closes `depth` open ones, without looking at words and numbers. `start` is
    /// left at the token behind it.
    mutating func skipToEnd(depth: Int) throws(TextError) {
        var depth = depth
        var position = start
        while true {
            position = source.quietEnd(from: position)
            let byte = source[position]
            if byte == 0x28 {
                if source[position &+ 1] == 0x3B {
                    position = try source.blockCommentEnd(from: position)
                } else if source[position &+ 1] == 0x40 {
                    position = try annotation(at: position)
                } else {
                    depth &+= 1
                    position &+= 1
                }
            } else if byte == 0x29 {
                depth &-= 1
                position &+= 1
                if depth == 0 { break }
            } else if byte == 0x22 {
                start = position
                position = try stringEnd(from: position)
            } else if byte == 0x3B && source[position &+ 1] == 0x3B {
                position = try source.lineCommentEnd(from: position)
            } else if position >= source.count {
                break
            } else {
                // Wrong wherever it stands; the second look says why.
                position &+= 1
            }
        }
        lastSkipped = position
        end = position
        try advance()
    }

}

extension Keyword {
    fileprivate var importedSpace: Space? {
        switch self {
        case .func: .function
        case .table: .table
        case .memory: .memory
        case .global: .global
        case .tag: .tag
        default: nil
        }
    }
}
