import EngineInterface
import WasmBinary
import WasmModel
import WasmText

/// The few questions that an engine must answer before it is trusted with more: a result, a trap, a rejection at each
/// stage, and an end to what has none.
enum SelfTest {
    private static let text = """
        (module
          (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
          (func (export "divide") (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
          (func $deep (export "deep") (call $deep)))
        """

    /// What is wrong; `nil` if nothing is.
    static func fault(of engine: any Engine) -> String? {
        do {
            return try check(engine)
        } catch let failure as EngineFailure {
            return failure.detail
        } catch {
            return "\(error)"
        }
    }

    private static func check(_ engine: any Engine) throws -> String? {
        let store = try engine.makeStore(StoreConfiguration(features: .wasm1, limits: ExecutionLimits(callDepth: 200)))
        guard case .module(let module) = try store.load(Module(parsing: text).encoded()) else {
            return "rejects a valid module"
        }
        guard case .instance(let instance) = try store.instantiate(module) else {
            return "does not instantiate a module"
        }
        let sum = try store.invoke(instance, "add", with: [.i32(40), .i32(2)])
        guard sum == .returned([.i32(42)]) else { return "40 + 2 is \(sum)" }
        let quotient = try store.invoke(instance, "divide", with: [.i32(0)])
        guard quotient == .trapped(.integerDivideByZero) else { return "1 / 0 is \(quotient)" }
        let depth = try store.invoke(instance, "deep", with: [])
        guard case .exhausted = depth else { return "endless recursion ends with \(depth)" }
        guard case .malformed = try store.load([0, 1, 2, 3]) else { return "does not reject malformed bytes" }
        let invalid = try Module(parsing: "(module (func (result i32) (i64.const 0)))").encoded()
        guard case .invalid = try store.load(invalid) else { return "does not reject an invalid module" }
        let unlinkable = try Module(parsing: "(module (import \"a\" \"b\" (func)))").encoded()
        guard case .module(let importer) = try store.load(unlinkable),
            case .unlinkable = try store.instantiate(importer)
        else {
            return "links what is not there"
        }
        return nil
    }
}
