import ArgumentParser
import EngineInterface
import Foundation

/// Options of every verb that runs something.
struct RunOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Work on this many inputs at the same time (default: one per processor).", valueName: "n"))
    var jobs: Int?

    @Option(help: ArgumentHelp("Seconds that one call may take before it counts as exhausted.", valueName: "s"))
    var timeout: Double?

    @Option(help: ArgumentHelp("Write the results as JSON to this file; '-' is standard output.", valueName: "file"))
    var json: String?

    @Flag(help: "No progress, and no summary.")
    var quiet = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if let timeout, !(timeout > 0 && timeout < 1e9) {
            throw ValidationError("--timeout must be a positive number of seconds")
        }
    }

    var jobCount: Int { jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// `seconds` is for a command line that does not say.
    func limits(timeout seconds: Double) -> ExecutionLimits {
        ExecutionLimits(nanoseconds: UInt64((timeout ?? seconds) * 1e9))
    }
}
