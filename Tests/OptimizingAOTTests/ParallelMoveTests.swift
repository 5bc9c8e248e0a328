import OptimizingAOT
import Testing

/// Moves at once against moves one after the other, over random sets of places.
@Suite struct ParallelMoveTests {
    private func steps(_ moves: [ParallelMove.Move]) -> [ParallelMove.Step] {
        var plan = ParallelMove()
        // The same once more: nothing is left behind.
        for _ in 0..<2 {
            plan.removeAll()
            for move in moves { plan.add(move) }
            plan.makeOrder()
        }
        return plan.steps.elements
    }

    /// What stands where, before and after.
    private func outcome(_ moves: [ParallelMove.Move]) -> [Location: ParallelMove.Source] {
        var places: [Location: ParallelMove.Source] = [:]
        var scratch: [Bool: ParallelMove.Source] = [:]
        func read(_ place: Location) -> ParallelMove.Source { places[place] ?? .location(place) }
        for step in steps(moves) {
            switch step {
            case .move(let move):
                if case .location(let place) = move.source { places[move.target] = read(place) } else { places[move.target] = move.source }
            case .save(let place, let type): scratch[type.isVectorClass] = read(place)
            case .restore(let place, let type): places[place] = scratch[type.isVectorClass]
            }
        }
        return places
    }

    private func check(_ moves: [ParallelMove.Move]) {
        let places = outcome(moves)
        for move in moves { #expect((places[move.target] ?? .location(move.target)) == move.source, "\(moves)") }
        // Nothing else was written.
        let targets = Set(moves.map(\.target))
        #expect(places.keys.allSatisfy { targets.contains($0) })
    }

    @Test func anyMovesAtOnceEndWhereTheyShould() {
        var state: UInt64 = 88_172_645_463_325_252
        func draw(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        for round in 0..<4000 {
            let size = 2 + draw(round % 3 == 0 ? 40 : 6)
            func place(_ number: Int) -> Location { number < 6 ? .register(UInt8(number)) : .slot(Int32(number - 20)) }
            var targets = Array(0..<size)
            for index in targets.indices { targets.swapAt(index, draw(size)) }
            let moves = targets.prefix(1 + draw(size)).map { target in
                ParallelMove.Move(
                    source: draw(8) == 0 ? .constant(UInt64(draw(9))) : .location(place(draw(size))), target: place(target), type: .i64)
            }
            check(moves)
        }
    }

    @Test func twoCyclesOfTwoKindsAreCut() {
        check([
            .init(source: .location(.register(1)), target: .register(2), type: .i64),
            .init(source: .location(.register(2)), target: .register(1), type: .i64),
            .init(source: .location(.vector(1)), target: .vector(2), type: .f64),
            .init(source: .location(.vector(2)), target: .vector(3), type: .f64),
            .init(source: .location(.vector(3)), target: .vector(1), type: .f64),
        ])
    }

    @Test func aSlotMayHoldAnIntegerBeforeAndAFloatAfter() {
        for types in [[IRType.f32, .i64], [.i64, .f32], [.i64, .f64, .i32], [.f32, .f32, .i64]] {
            let count = Int32(types.count)
            check(
                types.enumerated().map { position, type in
                    .init(source: .location(.slot(Int32(position))), target: .slot((Int32(position) + 1) % count), type: type)
                })
        }
    }

    @Test func manyMovesTakeLinearTime() {
        let count: Int32 = 100_000
        let moves = (0..<count).map {
            ParallelMove.Move(source: .location(.slot(($0 + 1) % count)), target: .slot($0), type: .i64)
        }
        #expect(steps(moves).count == Int(count) + 1)
    }
}
