import WasmModel

/// What a module holds, decided before any code is: types first, then everything that code can name.
struct ModulePlan {
    struct MemoryPlan {
        var type: MemoryType
        var minimumBytes: Int { Int(type.limits.minimum) * 65_536 }
    }

    /// Consecutive elements of the table that hold functions of one type, so that an index can be computed.
    struct Run {
        var typeIndex: UInt32
        var base: Int
        /// Elements, a power of two.
        var count: Int
        var functions: [UInt32]
        /// The last of the functions: whoever comes after all of them may call through the run.
        var highest: UInt32
    }

    struct TablePlan {
        var runs: [Run]
        /// Elements behind the runs that bulk operations may write: nothing is called through them.
        var scratchBase: Int
        var size: Int
        static let scratchCount = 8
    }

    /// A segment in bytes or elements. A disposable one may be dropped at any time, so it is only used at length zero.
    struct Segment {
        var count: Int
        var isPassive: Bool
        var isDisposable: Bool
        var offset = 0
    }

    let features: FeatureSet
    let profile: GeneratorProfile
    /// Kinds that values have in this module.
    private(set) var kinds: [Kind] = []
    private(set) var types: [FunctionType] = []
    private(set) var hosts: [HostImport] = []
    /// Type indices of all functions, hosts first.
    private(set) var functions: [UInt32] = []
    /// The function that runs at instantiation: the last.
    private(set) var start: UInt32?
    private(set) var globals: [GlobalType] = []
    private(set) var memory: MemoryPlan?
    private(set) var table: TablePlan?
    private(set) var dataSegments: [Segment] = []
    private(set) var elementSegments: [Segment] = []
    let swarm: Swarm
    let operations: OperationTable

    /// The global that the checksums of all calls run together in.
    static let checksumGlobal: UInt32 = 0

    init(
        features: FeatureSet, profile: GeneratorProfile, operations: OperationTable, _ stream: RandomStream
    ) {
        self.features = features
        self.profile = profile
        self.operations = operations
        var memoryStream = stream.split(1)
        let hasMemory = memoryStream.chance(profile.memoryChance)
        if hasMemory {
            let minimum = UInt64(memoryStream.chance(850) ? 1 : 2)
            let limits = Limits(minimum: minimum, maximum: minimum + UInt64(memoryStream.below(3)))
            memory = MemoryPlan(type: MemoryType(limits: limits))
        }
        var swarmStream = stream.split(2)
        swarm = Swarm(operations, profile, hasMemory: hasMemory, &swarmStream)
        planTypes(stream.split(3))
        planFunctions(stream.split(4))
        planGlobals(stream.split(5))
        if hasMemory { planData(stream.split(6)) }
        planTable(stream.split(7))
    }

    // MARK: Types and functions

    private mutating func planTypes(_ stream: RandomStream) {
        var stream = stream
        kinds = [.i32, .i64, .f32, .f64]
        if features.contains(.simd) { kinds.append(.v128) }
        types = [FunctionType()]
        for number in 0..<stream.within(3...7) {
            // One type at least can be called from outside.
            let kinds = number == 0 ? self.kinds.filter { $0 != .v128 } : self.kinds
            func kind(_ stream: inout RandomStream) -> Kind { self.kind(&stream, among: kinds) }
            let parameters = (0..<stream.within(profile.parameters)).map { _ in kind(&stream).valueType }
            let most = features.contains(.multiValue) ? profile.results.upperBound : 1
            let results = (0..<min(most, stream.within(profile.results))).map { _ in kind(&stream).valueType }
            types.append(FunctionType(parameters, results))
        }
    }

    /// One of the kinds of the module; vectors come up as often as the profile wants them.
    func kind(_ stream: inout RandomStream) -> Kind { kind(&stream, among: kinds) }

    private func kind(_ stream: inout RandomStream, among kinds: [Kind]) -> Kind {
        if kinds.contains(.v128), stream.below(400 + profile.vectorWeight) >= 400 { return .v128 }
        return Kind(rawValue: stream.below(4)) ?? .i32
    }

    private mutating func planFunctions(_ stream: RandomStream) {
        var stream = stream
        if stream.chance(profile.hostChance) {
            for number in 0...stream.below(2) {
                var own = stream.split(UInt64(number))
                // Vectors do not cross the border: not every host can pass them.
                let parameters = (0..<own.below(4)).map { _ in Kind(rawValue: own.below(4))?.valueType ?? .i32 }
                let results = (0..<own.below(2)).map { _ in Kind(rawValue: own.below(4))?.valueType ?? .i32 }
                let type = FunctionType(parameters, results)
                hosts.append(HostImport(module: "host", name: "h\(number)", type: type, seed: own.next()))
                functions.append(UInt32(types.count))
                types.append(type)
            }
        }
        let callable = types.indices.dropFirst().filter { !Self.hasVectors(types[$0]) }
        for number in 0..<stream.within(profile.functions) {
            let isCallable = number == 0 || stream.chance(700)
            functions.append(UInt32(isCallable ? stream.pick(callable) : 1 + stream.below(types.count - 1)))
        }
        if stream.chance(profile.startChance) {
            start = UInt32(functions.count)
            functions.append(0)
        }
    }

    var importCount: Int { hosts.count }

    func type(ofFunction index: UInt32) -> FunctionType { types[Int(functions[Int(index)])] }

    /// Whether a script may call the function: all its values can be passed by every host.
    func isCallableFromOutside(_ index: UInt32) -> Bool {
        index != start && !Self.hasVectors(type(ofFunction: index))
    }

    private static func hasVectors(_ type: FunctionType) -> Bool {
        (type.parameters + type.results).contains(.v128)
    }

    // MARK: Globals, memory, table

    private mutating func planGlobals(_ stream: RandomStream) {
        var stream = stream
        globals = [GlobalType(.i64, isMutable: true)]
        for _ in 0..<stream.below(6) {
            globals.append(GlobalType(kind(&stream).valueType, isMutable: stream.chance(800)))
        }
    }

    private mutating func planData(_ stream: RandomStream) {
        var stream = stream
        for _ in 0..<stream.below(3) {
            let count = 1 + stream.below(48)
            dataSegments.append(
                Segment(count: count, isPassive: false, isDisposable: true, offset: stream.below(4096 - count)))
        }
        if features.contains(.bulkMemory) {
            dataSegments.append(Segment(count: 16 + stream.below(48), isPassive: true, isDisposable: false))
            dataSegments.append(Segment(count: stream.below(16), isPassive: true, isDisposable: true))
        }
    }

    private mutating func planTable(_ stream: RandomStream) {
        var stream = stream
        guard stream.chance(profile.tableChance) else { return }
        var runs: [Run] = []
        var base = stream.below(3)
        for _ in 0...stream.below(3) {
            let callee = UInt32(stream.below(functions.count))
            guard callee != start else { continue }
            let alike = functions.indices.map(UInt32.init).filter {
                functions[Int($0)] == functions[Int(callee)] && $0 <= callee && $0 != start
            }
            let count = 1 << stream.below(3)
            let members = (0..<count).map { _ in stream.pick(alike) }
            runs.append(
                Run(
                    typeIndex: functions[Int(callee)], base: base, count: count, functions: members,
                    highest: members.max() ?? callee))
            base += count + stream.below(2)
        }
        table = TablePlan(runs: runs, scratchBase: base, size: base + TablePlan.scratchCount)
        if features.contains(.bulkMemory) {
            elementSegments = [
                Segment(count: 4, isPassive: true, isDisposable: false),
                Segment(count: 2, isPassive: true, isDisposable: true),
            ]
        }
    }
}
