import WasmModel

/// Checks one expression after the other against the rules of §3.3 by the algorithm of §A.3: one pass, a stack of
/// operand types, a stack of open blocks. One value serves all bodies of a module, so that its stacks are allocated
/// once.
///
/// The stack arrays never shrink; `height` says how much of `operands` is in use. Methods that only read are `mutating`
/// all the same: what a method borrows of a value like this one it gets as a copy of all its bytes (seen in the code that
/// Swift 6.3.1 makes).
struct BodyValidator {
    /// A list of value types, by its place in `pool`.
    struct TypeList: Equatable {
        var start: UInt32
        var count: UInt32
        static let empty = TypeList(start: 0, count: 0)
    }

    /// An open block. Its operands begin at `base`; the operands below belong to the blocks around it. Small, because
    /// it is copied at every `block` and `end`.
    struct Frame {
        var opcode: Opcode
        var isUnreachable = false
        private var storedBase: UInt32
        private var storedInitHeight: UInt32
        /// The `br_table` that last checked this label, by instruction number plus one.
        var checkedBy: UInt32 = 0
        var parameters: TypeList
        var results: TypeList

        init(_ opcode: Opcode, base: Int, initHeight: Int, parameters: TypeList, results: TypeList) {
            self.opcode = opcode
            storedBase = UInt32(truncatingIfNeeded: base)
            storedInitHeight = UInt32(truncatingIfNeeded: initHeight)
            self.parameters = parameters
            self.results = results
        }

        var base: Int { Int(storedBase) }
        /// How many locals were set when the block began.
        var initHeight: Int { Int(storedInitHeight) }
        /// What a branch to it must bring.
        var label: TypeList { opcode == .loop ? parameters : results }
    }

    let types: ModuleTypes
    let spaces: IndexSpaces
    let features: FeatureSet
    let rows = InstructionRow.all
    private let plainRows = PlainRow.all
    /// What instructions are about that cannot be checked by their ``PlainRow`` alone in this module.
    let otherSubjects: UInt32

    /// The types of the module's signatures, and above `poolStart` single reference types of blocks of this body.
    var pool: [ValueType]
    let poolStart: Int

    /// Below ``floor`` nothing stands, but there is something to look at.
    var operands = [ValueType](repeating: BodyValidator.untouched, count: 64)
    static let floor = PlainRow.mostOperands
    var height = BodyValidator.floor
    /// What stands where no operand has stood yet: so the highest that did is found afterwards.
    static let untouched = ValueType(rawValue: .max)
    /// Enclosing blocks, the innermost last. `frame` is the innermost itself.
    var outer: [Frame] = []
    var frame = Frame(.block, base: BodyValidator.floor, initHeight: 0, parameters: .empty, results: .empty)
    var maximumDepth = 0
    /// The outermost block was ended.
    var isFinished = false

    /// One that is none, then the first locals, one by one; the types of the others are looked up in `localGroups`. A few bytes of a module can
    /// declare fifty thousand locals, and do so again in every function.
    var locals: [Local] = [.none]
    var localCount = 0
    /// The groups of the function, with the index after the last local of each.
    var localGroups: [(end: Int, type: ValueType)] = []
    static let flatLocals = 4096
    /// Whether any local has no default value; only then are `isSet` and `inits` kept.
    var tracksInitialization = false
    var isSet: [Bool] = []
    /// Locals without default that were set, in that order.
    var inits: [UInt32] = []
    var results = TypeList.empty

    /// What is counted on the way.
    var survey = BodySurvey()
    var localUses: [BodySurvey.LocalUse] = []
    /// How many loops are open, and how much an instruction counts for it.
    var openLoops = 0
    var weight: UInt32 = 1

    /// The expression at hand, for immediates in its pool.
    var immediates: [UInt64] = []
    /// The number of the instruction at hand.
    var number = 0

    init(types: ModuleTypes, spaces: IndexSpaces, features: FeatureSet) {
        self.types = types
        self.spaces = spaces
        self.features = features
        pool = types.signatureTypes
        poolStart = types.signatureTypes.count
        otherSubjects =
            PlainRow.subjects(without: features) | (spaces.memories.first?.addressType == .i32 ? 0 : PlainRow.memory)
    }

    // MARK: Whole expressions

