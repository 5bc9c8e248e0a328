import WasmModel

/// A few locals, kept without storage of their own.
struct LocalList {
    private var items: [8 of UInt32] = .init(repeating: 0)
    private(set) var count = 0

    /// Leaves out what there is no room for: a local that nothing uses does no harm.
    mutating func append(_ local: UInt32) {
        guard count < 8 else { return }
        items[count] = local
        count += 1
    }
    /// One of them; there must be one.
    func pick(_ stream: inout RandomStream) -> UInt32 { items[stream.below(count)] }
    var all: some Sequence<UInt32> { (0..<count).lazy.map { items[$0] } }
}

/// The body of one function, in the making: top-down, each value made because a type is wanted.
///
/// The code that comes out is valid by construction, has no code that cannot be reached, ends (calls go to functions
/// with smaller indices only, loops count), and traps only where a guard was left out on purpose. One file for each
/// family of instructions; all of them draw from the streams of the statements they stand in.
///
/// One generator makes all functions of a module, one after the other, in the same storage.
struct FunctionGenerator {
    let plan: ModulePlan
    private(set) var index: UInt32 = 0
    private(set) var type = FunctionType()
    private(set) var isRecursive = false
    private(set) var mayThrow = false
    var constants = ConstantSource()
    var code = Expression()

    /// Types of the locals, parameters first.
    private(set) var locals: [ValueType] = []
    /// Locals of each kind that any statement may read and write.
    private(set) var free: [5 of LocalList] = .init(repeating: LocalList())
    /// Locals of reference types that any statement may read and write.
    private(set) var references: [(local: UInt32, type: ValueType)] = []
    /// Those that cannot be null, until they are set before all else.
    private var unsetReferences: [(local: UInt32, type: ValueType)] = []
    private var scratchReferences: [(local: UInt32, type: ValueType)] = []
    /// A local of each kind that holds a value for the next few instructions only.
    private var scratch: [5 of UInt32?] = .init(repeating: nil)
    /// The counter of the loop at each nesting of loops. Nothing else writes them, so every loop ends.
    private var counters: [UInt32] = []
    /// Sums of folded values, of i32, i64 and v128; all go into the module's checksum before the function returns.
    private var sums: [5 of UInt32?] = .init(repeating: nil)

    /// How often a value is folded into the checksum.
    private(set) var foldChance = 0
    /// How often a guard is left out: never in the start function, whose trap would leave nothing to call.
    private(set) var unguardedChance = 0
    /// Estimated executions of the code at hand for each call of the function.
    var multiplier = 1
    /// Instructions that a call executes, by estimate.
    var cost = 0
    /// Estimated cost of one call of each function before this one.
    private(set) var costs: [Int]
    var openLoops = 0
    var phase = Phase()
    /// The global that counts the calls of this function.
    private(set) var callCounter: UInt32 = 0
    /// Functions that every call of this one calls.
    var reached: [UInt32] = []
    /// Labels that may be branched to, the innermost last.
    var labels: [Label] = []
    /// Blocks around the code at hand in which every exception is caught.
    var catching = 0
    /// Positions of the tags that the innermost of them catches by name.
    var caughtTags: [Int] = []
    /// Whether the call of itself has been written: there is one at most.
    var hasRecursed = false
    /// Stretches of code that are not what the module is made for.
    private var scaffolding: [Range<Int32>] = []

    struct Label {
        /// A branch to it takes no values.
        var isPlain: Bool
    }

    init(plan: ModulePlan) {
        self.plan = plan
        costs = plan.importedCosts
        locals.reserveCapacity(32)
        code.instructions.reserveCapacity(min(plan.profile.instructionsPerFunction, 1 << 12) + 100)
        code.pool.reserveCapacity(64)
        scaffolding.reserveCapacity(64)
        labels.reserveCapacity(16)
    }

