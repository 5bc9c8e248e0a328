/// The ways into each block, in the order of the blocks that they come from.
package struct IncomingEdges {
    package struct Entry {
        package var source: BlockID
        package var edge: IREdge
    }
    private var entries: [Entry] = []
    /// By block: where its entries begin; one more at the end.
    private var starts: [Int32]

    package init(_ function: IRFunction) {
        let count = function.blocks.count
        starts = [Int32](repeating: 0, count: count + 1)
        for block in 0..<count {
            function.forEachEdge(of: BlockID(block)) { starts[Int($0.target) + 1] += 1 }
        }
        for block in 0..<count { starts[block + 1] += starts[block] }
        entries = [Entry](
            repeating: Entry(source: 0, edge: IREdge(target: 0, start: 0, count: 0)), count: Int(starts[count]))
        var next = starts
        for block in 0..<count {
            function.forEachEdge(of: BlockID(block)) { edge in
                let target = Int(edge.target)
                entries[Int(next[target])] = Entry(source: BlockID(block), edge: edge)
                next[target] += 1
            }
        }
    }

    package subscript(block: Int) -> ArraySlice<Entry> { entries[Int(starts[block])..<Int(starts[block + 1])] }
}

extension IRFunction {
    /// By block: whether a way from the entry leads there.
    package var reachedBlocks: [Bool] {
        var isReached = [Bool](repeating: false, count: blocks.count)
        var work: [BlockID] = [0]
        isReached[0] = true
        while let block = work.popLast() {
            forEachEdge(of: block) { edge in
                guard !isReached[Int(edge.target)] else { return }
                isReached[Int(edge.target)] = true
                work.append(edge.target)
            }
        }
        return isReached
    }

    /// The one block outside a loop that leads to it, if it leads nowhere else: where what the loop needs can be made.
    package func preheader(of loop: IRLoop, _ incoming: IncomingEdges) -> BlockID? {
        var found: BlockID?
        for entry in incoming[Int(loop.header)] where entry.source < loop.header || entry.source > loop.last {
            guard found == nil else { return nil }
            found = entry.source
        }
        guard let found, found < loop.header, case .jump = blocks[Int(found)].terminator else { return nil }
        return found
    }

    /// Where in the pool the end of a block finds values: arguments of its edges, or results.
    package func poolRanges(ofTerminator block: BlockID) -> [Range<Int>] {
        if case .return(let start, let count) = blocks[Int(block)].terminator { return [Int(start)..<Int(start + count)] }
        var ranges: [Range<Int>] = []
        forEachEdge(of: block) { ranges.append(Int($0.start)..<Int($0.start + $0.count)) }
        return ranges
    }

    /// Replaces every way out of every block.
    package mutating func rewriteEdges(_ rewrite: (inout IRFunction, IREdge) -> IREdge) {
        for index in blocks.indices {
            switch blocks[index].terminator {
            case .jump(let edge): blocks[index].terminator = .jump(rewrite(&self, edge))
            case .branch(let condition, let then, let otherwise):
                let first = rewrite(&self, then)
                let second = rewrite(&self, otherwise)
                blocks[index].terminator = .branch(condition: condition, then: first, otherwise: second)
            case .table(_, let start, let count):
                for edge in Int(start)..<Int(start + count) { tableEdges[edge] = rewrite(&self, tableEdges[edge]) }
            case .none, .return, .trap: break
            }
        }
    }

    /// Drops the block parameters that `keeps` does not hold for, and the arguments for them. The entry's are the
    /// function's and stay.
    package mutating func keepParameters(where keeps: (ValueID) -> Bool) {
        var kept: [[Bool]?] = [nil]
        for block in blocks.dropFirst() {
            let flags = block.parameters.map(keeps)
            kept.append(flags.contains(false) ? flags : nil)
        }
        guard kept.contains(where: { $0 != nil }) else { return }
        rewriteEdges { function, edge in
            guard let flags = kept[Int(edge.target)] else { return edge }
            var count: UInt32 = 0
            for (position, keep) in flags.enumerated() where keep {
                // An edge's arguments stand in a stretch of the pool of their own.
                function.pool[Int(edge.start + count)] = function.pool[Int(edge.start) + position]
                count += 1
            }
            return IREdge(target: edge.target, start: edge.start, count: count)
        }
        for index in blocks.indices {
            guard let flags = kept[index] else { continue }
            let parameters = blocks[index].parameters
            for (parameter, keep) in zip(parameters, flags) where !keep { instructions[Int(parameter)].kind = .none }
            blocks[index].parameters = zip(parameters, flags).filter(\.1).map(\.0)
            for (position, parameter) in blocks[index].parameters.enumerated() {
                instructions[Int(parameter)].b = UInt32(position)
            }
        }
    }
}
