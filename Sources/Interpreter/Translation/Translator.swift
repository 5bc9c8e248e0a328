import EngineRuntime
import WasmModel
import WasmValidation

/// Translates the functions of one validated module, each in one pass, into code for ``Registers``.
///
/// **Frame.** All slots are 64-bit words; `v128` takes two.
///
/// ```
///  0          parameters, on entry; results, on return     max(parameters, results) slots
///  header     return address, caller's frame, caller's instance
///  header+3   other locals
///  operands   operand stack, from `operandBase` up to the greatest height
/// ```
///
/// The callee's slot 0 is the slot of the caller's first argument, so arguments and results never move.
///
/// **Operands.** An operand is not computed into its place on the operand stack before it has to be: `local.get` and
/// constants only note what they are (``Operand``), and the instruction that takes them names the local's slot or holds
/// the constant. Before a local is written, operands that still mean its old value are put in their places; so are all
/// operands before a block begins, since nothing is known about the way to its end.
///
/// **Accumulators.** `accumulator` and `floatAccumulator` are the slots whose contents the two accumulators repeat.
/// An instruction that takes such a slot has a form that takes the register instead. At a label nothing is known.
///
/// **Dead code** is not translated.
struct Translator: ~Copyable {
    let module: ValidatedModule
    /// The store's canonical numbers of the module's types.
    let canonicalTypes: [UInt32]
    /// Whether code counts fuel.
    let isMetered: Bool
    let operations = OperationTable.shared
    let handlers = HandlerTable.shared
    let control = ControlHandlers.shared
    /// By position in the module's ``ModuleTypes/signatureTypes``.
    let classes: [ValueClass]
    let globalClasses: [ValueClass]

    var code = GrowingBuffer<Word>(capacity: 1024)
    var operands = GrowingBuffer<Operand>(capacity: 64)
    var frames = GrowingBuffer<ControlFrame>(capacity: 16)
    var regions = GrowingBuffer<HandlerRegion>(capacity: 4)
    var functions = GrowingBuffer<FunctionExtent>(capacity: 16)
    /// Calls of functions that are defined in the module: position of the instruction and number of the function.
    var calls = GrowingBuffer<PendingCall>(capacity: 64)

    /// Whether memory 0 has 32-bit addresses.
    let memoryZeroIs32: Bool

    // Of the function at hand.
    /// The first locals, and where the declarations of the others stand: a few bytes can declare fifty thousand, and so
    /// can the next function.
    var locals = GrowingBuffer<Local>(capacity: 64)
    var farLocals = GrowingBuffer<FarLocals>(capacity: 4)
    /// The slot above the top operand, and the most it ever was.
    var height = 0
    var greatestHeight = 0
    var header = 0
    var resultSlots = 0
    var accumulator = noSlot
    var floatAccumulator = noSlot
    /// Position of the last instruction if its result, in slot A, is the top operand and has no other name.
    var producer = none
    /// The same position if the instruction has a form that leaves its result in the accumulator only, and its row in
    /// the table of handlers.
    var transientProducer = none
    var transientRow = 0
    /// What is known of the last instruction if it is a comparison that can become a branch.
    var comparison = Comparison()
    /// The same of a multiplication that can be joined with an addition.
    var multiplication = Comparison()
    /// Positions of the last instruction if it is a copy, or adds to a local.
    var lastCopy = none
    var lastStep = none
    /// Position of the instruction that pays for the code at hand, and how much it has to pay.
    var meter = none
    var cost: UInt32 = 0

    static let none = -1
    static let noSlot = -1
    /// Beyond this an operand does not fit its 16 bits. A function that needs more is translated into one that exhausts
    /// the stack.
    static let largestFrame = 65_000
    /// More operands than this are not kept waiting in one block, so that a write to a local need not look far.
    static let mostWaiting = 64
    /// Locals beyond these are looked up in their declarations, and are copied where they are read.
    static let nearLocals = 1024

    init(_ module: ValidatedModule, canonicalTypes: [UInt32], isMetered: Bool) {
        self.module = module
        self.canonicalTypes = canonicalTypes
        self.isMetered = isMetered
        classes = module.types.signatureTypes.map { ValueClass($0) }
        memoryZeroIs32 = module.spaces.memories.first?.addressType == .i32
        globalClasses = module.spaces.globals.map { ValueClass($0.value) }
    }