    /// Forgets the function before, but for what it costs and its constants.
    private mutating func begin(_ index: UInt32) {
        self.index = index
        type = plan.type(ofFunction: index)
        callCounter = plan.callCounter(of: index)
        isRecursive = plan.functions[Int(index)].isRecursive
        mayThrow = plan.functions[Int(index)].mayThrow
        unguardedChance = index == plan.start ? 0 : plan.profile.unguardedChance
        code.instructions.removeAll(keepingCapacity: true)
        code.pool.removeAll(keepingCapacity: true)
        scaffolding.removeAll(keepingCapacity: true)
        locals.removeAll(keepingCapacity: true)
        references.removeAll(keepingCapacity: true)
        unsetReferences.removeAll(keepingCapacity: true)
        scratchReferences.removeAll(keepingCapacity: true)
        counters.removeAll(keepingCapacity: true)
        reached.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        caughtTags.removeAll(keepingCapacity: true)
        free = .init(repeating: LocalList())
        scratch = .init(repeating: nil)
        sums = .init(repeating: nil)
        (multiplier, cost, openLoops, catching) = (1, 0, 0, 0)
        phase = Phase()
        hasRecursed = false
    }

    private mutating func makeLocals(_ stream: RandomStream) {
        var stream = stream.split(0)
        foldChance = stream.pick(plan.profile.foldChances)
        locals += type.parameters
        for (number, type) in type.parameters.enumerated() {
            // What counts the recursion down is nobody's to write.
            if number == 0, isRecursive { continue }
            if let kind = Kind(type) {
                free[kind.rawValue].append(UInt32(number))
            } else {
                references.append((UInt32(number), type))
            }
        }
        for kind in plan.types.kinds {
            let wanted = 1 + stream.below(2)
            while free[kind.rawValue].count < wanted { free[kind.rawValue].append(addLocal(kind.valueType)) }
        }
        guard !plan.types.references.isEmpty else { return }
        for _ in 0..<1 + stream.below(3) {
            let type = stream.pick(plan.types.references)
            let isNonNull = plan.features.contains(.gc) && plan.types.canBeNonNull(type.heapType) && stream.chance(600)
            if isNonNull {
                unsetReferences.append((addLocal(type.nullable(false)), type.nullable(false)))
            } else {
                references.append((addLocal(type), type))
            }
        }
    }

    mutating func addLocal(_ type: ValueType) -> UInt32 {
        locals.append(type)
        return UInt32(locals.count - 1)
    }

    /// The local that holds a value of the kind for a moment.
    mutating func scratchLocal(_ kind: Kind) -> UInt32 {
        if let local = scratch[kind.rawValue] { return local }
        let local = addLocal(kind.valueType)
        scratch[kind.rawValue] = local
        return local
    }

    /// The local that folded values of the kind are added up in.
    mutating func sumLocal(_ kind: Kind) -> UInt32 {
        if let local = sums[kind.rawValue] { return local }
        let local = addLocal(kind.valueType)
        sums[kind.rawValue] = local
        return local
    }

    /// The same for references of a nullable type.
    mutating func scratchReference(_ type: ValueType) -> UInt32 {
        if let found = scratchReferences.first(where: { $0.type == type }) { return found.local }
        let local = addLocal(type)
        scratchReferences.append((local, type))
        return local
    }

    /// The counter of a loop inside as many others.
    mutating func counter(atDepth depth: Int) -> UInt32 {
        while counters.count <= depth { counters.append(addLocal(.i32)) }
        return counters[depth]
    }

    // MARK: Writing instructions

    /// Says that everything since `start` holds the code together: a guard, a counter, a checksum.
    mutating func markScaffolding(from start: Int) {
        if start < code.instructions.count { scaffolding.append(Int32(start)..<Int32(code.instructions.count)) }
    }

    mutating func emit(_ opcode: Opcode, small: UInt16 = 0, index: UInt32 = 0, bits: UInt64 = 0) {
        code.instructions.append(Instruction(opcode, small: small, index: index, bits: bits))
        cost += multiplier
    }
    mutating func emitI32(_ value: Int) { emit(.i32Const, bits: UInt64(UInt32(truncatingIfNeeded: value))) }
    mutating func emitI64(_ value: Int64) { emit(.i64Const, bits: UInt64(bitPattern: value)) }

