import Divergence
import WasmModel
import WasmValidation

/// Leaves out statements: instructions and blocks that leave nothing on the stack, the outer ones first, stretches of
/// them at a time.
struct StatementReducer: Reducer {
    private var current: Candidate
    private var module = 0
    private var function = 0
    private var depth = 0
    private var statements: [Range<Int>]?
    private var search = StretchSearch(count: 0)

    init(_ candidate: Candidate) { current = candidate }

    mutating func next() -> Candidate? {
        while module < current.modules.count {
            guard function < current.modules[module].functions.count else {
                (module, function, depth) = (module + 1, 0, 0)
                continue
            }
            if statements == nil {
                guard let found = Self.statements(current, module, function, depth) else {
                    (function, depth) = (function + 1, 0)
                    continue
                }
                statements = found
                search = StretchSearch(count: found.count)
            }
            if let list = statements, let stretch = search.next(), stretch.upperBound <= list.count {
                return BodyEdit.replacing(Array(list[stretch]), in: current, module, function)
            }
            statements = nil
            depth += 1
        }
        return nil
    }

    mutating func learn(_ accepted: Candidate?) {
        search.learn(removed: accepted != nil)
        guard let accepted else { return }
        current = accepted
        let left = Self.statements(current, module, function, depth) ?? []
        // More than the stretch may be gone: what stood inside it.
        if search.count != left.count { search = StretchSearch(count: left.count) }
        statements = left
    }

    /// Those with as many blocks around them; `nil` if nothing lies so deep.
    private static func statements(_ candidate: Candidate, _ module: Int, _ function: Int, _ depth: Int) -> [Range<
        Int
    >]? {
        guard let outline = BodyEdit.outline(candidate, module, function) else { return nil }
        let last = candidate.modules[module].functions[function].body.instructions.count - 1
        guard outline.nodes.contains(where: { $0.depth >= depth }) else { return nil }
        return outline.nodes.filter { $0.depth == depth && $0.results.isEmpty && !$0.isOpen && $0.root < last }.map(
            \.range)
    }
}

/// Leaves out what cannot be reached.
struct DeadCodeReducer: ListReducer {
    var list: ChangeList

    init(_ candidate: Candidate) {
        var changes: [ChangeList.Change] = []
        for module in candidate.modules.indices {
            for function in candidate.modules[module].functions.indices {
                changes.append { current in
                    guard let ranges = BodyEdit.outline(current, module, function)?.deadRanges, !ranges.isEmpty else {
                        return nil
                    }
                    return BodyEdit.replacing(ranges, in: current, module, function)
                }
            }
        }
        list = ChangeList(candidate, changes)
    }
}

/// Leaves out stretches of instructions whatever they are. Most are not whole statements; the gate sees to that. It
/// finds what the tree does not show: what is left of a block, operands that lie below one.
struct InstructionReducer: Reducer {
    private var current: Candidate
    private var module = 0
    private var function = 0
    private var size = 4
    private var start = 0
    private static let longest = 400

    init(_ candidate: Candidate) { current = candidate }

    mutating func next() -> Candidate? {
        while module < current.modules.count {
            guard function < current.modules[module].functions.count else {
                (module, function, size, start) = (module + 1, 0, 4, 0)
                continue
            }
            let count = current.modules[module].functions[function].body.instructions.count - 1
            if count <= Self.longest, start + size <= count {
                return BodyEdit.replacing([start..<(start + size)], in: current, module, function)
            }
            (size, start) = (size - 1, 0)
            if size == 0 || count > Self.longest { (function, size, start) = (function + 1, 4, 0) }
        }
        return nil
    }

    mutating func learn(_ accepted: Candidate?) {
        if let accepted { current = accepted } else { start += 1 }
    }
}