    /// All functions, one after the other.
    consuming func translate() -> Translation {
        var instructions = 0
        for function in module.module.functions { instructions += function.body.instructions.count }
        code.reserve(instructions * 2 + module.module.functions.count * 8)
        for number in module.module.functions.indices { translateFunction(number) }
        for index in 0..<calls.count {
            let call = calls[index]
            setDistance(at: Int(call.position), to: Int(functions[Int(call.function)].start))
        }
        return Translation(
            code: code, functions: functions.array(), regions: regions.array(),
            firstDefinedFunction: module.spaces.importedFunctions, hasMemory: !module.spaces.memories.isEmpty)
    }

    // MARK: One function

    private mutating func translateFunction(_ number: Int) {
        let function = module.module.functions[number]
        let signature = module.types.signatures[Int(function.typeIndex)]
        let start = code.count
        let firstRegion = regions.count
        resultSlots = Int(signature.resultSlots)
        header = max(Int(signature.parameterSlots), resultSlots)
        let base = layOutLocals(function, signature)
        functions.append(FunctionExtent(start: UInt32(start), regions: UInt32(firstRegion), header: UInt32(header)))
        guard base + Int(module.bodies[number].operandSlots) <= Self.largestFrame else {
            // No stack has room for the frame.
            code.append(Word(UInt32.max))
            return
        }
        code.append(0)
        height = base
        greatestHeight = base
        forgetAccumulators()
        clearLocals(from: header + 3, to: base)
        if isMetered { beginMeter() }
        frames.append(
            ControlFrame(
                kind: .function, results: TypeList(signature.start + signature.parameterCount, signature.resultCount),
                operandCount: 0, height: base, fixups: Fixup.none))
        translateBody(function.body)
        // Three words of room for a callee's header are part of its own frame.
        code[start] = Word(UInt32(greatestHeight))
    }

    /// Gives every local its slot; answers with the first slot of the operand stack.
    private mutating func layOutLocals(_ function: Function, _ signature: ModuleTypes.Signature) -> Int {
        locals.truncate(to: 0)
        var slot = 0
        for position in 0..<Int(signature.parameterCount) {
            let valueClass = classes[Int(signature.start) + position]
            locals.append(Local(slot: UInt32(truncatingIfNeeded: slot), valueClass: valueClass))
            slot += valueClass.slots
        }
        slot = header + 3
        farLocals.truncate(to: 0)
        var index = Int(signature.parameterCount)
        for group in function.locals {
            let valueClass = ValueClass(group.type)
            let near = max(0, min(Int(group.count), Self.nearLocals - index))
            for position in 0..<near {
                locals.append(Local(slot: UInt32(truncatingIfNeeded: slot + position * valueClass.slots), valueClass: valueClass))
            }
            if near < group.count {
                farLocals.append(
                    FarLocals(firstIndex: index + near, firstSlot: slot + near * valueClass.slots, valueClass: valueClass))
            }
            index += Int(group.count)
            slot += Int(group.count) * valueClass.slots
        }
        return slot
    }

