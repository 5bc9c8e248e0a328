import WasmModel

/// From where to where each value lives, as one stretch of positions without holes.
///
/// Every instruction takes four positions: its operands are read at `p`, registers are destroyed at `p + 1`, its result
/// appears at `p + 2`. In this layout (definitions before uses, loops contiguous) a value that is used in a loop it was
/// not defined in lives to the end of the outermost such loop, and that is all of liveness.
struct LiveIntervals {
    struct Interval {
        var start: Int32 = -1
        var end: Int32 = -1
        /// Uses and the definition, ten times more for every loop around them.
        var weight: Float = 0
    }

    /// By value.
    private(set) var intervals: [Interval]
    /// Values that need a place, by start.
    private(set) var order: [ValueID] = []
    /// Positions at which calls destroy the registers that do not survive them.
    private(set) var calls: [Int32] = []
    /// Those of them that destroy every register: calls that an exception may come out of.
    private(set) var landings: [Int32] = []
    /// Positions at which divisions and their kin destroy `rax` and `rdx`, and rotations `rcx`.
    private(set) var divisions: [Int32] = []
    private(set) var rotations: [Int32] = []
    /// By value: another value whose place would save a move, or `ValueID.max`.
    private(set) var hints: [ValueID]

    private let function: IRFunction
    private let selection: Selection
    private var blockEnd: [Int32] = []
    private var blockOf: [BlockID]
    private var loopOf: [Int32]

    init(_ function: IRFunction, _ selection: Selection) {
        self.function = function
        self.selection = selection
        intervals = [Interval](repeating: Interval(), count: function.instructions.count)
        hints = [ValueID](repeating: .max, count: function.instructions.count)
        blockOf = [BlockID](repeating: 0, count: function.instructions.count)
        loopOf = [Int32](repeating: -1, count: function.blocks.count)
        for (number, loop) in function.loops.enumerated() {
            for block in loop.header...max(loop.header, loop.last) where Int(block) < loopOf.count { loopOf[Int(block)] = Int32(number) }
        }
        order.reserveCapacity(function.instructions.count)
        blockEnd.reserveCapacity(function.blocks.count)
        number()
        build()
        order.sort { intervals[Int($0)].start < intervals[Int($1)].start }
    }

    /// Gives blocks their last position.
    private mutating func number() {
        var position: Int32 = 0
        for (number, block) in function.blocks.enumerated() {
            for parameter in block.parameters { blockOf[Int(parameter)] = BlockID(number) }
            position += 4
            for value in block.first..<block.end where needsPosition(value) {
                blockOf[Int(value)] = BlockID(number)
                position += 4
            }
            blockEnd.append(position)
            position += 4
        }
    }

    private func needsPosition(_ value: ValueID) -> Bool {
        !selection.isFolded[Int(value)] && function.instructions[Int(value)].kind != .none
    }

    private mutating func define(_ value: ValueID, at position: Int32, _ weight: Float) {
        guard function.instructions[Int(value)].type != .void else { return }
        intervals[Int(value)].start = position
        intervals[Int(value)].end = max(intervals[Int(value)].end, position)
        intervals[Int(value)].weight += weight
        order.append(value)
    }

    private mutating func use(_ value: ValueID, at position: Int32, in block: BlockID, _ weight: Float) {
        if selection.isFolded[Int(value)] {
            // What is folded is computed at its use, so that is where its operands are used. Only the parts of the
            // condition or address can be folded, which does not nest deep.
            let instruction = function.instructions[Int(value)]
            guard instruction.kind == .numeric else { return }
            use(instruction.a, at: position, in: block, weight)
            if instruction.opcode.operandCount == 2 { use(instruction.b, at: position, in: block, weight) }
            return
        }
        var end = position
        let home = blockOf[Int(value)]
        var loop = loopOf[Int(block)]
        while loop >= 0, home < function.loops[Int(loop)].header {
            end = max(end, blockEnd[Int(function.loops[Int(loop)].last)] + 2)
            loop = function.loops[Int(loop)].parent
        }
        intervals[Int(value)].end = max(intervals[Int(value)].end, end)
        intervals[Int(value)].weight += weight
    }

