public import WasmModel

extension Module {
    /// The module in the text format. Reading it gives the same module again if it is valid: types and custom sections
    /// are kept as they are written, and what only the binary format can tell (``TextParser/localGroupsID``,
    /// ``TextParser/dataCountID``, ``TextParser/emptySectionsID``) is noted in annotations that other tools skip.
    public func text() -> String {
        var printer = ModulePrinter(self)
        printer.print(name: nil)
        return printer.output.string + "\n"
    }
}

/// Writes one module, a field to a line.
struct ModulePrinter {
    static let table = OpcodeTable.shared

    let module: Module
    let names: PrintedNames
    var output = TextOutput()

    init(_ module: Module) {
        self.module = module
        names = PrintedNames(module)
    }

    /// The whole, from `(module` to its closing parenthesis, with an identifier for scripts.
    mutating func print(name: String?) {
        output.append("(module")
        if let name { output.append(" " + name) }
        output.depth += 1
        printEmptySections()
        if module.dataCount != nil && !ModulePrinter.usesDataIndices(module) { field("(@\(TextParser.dataCountID))") }
        printCustomSections(.beforeBranchHints)
        printTypes()
        printImports()
        printFunctions()
        printTables()
        printMemories()
        printTags()
        printGlobals()
        for export in module.exports { printExport(export) }
        if let start = module.start { field("(start \(names.reference(.function, start)))") }
        printElements()
        printData()
        printCustomSections(.afterBranchHints)
        output.depth -= 1
        output.append(")")
    }

    private mutating func field(_ text: String) {
        output.newLine()
        output.append(text)
    }

    /// Whether the text makes it plain that a data count is needed.
    static func usesDataIndices(_ module: Module) -> Bool {
        module.functions.contains { function in
            function.body.instructions.contains { instruction in
                switch table.definitions[Int(instruction.opcode.rawValue)].immediates {
                case .dataIndex, .dataAndMemory, .typeAndData: true
                default: false
                }
            }
        }
    }

    // MARK: Types

    private mutating func printTypes() {
        var index: UInt32 = 0
        for group in module.types {
            let isGroup = group.types.count != 1 || group.isExplicit
            if isGroup {
                field("(rec")
                output.depth += 1
            }
            for type in group.types {
                field("(type\(names.binding(.type, index)) \(text(of: type, at: index)))")
                index += 1
            }
            if isGroup {
                output.depth -= 1
                output.append(")")
            }
        }
    }

    private func text(of type: SubType, at index: UInt32) -> String {
        let composite = text(of: type.composite, at: index)
        if type.isFinal && type.supertypes.isEmpty && !type.isExplicit { return composite }
        let supertypes = type.supertypes.map { " " + names.reference(.type, $0) }.joined()
        return "(sub\(type.isFinal ? " final" : "")\(supertypes) \(composite))"
    }

    private func text(of type: CompositeType, at index: UInt32) -> String {
        switch type {
        case .function(let function):
            return "(func" + clause("param", function.parameters) + clause("result", function.results) + ")"
        case .structure(let fields):
            return "(struct"
                + fields.enumerated().map { number, type in
                    let name = names.field(UInt32(number), of: index).map { $0 + " " } ?? ""
                    return " (field \(name)\(text(of: type)))"
                }.joined() + ")"
        case .array(let field): return "(array \(text(of: field)))"
        }
    }

    private func text(of field: FieldType) -> String {
        let storage =
            switch field.storage {
            case .value(let type): names.type(type)
            case .i8: "i8"
            case .i16: "i16"
            }
        return field.isMutable ? "(mut \(storage))" : storage
    }

    private func clause(_ keyword: String, _ types: [ValueType]) -> String {
        types.isEmpty ? "" : " (\(keyword)" + types.map { " " + names.type($0) }.joined() + ")"
    }

    private func text(of limits: Limits) -> String { "\(limits.minimum)" + (limits.maximum.map { " \($0)" } ?? "") }

    private func text(of type: TableType) -> String {
        (type.addressType == .i64 ? "i64 " : "") + text(of: type.limits) + " " + names.type(type.element)
    }

    private func text(of type: MemoryType) -> String {
        var text = (type.addressType == .i64 ? "i64 " : "") + text(of: type.limits)
        if type.isShared { text += " shared" }
        if let exponent = type.pageSizeExponent, exponent < 64 {
            text += " (pagesize \(1 << UInt64(exponent) as UInt64))"
        }
        return text
    }

