import EngineInterface
import WasmModel

extension Store {
    /// A host's function that was made available to imports.
    struct Host {
        var function: HostFunction
        var block: FunctionBlock
    }

    /// Answers a call and writes it down.
    func callHost(_ number: Int, _ words: UnsafeMutablePointer<UInt64>) -> Status {
        .returned
    }
}
