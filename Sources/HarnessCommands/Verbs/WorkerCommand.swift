import ArgumentParser
import EngineInterface
import ExternalEngines

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Serve one engine over standard input and output, by the worker protocol.",
        discussion: """
            The protocol is described in Sources/ExternalEngines/PROTOCOL.md. The process ends with its input.

            Exit status: 0; 64 for an unknown engine; 69 if the engine cannot run here.
            """)

    @Option(help: ArgumentHelp("The engine to serve.", valueName: "name"))
    var engine = "interpreter"

    func run() async throws {
        let engine = try EngineRegistry.engineOfThisProcess(named: engine)
        do throws(EngineFailure) {
            try WorkerServer(engine).serve()
        } catch {
            throw CommandFailure(.engineUnavailable, "error: \(error.detail)")
        }
    }
}
