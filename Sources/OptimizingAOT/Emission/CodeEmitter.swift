import MachineCode
import WasmModel

/// Machine code of a whole module, position-independent: functions, thunks and constants in one stretch. Files named
/// `CodeEmitter+…` hold the instructions by family.
///
/// One value for module after module, so that its room is used again: ``begin(_:)`` starts a module, ``emit(options:)`` what
/// stands in ``function``.
struct CodeEmitter: ~Copyable {
    var assembler = Assembler(capacity: 1 << 14)
    private(set) var shape: ModuleShape
    /// Offset of each compiled function's body, by index among the defined ones.
    private var bodyOffsets = FlatArray<UInt32>()
    /// Offset of each compiled function's entry from other instances, which loads the memory base first.
    private(set) var entryOffsets = FlatArray<UInt32>()
    /// By type index: where the runtime enters functions of that type; ``CompiledCode/noThunk`` for types that are no
    /// defined function's.
    private(set) var thunkOffsets = FlatArray<UInt32>()
    private var constants = KeyTable()
    private var constantWords = FlatArray<UInt64>()
    var raiseLabel = Label()
    /// Like ``raiseLabel``, but a status that is an exception goes to who catches it.
    var unwindLabel = Label()
    /// Where the status is the context's, or the negative of `rax`.
    var raiseContextLabel = Label()
    var raiseNegativeLabel = Label()
    /// By type index: where a host's function of that type is called.
    var hostThunks = FlatArray<Label>()

    /// The processor that the code is for.
    private(set) var target = TargetFeatures.host

    // The function at hand.
    var function = IRFunction()
    private(set) var selection = Selection()
    private var allocation = LinearScan()
    /// By value: what the allocator has found, which gets it back for the next function.
    private(set) var locations = FlatArray<Location>()
    var plan = ParallelMove()
    /// Arguments so far of the call of the runtime at hand.
    var runtimeArguments = 0
    var blockLabels = FlatArray<Label>()
    /// By block: itself, or the later block that it only leads to.
    var forwards = FlatArray<BlockID>()
    var isLoopHead = FlatArray<Bool>()
    /// Bytes between `rsp` and the spill area: words for outgoing arguments and results.
    var outgoingWords: Int32 = 0
    var frameBytes: Int32 = 0
    /// What the function must give back as it was.
    var savedRegisters = RegisterList()
    var trapLabels = FlatArray<Label>()
    var stubs = FlatArray<Stub>()
    /// The number in ``stubs`` of the landing of the `tryCall` at hand.
    var landingStub: Int?
    var isLeaf = true
    /// Whether an exception may land in the function.
    private var catches = false
    /// Words that the function's own caller laid down for it; the function drops them when it returns.
    var incomingStackWords: Int32 = 0

    // A second try at the function's registers.
    private var splitting = RangeSplitting()
    private var otherSelection = Selection()
    private var otherAllocation = LinearScan()

    /// A way out of a block that carries moves, to be emitted after the function's blocks.
    struct Stub: BitwiseCopyable {
        var label = Label()
        var edge: IREdge
        /// Whether an exception lands there.
        var isLanding = false
    }

    init(shape: ModuleShape) {
        self.shape = shape
        begin(shape)
    }

    /// Forgets the module at hand and starts another.
    mutating func begin(_ shape: ModuleShape) {
        self.shape = shape
        assembler.removeAll()
        bodyOffsets.removeAll()
        entryOffsets.removeAll()
        constants.removeAll()
        constantWords.removeAll()
        raiseLabel = Label()
        unwindLabel = Label()
        raiseContextLabel = Label()
        raiseNegativeLabel = Label()
        hostThunks.fill(Label(), count: shape.signatures.count)
        thunkOffsets.fill(CompiledCode.noThunk, count: shape.signatures.count)
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
        let (number, isNew) = constants.number(of: low, high)
        if isNew {
            constantWords.append(low)
            constantWords.append(high)
        }
        return Address(symbol: Symbol.constantFlag | UInt32(number * 2))
    }