    private func text(of type: GlobalType) -> String {
        type.isMutable ? "(mut \(names.type(type.value)))" : names.type(type.value)
    }

    // MARK: Imports and exports

    private mutating func printImports() {
        var counts: [ExternalKind: UInt32] = [:]
        for item in module.imports {
            let index = counts[item.type.kind, default: 0]
            counts[item.type.kind] = index + 1
            output.newLine()
            output.append("(import ")
            output.appendString(item.module.utf8)
            output.append(" ")
            output.appendString(item.name.utf8)
            switch item.type {
            case .function(let type):
                output.append(" (func\(names.binding(.function, index)) (type \(names.reference(.type, type)))))")
            case .tag(let type):
                output.append(" (tag\(names.binding(.tag, index)) (type \(names.reference(.type, type)))))")
            case .table(let type): output.append(" (table\(names.binding(.table, index)) \(text(of: type))))")
            case .memory(let type): output.append(" (memory\(names.binding(.memory, index)) \(text(of: type))))")
            case .global(let type): output.append(" (global\(names.binding(.global, index)) \(text(of: type))))")
            }
        }
    }

    private mutating func printExport(_ export: Export) {
        output.newLine()
        output.append("(export ")
        output.appendString(export.name.utf8)
        let space: Space =
            switch export.kind {
            case .function: .function
            case .table: .table
            case .memory: .memory
            case .global: .global
            case .tag: .tag
            }
        output.append(" (\(export.kind.keyword) \(names.reference(space, export.index))))")
    }

    // MARK: Functions

    private mutating func printFunctions() {
        let imported = UInt32(module.importCount(of: .function))
        let hasHints = module.customSections.contains { $0.content == .branchHints }
        let types = module.subTypes
        for (number, function) in module.functions.enumerated() {
            let index = imported + UInt32(number)
            field("(func\(names.binding(.function, index)) (type \(names.reference(.type, function.typeIndex)))")
            var parameterCount: UInt32 = 0
            if Int(function.typeIndex) < types.count,
                case .function(let type) = types[Int(function.typeIndex)].composite
            {
                parameterCount = UInt32(type.parameters.count)
                printParameters(type, of: index)
            }
            output.depth += 1
            printLocals(function.locals, of: index, from: parameterCount)
            print(function.body, function: index, hints: hasHints ? function.branchHints : [], onLines: true)
            output.depth -= 1
            output.append(")")
        }
    }

    /// Only where a parameter has a name; the type says the rest.
    private mutating func printParameters(_ type: FunctionType, of function: UInt32) {
        guard names.hasLocals(of: function), !type.parameters.isEmpty else { return }
        for (number, parameter) in type.parameters.enumerated() {
            let name = names.local(UInt32(number), of: function).map { $0 + " " } ?? ""
            output.append(" (param \(name)\(names.type(parameter)))")
        }
        output.append(clause("result", type.results))
    }

    /// More locals than this are not written one by one.
    private static let mostLocals = 100_000

    private mutating func printLocals(_ groups: [LocalGroup], of function: UInt32, from first: UInt32) {
        if groups.isEmpty { return }
        let total = groups.reduce(UInt64(0)) { $0 + UInt64($1.count) }
        let isCanonical =
            groups.allSatisfy { $0.count > 0 } && zip(groups, groups.dropFirst()).allSatisfy { $0.type != $1.type }
        if !isCanonical || total > UInt64(Self.mostLocals) {
            let items = groups.map { " \($0.count) \($0.type.rawValue)" }.joined()
            field("(@\(TextParser.localGroupsID)\(items))")
        }
        if total > UInt64(Self.mostLocals) { return }
        var index = first
        let hasNames = names.hasLocals(of: function)
        if total > 0 { output.newLine() }
        for (number, group) in groups.enumerated() where group.count > 0 {
            if hasNames {
                for _ in 0..<group.count {
                    let name = names.local(index, of: function).map { $0 + " " } ?? ""
                    output.append("\(index == first ? "" : " ")(local \(name)\(names.type(group.type)))")
                    index &+= 1
                }
            } else {
                output.append(number == 0 || index == first ? "(local" : " (local")
                let type = " " + names.type(group.type)
                for _ in 0..<group.count { output.append(type) }
                output.append(")")
                index &+= group.count
            }
        }
    }

    // MARK: Other definitions

