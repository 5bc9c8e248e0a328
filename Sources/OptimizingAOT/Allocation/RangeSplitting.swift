/// Splits the lives of values that found no register: in a loop that calls nothing, such a value gets a copy with a life of
/// its own, made in front of the loop, which may find the register that the whole life did not.
///
/// The allocator runs again on what comes out. Works on the IR, so that the verifier sees it and a test is text.
package struct RangeSplitting: ~Copyable {
    package static let name = "split-ranges"

    /// The function with copies, after ``split(_:_:)``.
    package private(set) var function = IRFunction()
    private var control = ControlGraph()
    private var lists = BlockLists()
    private var homes = FlatArray<BlockID>()
    /// By block: the innermost loop around it, or −1.
    private var loopOf = FlatArray<Int32>()
    /// By block: how many calls stand in those before it.
    private var calls = FlatArray<Int32>()
    /// By loop: the block that leads to it, if copies can stand there, or ``noBlock``.
    private var preheaders = FlatArray<BlockID>()
    /// Loops and values of which there are copies; by number, the copy.
    private var keys = KeyTable()
    private var copies = FlatArray<ValueID>()
    private static let noBlock = BlockID.max

    package init() {}

    /// Makes copies; `false` if none would help.
    ///
    /// - Parameter isSpilled: whether a value stands in the frame.
    package mutating func split(_ source: borrowing IRFunction, _ isSpilled: (ValueID) -> Bool) -> Bool {
        guard !source.loops.isEmpty, findPreheaders(source) else { return false }
        function.assign(source)
        lists.fill(source)
        keys.removeAll()
        copies.removeAll()
        for block in source.blocks.indices where loopOf[block] >= 0 { rewrite(block, isSpilled) }
        guard !copies.isEmpty else { return false }
        lists.lay(&function)
        return true
    }

    /// The function with copies changes places with another.
    mutating func exchange(_ other: inout IRFunction) { swap(&function, &other) }

    /// Whether there is a loop that copies can be made for.
    private mutating func findPreheaders(_ source: borrowing IRFunction) -> Bool {
        control.forget()
        control.findIncoming(source)
        homes.fill(0, count: source.instructions.count)
        loopOf.fill(-1, count: source.blocks.count)
        calls.removeAll()
        var count: Int32 = 0
        for number in source.blocks.indices {
            let block = source.blocks[number]
            calls.append(count)
            for position in block.parameterRange { homes[Int(source.parameters[position])] = BlockID(number) }
            for value in block.values {
                homes[Int(value)] = BlockID(number)
                let instruction = source.instructions[Int(value)]
                if instruction.kind != .none, instruction.effects(source.facts).contains(.calls) { count += 1 }
            }
        }
        calls.append(count)
        preheaders.removeAll()
        var hasAny = false
        for number in source.loops.indices {
            let loop = source.loops[number]
            guard loop.header <= loop.last else {
                preheaders.append(Self.noBlock)
                continue
            }
            for block in Int(loop.header)...Int(loop.last) { loopOf[block] = Int32(number) }
            let isCallFree = calls[Int(loop.last) + 1] == calls[Int(loop.header)]
            let preheader = isCallFree ? source.preheader(of: loop, control.incoming) : nil
            preheaders.append(preheader ?? Self.noBlock)
            if preheader != nil { hasAny = true }
        }
        return hasAny
    }

    /// The outermost loop around a block that the value is alive in from the outside and that copies can stand before.
    private func loop(of value: ValueID, in block: Int) -> Int32? {
        var found: Int32?
        var loop = loopOf[block]
        while loop >= 0, homes[Int(value)] < function.loops[Int(loop)].header, preheaders[Int(loop)] != Self.noBlock {
            found = loop
            loop = function.loops[Int(loop)].parent
        }
        return found
    }

    private mutating func copy(of value: ValueID, in block: Int, _ isSpilled: (ValueID) -> Bool) -> ValueID {
        guard Int(value) < homes.count, function.constant(value) == nil, isSpilled(value), let loop = loop(of: value, in: block)
        else { return value }
        let (number, isNew) = keys.number(of: UInt64(loop), UInt64(value))
        guard isNew else { return copies[number] }
        let copy = function.append(IRInstruction(.copy, function.type(of: value), a: value))
        lists.append(copy, to: Int(preheaders[Int(loop)]))
        copies.append(copy)
        return copy
    }

    private mutating func rewrite(_ range: Range<Int>, in block: Int, _ isSpilled: (ValueID) -> Bool) {
        for position in range { function.pool[position] = copy(of: function.pool[position], in: block, isSpilled) }
    }

    private mutating func rewrite(_ block: Int, _ isSpilled: (ValueID) -> Bool) {
        for value in function.blocks[block].values {
            var instruction = function.instructions[Int(value)]
            if let range = instruction.poolRange {
                rewrite(range, in: block, isSpilled)
            } else {
                instruction.renameOperands(function.facts) { copy(of: $0, in: block, isSpilled) }
                function.instructions[Int(value)] = instruction
            }
        }
        switch function.blocks[block].terminator {
        case .none, .trap: break
        case .jump(let edge): rewrite(edge.range, in: block, isSpilled)
        case .return(let start, let count): rewrite(Int(start)..<Int(start + count), in: block, isSpilled)
        case .branch(let condition, let then, let otherwise):
            rewrite(then.range, in: block, isSpilled)
            rewrite(otherwise.range, in: block, isSpilled)
            let copy = copy(of: condition, in: block, isSpilled)
            function.blocks[block].terminator = .branch(condition: copy, then: then, otherwise: otherwise)
        case .table(let index, let start, let count):
            for edge in Int(start)..<Int(start + count) { rewrite(function.tableEdges[edge].range, in: block, isSpilled) }
            let copy = copy(of: index, in: block, isSpilled)
            function.blocks[block].terminator = .table(index: copy, start: start, count: count)
        }
    }

    mutating func shrink(ifOver bytes: Int) {
        function.shrink(ifOver: bytes)
        control.shrink(ifOver: bytes)
        lists.shrink(ifOver: bytes)
        homes.shrink(ifOver: bytes)
        loopOf.shrink(ifOver: bytes)
        calls.shrink(ifOver: bytes)
        copies.shrink(ifOver: bytes)
    }
}