    mutating func check(_ function: Function) throws(Flaw) -> ValidatedModule.Body {
        number = 0
        let signature = types.signatures[Int(function.typeIndex)]
        if pool.count > poolStart { pool.removeLast(pool.count - poolStart) }
        try collectLocals(of: function, signature)
        results = TypeList(start: signature.start + signature.parameterCount, count: signature.resultCount)
        beginSurvey()
        try check(function.body, results: results)
        endSurvey()
        var slots = Int(signature.parameterSlots)
        for group in function.locals { slots += Int(group.count) * (group.type == .v128 ? 2 : 1) }
        let operandHeight = takeMaximumHeight()
        return ValidatedModule.Body(
            localCount: UInt32(localCount), localSlots: UInt32(slots), operandHeight: UInt32(operandHeight),
            operandSlots: UInt32(features.contains(.simd) ? 2 * operandHeight : operandHeight),
            controlDepth: UInt32(maximumDepth))
    }

    private mutating func collectLocals(of function: Function, _ signature: ModuleTypes.Signature) throws(Flaw) {
        locals.removeLast(locals.count - 1)
        for position in Int(signature.start)..<Int(signature.start + signature.parameterCount) {
            locals.append(Local(pool[position], isSet: true))
        }
        localCount = Int(signature.parameterCount)
        localGroups.removeAll(keepingCapacity: true)
        tracksInitialization = false
        for group in function.locals {
            try checkValueType(group.type)
            guard localCount + Int(group.count) <= ImplementationLimits.locals else {
                throw .limit(ImplementationLimits.locals, "locals")
            }
            if !group.type.isDefaultable && group.count > 0 { tracksInitialization = true }
            appendLocals(group)
        }
        inits.removeAll(keepingCapacity: true)
        if tracksInitialization { resetInitialization(of: function, signature) }
    }

    @inline(__always) private mutating func appendLocals(_ group: LocalGroup) {
        localCount += Int(group.count)
        if localCount <= Self.flatLocals {
            let local = Local(group.type, isSet: group.type.isDefaultable)
            for _ in 0..<group.count { locals.append(local) }
        } else {
            localGroups.append((end: localCount, type: group.type))
        }
    }

    mutating func resetInitialization(of function: Function, _ signature: ModuleTypes.Signature) {
        isSet.removeAll(keepingCapacity: true)
        isSet.append(contentsOf: repeatElement(true, count: Int(signature.parameterCount)))
        for group in function.locals {
            isSet.append(contentsOf: repeatElement(group.type.isDefaultable, count: Int(group.count)))
        }
    }

    /// Makes ready for an expression outside a function.
    mutating func beginConstant() {
        if pool.count > poolStart { pool.removeLast(pool.count - poolStart) }
        locals.removeLast(locals.count - 1)
        localCount = 0
        tracksInitialization = false
        inits.removeAll(keepingCapacity: true)
    }

    /// Checks an expression that starts with nothing and leaves `results`.
    mutating func check(_ expression: Expression, results: TypeList) throws(Flaw) {
        _ = takeMaximumHeight()
        maximumDepth = 1
        begin(results: results, pool: expression.pool)
        let instructions = expression.instructions.span
        let rowArray = plainRows
        let rows = rowArray.span
        number = 0
        checkPlain(instructions, rows)
        while number < instructions.count {
            try check(instructions[number])
            number += 1
            if !isFinished { checkPlain(instructions, rows) }
        }
        guard isFinished else {
            number = max(0, instructions.count - 1)
            throw .endMissing
        }
    }

    /// The outermost block begins.
    mutating func begin(results: TypeList, pool: [UInt64]) {
        height = Self.floor
        isFinished = false
        if !outer.isEmpty { outer.removeAll(keepingCapacity: true) }
        immediates = pool
        frame = Frame(.block, base: Self.floor, initHeight: 0, parameters: .empty, results: results)
    }

    @inline(__always) mutating func check(_ instruction: Instruction) throws(Flaw) {
        if isFinished { throw .misplaced(instruction.opcode) }
        let row = rows[Int(instruction.opcode.rawValue)]
        guard row.features & features.rawValue != 0 else { throw missingFeature(of: instruction.opcode) }
        if row.note != .none { note(instruction, row.note) }
        if row.form == .special {
            try checkSpecial(instruction)
        } else if row.form == .plain {
            try apply(row, address: .i32)
        } else {
            try apply(row, address: checkImmediates(of: instruction, row))
        }
    }

    @inline(never) private mutating func missingFeature(of opcode: Opcode) -> Flaw {
        .needs(opcode.definition.feature, for: "\(opcode.definition.mnemonic)")
    }

    /// Pops the operands of a row that has a signature and pushes its results.
    @inline(__always) private mutating func apply(_ row: InstructionRow, address: ValueType) throws(Flaw) {
        var codes = row.operands
        for _ in 0..<row.operandCount {
            let code = codes & 0xFF
            try pop(code == InstructionRow.address ? address : ValueType(rawValue: code))
            codes >>= 8
        }
        codes = row.results
        for _ in 0..<row.resultCount {
            let code = codes & 0xFF
            try push(code == InstructionRow.address ? address : ValueType(rawValue: code))
            codes >>= 8
        }
    }