    /// Appends the constants and resolves everything.
    mutating func link() {
        assembler.align(16)
        let pool = assembler.offset
        for number in constantWords.indices {
            assembler.buffer.reserve(8)
            assembler.buffer.append(constantWords[number], bytes: 8)
        }
        for relocation in assembler.relocations {
            let target =
                relocation.symbol & Symbol.constantFlag != 0
                ? pool + Int(relocation.symbol & ~Symbol.constantFlag) * 8 : Int(bodyOffsets[Int(relocation.symbol)])
            let value = target + Int(relocation.addend) - relocation.offset
            assembler.buffer.patch32(UInt32(truncatingIfNeeded: value), at: relocation.offset)
        }
    }

    /// A copy of everything emitted.
    var code: CompiledCode {
        let bytes = assembler.buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
        return CompiledCode(bytes: bytes, entryOffsets: entryOffsets.elements, thunkOffsets: thunkOffsets.elements)
    }

    mutating func emitEntryThunkIfNeeded(ofType index: Int) {
        guard thunkOffsets[index] == CompiledCode.noThunk else { return }
        thunkOffsets[index] = UInt32(emitEntryThunk(shape.signatures[index]))
    }

    // MARK: Functions

    /// Emits what stands in ``function``.
    mutating func emit(options: CompileOptions) {
        target = options.target
        selection.select(function)
        allocation.exchangeLocations(&locations)
        allocation.allocate(function, selection, options)
        if allocation.slotCount > 0, options.splitsRanges { trySplitting(options) }
        allocation.exchangeLocations(&locations)
        measureCalls()
        // Who catches an exception finds all registers changed, and its caller wants them back.
        savedRegisters = RegisterList()
        for position in 0..<RegisterConvention.survivingIntegers.count {
            let register = RegisterConvention.survivingIntegers[position]
            if catches || allocation.usedSurvivingRegisters & 1 << UInt32(register) != 0 { savedRegisters.append(register) }
        }
        blockLabels.fill(Label(), count: function.blocks.count)
        trapLabels.fill(Label(), count: 16)
        stubs.removeAll()
        // The call that led here pushed eight bytes, the saved registers more; calls from here need `rsp` at a multiple
        // of sixteen.
        let pushed = 8 + Int32(savedRegisters.count) * 8
        frameBytes = (outgoingWords + allocation.slotCount) * 8
        if !isLeaf { frameBytes += (16 - (pushed + frameBytes) % 16) % 16 }
        assembler.align(16)
        entryOffsets.append(UInt32(assembler.offset))
        if shape.hasMemory { loadMemoryBase() }
        bodyOffsets.append(UInt32(assembler.offset))
        emitPrologue()
        findForwards()
        findLoopHeads()
        for block in function.blocks.indices { emitBlock(BlockID(block)) }
        emitStubs()
    }

    /// Gives values in the frame copies in loops, if that costs less.
    private mutating func trySplitting(_ options: CompileOptions) {
        guard splitting.split(function, { allocation.isSpilled($0) }) else { return }
        otherSelection.select(splitting.function)
        otherAllocation.allocate(splitting.function, otherSelection, options)
        guard otherAllocation.spillWeight < allocation.spillWeight else { return }
        splitting.exchange(&function)
        swap(&selection, &otherSelection)
        swap(&allocation, &otherAllocation)
    }

    private mutating func measureCalls() {
        outgoingWords = 0
        isLeaf = allocation.isCallFree
        catches = false
        incomingStackWords = 0
        var arguments = ArgumentPlaces()
        for position in function.blocks[0].parameterRange { _ = arguments.next(function.type(of: function.parameters[position])) }
        incomingStackWords = arguments.stackWords
        guard !isLeaf, function.mayHave(anyOf: IRInstruction.callKinds) else { return }
        for block in function.blocks.indices {
            for value in function.blocks[block].values {
                let instruction = function.instructions[Int(value)]
                switch instruction.kind {
                case .call, .callIndirect, .callReference, .tryCall, .tailCall:
                    let signature = shape.signature(ofCall: instruction)
                    outgoingWords = max(outgoingWords, signature.argumentWords + signature.resultWords + CallRecord.words)
                    if instruction.kind == .tryCall { catches = true }
                default: break
                }
            }
        }
    }

    private mutating func loadMemoryBase() {
        assembler.load(.qword, .r14, Address(.r15, RuntimeOffsets.memories))
        assembler.load(.qword, .r14, Address(.r14))
        assembler.load(.qword, .r14, Address(.r14, RuntimeOffsets.memoryBase))
    }

