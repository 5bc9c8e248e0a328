import WasmModel

/// Builds the SSA form of one validated function body in one pass over its instructions.
///
/// Code that cannot be reached is not translated. Locals are renamed as they are assigned; at a merge point the locals
/// that its construct assigns become block parameters.
///
/// One builder serves a module, so that its room is used again; the function it makes is taken from ``function``.
struct SSABuilder: ~Copyable {
    /// An open construct.
    struct Frame: BitwiseCopyable {
        enum Kind: BitwiseCopyable {
            case function, block, loop, `if`, `else`, tryTable
            /// The body of a legacy `try`, and one of its handlers.
            case `try`, `catch`
        }
        var kind: Kind
        /// Where a branch to this label goes; a loop's header, else the block behind the end.
        var target: BlockID
        /// What a branch carries.
        var labelTypes: TypeList
        /// Operands below the construct's own.
        var height: Int
        /// What the construct assigns: where in the scan's `assignedLocals` it stands, and whether anything branches here.
        var construct: ControlScan.Construct
        /// Index in ``IRFunction/loops`` of the loop around the construct.
        var outerLoop: Int32
        /// The instruction that opened it.
        var opening = Instruction(.nop)
        /// For `if`: where the else arm begins; in ``saved``, the operands and the values of the assigned locals there. For
        /// a handler: where the next one begins; the tag of the exception and the values of the locals.
        var elseBlock: BlockID = 0
        var savedStart: Int32 = 0
        var savedCount: Int32 = 0
        /// Where exceptions out of the body go, if any can: parameters are the values of the assigned locals.
        var landing: BlockID?
        /// For a handler: the exception it handles.
        var exception: ValueID = 0

        var assigned: Range<Int> { Int(construct.start)..<Int(construct.end) }
    }

    var function = IRFunction()
    /// Functions that the function calls by name.
    var callees = FlatArray<UInt32>()
    var shape: ModuleShape
    var body = Expression()
    var scan = ControlScan()
    var nextConstruct = 0
    var stack = FlatArray<ValueID>()
    var locals = FlatArray<ValueID>()
    var frames = FlatArray<Frame>()
    var saved = FlatArray<ValueID>()
    /// Numbers of the frames whose bodies are being translated and that catch exceptions out of them, inner ones last.
    var tries = FlatArray<Int32>()
    var current: BlockID = 0
    var isReachable = true
    /// Constructs opened since the code became unreachable.
    var skippedDepth = 0
    /// Blocks in the order in which they were begun: the layout.
    var layout = FlatArray<BlockID>()
    var currentLoop: Int32 = -1
    /// A block that the terminator under construction goes to and that only returns.
    var pendingReturn: BlockID?
    /// By block: something goes there.
    private var hasPredecessor = FlatArray<Bool>()
    // Of the end.
    private var numbers = FlatArray<BlockID>()
    private var ordered = FlatArray<IRBlock>()

    init(shape: ModuleShape) { self.shape = shape }

    private static let mostCarried = 1 << 23
    private var carriesTooMuch = false
    private var isTooLarge: Bool {
        scan.isTooLarge || carriesTooMuch || function.instructions.count > Self.mostCarried
    }

    /// Makes the IR of a function. The module was validated.
    /// - Throws: if the values that branches carry are more than ``mostCarried``: every way to a merge carries every local
    ///   that may differ there, so a small function can ask for any amount of memory.
    mutating func build(_ source: Function, name: String = "") throws(ModuleCompiler.Unsupported) {
        begin(source, name)
        scan.scan(source.body, localCount: locals.count)
        if !scan.isTooLarge { run() }
        guard !isTooLarge else { throw ModuleCompiler.Unsupported(name: "so many locals at so many branches") }
        finish()
    }

    private mutating func begin(_ source: Function, _ name: String) {
        clear()
        body = source.body
        function.name = name
        let type = shape.signatures[Int(source.typeIndex)]
        for position in type.results.indices { function.results.append(shape[type.results, position]) }
        let count = source.body.instructions.count
        function.instructions.reserve(count + count / 2 + 8)
        let entry = function.addBlock()
        for position in type.parameters.indices { locals.append(function.addParameter(to: entry, shape[type.parameters, position])) }
        enter(entry)
        for group in source.locals {
            let zero = append(IRInstruction(.constant, IRType(group.type) ?? .i64))
            locals.extend(to: locals.count + Int(group.count), with: zero)
        }
        frames.append(
            Frame(kind: .function, target: 0, labelTypes: type.results, height: 0, construct: ControlScan.Construct(), outerLoop: -1))
    }

