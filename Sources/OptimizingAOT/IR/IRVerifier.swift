import WasmModel

/// Checks what every pass must preserve. Run between passes in tests, and under the option `verify`.
package struct IRVerifier {
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package var description: String
    }

    private let function: IRFunction
    /// By value: the block that defines it, or -1.
    private var definingBlock: [Int32]
    private var immediateDominators: [BlockID] = []

    package static func verify(_ function: IRFunction) throws(Failure) {
        var verifier = IRVerifier(function)
        try verifier.run()
    }

    private init(_ function: IRFunction) {
        self.function = function
        definingBlock = [Int32](repeating: -1, count: function.instructions.count)
    }

    private mutating func run() throws(Failure) {
        guard !function.blocks.isEmpty else { throw fail("no blocks") }
        for (number, block) in function.blocks.enumerated() {
            for (position, parameter) in block.parameters.enumerated() {
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
            for value in block.first..<block.end where function.instructions[Int(value)].kind != .none {
                definingBlock[Int(value)] = Int32(number)
            }
        }
        immediateDominators = Dominators(of: function).immediate
        // A block that nothing reaches may use what no longer dominates it: ``DeadCode`` empties it.
        let isReached = function.reachedBlocks
        for number in function.blocks.indices where isReached[number] { try check(BlockID(number)) }
    }

    private func fail(_ message: String) -> Failure { Failure(description: "\(function.name): \(message)") }

    private func check(_ number: BlockID) throws(Failure) {
        let block = function.blocks[Int(number)]
        for value in block.first..<block.end where function.instructions[Int(value)].kind != .none {
            let instruction = function.instructions[Int(value)]
            var used: [ValueID] = []
            function.forEachOperand(of: instruction) { used.append($0) }
            for operand in used { try check(use: operand, in: number, at: value) }
            if let expected = operandTypes(of: instruction) {
                for (operand, type) in zip(used, expected) where function.instructions[Int(operand)].type != type {
                    throw fail("v\(value): operand v\(operand) is not \(type.name)")
                }
            }
        }
        try checkLanding(of: block, number)
        var used: [ValueID] = []
        function.forEachOperand(ofTerminator: block.terminator) { used.append($0) }
        for operand in used { try check(use: operand, in: number, at: block.end) }
        if case .none = block.terminator { throw fail("block\(number) has no terminator") }
        if case .return(let start, let count) = block.terminator {
            let types = function.pool[Int(start)..<Int(start + count)].map { function.instructions[Int($0)].type }
            guard types == function.results else { throw fail("block\(number) returns other types") }
        }
        var edges: [IREdge] = []
        function.forEachEdge(of: number) { edges.append($0) }
        for edge in edges {
            guard Int(edge.target) < function.blocks.count, edge.target != 0 else {
                throw fail("block\(number) goes nowhere")
            }
            let expected = function.blocks[Int(edge.target)].parameters.map { function.instructions[Int($0)].type }
            let given = function.arguments(of: edge).map { function.instructions[Int($0)].type }
            guard expected == given else { throw fail("block\(number) to block\(edge.target): arguments do not fit") }
        }
    }

    /// A `tryCall` is the last call of its block, and the block ends with a branch on its `landed`.
    private func checkLanding(of block: IRBlock, _ number: BlockID) throws(Failure) {
        for value in block.first..<block.end where function.instructions[Int(value)].kind == .tryCall {
            guard case .branch(let condition, _, _) = block.terminator,
                function.instructions[Int(condition)].kind == .landed, function.instructions[Int(condition)].a == value,
                condition >= block.first, condition < block.end
            else { throw fail("block\(number) does not end with a branch on v\(value)'s landing") }
        }
    }

    private func check(use operand: ValueID, in block: BlockID, at position: UInt32) throws(Failure) {
        let home = definingBlock[Int(operand)]
        guard home >= 0 else { throw fail("block\(block) uses v\(operand), which nothing defines") }
        if home == Int32(block) {
            let isParameter = function.instructions[Int(operand)].kind == .parameter
            guard isParameter || operand < position else { throw fail("v\(operand) is used before it is defined") }
            return
        }
        var walk = block
        while walk != 0 {
            walk = immediateDominators[Int(walk)]
            if Int32(walk) == home { return }
        }
        throw fail("v\(operand) does not dominate its use in block\(block)")
    }

    /// `nil` where any type will do.
    private func operandTypes(of instruction: IRInstruction) -> [IRType]? {
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
