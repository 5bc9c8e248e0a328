import WasmModel

/// Checks what every pass must preserve. Run between passes in tests, and under the option `verify`.
package struct IRVerifier: ~Copyable {
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package var description: String
    }

    private let name: String
    /// By value: the block that defines it, or -1.
    private var definingBlock: FlatArray<Int32>
    private var control = ControlGraph()

    package static func verify(_ function: borrowing IRFunction) throws(Failure) {
        var verifier = IRVerifier(function)
        try verifier.run(function)
    }

    private init(_ function: borrowing IRFunction) {
        name = function.name
        definingBlock = FlatArray(repeatElement(-1, count: function.instructions.count))
    }

    private mutating func run(_ function: borrowing IRFunction) throws(Failure) {
        guard !function.blocks.isEmpty else { throw fail("no blocks") }
        for number in function.blocks.indices {
            let block = function.blocks[number]
            for (position, place) in block.parameterRange.enumerated() {
                let parameter = function.parameters[place]
                let instruction = function.instructions[Int(parameter)]
                guard instruction.kind == .parameter, instruction.a == BlockID(number),
                    instruction.b == UInt32(position)
                else {
                    throw fail("v\(parameter) is not parameter \(position) of block\(number)")
                }
                definingBlock[Int(parameter)] = Int32(number)
            }
            guard block.first <= block.end, Int(block.end) <= function.instructions.count else {
                throw fail("block\(number) has no range")
            }
            for value in block.values where function.instructions[Int(value)].kind != .none {
                definingBlock[Int(value)] = Int32(number)
            }
        }
        control.findDominators(function)
        // A block that nothing reaches may use what no longer dominates it: ``DeadCode`` empties it.
        var isReached = FlatArray<Bool>()
        var work = FlatArray<UInt32>()
        function.markReached(&isReached, &work)
        for number in function.blocks.indices where isReached[number] { try check(BlockID(number), function) }
    }

    private func fail(_ message: String) -> Failure { Failure(description: "\(name): \(message)") }

    private func check(_ number: BlockID, _ function: borrowing IRFunction) throws(Failure) {
        let block = function.blocks[Int(number)]
        for value in block.values where function.instructions[Int(value)].kind != .none {
            let instruction = function.instructions[Int(value)]
            var used: [ValueID] = []
            function.forEachOperand(of: instruction) { used.append($0) }
            for operand in used { try check(use: operand, in: number, at: value, function) }
            if let expected = operandTypes(of: instruction, function) {
                for (operand, type) in zip(used, expected) where function.instructions[Int(operand)].type != type {
                    throw fail("v\(value): operand v\(operand) is not \(type.name)")
                }
            }
        }
        try checkLanding(of: block, number, function)
        var used: [ValueID] = []
        function.forEachOperand(ofTerminator: block.terminator) { used.append($0) }
        for operand in used { try check(use: operand, in: number, at: block.end, function) }
        if case .none = block.terminator { throw fail("block\(number) has no terminator") }
        if case .return(let start, let count) = block.terminator {
            var types: [IRType] = []
            for position in Int(start)..<Int(start + count) { types.append(function.type(of: function.pool[position])) }
            guard types == function.results.elements else { throw fail("block\(number) returns other types") }
        }
        var edges: [IREdge] = []
        function.forEachEdge(of: number) { edges.append($0) }
        for edge in edges {
            guard Int(edge.target) < function.blocks.count, edge.target != 0 else {
                throw fail("block\(number) goes nowhere")
            }
            var expected: [IRType] = []
            for position in function.blocks[Int(edge.target)].parameterRange {
                expected.append(function.type(of: function.parameters[position]))
            }
            var given: [IRType] = []
            for position in edge.range { given.append(function.type(of: function.pool[position])) }
            guard expected == given else { throw fail("block\(number) to block\(edge.target): arguments do not fit") }
        }
    }

    /// A `tryCall` is the last call of its block, and the block ends with a branch on its `landed`.
    private func checkLanding(of block: IRBlock, _ number: BlockID, _ function: borrowing IRFunction) throws(Failure) {
        for value in block.values where function.instructions[Int(value)].kind == .tryCall {
            guard case .branch(let condition, _, _) = block.terminator,
                function.instructions[Int(condition)].kind == .landed, function.instructions[Int(condition)].a == value,
                condition >= block.first, condition < block.end
            else { throw fail("block\(number) does not end with a branch on v\(value)'s landing") }
        }
    }

    private func check(
        use operand: ValueID, in block: BlockID, at position: UInt32, _ function: borrowing IRFunction
    ) throws(Failure) {
        let home = definingBlock[Int(operand)]
        guard home >= 0 else { throw fail("block\(block) uses v\(operand), which nothing defines") }
        if home == Int32(block) {
            let isParameter = function.instructions[Int(operand)].kind == .parameter
            guard isParameter || operand < position else { throw fail("v\(operand) is used before it is defined") }
            return
        }
        var walk = block
        while walk != 0 {
            walk = control.dominators.immediate[Int(walk)]
            if Int32(walk) == home { return }
        }
        throw fail("v\(operand) does not dominate its use in block\(block)")
    }

    /// `nil` where any type will do.
    private func operandTypes(of instruction: IRInstruction, _ function: borrowing IRFunction) -> [IRType]? {
        switch instruction.kind {
        case .numeric:
            return OpcodeTable.shared.operands[Int(instruction.opcode.rawValue)].compactMap {
                IRType($0.type(address: .i32))
            }
        case .select: return [instruction.type, instruction.type, .i32]
        // The address is an i32 or an i64, by the memory.
        case .load: return nil
        case .store, .objectStore:
            let value = OpcodeTable.shared.operands[Int(instruction.opcode.rawValue)].last.flatMap {
                IRType($0.type(address: .i32))
            }
            let address = instruction.kind == .objectStore ? .i64 : function.instructions[Int(instruction.a)].type
            return value.map { [address, $0] }
        case .constantLoad, .objectLoad, .referenceTest: return [.i64]
        case .trapIf: return [.i32]
        case .copy: return [instruction.type]
        case .none, .parameter, .constant, .globalGet, .globalSet, .functionReference, .memorySize, .instance, .atomic,
            .call, .callIndirect, .callReference, .tryCall, .tailCall, .landed, .extraResult, .runtime:
            return nil
        }
    }
}
