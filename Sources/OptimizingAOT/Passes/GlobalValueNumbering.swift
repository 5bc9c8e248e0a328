import WasmModel

/// Replaces a pure instruction by an equal one that dominates it. Walks the dominator tree in layout order; an entry of
/// the table counts only where its block dominates the block at hand.
package enum GlobalValueNumbering: Pass {
    package static let name = "value-numbering"

    package static func run(on function: inout IRFunction, _ context: PassContext) {
        let dominators = function.blocks.count > 1 ? DominatorIntervals(Dominators(of: function).immediate) : nil
        var replacement = Array(0..<ValueID(function.instructions.count))
        var home = [BlockID](repeating: 0, count: function.instructions.count)
        var table = Table(capacity: function.instructions.count)
        var hasChanged = false
        for (number, block) in function.blocks.enumerated() {
            for value in block.first..<block.end {
                home[Int(value)] = BlockID(number)
                switch function.instructions[Int(value)].kind {
                case .numeric, .select, .instance, .constantLoad, .referenceTest: break
                // Constants cost nothing where they are used, and a longer life costs a register.
                default: continue
                }
                guard function.instructions[Int(value)].isPure else { continue }
                function.instructions[Int(value)].renameOperands { replacement[Int($0)] }
                table.exchange(value, function.instructions) { earlier in
                    guard dominators?.dominates(home[Int(earlier)], BlockID(number)) ?? true else { return false }
                    replacement[Int(value)] = earlier
                    hasChanged = true
                    return true
                }
            }
        }
        if hasChanged { function.replaceUses(by: replacement) }
    }

    /// Values by what they compute: open addressing, at most half full.
    private struct Table {
        /// A value, or `ValueID.max` for none.
        private var values: [ValueID]
        private let mask: Int

        init(capacity: Int) {
            var size = 16
            while size < capacity * 2 { size *= 2 }
            values = [ValueID](repeating: .max, count: size)
            mask = size - 1
        }

        /// Steps of a search; a module that is made to collide loses equalities, not time.
        private static let longestSearch = 32

        /// Hands an equal value to `isUsed`; if there is none or it is not used, `value` takes its place.
        mutating func exchange(_ value: ValueID, _ instructions: [IRInstruction], isUsed: (ValueID) -> Bool) {
            let instruction = instructions[Int(value)]
            var hash = UInt64(instruction.opcode.rawValue) << 32 | UInt64(instruction.a)
            hash = (hash ^ UInt64(instruction.b) << 20 ^ UInt64(instruction.c) << 44 ^ instruction.bits) &* 0x9E37_79B9_7F4A_7C15
            var slot = Int(truncatingIfNeeded: hash >> 32) & mask
            for _ in 0..<Self.longestSearch {
                guard values[slot] != .max else { break }
                if instructions[Int(values[slot])] == instruction {
                    if isUsed(values[slot]) { return }
                    break
                }
                slot = (slot + 1) & mask
            }
            values[slot] = value
        }
    }
}
