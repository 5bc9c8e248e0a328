public import WasmModel

/// Makes modules from seeds: always valid, always ending, and the same for the same seed, features, profile and
/// ``generatorVersion``, on every machine.
///
/// Types are chosen first, then code by the type that is wanted. Engines can be compared exactly: no undetermined NaN
/// can be seen, relaxed operations get operands that determine their results, and memories and tables have small
/// limits. A generator is made once for a run; it keeps the operations that the features allow.
public struct ModuleGenerator: Sendable {
    /// What modules may use if nobody says otherwise: all but what standards have left behind.
    public static let defaultFeatures = FeatureSet(Feature.allCases.filter { $0 != .legacyExceptions })

    /// What modules may use; each draws its own part of it.
    public let features: FeatureSet
    public let profile: GeneratorProfile
    private var operations: OperationTable

    /// Features beyond those that the generator knows are ignored.
    public init(features: FeatureSet, profile: GeneratorProfile = .default) {
        self.features = features.union(.wasm1)
        self.profile = profile
        operations = OperationTable(features: self.features)
    }

    /// The same generator, but that operations come up the more often the less they were reached: up to four times.
    ///
    /// - Parameter reached: in how many cases an operation was reached.
    package func emphasising(_ reached: (Opcode) -> Int) -> ModuleGenerator {
        var copy = self
        copy.operations.emphasise(reached)
        return copy
    }

    public func module(seed: UInt64) -> GeneratedModule {
        let stream = RandomStream(seed: seed)
        let plans = CasePlan(features: features, profile: profile, stream)
        var libraries: [LibraryInterface] = []
        var result = GeneratedModule(seed: seed, features: features, module: Module(), script: [], hostFunctions: [])
        for number in 0..<plans.moduleCount {
            let draft = draft(plans, libraries, number: number, stream.split(UInt64(0x100 + number)))
            result.hostFunctions += draft.plan.hosts
            if number < plans.moduleCount - 1 {
                let name = CasePlan.name(number)
                libraries.append(draft.interface(name: name))
                result.libraries.append(GeneratedLibrary(name: name, module: draft.module, scaffolding: draft.scaffolding))
            } else {
                result.module = draft.module
                result.scaffolding = draft.scaffolding
                result.script = draft.plan.script(stream.split(3))
            }
        }
        var own = stream.split(7)
        if own.chance(profile.stackyChance) {
            var pass = StackyPass(stream.split(8))
            pass.apply(to: &result)
            result.longForms = own.next()
        }
        return result
    }

    /// A module and what it was made by.
    struct Draft {
        var plan: ModulePlan
        var module: Module
        var costs: [Int]
        var scaffolding: [[Range<Int32>]]
        /// Functions that nothing calls and no script can.
        var pending: [UInt32]

        func interface(name: String) -> LibraryInterface { plan.interface(name: name, costs: costs, pending: pending) }
    }

    func draft(_ plans: CasePlan, _ libraries: [LibraryInterface], number: Int, _ stream: RandomStream) -> Draft {
        let plan = ModulePlan(
            features: plans.features, profile: profile, types: plans.types, operations: operations, libraries: libraries,
            number: number, stream.split(1))
        var module = Module()
        module.functions.reserveCapacity(plan.functions.count - plan.importedFunctions)
        var generator = FunctionGenerator(plan: plan)
        var scaffolding: [[Range<Int32>]] = []
        scaffolding.reserveCapacity(plan.functions.count - plan.importedFunctions)
        var pending = plan.pendingImports
        for index in plan.importedFunctions..<plan.functions.count {
            let result = generator.function(UInt32(index), stream.split(UInt64(1000 + index)), pending: pending)
            module.functions.append(result.function)
            scaffolding.append(result.scaffolding)
            pending.removeAll(where: generator.reached.contains)
            if !plan.isCallableFromOutside(UInt32(index)), plan.start != UInt32(index) { pending.append(UInt32(index)) }
        }
        plan.describe(&module, stream.split(2))
        return Draft(plan: plan, module: module, costs: generator.costs, scaffolding: scaffolding, pending: pending)
    }
}

/// What all modules of one case have in common.
struct CasePlan {
    let features: FeatureSet
    let types: TypePlan
    let moduleCount: Int

    init(features enabled: FeatureSet, profile: GeneratorProfile, _ stream: RandomStream) {
        features = FeatureDraw.features(enabled: enabled, profile, stream.split(4))
        types = TypePlan(features: features, profile, stream.split(5))
        var own = stream.split(6)
        moduleCount = own.chance(profile.linkingChance) ? 2 + (own.chance(300) ? 1 + own.below(2) : 0) : 1
    }

    /// Under what a module is registered.
    static func name(_ number: Int) -> String { "m\(number)" }
}
