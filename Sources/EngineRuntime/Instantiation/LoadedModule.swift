import WasmModel
import WasmValidation

/// A module that a store has received: validated, its types numbered. Translations stand beside it.
final class LoadedModule {
    let validated: ValidatedModule
    /// Canonical numbers, in the store, of the module's types.
    let types: [UInt32]
    /// Positions of the exports by name, where there are so many that a search would be slow.
    private let exportPositions: [ExactName: Int]

    private static let linearSearchLimit = 16

    init(_ validated: ValidatedModule, types: [UInt32]) {
        self.validated = validated
        self.types = types
        let exports = validated.module.exports
        exportPositions =
            exports.count <= Self.linearSearchLimit
            ? [:] : Dictionary(exports.enumerated().map { (ExactName($1.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    func export(_ name: String) -> Export? {
        let exports = validated.module.exports
        if exports.count > Self.linearSearchLimit { return exportPositions[ExactName(name)].map { exports[$0] } }
        for export in exports where ExactName(export.name) == ExactName(name) { return export }
        return nil
    }

    /// A value type of the module with canonical numbers in place of type indices.
    func canonical(_ type: ValueType) -> ValueType { CanonicalTypes.canonical(type, numbers: types) }
}
