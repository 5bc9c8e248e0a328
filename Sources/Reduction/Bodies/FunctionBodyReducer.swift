import Divergence
import WasmModel

/// Replaces bodies by default results, or by `unreachable` where a result has none: stretches of functions at a time.
struct FunctionBodyReducer: Reducer {
    private var current: Candidate
    private var places: [(module: Int, function: Int)]
    private var search: StretchSearch

    init(_ candidate: Candidate) {
        current = candidate
        places = []
        for module in candidate.modules.indices {
            for function in candidate.modules[module].functions.indices
            where candidate.modules[module].functions[function].body.instructions.count > 2 {
                places.append((module, function))
            }
        }
        search = StretchSearch(count: places.count)
    }

    mutating func next() -> Candidate? {
        guard let stretch = search.next() else { return nil }
        var proposal = current
        for (module, function) in places[stretch] {
            let item = proposal.modules[module].functions[function]
            guard let type = FunctionTypes.type(item.typeIndex, in: proposal.modules[module]) else { continue }
            var body = Expression()
            for result in type.results {
                body.instructions += BodyEdit.defaultValue(result, in: &body) ?? [Instruction(.unreachable)]
            }
            body.instructions.append(Instruction(.end))
            proposal.modules[module].functions[function].body = body
            proposal.modules[module].functions[function].locals = []
            proposal.modules[module].functions[function].branchHints = []
        }
        return proposal
    }

    mutating func learn(_ accepted: Candidate?) {
        let stretch = search.next() ?? 0..<0
        search.learn(removed: accepted != nil)
        guard let accepted else { return }
        current = accepted
        places.removeSubrange(stretch)
    }
}
