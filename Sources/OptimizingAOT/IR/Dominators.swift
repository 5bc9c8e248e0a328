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
