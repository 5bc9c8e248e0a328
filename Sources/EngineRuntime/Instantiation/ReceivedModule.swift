import WasmBinary
import WasmModel
import WasmValidation

/// What decoding and validation say about the bytes of a module. All in-tree engines share the two, so one answer
/// serves them all.
final class ReceivedModule: Sendable {
    enum Rejection: Error {
        /// In words for people.
        case malformed(String), invalid(String)
    }
    let result: Result<ValidatedModule, Rejection>

    init(_ bytes: [UInt8], _ features: FeatureSet) { result = Result { () throws(Rejection) in try Self.validated(bytes, features) } }

    private static func validated(_ bytes: [UInt8], _ features: FeatureSet) throws(Rejection) -> ValidatedModule {
        let module: Module
        do {
            module = try Module(decoding: bytes, features: features)
        } catch {
            throw .malformed(error.description)
        }
        do {
            return try ValidatedModule(validating: module, features: features)
        } catch {
            throw .invalid(error.description)
        }
    }
}
