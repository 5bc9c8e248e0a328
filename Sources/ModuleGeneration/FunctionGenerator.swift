import WasmModel

/// The body of one function, in the making: top-down, each value made because a type is wanted.
///
/// The code that comes out is valid by construction, has no code that cannot be reached, ends (calls go to functions
/// with smaller indices only, loops count), and traps only where a guard was left out on purpose. One file for each
/// family of instructions; all of them draw from the streams of the statements they stand in.
struct FunctionGenerator {
    let plan: ModulePlan
    let index: UInt32
    let type: FunctionType
    var constants: ConstantSource
    var code = Expression()

    /// Types of the locals, parameters first.
    private(set) var locals: [ValueType]
    /// Locals of each kind that any statement may read and write.
    private(set) var free: [[UInt32]] = Array(repeating: [], count: Kind.allCases.count)
    /// A local of each kind that holds a value for the next few instructions only.
    private(set) var scratch: [UInt32?] = Array(repeating: nil, count: Kind.allCases.count)
    /// The counter of the loop at each nesting of loops. Nothing else writes them, so every loop ends.
    private(set) var counters: [UInt32] = []
    private(set) var checksum: UInt32 = 0

    /// How often a value is folded into the checksum.
    let foldChance: Int
    /// How often a guard is left out: never in the start function, whose trap would leave nothing to call.
    var unguardedChance: Int { index == plan.start ? 0 : plan.profile.unguardedChance }
    /// Estimated executions of the code at hand for each call of the function.
    var multiplier = 1
    /// Instructions that a call executes, by estimate.
    var cost = 0
    /// Estimated cost of one call of each function before this one.
    let costs: [Int]
    var openLoops = 0
    /// Labels that may be branched to, the innermost last: the kind of the value that they take, if any.
    var labels: [Label] = []

    struct Label {
        /// Where a branch to it goes with nothing on the stack.
        var isPlain: Bool
    }

    init(plan: ModulePlan, index: UInt32, costs: [Int], constants: ConstantSource, _ stream: RandomStream) {
        var stream = stream.split(0)
        self.plan = plan
        self.index = index
        self.costs = costs
        self.constants = constants
        type = plan.type(ofFunction: index)
        foldChance = stream.pick(plan.profile.foldChances)
        locals = type.parameters
        for (number, type) in type.parameters.enumerated() {
            if let kind = Kind(type) { free[kind.rawValue].append(UInt32(number)) }
        }
        for kind in plan.kinds {
            let wanted = stream.within(1...3)
            while free[kind.rawValue].count < wanted { free[kind.rawValue].append(addLocal(kind)) }
        }
        checksum = addLocal(.i64)
    }

    private mutating func addLocal(_ kind: Kind) -> UInt32 {
        locals.append(kind.valueType)
        return UInt32(locals.count - 1)
    }

    /// The local that holds a value of the kind for a moment.
    mutating func scratchLocal(_ kind: Kind) -> UInt32 {
        if let local = scratch[kind.rawValue] { return local }
        let local = addLocal(kind)
        scratch[kind.rawValue] = local
        return local
    }

    /// The counter of a loop inside as many others.
    mutating func counter(atDepth depth: Int) -> UInt32 {
        while counters.count <= depth { counters.append(addLocal(.i32)) }
        return counters[depth]
    }

    /// Stretches of code that are not what the module is made for.
    private var scaffolding: [Range<Int32>] = []

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
        case .i32: emit(.i32Const, bits: bits)
        case .i64: emit(.i64Const, bits: bits)
        case .f32: emit(.f32Const, bits: bits)
        case .f64: emit(.f64Const, bits: bits)
        case .v128: emitVector(.v128Const, low: bits, high: bits)
        }
    }

    mutating func emitVector(_ opcode: Opcode, low: UInt64, high: UInt64) {
        code.appendVector(opcode, low: low, high: high)
        cost += multiplier
    }

    /// Whether the function should only finish what it has begun.
    var isFull: Bool {
        code.instructions.count > plan.profile.instructionsPerFunction || cost > plan.profile.costLimit
    }

    // MARK: The whole body

    struct Result {
        var function: Function
        /// Instructions that a call executes, by estimate.
        var cost: Int
        var constants: ConstantSource
        var scaffolding: [Range<Int32>]
    }

    /// The function, and what a call of it costs by estimate.
    mutating func function(_ stream: RandomStream) -> Result {
        var own = stream.split(1)
        // The arguments are seen whatever happens to the parameters.
        for (number, type) in type.parameters.enumerated() {
            guard let kind = Kind(type) else { continue }
            emit(.localGet, index: UInt32(number))
            fold(kind, mayBeAnyNaN: true)
        }
        statements(own.within(plan.profile.statements), stream.split(2))
        epilogue(stream.split(3))
        emit(.end)
        let groups = locals.dropFirst(type.parameters.count).reduce(into: [LocalGroup]()) { groups, type in
            if let last = groups.last, last.type == type {
                groups[groups.count - 1].count += 1
            } else {
                groups.append(LocalGroup(count: 1, type: type))
            }
        }
        return Result(
            function: Function(typeIndex: plan.functions[Int(index)], locals: groups, body: code), cost: cost, constants: constants,
            scaffolding: scaffolding)
    }

    /// What stands before every return: the checksum becomes visible, and the results are made.
    mutating func epilogue(_ stream: RandomStream) {
        let start = code.instructions.count
        emit(.globalGet, index: ModulePlan.checksumGlobal)
        emitI64(7)
        emit(.i64Rotl)
        emit(.localGet, index: checksum)
        emit(.i64Xor)
        emit(.globalSet, index: ModulePlan.checksumGlobal)
        markScaffolding(from: start)
        for (number, type) in type.results.enumerated() {
            guard let kind = Kind(type) else { continue }
            var own = stream.split(UInt64(number))
            visibleExpression(kind, depth: isFull ? 0 : 2, &own)
        }
    }
}
