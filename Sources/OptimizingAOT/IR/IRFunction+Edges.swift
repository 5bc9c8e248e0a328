extension IRFunction {
    /// Marks the blocks that a way from the entry leads to.
    func markReached(_ isReached: inout FlatArray<Bool>, _ work: inout FlatArray<UInt32>) {
        isReached.fill(false, count: blocks.count)
        work.removeAll()
        work.append(0)
        isReached[0] = true
        while let block = work.popLast() {
            forEachEdge(of: block) { edge in
                guard !isReached[Int(edge.target)] else { return }
                isReached[Int(edge.target)] = true
                work.append(edge.target)
            }
        }
    }

    /// The one block outside a loop that leads to it, if it leads nowhere else: where what the loop needs can be made.
    func preheader(of loop: IRLoop, _ incoming: borrowing IncomingEdges) -> BlockID? {
        var found: BlockID?
        for number in incoming.range(of: Int(loop.header)) {
            let source = incoming[number].source
            guard source < loop.header || source > loop.last else { continue }
            guard found == nil else { return nil }
            found = source
        }
        guard let found, found < loop.header, case .jump = blocks[Int(found)].terminator else { return nil }
        return found
    }

    /// Drops the block parameters that `keeps` does not hold for, and the arguments for them. The entry's are the
    /// function's and stay.
    @inline(__always)
    mutating func keepParameters(where keeps: (ValueID) -> Bool) {
        // Edges first: while the parameters stand, their positions are those of the arguments.
        for block in blocks.indices {
            switch blocks[block].terminator {
            case .jump(let edge): blocks[block].terminator = .jump(keptArguments(of: edge, keeps))
            case .branch(let condition, let then, let otherwise):
                let first = keptArguments(of: then, keeps)
                let second = keptArguments(of: otherwise, keeps)
                blocks[block].terminator = .branch(condition: condition, then: first, otherwise: second)
            case .table(_, let start, let count):
                for edge in Int(start)..<Int(start + count) { tableEdges[edge] = keptArguments(of: tableEdges[edge], keeps) }
            case .none, .return, .trap: break
            }
        }
        for block in blocks.indices.dropFirst() {
            let range = blocks[block].parameterRange
            var count: UInt32 = 0
            for position in range {
                let parameter = parameters[position]
                if keeps(parameter) {
                    instructions[Int(parameter)].b = count
                    parameters[range.lowerBound + Int(count)] = parameter
                    count += 1
                } else {
                    instructions[Int(parameter)].kind = .none
                }
            }
            blocks[block].parameterCount = count
        }
    }

    /// The edge without the arguments whose parameters go. They stand in a stretch of the pool of their own.
    @inline(__always)
    private mutating func keptArguments(of edge: IREdge, _ keeps: (ValueID) -> Bool) -> IREdge {
        var count: UInt32 = 0
        let first = blocks[Int(edge.target)].parameterStart
        for position in 0..<edge.count where keeps(parameters[Int(first + position)]) {
            if count != position { pool[Int(edge.start + count)] = pool[Int(edge.start + position)] }
            count += 1
        }
        return IREdge(target: edge.target, start: edge.start, count: count)
    }
}
