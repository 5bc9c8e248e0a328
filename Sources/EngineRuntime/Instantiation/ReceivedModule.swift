import WasmBinary
import WasmModel
import WasmValidation

/// What decoding and validation say about the bytes of a module. All in-tree engines share the two, so one answer
/// serves them all.
final class ReceivedModule: Sendable {
    enum Reception {
        case module(ModuleFacts)
        /// In words for people.
        case malformed(String), invalid(String)
    }
    let reception: Reception

    init(_ bytes: [UInt8], _ features: FeatureSet) { reception = Self.receive(bytes, features) }

    private static func receive(_ bytes: [UInt8], _ features: FeatureSet) -> Reception {
        var validation = StagedValidation(features: features)
        let module: Module
        do {
            module = try Module(
                decoding: bytes, features: features,
                beforeCode: { validation.begin($0, functionTypes: $1) }, eachFunction: { validation.check($0) })
        } catch {
            return .malformed(error.description)
        }
        do {
            return .module(ModuleFacts(try validation.finish(module)))
        } catch {
            return .invalid(error.description)
        }
    }
}

/// What is known of a valid module before a store has it: for all stores the same.
final class ModuleFacts: Sendable {
    let validated: ValidatedModule
    let exports: [Export]
    /// By position in ``exports``; without meaning for what is no function. At hand, because to look one up in the
    /// validated module costs more than a short call.
    let exportedTypes: [FunctionType]
    /// Imported and defined.
    let functionCount: Int
    /// Positions of the exports by name, where there are so many that a search would be slow.
    private let exportPositions: [ExactName: Int]

    private static let linearSearchLimit = 16

    init(_ validated: ValidatedModule) {
        self.validated = validated
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
}
