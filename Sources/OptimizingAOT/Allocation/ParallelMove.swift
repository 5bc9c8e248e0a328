/// A set of moves that happen at once, put into an order in which they can happen one after the other.
struct ParallelMove {
    enum Source: Hashable {
        case location(Location)
        case constant(UInt64)
        case vectorConstant(low: UInt64, high: UInt64)

        var isConstant: Bool { if case .location = self { false } else { true } }
    }
    struct Move: Hashable {
        var source: Source
        var target: Location
        var type: IRType
    }
    /// One step of the order. `save` puts a place aside in the scratch register of its kind, from which a later
    /// `restore` takes it.
    enum Step: Hashable {
        case move(Move)
        case save(Location, IRType)
        case restore(Location, IRType)
    }

    private(set) var steps: [Step] = []

    init(_ moves: [Move]) {
        var pending = moves.filter { $0.source != .location($0.target) }
        // Constants depend on nothing, so they go last, when nobody reads the places they overwrite.
        let constants = pending.filter(\.source.isConstant)
        pending.removeAll(where: \.source.isConstant)
        while !pending.isEmpty {
            if let free = pending.firstIndex(where: { move in
                !pending.contains { $0.source == .location(move.target) }
            }) {
                steps.append(.move(pending.remove(at: free)))
                continue
            }
            // Only cycles are left: put the first target aside, and let its readers take it from there.
            let first = pending.removeFirst()
            steps.append(.save(first.target, first.type))
            steps.append(.move(first))
            var source = first.source
            // Follow the cycle backwards: who waits for the place that has just been read.
            while true {
                guard case .location(let emptied) = source,
                    let next = pending.firstIndex(where: { $0.target == emptied })
                else { break }
                let move = pending.remove(at: next)
                if move.source == .location(first.target) {
                    steps.append(.restore(move.target, move.type))
                    break
                }
                steps.append(.move(move))
                source = move.source
            }
        }
        steps.append(contentsOf: constants.map(Step.move))
    }
}
