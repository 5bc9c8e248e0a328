public import EngineInterface
public import EngineRuntime
import WasmModel

/// The interpreter: every instruction of the table, one module translated as a whole and at once.
public typealias InterpreterEngine = RuntimeEngine<InterpreterTier>

extension RuntimeEngine<InterpreterTier> {
    public init() { self.init(InterpreterTier()) }
}

public struct InterpreterTier: ExecutionTier {
    public init() {}

    public var identity: EngineIdentity {
        EngineIdentity(name: "interpreter", version: "1", sharedParts: ["NumericSemantics"])
    }
    public var capabilities: EngineCapabilities { EngineCapabilities(features: .all) }

    public func makeMachine(
        _ context: ContextBlock, _ configuration: StoreConfiguration
    ) throws(EngineFailure) -> InterpreterMachine {
        InterpreterMachine(context, configuration.limits)
    }
}
