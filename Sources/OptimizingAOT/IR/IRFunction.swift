import WasmModel

/// A function in SSA form: blocks with parameters, in layout order, block 0 being the entry with the function's
/// parameters. Every value is defined before it is used in layout order, and loops are contiguous: the construction from
/// structured control gives both, and the register allocator relies on it.
///
/// Not copied by assignment: one function after the other is made in the same room (``removeAll()``).
package struct IRFunction: ~Copyable {
    package var name: String
    package var results: FlatArray<IRType>
    package var instructions = FlatArray<IRInstruction>()
    package var blocks = FlatArray<IRBlock>()
    /// Parameters of blocks: values with ``IRInstruction/Kind/parameter``.
    package var parameters = FlatArray<ValueID>()
    /// Arguments of calls, edges and returns. Each of them has a stretch of its own.
    package var pool = FlatArray<ValueID>()
    package var tableEdges = FlatArray<IREdge>()
    /// Outer loops before inner ones.
    package var loops = FlatArray<IRLoop>()
    package let facts = OpcodeFacts.shared
    /// Which kinds of instruction were appended, as bits: what a pass needs not look for.
    private var kinds: UInt32 = 0

    package init(name: String = "", results: [IRType] = []) {
        self.name = name
        self.results = FlatArray(results)
    }

    /// Forgets the function and keeps the room.
    package mutating func removeAll() {
        name = ""
        results.removeAll()
        instructions.removeAll()
        blocks.removeAll()
        parameters.removeAll()
        pool.removeAll()
        tableEdges.removeAll()
        loops.removeAll()
        kinds = 0
    }

    /// Becomes a copy of another function.
    package mutating func assign(_ other: borrowing IRFunction) {
        name = other.name
        results.assign(other.results)
        instructions.assign(other.instructions)
        blocks.assign(other.blocks)
        parameters.assign(other.parameters)
        pool.assign(other.pool)
        tableEdges.assign(other.tableEdges)
        loops.assign(other.loops)
        kinds = other.kinds
    }

    /// Gives room back that only a huge function needs.
    mutating func shrink(ifOver bytes: Int) {
        instructions.shrink(ifOver: bytes)
        blocks.shrink(ifOver: bytes)
        parameters.shrink(ifOver: bytes)
        pool.shrink(ifOver: bytes)
        tableEdges.shrink(ifOver: bytes)
        loops.shrink(ifOver: bytes)
    }

    // MARK: Building

    @discardableResult @inline(__always)
    package mutating func append(_ instruction: IRInstruction) -> ValueID {
        kinds |= IRInstruction.bit(instruction.kind)
        instructions.append(instruction)
        return ValueID(truncatingIfNeeded: instructions.count &- 1)
    }

    /// Whether there may be an instruction of this kind.
    @inline(__always)
    package func mayHave(_ kind: IRInstruction.Kind) -> Bool { kinds & IRInstruction.bit(kind) != 0 }

    /// The same of several kinds, as bits.
    @inline(__always)
    func mayHave(anyOf kinds: UInt32) -> Bool { self.kinds & kinds != 0 }

    package mutating func addBlock() -> BlockID {
        blocks.append(IRBlock())
        return BlockID(blocks.count - 1)
    }

    /// The parameters of a block are added one after the other, with none of another block between them.
    package mutating func addParameter(to block: BlockID, _ type: IRType) -> ValueID {
        let position = blocks[Int(block)].parameterCount
        if position == 0 { blocks[Int(block)].parameterStart = UInt32(parameters.count) }
        precondition(blocks[Int(block)].parameterRange.upperBound == parameters.count)
        let value = append(IRInstruction(.parameter, type, a: block, b: position))
        parameters.append(value)
        blocks[Int(block)].parameterCount = position + 1
        return value
    }

    package mutating func addToPool(_ values: some Collection<ValueID>) -> (start: UInt32, count: UInt32) {
        let start = UInt32(pool.count)
        pool.append(contentsOf: values)
        return (start, UInt32(values.count))
    }

    // MARK: Reading

    @inline(__always)
    package func type(of value: ValueID) -> IRType { instructions[Int(value)].type }

    /// The bits of a constant; `nil` for anything else.
    @inline(__always)
    func constant(_ value: ValueID) -> UInt64? {
        let instruction = instructions[Int(value)]
        return instruction.kind == .constant ? instruction.bits : nil
    }

    /// Calls `visit` with every way out of a block.
    @inline(__always)
    package func forEachEdge(of block: BlockID, _ visit: (IREdge) -> Void) {
        switch blocks[Int(block)].terminator {
        case .jump(let edge): visit(edge)
        case .branch(_, let then, let otherwise):
            visit(then)
            visit(otherwise)
        case .table(_, let start, let count):
            for edge in Int(start)..<Int(start + count) { visit(tableEdges[edge]) }
        case .none, .return, .trap: break
        }
    }

    /// Calls `visit` with every operand of an instruction, in order.
    @inline(__always)
    package func forEachOperand(of instruction: IRInstruction, _ visit: (ValueID) -> Void) {
        if instruction.isIn(IRInstruction.pooledKinds) {
            for position in instruction.operandRange { visit(pool[position]) }
        } else {
            let count = instruction.operandCount(facts)
            if count > 0 { visit(instruction.a) }
            if count > 1 { visit(instruction.b) }
            if count > 2 { visit(instruction.c) }
        }
    }

    /// Calls `visit` with every value that the end of a block uses, arguments of edges included.
    @inline(__always)
    package func forEachOperand(ofTerminator terminator: IRTerminator, _ visit: (ValueID) -> Void) {
        switch terminator {
        case .none, .trap: break
        case .jump(let edge): for position in edge.range { visit(pool[position]) }
        case .branch(let condition, let then, let otherwise):
            visit(condition)
            for position in then.range { visit(pool[position]) }
            for position in otherwise.range { visit(pool[position]) }
        case .table(let index, let start, let count):
            visit(index)
            for edge in Int(start)..<Int(start + count) {
                for position in tableEdges[edge].range { visit(pool[position]) }
            }
        case .return(let start, let count):
            for position in Int(start)..<Int(start + count) { visit(pool[position]) }
        }
    }
}

extension IRInstruction {
    /// Replaces the operands that stand in the instruction itself; those of calls and their kin stand in the pool.
    @inline(__always)
    mutating func renameOperands(_ facts: OpcodeFacts, _ name: (ValueID) -> ValueID) {
        let count = operandCount(facts)
        if count > 0 { a = name(a) }
        if count > 1 { b = name(b) }
        if count > 2 { c = name(c) }
    }
}
