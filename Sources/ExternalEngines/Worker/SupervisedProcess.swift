import CChildProcess
import Foundation

/// A program that is run in the place of this process, with its files, so that a crash ends the program and not this
/// process.
///
/// What makes it safe: the strings live until the program has ended.
package enum SupervisedProcess {
    package enum End: Hashable, Sendable {
        case exited(status: Int32)
        case signalled(Int32)
        case notStarted
    }

    /// Runs a program to its end. What asks this process to end meanwhile asks the program.
    package static func run(_ program: String, _ arguments: [String]) -> End {
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { for unsafe word in unsafe words { unsafe free(word) } }
        switch unsafe child_process_supervise(program, &words) {
        case ..<0: return .notStarted
        case let status where status >= 256: return .signalled(status - 256)
        case let status: return .exited(status: status)
        }
    }
}
