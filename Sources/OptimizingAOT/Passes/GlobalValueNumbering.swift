import WasmModel

/// Replaces a pure instruction by an equal one that dominates it. Walks the dominator tree in layout order; an entry of
/// the table counts only where its block dominates the block at hand.
package enum GlobalValueNumbering: Pass {
    package static let name = "value-numbering"

    package static func run(on function: inout IRFunction, _ context: PassContext, _ scratch: inout PassScratch) {
        let hasBlocks = function.blocks.count > 1
        if hasBlocks { scratch.control.findDominators(function) }
        scratch.replacements.begin(function)
        scratch.homes.fill(0, count: hasBlocks ? function.instructions.count : 0)
        scratch.numbering.begin(capacity: function.instructions.count)
        for block in function.blocks.indices {
            for value in function.blocks[block].values {
                function.rename(operandsOf: value, scratch.replacements)
                guard isNumbered(function.instructions[Int(value)], function.facts) else { continue }
                if hasBlocks { scratch.homes[Int(value)] = BlockID(block) }
                let (slot, known) = scratch.numbering.search(value, function)
                if let earlier = known,
                    !hasBlocks || scratch.control.dominators.dominates(scratch.homes[Int(earlier)], BlockID(block))
                {
                    scratch.replacements.replace(value, by: earlier)
                } else {
                    scratch.numbering.set(slot, to: value)
                }
            }
            function.rename(terminatorOf: block, scratch.replacements)
        }
    }

    @inline(__always)
    private static func isNumbered(_ instruction: IRInstruction, _ facts: OpcodeFacts) -> Bool {
        // Constants cost nothing where they are used, and a longer life costs a register.
        let kinds =
            IRInstruction.bit(.select) | IRInstruction.bit(.instance) | IRInstruction.bit(.constantLoad)
            | IRInstruction.bit(.referenceTest)
        return instruction.isIn(kinds | (facts[instruction.opcode].mayTrap ? 0 : IRInstruction.bit(.numeric)))
    }

    /// Values by what they compute: open addressing, at most half full.
    struct Table: ~Copyable {
        /// Values, or `ValueID.max` for none.
        private var values = FlatArray<ValueID>()
        private var mask = 0

        mutating func begin(capacity: Int) {
            var size = 16
            while size < capacity * 2 { size *= 2 }
            values.fill(.max, count: size)
            mask = size - 1
        }

        /// Steps of a search; a module that is made to collide loses equalities, not time.
        private static let longestSearch = 32

        /// An equal value, and where it stands; or where this one can.
        func search(_ value: ValueID, _ function: borrowing IRFunction) -> (slot: Int, known: ValueID?) {
            let instruction = function.instructions[Int(value)]
            var hash = UInt64(instruction.opcode.rawValue) << 32 | UInt64(instruction.a)
            hash = (hash ^ UInt64(instruction.b) << 20 ^ UInt64(instruction.c) << 44 ^ instruction.bits) &* 0x9E37_79B9_7F4A_7C15
            var slot = Int(truncatingIfNeeded: hash >> 32) & mask
            for _ in 0..<Self.longestSearch {
                let known = values[slot]
                if known == .max { break }
                if function.instructions[Int(known)].isSame(as: instruction) { return (slot, known) }
                slot = (slot + 1) & mask
            }
            return (slot, nil)
        }

        mutating func set(_ slot: Int, to value: ValueID) { values[slot] = value }

        mutating func shrink(ifOver bytes: Int) { values.shrink(ifOver: bytes) }
    }
}