    private mutating func printTables() {
        let imported = UInt32(module.importCount(of: .table))
        for (number, table) in module.tables.enumerated() {
            field("(table\(names.binding(.table, imported + UInt32(number))) \(text(of: table.type))")
            if let initializer = table.initializer { print(initializer, function: nil, onLines: false) }
            output.append(")")
        }
    }

    private mutating func printMemories() {
        let imported = UInt32(module.importCount(of: .memory))
        for (number, memory) in module.memories.enumerated() {
            field("(memory\(names.binding(.memory, imported + UInt32(number))) \(text(of: memory)))")
        }
    }

    private mutating func printTags() {
        let imported = UInt32(module.importCount(of: .tag))
        for (number, type) in module.tags.enumerated() {
            field("(tag\(names.binding(.tag, imported + UInt32(number))) (type \(names.reference(.type, type))))")
        }
    }

    private mutating func printGlobals() {
        let imported = UInt32(module.importCount(of: .global))
        for (number, global) in module.globals.enumerated() {
            field("(global\(names.binding(.global, imported + UInt32(number))) \(text(of: global.type))")
            print(global.initializer, function: nil, onLines: false)
            output.append(")")
        }
    }

    // MARK: Segments

    private mutating func printElements() {
        for (number, segment) in module.elements.enumerated() {
            field("(elem\(names.binding(.element, UInt32(number)))")
            switch segment.mode {
            case .passive: break
            case .declarative: output.append(" declare")
            case .active(let table, let offset):
                if table != 0 || segment.namesTable { output.append(" (table \(names.reference(.table, table)))") }
                printOffset(offset)
            }
            switch segment.items {
            case .functions(let indices):
                output.append(" func")
                for index in indices { output.append(" " + names.reference(.function, index)) }
            case .expressions(let expressions):
                output.append(" " + names.type(segment.type))
                for expression in expressions {
                    output.append(" (item")
                    print(expression, function: nil, onLines: false)
                    output.append(")")
                }
            }
            output.append(")")
        }
    }

    private mutating func printOffset(_ offset: Expression) {
        output.append(" (offset")
        print(offset, function: nil, onLines: false)
        output.append(")")
    }

    private mutating func printData() {
        for (number, segment) in module.data.enumerated() {
            field("(data\(names.binding(.data, UInt32(number)))")
            if case .active(let memory, let offset) = segment.mode {
                if memory != 0 || segment.namesMemory { output.append(" (memory \(names.reference(.memory, memory)))") }
                printOffset(offset)
            }
            output.append(" ")
            output.appendData(segment.bytes)
            output.append(")")
        }
    }

    // MARK: Custom sections

    private enum CustomPart { case beforeBranchHints, afterBranchHints }

    /// Sections with the same place stand in the order of the text. Branch hints stand where the functions are, and are
    /// placed before the code section.
    private mutating func printCustomSections(_ part: CustomPart) {
        let hints = module.customSections.firstIndex { $0.content == .branchHints }
        let hasHints = module.functions.contains { !$0.branchHints.isEmpty }
        for (number, section) in module.customSections.enumerated() {
            let isAfter = hints.map { number > $0 } ?? true
            guard isAfter == (part == .afterBranchHints) else { continue }
            let content: [UInt8]
            switch section.content {
            case .raw(let bytes): content = bytes
            case .names(let names): content = names.bytes
            case .branchHints:
                // Without hints there is nothing in the functions that would bring the section back.
                if hasHints { continue }
                content = [0]
            }
            // Behind the hints in the same gap: only "before code" comes later.
            let sharesGap = hints.map { number > $0 && section.after == module.customSections[$0].after } ?? false
            output.newLine()
            output.append("(@custom ")
            output.appendString(section.name.utf8)
            output.append(sharesGap ? " (before code) " : placement(section.after))
            output.appendData(content)
            output.append(")")
        }
    }

    private func placement(_ section: Section) -> String {
        section == .custom ? " (before first) " : " (after \(Self.keyword(of: section))) "
    }

    private static func keyword(of section: Section) -> String {
        TextParser.sections.first { $0.value == section && $0.key != "first" && $0.key != "last" }?.key ?? "last"
    }

    private mutating func printEmptySections() {
        let empty = Section.allCases.filter { module.emptySections.contains($0) }
        if !empty.isEmpty {
            field("(@\(TextParser.emptySectionsID)\(empty.map { " " + Self.keyword(of: $0) }.joined()))")
        }
    }
}
