import WasmModel
import WasmValidation

/// A module that a store has received: its types are numbered. Translations stand beside it.
final class LoadedModule {
    let facts: ModuleFacts
    /// Canonical numbers, in the store, of the module's types.
    let types: [UInt32]

    init(_ facts: ModuleFacts, types: [UInt32]) {
        self.facts = facts
        self.types = types
    }

    /// A value type of the module with canonical numbers in place of type indices.
    func canonical(_ type: ValueType) -> ValueType { CanonicalTypes.canonical(type, numbers: types) }
}

/// An instance and the module it came from.
struct LoadedInstance {
    var block: InstanceBlock
    var module: LoadedModule
}
