/// What passes need to know of the edges between blocks: the ways into each, and which block dominates which. Found when
/// first asked for and kept until a pass that changes edges says ``forget()``.
package struct ControlGraph: ~Copyable {
    package private(set) var incoming = IncomingEdges()
    package private(set) var dominators = Dominators()
    private var knowsIncoming = false
    private var knowsDominators = false

    package init() {}

    mutating func forget() {
        knowsIncoming = false
        knowsDominators = false
    }

    mutating func findIncoming(_ function: borrowing IRFunction) {
        guard !knowsIncoming else { return }
        incoming.find(function)
        knowsIncoming = true
    }

    mutating func findDominators(_ function: borrowing IRFunction) {
        guard !knowsDominators else { return }
        findIncoming(function)
        dominators.find(incoming, blockCount: function.blocks.count)
        knowsDominators = true
    }

    /// Gives room back that only a huge function needs.
    mutating func shrink(ifOver bytes: Int) {
        forget()
        incoming.shrink(ifOver: bytes)
        dominators.shrink(ifOver: bytes)
    }
}

/// The ways into each block, in the order of the blocks that they come from.
package struct IncomingEdges: ~Copyable {
    package struct Entry: BitwiseCopyable {
        package var source: BlockID
        /// Where in the pool the arguments begin.
        package var start: UInt32
    }
    private var entries = FlatArray<Entry>()
    /// By block: where its entries begin; one more at the end.
    private var starts = FlatArray<Int32>()
    private var next = FlatArray<Int32>()

    mutating func find(_ function: borrowing IRFunction) {
        let count = function.blocks.count
        starts.fill(0, count: count + 1)
        for block in 0..<count { function.forEachEdge(of: BlockID(block)) { starts[Int($0.target) + 1] += 1 } }
        for block in 0..<count { starts[block + 1] += starts[block] }
        entries.fill(Entry(source: 0, start: 0), count: Int(starts[count]))
        next.assign(starts)
        for block in 0..<count {
            function.forEachEdge(of: BlockID(block)) { edge in
                entries[Int(next[Int(edge.target)])] = Entry(source: BlockID(block), start: edge.start)
                next[Int(edge.target)] += 1
            }
        }
    }

    /// The numbers of the ways into a block.
    @inline(__always)
    package func range(of block: Int) -> Range<Int> { Int(starts[block])..<Int(starts[block + 1]) }
    @inline(__always)
    package subscript(_ number: Int) -> Entry { entries[number] }

    /// The block that is the only one to lead to this one, by one edge.
    @inline(__always)
    func onlySource(of block: Int) -> BlockID? {
        let range = range(of: block)
        return range.count == 1 ? entries[range.lowerBound].source : nil
    }

    mutating func shrink(ifOver bytes: Int) {
        entries.shrink(ifOver: bytes)
        starts.shrink(ifOver: bytes)
        next.shrink(ifOver: bytes)
    }
}