    private mutating func clear() {
        function.removeAll()
        callees.removeAll()
        nextConstruct = 0
        stack.removeAll()
        locals.removeAll()
        frames.removeAll()
        saved.removeAll()
        tries.removeAll()
        layout.removeAll()
        hasPredecessor.removeAll()
        currentLoop = -1
        pendingReturn = nil
        skippedDepth = 0
        carriesTooMuch = false
    }

    private mutating func run() {
        for instruction in body.instructions {
            if isReachable {
                translate(instruction)
                if isTooLarge { return }
            } else {
                skip(instruction)
            }
        }
    }

    // MARK: Blocks

    /// Starts filling `block`, whose parameters exist.
    mutating func enter(_ block: BlockID) {
        function.blocks[Int(block)].first = UInt32(function.instructions.count)
        function.blocks[Int(block)].loopDepth = loopDepth
        layout.append(block)
        current = block
        isReachable = true
    }

    private var loopDepth: UInt32 {
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

    @discardableResult @inline(__always)
    mutating func append(_ instruction: IRInstruction) -> ValueID { function.append(instruction) }

    @inline(__always)
    mutating func push(_ instruction: IRInstruction) { stack.append(function.append(instruction)) }

    /// Validation has seen to it that there is one.
    @inline(__always)
    mutating func pop() -> ValueID { stack.removeLast() }

    /// Where the top operands begin.
    func top(_ count: Int) -> Range<Int> { stack.count - count..<stack.count }

    /// Puts the top operands into the pool; where they stand.
    mutating func poolOperands(_ count: Int) -> UInt32 {
        let start = UInt32(function.pool.count)
        function.pool.append(top(count), of: stack)
        return start
    }

    /// The way to the label of a frame, carrying the top operands and the locals that the construct assigns.
    mutating func edge(to frame: Frame) -> IREdge {
        markPredecessor(of: frame.target)
        let start = poolOperands(frame.labelTypes.count)
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
        hasPredecessor.extend(to: Int(block) + 1, with: false)
        hasPredecessor[Int(block)] = true
    }

    func isReached(_ block: BlockID) -> Bool { Int(block) < hasPredecessor.count && hasPredecessor[Int(block)] }

    // MARK: The end

    /// Numbers the blocks by layout.
    private mutating func finish() {
        numbers.fill(0, count: function.blocks.count)
        ordered.removeAll()
        for position in layout.indices {
            numbers[Int(layout[position])] = BlockID(position)
            ordered.append(function.blocks[Int(layout[position])])
        }
        swap(&function.blocks, &ordered)
        for number in function.blocks.indices {
            for position in function.blocks[number].parameterRange {
                function.instructions[Int(function.parameters[position])].a = BlockID(number)
            }
            switch function.blocks[number].terminator {
            case .jump(let edge): function.blocks[number].terminator = .jump(renumbered(edge))
            case .branch(let condition, let then, let otherwise):
                function.blocks[number].terminator =
                    .branch(condition: condition, then: renumbered(then), otherwise: renumbered(otherwise))
            case .none, .table, .return, .trap: break
            }
        }
        for edge in function.tableEdges.indices { function.tableEdges[edge] = renumbered(function.tableEdges[edge]) }
        for loop in function.loops.indices { function.loops[loop].header = numbers[Int(function.loops[loop].header)] }
    }

    private func renumbered(_ edge: IREdge) -> IREdge {
        IREdge(target: numbers[Int(edge.target)], start: edge.start, count: edge.count)
    }

    /// Gives room back that only a huge function needs, and the body.
    mutating func shrink(ifOver bytes: Int) {
        body = Expression()
        function.shrink(ifOver: bytes)
        scan.shrink(ifOver: bytes)
        stack.shrink(ifOver: bytes)
        locals.shrink(ifOver: bytes)
        saved.shrink(ifOver: bytes)
        layout.shrink(ifOver: bytes)
        hasPredecessor.shrink(ifOver: bytes)
        numbers.shrink(ifOver: bytes)
        ordered.shrink(ifOver: bytes)
    }
}
