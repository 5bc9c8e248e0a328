package import ArgumentParser
import Foundation
import NativeCode

/// `assay`: the root of all verbs, one file each.
package struct AssayCommand: AsyncParsableCommand {
    package static let version = "0.1.0"

    package static let configuration = CommandConfiguration(
        commandName: "assay",
        abstract: "Conformance tests and differential fuzzing for WebAssembly engines.",
        version: version,
        subcommands: [
            ConformCommand.self,
            FuzzCommand.self,
            DiffCommand.self,
            ReplayCommand.self,
            ReduceCommand.self,
            TriageCommand.self,
            GenerateCommand.self,
            AssessCommand.self,
            CompileCommand.self,
            WorkerCommand.self,
            RunCommand.self,
            EnginesCommand.self,
            ParseCommand.self,
            PrintCommand.self,
            ValidateCommand.self,
            SpecCommand.self,
            ReportCommand.self,
            BenchCommand.self,
            GateCommand.self,
        ]
    )

    package init() {}

    /// What the running command was called with.
    @TaskLocal static var arguments: [String] = []

    /// Runs the command that `arguments` name and says what the process has to end with.
    package static func status(of arguments: [String]) async -> ExitStatus {
        ProcessHeap.keepFreedMemory()
        do {
            var command = try parseAsRoot(arguments)
            try await $arguments.withValue(arguments) {
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
            }
            return .expected
        } catch let failure as CommandFailure {
            if !failure.message.isEmpty { StandardError.write(failure.message + "\n") }
            return failure.status
        } catch {
            // What the argument parser throws: a request for help, or a wrong command line.
            let isHelp = exitCode(for: error) == .success
            let text = fullMessage(for: error)
            if isHelp {
                return StandardOutput.tryWrite(text + "\n") ? .expected : .unwritableResult
            }
            StandardError.write(text + "\n")
            return .usage
        }
    }
}
