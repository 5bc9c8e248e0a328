/// A set of moves that happen at once, put into an order in which they can happen one after the other.
package struct ParallelMove {
    package enum Source: Hashable, Sendable {
        case location(Location)
        case constant(UInt64)
        case vectorConstant(low: UInt64, high: UInt64)

        package var isConstant: Bool { if case .location = self { false } else { true } }
    }
    package struct Move: Hashable, Sendable {
        package var source: Source
        package var target: Location
        package var type: IRType

        package init(source: Source, target: Location, type: IRType) {
            self.source = source
            self.target = target
            self.type = type
        }
    }
    /// One step of the order. `save` puts a place aside in the scratch register of its kind, from which a later
    /// `restore` takes it. The type is that of the value that is put aside.
    package enum Step: Hashable, Sendable {
        case move(Move)
        case save(Location, IRType)
        case restore(Location, IRType)
    }

    package private(set) var steps: [Step] = []

    package init(_ moves: [Move]) {
        guard !moves.isEmpty else { return }
        if moves.count == 1 {
            if moves[0].source != .location(moves[0].target) { steps.append(.move(moves[0])) }
            return
        }
        var order = Order(moves)
        steps.reserveCapacity(moves.count + 2)
        order.run(&steps)
        // Constants depend on nothing, so they go last, when nobody reads the places they overwrite.
        for move in moves where move.source.isConstant { steps.append(.move(move)) }
    }

    /// Takes moves whose target nobody waits to read until only cycles are left, and then cuts those. Time is linear in the
    /// number of moves.
    private struct Order {
        private let moves: [Move]
        private var isDone: [Bool]
        /// By place: moves that still have to read it, and the move that writes it.
        private var readers = PlaceTable()
        private var writer = PlaceTable()
        private var ready: [Int] = []

        init(_ moves: [Move]) {
            self.moves = moves
            isDone = moves.map { $0.source.isConstant || $0.source == .location($0.target) }
            for (number, move) in moves.enumerated() where !isDone[number] {
                guard case .location(let source) = move.source else { continue }
                readers[source] = (readers[source] ?? 0) + 1
                writer[move.target] = number
            }
            for number in moves.indices.reversed() where !isDone[number] && readers[moves[number].target] == nil {
                ready.append(number)
            }
        }

        /// Marks a move as made; the place that it has read, unless others still do.
        private mutating func make(_ number: Int) -> Location? {
            isDone[number] = true
            guard case .location(let source) = moves[number].source, let count = readers[source] else { return nil }
            readers[source] = count == 1 ? nil : count - 1
            return count == 1 ? source : nil
        }

        mutating func run(_ steps: inout [Step]) {
            makeReady(&steps)
            // Only cycles are left, in which each place is read once: put the first target aside, and let its reader take it
            // from there.
            for first in moves.indices where !isDone[first] {
                let start = moves[first].target
                steps.append(.save(start, moves[reader(of: start, from: first)].type))
                steps.append(.move(moves[first]))
                var emptied = make(first)
                while let place = emptied, let next = writer[place], !isDone[next] {
                    if moves[next].source == .location(start) {
                        steps.append(.restore(moves[next].target, moves[next].type))
                    } else {
                        steps.append(.move(moves[next]))
                    }
                    emptied = make(next)
                }
            }
        }

        /// The move of a cycle that reads the place that `first` writes. What is there is of that move's type: a slot may hold
        /// an integer before and a float after.
        private func reader(of start: Location, from first: Int) -> Int {
            var last = first
            while case .location(let place) = moves[last].source, place != start, let next = writer[place] { last = next }
            return last
        }

        private mutating func makeReady(_ steps: inout [Step]) {
            while let number = ready.popLast() {
                steps.append(.move(moves[number]))
                if let emptied = make(number), let next = writer[emptied], !isDone[next] { ready.append(next) }
            }
        }
    }
}

/// Numbers by place.
private struct PlaceTable {
    /// Integer registers, then vector registers; −1 for none.
    private var registers = InlineArray<32, Int32>(repeating: -1)
    private var slots: [Int32: Int32] = [:]

    subscript(place: Location) -> Int? {
        get {
            let number: Int32 =
                switch place {
                case .none: -1
                case .register(let register): registers[Int(register & 15)]
                case .vector(let register): registers[16 + Int(register & 15)]
                case .slot(let slot): slots.isEmpty ? -1 : slots[slot] ?? -1
                }
            return number < 0 ? nil : Int(number)
        }
        set {
            let number = Int32(newValue ?? -1)
            switch place {
            case .none: break
            case .register(let register): registers[Int(register & 15)] = number
            case .vector(let register): registers[16 + Int(register & 15)] = number
            case .slot(let slot): slots[slot] = number
            }
        }
    }
}