    // MARK: Operands

    @inline(__always) mutating func push(_ type: ValueType) throws(Flaw) {
        if height < operands.count {
            operands[height] = type
        } else {
            try growOperands(type)
        }
        height += 1
    }

    /// The most operands that stood at once since this was last asked.
    private mutating func takeMaximumHeight() -> Int {
        var place = Self.floor
        while place < operands.count, operands[place] != Self.untouched {
            operands[place] = Self.untouched
            place += 1
        }
        return place - Self.floor
    }

    @inline(never) private mutating func growOperands(_ type: ValueType) throws(Flaw) {
        let most = ImplementationLimits.operandHeight + Self.floor
        guard operands.count < most else {
            throw .limit(ImplementationLimits.operandHeight, "operands")
        }
        operands.append(type)
        // As many again, so that this is seldom asked.
        let room = min(operands.count, most - operands.count)
        operands.append(contentsOf: repeatElement(Self.untouched, count: room))
    }

    @inline(__always) mutating func pop(_ expected: ValueType) throws(Flaw) {
        if height > frame.base {
            height -= 1
            let found = operands[height]
            if found != expected, !types.matchesByRules(found, expected) {
                throw .mismatch(expected: expected, found: found)
            }
        } else if !frame.isUnreachable {
            throw .underflow(expected: expected)
        }
    }

    /// Whatever there is; ``ValueType/bottom`` below the operands of an unreachable block.
    @inline(__always) mutating func pop() throws(Flaw) -> ValueType {
        if height > frame.base {
            height -= 1
            return operands[height]
        }
        guard frame.isUnreachable else { throw .underflow }
        return .bottom
    }

    /// A reference of any type, or ``ValueType/bottom`` as a reference to ``HeapType/bottom``.
    mutating func popReference() throws(Flaw) -> ValueType {
        let found = try pop()
        if found == .bottom { return .reference(.bottom, nullable: false) }
        guard found.isReference else { throw .notReference(found) }
        return found
    }

    mutating func pop(_ list: TypeList) throws(Flaw) {
        var position = Int(list.start + list.count)
        while position > Int(list.start) {
            if takesAnything { return }
            position -= 1
            try pop(pool[position])
        }
    }

    /// Every further pop succeeds, whatever it expects.
    @inline(__always) var takesAnything: Bool { height == frame.base && frame.isUnreachable }

    mutating func push(_ list: TypeList) throws(Flaw) {
        for position in Int(list.start)..<Int(list.start + list.count) { try push(pool[position]) }
    }

    mutating func matches(_ a: TypeList, _ b: TypeList) -> Bool {
        if a == b { return true }
        guard a.count == b.count else { return false }
        for position in 0..<Int(a.count) {
            guard types.matches(pool[Int(a.start) + position], pool[Int(b.start) + position]) else { return false }
        }
        return true
    }

    // MARK: Blocks

    mutating func open(_ opcode: Opcode, parameters: TypeList, results: TypeList) throws(Flaw) {
        outer.append(frame)
        if opcode == .loop { countLoop(1) }
        frame = Frame(
            opcode, base: height, initHeight: inits.count, parameters: parameters, results: results)
        if outer.count >= maximumDepth { maximumDepth = outer.count + 1 }
        try push(parameters)
    }

    /// Checks what the innermost block leaves, and forgets what was set in it.
    mutating func leave() throws(Flaw) {
        // Most blocks leave exactly what they must, and not more than one operand.
        if frame.results.count == 1, height == frame.base + 1, operands[frame.base] == pool[Int(frame.results.start)] {
            height = frame.base
        } else {
            try pop(frame.results)
        }
        guard height == frame.base else { throw .surplus(height - frame.base) }
        while inits.count > frame.initHeight { forget(inits.removeLast()) }
    }

    /// Ends the innermost block and pushes its results.
    mutating func close() throws(Flaw) {
        let results = frame.results
        if frame.opcode == .loop { countLoop(-1) }
        guard let next = outer.popLast() else {
            isFinished = true
            return
        }
        frame = next
        try push(results)
    }

    /// The rest of the innermost block cannot be reached.
    @inline(__always) mutating func markUnreachable() {
        height = frame.base
        frame.isUnreachable = true
    }

    /// The label `index` blocks outside the innermost.
    @inline(__always) mutating func label(_ index: UInt32) throws(Flaw) -> TypeList {
        if index == 0 { return frame.label }
        guard index <= outer.count else { throw .unknown(.label, index) }
        return outer[outer.count - Int(index)].label
    }
}
