/// The dominator tree, by the iteration of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm", 2001).
/// Layout order is a reverse post-order but for blocks that nothing reaches, so one or two rounds suffice.
package struct Dominators {
    /// By block; the entry is its own.
    package private(set) var immediate: [BlockID]

    package init(of function: IRFunction) {
        let count = function.blocks.count
        let incoming = IncomingEdges(function)
        let unset = BlockID.max
        var immediate = [BlockID](repeating: unset, count: count)
        immediate[0] = 0
        func meet(_ a: BlockID, _ b: BlockID) -> BlockID {
            var a = a
            var b = b
            while a != b {
                while a > b { a = immediate[Int(a)] }
                while b > a { b = immediate[Int(b)] }
            }
            return a
        }
        var changed = true
        while changed {
            changed = false
            for block in 1..<max(count, 1) {
                var new = unset
                for entry in incoming[block] where immediate[Int(entry.source)] != unset {
                    new = new == unset ? entry.source : meet(new, entry.source)
                }
                if new != unset, immediate[block] != new {
                    immediate[block] = new
                    changed = true
                }
            }
        }
        // A block that nothing reaches hangs under the entry, so that walks end.
        self.immediate = immediate.map { $0 == unset ? 0 : $0 }
    }
}

/// Numbers of a walk through the dominator tree: one block dominates another if its interval holds the other's.
package struct DominatorIntervals {
    private var enter: [UInt32]
    private var leave: [UInt32]

    package init(_ immediate: [BlockID]) {
        let count = immediate.count
        // The children of a block as a list from its first child through the siblings.
        let none = BlockID.max
        var firstChild = [BlockID](repeating: none, count: count)
        var sibling = [BlockID](repeating: none, count: count)
        for block in (1..<max(count, 1)).reversed() {
            sibling[block] = firstChild[Int(immediate[block])]
            firstChild[Int(immediate[block])] = BlockID(block)
        }
        enter = [UInt32](repeating: 0, count: count)
        leave = [UInt32](repeating: 0, count: count)
        var clock: UInt32 = 1
        var path: [BlockID] = [0]
        enter[0] = 1
        while let block = path.last {
            clock += 1
            let child = firstChild[Int(block)]
            if child != none {
                firstChild[Int(block)] = sibling[Int(child)]
                enter[Int(child)] = clock
                path.append(child)
            } else {
                leave[Int(block)] = clock
                path.removeLast()
            }
        }
    }

    package func dominates(_ a: BlockID, _ b: BlockID) -> Bool {
        enter[Int(a)] <= enter[Int(b)] && leave[Int(b)] <= leave[Int(a)]
    }
}
