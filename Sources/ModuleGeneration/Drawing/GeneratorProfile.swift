/// What modules of a run look like: sizes, chances and weights. Chances are in thousandths, weights relative to each
/// other.
public struct GeneratorProfile: Hashable, Sendable {
    public var name: String

    // Sizes
    package var functions: ClosedRange<Int> = 1...3
    package var parameters: ClosedRange<Int> = 0...4
    package var results: ClosedRange<Int> = 0...3
    package var statements: ClosedRange<Int> = 3...7
    package var expressionDepth: ClosedRange<Int> = 4...6
    /// Instructions after which a function only finishes what it has begun.
    package var instructionsPerFunction = 200
    /// Instructions that one call may execute, calls in it included, by estimate.
    package var costLimit = 4_000
    package var blockNesting = 4
    package var callsPerExport: ClosedRange<Int> = 4...6

    // Chances of features: of the modules that may use more than the first features, how many use each.
    /// Modules that keep to numbers, one memory and one table of functions, which every engine can run.
    package var plainChance = 200
    package var features = FeatureChances()

    // Chances of parts of the module
    package var memoryChance = 800
    package var tableChance = 600
    package var startChance = 150
    package var hostChance = 250
    /// Cases of more than one module.
    package var linkingChance = 120
    package var recursionChance = 60
    /// How often the stacky pass goes over a module.
    package var stackyChance = 30

    /// Share of the operations that a module uses at all.
    package var operationsKept = 920
    /// Share of the operations' results that are folded into the checksum; drawn for each function.
    package var foldChances = [120, 220, 320, 420]
    /// How often a trapping operation stands without its guard.
    package var unguardedChance = 5
    /// How often an operation gets operands that tell it from its neighbours.
    package var tellingChance = 120
    /// How often a condition changes from call to call, whatever is computed, so that both ways are taken.
    package var alternatingChance = 750

    package var expressions = ExpressionWeights()
    package var statementWeights = StatementWeights()
    /// Weight of vector operations as operands, beside 100 for each number type; only where vectors are on.
    package var vectorWeight = 1200

    package init(name: String) { self.name = name }

    /// How often a module may use what a feature brings.
    package struct FeatureChances: Hashable, Sendable {
        package var simd = 900
        package var relaxedSIMD = 600
        package var referenceTypes = 600
        package var tailCall = 500
        package var extendedConst = 500
        package var multiMemory = 350
        package var memory64 = 350
        package var gc = 500
        package var exceptions = 450
        /// Of those with exceptions.
        package var legacyExceptions = 400
        package var threads = 350
        package var wideArithmetic = 350
        package var customPageSizes = 250
    }

    /// Ways to make a value.
    package struct ExpressionWeights: Hashable, Sendable {
        package var constant = 12
        package var local = 12
        package var tee = 4
        package var global = 5
        package var operation = 600
        package var select = 6
        package var conditional = 3
        package var block = 4
        package var call = 4
        package var indirectCall = 3
        /// Sizes of memories and tables, and their growth.
        package var size = 2
        /// Out of references and objects.
        package var reference = 24
        /// A finite float with a fraction, out of an integer.
        package var scaled = 10
    }

    /// Ways to spend a statement.
    package struct StatementWeights: Hashable, Sendable {
        package var assignLocal = 26
        package var assignGlobal = 8
        package var store = 18
        package var fold = 30
        package var conditional = 16
        package var loop = 14
        package var block = 12
        package var switching = 8
        package var call = 14
        package var indirectCall = 9
        package var bulk = 10
        package var effect = 8
        package var exit = 6
        package var drop = 1
        /// Tables of references: `table.set`, `table.fill`, `table.grow`.
        package var table = 12
        /// Structures and arrays: writes, and operations on stretches of arrays.
        package var object = 30
        /// References put into locals and globals.
        package var reference = 16
        /// `try_table` and `throw`.
        package var exception = 28
        package var recursion = 30
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
        profile.expressionDepth = 3...6
        profile.foldChances = [600, 1000]
        profile.features.gc = 0
        profile.features.exceptions = 0
        profile.features.wideArithmetic = 600
        profile.expressions.operation = 300
        profile.statementWeights.fold = 30
        return profile
    }()