    mutating func emitConstant(_ kind: Kind, _ bits: UInt64) {
        switch kind {
        case .i32: emit(.i32Const, bits: bits & 0xFFFF_FFFF)
        case .i64: emit(.i64Const, bits: bits)
        case .f32: emit(.f32Const, bits: bits & 0xFFFF_FFFF)
        case .f64: emit(.f64Const, bits: bits)
        case .v128: emitVector(.v128Const, low: bits, high: bits)
        }
    }

    mutating func emitVector(_ opcode: Opcode, low: UInt64, high: UInt64) {
        code.appendVector(opcode, low: low, high: high)
        cost += multiplier
    }

    /// The constant that was written last, if that is what the last value is: guards are applied to it at once.
    private mutating func adjustConstant(_ kind: Kind, _ change: (UInt64) -> UInt64) -> Bool {
        guard let last = code.instructions.last, last.opcode == (kind == .i32 ? .i32Const : .i64Const) else { return false }
        let mask: UInt64 = kind == .i32 ? 0xFFFF_FFFF : .max
        code.instructions[code.instructions.count - 1].bits = change(last.bits) & mask
        return true
    }

    /// Keeps the bits of an integer on the stack that are in the mask.
    mutating func emitMask(_ kind: Kind, _ mask: Int) {
        if adjustConstant(kind, { $0 & UInt64(bitPattern: Int64(mask)) }) { return }
        let start = code.instructions.count
        emitConstant(kind, UInt64(bitPattern: Int64(mask)))
        emit(kind == .i32 ? .i32And : .i64And)
        markScaffolding(from: start)
    }

    /// Adds a constant to the integer on the stack.
    mutating func emitOffset(_ kind: Kind, _ offset: Int) {
        guard offset != 0, !adjustConstant(kind, { $0 &+ UInt64(bitPattern: Int64(offset)) }) else { return }
        let start = code.instructions.count
        emitConstant(kind, UInt64(bitPattern: Int64(offset)))
        emit(kind == .i32 ? .i32Add : .i64Add)
        markScaffolding(from: start)
    }

    /// Sets bits of the integer on the stack.
    mutating func emitBits(_ kind: Kind, _ bits: UInt64) {
        if adjustConstant(kind, { $0 | bits }) { return }
        let start = code.instructions.count
        emitConstant(kind, bits)
        emit(kind == .i32 ? .i32Or : .i64Or)
        markScaffolding(from: start)
    }

    /// Whether the function should only finish what it has begun.
    var isFull: Bool {
        code.instructions.count > plan.profile.instructionsPerFunction || cost > plan.profile.costLimit
    }

    // MARK: The whole body

    struct Result {
        var function: Function
        var scaffolding: [Range<Int32>]
    }

    /// The function with the index, which is one more than that of the last one.
    ///
    /// - Parameter pending: functions before this one that nothing calls yet and no script can. What a script can call
    ///   calls them all, so that no function is never entered.
    mutating func function(_ index: UInt32, _ stream: RandomStream, pending: [UInt32]) -> Result {
        begin(index)
        makeLocals(stream)
        var own = stream.split(1)
        prologue(stream.split(4))
        let isEntered = plan.isCallableFromOutside(index)
        let callsFirst = own.chance(500)
        if isEntered, callsFirst { call(pending, stream.split(7)) }
        statements(own.within(plan.profile.statements), stream.split(2))
        if isEntered, !callsFirst { call(pending, stream.split(7)) }
        if mayThrow {
            throwStatement(depth: 2, &own)
            statements(1, stream.split(6))
        }
        if !tailCallInsteadOfEpilogue(stream.split(5)) { epilogue(stream.split(3), isLast: true) }
        emit(.end)
        costs.append(isRecursive ? cost * 4 : cost)
        return Result(
            function: Function(typeIndex: plan.functions[Int(index)].typeIndex, locals: localGroups, body: exactCode),
            scaffolding: Self.exact(scaffolding))
    }

    private var localGroups: [LocalGroup] {
        var groups: [LocalGroup] = []
        groups.reserveCapacity(locals.count - type.parameters.count)
        for type in locals.dropFirst(type.parameters.count) {
            if let last = groups.last, last.type == type {
                groups[groups.count - 1].count += 1
            } else {
                groups.append(LocalGroup(count: 1, type: type))
            }
        }
        return groups
    }

