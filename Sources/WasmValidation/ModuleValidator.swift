import WasmModel

/// Checks a module section by section and collects what it learns on the way.
struct ModuleValidator {
    let features: FeatureSet
    var types = ModuleTypes()
    var spaces = IndexSpaces()

    init(features: FeatureSet) { self.features = features }

    mutating func validate(_ module: Module) throws(ValidationError) -> [ValidatedModule.Body] {
        []
    }
}
