package import WasmModel

extension Module {
    /// The module in the binary format (§5.5), with the shortest form of every number.
    ///
    /// Decoding and encoding again gives the same bytes if those had the shortest forms: of numbers, of memory
    /// arguments (no index for memory 0) and of types (`funcref` for `(ref null func)`).
    ///
    /// Custom sections stand behind the section that ``CustomSection/after`` names, whether or not that section is
    /// there. Branch hints of functions are written even if no custom section asks for them.
    package func encoded() -> [UInt8] {
        var encoder = ModuleEncoder(self)
        return encoder.encode()
    }
}

/// Sections in their order (§5.5.2).
private struct ModuleEncoder {
    private let module: Module
    // So large that most small modules need no more.
    private var output = ByteWriter(capacity: 4096)
    private var contents = ByteWriter(capacity: 4096)
    /// Branch hints stand before the code whose offsets they hold, so where there are any, code is written first.
    private var code: [UInt8]?
    private var hints: [UInt8] = []

    init(_ module: Module) { self.module = module }

    mutating func encode() -> [UInt8] {
        let hasHints = module.functions.contains { !$0.branchHints.isEmpty }
        let asksForHints = module.customSections.contains { $0.content == .branchHints }
        if hasHints || asksForHints { writeCodeAndHints() }

        output.append(Module.header)
        for section in Section.allCases {
            if section == .code, hasHints, !asksForHints { custom(name: BranchHintSection.name, hints) }
            contents.clear()
            if write(section) {
                output.byte(section.id)
                output.byteList(contents.bytes)
            } else if module.emptySections.contains(section) {
                output.byte(section.id)
                output.byteList([0])
            }
            for custom in module.customSections where custom.after == section { write(custom) }
        }
        return output.bytes
    }

    /// Writes the contents of a section. False if the module has no such section.
    private mutating func write(_ section: Section) -> Bool {
        switch section {
        case .custom: return false
        case .type: return list(module.types) { $0.recursionGroup($1) }
        case .import:
            return list(module.imports) { writer, item in
                writer.name(item.module)
                writer.name(item.name)
                writer.externalType(item.type)
            }
        case .function: return list(module.functions) { $0.unsigned($1.typeIndex) }
        case .table: return list(module.tables) { $0.table($1) }
        case .memory: return list(module.memories) { $0.memoryType($1) }
        case .tag: return list(module.tags) { $0.tagType($1) }
        case .global:
            return list(module.globals) { writer, global in
                writer.globalType(global.type)
                writer.expression(global.initializer)
            }
        case .export:
            return list(module.exports) { writer, export in
                writer.name(export.name)
                writer.byte(export.kind.rawValue)
                writer.unsigned(export.index)
            }
        case .start:
            guard let start = module.start else { return false }
            contents.unsigned(start)
            return true
        case .element: return list(module.elements) { $0.elementSegment($1) }
        case .dataCount:
            guard let count = module.dataCount else { return false }
            contents.unsigned(count)
            return true
        case .code:
            if let code {
                guard !module.functions.isEmpty else { return false }
                contents.append(code)
                return true
            }
            var body = ByteWriter()
            return list(module.functions) { writer, function in
                body.clear()
                body.locals(function.locals)
                body.expression(function.body)
                writer.byteList(body.bytes)
            }
        case .data: return list(module.data) { $0.dataSegment($1) }
        }
    }

    private mutating func list<Item>(_ items: [Item], _ item: (inout ByteWriter, Item) -> Void) -> Bool {
        guard !items.isEmpty else { return false }
        contents.list(items, item)
        return true
    }

    private mutating func writeCodeAndHints() {
        var code = ByteWriter()
        var hinted = ByteWriter()
        var hintedFunctions = 0
        let imports = module.importCount(of: .function)
        code.count(module.functions.count)
        for (index, function) in module.functions.enumerated() {
            var body = ByteWriter()
            var starts: [UInt32]? = []
            body.locals(function.locals)
            body.expression(function.body, starts: &starts)
            code.byteList(body.bytes)
            if !function.branchHints.isEmpty {
                hintedFunctions += 1
                BranchHintSection.write(
                    function.branchHints, of: imports + index, offsets: starts ?? [], to: &hinted)
            }
        }
        self.code = code.bytes
        var section = ByteWriter()
        section.count(hintedFunctions)
        section.append(hinted.bytes)
        hints = section.bytes
    }

    private mutating func write(_ section: CustomSection) {
        switch section.content {
        case .raw(let bytes): custom(name: section.name, bytes)
        case .names(let names): custom(name: section.name, names.bytes)
        case .branchHints: custom(name: section.name, hints)
        }
    }

    private mutating func custom(name: String, _ bytes: [UInt8]) {
        contents.clear()
        contents.name(name)
        contents.append(bytes)
        output.byte(Section.custom.id)
        output.byteList(contents.bytes)
    }
}

extension ByteWriter {
    fileprivate mutating func locals(_ groups: [LocalGroup]) {
        list(groups) { writer, group in
            writer.unsigned(group.count)
            writer.valueType(group.type)
        }
    }

    fileprivate mutating func table(_ table: Table) {
        if let initializer = table.initializer {
            byte(0x40)
            byte(0)
            tableType(table.type)
            expression(initializer)
        } else {
            tableType(table.type)
        }
    }

    /// The flags (§5.5.12): bit 0 passive or declarative, bit 1 explicit table or declarative, bit 2 expressions.
    fileprivate mutating func elementSegment(_ segment: ElementSegment) {
        let isShort: Bool
        let hasExpressions: Bool
        switch segment.items {
        case .functions: (hasExpressions, isShort) = (false, true)
        case .expressions: (hasExpressions, isShort) = (true, segment.type == .funcref)
        }
        var flags: UInt8 = hasExpressions ? 4 : 0
        switch segment.mode {
        case .passive:
            flags |= 1
            byte(flags)
        case .declarative:
            flags |= 3
            byte(flags)
        case .active(let table, let offset):
            if table != 0 || segment.namesTable || !isShort {
                flags |= 2
                byte(flags)
                unsigned(table)
            } else {
                byte(flags)
            }
            expression(offset)
        }
        if flags & 3 != 0 {
            if hasExpressions { valueType(segment.type) } else { byte(0) }
        }
        switch segment.items {
        case .functions(let indices): list(indices) { $0.unsigned($1) }
        case .expressions(let expressions): list(expressions) { $0.expression($1) }
        }
    }

    fileprivate mutating func dataSegment(_ segment: DataSegment) {
        switch segment.mode {
        case .passive: byte(1)
        case .active(let memory, let offset):
            if memory != 0 || segment.namesMemory {
                byte(2)
                unsigned(memory)
            } else {
                byte(0)
            }
            expression(offset)
        }
        byteList(segment.bytes)
    }
}
