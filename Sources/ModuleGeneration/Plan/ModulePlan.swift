import WasmModel

/// What a module holds, decided before any code is: everything that code can name.
struct ModulePlan {
    struct FunctionPlan {
        var typeIndex: UInt32
        /// May let an exception out; it is called only where exceptions are caught, and by no script.
        var mayThrow = false
        /// Calls itself, with its first parameter counting down.
        var isRecursive = false
    }

    struct GlobalPlan {
        var type: GlobalType
        /// Of an immutable reference to a function: which one.
        var function: UInt32?
    }

    struct MemoryPlan {
        var type: MemoryType
        /// Bytes that are there from the beginning.
        var bytes: Int
    }

    /// Consecutive elements of a table that hold functions of one type, so that an index can be computed.
    struct Run {
        var typeIndex: UInt32
        var base: Int
        /// Elements, a power of two.
        var count: Int
        var functions: [UInt32]
        /// One more than the last of the functions: whoever comes after all of them may call through the run.
        var bound: UInt32
        /// What a call costs, where the functions are another module's.
        var foreignCost: Int?
    }

    struct TablePlan {
        var type: TableType
        var runs: [Run] = []
        /// Elements behind the runs that any instruction may write: nothing is called through them.
        var scratchBase: Int
        var isImported = false
        static let scratchCount = 8
    }

    /// A segment in bytes or elements. A disposable one may be dropped at any time, so it is only used at length zero.
    struct Segment {
        enum Mode { case active(Int), passive, declarative }
        var count: Int
        var mode: Mode
        var isDisposable = false
        var offset = 0
        /// Of the elements.
        var type = ValueType.funcref
        /// The function behind each element, where they are given by index.
        var functions: [UInt32]?
        var isPassive: Bool { if case .passive = mode { true } else { false } }
    }

    let features: FeatureSet
    let profile: GeneratorProfile
    let types: TypePlan
    let operations: OperationTable
    var swarm = Swarm()
    let choices: ChoicePlan
    var imports: [Import] = []
    var hosts: [HostImport] = []
    /// Imported ones first, in this space as in all others.
    var functions: [FunctionPlan] = []
    var importedFunctions = 0
    /// Estimated cost of a call of each imported function.
    var importedCosts: [Int] = []
    /// Imported functions that nothing calls yet, and no script can.
    var pendingImports: [UInt32] = []
    /// The function that runs at instantiation: the last.
    var start: UInt32?
    var globals: [GlobalPlan] = []
    var importedGlobals = 0
    var memories: [MemoryPlan] = []
    var importedMemories = 0
    var tables: [TablePlan] = []
    var importedTables = 0
    /// Positions in ``TypePlan/tags``.
    var tags: [Int] = []
    var importedTags = 0
    var dataSegments: [Segment] = []
    var elementSegments: [Segment] = []

    /// The global that the checksums of all calls run together in.
    var checksumGlobal: UInt32 { UInt32(importedGlobals) }
    /// The global that counts the calls of a defined function, for conditions that are not the same in every call.
    func callCounter(of function: UInt32) -> UInt32 { UInt32(importedGlobals + 1) + function - UInt32(importedFunctions) }
    /// The globals that hold the module together; code that does something else leaves them alone.
    var ownGlobals: Range<Int> { importedGlobals..<(importedGlobals + 1 + functions.count - importedFunctions) }

    init(
        features: FeatureSet, profile: GeneratorProfile, types: TypePlan, operations: OperationTable,
        libraries: [LibraryInterface], number: Int, _ stream: RandomStream
    ) {
        self.features = features
        self.profile = profile
        self.types = types
        self.operations = operations
        choices = ChoicePlan(profile, features, stream.split(8))
        functions.reserveCapacity(8)
        globals.reserveCapacity(16)
        dataSegments.reserveCapacity(4)
        elementSegments.reserveCapacity(12)
        tables.reserveCapacity(6)
        memories.reserveCapacity(4)
        link(libraries, stream.split(9))
        planHosts(number: number, stream.split(10))
        planMemories(stream.split(1))
        swarm = Swarm(operations, profile, memories: memories.map(\.type), features: features, stream.split(2))
        planFunctions(stream.split(4))
        planGlobals(stream.split(5))
        planData(stream.split(6))
        planTables(stream.split(7))
        if !types.tags.isEmpty {
            var own = stream.split(11)
            for _ in 0..<1 + own.below(types.tags.count) { tags.append(own.below(types.tags.count)) }
        }
    }

    // MARK: Questions

    func type(ofFunction index: UInt32) -> FunctionType { types.function(functions[Int(index)].typeIndex) }

    /// Whether a script may call the function: all its values can be passed by every host.
    func isCallableFromOutside(_ index: UInt32) -> Bool {
        let plan = functions[Int(index)]
        return index != start && !plan.mayThrow && types.callable.contains(plan.typeIndex)
    }
}

/// How often a module chooses what, drawn for each module from the profile's weights.
struct ChoicePlan {
    enum Expression: UInt8, CaseIterable, Sendable {
        case constant, local, tee, global, operation, select, conditional, block, call, indirectCall, size, reference, scaled
    }
    enum Statement: UInt8, CaseIterable, Sendable {
        case assignLocal, assignGlobal, store, fold, conditional, loop, block, switching, call, indirectCall, bulk, effect, exit
        case drop, table, object, reference, exception, recursion
    }

    let expressions: Wheel<Expression>
    let statements: Wheel<Statement>

    init(_ profile: GeneratorProfile, _ features: FeatureSet, _ stream: RandomStream) {
        var stream = stream
        // Some ways twice or half as likely as the profile has it.
        func swarm(_ weight: Int) -> Int {
            let draw = stream.below(4)
            return draw == 0 ? weight * 2 : draw == 1 ? (weight + 1) / 2 : weight
        }
        let references = features.contains(.referenceTypes) ? 1 : 0
        let objects = features.contains(.gc) ? 1 : 0
        let e = profile.expressions
        expressions = Wheel([
            (.constant, swarm(e.constant)), (.local, swarm(e.local)), (.tee, swarm(e.tee)), (.global, swarm(e.global)),
            (.operation, e.operation), (.select, swarm(e.select)), (.conditional, swarm(e.conditional)), (.block, swarm(e.block)),
            (.call, swarm(e.call)), (.indirectCall, swarm(e.indirectCall)), (.size, swarm(e.size)),
            (.reference, swarm(e.reference) * references), (.scaled, swarm(e.scaled)),
        ], else: .local)
        let s = profile.statementWeights
        statements = Wheel([
            (.assignLocal, swarm(s.assignLocal)), (.assignGlobal, swarm(s.assignGlobal)), (.store, swarm(s.store)),
            (.fold, swarm(s.fold)), (.conditional, swarm(s.conditional)), (.loop, swarm(s.loop)), (.block, swarm(s.block)),
            (.switching, swarm(s.switching)), (.call, swarm(s.call)), (.indirectCall, swarm(s.indirectCall)),
            (.bulk, swarm(s.bulk)), (.effect, swarm(s.effect)), (.exit, swarm(s.exit)), (.drop, swarm(s.drop)),
            (.table, swarm(s.table) * references), (.object, swarm(s.object) * objects),
            (.reference, swarm(s.reference) * references), (.exception, swarm(s.exception) * (features.contains(.exceptions) ? 1 : 0)),
            (.recursion, s.recursion),
        ], else: .assignLocal)
    }
}
