import WasmModel
import WasmValidation

/// A module that a store has received: validated, its types numbered. Translations stand beside it.
final class LoadedModule {
    let validated: ValidatedModule
    let exports: [Export]
    /// By position in ``exports``; without meaning for what is no function. At hand, because to look one up in the
    /// validated module costs more than a short call.
    let exportedTypes: [FunctionType]
    /// Imported and defined.
    let functionCount: Int
    /// Canonical numbers, in the store, of the module's types.
    let types: [UInt32]
    /// Positions of the exports by name, where there are so many that a search would be slow.
    private let exportPositions: [ExactName: Int]

    private static let linearSearchLimit = 16

    init(_ validated: ValidatedModule, types: [UInt32]) {
        self.validated = validated
        self.types = types
        let exports = validated.module.exports
        self.exports = exports
        exportedTypes = exports.map { $0.kind == .function ? validated.functionType($0.index) : FunctionType() }
        functionCount = validated.spaces.functions.count
        exportPositions =
            exports.count <= Self.linearSearchLimit
            ? [:] : Dictionary(exports.enumerated().map { (ExactName($1.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where in ``exports`` a name stands.
    func position(of name: String) -> Int? {
        if exports.count > Self.linearSearchLimit { return exportPositions[ExactName(name)] }
        let wanted = ExactName(name)
        for position in exports.indices where ExactName(exports[position].name) == wanted { return position }
        return nil
    }

    func export(_ name: String) -> Export? { position(of: name).map { exports[$0] } }

    /// A value type of the module with canonical numbers in place of type indices.
    func canonical(_ type: ValueType) -> ValueType { CanonicalTypes.canonical(type, numbers: types) }
}

/// An instance and the module it came from.
struct LoadedInstance {
    var block: InstanceBlock
    var module: LoadedModule
}
