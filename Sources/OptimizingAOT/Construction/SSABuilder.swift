import WasmModel

/// Builds the SSA form of one validated function body in one pass over its instructions.
///
/// Code that cannot be reached is not translated. Locals are renamed as they are assigned; at a merge point the locals
/// that its construct assigns become block parameters.
struct SSABuilder {
    /// An open construct.
    struct Frame {
        enum Kind {
            case function, block, loop, `if`, `else`, tryTable
            /// The body of a legacy `try`, and one of its handlers.
            case `try`, `catch`
        }
        var kind: Kind
        /// Where a branch to this label goes; a loop's header, else the block behind the end.
        var target: BlockID
        /// What a branch carries.
        var labelTypes: [ValueType]
        var resultTypes: [ValueType]
        /// Operands below the construct's own.
        var height: Int
        /// Range in the scan's `assignedLocals`.
        var assigned: Range<Int>
        var isTarget: Bool
        /// For `if`: where the else arm begins, and the values of ``assigned`` and the operands there.
        var elseBlock: BlockID = 0
        var elseValues: [ValueID] = []
        /// Index in ``IRFunction/loops`` of the loop around the construct.
        var outerLoop: Int32
        /// Where exceptions out of the body go, if any can: parameters are the values of ``assigned``.
        var landing: BlockID?
        /// For `try_table`: where in the pool its clauses stand.
        var clauses: [CatchClause] = []
        /// For a handler: the exception it handles.
        var exception: ValueID = 0
    }

    var function: IRFunction
    let shape: ModuleShape
    let body: Expression
    let scan: ControlScan
    var nextConstruct = 0
    var stack: [ValueID] = []
    var locals: [ValueID] = []
    var frames: [Frame] = []
    /// Numbers of the frames whose bodies are being translated and that catch exceptions out of them, inner ones last.
    var tries: [Int] = []
    var current: BlockID = 0
    var isReachable = true
    /// Constructs opened since the code became unreachable.
    var skippedDepth = 0
    /// Blocks in the order in which they were begun: the layout.
    var layout: [BlockID] = []
    var currentLoop: Int32 = -1
    /// A block that the terminator under construction goes to and that only returns.
    var pendingReturn: BlockID?
    /// By block: something goes there.
    var hasPredecessor: [Bool] = []

    /// The IR of a function. The module was validated.
    /// - Throws: if the values that branches carry are more than ``mostCarried``: every way to a merge carries every local
    ///   that may differ there, so a small function can ask for any amount of memory.
    static func build(name: String, _ source: Function, in shape: ModuleShape) throws(ModuleCompiler.Unsupported) -> IRFunction {
        var builder = SSABuilder(name: name, source, in: shape)
        if !builder.scan.isTooLarge { builder.run(source) }
        guard !builder.isTooLarge else { throw ModuleCompiler.Unsupported(name: "so many locals at so many branches") }
        return builder.finish()
    }

    private static let mostCarried = 1 << 23
    private var carriesTooMuch = false
    private var isTooLarge: Bool {
        scan.isTooLarge || carriesTooMuch || function.instructions.count > Self.mostCarried
    }

    private init(name: String, _ source: Function, in shape: ModuleShape) {
        let type = shape.functionTypes[Int(source.typeIndex)] ?? FunctionType()
        function = IRFunction(name: name, results: type.results.compactMap(IRType.init))
        self.shape = shape
        body = source.body
        scan = ControlScan(source.body)
        let count = source.body.instructions.count
        function.instructions.reserveCapacity(count + count / 2 + 8)
        function.pool.reserveCapacity(count / 2 + 8)
        stack.reserveCapacity(16)
        layout.reserveCapacity(scan.constructs.count * 2 + 2)
        let entry = function.addBlock()
        begin(entry, parameters: type.parameters)
        locals = stack
        stack = []
        for group in source.locals {
            let zero = append(IRInstruction(.constant, IRType(group.type) ?? .i64))
            locals.append(contentsOf: repeatElement(zero, count: Int(group.count)))
        }
        frames.append(
            Frame(
                kind: .function, target: 0, labelTypes: type.results, resultTypes: type.results, height: 0, assigned: 0..<0,
                isTarget: false, outerLoop: -1))
    }

