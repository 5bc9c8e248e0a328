import NumericSemantics
import WasmModel

/// The constant folder's way to `NumericSemantics`.
enum Evaluation {
    /// The bits of the result; `nil` if the operation traps or is not for folding.
    static func result(of opcode: Opcode, _ a: UInt64, _ b: UInt64) -> UInt64? {
        nil
    }
}
