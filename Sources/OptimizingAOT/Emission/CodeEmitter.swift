import MachineCode
import WasmModel

/// Machine code of a whole module, position-independent: functions, thunks and constants in one stretch. Files named
/// `CodeEmitter+…` hold the instructions by family.
///
/// One value for the module, so that the assembler's room is used again; what belongs to the function at hand is
/// replaced by ``emit(_:options:)``.
struct CodeEmitter: ~Copyable {
    var assembler = Assembler(capacity: 1 << 14)
    let shape: ModuleShape
    /// Offset of each compiled function's body, by index among the defined ones.
    private(set) var bodyOffsets: [Int] = []
    /// Offset of each compiled function's entry from other instances, which loads the memory base first.
    private(set) var entryOffsets: [Int] = []
    private struct Constant: Hashable {
        var low: UInt64
        var high: UInt64
    }
    private var constants: [Constant: UInt32] = [:]
    private var constantWords: [UInt64] = []
    var raiseLabel = Label()
    /// Like ``raiseLabel``, but a status that is an exception goes to who catches it.
    var unwindLabel = Label()
    /// Where the status is the context's, or the negative of `rax`.
    var raiseContextLabel = Label()
    var raiseNegativeLabel = Label()
    /// By type index: where a host's function of that type is called.
    var hostThunks: [Label]

    // The function at hand.
    var function = IRFunction(name: "", results: [])
    var selection: Selection
    var locations: [Location] = []
    var blockLabels: [Label] = []
    /// Bytes between `rsp` and the spill area: words for outgoing arguments and results.
    var outgoingWords: Int32 = 0
    var frameBytes: Int32 = 0
    var savedRegisters: [Register] = []
    var trapLabels: [Label] = []
    /// Ways out of the block at hand that carry moves, to be emitted after the function's blocks. An exception lands at
    /// those that say so.
    var stubs: [(label: Label, edge: IREdge, isLanding: Bool)] = []
    /// The number in ``stubs`` of the landing of the `tryCall` at hand.
    var landingStub: Int?
    var isLeaf = true
    /// Whether an exception may land in the function.
    private var catches = false
    /// Words that the function's own caller laid down for it; the function drops them when it returns.
    var incomingStackWords: Int32 = 0

    init(shape: ModuleShape) {
        self.shape = shape
        hostThunks = [Label](repeating: Label(), count: shape.functionTypes.count)
        selection = Selection(IRFunction(name: "", results: []))
    }

    // MARK: Symbols

    /// What a relocation of this emitter names.
    enum Symbol {
        static let constantFlag: UInt32 = 1 << 31
        static func function(_ definedIndex: Int) -> UInt32 { UInt32(definedIndex) }
    }

    /// A constant in memory, once per module: sixteen bytes, so that it can be the operand of an instruction on whole
    /// registers.
    mutating func constant(_ low: UInt64, _ high: UInt64 = 0) -> Address {
        let key = Constant(low: low, high: high)
        if let known = constants[key] { return Address(symbol: Symbol.constantFlag | known) }
        let number = UInt32(constantWords.count)
        constants[key] = number
        constantWords.append(low)
        constantWords.append(high)
        return Address(symbol: Symbol.constantFlag | number)
    }

    /// Appends the constants and resolves everything.
    mutating func link() {
        assembler.align(16)
        let pool = assembler.offset
        for word in constantWords {
            assembler.buffer.reserve(8)
            assembler.buffer.append(word, bytes: 8)
        }
        for relocation in assembler.relocations {
            let target =
                relocation.symbol & Symbol.constantFlag != 0
                ? pool + Int(relocation.symbol & ~Symbol.constantFlag) * 8 : bodyOffsets[Int(relocation.symbol)]
            let value = target + Int(relocation.addend) - relocation.offset
            assembler.buffer.patch32(UInt32(truncatingIfNeeded: value), at: relocation.offset)
        }
    }

    /// Everything emitted.
    consuming func bytes() -> [UInt8] { assembler.bytes() }

    // MARK: Functions

    mutating func emit(_ function: IRFunction, options: CompileOptions) {
        self.function = function
        selection = Selection(function)
        var allocation = LinearScan(function, selection, registerLimit: options.registerLimit)
        if allocation.slotCount > 0, options.splitsRanges,
            let split = RangeSplitting.split(function, { allocation.isSpilled($0) })
        {
            let other = Selection(split)
            let attempt = LinearScan(split, other, registerLimit: options.registerLimit)
            if attempt.spillWeight < allocation.spillWeight {
                self.function = split
                selection = other
                allocation = attempt
            }
        }
        let function = self.function
        locations = allocation.locations
        measureCalls()
        // Who catches an exception finds all registers changed, and its caller wants them back.
        savedRegisters = (catches ? RegisterConvention.survivingIntegers : allocation.usedSurvivingRegisters)
            .map(Register.init(rawValue:))
        blockLabels = [Label](repeating: Label(), count: function.blocks.count)
        trapLabels = [Label](repeating: Label(), count: 16)
        stubs = []
        // The call that led here pushed eight bytes, the saved registers more; calls from here need `rsp` at a multiple
        // of sixteen.
        let pushed = 8 + Int32(savedRegisters.count) * 8
        frameBytes = (outgoingWords + allocation.slotCount) * 8
        frameBytes += (16 - (pushed + frameBytes) % 16) % 16
        assembler.align(16)
        entryOffsets.append(assembler.offset)
        if shape.hasMemory { loadMemoryBase() }
        bodyOffsets.append(assembler.offset)
        emitPrologue()
        for block in function.blocks.indices { emitBlock(BlockID(block)) }
        emitStubs()
    }

