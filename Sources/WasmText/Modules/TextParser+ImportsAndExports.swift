import WasmModel

// Imports and exports (WebAssembly 3.0, §6.6), inline ones and those that are fields of their own.
extension TextParser {
    // MARK: Inline imports and exports

    /// `(export "name")*`, of what is about to be defined or imported.
    mutating func parseInlineExports(_ kind: ExternalKind, _ space: Space) throws(TextError) {
        while try accept(clause: .export) {
            state.module.exports.append(
                Export(name: try parseName(), kind: kind, index: state.counts[Int(space.rawValue)]))
            try expectRight()
        }
    }

    mutating func acceptInlineImport(_ space: Space) throws(TextError) -> (module: String, name: String)? {
        let offset = start
        guard try accept(clause: .import) else { return nil }
        try checkImportOrder(at: offset)
        let module = try parseName()
        let name = try parseName()
        try expectRight()
        return (module, name)
    }

    mutating func checkImportOrder(at offset: Int) throws(TextError) {
        if let defined = state.definesAnything { throw source.error(.importAfterDefinition(defined.name), at: offset) }
    }

    /// Counts a definition or an import in its index space. The identifier was bound by the first look.
    mutating func count(_ space: Space, defines: Bool) {
        state.counts[Int(space.rawValue)] &+= 1
        if defines && state.definesAnything == nil { state.definesAnything = space }
    }

    mutating func skipIdentifier() throws(TextError) {
        if kind == .identifier { try advance() }
    }

    // MARK: Imports and exports

    mutating func parseImport() throws(TextError) {
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

    mutating func noteName(of space: Space, _ add: (inout NameSection, NameSection.Association) -> Void) {
        if annotations.isEmpty { return }
        let index = state.counts[Int(space.rawValue)]
        if let name = takenName() { add(&state.names, .init(index, name)) }
    }

    mutating func parseExport() throws(TextError) {
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

    mutating func parseStart() throws(TextError) {
        let offset = start
        try advance()
        let index = try parseIndex(.function)
        if state.module.start != nil { throw source.error(.multipleStart, at: offset) }
        state.module.start = index
    }
}
