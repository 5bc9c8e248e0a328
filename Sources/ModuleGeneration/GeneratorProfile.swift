/// What modules of a run look like: sizes, chances and weights. Chances are in thousandths.
public struct GeneratorProfile: Hashable, Sendable {
    public var name: String

    // Sizes
    package var functions: ClosedRange<Int> = 2...6
    package var parameters: ClosedRange<Int> = 0...4
    package var results: ClosedRange<Int> = 0...3
    package var statements: ClosedRange<Int> = 3...9
    package var expressionDepth: ClosedRange<Int> = 2...5
    /// Instructions after which a function only finishes what it has begun.
    package var instructionsPerFunction = 400
    /// Instructions that one call may execute, calls in it included, by estimate.
    package var costLimit = 20_000
    package var blockNesting = 4
    package var callsPerExport: ClosedRange<Int> = 1...3

    // Chances of parts of the module
    package var memoryChance = 800
    package var tableChance = 500
    package var startChance = 150
    package var hostChance = 250

    /// Share of the operations that a module uses at all.
    package var operationsKept = 600
    /// Share of the operations' results that are folded into the checksum; drawn for each function.
    package var foldChances = [100, 300, 300, 600]
    /// How often a trapping operation stands without its guard.
    package var unguardedChance = 4

    package var expressions = ExpressionWeights()
    package var statementWeights = StatementWeights()
    /// Weight of vector operations as operands, beside 100 for each number type; only where vectors are on.
    package var vectorWeight = 60

    package init(name: String) { self.name = name }

    /// Ways to make a value.
    package struct ExpressionWeights: Hashable, Sendable {
        package var constant = 20
        package var local = 30
        package var tee = 6
        package var global = 6
        package var operation = 100
        package var select = 8
        package var conditional = 6
        package var block = 5
        package var call = 5
        package var indirectCall = 4
    }

    /// Ways to spend a statement.
    package struct StatementWeights: Hashable, Sendable {
        package var assignLocal = 30
        package var assignGlobal = 8
        package var store = 20
        package var fold = 12
        package var conditional = 10
        package var loop = 8
        package var block = 8
        package var switching = 4
        package var call = 8
        package var indirectCall = 5
        package var bulk = 5
        package var effect = 4
        package var exit = 4
        package var drop = 1
    }
}

extension GeneratorProfile {
    /// A little of everything.
    public static let `default` = GeneratorProfile(name: "default")

    /// Deep arithmetic, little else; every result is folded.
    public static let numeric: GeneratorProfile = {
        var profile = GeneratorProfile(name: "numeric")
        profile.memoryChance = 300
        profile.tableChance = 100
        profile.expressionDepth = 4...7
        profile.foldChances = [600, 1000]
        profile.expressions.operation = 200
        profile.statementWeights.fold = 30
        return profile
    }()

    /// Loads, stores and bulk operations close together.
    public static let memory: GeneratorProfile = {
        var profile = GeneratorProfile(name: "memory")
        profile.memoryChance = 1000
        profile.statementWeights.store = 60
        profile.statementWeights.bulk = 20
        profile.statementWeights.effect = 10
        return profile
    }()

    /// Blocks, loops, switches and calls.
    public static let control: GeneratorProfile = {
        var profile = GeneratorProfile(name: "control")
        profile.functions = 4...10
        profile.tableChance = 900
        profile.blockNesting = 7
        profile.expressionDepth = 1...3
        profile.expressions.conditional = 25
        profile.expressions.block = 25
        profile.expressions.call = 20
        profile.expressions.indirectCall = 20
        profile.statementWeights.conditional = 30
        profile.statementWeights.loop = 25
        profile.statementWeights.block = 30
        profile.statementWeights.switching = 20
        profile.statementWeights.call = 20
        profile.statementWeights.indirectCall = 20
        profile.statementWeights.exit = 15
        return profile
    }()

    /// One function of a few instructions: what is found is nearly reduced already.
    public static let small: GeneratorProfile = {
        var profile = GeneratorProfile(name: "small")
        profile.functions = 1...2
        profile.statements = 1...2
        profile.expressionDepth = 1...3
        profile.instructionsPerFunction = 40
        profile.memoryChance = 500
        profile.tableChance = 100
        profile.startChance = 20
        profile.hostChance = 50
        return profile
    }()

    /// Vector operations, where the feature is on.
    public static let simd: GeneratorProfile = {
        var profile = GeneratorProfile(name: "simd")
        profile.vectorWeight = 600
        profile.tableChance = 200
        profile.foldChances = [300, 600]
        return profile
    }()

    public static let all: [GeneratorProfile] = [.default, .numeric, .memory, .control, .small, .simd]

    /// The profile of a name, as on the command line.
    public static func named(_ name: String) -> GeneratorProfile? { all.first { $0.name == name } }
}
