public import WasmModel

/// The tree that a valid body stands for: which stretch of instructions makes each value, and of which type.
///
/// A body is a flat sequence; whoever wants to take an operand out, or put another in its place, needs to know where it
/// begins. The outline is made by the validator's own steps, so it knows every instruction that validation knows.
public struct BodyOutline: Sendable {
    /// An instruction with its operands, or a block with its content.
    public struct Node: Hashable, Sendable {
        /// The first instruction of its first operand.
        public var start: Int
        /// The instruction itself; of a block, its `end`.
        public var root: Int
        /// Of a block: where it opens, behind its operands.
        public var opener: Int?
        /// Positions of the nodes that make its operands, as far as they are nodes of this outline.
        public var operands: [Int]
        public var results: [ValueType]
        /// Its operands stand elsewhere: parameters of a block, or one of several results.
        public var isOpen: Bool
        /// Blocks around it.
        public var depth: Int

        public var range: Range<Int> { start..<(root + 1) }
    }

    /// In the order of their roots. Instructions that cannot be reached have none.
    public private(set) var nodes: [Node] = []
    /// Stretches between an instruction that does not return and the end of its block.
    public private(set) var deadRanges: [Range<Int>] = []
    /// By instruction: the number of operands it takes, 0 where it cannot be reached.
    public private(set) var operandCounts: [Int] = []

    private struct Entry {
        var node: Int?
        var start: Int
    }

    private struct Block {
        var opener: Int
        var start: Int
        var base: Int
        var operands: [Int]
        var isOpen: Bool
        var type: BlockType
    }

    /// - Parameter number: of a defined function.
    /// - Throws: what validation finds wrong, which cannot be in a valid module.
    public init(ofDefinedFunction number: Int, in module: ValidatedModule) throws(ValidationError) {
        do throws(Flaw) {
            try build(module.module.functions[number], module)
        } catch {
            throw ValidationError(error.message)
        }
    }

    private mutating func build(_ function: Function, _ module: ValidatedModule) throws(Flaw) {
        var validator = BodyValidator(types: module.types, spaces: module.spaces, features: module.features)
        try validator.begin(function)
        let table = OpcodeTable.shared
        var stack: [Entry] = []
        var blocks: [Block] = []
        var deadStart: Int?
        operandCounts = Array(repeating: 0, count: function.body.instructions.count)
        for (position, instruction) in function.body.instructions.enumerated() {
            let isReachable = !validator.isUnreachable
            let before = validator.height
            let labelCounts = validator.labelCounts(for: instruction, in: function.body)
            try validator.step(instruction, number: position)
            let opcode = instruction.opcode
            switch opcode {
            case .block, .loop, .if, .try, .tryTable:
                let parameters = module.types.parameters(of: instruction.blockType).count
                var block = Block(
                    opener: position, start: position, base: stack.count, operands: [], isOpen: false,
                    type: instruction.blockType)
                if isReachable {
                    let count = parameters + (opcode == .if ? 1 : 0)
                    operandCounts[position] = count
                    (block.operands, block.start, block.isOpen) = take(count, from: &stack, root: position)
                    block.base = stack.count
                }
                blocks.append(block)
                push(parameters, node: nil, start: position, to: &stack)
            case .else, .catch, .catchAll:
                close(&deadStart, at: position)
                guard let block = blocks.last else { continue }
                stack.removeLast(max(0, stack.count - block.base))
                push(validator.height - block.base, node: nil, start: position, to: &stack)
            case .end, .delegate:
                close(&deadStart, at: position)
                guard let block = blocks.popLast() else { continue }
                stack.removeLast(max(0, stack.count - block.base))
                let results = Array(module.types.results(of: block.type))
                let node = append(
                    Node(
                        start: block.start, root: position, opener: block.opener, operands: block.operands,
                        results: results,
                        isOpen: block.isOpen, depth: blocks.count))
                push(results.count, node: node, start: block.start, to: &stack)
            default:
                guard isReachable else { continue }
                let count = Self.operandCount(of: instruction, table, module, labelCounts)
                operandCounts[position] = count
                let (operands, start, isOpen) = take(count, from: &stack, root: position)
                if validator.isUnreachable {
                    append(
                        Node(
                            start: start, root: position, operands: operands, results: [], isOpen: isOpen,
                            depth: blocks.count))
                    deadStart = position + 1
                } else {
                    let pushed = max(0, validator.height - (before - count))
                    let node = append(
                        Node(
                            start: start, root: position, operands: operands, results: validator.topmost(pushed),
                            isOpen: isOpen,
                            depth: blocks.count))
                    push(pushed, node: node, start: start, to: &stack)
                }
            }
        }
    }

