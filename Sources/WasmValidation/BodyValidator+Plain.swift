import WasmModel

/// Instructions that are checked by their ``PlainRow``.
extension BodyValidator {
    /// A local, as a ``PlainRow`` needs it.
    struct Local {
        var type: ValueType
        /// Not zero where it must not be read.
        var isUnset: UInt32
        /// How often it was named, by ``BodyValidator/weight``.
        var uses: UInt32 = 0

        init(_ type: ValueType, isSet: Bool) {
            self.type = type
            isUnset = isSet ? 0 : 1
        }

        /// What instructions name that name no local.
        static let none = Local(.bottom, isSet: true)

        /// Where a local stands in ``BodyValidator/locals``.
        @inline(__always) static func place(_ index: UInt32) -> Int { Int(index) &+ 1 }
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
        while number < instructions.count, height < operands.count {
            let instruction = instructions[number]
            let row = rows[Int(instruction.opcode.rawValue)]
            let place = Int((instruction.index &+ 1) & row.localMask)
            let lower = height &- Int(row.operandCount)
            guard place < locals.count else { break }
            let local = locals[place]
            let type = local.type.rawValue
            let wrongTop = (operands[height &- 1].rawValue ^ (row.top | type & row.topOfLocal)) & row.topMask
            let wrongBelow = (operands[height &- 2].rawValue ^ row.below) & row.belowMask
            let high = UInt32(truncatingIfNeeded: instruction.bits >> 32)
            let wrong =
                wrongTop | wrongBelow | (instruction.index | high) & row.zeroMask | row.subjects & surroundings.others
                | local.isUnset
            // Negative if there are too few operands, or if something is too large.
            let tooFew = lower &- surroundings.base, tooLarge = Int(row.smallLimit) &- Int(instruction.small)
            guard Int(wrong) | (tooFew | tooLarge) & Int.min == 0 else { break }
            locals[place].uses = local.uses &+ surroundings.weight
            operands[lower] = ValueType(rawValue: row.result | type & row.resultOfLocal)
            height = lower &+ Int(row.resultCount)
            number &+= 1
        }
        return (number, height)
    }
}
