import WasmModel

/// A function in SSA form: blocks with parameters, in layout order, block 0 being the entry with the function's
/// parameters. Every value is defined before it is used in layout order, and loops are contiguous: the construction from
/// structured control gives both, and the register allocator relies on it.
package struct IRFunction: Hashable, Sendable {
    package var name: String
    package var results: [IRType]
    package var instructions: [IRInstruction] = []
    package var blocks: [IRBlock] = []
    /// Arguments of calls, edges and returns.
    package var pool: [ValueID] = []
    package var tableEdges: [IREdge] = []
    /// Outer loops before inner ones.
    package var loops: [IRLoop] = []

    package init(name: String, results: [IRType]) {
        self.name = name
        self.results = results
    }
}

extension IRFunction {
    package mutating func addBlock() -> BlockID {
        blocks.append(IRBlock())
        return BlockID(blocks.count - 1)
    }

    package mutating func addParameter(to block: BlockID, _ type: IRType) -> ValueID {
        let position = UInt32(blocks[Int(block)].parameters.count)
        let value = ValueID(instructions.count)
        instructions.append(IRInstruction(.parameter, type, a: block, b: position))
        blocks[Int(block)].parameters.append(value)
        return value
    }

    package mutating func addToPool(_ values: some Collection<ValueID>) -> (start: UInt32, count: UInt32) {
        let start = UInt32(pool.count)
        pool.append(contentsOf: values)
        return (start, UInt32(values.count))
    }

    package func arguments(of edge: IREdge) -> ArraySlice<ValueID> {
        pool[Int(edge.start)..<Int(edge.start + edge.count)]
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
            for edge in tableEdges[Int(start)..<Int(start + count)] { visit(edge) }
        case .none, .return, .trap: break
        }
    }

    /// Calls `visit` with every operand of an instruction, in order.
    @inline(__always)
    package func forEachOperand(of instruction: IRInstruction, _ visit: (ValueID) -> Void) {
        switch instruction.kind {
        case .none, .parameter, .constant, .globalGet, .functionReference, .memorySize, .instance: break
        case .numeric:
            let count = instruction.opcode.operandCount
            visit(instruction.a)
            if count > 1 { visit(instruction.b) }
            if count > 2 { visit(instruction.c) }
        case .select:
            visit(instruction.a)
            visit(instruction.b)
            visit(instruction.c)
        case .copy, .load, .globalSet, .extraResult, .landed, .constantLoad, .objectLoad, .referenceTest, .trapIf:
            visit(instruction.a)
        case .store, .objectStore:
            visit(instruction.a)
            visit(instruction.b)
        case .call, .callIndirect, .callReference, .tryCall, .tailCall, .atomic, .runtime:
            for position in Int(instruction.a)..<Int(instruction.a + instruction.b) { visit(pool[position]) }
        }
    }

    /// Calls `visit` with every value that a terminator uses, arguments of edges included.
    package func forEachOperand(ofTerminator terminator: IRTerminator, _ visit: (ValueID) -> Void) {
        switch terminator {
        case .none, .trap: break
        case .jump(let edge): arguments(of: edge).forEach(visit)
        case .branch(let condition, let then, let otherwise):
            visit(condition)
            arguments(of: then).forEach(visit)
            arguments(of: otherwise).forEach(visit)
        case .table(let index, let start, let count):
            visit(index)
            for edge in tableEdges[Int(start)..<Int(start + count)] { arguments(of: edge).forEach(visit) }
        case .return(let start, let count):
            pool[Int(start)..<Int(start + count)].forEach(visit)
        }
    }

    /// Replaces every use of a value by what `replacement` holds for it; a value is replaced when its entry is another.
    package mutating func replaceUses(by replacement: [ValueID]) {
        for index in instructions.indices { instructions[index].renameOperands { replacement[Int($0)] } }
        for index in pool.indices { pool[index] = replacement[Int(pool[index])] }
        for index in blocks.indices {
            switch blocks[index].terminator {
            case .branch(let condition, let then, let otherwise):
                blocks[index].terminator = .branch(condition: replacement[Int(condition)], then: then, otherwise: otherwise)
            case .table(let value, let start, let count):
                blocks[index].terminator = .table(index: replacement[Int(value)], start: start, count: count)
            case .none, .jump, .return, .trap: break
            }
        }
    }
}

extension IRInstruction {
    /// Replaces the operands that stand in the instruction itself; those of calls and their kin stand in the pool.
    @inline(__always)
    mutating func renameOperands(_ name: (ValueID) -> ValueID) {
        switch kind {
        case .none, .parameter, .constant, .globalGet, .functionReference, .memorySize, .instance: break
        case .numeric:
            let count = opcode.operandCount
            a = name(a)
            if count > 1 { b = name(b) }
            if count > 2 { c = name(c) }
        case .select:
            a = name(a)
            b = name(b)
            c = name(c)
        case .copy, .load, .globalSet, .extraResult, .landed, .constantLoad, .objectLoad, .referenceTest, .trapIf: a = name(a)
        case .store, .objectStore:
            a = name(a)
            b = name(b)
        case .call, .callIndirect, .callReference, .tryCall, .tailCall, .atomic, .runtime: break
        }
    }
}

extension Opcode {
    /// Operands of a numeric operation: one to three.
    @inline(__always)
    package var operandCount: Int { Int(Self.operandCounts[Int(rawValue)]) }

    /// Whether the operation has operands on which it traps.
    @inline(__always)
    package var mayTrap: Bool { Self.trappingOperations[Int(rawValue)] }

    /// By raw value.
    private static let trappingOperations: [Bool] = Opcode.allCases.map { !$0.definition.traps.isEmpty }
    /// By raw value.
    private static let operandCounts: [UInt8] = Opcode.allCases.map { UInt8(max(1, $0.definition.signature?.operands.count ?? 1)) }
}
