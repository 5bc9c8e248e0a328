import Divergence
import EngineInterface
import WasmModel

/// Takes out what nothing names: of all spaces at once, then of one space after the other.
struct UnusedReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for module in candidate.modules.indices {
            changes.append { Self.pruned($0, module, Renumbering.Space.allCases) }
            // What is unused may be what the bug is about, so that the first of these takes only a part.
            for space in Renumbering.Space.allCases { changes.append { Self.pruned($0, module, [space]) } }
        }
        list = ChangeList(candidate, changes)
    }

    private static func pruned(_ candidate: Candidate, _ module: Int, _ spaces: [Renumbering.Space]) -> Candidate? {
        var proposal = candidate
        guard UnusedDefinitions.remove(from: &proposal.modules[module], spaces) else { return nil }
        proposal.test.hosts.removeAll { host in
            !proposal.modules.contains { $0.imports.contains { $0.module == host.module && $0.name == host.name } }
        }
        return proposal
    }
}

enum UnusedDefinitions {
    /// Takes out the definitions and imports that nothing in the module names, until there are none.
    /// - Returns: whether there were any.
    static func remove(from module: inout Module, _ spaces: [Renumbering.Space] = Renumbering.Space.allCases) -> Bool {
        var hasChanged = false
        while removeOnce(from: &module, spaces) { hasChanged = true }
        return hasChanged
    }

    private static func removeOnce(from module: inout Module, _ spaces: [Renumbering.Space]) -> Bool {
        let references = Renumbering.references(in: module)
        var renumbering = Renumbering()
        var new = module
        var hasChanged = false
        for space in spaces {
            if space == .type {
                hasChanged = removeTypes(from: &new, &renumbering) || hasChanged
                continue
            }
            let count = count(of: space, in: module)
            let unused = Set(
                (0..<count).filter { !references[space.rawValue].contains(UInt32($0)) && !isActive($0, space, module) })
            guard !unused.isEmpty else { continue }
            hasChanged = true
            remove(unused, of: space, from: &new)
            renumbering.remove(unused, of: count, in: space)
        }
        let usesData = references[Renumbering.Space.data.rawValue]
        if spaces.contains(.data), new.dataCount != nil {
            let wanted: UInt32? = usesData.isEmpty ? nil : UInt32(new.data.count)
            if new.dataCount != wanted {
                new.dataCount = wanted
                hasChanged = true
            }
        }
        guard hasChanged, let renumbered = renumbering.apply(to: new) else { return false }
        module = renumbered
        return true
    }

    /// An active segment does its work unnamed, a declarative one makes `ref.func` valid.
    private static func isActive(_ position: Int, _ space: Renumbering.Space, _ module: Module) -> Bool {
        switch space {
        case .element: module.elements[position].mode != .passive
        case .data: module.data[position].mode != .passive
        case .type, .function, .table, .memory, .global, .tag: false
        }
    }

    private static func count(of space: Renumbering.Space, in module: Module) -> Int {
        switch space {
        case .type: module.subTypes.count
        case .function: module.importCount(of: .function) + module.functions.count
        case .table: module.importCount(of: .table) + module.tables.count
        case .memory: module.importCount(of: .memory) + module.memories.count
        case .global: module.importCount(of: .global) + module.globals.count
        case .tag: module.importCount(of: .tag) + module.tags.count
        case .element: module.elements.count
        case .data: module.data.count
        }
    }

    private static func remove(_ unused: Set<Int>, of space: Renumbering.Space, from module: inout Module) {
        var imports = 0
        if let kind = ExternalKind.allCases.first(where: { Renumbering.space(of: $0) == space }) {
            module.imports.removeAll { item in
                guard item.type.kind == kind else { return false }
                defer { imports += 1 }
                return unused.contains(imports)
            }
        }
        func left<Element>(_ list: [Element]) -> [Element] {
            list.indices.filter { !unused.contains($0 + imports) }.map { list[$0] }
        }
        switch space {
        case .type: break
        case .function: module.functions = left(module.functions)
        case .table: module.tables = left(module.tables)
        case .memory: module.memories = left(module.memories)
        case .global: module.globals = left(module.globals)
        case .tag: module.tags = left(module.tags)
        case .element: module.elements = left(module.elements)
        case .data: module.data = left(module.data)
        }
    }

    /// Recursion groups of which no member is named from outside themselves, or from a group that is.
    private static func removeTypes(from module: inout Module, _ renumbering: inout Renumbering) -> Bool {
        var withoutTypes = module
        withoutTypes.types = []
        var live = Renumbering.references(in: withoutTypes)[Renumbering.Space.type.rawValue]
        var starts: [Int] = []
        var count = 0
        for group in module.types {
            starts.append(count)
            count += group.types.count
        }
        var keeps = [Bool](repeating: false, count: module.types.count)
        var hasGrown = true
        while hasGrown {
            hasGrown = false
            for (number, group) in module.types.enumerated() where !keeps[number] {
                let members = UInt32(starts[number])..<UInt32(starts[number] + group.types.count)
                guard live.contains(where: { members.contains($0) }) else { continue }
                keeps[number] = true
                hasGrown = true
                var alone = Module()
                alone.types = [group]
                live.formUnion(Renumbering.references(in: alone)[Renumbering.Space.type.rawValue])
            }
        }
        guard keeps.contains(false) else { return false }
        let gone = module.types.indices.filter { !keeps[$0] }.flatMap { group in
            starts[group]..<(starts[group] + module.types[group].types.count)
        }
        renumbering.remove(Set(gone), of: count, in: .type)
        module.types = module.types.indices.filter { keeps[$0] }.map { module.types[$0] }
        return true
    }
}

/// Takes out functions that nothing names, stretches of them at a time: a bug that shows before anything runs may sit
/// in one of them.
struct FunctionReducer: Reducer {
    private var current: Candidate
    private var module: Int
    private var unnamed: [Int] = []
    private var search = StretchSearch(count: 0)

    init(_ candidate: Candidate) {
        current = candidate
        module = candidate.main
        load()
    }

    private mutating func load() {
        let references = Renumbering.references(in: current.modules[module])[Renumbering.Space.function.rawValue]
        let imported = current.modules[module].importCount(of: .function)
        unnamed = current.modules[module].functions.indices.filter { !references.contains(UInt32(imported + $0)) }
        search = StretchSearch(count: unnamed.count)
    }

    mutating func next() -> Candidate? {
        while let stretch = search.next() {
            guard stretch.upperBound <= unnamed.count else { return nil }
            let gone = Set(unnamed[stretch])
            var new = current.modules[module]
            let imported = new.importCount(of: .function)
            var renumbering = Renumbering()
            renumbering.remove(
                Set(gone.map { $0 + imported }), of: imported + new.functions.count, in: .function)
            new.functions = new.functions.indices.filter { !gone.contains($0) }.map { new.functions[$0] }
            guard let renumbered = renumbering.apply(to: new) else {
                search.learn(removed: false)
                continue
            }
            var proposal = current
            proposal.modules[module] = renumbered
            return proposal
        }
        return nil
    }

    mutating func learn(_ accepted: Candidate?) {
        search.learn(removed: accepted != nil)
        guard let accepted else { return }
        current = accepted
        let size = search.count
        let old = search
        load()
        if unnamed.count == size { search = old }
    }
}
