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
    private var constants: [UInt64: UInt32] = [:]
    private var constantWords: [UInt64] = []
    var raiseLabel = Label()
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
    /// Ways out of the block at hand that carry moves, to be emitted after the function's blocks.
    var stubs: [(label: Label, edge: IREdge)] = []
    var isLeaf = true

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

    /// A 64-bit constant in memory, once per module.
    mutating func constant(_ bits: UInt64) -> Address {
        if let known = constants[bits] { return Address(symbol: Symbol.constantFlag | known) }
        let number = UInt32(constantWords.count)
        constants[bits] = number
        // Sixteen bytes each, so that it can be the operand of an instruction on whole registers.
        constantWords.append(bits)
        constantWords.append(0)
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
        let allocation = LinearScan(function, selection, registerLimit: options.registerLimit)
        locations = allocation.locations
        savedRegisters = allocation.usedSurvivingRegisters.map(Register.init(rawValue:))
        blockLabels = [Label](repeating: Label(), count: function.blocks.count)
        trapLabels = [Label](repeating: Label(), count: 16)
        stubs = []
        measureCalls()
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
        for block in function.blocks {
            for value in block.first..<block.end {
                let instruction = function.instructions[Int(value)]
                switch instruction.kind {
                case .call, .callIndirect:
                    isLeaf = false
                    outgoingWords = max(outgoingWords, callWords(instruction))
                case .runtime: isLeaf = false
                default: break
                }
            }
        }
    }

    /// Words of the outgoing area that a call takes: for arguments, for results beyond the first, and two in which it
    /// keeps the instance and the memory base if it leaves the instance.
    private func callWords(_ instruction: IRInstruction) -> Int32 {
        var types = function.pool[Int(instruction.a)..<Int(instruction.a + instruction.b)].map { function.instructions[Int($0)].type }
        if instruction.kind == .callIndirect { types.removeLast() }
        return max(RegisterConvention.arguments(types).stackWords, Int32(instruction.c) - 1) + 2
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
        assembler.return()
    }

    /// Traps and edges that carry moves, out of the way of the code that runs.
    private mutating func emitStubs() {
        while let stub = stubs.popLast() {
            var label = stub.label
            assembler.bind(&label)
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

/// Numbers of the labels that raise: trap kinds, and exhaustion of the call stack.
enum TrapSlot {
    static let callStack = 15
    static func of(_ kind: TrapKind) -> Int { Int(kind.rawValue) }
    /// What `rax` holds on the way out (`EngineRuntime`'s status).
    static func status(_ slot: Int) -> UInt64 { slot == callStack ? 128 : UInt64(slot) }
}
