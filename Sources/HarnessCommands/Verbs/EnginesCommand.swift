import ArgumentParser
import EngineInterface
import WasmModel

struct EnginesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engines",
        abstract: "Say which engines can run here, what they have, and whether they pass their self-test.")

    func run() async throws {
        var text = ""
        var isSound = true
        for engine in EngineRegistry.all() {
            let identity = engine.identity
            text += "\(identity.name)  version \(identity.version)"
            if !identity.configuration.isEmpty { text += " (\(identity.configuration))" }
            if let reason = engine.capabilities.unavailable {
                text += "  unavailable: \(reason)\n"
                continue
            }
            let fault = SelfTest.fault(of: engine)
            isSound = isSound && fault == nil
            text += "  built in  self-test \(fault.map { "FAILED: \($0)" } ?? "passed")\n"
            text += "  features: \(engine.capabilities.features.features.map(\.name).joined(separator: ", "))\n"
            if !identity.sharedParts.isEmpty { text += "  shares: \(identity.sharedParts.joined(separator: ", "))\n" }
        }
        try StandardOutput.write(text)
        if !isSound { throw CommandFailure(.engineUnavailable) }
    }
}