    private mutating func close(_ deadStart: inout Int?, at position: Int) {
        if let start = deadStart, start < position { deadRanges.append(start..<position) }
        deadStart = nil
    }

    @discardableResult private mutating func append(_ node: Node) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    private func push(_ count: Int, node: Int?, start: Int, to stack: inout [Entry]) {
        for _ in 0..<max(0, count) { stack.append(Entry(node: node, start: start)) }
    }

    /// Takes operands off the stack: their nodes, where the first begins, and whether they stand elsewhere.
    private func take(_ count: Int, from stack: inout [Entry], root: Int) -> (operands: [Int], start: Int, isOpen: Bool)
    {
        let entries = stack.suffix(count)
        stack.removeLast(entries.count)
        var start = root
        var isOpen = entries.count < count
        var operands: [Int] = []
        for entry in entries {
            guard let node = entry.node else {
                isOpen = true
                continue
            }
            if operands.last == node || nodes[node].results.count > 1 { isOpen = true }
            if operands.last != node { operands.append(node) }
            start = min(start, entry.start)
        }
        return (operands, start, isOpen)
    }

    /// How many operands an instruction other than a block takes.
    private static func operandCount(
        of instruction: Instruction, _ table: OpcodeTable, _ module: ValidatedModule, _ labelCount: Int
    ) -> Int {
        if table[instruction.opcode].signature != nil { return table.operands[Int(instruction.opcode.rawValue)].count }
        switch instruction.opcode {
        case .call, .returnCall: return Int(module.signature(instruction.index).parameterCount)
        case .callIndirect, .callRef, .returnCallIndirect, .returnCallRef:
            return Int(module.types.signatures[Int(instruction.index)].parameterCount) + 1
        case .throw:
            return Int(module.types.signatures[Int(module.spaces.tags[Int(instruction.index)])].parameterCount)
        case .br, .return: return labelCount
        case .brTable: return labelCount + 1
        case .structNew: return module.types.structure(instruction.index)?.count ?? 0
        case .arrayNewFixed: return Int(instruction.bits)
        case .localGet, .globalGet, .refNull, .refFunc, .tableSize, .structNewDefault, .unreachable, .rethrow: return 0
        case .brIf, .localSet, .localTee, .globalSet, .drop, .refIsNull, .refAsNonNull, .brOnNull, .brOnNonNull,
            .refTest, .refTestNull,
            .refCast, .refCastNull, .brOnCast, .brOnCastFail, .anyConvertExtern, .externConvertAny, .refI31, .i31GetS,
            .i31GetU,
            .structGet, .structGetS, .structGetU, .arrayLen, .arrayNewDefault, .tableGet, .throwRef:
            return 1
        case .refEq, .structSet, .arrayNew, .arrayNewData, .arrayNewElem, .arrayGet, .arrayGetS, .arrayGetU, .tableSet,
            .tableGrow:
            return 2
        case .select, .selectTyped, .arraySet, .tableFill, .tableCopy, .tableInit, .memoryCopy: return 3
        case .arrayFill, .arrayInitData, .arrayInitElem: return 4
        case .arrayCopy: return 5
        default: return 0
        }
    }
}

extension BodyValidator {
    var isUnreachable: Bool { frame.isUnreachable }

    /// Makes ready to check a function instruction by instruction.
    mutating func begin(_ function: Function) throws(Flaw) {
        var empty = function
        empty.body = Expression([Instruction(.unreachable), Instruction(.end)])
        _ = try check(empty)
        begin(results: results, pool: function.body.pool)
        if tracksInitialization { resetInitialization(of: function, types.signatures[Int(function.typeIndex)]) }
        inits.removeAll(keepingCapacity: true)
    }

    mutating func step(_ instruction: Instruction, number: Int) throws(Flaw) {
        self.number = number
        try check(instruction)
    }

    func topmost(_ count: Int) -> [ValueType] { Array(operands[max(Self.floor, height - count)..<height]) }

    /// How many operands a branch brings to its label, or a return to the caller; 0 for everything else.
    func labelCounts(for instruction: Instruction, in body: Expression) -> Int {
        func count(_ label: UInt32) -> Int {
            if label == 0 { return Int(frame.label.count) }
            guard Int(label) <= outer.count else { return 0 }
            return Int(outer[outer.count - Int(label)].label.count)
        }
        switch instruction.opcode {
        case .br: return count(instruction.index)
        case .brTable: return count(UInt32(truncatingIfNeeded: body.labels(of: instruction).last ?? 0))
        case .return: return Int(results.count)
        default: return 0
        }
    }
}
