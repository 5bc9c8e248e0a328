import WasmModel

/// The identifiers that a printed module uses: names from its name section, where they can be identifiers as they are
/// and no two in one index space are alike. Identifiers mean nothing, so leaving one out is never wrong.
struct PrintedNames {
    private var spaces: [Space: [UInt32: String]] = [:]
    private var locals: [UInt32: [UInt32: String]] = [:]
    private var fields: [UInt32: [UInt32: String]] = [:]

    init(_ module: Module) {
        let sections = module.customSections.compactMap { section in
            if case .names(let names) = section.content { names } else { nil }
        }
        guard sections.count == 1, let names = sections.first else { return }
        let functions = UInt32(module.importCount(of: .function) + module.functions.count)
        spaces[.function] = Self.identifiers(names.functions, below: functions)
        spaces[.type] = Self.identifiers(names.types, below: UInt32(module.types.reduce(0) { $0 + $1.types.count }))
        spaces[.table] = Self.identifiers(
            names.tables, below: UInt32(module.importCount(of: .table) + module.tables.count))
        spaces[.memory] = Self.identifiers(
            names.memories, below: UInt32(module.importCount(of: .memory) + module.memories.count))
        spaces[.global] = Self.identifiers(
            names.globals, below: UInt32(module.importCount(of: .global) + module.globals.count))
        spaces[.tag] = Self.identifiers(names.tags, below: UInt32(module.importCount(of: .tag) + module.tags.count))
        spaces[.element] = Self.identifiers(names.elements, below: UInt32(module.elements.count))
        spaces[.data] = Self.identifiers(names.data, below: UInt32(module.data.count))
        for association in names.locals where locals[association.index] == nil {
            locals[association.index] = Self.identifiers(association.names, below: .max)
        }
        for association in names.fields where fields[association.index] == nil {
            fields[association.index] = Self.identifiers(association.names, below: .max)
        }
    }

    private static func identifiers(_ names: [NameSection.Association], below count: UInt32) -> [UInt32: String] {
        var occurrences: [String: Int] = [:]
        for association in names { occurrences[association.name, default: 0] += 1 }
        var identifiers: [UInt32: String] = [:]
        for association in names where association.index < count && occurrences[association.name] == 1 {
            guard !association.name.isEmpty, association.name.utf8.allSatisfy(CharacterClass.isIdentifier) else {
                continue
            }
            guard identifiers[association.index] == nil else { continue }
            identifiers[association.index] = "$" + association.name
        }
        return identifiers
    }

    /// `$name` or the number.
    func reference(_ space: Space, _ index: UInt32) -> String { spaces[space]?[index] ?? "\(index)" }

    /// ` $name` or ` (;number;)`, behind the keyword of a definition.
    func binding(_ space: Space, _ index: UInt32) -> String {
        spaces[space]?[index].map { " " + $0 } ?? " (;\(index);)"
    }

    func local(_ index: UInt32, of function: UInt32) -> String? { locals[function]?[index] }
    func hasLocals(of function: UInt32) -> Bool { locals[function]?.isEmpty == false }
    func field(_ index: UInt32, of type: UInt32) -> String? { fields[type]?[index] }

    func type(_ type: ValueType) -> String {
        guard type.isReference, let index = type.heapType.typeIndex else { return "\(type)" }
        return "(ref \(type.isNullable ? "null " : "")\(reference(.type, index)))"
    }

    func heapType(_ type: HeapType) -> String { type.typeIndex.map { reference(.type, $0) } ?? "\(type)" }
}
