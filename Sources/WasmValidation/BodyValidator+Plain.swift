import WasmModel

/// Instructions that are checked by their ``PlainRow``.
extension BodyValidator {
    /// A local, as a ``PlainRow`` needs it.
    struct Local {
        var type: ValueType
        /// The byte of an operand that may be put into it: none for a reference, which is looked at again.
        var takes: UInt32
        /// Not zero where it may not be read.
        var isUnset: UInt32
        /// How often it was named, by ``BodyValidator/weight``.
        var uses: UInt32 = 0

        init(_ type: ValueType, isSet: Bool) {
            self.type = type
            takes = UInt32(type.isReference ? PlainRow.mismatch : PlainRow.byte(of: type))
            isUnset = isSet ? 0 : 1
        }

        /// What instructions name that name no local; several in turn, for the next must not wait until the use of the
        /// one before has been counted.
        static let nobody = Local(.bottom, isSet: true)
        static let nobodies: UInt32 = 8

        /// Where a local stands in ``BodyValidator/locals``.
        @inline(__always) static func place(_ index: UInt32) -> Int { Int(index) &+ Int(nobodies) }
    }

    /// What a run of plain instructions is checked against.
    private struct Surroundings {
        var base: Int
        var others: UInt32
        var weight: UInt32
    }

    /// Checks instructions from `number` on, and stops at the first one that takes more than a ``PlainRow``.
    @inline(__always) mutating func checkPlain(_ instructions: Span<Instruction>, _ rows: Span<PlainRow>) {
        let others = survey.hasVectors ? otherSubjects & ~PlainRow.vectors : otherSubjects
        let surroundings = Surroundings(base: frame.base, others: others, weight: weight)
        (number, height) = Self.checkPlain(
            instructions, rows, &locals, &operands, from: number, height: height, surroundings)
    }

    /// Static, so that everything it works on is in registers or lent.
    @inline(__always) private static func checkPlain(
        _ instructions: Span<Instruction>, _ rows: Span<PlainRow>, _ localArray: inout [Local],
        _ operandArray: inout [ValueType], from start: Int, height: Int, _ surroundings: Surroundings
    ) -> (number: Int, height: Int) {
        var locals = localArray.mutableSpan
        var operands = operandArray.mutableSpan
        var number = start
        var height = height
        var stack = topmost(of: operands.span, height: height, base: surroundings.base)
        while instructions.indices.contains(number) {
            let instruction = instructions[number]
            let row = rows[Int(instruction.opcode.rawValue)]
            let nobody = UInt32(truncatingIfNeeded: number) & (Local.nobodies - 1)
            let place = Int((instruction.index &+ Local.nobodies) & row.localMask | nobody & ~row.localMask)
            let lower = height &- Int(row.operandCount)
            guard operands.indices.contains(lower), locals.indices.contains(place) else { break }
            let local = locals[place]

            let high = UInt32(truncatingIfNeeded: instruction.bits >> 32)
            let wrong =
                (UInt32(truncatingIfNeeded: stack) ^ (row.operands | local.takes & row.takenMask)) & row.operandMask
                | (instruction.index | high) & row.zeroMask | row.subjects & surroundings.others | local.isUnset
            guard wrong == 0, UInt32(instruction.small) <= row.smallLimit else { break }

            let type = ValueType(rawValue: row.result | local.type.rawValue & row.givenMask)
            stack = (stack &>> UInt64(row.operandBits)) &<< UInt64(row.resultBits) | UInt64(PlainRow.byte(of: type))
            locals[place].uses = local.uses &+ surroundings.weight
            operands[lower] = type
            height = lower &+ Int(row.resultCount)
            number &+= 1
        }
        return (number, height)
    }

    /// The topmost four operands of the innermost block, one byte each, the topmost in the lowest.
    @inline(__always) private static func topmost(of operands: Span<ValueType>, height: Int, base: Int) -> UInt64 {
        guard height > base else { return 0 }
        var word = UInt64(PlainRow.byte(of: operands[height &- 1]))
        guard height &- 1 > base else { return word }
        word |= UInt64(PlainRow.byte(of: operands[height &- 2])) &<< 8
        guard height &- 2 > base else { return word }
        word |= UInt64(PlainRow.byte(of: operands[height &- 3])) &<< 16
        guard height &- 3 > base else { return word }
        return word | UInt64(PlainRow.byte(of: operands[height &- 4])) &<< 24
    }
}
