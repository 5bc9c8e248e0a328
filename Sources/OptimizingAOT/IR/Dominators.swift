/// The dominator tree, by the iteration of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm", 2001).
/// Layout order is a reverse post-order but for blocks that nothing reaches, so one or two rounds suffice.
///
/// Where two blocks meet is found by skipping ancestors (Myers, "An applicative random-access stack", 1983): a block that
/// thousands of others lead to would otherwise cost the square of their number.
package struct Dominators: ~Copyable {
    /// By block; the entry is its own.
    package private(set) var immediate = FlatArray<BlockID>()
    /// By block: the distance to the entry, and an ancestor some way up.
    private var depth = FlatArray<Int32>()
    private var ancestor = FlatArray<BlockID>()
    /// Numbers of a walk through the tree: one block dominates another if its interval holds the other's.
    private var enter = FlatArray<UInt32>()
    private var leave = FlatArray<UInt32>()
    private static let unset = BlockID.max

    mutating func find(_ incoming: borrowing IncomingEdges, blockCount count: Int) {
        immediate.fill(Self.unset, count: count)
        depth.fill(0, count: count)
        ancestor.fill(0, count: count)
        immediate[0] = 0
        var changed = true
        while changed {
            changed = false
            for block in 1..<max(count, 1) {
                var new = Self.unset
                for number in incoming.range(of: block) {
                    let source = incoming[number].source
                    guard immediate[Int(source)] != Self.unset else { continue }
                    new = new == Self.unset ? source : meet(new, source)
                }
                guard new != Self.unset else { continue }
                if immediate[block] != new {
                    immediate[block] = new
                    changed = true
                }
                hang(block, under: Int(new))
            }
        }
        // A block that nothing reaches hangs under the entry, so that walks end.
        for block in immediate.indices where immediate[block] == Self.unset { immediate[block] = 0 }
        number(count)
    }

    package func dominates(_ a: BlockID, _ b: BlockID) -> Bool {
        enter[Int(a)] <= enter[Int(b)] && leave[Int(b)] <= leave[Int(a)]
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

    /// Gives each block the interval of its part of the tree, in two passes: children have higher numbers than their
    /// parents, so sizes add up backwards, and places follow forwards.
    private mutating func number(_ count: Int) {
        // For now: by block, how many blocks its part of the tree has, and where the next child's part begins.
        leave.fill(1, count: count)
        enter.fill(0, count: count)
        for block in (1..<max(count, 1)).reversed() { leave[Int(immediate[block])] += leave[block] }
        ancestor.fill(1, count: count)
        for block in 1..<max(count, 1) {
            let parent = Int(immediate[block])
            enter[block] = enter[parent] + ancestor[parent]
            ancestor[parent] += leave[block]
        }
        for block in 0..<count { leave[block] = enter[block] + leave[block] - 1 }
    }

    mutating func shrink(ifOver bytes: Int) {
        immediate.shrink(ifOver: bytes)
        depth.shrink(ifOver: bytes)
        ancestor.shrink(ifOver: bytes)
        enter.shrink(ifOver: bytes)
        leave.shrink(ifOver: bytes)
    }
}