    /// Loads, stores and bulk operations close together.
    public static let memory: GeneratorProfile = {
        var profile = GeneratorProfile(name: "memory")
        profile.memoryChance = 1000
        profile.plainChance = 200
        profile.features.multiMemory = 600
        profile.features.memory64 = 600
        profile.features.customPageSizes = 400
        profile.features.threads = 500
        profile.statementWeights.store = 60
        profile.statementWeights.bulk = 24
        profile.statementWeights.effect = 10
        return profile
    }()

    /// Blocks, loops, switches and calls.
    public static let control: GeneratorProfile = {
        var profile = GeneratorProfile(name: "control")
        profile.functions = 3...6
        profile.tableChance = 900
        profile.blockNesting = 6
        profile.expressionDepth = 1...3
        profile.alternatingChance = 900
        profile.callsPerExport = 6...9
        profile.features.tailCall = 700
        profile.features.exceptions = 600
        profile.recursionChance = 200
        profile.expressions.conditional = 20
        profile.expressions.block = 20
        profile.expressions.call = 20
        profile.expressions.indirectCall = 20
        profile.statementWeights.conditional = 30
        profile.statementWeights.loop = 25
        profile.statementWeights.block = 30
        profile.statementWeights.switching = 20
        profile.statementWeights.call = 20
        profile.statementWeights.indirectCall = 20
        profile.statementWeights.exit = 15
        profile.statementWeights.exception = 40
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
        profile.linkingChance = 20
        return profile
    }()

    /// Vector operations, where the feature is on.
    public static let simd: GeneratorProfile = {
        var profile = GeneratorProfile(name: "simd")
        profile.plainChance = 0
        profile.features.simd = 1000
        profile.features.relaxedSIMD = 700
        profile.features.gc = 100
        profile.features.exceptions = 100
        profile.vectorWeight = 1200
        profile.tableChance = 200
        profile.foldChances = [300, 600]
        return profile
    }()

    /// Structures, arrays, casts and typed references.
    public static let gc: GeneratorProfile = {
        var profile = GeneratorProfile(name: "gc")
        profile.plainChance = 0
        profile.features.referenceTypes = 1000
        profile.features.gc = 1000
        profile.features.simd = 200
        profile.features.threads = 50
        profile.memoryChance = 400
        profile.foldChances = [200, 300, 400, 500]
        profile.expressions.reference = 60
        profile.statementWeights.object = 60
        profile.statementWeights.reference = 40
        profile.statementWeights.table = 20
        return profile
    }()

    /// Cases of several modules that share what they can.
    public static let linking: GeneratorProfile = {
        var profile = GeneratorProfile(name: "linking")
        profile.linkingChance = 1000
        profile.hostChance = 500
        profile.functions = 1...3
        profile.statements = 2...5
        profile.instructionsPerFunction = 150
        profile.tableChance = 800
        profile.memoryChance = 900
        profile.features.referenceTypes = 700
        profile.statementWeights.call = 24
        profile.statementWeights.indirectCall = 16
        profile.statementWeights.assignGlobal = 20
        return profile
    }()

    /// Calls that trap as often as not, to see what state a trap leaves.
    public static let traps: GeneratorProfile = {
        var profile = GeneratorProfile(name: "traps")
        profile.unguardedChance = 60
        profile.statements = 2...5
        profile.statementWeights.store = 40
        profile.statementWeights.exit = 12
        return profile
    }()

    /// Odd but valid forms, for decoders and validators.
    public static let decoder: GeneratorProfile = {
        var profile = GeneratorProfile(name: "decoder")
        profile.stackyChance = 1000
        profile.plainChance = 100
        profile.startChance = 400
        profile.hostChance = 500
        return profile
    }()

    public static let all: [GeneratorProfile] = [
        .default, .numeric, .memory, .control, .small, .simd, .gc, .linking, .traps, .decoder,
    ]

    /// The profile of a name, as on the command line.
    public static func named(_ name: String) -> GeneratorProfile? { all.first { $0.name == name } }
}
