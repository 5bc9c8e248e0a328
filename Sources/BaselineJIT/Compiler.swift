import EngineRuntime
import MachineCode
import NativeCode
import WasmModel
import WasmValidation

/// Compiles one module in a single pass over each body: operands are tracked where they are (constant, local, register,
/// flags, word of the frame) and moved only when an instruction needs them elsewhere. The most used locals live in
/// registers throughout a function, so loops need no moves where control joins.
///
/// The frame of a function, from the stack pointer up:
///
/// | words | |
/// |---|---|
/// | ``areaWords`` | parameters and results of calls that have no register |
/// | four | kept registers of the caller |
/// | locals | one each, used if the local has no register, or around calls |
/// | operands | one for each height of the operand stack |
///
/// Where a function may meet a v128, locals and operands have two words each, at a multiple of 16.
///
/// The return address and the caller's area follow.
///
/// Methods that only read are `mutating` all the same, or inlined always: what a method borrows of a value like this one
/// it gets as a copy of all its bytes, a thousand of them (seen in the code that Swift 6.3.1 makes).
struct Compiler: ~Copyable {
    let module: ValidatedModule
    /// Canonical type numbers of the store, by type index.
    let numbers: [UInt32]
    let options: CompilerOptions
    let signatureTypes: [ValueType]
    let importedFunctions: Int

    var assembler: Assembler
    /// Where the assembler writes; nothing if there was no room for all that the code may become.
    var pages: ExecutablePages?

    // MARK: Of the module

    /// Code of the defined functions.
    var functionLabels = ScratchArray<Label>()
    /// Code that calls a function of another instance or of the host, by type index.
    var foreignLabels = ScratchArray<Label>()
    /// Code that ends the call, by ``Status`` that is a trap kind; above, see `Compiler+Raise.swift`.
    var raiseLabels = ScratchArray<Label>()
    var raiseStatusLabel = Label()
    /// Raises the status in ``Layout/Context/status``.
    var raiseContextStatusLabel = Label()
    /// See `Compiler+Allocation.swift`, `Compiler+Exceptions.swift` and `Compiler+TailCalls.swift`.
    var extendHeapLabel = Label()
    var throwLabel = Label()
    /// By type index.
    var tailLabels = ScratchArray<Label>()
    /// Where functions called in a tail frame return to; -1 if no call makes one.
    var frameReturnOffset = -1
    /// See `Compiler+Survey.swift`.
    var areasOfTypes = ScratchArray<Int32>()
    var extents = ScratchArray<FunctionExtent>()
    var regions = ScratchArray<HandlerRegion>(capacity: 4)
    var instanceChanges = ScratchArray<InstanceChange>(capacity: 16)
    /// What stands behind the code since ``constantsEnd``, see `Compiler+VectorConstants.swift`.
    var constantsEnd = 0
    var constants = ScratchArray<VectorConstant>(capacity: 16)
    var constantPlaces = ScratchArray<Int32>()
    /// Whether signatures, globals or fields have a v128, so that any function may meet one.
    let mentionsVectors: Bool

    // MARK: Of the function

    var code = LentInstructions()
    var pool: [UInt64] = []
    var position = 0
    var isReachable = true
    /// Open blocks that began in unreachable code.
    var unreachableBlocks = 0
    /// By index; only those in ``usedLocals`` are described, the rest are as ``Local/unused``.
    var locals = ScratchArray<Local>()
    /// Parameters, and the locals that the body names.
    var usedLocals = ScratchArray<UInt32>()
    /// See ``assignRegisters(_:)``.
    var rankedIntegers = LocalRanking()
    var rankedVectors = LocalRanking()
    var parameterCount = 0
    var localCount = 0
    /// Where each group of locals ends, and the type of its locals.
    var localGroups = ScratchArray<LocalRange>()
    var operands = ScratchArray<Operand>()
    var frames = ScratchArray<ControlFrame>()
    /// Operands below this height are constants or in their slots.
    var settledHeight = 0
    var freeRegisters: UInt32 = 0
    var freeVectors: UInt32 = 0
    /// Registers that may hold operands in this function.
    var operandRegisters: UInt32 = 0
    var operandVectors: UInt32 = 0
    /// See `Compiler+Fuel.swift`.
    var meter: UInt32 = 0
    var cost: UInt32 = 0
    /// Locals whose registers calls do not keep.
    var lostLocals = ScratchArray<UInt32>()
    var keptRegisterCount = 0
    var areaWords = 0
    /// Of the incoming area.
    var incomingWords = 0
    var hasCalls = false
    /// Blocks of the legacy proposal, each of which keeps an exception on the operand stack while a clause of it runs.
    var legacyTries = 0
    var operandOffset: Int32 = 0
    var localOffset: Int32 = 0
    var frameBytes: Int32 = 0
    /// Of the bytes that a local or an operand has in the frame: 3, or 4 if it may be a v128.
    var slotExponent: Int32 = 3
    var missing: UnsupportedFeature?
    /// The defined function whose ``marks`` are kept, for ``CodeListing``.
    var listedFunction = -1
    var marks = ScratchArray<CodeMark>(capacity: 1)

