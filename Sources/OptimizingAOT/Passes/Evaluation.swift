import NumericSemantics
import WasmModel

/// The constant folder's way to `NumericSemantics`.
enum Evaluation {
    /// The bits of the result; `nil` if the operation traps, which must happen when it is executed, or is not numeric.
    static func result(of opcode: Opcode, _ a: UInt64, _ b: UInt64) -> UInt64? {
        do {
            let result = try NumericEvaluation.result(of: opcode, NumericOperands(a, b))
            return opcode == .i64MulWideS || opcode == .i64MulWideU ? result?.high : result?.low
        } catch {
            return nil
        }
    }
}
