import Divergence
package import ModuleGeneration
package import WasmModel

/// A module in two that do together what it did alone: a library takes over some of its functions, memories, tables,
/// globals and tags and exports them, and what is left imports them.
package struct SplitModule: Sendable {
    package var library: Module
    package var rest: Module
    /// Of the library's functions, and of those that are left, kept in step.
    package var libraryScaffolding: [[Range<Int32>]]
    package var scaffolding: [[Range<Int32>]]

    /// Under what the library is registered; nothing that is generated has the name.
    package static let name = "half"

    /// What the whole module and the two spaces of indices have to do with each other.
    private struct Parts {
        let module: Module
        /// By space: positions among the definitions that move, ascending.
        var moved: [Renumbering.Space: [Int]] = [:]

        static let spaces: [(space: Renumbering.Space, kind: ExternalKind)] = [
            (.function, .function), (.table, .table), (.memory, .memory), (.global, .global), (.tag, .tag),
        ]

        func imported(_ kind: ExternalKind) -> Int { module.importCount(of: kind) }
        func defined(_ space: Renumbering.Space) -> Int {
            switch space {
            case .function: module.functions.count
            case .table: module.tables.count
            case .memory: module.memories.count
            case .global: module.globals.count
            case .tag: module.tags.count
            case .type, .element, .data: 0
            }
        }
    }

    /// - Returns: `nil` if there is nothing that can be taken over.
    package init?(_ module: Module, _ scaffolding: [[Range<Int32>]], seed: UInt64) {
        var stream = RandomStream(seed: seed)
        var parts = Parts(module: module)
        parts.moved = Self.moved(parts, &stream)
        guard parts.moved.values.contains(where: { !$0.isEmpty }) else { return nil }
        guard let library = Self.library(parts), let rest = Self.rest(parts) else { return nil }
        self.library = library
        self.rest = rest
        let functions = Set(parts.moved[.function] ?? [])
        func marks(_ number: Int) -> [Range<Int32>] { number < scaffolding.count ? scaffolding[number] : [] }
        libraryScaffolding = functions.sorted().map(marks)
        self.scaffolding = module.functions.indices.filter { !functions.contains($0) }.map(marks)
    }

    // MARK: What moves

    /// Functions that need nothing that stays, with all that they need, and some of what holds values besides.
    private static func moved(_ parts: Parts, _ stream: inout RandomStream) -> [Renumbering.Space: [Int]] {
        let module = parts.module
        let free: [Renumbering.Space: Set<Int>] = [
            .memory: Set(module.memories.indices), .tag: Set(module.tags.indices),
            .table: Set(module.tables.indices.filter { module.tables[$0].initializer.map(standsAlone) ?? true }),
            .global: Set(module.globals.indices.filter { standsAlone(module.globals[$0].initializer) }),
        ]
        var moved: [Renumbering.Space: Set<Int>] = [:]
        for (space, _) in Parts.spaces where space != .function {
            moved[space] = Set((free[space] ?? []).sorted().filter { _ in stream.chance(300) })
        }
        var functions: Set<Int> = []
        // The number of a function that can be seen from outside stays what it is.
        let candidates = ReorderedModule.showsFunctions(module) ? [] : Array(module.functions.indices)
        for number in candidates where stream.chance(700) && module.start != UInt32(number + parts.imported(.function)) {
            var only = Module()
            only.functions = [module.functions[number]]
            let references = Renumbering.references(in: only)
            func needed(_ space: Renumbering.Space, _ kind: ExternalKind) -> [Int] {
                references[space.rawValue].map { Int($0) - parts.imported(kind) }
            }
            let needsSegments = !references[Renumbering.Space.data.rawValue].isEmpty || !references[Renumbering.Space.element.rawValue].isEmpty
            let mayMove = Parts.spaces.allSatisfy { space, kind in
                needed(space, kind).allSatisfy { position in
                    space == .function ? position == number || functions.contains(position) : free[space]?.contains(position) == true
                }
            }
            guard mayMove, !needsSegments else { continue }
            functions.insert(number)
            for (space, kind) in Parts.spaces where space != .function { moved[space, default: []].formUnion(needed(space, kind)) }
        }
        moved[.function] = functions
        return moved.mapValues { $0.sorted() }
    }

    /// Whether an initializer names nothing but types.
    private static func standsAlone(_ initializer: Expression) -> Bool {
        initializer.instructions.allSatisfy { $0.opcode != .globalGet && $0.opcode != .refFunc }
    }

    // MARK: The two modules

    private static func library(_ parts: Parts) -> Module? {
        let module = parts.module
        var library = Module()
        library.types = module.types
        library.functions = (parts.moved[.function] ?? []).map { module.functions[$0] }
        library.tables = (parts.moved[.table] ?? []).map { module.tables[$0] }
        library.memories = (parts.moved[.memory] ?? []).map { module.memories[$0] }
        library.globals = (parts.moved[.global] ?? []).map { module.globals[$0] }
        library.tags = (parts.moved[.tag] ?? []).map { module.tags[$0] }
        var renumbering = Renumbering()
        for (space, kind) in Parts.spaces {
            let stays = parts.moved[space] ?? []
            let count = parts.imported(kind) + parts.defined(space)
            let kept = Set(stays.map { $0 + parts.imported(kind) })
            renumbering.remove(Set((0..<count).filter { !kept.contains($0) }), of: count, in: space)
        }
        guard var result = renumbering.apply(to: library) else { return nil }
        for (space, kind) in Parts.spaces {
            for position in (parts.moved[space] ?? []).indices {
                result.exports.append(Export(name: exportName(kind, position), kind: kind, index: UInt32(position)))
            }
        }
        return result
    }

    private static func rest(_ parts: Parts) -> Module? {
        let module = parts.module
        var rest = module
        var renumbering = Renumbering()
        for (space, kind) in Parts.spaces {
            let moved = parts.moved[space] ?? []
            for (position, number) in moved.enumerated() {
                rest.imports.append(Import(module: name, name: exportName(kind, position), type: type(of: number, kind, in: module)))
            }
            let imported = parts.imported(kind)
            let positions = Dictionary(uniqueKeysWithValues: moved.enumerated().map { ($1, $0) })
            var next = imported + moved.count
            var map = (0..<imported).map(UInt32.init)
            for number in 0..<parts.defined(space) {
                if let position = positions[number] {
                    map.append(UInt32(imported + position))
                } else {
                    map.append(UInt32(next))
                    next += 1
                }
            }
            renumbering.move(map, in: space)
        }
        func left<Item>(_ items: [Item], _ space: Renumbering.Space) -> [Item] {
            let gone = Set(parts.moved[space] ?? [])
            return items.indices.filter { !gone.contains($0) }.map { items[$0] }
        }
        rest.functions = left(module.functions, .function)
        rest.tables = left(module.tables, .table)
        rest.memories = left(module.memories, .memory)
        rest.globals = left(module.globals, .global)
        rest.tags = left(module.tags, .tag)
        return renumbering.apply(to: rest)
    }

    private static func exportName(_ kind: ExternalKind, _ position: Int) -> String { "\(kind.rawValue).\(position)" }

    private static func type(of number: Int, _ kind: ExternalKind, in module: Module) -> ExternalType {
        switch kind {
        case .function: .function(typeIndex: module.functions[number].typeIndex)
        case .table: .table(module.tables[number].type)
        case .memory: .memory(module.memories[number])
        case .global: .global(module.globals[number].type)
        case .tag: .tag(typeIndex: module.tags[number])
        }
    }
}

extension GeneratedModule {
    /// The same case with the module under test in two; `nil` if nothing of it can be taken over.
    package func split(seed: UInt64) -> GeneratedModule? {
        guard let split = SplitModule(module, scaffolding, seed: seed) else { return nil }
        var copy = self
        copy.module = split.rest
        copy.scaffolding = split.scaffolding
        copy.libraries.append(GeneratedLibrary(name: SplitModule.name, module: split.library, scaffolding: split.libraryScaffolding))
        return copy
    }
}
