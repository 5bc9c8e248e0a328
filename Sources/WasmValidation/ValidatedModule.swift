public import WasmModel

/// A module that is valid (WebAssembly 3.0, §3.4), with what validation found out about it.
///
/// Whoever holds one may rely on every rule: indices are in range, every pop finds a value of the right type, blocks
/// nest, labels exist.
public struct ValidatedModule: Sendable {
    /// What is known about a function body after it was checked.
    public struct Body: Hashable, Sendable {
        /// Parameters and locals.
        public var localCount: UInt32
        /// Slots of parameters and locals: two for a `v128`, one for everything else.
        public var localSlots: UInt32
        /// The most operands that stand on the operand stack at once.
        public var operandHeight: UInt32
        /// At least the slots those operands take; at most twice that.
        public var operandSlots: UInt32
        /// The most blocks that are open at once, the body itself included.
        public var controlDepth: UInt32
    }

    public let module: Module
    /// The features it was checked against.
    public let features: FeatureSet
    public let types: ModuleTypes
    public let spaces: IndexSpaces
    /// By the number of the defined function.
    public let bodies: [Body]
    /// By the number of the defined function.
    public let surveys: [BodySurvey]
    /// What ``BodySurvey/firstUse`` points into.
    public let localUses: [BodySurvey.LocalUse]

    /// Checks a module.
    /// - Throws: the first rule that it breaks. A module that uses a feature outside `features` is invalid.
    public init(validating module: Module, features: FeatureSet = .wasm3) throws(ValidationError) {
        var stages = StagedValidation(features: features)
        stages.begin(module, functionTypes: module.functions.map(\.typeIndex), dataCount: module.data.count)
        // Lent, because a function is four arrays, which a copy would have to count.
        let functions = module.functions.span
        for number in functions.indices { stages.check(functions[number]) }
        self = try stages.finish(module)
    }

    init(
        _ module: Module, features: FeatureSet, types: ModuleTypes, spaces: IndexSpaces, bodies: [Body],
        surveys: [BodySurvey], localUses: [BodySurvey.LocalUse]
    ) {
        self.module = module
        self.features = features
        self.types = types
        self.spaces = spaces
        self.bodies = bodies
        self.surveys = surveys
        self.localUses = localUses
    }

    /// The type of a function, imported or defined.
    public func functionType(_ functionIndex: UInt32) -> FunctionType {
        types.function(spaces.functions[Int(functionIndex)]) ?? FunctionType()
    }
    @inlinable public func signature(_ functionIndex: UInt32) -> ModuleTypes.Signature {
        types.signatures[Int(spaces.functions[Int(functionIndex)])]
    }

    /// Types of the parameters and locals of a defined function, one by one. Made on demand: a few bytes of a module
    /// can stand for fifty thousand locals.
    public func localTypes(ofDefinedFunction number: Int) -> [ValueType] {
        let function = module.functions[number]
        var locals: [ValueType] = []
        locals.reserveCapacity(Int(bodies[number].localCount))
        locals.append(contentsOf: types.parameters(types.signatures[Int(function.typeIndex)]))
        for group in function.locals { locals.append(contentsOf: repeatElement(group.type, count: Int(group.count))) }
        return locals
    }
}
