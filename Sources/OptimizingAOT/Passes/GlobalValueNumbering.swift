import WasmModel

/// Replaces a pure instruction by an equal one that dominates it. Walks the dominator tree in layout order; an entry of
/// the table counts only where its block dominates the block at hand.
package enum GlobalValueNumbering: Pass {
    package static let name = "value-numbering"

    package static func run(on function: inout IRFunction, _ context: PassContext) {
        let dominators = Intervals(Dominators(of: function).immediate)
        var replacement = Array(0..<ValueID(function.instructions.count))
        var home = [BlockID](repeating: 0, count: function.instructions.count)
        var table: [IRInstruction: ValueID] = [:]
        for (number, block) in function.blocks.enumerated() {
            for value in block.first..<block.end {
                var key = function.instructions[Int(value)]
                home[Int(value)] = BlockID(number)
                guard key.isPure else { continue }
                switch key.kind {
                case .numeric:
                    key.a = replacement[Int(key.a)]
                    key.b = key.opcode.operandCount == 2 ? replacement[Int(key.b)] : 0
                case .select:
                    key.a = replacement[Int(key.a)]
                    key.b = replacement[Int(key.b)]
                    key.c = replacement[Int(key.c)]
                // Constants cost nothing where they are used, and a longer life costs a register.
                default: continue
                }
                if let earlier = table[key], dominators.dominates(home[Int(earlier)], BlockID(number)) {
                    replacement[Int(value)] = earlier
                } else {
                    table[key] = value
                }
            }
        }
        function.replaceUses(by: replacement)
    }

    /// Numbers of a walk through the dominator tree: one block dominates another if its interval holds the other's.
    private struct Intervals {
        private var enter: [UInt32]
        private var leave: [UInt32]

        init(_ immediate: [BlockID]) {
            let count = immediate.count
            var children = [[BlockID]](repeating: [], count: count)
            for block in 1..<max(count, 1) { children[Int(immediate[block])].append(BlockID(block)) }
            enter = [UInt32](repeating: 0, count: count)
            leave = [UInt32](repeating: 0, count: count)
            var clock: UInt32 = 0
            var work: [(block: BlockID, next: Int)] = [(0, 0)]
            while let (block, next) = work.popLast() {
                if next == 0 {
                    clock += 1
                    enter[Int(block)] = clock
                }
                if next < children[Int(block)].count {
                    work.append((block, next + 1))
                    work.append((children[Int(block)][next], 0))
                } else {
                    clock += 1
                    leave[Int(block)] = clock
                }
            }
        }

        func dominates(_ a: BlockID, _ b: BlockID) -> Bool {
            enter[Int(a)] <= enter[Int(b)] && leave[Int(b)] <= leave[Int(a)]
        }
    }
}