    init(_ module: ValidatedModule, numbers: [UInt32], _ options: CompilerOptions) {
        self.module = module
        self.numbers = numbers
        self.options = options
        signatureTypes = module.types.signatureTypes
        importedFunctions = module.spaces.importedFunctions
        mentionsVectors = Self.mentionsVectors(module)
        let instructions = module.module.functions.reduce(0) { $0 + $1.body.instructions.count }
        let room = Self.leastRoom + instructions * Self.bytesPerInstruction
        pages = ExecutablePages(bytes: room)
        if let address = pages?.writableAddress, let buffer = CodeBuffer(at: address, bytes: room) {
            assembler = Assembler(buffer)
        } else {
            assembler = Assembler(capacity: room)
        }
        functionLabels.resize(module.module.functions.count, filling: Label())
        foreignLabels.resize(module.types.count, filling: Label())
        tailLabels.resize(module.types.count, filling: Label())
        raiseLabels.resize(Self.raiseCount, filling: Label())
        constantPlaces.resize(Self.constantPlaceCount, filling: -1)
        measureAreas()
    }

    /// Compiles all functions and what stands around them.
    mutating func compile() throws(UnsupportedFeature) -> Translation {
        if module.module.functions.count > Self.manyFunctions { emitTrapsFirst() }
        // Lent, because a function is four arrays, which a copy would have to count.
        let functions = module.module.functions
        let lent = functions.span
        for number in lent.indices {
            try compileFunction(number, lent[number])
            emitVectorConstantsIfFar()
        }
        let functionsEnd = assembler.offset
        let entries = emitSurroundings()
        var offsets: [Int] = []
        offsets.reserveCapacity(functionLabels.count)
        for number in 0..<functionLabels.count { offsets.append(functionLabels[number].offset ?? 0) }
        return Translation(
            code: sealedCode(), bytes: assembler.offset, offsets: offsets, entries: entries,
            types: module.module.functions.map(\.typeIndex), importedFunctions: importedFunctions,
            spaces: module.spaces,
            unwinding: UnwindingTables(
                extents: extents.elements, functionsEnd: functionsEnd, regions: regions.elements,
                instanceChanges: instanceChanges.elements),
            frameReturn: frameReturnOffset)
    }

    /// More than the code of an instruction takes on the average: room that is not written to costs nothing, and growing
    /// copies all that is written.
    private static let bytesPerInstruction = 16
    private static let leastRoom = 32 << 10

    /// The code, executable, where it was written if it had room there; nil if the code region has none.
    private mutating func sealedCode() -> SealedCode? {
        if assembler.buffer.isInPlace, let pages = pages.take() { return pages.sealed(keeping: assembler.offset) }
        return assembler.buffer.withBytes { SealedCode($0) }
    }

    /// Where so many functions share the places where they end in a trap, those stand before them: a jump backwards is
    /// complete when it is emitted, and one forwards must be found again.
    private static let manyFunctions = 32

    /// What stands behind the functions; answers with the entries by type index.
    mutating func emitSurroundings() -> [Int] {
        let entries = emitEntries()
        emitTailCalls()
        emitForeignCalls()
        emitThrow()
        emitHeapExtension()
        emitRaises()
        emitVectorConstants()
        return entries
    }

    /// Number of supertypes above a type of the module.
    mutating func depth(ofType index: Int) -> UInt32 {
        module.types.canonical.descriptors[Int(module.types.canonicalNumbers[index])].depth
    }

    private static func mentionsVectors(_ module: ValidatedModule) -> Bool {
        // The types that stand alone at the beginning say nothing.
        if module.types.signatureTypes.dropFirst(6).contains(.v128) { return true }
        if module.spaces.globals.contains(where: { $0.value == .v128 }) { return true }
        return module.types.subTypes.contains { type in
            switch type.composite {
            case .function: false
            case .structure(let fields): fields.contains { $0.storage == .value(.v128) }
            case .array(let field): field.storage == .value(.v128)
            }
        }
    }

    // MARK: One function

    mutating func compileFunction(_ number: Int, _ function: Function) throws(UnsupportedFeature) {
        try LentInstructions.lending(function.body.instructions) { (instructions) throws(UnsupportedFeature) in
            code = instructions
            defer { code = LentInstructions() }
            try compileLentFunction(number, function)
        }
    }

