import EngineInterface
import EngineRuntime
import Interpreter
import Testing
import WasmBinary
import WasmModel
import WasmText

/// A store of the interpreter, fed with text.
struct Workbench {
    let store: any EngineStore

    init(features: FeatureSet = .all, limits: ExecutionLimits = ExecutionLimits()) throws {
        store = try InterpreterEngine().makeStore(StoreConfiguration(features: features, limits: limits))
    }

    /// Loads a module, instantiates it, and makes its exports importable under `name`.
    func instantiate(_ text: String, as name: String? = nil) throws -> InstanceHandle {
        let reception = try store.load(Module(parsing: [UInt8](text.utf8)).encoded())
        guard case .module(let module) = reception else { throw Failure(description: "\(reception)") }
        let instantiation = try store.instantiate(module)
        guard case .instance(let instance) = instantiation else { throw Failure(description: "\(instantiation)") }
        if let name { try store.register(instance, as: name) }
        return instance
    }

    /// Instantiates a module in a fresh store and calls its export `run`.
    static func run(
        _ text: String, _ arguments: [Value] = [], features: FeatureSet = .all, limits: ExecutionLimits = ExecutionLimits()
    ) throws -> Outcome {
        let workbench = try Workbench(features: features, limits: limits)
        return try workbench.store.invoke(workbench.instantiate(text), "run", with: arguments)
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }
}

/// A module and what its export `run` is to answer.
struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var arguments: [Value]
    var outcome: Outcome

    init(_ name: String, _ text: String, _ arguments: [Value] = [], _ outcome: Outcome) {
        self.name = name
        self.text = text
        self.arguments = arguments
        self.outcome = outcome
    }
    var testDescription: String { name }

    func check() throws { #expect(try Workbench.run(text, arguments) == outcome, "\(name)") }
}
