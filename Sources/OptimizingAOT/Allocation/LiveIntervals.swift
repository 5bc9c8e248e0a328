import WasmModel

/// From where to where each value lives, as one stretch of positions without holes.
///
/// Every instruction takes four positions: its operands are read at `p`, registers are destroyed at `p + 1`, its result
/// appears at `p + 2`. In this layout (definitions before uses, loops contiguous) a value that is used in a loop it was
/// not defined in lives to the end of the outermost such loop, and that is all of liveness.
struct LiveIntervals: ~Copyable {
    struct Interval: BitwiseCopyable {
        var start: Int32 = -1
        var end: Int32 = -1
        /// Uses and the definition, ten times more for every loop around them.
        var weight: Float = 0
    }

    /// By value.
    private(set) var intervals = FlatArray<Interval>()
    /// Values that need a place, by start: the order in which they are defined.
    private(set) var order = FlatArray<ValueID>()
    /// Positions at which calls destroy the registers that do not survive them.
    private(set) var calls = FlatArray<Int32>()
    /// Those of them that destroy every register: calls that an exception may come out of.
    private(set) var landings = FlatArray<Int32>()
    /// Positions at which divisions and their kin destroy `rax` and `rdx`, and rotations `rcx`.
    private(set) var divisions = FlatArray<Int32>()
    private(set) var rotations = FlatArray<Int32>()
    /// By value: another value whose place would save a move, or `ValueID.max`.
    private(set) var hints = FlatArray<ValueID>()

    private var blockEnd = FlatArray<Int32>()
    private var blockOf = FlatArray<BlockID>()
    private var loopOf = FlatArray<Int32>()
    /// Of the block at hand: its number, the innermost loop around it, and what a use there weighs.
    private var block: BlockID = 0
    private var loop: Int32 = -1
    private var weight: Float = 1
    private var shiftsByCL = false

    mutating func find(_ function: borrowing IRFunction, _ selection: borrowing Selection, shiftsByCL: Bool) {
        self.shiftsByCL = shiftsByCL
        intervals.fill(Interval(), count: function.instructions.count)
        hints.fill(.max, count: function.instructions.count)
        order.removeAll()
        calls.removeAll()
        landings.removeAll()
        divisions.removeAll()
        rotations.removeAll()
        if !function.loops.isEmpty { findLoops(function, selection) }
        build(function, selection)
    }

    /// Where blocks end, and what stands in which.
    private mutating func findLoops(_ function: borrowing IRFunction, _ selection: borrowing Selection) {
        loopOf.fill(-1, count: function.blocks.count)
        for number in function.loops.indices {
            let loop = function.loops[number]
            for block in Int(loop.header)...Int(max(loop.header, loop.last)) where block < loopOf.count { loopOf[block] = Int32(number) }
        }
        blockOf.fill(0, count: function.instructions.count)
        blockEnd.removeAll()
        var position: Int32 = 0
        for number in function.blocks.indices {
            let block = function.blocks[number]
            for place in block.parameterRange { blockOf[Int(function.parameters[place])] = BlockID(number) }
            position += 4
            for value in block.values where Self.needsPosition(value, function, selection) {
                blockOf[Int(value)] = BlockID(number)
                position += 4
            }
            blockEnd.append(position)
            position += 4
        }
    }

    @inline(__always)
    private static func needsPosition(_ value: ValueID, _ function: borrowing IRFunction, _ selection: borrowing Selection) -> Bool {
        !selection.isFolded[Int(value)] && function.instructions[Int(value)].kind != .none
    }

    @inline(__always)
    private mutating func define(_ value: ValueID, at position: Int32) {
        intervals[Int(value)].start = position
        intervals[Int(value)].end = position
        intervals[Int(value)].weight += weight
        order.append(value)
    }

