extension IRInstruction {
    /// The instruction with other names for its operands; those that stand in the pool of `source` get a new stretch of
    /// the pool of `function`.
    func renamed(from source: IRFunction, to function: inout IRFunction, _ names: [ValueID]) -> IRInstruction {
        var copy = self
        switch kind {
        case .call, .callIndirect, .callReference, .tryCall, .tailCall, .atomic, .runtime:
            (copy.a, copy.b) = function.addToPool(source.pool[Int(a)..<Int(a + b)].map { names[Int($0)] })
        default: copy.renameOperands { names[Int($0)] }
        }
        return copy
    }
}

extension IRFunction {
    /// How a block ends, written for another function: other names, other blocks, and a stretch of that one's pool.
    func terminator(
        of block: BlockID, in other: inout IRFunction, _ names: [ValueID], _ target: (BlockID) -> BlockID
    ) -> IRTerminator {
        func copied(_ edge: IREdge, _ other: inout IRFunction) -> IREdge {
            let range = other.addToPool(arguments(of: edge).map { names[Int($0)] })
            return IREdge(target: target(edge.target), start: range.start, count: range.count)
        }
        switch blocks[Int(block)].terminator {
        case .none: return .none
        case .jump(let edge): return .jump(copied(edge, &other))
        case .branch(let condition, let then, let otherwise):
            let first = copied(then, &other)
            return .branch(condition: names[Int(condition)], then: first, otherwise: copied(otherwise, &other))
        case .table(let index, let start, let count):
            let edges = tableEdges[Int(start)..<Int(start + count)].map { copied($0, &other) }
            let position = UInt32(other.tableEdges.count)
            other.tableEdges += edges
            return .table(index: names[Int(index)], start: position, count: count)
        case .return(let start, let count):
            let range = other.addToPool(pool[Int(start)..<Int(start + count)].map { names[Int($0)] })
            return .return(start: range.start, count: range.count)
        case .trap(let kind): return .trap(kind)
        }
    }
}