    private mutating func compileLentFunction(_ number: Int, _ function: Function) throws(UnsupportedFeature) {
        let signature = module.types.signatures[Int(function.typeIndex)]
        pool = function.body.pool
        survey(number, function, signature)
        layOutFrame(module.bodies[number])

        var label = functionLabels[number]
        assembler.bind(&label)
        functionLabels[number] = label
        extents.append(
            FunctionExtent(
                start: UInt32(assembler.offset), regions: UInt32(regions.count), frameBytes: frameBytes,
                areaWords: UInt32(areaWords), keptRegisters: UInt8(keptRegisterCount), countsDepth: hasCalls))
        emitPrologue(signature)

        operands.resize(0, filling: .constant(.i32, 0))
        let body = module.bodies[number]
        // A clause of the legacy proposal keeps an exception on the stack, and what is written for a jump's sake stands
        // one above what is there.
        operands.reserve(Int(body.operandHeight) + Int(body.controlDepth) + 8)
        settledHeight = 0
        frames.resize(0, filling: ControlFrame(kind: .function, base: 0, parameterStart: 0, parameterCount: 0, resultStart: 0, resultCount: 0))
        frames.append(
            ControlFrame(
                kind: .function, base: 0, parameterStart: 0, parameterCount: 0,
                resultStart: Int(signature.start + signature.parameterCount), resultCount: Int(signature.resultCount)))
        isReachable = true
        unreachableBlocks = 0
        position = 0
        let isListed = number == listedFunction
        if isListed || !options.folds || options.stress || options.countsFuel {
            compileInstructions(isListed: isListed)
        } else {
            compileInstructions()
        }
        if let missing { throw missing }
        if options.countsFuel { endMeter() }
        emitEpilogue(signature)
        for position in 0..<usedLocals.count { locals[Int(usedLocals[position])] = .unused }
    }

    /// Compiles the body at hand. Up to two constants and values of locals that come next are pushed without asking
    /// whether there are any: half of all instructions are such, and the processor would guess wrong about most jumps.
    @inline(never) private mutating func compileInstructions() {
        let rows = LeafRow.all
        while position &+ 2 < code.count {
            if isReachable { pushLeavesAndCompile(rows) } else { skip(code[position]) }
            position &+= 1
        }
        compileInstructions(isListed: false)
    }

    /// Which instruction is compiled is found out as soon as it can be, from three that are looked at at once: until then
    /// the processor works on what it has guessed.
    @inline(__always) private mutating func pushLeavesAndCompile(_ rows: OpcodeRows<LeafRow>) {
        let first = code[position]
        let second = code[position &+ 1], third = code[position &+ 2]
        let ofFirst = rows[first.opcode], ofSecond = rows[second.opcode]
        let one = ofFirst.isLeaf, two = ofFirst.isLeaf & ofSecond.isLeaf
        let count = one &+ two
        operands.appendReserved(leaf(first, ofFirst), leaf(second, ofSecond), separatedBy: one, count: count)
        position &+= count
        var next = code[position]
        next.opcode = LentInstructions.choose(LentInstructions.choose(first.opcode, second.opcode, one), third.opcode, two)
        compileReachable(next)
    }

    @inline(__always) private func leaf(_ instruction: Instruction, _ row: LeafRow) -> Operand {
        let local = locals[Int(instruction.index & UInt32(bitPattern: row.localMask))].operand
        return Operand(leaf: row, bits: instruction.bits, local)
    }

    /// Compiles the body at hand where something is to be done at every instruction.
    @inline(never) private mutating func compileInstructions(isListed: Bool) {
        while position < code.count {
            let first = position
            if isListed { marks.append(CodeMark(position: first, offset: assembler.offset)) }
            if isReachable { cost &+= 1 }
            compileInstruction(code[position])
            // Instructions that went into this one.
            cost &+= UInt32(truncatingIfNeeded: position &- first)
            if options.stress { forgetRegisters() }
            position &+= 1
        }
    }

    /// Ends the function at an instruction that the compiler does not have.
    @inline(never) mutating func refuse(_ opcode: Opcode) {
        missing = UnsupportedFeature(OpcodeTable.shared[opcode].feature.name)
        frames.resize(0, filling: ControlFrame(kind: .function, base: 0, parameterStart: 0, parameterCount: 0, resultStart: 0, resultCount: 0))
        position = code.count
    }

    private mutating func layOutFrame(_ body: ValidatedModule.Body) {
        let saved = 4
        localOffset = Int32((areaWords + saved) * 8 + 15) & ~15
        operandOffset = localOffset + Int32(localCount) << slotExponent
        let bytes = operandOffset + (Int32(body.operandHeight) + 1 + Int32(legacyTries)) << slotExponent
        // The return address makes a multiple of 16 of it.
        frameBytes = (bytes + 15) & ~15 | 8
    }

    // MARK: Places

    @inline(__always) func slot(_ height: Int) -> Address {
        Address(.rsp, operandOffset &+ Int32(truncatingIfNeeded: height) &<< slotExponent)
    }
    /// What stands in the slot of a height.
    @inline(__always) func operand(_ type: OperandType, inSlot height: Int) -> Operand { .slot(type, localCount &+ height) }
    @inline(__always) func home(_ local: Int, plus bytes: Int32 = 0) -> Address {
        Address(.rsp, localOffset &+ Int32(truncatingIfNeeded: local) &<< slotExponent &+ bytes)
    }
    @inline(__always) func area(_ word: Int) -> Address { Address(.rsp, Int32(truncatingIfNeeded: word &* 8)) }
    /// A word of the area of the caller.
    @inline(__always) func incoming(_ word: Int) -> Address {
        Address(.rsp, frameBytes &+ 8 &+ Int32(truncatingIfNeeded: word &* 8))
    }
}