    private mutating func measureCalls() {
        outgoingWords = 0
        isLeaf = true
        catches = false
        for block in function.blocks {
            for value in block.first..<block.end {
                let instruction = function.instructions[Int(value)]
                guard instruction.kind != .none, instruction.effects.contains(.calls) else { continue }
                isLeaf = false
                switch instruction.kind {
                case .call, .callIndirect, .callReference, .tryCall, .tailCall:
                    let layout = callLayout(instruction)
                    outgoingWords = max(outgoingWords, layout.argumentWords + layout.resultWords + CallRecord.words)
                    if instruction.kind == .tryCall { catches = true }
                default: break
                }
            }
        }
        let parameters = function.blocks[0].parameters.map { function.instructions[Int($0)].type }
        incomingStackWords = RegisterConvention.arguments(parameters).stackWords
    }

    /// Words of the outgoing area that a call takes: arguments, and above them results beyond the first.
    func callLayout(_ call: IRInstruction) -> (argumentWords: Int32, resultWords: Int32) {
        let type = shape.functionType(ofCall: call)
        return (
            RegisterConvention.arguments(type.parameters.compactMap(IRType.init)).stackWords,
            RegisterConvention.extraResults(type.results.compactMap(IRType.init)).count
        )
    }

    private mutating func loadMemoryBase() {
        assembler.load(.qword, .r14, Address(.r15, RuntimeOffsets.memories))
        assembler.load(.qword, .r14, Address(.r14))
        assembler.load(.qword, .r14, Address(.r14, RuntimeOffsets.memoryBase))
    }

    private mutating func emitPrologue() {
        for register in savedRegisters { assembler.push(register) }
        if frameBytes != 0 { assembler.arithmetic(.sub, .qword, .rsp, immediate: frameBytes) }
        // A leaf with a small frame lives in what the limit keeps free below itself.
        if !isLeaf || frameBytes > 1024 {
            assembler.load(.qword, RegisterConvention.scratch, Address(.r15, RuntimeOffsets.context))
            assembler.arithmetic(.cmp, .qword, .rsp, Address(RegisterConvention.scratch, RuntimeOffsets.stackLimit))
            assembler.jump(.below, &trapLabels[TrapSlot.callStack])
        }
        let parameters = function.blocks[0].parameters
        let types = parameters.map { function.instructions[Int($0)].type }
        let places = RegisterConvention.arguments(types).places
        var moves: [ParallelMove.Move] = []
        for (parameter, place) in zip(parameters, places) where locations[Int(parameter)] != .none {
            moves.append(
                ParallelMove.Move(
                    source: .location(incoming(place)), target: locations[Int(parameter)],
                    type: function.instructions[Int(parameter)].type))
        }
        emit(ParallelMove(moves))
    }

    /// A place of an incoming argument as seen from this frame: stack words count from the frame's own spill area.
    private func incoming(_ place: Location) -> Location {
        guard case .slot(let word) = place else { return place }
        return .slot(incomingWord(word))
    }

    /// A word of the caller's outgoing area, counted like a spill slot.
    func incomingWord(_ word: Int32) -> Int32 {
        (frameBytes / 8 + Int32(savedRegisters.count) + 1 + word) - outgoingWords
    }

    mutating func emitEpilogue() {
        if frameBytes != 0 { assembler.arithmetic(.add, .qword, .rsp, immediate: frameBytes) }
        for register in savedRegisters.reversed() { assembler.pop(register) }
        if incomingStackWords == 0 { assembler.return() } else { assembler.return(dropping: UInt16(incomingStackWords * 8)) }
    }

    /// Traps and edges that carry moves, out of the way of the code that runs.
    private mutating func emitStubs() {
        while let stub = stubs.popLast() {
            var label = stub.label
            assembler.bind(&label)
            if stub.isLanding { emitLanding() }
            emitMoves(of: stub.edge)
            assembler.jump(&blockLabels[Int(stub.edge.target)])
        }
        for slot in trapLabels.indices where trapLabels[slot].isAwaited {
            assembler.bind(&trapLabels[slot])
            assembler.move(.rax, immediate: TrapSlot.status(slot))
            assembler.jump(&raiseLabel)
        }
    }
}

/// Four words at the top of the outgoing area. A call that leaves the instance keeps the instance and the memory base
/// there. Where exceptions are caught, they begin the record that the context points to while the call runs.
enum CallRecord {
    static let words: Int32 = 4
    /// The record that the context pointed to before.
    static let previous: Int32 = 0
    /// Where an exception goes on, with the address of the record in the scratch register.
    static let landing: Int32 = 8
    static let instance: Int32 = 16
    static let memoryBase: Int32 = 24
}

/// Numbers of the labels that raise: trap kinds, and exhaustion of the call stack.
enum TrapSlot {
    static let callStack = 15
    /// What `rax` holds when an exception is pending.
    static let exceptionStatus: UInt64 = 64
    static func of(_ kind: TrapKind) -> Int { Int(kind.rawValue) }
    /// What `rax` holds on the way out (`EngineRuntime`'s status).
    static func status(_ slot: Int) -> UInt64 { slot == callStack ? 128 : UInt64(slot) }
}
