/// The dominator tree, by the iteration of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm", 2001).
/// Layout order is a reverse post-order but for blocks that nothing reaches, so one or two rounds suffice.
///
/// Where two blocks meet is found by skipping ancestors (Myers, "An applicative random-access stack", 1983): a block that
/// thousands of others lead to would otherwise cost the square of their number.
package struct Dominators {
    /// By block; the entry is its own.
    package private(set) var immediate: [BlockID]
    /// By block: the distance to the entry, and an ancestor some way up.
    private var depth: [Int32]
    private var ancestor: [BlockID]

    package init(of function: IRFunction) {
        let count = function.blocks.count
        let incoming = IncomingEdges(function)
        let unset = BlockID.max
        immediate = [BlockID](repeating: unset, count: count)
        depth = [Int32](repeating: 0, count: count)
        ancestor = [BlockID](repeating: 0, count: count)
        immediate[0] = 0
        var changed = true
        while changed {
            changed = false
            for block in 1..<max(count, 1) {
                var new = unset
                for entry in incoming[block] where immediate[Int(entry.source)] != unset {
                    new = new == unset ? entry.source : meet(new, entry.source)
                }
                guard new != unset else { continue }
                if immediate[block] != new {
                    immediate[block] = new
                    changed = true
                }
                hang(block, under: Int(new))
            }
        }
        // A block that nothing reaches hangs under the entry, so that walks end.
        for block in immediate.indices where immediate[block] == unset { immediate[block] = 0 }
    }

    private mutating func hang(_ block: Int, under parent: Int) {
        depth[block] = depth[parent] + 1
        let near = Int(ancestor[parent])
        let far = Int(ancestor[near])
        ancestor[block] = depth[parent] - depth[near] == depth[near] - depth[far] ? BlockID(far) : BlockID(parent)
    }

    /// The innermost block that dominates both. Every step goes to a lower number, so this ends.
    private func meet(_ a: BlockID, _ b: BlockID) -> BlockID {
        var a = Int(a)
        var b = Int(b)
        while depth[a] > depth[b] { a = Int(depth[Int(ancestor[a])] >= depth[b] ? ancestor[a] : immediate[a]) }
        while depth[b] > depth[a] { b = Int(depth[Int(ancestor[b])] >= depth[a] ? ancestor[b] : immediate[b]) }
        while a != b {
            let skips = ancestor[a] != ancestor[b]
            a = Int(skips ? ancestor[a] : immediate[a])
            b = Int(skips ? ancestor[b] : immediate[b])
        }
        return BlockID(a)
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