    private mutating func use(_ value: ValueID, at position: Int32, _ function: borrowing IRFunction, _ selection: borrowing Selection) {
        if selection.isFolded[Int(value)] {
            // What is folded is computed at its use, so that is where its operands are used. Only the parts of the
            // condition or address can be folded, which does not nest deep.
            let instruction = function.instructions[Int(value)]
            guard instruction.kind == .numeric else { return }
            use(instruction.a, at: position, function, selection)
            if function.facts[instruction.opcode].operandCount == 2 { use(instruction.b, at: position, function, selection) }
            return
        }
        var end = position
        var around = loop
        while around >= 0, blockOf[Int(value)] < function.loops[Int(around)].header {
            end = max(end, blockEnd[Int(function.loops[Int(around)].last)] + 2)
            around = function.loops[Int(around)].parent
        }
        intervals[Int(value)].end = max(intervals[Int(value)].end, end)
        intervals[Int(value)].weight += weight
    }

    private mutating func build(_ function: borrowing IRFunction, _ selection: borrowing Selection) {
        var position: Int32 = 0
        for number in function.blocks.indices {
            let block = function.blocks[number]
            begin(number, block, hasLoops: !function.loops.isEmpty)
            for place in block.parameterRange { define(function.parameters[place], at: position) }
            position += 4
            for value in block.values where Self.needsPosition(value, function, selection) {
                visit(value, at: position, function, selection)
                position += 4
            }
            function.forEachOperand(ofTerminator: block.terminator) { use($0, at: position, function, selection) }
            function.forEachEdge(of: BlockID(number)) { edge in
                var place = Int(function.blocks[Int(edge.target)].parameterStart)
                for argument in edge.range {
                    let parameter = function.parameters[place]
                    let value = function.pool[argument]
                    if hints[Int(parameter)] == .max { hints[Int(parameter)] = value }
                    hints[Int(value)] = parameter
                    place += 1
                }
            }
            position += 4
        }
    }

    private mutating func begin(_ number: Int, _ block: IRBlock, hasLoops: Bool) {
        self.block = BlockID(number)
        loop = hasLoops ? loopOf[number] : -1
        weight = 1
        for _ in 0..<min(block.loopDepth, 6) { weight *= 10 }
    }

    private mutating func visit(
        _ value: ValueID, at position: Int32, _ function: borrowing IRFunction, _ selection: borrowing Selection
    ) {
        let instruction = function.instructions[Int(value)]
        let fact = function.facts[instruction.opcode]
        let late = position + 2
        switch instruction.kind {
        case .numeric:
            if fact.isDivision { divisions.append(position + 1) }
            if fact.isRotation || fact.isShift && shiftsByCL, function.constant(instruction.b) == nil { rotations.append(position + 1) }
            if fact.isVector {
                // One instruction reads everything before it writes. Several must not write where an operand is.
                let place = fact.isOneInstruction ? position : late
                function.forEachOperand(of: instruction) { use($0, at: place, function, selection) }
            } else {
                // The left operand may share the result's register, the right one only where the order does not matter.
                use(instruction.a, at: position, function, selection)
                if fact.operandCount > 1 { use(instruction.b, at: fact.isCommutative ? position : late, function, selection) }
            }
            hints[Int(value)] = min(hints[Int(value)], instruction.a)
        case .select:
            // The result is the second value, over which the first is moved.
            use(instruction.a, at: late, function, selection)
            use(instruction.b, at: position, function, selection)
            use(instruction.c, at: position, function, selection)
        case .referenceTest: use(instruction.a, at: late, function, selection)
        case .atomic:
            if fact.isDivision { divisions.append(position + 1) }
            if instruction.effects(function.facts).contains(.calls) { calls.append(position + 1) }
            function.forEachOperand(of: instruction) { use($0, at: late, function, selection) }
        case .call, .callIndirect, .callReference, .tryCall, .tailCall, .runtime:
            if instruction.effects(function.facts).contains(.calls) { calls.append(position + 1) }
            if instruction.kind == .tryCall { landings.append(position + 1) }
            function.forEachOperand(of: instruction) { use($0, at: position, function, selection) }
        default: function.forEachOperand(of: instruction) { use($0, at: position, function, selection) }
        }
        if instruction.type != .void { define(value, at: late) }
    }

    mutating func shrink(ifOver bytes: Int) {
        intervals.shrink(ifOver: bytes)
        order.shrink(ifOver: bytes)
        hints.shrink(ifOver: bytes)
        blockEnd.shrink(ifOver: bytes)
        blockOf.shrink(ifOver: bytes)
        loopOf.shrink(ifOver: bytes)
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
