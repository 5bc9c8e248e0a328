/// The instructions of each block as a list: how a pass moves and inserts instructions, which must stand in runs in the
/// function itself.
package struct BlockLists: ~Copyable {
    static let none = ValueID.max
    /// By value: the one behind it in its block.
    private var next = FlatArray<ValueID>()
    /// By block.
    private var first = FlatArray<ValueID>()
    private var last = FlatArray<ValueID>()
    private var names = FlatArray<ValueID>()
    private var moved = FlatArray<IRInstruction>()

    package init() {}

    /// The values of each block in order, without what passes deleted.
    mutating func fill(_ function: borrowing IRFunction) {
        next.fill(Self.none, count: function.instructions.count)
        first.fill(Self.none, count: function.blocks.count)
        last.fill(Self.none, count: function.blocks.count)
        for block in function.blocks.indices {
            for value in function.blocks[block].values where function.instructions[Int(value)].kind != .none {
                append(value, to: block)
            }
        }
    }

    /// Puts a value that stands in no list at the end of one.
    mutating func append(_ value: ValueID, to block: Int) {
        next.extend(to: Int(value) + 1, with: Self.none)
        next[Int(value)] = Self.none
        if last[block] == Self.none { first[block] = value } else { next[Int(last[block])] = value }
        last[block] = value
    }

    func first(of block: Int) -> ValueID { first[block] }
    func next(after value: ValueID) -> ValueID { next[Int(value)] }

    /// Takes a value out of a block's list; `previous` is the one before it, or ``none``.
    mutating func remove(_ value: ValueID, after previous: ValueID, from block: Int) {
        if previous == Self.none { first[block] = next[Int(value)] } else { next[Int(previous)] = next[Int(value)] }
        if last[block] == value { last[block] = previous }
    }

    /// Replaces the instructions of each block by its list and numbers everything anew in the order of the lists. Values
    /// that stand in none are dropped, and nothing may use them.
    mutating func lay(_ function: inout IRFunction) {
        names.fill(0, count: function.instructions.count)
        moved.removeAll()
        moved.reserve(function.instructions.count)
        for block in function.blocks.indices {
            for position in function.blocks[block].parameterRange {
                let parameter = function.parameters[position]
                names[Int(parameter)] = ValueID(moved.count)
                function.parameters[position] = ValueID(moved.count)
                moved.append(function.instructions[Int(parameter)])
            }
            function.blocks[block].first = UInt32(moved.count)
            var value = first[block]
            while value != Self.none {
                names[Int(value)] = ValueID(moved.count)
                moved.append(function.instructions[Int(value)])
                value = next[Int(value)]
            }
            function.blocks[block].end = UInt32(moved.count)
        }
        swap(&function.instructions, &moved)
        for block in function.blocks.indices {
            for value in function.blocks[block].values {
                if let range = function.instructions[Int(value)].poolRange {
                    for position in range { function.pool[position] = names[Int(function.pool[position])] }
                } else {
                    function.instructions[Int(value)].renameOperands(function.facts) { names[Int($0)] }
                }
            }
            function.rename(terminatorOf: block) { names[Int($0)] }
        }
    }

    /// Gives room back that only a huge function needs.
    mutating func shrink(ifOver bytes: Int) {
        next.shrink(ifOver: bytes)
        first.shrink(ifOver: bytes)
        last.shrink(ifOver: bytes)
        names.shrink(ifOver: bytes)
        moved.shrink(ifOver: bytes)
    }
}

extension IRFunction {
    /// Numbers everything anew in layout order, without what passes deleted.
    package mutating func renumber() {
        var lists = BlockLists()
        lists.fill(self)
        lists.lay(&self)
    }
}