    private var exactCode: Expression { Expression(Self.exact(code.instructions), pool: Self.exact(code.pool)) }

    /// A copy in storage of its own, as large as need be: that of the generator is used for the next function.
    private static func exact<Element>(_ elements: [Element]) -> [Element] {
        var copy: [Element] = []
        copy.reserveCapacity(elements.count)
        copy += elements
        return copy
    }

    /// What stands before everything: the arguments are seen whatever happens to the parameters, the recursion counts
    /// from a small number, locals hold something.
    private mutating func prologue(_ stream: RandomStream) {
        var own = stream.split(0)
        let start = code.instructions.count
        if isRecursive {
            emit(.localGet, index: 0)
            emitI32(3)
            emit(.i32And)
            emit(.localSet, index: 0)
        }
        emit(.globalGet, index: callCounter)
        emitI32(1)
        emit(.i32Add)
        emit(.globalSet, index: callCounter)
        markScaffolding(from: start)
        for (number, type) in type.parameters.enumerated() where own.chance(type.isReference ? 400 : 150) {
            emit(.localGet, index: UInt32(number))
            fold(type, mayBeAnyNaN: true, &own)
        }
        for kind in plan.types.kinds {
            for local in free[kind.rawValue].all where Int(local) >= type.parameters.count && own.chance(600) {
                constant(kind, for: .any, &own)
                emit(.localSet, index: local)
            }
        }
        for (local, type) in unsetReferences {
            freshReference(type, depth: 2, &own)
            emit(.localSet, index: local)
            references.append((local, type))
        }
    }

    /// What stands before every return: the checksum becomes visible, and the results are made.
    ///
    /// - Parameter isLast: at the end of the function, where all that the locals hold is seen too.
    mutating func epilogue(_ stream: RandomStream, isLast: Bool = false) {
        flushChecksum(stream.split(0x100), withLocals: isLast)
        for (number, type) in type.results.enumerated() {
            var own = stream.split(UInt64(number))
            visibleValue(type, depth: isFull ? 0 : 2, &own)
        }
    }

    /// All that was folded goes into the module's checksum.
    mutating func flushChecksum(_ stream: RandomStream, withLocals: Bool) {
        var own = stream
        for (local, type) in references where withLocals && own.chance(300) {
            emit(.localGet, index: local)
            fold(type, mayBeAnyNaN: true, &own)
        }
        let start = code.instructions.count
        emit(.globalGet, index: plan.checksumGlobal)
        if addUp([.v128], withLocals, &own) {
            let local = scratchLocal(.v128)
            emit(.localTee, index: local)
            emitLanesAsOne(local)
            emit(.i64Add)
        }
        if addUp([.i64, .f64], withLocals, &own) {
            emit(.i64Add)
            emitI64(7)
            emit(.i64Rotl)
        }
        if addUp([.i32, .f32], withLocals, &own) {
            emit(.i64ExtendI32U)
            emit(.i64Add)
            emitI64(5)
            emit(.i64Rotl)
        }
        emit(.globalSet, index: plan.checksumGlobal)
        markScaffolding(from: start)
    }

    /// Leaves the sum of what was folded and, if wanted, of locals on the stack, as the first of the kinds; `false` if
    /// there is nothing.
    private mutating func addUp(_ kinds: [Kind], _ withLocals: Bool, _ stream: inout RandomStream) -> Bool {
        var isFirst = true
        func next(_ generator: inout FunctionGenerator) {
            if !isFirst { generator.emit(kinds[0] == .i32 ? .i32Add : kinds[0] == .i64 ? .i64Add : .i64x2Add) }
            isFirst = false
        }
        if let sum = sums[kinds[0].rawValue] {
            emit(.localGet, index: sum)
            next(&self)
        }
        guard withLocals else { return !isFirst }
        for kind in kinds {
            for local in free[kind.rawValue].all where stream.chance(800) {
                emit(.localGet, index: local)
                emitAsInteger(kind)
                next(&self)
            }
        }
        return !isFirst
    }
}