    private mutating func run(_ source: Function) {
        for instruction in source.body.instructions {
            if isReachable {
                translate(instruction)
                if isTooLarge { return }
            } else {
                skip(instruction)
            }
        }
    }

    // MARK: Blocks

    /// Starts filling `block`, whose parameters get the given types and are pushed.
    mutating func begin(_ block: BlockID, parameters: [ValueType]) {
        for type in parameters { stack.append(function.addParameter(to: block, IRType(type) ?? .i64)) }
        enter(block)
    }

    /// Starts filling `block`, whose parameters exist.
    mutating func enter(_ block: BlockID) {
        function.blocks[Int(block)].first = UInt32(function.instructions.count)
        function.blocks[Int(block)].loopDepth = loopDepth
        layout.append(block)
        current = block
        isReachable = true
    }

    var loopDepth: UInt32 {
        var depth: UInt32 = 0
        var loop = currentLoop
        while loop >= 0 {
            depth += 1
            loop = function.loops[Int(loop)].parent
        }
        return depth
    }

    mutating func terminate(_ terminator: IRTerminator) {
        function.blocks[Int(current)].end = UInt32(function.instructions.count)
        function.blocks[Int(current)].terminator = terminator
        isReachable = false
        skippedDepth = 0
    }

    @discardableResult
    mutating func append(_ instruction: IRInstruction) -> ValueID {
        function.instructions.append(instruction)
        return ValueID(function.instructions.count - 1)
    }

    mutating func push(_ instruction: IRInstruction) { stack.append(append(instruction)) }

    /// Validation has seen to it that there is one.
    mutating func pop() -> ValueID { stack.removeLast() }

    /// The way to the label of a frame, carrying the top operands and the locals that the construct assigns.
    mutating func edge(to frame: Frame) -> IREdge {
        markPredecessor(of: frame.target)
        let start = UInt32(function.pool.count)
        function.pool.append(contentsOf: stack.suffix(frame.labelTypes.count))
        carryLocals(of: frame)
        return IREdge(target: frame.target, start: start, count: UInt32(function.pool.count) - start)
    }

    /// Appends the locals that a construct assigns to the pool.
    mutating func carryLocals(of frame: Frame) {
        guard function.pool.count + frame.assigned.count <= Self.mostCarried else {
            carriesTooMuch = true
            return
        }
        for position in frame.assigned { function.pool.append(locals[Int(scan.assignedLocals[position])]) }
    }

    private mutating func markPredecessor(of block: BlockID) {
        while hasPredecessor.count <= Int(block) { hasPredecessor.append(false) }
        hasPredecessor[Int(block)] = true
    }

    func isReached(_ block: BlockID) -> Bool { Int(block) < hasPredecessor.count && hasPredecessor[Int(block)] }

    // MARK: The end

    /// Numbers the blocks by layout.
    private mutating func finish() -> IRFunction {
        var number = [BlockID](repeating: 0, count: function.blocks.count)
        for (position, block) in layout.enumerated() { number[Int(block)] = BlockID(position) }
        function.blocks = layout.map { function.blocks[Int($0)] }
        func renumbered(_ edge: IREdge) -> IREdge {
            IREdge(target: number[Int(edge.target)], start: edge.start, count: edge.count)
        }
        for index in function.blocks.indices {
            for parameter in function.blocks[index].parameters { function.instructions[Int(parameter)].a = BlockID(index) }
            switch function.blocks[index].terminator {
            case .jump(let edge): function.blocks[index].terminator = .jump(renumbered(edge))
            case .branch(let condition, let then, let otherwise):
                function.blocks[index].terminator =
                    .branch(condition: condition, then: renumbered(then), otherwise: renumbered(otherwise))
            case .none, .table, .return, .trap: break
            }
        }
        function.tableEdges = function.tableEdges.map(renumbered)
        function.loops = function.loops.map { IRLoop(header: number[Int($0.header)], last: $0.last, parent: $0.parent) }
        return function
    }
}