    /// Slot and class of a local.
    @inline(__always) func local(_ index: Int) -> (slot: Int, valueClass: ValueClass) {
        index < locals.count ? (Int(locals[index].slot), locals[index].valueClass) : Self.farLocal(index, farLocals)
    }
    @inline(never)
    private static func farLocal(
        _ index: Int, _ farLocals: borrowing GrowingBuffer<FarLocals>
    ) -> (slot: Int, valueClass: ValueClass) {
        var low = 0, high = farLocals.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if farLocals[middle].firstIndex <= index { low = middle } else { high = middle }
        }
        let far = farLocals[low]
        return (far.firstSlot + (index - far.firstIndex) * far.valueClass.slots, far.valueClass)
    }

    private mutating func clearLocals(from start: Int, to end: Int) {
        switch end - start {
        case 0: return
        case 1: emit(control.clear1, a: start)
        case 2: emit(control.clear2, a: start)
        case 3: emit(control.clear3, a: start)
        case 4: emit(control.clear4, a: start)
        default: emit(control.clear, a: start, immediate: UInt32(end - start))
        }
    }

    private mutating func translateBody(_ body: borrowing Expression) {
        let instructions = body.instructions.span
        var position = 0
        let count = instructions.count
        while position < count && frames.count > 0 {
            let instruction = instructions[position]
            position += 1
            cost &+= 1
            var isReachable = translate(instruction, body)
            while !isReachable && frames.count > 0 && position < count {
                // What follows cannot be reached, until a block ends.
                position = Self.endOfDeadCode(instructions, from: position)
                guard position < count else { return }
                isReachable = resume(instructions[position], body)
                position += 1
            }
        }
    }

    /// The next `end`, `else`, `catch` or `delegate` of the block that `position` is in.
    private static func endOfDeadCode(_ instructions: Span<Instruction>, from position: Int) -> Int {
        var depth = 0
        for index in position..<instructions.count {
            switch instructions[index].opcode {
            case .block, .loop, .if, .tryTable, .try: depth += 1
            case .end, .delegate:
                if depth == 0 { return index }
                depth -= 1
            case .else, .catch, .catchAll: if depth == 0 { return index }
            default: continue
            }
        }
        return instructions.count
    }

    /// Translates what ends dead code; answers whether what follows can be reached.
    private mutating func resume(_ instruction: Instruction, _ body: borrowing Expression) -> Bool {
        switch instruction.opcode {
        case .else:
            elseBlock(reachable: false)
            return true
        case .catch, .catchAll:
            catchBlock(instruction, reachable: false)
            return true
        case .delegate: return delegateBlock(instruction, body, reachable: false)
        default: return endBlock(body, reachable: false)
        }
    }

    // MARK: Code

    @inline(__always) mutating func emit(_ handler: Word, a: Int = 0, b: Int = 0, c: Int = 0, d: Int = 0) {
        code.append(
            handler,
            Word(truncatingIfNeeded: a) | Word(truncatingIfNeeded: b) << 16 | Word(truncatingIfNeeded: c) << 32
                | Word(truncatingIfNeeded: d) << 48)
    }
    @inline(__always) mutating func emit(_ handler: Word, a: Int = 0, b: Int = 0, immediate: UInt32) {
        code.append(handler, Word(truncatingIfNeeded: a) | Word(truncatingIfNeeded: b) << 16 | Word(immediate) << 32)
    }

    /// Writes the distance of a branch or call.
    @inline(__always) func setDistance(at position: Int, to target: Int) {
        let distance = UInt32(truncatingIfNeeded: target &- position)
        code[position &+ 1] = code[position &+ 1] & 0xFFFF_FFFF | Word(distance) << 32
    }

    @inline(__always) mutating func forgetAccumulators() {
        accumulator = Self.noSlot
        floatAccumulator = Self.noSlot
        forgetInstructions()
    }
    /// What comes next may be reached by a branch, so nothing is known of the instruction before.
    @inline(__always) mutating func forgetInstructions() {
        producer = Self.none
        transientProducer = Self.none
        comparison.last = Self.none
        multiplication.last = Self.none
        lastCopy = Self.none
        lastStep = Self.none
    }

    // MARK: Metering

    mutating func beginMeter() {
        meter = code.count
        cost = 0
        emit(control.meter, immediate: 0)
    }
    mutating func endMeter() {
        if meter != Self.none { code[meter + 1] = Word(cost) << 32 }
    }
}

/// A local of the function at hand.
struct Local {
    var slot: UInt32
    var valueClass: ValueClass
    /// Operands that stand for it and are not yet computed.
    var waiting: UInt32 = 0
    init(slot: UInt32, valueClass: ValueClass) {
        self.slot = slot
        self.valueClass = valueClass
    }
}

/// Locals of one declaration beyond the first ones.
struct FarLocals {
    var firstIndex: Int
    var firstSlot: Int
    var valueClass: ValueClass
}

/// An operand on the operand stack during translation.
struct Operand {
    enum Kind: UInt8 {
        /// In its place.
        case place
        /// The value that local ``bits`` has now.
        case local
        /// The constant ``bits``.
        case constant
        /// The i32 in its place, plus ``addend``.
        case placeSum
        /// The i32 that local ``local`` has now, plus ``addend``.
        case localSum
    }
    /// A constant; or a local, and in the upper half an addend.
    var bits: Word
    /// Its place on the operand stack.
    var slot: UInt32
    var kind: Kind
    var valueClass: ValueClass

    @inline(__always) var local: Int { Int(UInt32(truncatingIfNeeded: bits)) }
    @inline(__always) var addend: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
    @inline(__always) var isSum: Bool { kind == .placeSum || kind == .localSum }
    @inline(__always) var waitsForLocal: Bool { kind == .local || kind == .localSum }
}

/// A comparison that can become a branch.
struct Comparison {
    var position = Translator.none
    /// The last instruction of it: an `i32.eqz` that negates it, or itself.
    var last = Translator.none
    var isNegated = false
    var opcode = Opcode.nop
    var form = Form.slots
    /// What the accumulators were before it.
    var accumulator = Translator.noSlot
    var floatAccumulator = Translator.noSlot
    var stepBefore = Translator.none
}

struct PendingCall {
    var position: UInt32
    var function: UInt32
}
