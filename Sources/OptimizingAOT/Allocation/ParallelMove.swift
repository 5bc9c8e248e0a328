/// A set of moves that happen at once, put into an order in which they can happen one after the other.
package struct ParallelMove: ~Copyable {
    package enum Source: Hashable, Sendable, BitwiseCopyable {
        case location(Location)
        case constant(UInt64)
        case vectorConstant(low: UInt64, high: UInt64)

        package var isConstant: Bool { if case .location = self { false } else { true } }
    }
    package struct Move: Hashable, Sendable, BitwiseCopyable {
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
    package enum Step: Hashable, Sendable, BitwiseCopyable {
        case move(Move)
        case save(Location, IRType)
        case restore(Location, IRType)
    }

    /// The order, once it was made.
    package private(set) var steps = FlatArray<Step>()

    private var moves = FlatArray<Move>()
    private var isDone = FlatArray<Bool>()
    /// By place: how many moves still have to read it, and the move that writes it. Both are empty between uses.
    private var readers = PlaceTable()
    private var writer = PlaceTable()
    private var ready = FlatArray<Int32>()

    package init() {}

    /// Forgets moves and order.
    package mutating func removeAll() {
        moves.removeAll()
        steps.removeAll()
    }

    /// A move to a place that no other move writes. One that changes nothing is left out.
    package mutating func add(_ move: Move) {
        if case .location(let place) = move.source, place == move.target { return }
        moves.append(move)
    }

    /// Makes the order of the moves that were added. Moves whose target nobody waits to read are taken until only cycles are
    /// left, and then those are cut. Time is linear in the number of moves.
    package mutating func makeOrder() {
        if moves.count == 1 { return steps.append(.move(moves[0])) }
        guard !moves.isEmpty else { return }
        begin()
        takeReady()
        cutCycles()
        // Constants depend on nothing, so they go last, when nobody reads the places they overwrite.
        for number in moves.indices {
            let move = moves[number]
            if move.source.isConstant { steps.append(.move(move)) }
            if case .location(let source) = move.source { readers.clear(source) }
            writer.clear(move.target)
        }
    }

    private mutating func begin() {
        isDone.removeAll()
        ready.removeAll()
        for number in moves.indices {
            let move = moves[number]
            guard case .location(let source) = move.source else {
                isDone.append(true)
                continue
            }
            isDone.append(false)
            readers[source] = max(readers[source], 0) + 1
            writer[move.target] = Int32(number)
        }
        for number in moves.indices.reversed() where !isDone[number] && readers[moves[number].target] <= 0 {
            ready.append(Int32(number))
        }
    }

    /// Marks a move as made; the place that it has read, unless others still do.
    private mutating func make(_ number: Int) -> Location? {
        isDone[number] = true
        guard case .location(let source) = moves[number].source else { return nil }
        readers[source] -= 1
        return readers[source] == 0 ? source : nil
    }

    private mutating func takeReady() {
        while let number = ready.popLast() {
            steps.append(.move(moves[Int(number)]))
            guard let emptied = make(Int(number)) else { continue }
            let next = writer[emptied]
            if next >= 0, !isDone[Int(next)] { ready.append(next) }
        }
    }

    /// In a cycle each place is read once: the first target is put aside, and its reader takes it from there.
    private mutating func cutCycles() {
        for first in moves.indices where !isDone[first] {
            let start = moves[first].target
            steps.append(.save(start, moves[reader(of: start, from: first)].type))
            steps.append(.move(moves[first]))
            var emptied = make(first)
            while let place = emptied, writer[place] >= 0, !isDone[Int(writer[place])] {
                let next = Int(writer[place])
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
    @inline(__always)
    private func reader(of start: Location, from first: Int) -> Int {
        var last = first
        while case .location(let place) = moves[last].source, place != start, writer[place] >= 0 { last = Int(writer[place]) }
        return last
    }
}

/// Numbers by place; −1 where there is none.
private struct PlaceTable: ~Copyable {
    /// Integer registers, then vector registers.
    private var registers = InlineArray<32, Int32>(repeating: -1)
    /// Slots from the lowest that was ever used.
    private var slots = FlatArray<Int32>()
    private var lowest: Int32 = 0

    subscript(_ place: Location) -> Int32 {
        @inline(__always) get {
            switch place {
            case .none: return -1
            case .register(let register): return registers[Int(register & 15)]
            case .vector(let register): return registers[16 + Int(register & 15)]
            case .slot(let slot):
                let position = Int(slot) - Int(lowest)
                return position >= 0 && position < slots.count ? slots[position] : -1
            }
        }
        set {
            switch place {
            case .none: break
            case .register(let register): registers[Int(register & 15)] = newValue
            case .vector(let register): registers[16 + Int(register & 15)] = newValue
            case .slot(let slot):
                include(slot)
                slots[Int(slot) - Int(lowest)] = newValue
            }
        }
    }

    mutating func clear(_ place: Location) { if self[place] >= 0 { self[place] = -1 } }

    /// Makes room for a slot. Those of outgoing arguments are negative.
    private mutating func include(_ slot: Int32) {
        if slot < lowest {
            // All entries move up; some more at once, so that this is rare.
            let below = max(lowest - slot, Int32(slots.count))
            var moved = FlatArray<Int32>()
            moved.fill(-1, count: Int(below))
            moved.append(slots.indices, of: slots)
            swap(&slots, &moved)
            lowest -= below
        }
        slots.extend(to: Int(slot) - Int(lowest) + 1, with: -1)
    }
}
