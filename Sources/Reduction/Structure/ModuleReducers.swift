import Divergence
import EngineInterface
import WasmModel

/// Leaves out exports that no call names: all at once, then one by one.
struct ExportReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for module in candidate.modules.indices {
            changes.append { current in
                let called = Self.called(current, module)
                var proposal = current
                proposal.modules[module].exports.removeAll { !called.contains($0.name) }
                return proposal
            }
            for position in candidate.modules[module].exports.indices.reversed() {
                changes.append { current in
                    guard position < current.modules[module].exports.count else { return nil }
                    if Self.called(current, module).contains(current.modules[module].exports[position].name) {
                        return nil
                    }
                    var proposal = current
                    proposal.modules[module].exports.remove(at: position)
                    return proposal
                }
            }
        }
        list = ChangeList(candidate, changes)
    }

    /// Names that calls, or modules that come later, ask for.
    private static func called(_ candidate: Candidate, _ module: Int) -> Set<String> {
        if module == candidate.main { return Set(candidate.test.calls.map(\.export)) }
        let name = candidate.test.libraries[module].name
        return Set(candidate.modules[(module + 1)...].flatMap { $0.imports.filter { $0.module == name }.map(\.name) })
    }
}

/// Leaves out custom sections, the start function and segments, and cuts what is in segments.
struct SegmentReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        func change(_ module: Int, _ edit: @escaping @Sendable (inout Module) -> Bool) {
            changes.append(ChangeList.editing(module, edit))
        }
        for (number, module) in candidate.modules.enumerated() {
            change(number) { module in
                defer { module.customSections = [] }
                return !module.customSections.isEmpty
            }
            change(number) { module in
                defer { module.start = nil }
                return module.start != nil
            }
            change(number) { module in
                defer { (module.data, module.dataCount) = ([], nil) }
                return !module.data.isEmpty
            }
            change(number) { module in
                defer { module.elements = [] }
                return !module.elements.isEmpty
            }
            for position in module.data.indices.reversed() {
                change(number) { Self.removeSegment(&$0, position, .data) }
                for part in 0..<4 { change(number) { Self.cutBytes(&$0, position, part) } }
            }
            for position in module.elements.indices.reversed() {
                change(number) { Self.removeSegment(&$0, position, .element) }
                for part in 0..<4 { change(number) { Self.cutItems(&$0, position, part) } }
            }
        }
        list = ChangeList(candidate, changes)
    }

    private static func removeSegment(_ module: inout Module, _ position: Int, _ space: Renumbering.Space) -> Bool {
        var renumbering = Renumbering()
        if space == .data {
            guard position < module.data.count else { return false }
            renumbering.remove([position], of: module.data.count, in: .data)
            module.data.remove(at: position)
            if module.dataCount != nil { module.dataCount = UInt32(module.data.count) }
        } else {
            guard position < module.elements.count else { return false }
            renumbering.remove([position], of: module.elements.count, in: .element)
            module.elements.remove(at: position)
        }
        guard let new = renumbering.apply(to: module) else { return false }
        module = new
        return true
    }

    /// Keeps the first half, then cuts single bytes off, then makes the rest zero.
    private static func cutBytes(_ module: inout Module, _ position: Int, _ part: Int) -> Bool {
        guard position < module.data.count, !module.data[position].bytes.isEmpty else { return false }
        let count = module.data[position].bytes.count
        switch part {
        case 0: module.data[position].bytes.removeLast((count + 1) / 2)
        case 1: module.data[position].bytes.removeLast((count + 3) / 4)
        case 2: module.data[position].bytes = Array(module.data[position].bytes.prefix(16))
        default: module.data[position].bytes.removeLast()
        }
        return module.data[position].bytes.count < count
    }

    private static func cutItems(_ module: inout Module, _ position: Int, _ part: Int) -> Bool {
        guard position < module.elements.count else { return false }
        let count = module.elements[position].items.count
        let keep = part == 0 ? count / 2 : part == 1 ? count - count / 4 : part == 2 ? 1 : count - 1
        guard keep >= 0, keep < count else { return false }
        switch module.elements[position].items {
        case .functions(let items): module.elements[position].items = .functions(Array(items.prefix(keep)))
        case .expressions(let items): module.elements[position].items = .expressions(Array(items.prefix(keep)))
        }
        return true
    }
}

/// Makes memories and tables smaller, immutable what need not change, and plain what is special.
struct LimitsReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        func change(_ module: Int, _ edit: @escaping @Sendable (inout Module) -> Bool) {
            changes.append(ChangeList.editing(module, edit))
        }
        for (number, module) in candidate.modules.enumerated() {
            for position in module.memories.indices {
                change(number) { Self.shrink(&$0.memories[position].limits, to: 0) }
                change(number) { Self.shrink(&$0.memories[position].limits, to: 1) }
                change(number) { Self.shrink(&$0.memories[position].limits, to: nil) }
                change(number) { module in
                    defer { module.memories[position].isShared = false }
                    return module.memories[position].isShared
                }
            }
            for position in module.tables.indices {
                change(number) { Self.shrink(&$0.tables[position].type.limits, to: 0) }
                change(number) { Self.shrink(&$0.tables[position].type.limits, to: 1) }
                change(number) { Self.shrink(&$0.tables[position].type.limits, to: nil) }
                change(number) { module in
                    defer { module.tables[position].initializer = nil }
                    return module.tables[position].initializer != nil
                }
            }
            change(number) { module in
                defer { module.emptySections = EmptySections() }
                return true
            }
        }
        list = ChangeList(candidate, changes)
    }

    private static func shrink(_ limits: inout Limits, to minimum: UInt64?) -> Bool {
        let before = limits
        if let minimum, minimum < limits.minimum { limits.minimum = minimum }
        limits.maximum = nil
        return limits != before
    }
}

/// Gives what is called a name of one letter.
struct NameReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for position in candidate.modules[candidate.main].exports.indices {
            changes.append { current in
                let module = current.main
                let old = current.modules[module].exports[position].name
                let taken = Set(current.modules[module].exports.map(\.name))
                guard old.utf8.count > 1,
                    let new = "fghmnpqrstuvw".map(String.init).first(where: { !taken.contains($0) })
                else { return nil }
                var proposal = current
                proposal.modules[module].exports[position].name = new
                for call in proposal.test.calls.indices where proposal.test.calls[call].export == old {
                    proposal.test.calls[call].export = new
                }
                return proposal
            }
        }
        list = ChangeList(candidate, changes)
    }
}