    private mutating func build() {
        var position: Int32 = 0
        for number in function.blocks.indices {
            let block = function.blocks[number]
            let weight = Float(weights[min(Int(block.loopDepth), weights.count - 1)])
            for parameter in block.parameters { define(parameter, at: position, weight) }
            position += 4
            for value in block.first..<block.end where needsPosition(value) {
                visit(value, at: position, in: BlockID(number), weight)
                position += 4
            }
            function.forEachOperand(ofTerminator: block.terminator) { use($0, at: position, in: BlockID(number), weight) }
            function.forEachEdge(of: BlockID(number)) { edge in
                for (parameter, argument) in zip(function.blocks[Int(edge.target)].parameters, function.arguments(of: edge)) {
                    if hints[Int(parameter)] == .max { hints[Int(parameter)] = argument }
                    hints[Int(argument)] = parameter
                }
            }
            position += 4
        }
    }

    private let weights = [1, 10, 100, 1000, 10000, 100_000, 1_000_000]

    private mutating func visit(_ value: ValueID, at position: Int32, in block: BlockID, _ weight: Float) {
        let instruction = function.instructions[Int(value)]
        if instruction.effects.contains(.calls) { calls.append(position + 1) }
        switch instruction.kind {
        case .tryCall: landings.append(position + 1)
        case .atomic where instruction.opcode.isCompareExchangeLoop: divisions.append(position + 1)
        case .numeric:
            switch instruction.opcode {
            case .i32DivS, .i32DivU, .i32RemS, .i32RemU, .i64DivS, .i64DivU, .i64RemS, .i64RemU, .i64MulWideS, .i64MulWideU:
                divisions.append(position + 1)
            case .i32Rotl, .i32Rotr, .i64Rotl, .i64Rotr:
                if function.instructions[Int(instruction.b)].kind != .constant { rotations.append(position + 1) }
            default: break
            }
        default: break
        }
        let late = position + 2
        switch instruction.kind {
        case .numeric where instruction.opcode.isVector && VectorOperation(instruction.opcode) == nil:
            // These may take several instructions, so the result shares no operand's register.
            function.forEachOperand(of: instruction) { use($0, at: late, in: block, weight) }
        case .atomic, .referenceTest:
            function.forEachOperand(of: instruction) { use($0, at: late, in: block, weight) }
        case .numeric where instruction.opcode.isVector:
            // One instruction reads everything before it writes.
            function.forEachOperand(of: instruction) { use($0, at: position, in: block, weight) }
        case .numeric where instruction.opcode.operandCount == 2:
            // The left operand may share the result's register, the right one only where the order does not matter.
            use(instruction.a, at: position, in: block, weight)
            let mayShare = ConstantFolding.isCommutative(instruction.opcode)
            use(instruction.b, at: mayShare ? position : late, in: block, weight)
        case .select:
            // The result is the second value, over which the first is moved.
            use(instruction.a, at: late, in: block, weight)
            use(instruction.b, at: position, in: block, weight)
            use(instruction.c, at: position, in: block, weight)
        default: function.forEachOperand(of: instruction) { use($0, at: position, in: block, weight) }
        }
        define(value, at: late, weight)
        if instruction.kind == .numeric { hints[Int(value)] = min(hints[Int(value)], instruction.a) }
    }
}

extension Opcode {
    /// Atomic instructions that take `cmpxchg`, and so `rax` and `rdx`.
    var isCompareExchangeLoop: Bool {
        switch self {
        case .i32AtomicRmwAnd, .i64AtomicRmwAnd, .i32AtomicRmw8AndU, .i32AtomicRmw16AndU, .i64AtomicRmw8AndU,
            .i64AtomicRmw16AndU, .i64AtomicRmw32AndU, .i32AtomicRmwOr, .i64AtomicRmwOr, .i32AtomicRmw8OrU, .i32AtomicRmw16OrU,
            .i64AtomicRmw8OrU, .i64AtomicRmw16OrU, .i64AtomicRmw32OrU, .i32AtomicRmwXor, .i64AtomicRmwXor,
            .i32AtomicRmw8XorU, .i32AtomicRmw16XorU, .i64AtomicRmw8XorU, .i64AtomicRmw16XorU, .i64AtomicRmw32XorU,
            .i32AtomicRmwCmpxchg, .i64AtomicRmwCmpxchg, .i32AtomicRmw8CmpxchgU, .i32AtomicRmw16CmpxchgU,
            .i64AtomicRmw8CmpxchgU, .i64AtomicRmw16CmpxchgU, .i64AtomicRmw32CmpxchgU:
            true
        default: false
        }
    }
}
