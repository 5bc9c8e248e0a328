public import WasmModel

/// Validation of a module that is still being read: each body is checked as soon as it is there, while the processor
/// has it at hand.
///
/// ``finish(_:)`` says what is wrong, so that a module is first read to its end: one that is malformed is not invalid.
/// It says the same as ``ValidatedModule/init(validating:features:)``, which looks at all else before the bodies.
public struct StagedValidation: Sendable {
    private var validator: ModuleValidator
    private var bodyValidator: BodyValidator?
    private var bodies: [ValidatedModule.Body] = []
    private var surveys: [BodySurvey] = []
    /// What is wrong before the data segments.
    private var error: ValidationError?
    /// The first body that is wrong, with the instruction.
    private var bodyFlaw: (flaw: Flaw, instruction: Int)?

    public init(features: FeatureSet) { validator = ModuleValidator(features: features) }

    /// Everything that stands before the bodies is there.
    ///
    /// - Parameter functionTypes: type indices of the defined functions.
    public mutating func begin(_ module: Module, functionTypes: [UInt32]) {
        // Without a data count section no body may name a data segment.
        begin(module, functionTypes: functionTypes, dataCount: module.dataCount.map { Int($0) } ?? 0)
    }

    mutating func begin(_ module: Module, functionTypes: [UInt32], dataCount: Int) {
        do {
            bodyValidator = try validator.begin(module, functionTypes: functionTypes, dataCount: dataCount)
            bodies.reserveCapacity(functionTypes.count)
            surveys.reserveCapacity(functionTypes.count)
        } catch {
            self.error = error
        }
    }

    /// The next body is there.
    public mutating func check(_ function: Function) {
        guard bodyFlaw == nil, bodyValidator != nil else { return }
        do throws(Flaw) {
            if let body = try bodyValidator?.check(function) { bodies.append(body) }
            if let survey = bodyValidator?.survey { surveys.append(survey) }
        } catch {
            bodyFlaw = (error, bodyValidator?.number ?? 0)
        }
    }

    /// The whole module is there.
    ///
    /// - Throws: the first rule that it breaks.
    public consuming func finish(_ module: Module) throws(ValidationError) -> ValidatedModule {
        if bodyValidator == nil, error == nil {
            begin(module, functionTypes: module.functions.map(\.typeIndex), dataCount: module.data.count)
        }
        if let error { throw error }
        try checkData(of: module)
        if let (flaw, instruction) = bodyFlaw {
            let number = bodies.count
            throw ValidationError(
                flaw.message, functionIndex: UInt32(validator.spaces.importedFunctions + number),
                in: module.functions[number].body, at: instruction)
        }
        validator.spaces.dataCount = module.data.count
        return ValidatedModule(
            module, features: validator.features, types: validator.types, spaces: validator.spaces, bodies: bodies,
            surveys: surveys, localUses: bodyValidator?.localUses ?? [])
    }

    private func checkData(of module: Module) throws(ValidationError) {
        guard !module.data.isEmpty, var expressions = bodyValidator else { return }
        try validator.checkData(of: module, &expressions)
    }
}