    private mutating func emitPrologue() {
        for position in 0..<savedRegisters.count { assembler.push(Register(rawValue: savedRegisters[position])) }
        if frameBytes != 0 { assembler.arithmetic(.sub, .qword, .rsp, immediate: frameBytes) }
        // A leaf with a small frame lives in what the limit keeps free below itself.
        if !isLeaf || frameBytes > 1024 {
            assembler.load(.qword, RegisterConvention.scratch, Address(.r15, RuntimeOffsets.context))
            assembler.arithmetic(.cmp, .qword, .rsp, Address(RegisterConvention.scratch, RuntimeOffsets.stackLimit))
            assembler.jump(.below, &trapLabels[TrapSlot.callStack])
        }
        var places = ArgumentPlaces()
        plan.removeAll()
        for position in function.blocks[0].parameterRange {
            let parameter = function.parameters[position]
            let type = function.type(of: parameter)
            let place = places.next(type)
            guard locations[Int(parameter)] != .none else { continue }
            plan.add(ParallelMove.Move(source: .location(incoming(place)), target: locations[Int(parameter)], type: type))
        }
        emitPlan()
    }

    /// A place of an incoming argument as seen from this frame: stack words count from the frame's own spill area.
    @inline(__always)
    private func incoming(_ place: Location) -> Location {
        guard case .slot(let word) = place else { return place }
        return .slot(incomingWord(word))
    }

    /// A word of the caller's outgoing area, counted like a spill slot.
    @inline(__always)
    func incomingWord(_ word: Int32) -> Int32 {
        (frameBytes / 8 + Int32(savedRegisters.count) + 1 + word) - outgoingWords
    }

    mutating func emitEpilogue() {
        if frameBytes != 0 { assembler.arithmetic(.add, .qword, .rsp, immediate: frameBytes) }
        for position in (0..<savedRegisters.count).reversed() { assembler.pop(Register(rawValue: savedRegisters[position])) }
        if incomingStackWords == 0 { assembler.return() } else { assembler.return(dropping: UInt16(incomingStackWords * 8)) }
    }

    /// Traps and edges that carry moves, out of the way of the code that runs.
    private mutating func emitStubs() {
        while let stub = stubs.popLast() {
            var label = stub.label
            assembler.bind(&label)
            if stub.isLanding { emitLanding() }
            emitMoves(of: stub.edge)
            assembler.jump(&blockLabels[destination(stub.edge)])
        }
        for slot in trapLabels.indices where trapLabels[slot].isAwaited {
            assembler.bind(&trapLabels[slot])
            assembler.move(.rax, immediate: TrapSlot.status(slot))
            assembler.jump(&raiseLabel)
        }
    }

    /// Gives room back that only a huge function needs.
    mutating func shrink(ifOver bytes: Int) {
        if assembler.offset > bytes { assembler = Assembler(capacity: 1 << 14) }
        bodyOffsets.shrink(ifOver: bytes)
        entryOffsets.shrink(ifOver: bytes)
        locations.shrink(ifOver: bytes)
        constantWords.shrink(ifOver: bytes)
        function.shrink(ifOver: bytes)
        selection.shrink(ifOver: bytes)
        allocation.shrink(ifOver: bytes)
        blockLabels.shrink(ifOver: bytes)
        forwards.shrink(ifOver: bytes)
        isLoopHead.shrink(ifOver: bytes)
        splitting.shrink(ifOver: bytes)
        otherSelection.shrink(ifOver: bytes)
        otherAllocation.shrink(ifOver: bytes)
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

/// Numbers of the labels that raise: trap kinds, exhaustion of the call stack, and the end of the time.
enum TrapSlot {
    static let time = 0
    static let callStack = 15
    /// What `rax` holds when an exception is pending.
    static let exceptionStatus: UInt64 = 64
    static let timeStatus: UInt64 = 131
    static func of(_ kind: TrapKind) -> Int { Int(kind.rawValue) }
    /// What `rax` holds on the way out (`EngineRuntime`'s status).
    static func status(_ slot: Int) -> UInt64 {
        switch slot {
        case time: timeStatus
        case callStack: 128
        default: UInt64(slot)
        }
    }
}
